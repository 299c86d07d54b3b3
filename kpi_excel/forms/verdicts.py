"""What a returned review says: rows that the consultant changed, with the round and the score that they saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kpi_excel.core.certification import PENDING, REVIEW, VERDICT
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.scoring.arithmetic import rounded
from kpi_excel.core.submission import Record, Row, Value
from kpi_excel.forms.anchors import LocatedTable, find_tables
from kpi_excel.forms.build_review import FAULTY, SEEN
from kpi_excel.forms.codes import read_code
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import Issued, ReadingFrame, prefill_key
from kpi_excel.forms.interpret import Interpretation
from kpi_excel.forms.raw import RawCell, RawSheet, RawWorkbook
from kpi_excel.forms.sheet_text import index_sheets
from kpi_excel.forms.spec import FieldSpec, FormSpec
from kpi_excel.forms.thai_text import normalise
from kpi_excel.forms.token import find_tokens

_RECOMPUTED = "recomputed"
_REMARKS = ("certified", "comment")
"""What is kept of a row without verdict."""


def review_part(raw: RawWorkbook) -> RawWorkbook:
    """Of a workbook with a consultant's sheet that sheet alone: the others are ours and full of agencies' words.

    Any other workbook as it is.
    """
    sheets = tuple(sheet for sheet in raw.sheets if _bears_review(sheet))
    return replace(raw, sheets=sheets) if sheets else raw


def without_mark(raw: RawWorkbook, spec: FormSpec) -> tuple[RawWorkbook, Issued]:
    """A review that lost its mark: the sheet it stands on, and what that sheet itself shows of when it was issued.

    A verdict is on the score beside it, so that another score still voids it.
    """
    found = [located for text in index_sheets(raw) for located in find_tables(text, spec.sheets)]
    sheets = tuple(located.text.sheet for located in found)
    texts = frozenset(str(cell.value) for sheet in sheets for cell in sheet.cells.values() if cell.kind == "text")
    seen = {name: score for located in found for name, score in _scores_beside(located)}
    return replace(raw, sheets=sheets) if sheets else raw, Issued(prefilled=seen, texts=texts)


def _scores_beside(located: LocatedTable) -> Iterator[tuple[str, str]]:
    code_at, score_at = (located.header.columns.get(key, -1) for key in (located.header.table.code_key, _RECOMPUTED))
    for row in located.rows:
        cell, code = located.text.by_row[row].get(score_at), read_code(located.text.text_at(row, code_at))
        if code is not None and cell is not None and cell.kind == "number":
            yield prefill_key(VERDICT, code.kpi_no, code.text, SEEN), str(rounded(Decimal(str(cell.value))))


def settle_verdicts(read: Interpretation, spec: FormSpec, frame: ReadingFrame) -> Interpretation:
    """Leave out rows that say what they said when the sheet was issued; complete those that do not.

    A row whose verdict was cleared changes nothing and is named in a note, unless what it held had errors.
    """
    desk = _Desk(spec, frame)
    records = tuple(settled for record in read.records if (settled := desk.settle(record)) is not None)
    findings = [finding for finding in read.findings if not desk.is_settled(finding)]
    gone = desk.gone(read.records)
    records += tuple(desk.taken_back(gone, {record.kpi_no for record in records}))
    left_out = dict.fromkeys(kpi_no for kpi_no, code in gone if not desk.is_faulty(kpi_no, code))
    if left_out:
        findings.append(Finding("verdict-left-out", Place(), found=", ".join(left_out)))
    return replace(read, records=records, findings=tuple(findings))


def _bears_review(sheet: RawSheet) -> bool:
    texts = (str(cell.value) for cell in sheet.cells.values() if cell.kind == "text" and "KPIX" in str(cell.value))
    return any(token.form == REVIEW for text in texts for token in find_tokens(text)[0])


@dataclass(slots=True)
class _Desk:
    """Where a review's rows are laid beside what was issued."""

    spec: FormSpec
    frame: ReadingFrame
    untouched: set[tuple[str, str]] = field(default_factory=set)
    """Sheet and cell of every value in a row that was left as it was issued."""

    def settle(self, record: Record) -> Record | None:
        """The rows that say something new, each completed."""
        if record.kind != VERDICT:
            return record
        rows = []
        for row in record.rows:
            said = None if self._is_untouched(record.kpi_no, row) else self._said(record.kpi_no, row)
            if said is None:
                self.untouched |= {(value.sheet, value.cell) for value in row.values.values()}
            else:
                rows.append(self._completed(record.kpi_no, said))
        return replace(record, rows=tuple(rows)) if rows else None

    def is_settled(self, finding: Finding) -> bool:
        """About a row that changes nothing: as it was issued, or gone."""
        place = finding.place
        return finding.code == "row-missing" or bool(place.cell and (place.sheet, place.cell) in self.untouched)

    def gone(self, records: tuple[Record, ...]) -> list[tuple[str, str]]:
        """KPI and row code of verdicts that stood there when the sheet went out and do not any more."""
        there = {(record.kpi_no, row.code) for record in records for row in record.rows if "verdict" in row.values}
        names = (name.split("|") for name in self.frame.issued.prefilled)
        issued = [(kpi_no, code) for kind, kpi_no, code, key in names if (kind, key) == (VERDICT, "verdict")]
        return [subject for subject in issued if subject not in there]

    def is_faulty(self, kpi_no: str, code: str) -> bool:
        """A verdict with errors stood there, and none that counts."""
        return prefill_key(VERDICT, kpi_no, code, FAULTY) in self.frame.issued.prefilled

    def taken_back(self, gone: Iterable[tuple[str, str]], said: Collection[str]) -> Iterator[Record]:
        """Faulty verdicts that were cleared: the row is open again. `said`: KPIs of which something new is said."""
        for kpi_no, code in gone:
            if self.is_faulty(kpi_no, code) and kpi_no not in said:
                yield Record(VERDICT, kpi_no, (self._completed(kpi_no, Row(code, {"verdict": Value(PENDING)})),))

    def _is_untouched(self, kpi_no: str, row: Row) -> bool:
        table = self.spec.sheets[0].tables[0]
        return all(
            self._is_same(column, row.values.get(column.key), self._issued(kpi_no, row, column.key))
            for column in table.columns if column.is_input
        )  # fmt: skip

    def _is_same(self, column: FieldSpec, value: Value | None, issued: str) -> bool:
        """The same text, or the same value in another program's clothes."""
        if normalise(value.typed if value else "") == normalise(issued):
            return True
        if value is None or value.value is None or not issued:
            return False
        return parse(column, RawCell("text", issued), ReadingContext(self.frame.year)).value == value.value

    def _said(self, kpi_no: str, row: Row) -> Row | None:
        """A changed row as it counts; None where its verdict was cleared, or nothing that matters was typed."""
        if "verdict" in row.values:
            return row
        is_cleared = bool(self._issued(kpi_no, row, "verdict")) and not self.is_faulty(kpi_no, row.code)
        if is_cleared or not any(key in row.values for key in _REMARKS):
            return None
        at = next(iter(row.values.values()))
        return replace(row, values={**row.values, "verdict": Value(PENDING, "", at.sheet, "")})

    def _completed(self, kpi_no: str, row: Row) -> Row:
        code, seen = read_code(row.code), self._issued(kpi_no, row, SEEN)
        values: dict[str, Value] = dict(row.values)
        if code is not None and code.rest.isdigit():
            values["round"] = Value(Decimal(code.rest), code.rest)
        if seen:
            values[SEEN] = Value(Decimal(seen), seen)
        return replace(row, values=values)

    def _issued(self, kpi_no: str, row: Row, key: str) -> str:
        return self.frame.issued.prefilled.get(prefill_key(VERDICT, kpi_no, row.code, key), "")
