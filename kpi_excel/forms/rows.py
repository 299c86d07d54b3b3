"""The rows of a located table as entries: by their visible code where we wrote them, else by their typed KPI number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.inputs import Input, inputs_of, is_direct
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import LocatedTable
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.codes import RowCode, code_of_row, input_code, read_code
from kpi_excel.forms.entries import Entry, Reading, read_into
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.spec import OUR_ROWS, FieldSpec, TableSpec
from kpi_excel.forms.thai_text import is_blank, key_of

_ON_ITS_SHEET = Text("ค่าดิบในแผ่น “ตัวชี้วัดย่อย”", "the raw figures on their own sheet")


def read_rows(located: LocatedTable, frame: ReadingFrame) -> Reading:
    """All entries of one table."""
    reading = Reading()
    header, text = located.header, located.text
    columns, reading.unclear = _columns_of(located)
    if reading.unclear:
        return reading
    reading.findings += _findings_of_columns(located)
    reading.used |= {Address(header.row, column) for column in text.by_row.get(header.row, {})}
    labels = _Labels.of(header.table, frame)
    inputs = {column.key: column for column in header.table.columns if column.is_input and column.key in columns}
    for row in located.rows:
        _RowReader(text.sheet.name, header.table, columns, inputs, frame, labels, row, text.by_row[row]).read(reading)
        if reading.unclear:
            return reading
    return reading


def _columns_of(located: LocatedTable) -> tuple[Mapping[str, int], Finding | None]:
    """The column of each field; of a copied column the one that was filled in, unless both were, differently."""
    header, place = located.header, Place(sheet=located.text.sheet.name)
    if header.disagreeing:
        return {}, Finding("columns-disagree", place, found=_titles(header.table, header.disagreeing))
    columns = dict(header.columns)
    for key, copies in header.twice.items():
        filled = {column: typed for column in copies if any(typed := _typed_below(located, column))}
        if len(set(filled.values())) > 1:
            return {}, Finding("column-copied-twice", place, found=_titles(header.table, [key]))
        columns[key] = next(iter(filled), columns[key])
    return columns, None


def _typed_below(located: LocatedTable, column: int) -> tuple[str, ...]:
    return tuple(_shown(located.text.by_row[row].get(column)) for row in located.rows)


def _titles(table: TableSpec, keys: list[str]) -> str:
    return " · ".join(column.title.th for column in table.columns if column.key in keys)


def _findings_of_columns(located: LocatedTable) -> Iterator[Finding]:
    place = Place(sheet=located.text.sheet.name)
    for column in located.header.table.columns:
        if column.is_input and column.key in located.header.renamed:
            yield Finding("column-renamed", place, found=located.header.renamed[column.key], expected=column.title)
        elif column.is_input and column.key not in located.header.columns:
            yield Finding("column-missing", place, expected=column.title)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The locked texts that stood beside the codes: column → code → its matching key."""

    by_column: Mapping[str, Mapping[str, str]]

    @staticmethod
    def of(table: TableSpec, frame: ReadingFrame) -> _Labels:
        """The labels of one table."""
        found: dict[str, dict[str, str]] = {}
        for name, shown in frame.issued.labels.items():
            column, _, code = name.partition("|")
            table_key, _, column_key = column.partition(".")
            if table_key == table.key and (read := read_code(code)) is not None:
                found.setdefault(column_key, {})[read.text] = key_of(shown)
        return _Labels(found)

    def is_of_another(self, column: str, code: str, shown: str) -> bool:
        """Whether the text beside a code is the one that stood beside another code."""
        labels = self.by_column.get(column, {})
        key = key_of(shown.partition("\n")[0])
        return code in labels and key != labels[code] and key in labels.values()


