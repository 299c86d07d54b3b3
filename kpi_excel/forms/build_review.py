"""Consolidation → the content of the consultant's sheet: what each row says, and what was written into it before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.certification import AMEND, CERTIFY, PENDING, REVIEW, VERDICT
from kpi_excel.core.consolidation import Certification, Consolidation
from kpi_excel.core.review_lines import EarlierLine, ReviewLine, ReviewList, review_lines
from kpi_excel.core.reviews import REVIEWER, Opinion
from kpi_excel.core.submission import Plain, Row
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.content import Filled
from kpi_excel.forms.fields import format_value
from kpi_excel.forms.frame import prefill_key
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import FormSpec, TableSpec
from kpi_excel.forms.token import Token, make_token

SEEN = "seen_score"
"""Among what a sheet was issued with: the score beside each row, so that a later one voids the verdict."""

FAULTY = "faulty"
"""Likewise: the row holds a verdict with errors and none that counts, so that clearing it takes it back."""

_Line = ReviewLine | EarlierLine


@dataclass(frozen=True, slots=True)
class ReviewContent:
    """Everything the sheet says. `filled`: row code → field → what stands in the input."""

    spec: FormSpec
    data: Consolidation
    lang: str
    review: ReviewList
    filled: Mapping[str, Mapping[str, Filled]]

    @property
    def table(self) -> TableSpec:
        return self.spec.sheets[0].tables[0]

    @property
    def lines(self) -> tuple[_Line, ...]:
        """All rows from top to bottom."""
        return (*self.review.open, *self.review.settled, *self.review.earlier)

    def prefilled(self) -> dict[str, str]:
        """What stands in each row as it is issued, under the names by which reading asks for it."""
        found = {}
        for line in self.lines:
            kpi_no, seen = kpi_of(line), seen_of(line)
            for key, value in self.filled.get(line.code, {}).items():
                found[prefill_key(VERDICT, kpi_no, line.code, key)] = _typed(value)
            if seen is not None:
                found[prefill_key(VERDICT, kpi_no, line.code, SEEN)] = str(seen)
            if isinstance(line, ReviewLine) and line.waiting is not None and line.opinion is None:
                found[prefill_key(VERDICT, kpi_no, line.code, FAULTY)] = "1"
        return found

    def digest(self) -> str:
        """Digest of all that the rows say, and of the day."""
        remarks = [[remark.th for remark in line.remarks] for line in (*self.review.open, *self.review.settled)]
        day, said = self.data.as_of.isoformat(), sorted(self.prefilled().items())
        plain = [self.data.period.code, day, self.lang, said, remarks]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    def token(self, key: bytes) -> Token:
        """The identity of the sheet; it names no agency."""
        version = f"{self.spec.label}-{self.spec.digest[:6]}"
        return make_token(key, REVIEW, version, REVIEWER, self.data.period.code, self.spec.digest, self.digest())


def build_review(spec: FormSpec, data: Consolidation, lang: str = "th") -> ReviewContent:
    """The sheet for a consolidation, verdicts given before filled in again."""
    review, table = review_lines(data), spec.sheets[0].tables[0]
    filled: dict[str, Mapping[str, Filled]] = {}
    for line in (*review.open, *review.settled):
        if line.waiting is not None:
            filled[line.code] = _as_typed(line.waiting)
        elif line.opinion is not None:
            filled[line.code] = _formatted(table, _values_of(line, line.opinion), lang)
    for earlier in review.earlier:
        filled[earlier.code] = _formatted(table, _earlier_values(earlier.opinion), lang)
    return ReviewContent(spec, data, lang, review, filled)


def kpi_of(line: _Line) -> str:
    """The KPI's number."""
    return line.kpi.kpi_no if isinstance(line, EarlierLine) else line.line.kpi.kpi_no


def seen_of(line: _Line) -> Decimal | None:
    """The recomputed score that stands in the row."""
    return line.opinion.seen if isinstance(line, EarlierLine) else line.line.score.value


def _values_of(line: ReviewLine, opinion: Opinion) -> dict[str, Plain]:
    """The verdict again; of a void one only the comment, because a row that is left alone is no new verdict."""
    if line.line.certification is Certification.VOID:
        return {"comment": opinion.comment}
    score = opinion.certified if opinion.verdict in (AMEND, PENDING) else line.line.certified
    return _values(opinion, score)


def _earlier_values(opinion: Opinion) -> dict[str, Plain]:
    score = {AMEND: opinion.certified, CERTIFY: opinion.seen}.get(opinion.verdict)
    return _values(opinion, score)


def _values(opinion: Opinion, certified: Decimal | None) -> dict[str, Plain]:
    return {
        "verdict": None if opinion.verdict == PENDING else opinion.verdict, "certified": certified,
        "comment": opinion.comment, "reviewer": opinion.reviewer,
        "reviewed_on": opinion.reviewed_on if opinion.is_decided else None,
    }  # fmt: skip


def _formatted(table: TableSpec, values: Mapping[str, Plain], lang: str) -> dict[str, Filled]:
    shown = {}
    for column in table.columns:
        if column.is_input and values.get(column.key) not in (None, ""):
            shown[column.key] = format_value(column, values[column.key], lang)
    return shown


def _as_typed(row: Row) -> dict[str, Filled]:
    """A faulty row as it was typed, a number as a number."""
    typed = {key: value.value if isinstance(value.value, Decimal) else value.typed for key, value in row.values.items()}
    return {key: value for key, value in typed.items() if value != "" and key not in ("round", SEEN)}


def _typed(value: Filled) -> str:
    """What the reader will say was typed there."""
    return value if isinstance(value, str) else typed_text(RawCell("number", float(value)))
