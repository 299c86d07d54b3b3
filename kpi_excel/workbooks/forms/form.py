"""One agency's form as a workbook, and the record of what it said: locked texts, formulas, what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.content import Filled, FormContent, RowContent
from kpi_excel.forms.facts import facts_of
from kpi_excel.forms.frame import prefill_key, title_key
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.signing import Signed, sign
from kpi_excel.forms.token import Token
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.corrections import write_corrections
from kpi_excel.workbooks.forms.foot import (
    protect,
    write_coverage,
    write_notes,
    write_signatures,
)
from kpi_excel.workbooks.forms.head import head_needs, write_head
from kpi_excel.workbooks.forms.hidden import write_lists, write_meta
from kpi_excel.workbooks.forms.instructions import write_instructions
from kpi_excel.workbooks.forms.layout import Layout, SheetLayout, TableLayout, lay_out
from kpi_excel.workbooks.forms.looks import Looks
from kpi_excel.workbooks.forms.needs import Need
from kpi_excel.workbooks.forms.pages import write_page
from kpi_excel.workbooks.forms.pen import Pen, SheetPen
from kpi_excel.workbooks.forms.printing import set_page
from kpi_excel.workbooks.forms.status import Status, write_statuses
from kpi_excel.workbooks.forms.tables import write_table
from kpi_excel.workbooks.writing import Book, Sheet

_OWING = ("evidence",)
"""Sheets that count what is owed: they do not keep a form from being ready."""


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """`record` is plain JSON data for `archive/issued/`."""

    data: bytes
    token: Token
    record: Mapping[str, Any]


def write_form(content: FormContent, key: bytes) -> WrittenForm:
    """Write a form (or, with feedback, the form sent back); the same content and key give the same bytes."""
    return write_signed(content, sign(content, key))


def write_signed(content: FormContent, signed: Signed) -> WrittenForm:
    """The same for a content that was signed elsewhere: without the key."""
    token = signed.token
    title = f"{content.spec.title.say(content.lang)} {content.period.label(content.lang)} {content.agency.name}"
    book = Book(title, subject=token.text, author=content.settings.office or "kpi-excel")
    book.raw.set_custom_property("kpi_token", token.text, "text")
    pen = Pen(book, Looks(book.formats), content, lay_out(content), token.text, answers=answers_of(content))
    sheets = _write_sheets(pen)
    book.raw.define_name("kpi_token", f'="{token.text}"')
    record = _record(content, signed, pen.layout, sheets)
    return WrittenForm(book.close(), token, record)


def answers_of(content: FormContent) -> dict[str, dict[str, Filled]]:
    """KPI number → what its inputs hold, over all tables with one row per KPI or raw input."""
    answers: dict[str, dict[str, Filled]] = {}
    for sheet in content.sheets:
        for table in sheet.tables:
            if table.spec.rows in ("kpis", "inputs"):
                for row in table.rows:
                    if row.kpi is not None:
                        answers.setdefault(row.kpi.kpi_no, {}).update(row.filled)
    return answers


def _write_sheets(pen: Pen) -> list[Sheet]:
    content, book = pen.content, pen.book
    corrections = book.sheet(pen.say(w.CORRECTIONS)) if content.feedback is not None else None
    instructions = book.sheet(pen.say(w.INSTRUCTIONS))
    inputs = [SheetPen(pen, book.sheet(layout.content.name), layout) for layout in pen.layout.sheets]
    lists, meta = book.sheet("_lists"), book.sheet("_meta")
    statuses = [_write_body(sp) for sp in inputs]
    write_statuses(pen, inputs, statuses)
    for sp in inputs:
        sp.finish_heights()
        protect(sp)
    write_instructions(pen, instructions)
    if corrections is not None and content.feedback is not None:
        write_corrections(pen, corrections, content.feedback)
        corrections.raw.activate()
    else:
        inputs[0].sheet.raw.activate()
    write_lists(pen, lists)
    write_meta(pen, meta)
    return [*([corrections] if corrections else []), instructions, *(sp.sheet for sp in inputs)]


def _write_body(sp: SheetPen) -> Status:
    """Everything of an input sheet but its status box; what the sheet needs."""
    write_head(sp)
    is_owing = sp.layout.content.spec.key in _OWING
    if sp.layout.content.page is not None:
        needs = write_page(sp)
        set_page(sp, write_signatures(sp, sp.layout.foot_row))
        return Status(tuple(needs), is_owing)
    several = len(sp.layout.tables) > 1
    needs = head_needs(sp)
    for number, table in enumerate(sp.layout.tables, start=1):
        counted = write_table(sp, table, number if several else 0)
        if counted is not None:
            needs.append(Need(_where_to_look(sp, table), counted.formula, counted.missing))
        sp.height(table.end_row + 1, 10)
    row = write_notes(sp, sp.layout.foot_row)
    if sp.layout.content.spec.key == "plan":
        row, uncovered = write_coverage(sp, sp.layout.tables[0], row)
        needs.append(uncovered)
    set_page(sp, write_signatures(sp, row))
    return Status(tuple(needs), is_owing)


def _where_to_look(sp: SheetPen, table: TableLayout) -> str:
    has_status = any(column.content == "row_status" for column in table.content.spec.columns)
    return sp.pen.say(w.LOOK_AT if has_status else w.LOOK_AT_PAGE)


def _record(content: FormContent, signed: Signed, layout: Layout, sheets: list[Sheet]) -> dict[str, Any]:
    """What the form said, for reading it back and for telling what was changed."""
    token = signed.token
    return {
        "schema": "kpi_excel.issued/1", "token": token.text, "form": token.form, "version": token.version,
        "agency": token.agency, "period": token.period, "serial": token.serial,
        "spec_digest": content.spec.digest, "content_digest": signed.digest, "lang": content.lang,
        "kpi_nos": list(content.kpi_nos), "sheets": list(dict.fromkeys(s.content.spec.key for s in layout.sheets)),
        "facts": _facts(content), "prefilled": _prefilled(content), "labels": _labels(layout, sheets),
        "locked": {sheet.name: {Address(*at).a1(): text for at, text in sorted(sheet.texts.items())} for sheet in sheets},
        "formulas": {sheet.name: {Address(*at).a1(): text for at, text in sorted(sheet.formula_texts.items())} for sheet in sheets},
    }  # fmt: skip


def _facts(content: FormContent) -> dict[str, dict[str, str]]:
    """What the form says of each KPI that it shows."""
    tables = [row for sheet in content.sheets for table in sheet.tables for row in table.rows]
    pages = [sheet.page for sheet in content.sheets if sheet.page is not None]
    return {row.kpi.kpi_no: facts_of(row.kpi) for row in (*pages, *tables) if row.kpi is not None}


def _prefilled(content: FormContent) -> dict[str, str]:
    found: dict[str, str] = {}

    def add(record: str, row: RowContent) -> None:
        kpi_no = row.kpi.kpi_no if row.kpi is not None else ""
        for key, value in row.filled.items():
            found[prefill_key(record, kpi_no, row.code, key)] = typed_again(value)

    for sheet in content.sheets:
        if sheet.page is not None:
            add(sheet.spec.record, sheet.page)
        for table in sheet.tables:
            for row in table.rows:
                add(table.spec.record, row)
    return dict(sorted(found.items()))


def typed_again(value: Filled) -> str:
    """What the reader will say was typed in a cell that we filled."""
    return value if isinstance(value, str) else typed_text(RawCell("number", float(value)))


def _labels(layout: Layout, sheets: list[Sheet]) -> dict[str, str]:
    """First line of the locked texts beside each row code, and beside the labels of a page: tells what was half sorted."""
    by_name = {sheet.name: sheet for sheet in sheets}
    found: dict[str, str] = {}
    for sheet in layout.sheets:
        if sheet.content.page is not None:
            found |= _labels_of_page(sheet, sheet.content.page.code, by_name[sheet.content.name])
        for table in sheet.tables:
            for column in table.content.spec.columns:
                if column.is_input or column.content not in ("kpi_name", "evidence_due", "input_name", "step_text"):
                    continue
                for row, content in table.rows():
                    text = by_name[sheet.content.name].texts.get((row, table.columns[column.key]), "")
                    found[f"{table.content.spec.key}.{column.key}|{content.code}"] = text.split("\n", 1)[0]
    return found


def _labels_of_page(layout: SheetLayout, code: str, sheet: Sheet) -> dict[str, str]:
    fields = [item for block in layout.content.spec.blocks for item in block.fields if item.key in layout.labels]
    places = {item.key: layout.labels[item.key] for item in fields if not item.is_input}
    texts = {key: sheet.texts.get((row, column + 1), "") for key, (row, column) in places.items()}
    found = {f"{layout.content.spec.key}.{key}|{code}": text.split("\n", 1)[0] for key, text in texts.items() if text}
    page = layout.content.page
    asked = {wanted.key for wanted in inputs_of(page.kpi)} if page is not None and page.kpi is not None else set()
    for key in sorted(asked & layout.labels.keys()):
        found[title_key(layout.content.spec.key, key, code)] = sheet.texts.get(layout.labels[key], "").split("\n", 1)[0]
    return found
