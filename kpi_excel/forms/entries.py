"""The rows and pages of one located sheet as entries: which KPI, which code, which values, from which cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.inputs import Input, inputs_of, is_direct
from kpi_excel.core.submission import Value
from kpi_excel.forms.anchors import LocatedSheet, LocatedTable
from kpi_excel.forms.codes import RowCode, read_code
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import ReadingFrame, prefill_key
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.spec import FieldSpec, SheetSpec
from kpi_excel.forms.thai_text import is_blank, key_of

KEYED = frozenset({"kpis", "target_kpis", "inputs", "steps"})
"""Tables whose rows we wrote: a row there is found by its code alone."""


@dataclass(slots=True)
class Entry:
    """One row or page. `fields` are the inputs it could hold, `cells` their addresses, blank or not."""

    record: str
    table: str
    kpi_no: str
    code: str
    sheet: str
    values: dict[str, Value] = field(default_factory=dict)
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def prefill_key(self, field_key: str) -> str:
        return prefill_key(self.record, self.kpi_no, self.code, field_key)


@dataclass(slots=True)
class SheetReading:
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: set[Address] = field(default_factory=set)
    unclear: Finding | None = None


def read_sheet(located: LocatedSheet, spec: SheetSpec, frame: ReadingFrame, page: str) -> SheetReading:
    """All entries of one sheet."""
    reading = SheetReading()
    if spec.kind == "page":
        _read_page(located, spec, frame, page, reading)
    for table in located.tables:
        _read_table(located, table, frame, reading)
        if reading.unclear:
            break
    return reading


def _read_table(located: LocatedSheet, table: LocatedTable, frame: ReadingFrame, reading: SheetReading) -> None:
    sheet = located.text.sheet.name
    if table.disagreeing:
        titles = " · ".join(column.title.th for column in table.spec.columns if column.key in table.disagreeing)
        reading.unclear = Finding("columns-disagree", Place(sheet=sheet), found=titles)
        return
    for key in table.renamed:
        column = table.spec.column(key)
        if column is not None and column.is_input:
            reading.findings.append(Finding("column-renamed", Place(sheet=sheet), expected=column.title))
    for column in table.spec.columns:
        if column.is_input and column.key not in table.columns:
            reading.findings.append(Finding("column-missing", Place(sheet=sheet), expected=column.title))
    reading.used |= {Address(table.header_row, column) for column in located.text.by_row.get(table.header_row, {})}
    for row in range(table.first_row, table.stop_row):
        if cells := located.text.by_row.get(row):
            _read_row(_RowReading(located, table, frame, reading, row, cells))
            if reading.unclear:
                return


@dataclass(slots=True)
class _RowReading:
    """One row of a table with all that is needed to read it."""

    located: LocatedSheet
    table: LocatedTable
    frame: ReadingFrame
    reading: SheetReading
    row: int
    cells: dict[int, RawCell]

    @property
    def sheet(self) -> str:
        return self.located.text.sheet.name

    def address(self, key: str) -> Address:
        return Address(self.row, self.table.columns[key])

    def cell(self, key: str) -> RawCell | None:
        return self.cells.get(self.table.columns[key]) if key in self.table.columns else None

    def place(self, key: str, kpi_no: str = "") -> Place:
        cell = self.address(key).a1() if key in self.table.columns else ""
        return Place(sheet=self.sheet, cell=cell, kpi_no=kpi_no, field=f"{self.table.spec.record}.{key}")


def _read_row(at: _RowReading) -> None:
    spec = at.table.spec
    code_key = next((c.key for c in spec.columns if c.content == "code"), "code")
    code_cell = at.cell(code_key)
    code = read_code(str(code_cell.value)) if code_cell is not None and code_cell.kind == "text" else None
    if spec.rows in KEYED:
        if code is None:
            _note_uncoded(at, code_key, code_cell)
            return
        entry = _keyed_entry(at, code)
    else:
        entry = _list_entry(at, code)
    if entry is None or at.reading.unclear:
        return
    at.reading.used |= {at.address(key) for key in at.table.columns}
    at.reading.entries.append(entry)


def _note_uncoded(at: _RowReading, code_key: str, code_cell: RawCell | None) -> None:
    """A row of ours whose code is gone, or that became a number: its values are not guessed onto a KPI."""
    typed = [column.key for column in at.table.spec.columns
             if column.is_input and (cell := at.cell(column.key)) is not None and not is_blank(str(cell.value))]  # fmt: skip
    if not typed:
        return
    if code_cell is not None and code_cell.kind == "number":
        at.reading.findings.append(Finding("row-code-is-a-number", at.place(code_key), found=f"{code_cell.value:g}"))
    else:
        at.reading.findings.append(Finding("row-without-code", at.place(typed[0]), found=_typed(at.cell(typed[0]))))


def _keyed_entry(at: _RowReading, code: RowCode) -> Entry | None:
    spec = at.table.spec
    if moved := _label_of_another(at, code):
        at.reading.unclear = Finding("rows-mixed-up", at.place(moved, code.kpi_no), found=code.text)
        return None
    entry = Entry(spec.record, spec.key, code.kpi_no, code.text, at.sheet)
    kpi = at.frame.kpis.get(code.kpi_no)
    for column in _applicable(at, kpi, code):
        _read_value(at, entry, column, kpi)
    return entry


def _applicable(at: _RowReading, kpi: Kpi | None, code: RowCode) -> Iterator[tuple[str, FieldSpec]]:
    """The inputs of a row as (column key, field): raw inputs take the kind of their KPI's method."""
    for column in at.table.spec.columns:
        if not column.is_input or column.key not in at.table.columns:
            continue
        if column.content == "result":
            if kpi is None or is_direct(kpi):
                wanted = inputs_of(kpi)[0] if kpi is not None else None
                yield column.key, field_for_input(column, wanted)
        elif column.content == "input":
            wanted = _input_named(kpi, code.rest)
            if wanted is not None:
                yield column.key, field_for_input(column, wanted)
        else:
            yield column.key, column


