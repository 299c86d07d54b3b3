"""The consultant's sheet as plain values: what we found about each score, and what they wrote about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.catalogue import CATALOGUE, message_of, severity_of
from kpi_excel.core.certification import AMEND, CERTIFY, EVIDENCE, REFUSE, REVIEW, SIGNED
from kpi_excel.core.claims import claim_difference, why_claim_differs
from kpi_excel.core.consolidation import Certification, Consolidation, KpiLine
from kpi_excel.core.findings import Severity
from kpi_excel.core.in_force import closing_month, round_closed_by, round_of
from kpi_excel.core.model import Kpi
from kpi_excel.core.ranking import rank_scores
from kpi_excel.core.registers import EvidenceState
from kpi_excel.core.reviews import Opinion, Opinions, closing_month_of, opinions_of
from kpi_excel.core.submission import Row
from kpi_excel.core.text import Text


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """Documents registered, of those that are or should be; `wanted` 0: nothing is registered or owed."""

    have: int
    wanted: int

    @property
    def is_short(self) -> bool:
        return self.have < self.wanted


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One KPI of the round."""

    line: KpiLine
    months: int
    opinion: Opinion | None
    waiting: Row | None
    """What the consultant typed last, where it has errors."""
    difference: Decimal
    evidence: EvidenceCount
    remarks: tuple[Text, ...]
    uncounted: tuple[Text, ...]
    """Why what the consultant typed does not count; nothing where it does, or where nothing was typed."""

    @property
    def code(self) -> str:
        """The visible row code: `K3.2.2/6`."""
        return row_code(self.line.kpi, self.months)

    @property
    def is_settled(self) -> bool:
        return self.line.certified is not None


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A verdict of an earlier round, only to be read."""

    kpi: Kpi
    opinion: Opinion
    score: Decimal | None
    """The score of that round as it is now."""

    @property
    def code(self) -> str:
        return row_code(self.kpi, self.opinion.months)


@dataclass(frozen=True, slots=True)
class ReviewList:
    """Open scores first, those that may move the total most on top; then settled ones and earlier rounds."""

    months: int
    is_closed: bool
    """The period closes the round: before that nothing can be certified."""
    open: tuple[ReviewLine, ...]
    settled: tuple[ReviewLine, ...]
    earlier: tuple[EarlierLine, ...]


def row_code(kpi: Kpi, months: int) -> str:
    """What ties a row to its KPI and round wherever it is moved."""
    return f"{kpi.row_code}/{months}"


def review_lines(data: Consolidation) -> ReviewList:
    """Every weighted KPI of the round that the period belongs to, or that already has a verdict in it."""
    month = closing_month(data.period)
    months, opinions = round_of(month), opinions_of(data)
    is_closed = round_closed_by(month) is not None
    found = _Found.of(data, months)
    lines = [
        _line(line, months, is_closed, opinions, found)
        for line in data.lines
        if line.kpi.is_leaf and (line.weight or (line.kpi.kpi_no, months) in opinions.counted)
    ]
    places = {rank.line.kpi.kpi_no: place for place, rank in enumerate(rank_scores(data))}
    waiting = sorted(
        (item for item in lines if not item.is_settled), key=lambda i: places.get(i.line.kpi.kpi_no, len(places))
    )
    settled = tuple(item for item in lines if item.is_settled)
    return ReviewList(months, is_closed, tuple(waiting), settled, tuple(_earlier(data, months, opinions)))


_VERDICTS = {
    CERTIFY: Text("รับรอง", "certified"),
    AMEND: Text("แก้ไข", "amended"),
    EVIDENCE: Text("ขอหลักฐานเพิ่ม", "evidence was wanted"),
    REFUSE: Text("ไม่รับรอง", "refused"),
}

_UNSIGNED = Text(
    "ผู้กำกับดูแลยังไม่ลงนามใน SAR จึงยังรับรองไม่ได้", "The supervisor has not signed the SAR: not certified until then"
)


def _line(line: KpiLine, months: int, is_closed: bool, opinions: Opinions, found: _Found) -> ReviewLine:
    subject = (line.kpi.kpi_no, months)
    return ReviewLine(
        line, months, opinions.counted.get(subject), opinions.waiting.get(subject), claim_difference(line),
        found.evidence(line.kpi.kpi_no), tuple(_remarks(line, months, is_closed, opinions, found)),
        tuple(_why_uncounted(line, months, is_closed, opinions, found)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """What other sheets say about each KPI, gathered once. `owed`: documents that are not registered yet."""

    filed: Mapping[str, int]
    owed: Mapping[str, list[str]]
    faults: Mapping[str, list[Text]]
    signed: frozenset[str]

    @staticmethod
    def of(data: Consolidation, months: int) -> _Found:
        owed: dict[str, list[str]] = {}
        for document in data.evidence:
            if document.state is EvidenceState.OWED:
                owed.setdefault(document.kpi_no, []).append(document.document)
        faults: dict[str, list[Text]] = {}
        for line in data.findings:
            finding = line.finding
            if line.form == REVIEW and finding.code in CATALOGUE and severity_of(finding) is Severity.ERROR:
                words = Text(message_of(finding, "th"), message_of(finding, "en"))
                faults.setdefault(finding.place.kpi_no, []).append(words)
        filed = Counter(document.kpi_no for document in data.evidence if document.state is EvidenceState.FILED)
        signed_there = ("self_assessment", f"{data.period.fiscal_year.year}-sar{months}", "signoff")
        signoffs = (row for row in data.tidy if (row.form, row.period, row.field) == signed_there)
        return _Found(filed, owed, faults, frozenset(row.kpi_no for row in signoffs if row.value in SIGNED))

    def evidence(self, kpi_no: str) -> EvidenceCount:
        have = self.filed.get(kpi_no, 0)
        return EvidenceCount(have, have + len(self.owed.get(kpi_no, ())))


def _remarks(line: KpiLine, months: int, is_closed: bool, opinions: Opinions, found: _Found) -> Iterator[Text]:
    """What the consultant should know before deciding, the most pressing first."""
    kpi_no = line.kpi.kpi_no
    if (kpi_no, months) in opinions.waiting:
        yield from found.faults.get(kpi_no, ())
    opinion = opinions.counted.get((kpi_no, months))
    if line.certification is Certification.VOID and opinion is not None:
        before = _VERDICTS[opinion.verdict]
        th = f"คะแนนเปลี่ยนจาก {opinion.seen} หลัง{before.th} ต้องทวนสอบใหม่"
        yield Text(th, f"The score was {opinion.seen} when {before.en}: another look is needed")
    if line.score.value is None and line.note is not None:
        yield line.note
    if why := why_claim_differs(line):
        yield why
    if documents := found.owed.get(kpi_no):
        more = f" +{len(documents) - 1}" if len(documents) > 1 else ""
        yield Text(f"ขาดหลักฐาน: {documents[0]}{more}", f"No evidence: {documents[0]}{more}")
    if is_closed and line.score.value is not None and line.certified is None and kpi_no not in found.signed:
        yield _UNSIGNED


def _why_uncounted(
    line: KpiLine, months: int, is_closed: bool, opinions: Opinions, found: _Found
) -> Iterator[Text]:
    kpi_no = line.kpi.kpi_no
    opinion = opinions.counted.get((kpi_no, months))
    if (kpi_no, months) in opinions.waiting:
        yield from found.faults.get(kpi_no, ())
    elif opinion is None or not opinion.is_decided or line.certification is not Certification.OPEN:
        return
    elif not is_closed:
        yield Text("งวดนี้ยังไม่สิ้นสุดรอบประเมิน จึงยังไม่รับรอง", "The round does not end in this period: not certified until then")
    elif line.score.value is None:
        yield line.note or Text("ยังไม่มีคะแนน", "no score yet")
    elif kpi_no not in found.signed:
        yield _UNSIGNED


def _earlier(data: Consolidation, months: int, opinions: Opinions) -> Iterator[EarlierLine]:
    """The latest round first, in agreement order."""
    year_months = data.period.fiscal_year.months()
    for round_months in sorted({m for _, m in opinions.counted if 0 < m < months}, reverse=True):
        closing = closing_month_of(year_months, round_months)
        for line in data.lines:
            opinion = opinions.counted.get((line.kpi.kpi_no, round_months))
            if opinion is not None:
                scores = {month.period.code: month.score for month in line.series}
                yield EarlierLine(line.kpi, opinion, scores.get(closing.code))