@dataclass(frozen=True, slots=True)
class _RowReader:
    """One row of a table with all that is needed to read it."""

    sheet: str
    table: TableSpec
    columns: Mapping[str, int]
    inputs: Mapping[str, FieldSpec]
    frame: ReadingFrame
    labels: _Labels
    row: int
    cells: Mapping[int, RawCell]

    def read(self, reading: Reading) -> None:
        """Add the row's entry to a reading, or say why there is none."""
        code = self._code()
        if self.table.rows in OUR_ROWS:
            if code is None:
                reading.findings += self._uncoded()
                return
            if moved := self._mixed_up(code):
                reading.unclear = Finding("rows-mixed-up", self._place(moved, code.kpi_no), found=code.text)
                return
            entry = self._coded_entry(code)
        elif any(not is_blank(self._shown(key)) for key in self.inputs):
            entry = self._list_entry(code)
        else:
            return
        reading.used |= {Address(self.row, column) for column in self.columns.values()}
        reading.entries.append(entry)

    def _code(self) -> RowCode | None:
        """The row's code, if it is of the kind that the table's rows have."""
        cell = self._cell(self.table.code_key)
        return code_of_row(str(cell.value), self.table.rows) if cell is not None and cell.kind == "text" else None

    def _uncoded(self) -> Iterator[Finding]:
        """A row of ours whose code is gone, or became a number: its values are not guessed onto a KPI."""
        typed = next((key for key in self.inputs if self._is_typed(key)), None)
        code_cell = self._cell(self.table.code_key)
        if typed is None:
            return
        if code_cell is not None and code_cell.kind in ("number", "date"):
            yield Finding("row-code-is-a-number", self._place(self.table.code_key), found=typed_text(code_cell))
        else:
            yield Finding("row-without-code", self._place(typed), found=self._shown(typed))

    def _mixed_up(self, code: RowCode) -> str:
        """The column that bears another row's label: somebody sorted some columns without the codes."""
        bearing = (key for key in self.columns if self.labels.is_of_another(key, code.text, self._shown(key)))
        return next(bearing, "")

    def _coded_entry(self, code: RowCode) -> Entry:
        kpi = self.frame.kpis.get(code.kpi_no)
        wanted = _input_named(kpi, code.rest) if kpi is not None and self.table.rows == "inputs" else None
        shown_code = input_code(kpi, wanted.key) if kpi is not None and wanted is not None else code.text
        entry = Entry(self.table.record, self.table.key, code.kpi_no, shown_code, self.sheet)
        for column, item in self.inputs.items():
            spec = self._asked(item, kpi, wanted)
            if spec is not None:
                self._read(entry, column, spec, kpi)
            elif self._is_typed(column):
                rule, expected = ("raw-input-unknown", code.text) if self.table.rows == "inputs" else ("result-is-computed", _ON_ITS_SHEET)
                entry.findings.append(Finding(rule, self._place(column, code.kpi_no), self._shown(column), expected))
        return entry

    def _asked(self, spec: FieldSpec, kpi: Kpi | None, wanted: Input | None) -> FieldSpec | None:
        """What a column asks of this row: raw inputs take the kind of the KPI's method; None where nothing is asked."""
        if spec.content == "input":
            return field_for_input(spec, wanted) if wanted is not None else None
        if spec.content == "result" and kpi is not None:
            return field_for_input(spec, inputs_of(kpi)[0]) if is_direct(kpi) else None
        return spec

    def _list_entry(self, code: RowCode | None) -> Entry:
        """A row that people may add: it belongs to the KPI whose number is typed, or that its code names."""
        entry = Entry(self.table.record, self.table.key, "", code.text if code else "", self.sheet)
        if "kpi_no" in self.inputs:
            self._read(entry, "kpi_no", self.inputs["kpi_no"], None)
        typed = entry.values.get("kpi_no")
        number = typed.value if typed is not None and isinstance(typed.value, str) else ""
        entry.kpi_no = number or (code.kpi_no if code else "")
        entry.findings = [replace(f, place=replace(f.place, kpi_no=entry.kpi_no)) for f in entry.findings]
        if code and number and code.kpi_no != number:
            entry.findings.append(Finding("code-and-kpi-differ", entry.place("kpi_no"), number, code.text))
        for key, item in self.inputs.items():
            if key != "kpi_no":
                self._read(entry, key, item, self.frame.kpis.get(entry.kpi_no))
        return entry

    def _read(self, entry: Entry, column: str, spec: FieldSpec, kpi: Kpi | None) -> None:
        read_into(entry, spec, self._cell(column), Address(self.row, self.columns[column]), self.frame, kpi)

    def _cell(self, key: str) -> RawCell | None:
        return self.cells.get(self.columns.get(key, -1))

    def _shown(self, key: str) -> str:
        return _shown(self._cell(key))

    def _is_typed(self, key: str) -> bool:
        """Something stands there that neither a formula gives nor we wrote."""
        cell = self._cell(key)
        if cell is None or cell.formula or is_blank(self._shown(key)):
            return False
        return str(cell.value) not in self.frame.issued.texts

    def _place(self, key: str, kpi_no: str = "") -> Place:
        cell = Address(self.row, self.columns[key]).a1() if key in self.columns else ""
        return Place(sheet=self.sheet, cell=cell, kpi_no=kpi_no, field=f"{self.table.record}.{key}")


def _input_named(kpi: Kpi, name: str) -> Input | None:
    """The raw input that the rest of a row code names."""
    key = key_of(name)
    return next((item for item in inputs_of(kpi) if key in (key_of(item.key), key_of(item.key.removeprefix("part:")))), None)


def _shown(cell: RawCell | None) -> str:
    return "" if cell is None else typed_text(cell)
