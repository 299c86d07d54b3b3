"""What a returned review says: rows that the consultant changed, with the round and the score that they saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kpi_excel.core.certification import PENDING, REVIEW, VERDICT
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Record, Row, Value
from kpi_excel.forms.build_review import SEEN
from kpi_excel.forms.codes import read_code
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import ReadingFrame, prefill_key
from kpi_excel.forms.interpret import Interpretation
from kpi_excel.forms.raw import RawCell, RawSheet, RawWorkbook
from kpi_excel.forms.spec import FieldSpec, FormSpec
from kpi_excel.forms.thai_text import normalise
from kpi_excel.forms.token import find_tokens

_REMARKS = ("certified", "comment")
"""What is kept of a row without verdict."""


def review_part(raw: RawWorkbook) -> RawWorkbook:
    """Of a workbook with a consultant's sheet that sheet alone: the others are ours and full of agencies' words.

    Any other workbook as it is.
    """
    sheets = tuple(sheet for sheet in raw.sheets if _bears_review(sheet))
    return replace(raw, sheets=sheets) if sheets else raw


def settle_verdicts(read: Interpretation, spec: FormSpec, frame: ReadingFrame) -> Interpretation:
    """Leave out rows that say what they said when the sheet was issued; complete those that do not.

    A row whose verdict was cleared changes nothing: it is named in a note.
    """
    desk = _Desk(spec, frame)
    records = tuple(settled for record in read.records if (settled := desk.settle(record)) is not None)
    findings = [f for f in read.findings if (f.place.sheet, f.place.cell) not in desk.untouched or not f.place.cell]
    return replace(read, records=records, findings=(*findings, *desk.findings, *desk.left_out(read.records)))


def _bears_review(sheet: RawSheet) -> bool:
    texts = (str(cell.value) for cell in sheet.cells.values() if cell.kind == "text" and "KPIX" in str(cell.value))
    return any(token.form == REVIEW for text in texts for token in find_tokens(text)[0])


@dataclass(slots=True)
class _Desk:
    """Where a review's rows are laid beside what was issued."""

    spec: FormSpec
    frame: ReadingFrame
    findings: list[Finding] = field(default_factory=list)
    untouched: set[tuple[str, str]] = field(default_factory=set)
    """Sheet and cell of every value in a row that was left as it was issued."""

    def settle(self, record: Record) -> Record | None:
        """The rows that say something new, each completed."""
        if record.kind != VERDICT:
            return record
        rows: dict[str, Row] = {}
        for row in record.rows:
            said = None if self._is_untouched(record.kpi_no, row) else self._said(record.kpi_no, row)
            if said is None:
                self.untouched |= {(value.sheet, value.cell) for value in row.values.values()}
            elif _plain(rows.setdefault(row.code, said)) != _plain(said):
                at = next(iter(said.values.values()))
                place = Place(sheet=at.sheet, cell=at.cell, kpi_no=record.kpi_no, field=f"{VERDICT}.")
                self.findings.append(Finding("row-duplicate", place, found=row.code))
        completed = tuple(self._completed(record.kpi_no, row) for row in rows.values())
        return replace(record, rows=completed) if completed else None

    def left_out(self, records: tuple[Record, ...]) -> Iterator[Finding]:
        """Verdicts that were filled in when the sheet went out and are not there any more."""
        there = {
            prefill_key(VERDICT, record.kpi_no, row.code, "verdict")
            for record in records for row in record.rows if record.kind == VERDICT and "verdict" in row.values
        }  # fmt: skip
        gone = [name.split("|")[1] for name in self.frame.issued.prefilled
                if name.startswith(f"{VERDICT}|") and name.endswith("|verdict") and name not in there]  # fmt: skip
        if gone:
            yield Finding("verdict-left-out", Place(), found=", ".join(dict.fromkeys(gone)))

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
        if self._issued(kpi_no, row, "verdict") or not any(key in row.values for key in _REMARKS):
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


def _plain(row: Row) -> Mapping[str, object]:
    return {key: value.value if value.value is not None else value.typed for key, value in row.values.items()}
