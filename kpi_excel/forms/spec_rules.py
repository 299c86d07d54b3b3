"""What a form's description must keep to as a whole: names once, conditions that point somewhere, room to draw it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kpi_excel.forms.spec import ANSWERS, FieldSpec, FieldType, FormSpec, SheetSpec, TableSpec
from kpi_excel.forms.thai_text import key_of

_FORM = re.compile(r"[a-z_]+")
_LABEL = re.compile(r"[0-9A-Za-z.\-]{1,20}")
_PLACEHOLDER = re.compile(r"\{(\w*)\}|[{}]")
_OF_A_FORM = frozenset({"period", "year"})
_OF_A_PAGE = _OF_A_FORM | {"kpi_no", "name", "code"}
_MONTHS = 12


@lru_cache(maxsize=2048)
def names_of(spec: FieldSpec) -> tuple[str, ...]:
    """Every key that a header or label of this field may match, its titles first."""
    return tuple(dict.fromkeys(key for name in (*spec.title, *spec.aliases) if (key := key_of(name))))


def mistakes_of(form: FormSpec) -> Iterator[str]:
    """Everything that does not fit together, each with its place."""
    if not _FORM.fullmatch(form.form):
        yield f"{form.form}: form is not made of small letters and _"
    if not _LABEL.fullmatch(form.label):
        yield f"{form.form}: label {form.label!r} holds more than letters, digits, dots and dashes"
    if not form.sheets:
        yield f"{form.form}: sheet is missing"
    yield from _twice("key", (sheet.key for sheet in form.sheets), form.form)
    yield from _twice("table key", (table.key for sheet in form.sheets for table in sheet.tables), form.form)
    for sheet in form.sheets:
        place = f"{form.form}, sheet {sheet.key}"
        yield from _sheet_mistakes(sheet, place)
        yield from _drawing_mistakes(sheet, place)
        for table in sheet.tables:
            yield from _table_mistakes(table, f"{place}, table {table.key}")
    for fields, place in _groups(form):
        for item in fields:
            yield from _field_mistakes(item, f"{place}, field {item.key}")
            yield from _condition_mistakes(item, fields, f"{place}, field {item.key}")


def _groups(form: FormSpec) -> Iterator[tuple[list[FieldSpec], str]]:
    """Fields that stand in one record, where conditions may look; and the heads."""
    by_record: dict[str, list[FieldSpec]] = {}
    for sheet in form.sheets:
        if sheet.head:
            yield list(sheet.head), f"{form.form}, head of {sheet.key}"
        if sheet.kind == "page":
            by_record.setdefault(sheet.record, []).extend(item for block in sheet.blocks for item in block.fields)
        for table in sheet.tables:
            by_record.setdefault(table.record, []).extend(table.columns)
    for record, fields in by_record.items():
        place = f"{form.form}, record {record}"
        yield fields, place


def _sheet_mistakes(sheet: SheetSpec, place: str) -> Iterator[str]:
    is_page = sheet.kind == "page"
    fields = [item for block in sheet.blocks for item in block.fields]
    if is_page and (sheet.tables or not fields or not sheet.record):
        yield f"{place}: a page has a record and blocks of fields, and no table"
    if not is_page and (sheet.blocks or not sheet.tables):
        yield f"{place}: a sheet of tables has at least one table, and no block"
    for key, wording, known in (
        ("heading", sheet.heading, _OF_A_PAGE if is_page else _OF_A_FORM),
        ("title", sheet.title, _OF_A_PAGE if is_page else frozenset[str]()),
    ):
        for text in wording:
            for found in _PLACEHOLDER.finditer(text):
                if found[1] not in known:
                    yield f"{place}: {key} has {found[0]}, which is no placeholder here"
    yield from _twice("key", (item.key for item in fields), place)
    yield from _shared_names(fields, place)
    yield from _twice("key", (item.key for item in sheet.head), f"{place}, head")
    yield from _shared_names(sheet.head, f"{place}, head")


def _table_mistakes(table: TableSpec, place: str) -> Iterator[str]:
    codes = [column.key for column in table.columns if column.content == "code"]
    if len(codes) != 1:
        yield f"{place}: exactly one column must have the content code"
    if table.rows == "inputs" and not any(column.content == "input" for column in table.columns):
        yield f"{place}: one column must have the content input"
    if table.rows in ("plan", "evidence", "handover") and not any(c.key == "kpi_no" and c.is_input for c in table.columns):
        yield f"{place}: a column kpi_no must be filled in"
    yield from _twice("key", (column.key for column in table.columns), place)
    yield from _shared_names(table.columns, place)


def _field_mistakes(item: FieldSpec, place: str) -> Iterator[str]:
    if item.type is FieldType.COMPUTED and (not item.content or item.content in ANSWERS):
        yield f"{place}: content must say what a computed field shows"
    if item.is_input and item.content and item.content not in ANSWERS:
        yield f"{place}: content {item.content} belongs to a computed field"
    if item.type is FieldType.CHOICE and not item.choices:
        yield f"{place}: choices are missing"
    yield from _twice("choice", (choice.key for choice in item.choices), place)
    names = [name for choice in item.choices for name in {choice.key, *choice.title, *choice.aliases}]
    yield from _twice("name of a choice", names, place)
    if item.minimum is not None and item.maximum is not None and item.minimum > item.maximum:
        yield f"{place}: minimum {item.minimum} is above maximum {item.maximum}"


def _condition_mistakes(item: FieldSpec, fields: Iterable[FieldSpec], place: str) -> Iterator[str]:
    for name, condition in (("needed_when", item.needed_when), ("waived_when", item.waived_when)):
        if condition is None:
            continue
        governing = next((other for other in fields if other.key == condition[0] and other.is_input), None)
        known = [choice.key for choice in governing.choices] if governing else []
        if governing is None:
            yield f"{place}: {name} looks at {condition[0]}, which nobody fills in"
        elif unknown := [key for key in condition[1] if key not in known]:
            yield f"{place}: {name} waits for {', '.join(unknown)}, which {condition[0]} cannot hold"


def _drawing_mistakes(sheet: SheetSpec, place: str) -> Iterator[str]:
    columns = len(sheet.widths)
    for table in sheet.tables:
        needed = 1 + sum(_MONTHS if column.content == "month_bars" else 1 for column in table.columns)
        if needed > columns:
            yield f"{place}: widths has {columns} columns, table {table.key} needs {needed}"
    if sheet.head and len(sheet.inputs_at) != len(sheet.head) + 1:
        yield f"{place}: inputs_at must name {len(sheet.head) + 1} columns"
    if sheet.notes.th and len(sheet.inputs_at) < 2:
        yield f"{place}: inputs_at must name a column for notes"
    for key, places in (("head_at", sheet.head_at), ("inputs_at", sheet.inputs_at), ("status_at", sheet.status_at)):
        if beyond := [at for at in places if at >= columns]:
            yield f"{place}: {key} {beyond[0]} is beyond the {columns} columns of widths"
    if sheet.status_at[0] > sheet.status_at[1]:
        yield f"{place}: status_at ends before it begins"


def _twice(what: str, keys: Iterable[str], place: str) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{place}: {what} {key} stands {count} times"


def _shared_names(fields: Iterable[FieldSpec], place: str) -> Iterator[str]:
    """Two fields of one place that a header could both mean; fields of different scoring methods never meet."""
    owners: dict[str, list[FieldSpec]] = {}
    for item in fields:
        for name in names_of(item):
            for other in owners.get(name, ()):
                if not item.only_for or not other.only_for or set(item.only_for) & set(other.only_for):
                    yield f"{place}: {other.key} and {item.key} share the title {name}"
            owners.setdefault(name, []).append(item)
