"""Every place of a form where something can be typed, and the same form with other answers there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kpi_excel.core.scoring.inputs import Input
from kpi_excel.forms.content import Filled, FormContent, RowContent
from kpi_excel.forms.field_words import WORD_TEXTS, choices_of
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.workbooks.forms.layout import VALUE_ROW, SheetLayout, lay_out
from kpi_excel.workbooks.forms.needs import asked_field
from tests.parts import At

_NUMBERS = (FieldType.DECIMAL, FieldType.PERCENT, FieldType.WHOLE)
_DAYS = (
    "28/2/2556", "1/10/2555", "28/2/56", "30/9/13", "5/1/2013", "29/2/2556", "31/12/2555", " 15/3/2556", "28 ก.พ. 2556", "28-2-2556",
    "เมื่อวาน", "1/2", "//", "1//2556", "ม/ค/2556",
)  # fmt: skip
_WORDS = ("ทำตามแผน", "=1+1", "  ", "-", "N/A", '"ใน" & \'นอก\' <b>', "0", "บรรทัดหนึ่ง\nบรรทัดสอง", "75", "ยาวมาก" * 60)


class Place(NamedTuple):
    """One input. `part` and `row` say where in the content: the head, the page or a row of a table."""

    sheet: int
    part: str | int
    row: int
    field: FieldSpec
    name: str
    at: At


Answers = Mapping[Place, Filled]
"""What stands in some places; a place that is absent is blank."""


def places_of(content: FormContent) -> list[Place]:
    """Every input of a form, where the writer puts it."""
    return [place for number, sheet in enumerate(lay_out(content).sheets) for place in _of_sheet(number, sheet)]


def _of_sheet(number: int, sheet: SheetLayout) -> Iterator[Place]:
    spec, name = sheet.content.spec, sheet.content.name
    for item, column in zip(spec.head, spec.inputs_at[1:], strict=bool(spec.head)):
        yield Place(number, "head", 0, item, name, (VALUE_ROW + 2, column))
    for block in spec.blocks:
        for item in block.fields:
            if item.is_input and item.key in sheet.labels:
                row, column = sheet.labels[item.key]
                yield Place(number, "page", 0, item, name, (row, column + 1))
    for part, table in enumerate(sheet.tables):
        for index, (row, content) in enumerate(table.rows()):
            for column_spec in table.content.spec.columns:
                asked = asked_field(column_spec, content) if column_spec.is_input else None
                if asked is not None:
                    yield Place(number, part, index, asked, name, (row, table.columns[column_spec.key]))


def asks_for(content: FormContent, place: Place) -> tuple[str, Input | None]:
    """The number of the KPI that a row of a table is about, and the raw input that it asks for."""
    if isinstance(place.part, str):
        return "", None
    row = content.sheets[place.sheet].tables[place.part].rows[place.row]
    return row.kpi.kpi_no if row.kpi is not None else "", row.input


def answered(content: FormContent, answers: Answers) -> FormContent:
    """The form with these answers and no others."""
    given: dict[tuple[int, str | int, int], dict[str, Filled]] = {}
    for place, value in answers.items():
        if value != "":
            given.setdefault((place.sheet, place.part, place.row), {})[place.field.key] = value

    def row(row: RowContent, sheet: int, part: str | int, index: int) -> RowContent:
        return replace(row, filled=given.get((sheet, part, index), {}))

    sheets = []
    for number, sheet in enumerate(content.sheets):
        tables = tuple(
            replace(table, rows=tuple(row(old, number, part, index) for index, old in enumerate(table.rows)))
            for part, table in enumerate(sheet.tables)
        )
        page = None if sheet.page is None else row(sheet.page, number, "page", 0)
        head = {key: str(value) for key, value in given.get((number, "head", 0), {}).items()}
        sheets.append(replace(sheet, tables=tables, page=page, head=head))
    return replace(content, sheets=tuple(sheets))


def some_answer(random_: random.Random, place: Place, lang: str) -> Filled:
    """What somebody might type there: nothing, something right, something that does not belong there."""
    field, luck = place.field, random_.random()
    if luck < 0.25:
        return ""
    words = [WORD_TEXTS[word].say(lang) for word in field.words] + list(_WORDS)
    if luck < 0.4:
        return random_.choice(words)
    if field.type in _NUMBERS:
        whole = field.type is FieldType.WHOLE or random_.random() < 0.3
        return Decimal(random_.randint(-2, 9)) if whole else Decimal(random_.randint(-300_000, 2_000_000)).scaleb(-random_.randint(1, 5))
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        return random_.choice([choice.title.say(lang) for choice in choices_of(field)])
    return random_.choice(_DAYS) if field.type is FieldType.DAY else random_.choice(words)