def _input_named(kpi: Kpi | None, name: str) -> Input | None:
    if kpi is None:
        return None
    return next((item for item in inputs_of(kpi) if item.key in (name, f"part:{name}")), None)


def _list_entry(at: _RowReading, code: RowCode | None) -> Entry | None:
    spec = at.table.spec
    columns = [(c.key, c) for c in spec.columns if c.is_input and c.key in at.table.columns]
    if not any((cell := at.cell(key)) is not None and not is_blank(_typed(cell)) for key, _ in columns):
        return None
    entry = Entry(spec.record, spec.key, "", code.text if code else "", at.sheet)
    number = next(((key, c) for key, c in columns if c.key == "kpi_no"), None)
    if number is not None:
        _read_value(at, entry, number, None)
        entry.kpi_no = str(entry.values["kpi_no"].value) if "kpi_no" in entry.values else ""
    if code and entry.kpi_no and code.kpi_no != entry.kpi_no:
        entry.findings.append(Finding("code-and-kpi-differ", at.place("kpi_no", entry.kpi_no), entry.kpi_no, code.text))
    entry.kpi_no = entry.kpi_no or (code.kpi_no if code else "")
    entry.findings = [replace(f, place=replace(f.place, kpi_no=entry.kpi_no)) for f in entry.findings]
    for key, column in columns:
        if key != "kpi_no":
            _read_value(at, entry, (key, column), at.frame.kpis.get(entry.kpi_no))
    return entry


def _read_value(at: _RowReading, entry: Entry, column: tuple[str, FieldSpec], kpi: Kpi | None) -> None:
    key, spec = column
    read_into(entry, spec, at.cell(key), at.address(key), at.frame, kpi)


def read_into(
    entry: Entry, spec: FieldSpec, cell: RawCell | None, address: Address, frame: ReadingFrame, kpi: Kpi | None
) -> None:
    """Parse one input cell into an entry: its value where there is one, and what is to be said about it."""
    entry.fields[spec.key], entry.cells[spec.key] = spec, address.a1()
    parsed = parse(spec, cell, ReadingContext(frame.year, unit_of(kpi)))
    if parsed.typed and not is_blank(parsed.typed):
        entry.values[spec.key] = Value(parsed.value, parsed.typed, entry.sheet, address.a1())
    place = Place(sheet=entry.sheet, cell=address.a1(), kpi_no=entry.kpi_no, field=f"{entry.record}.{spec.key}")
    entry.findings += [Finding(issue.code, place, parsed.typed, issue.expected) for issue in parsed.issues]


def _label_of_another(at: _RowReading, code: RowCode) -> str:
    """The label column that bears another row's text: somebody sorted some columns without the codes."""
    labels = at.frame.issued.labels
    for column in at.table.spec.columns:
        own = labels.get(f"{at.table.spec.key}.{column.key}|{code.text}")
        cell = at.cell(column.key)
        if own is None or cell is None or cell.kind != "text":
            continue
        shown = key_of(str(cell.value).split("\n", 1)[0])
        if shown != key_of(own) and any(
            key_of(other) == shown for name, other in labels.items() if name.startswith(f"{at.table.spec.key}.{column.key}|")
        ):
            return column.key
    return ""


def unit_of(kpi: Kpi | None) -> str:
    """The unit a number is read in; a percentage whose whole scale lies below 1 is a plain number (0.35 is no slip)."""
    if kpi is None or all(level is None or abs(level) <= 1 for level in kpi.levels):
        return ""
    return kpi.unit


def _read_page(located: LocatedSheet, spec: SheetSpec, frame: ReadingFrame, kpi_no: str, reading: SheetReading) -> None:
    sheet = located.text.sheet.name
    if not kpi_no:
        reading.findings.append(Finding("page-without-code", Place(sheet=sheet)))
        return
    kpi = frame.kpis.get(kpi_no)
    entry = Entry(spec.record, spec.key, kpi_no, f"K{kpi_no}", sheet)
    taken = set(located.labels.values())
    for block in spec.blocks:
        for item in block.fields:
            label = located.labels.get(item.key)
            applies = not item.only_for or kpi is None or kpi.method.value in item.only_for
            if label is None:
                if item.is_input and applies:
                    reading.findings.append(Finding("label-missing", Place(sheet=sheet), expected=item.title))
                continue
            address = value_beside(located, label, taken)
            reading.used |= {label, address}
            if item.is_input and applies:
                read_into(entry, item, located.text.sheet.cells.get(address), address, frame, kpi)
    reading.entries.append(entry)


def value_beside(located: LocatedSheet, label: Address, taken: set[Address]) -> Address:
    """The cell right of a label: the first filled one within three, unless another label comes first."""
    for step in (1, 2, 3):
        address = Address(label.row, label.column + step)
        if address in taken:
            break
        if address in located.text.sheet.cells:
            return address
    return Address(label.row, label.column + 1)


def _typed(cell: RawCell | None) -> str:
    return "" if cell is None else str(cell.value)
