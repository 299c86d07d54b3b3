"""The result of one KPI for one month: which report counts, in which state the result is, and its score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.checks_kpi import why_not_in_force
from kpi_excel.core.checks_report import stated_word
from kpi_excel.core.consolidation import ResultState, Source
from kpi_excel.core.effective import source_of
from kpi_excel.core.in_force import host_of, is_agreed, is_cancelled, round_closed_by
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi, NoDataRule, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.revisions import Key, Revision
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.submission import Value, Word
from kpi_excel.core.text import Text

Inputs = Mapping[str, tuple[Decimal | bool | str, Source]]

LOWEST_SCORE = Decimal("1.0000")
NO_SCORE = Score(None)

_STATES = {
    Word.NO_DATA: ResultState.NO_DATA,
    Word.NOT_STARTED: ResultState.NOT_STARTED,
    Word.WITHDRAWN: ResultState.WITHDRAWN,
}

_NOTES = {
    ResultState.NOT_REPORTED: Text("ยังไม่ได้รับรายงานของงวดนี้", "No report for this period yet"),
    ResultState.AWAITING: Text("ได้รับแล้ว รอหน่วยงานแก้ไข", "Received, awaiting the agency's correction"),
    ResultState.NO_DATA: Text("หน่วยงานแจ้งว่ายังไม่มีข้อมูล", "The agency states that there are no data yet"),
    ResultState.NOT_STARTED: Text("หน่วยงานแจ้งว่ายังไม่เริ่มดำเนินการ", "The agency states that work has not started"),
    ResultState.WITHDRAWN: Text("หน่วยงานขอถอนผล", "The agency has withdrawn its result"),
    ResultState.BEING_DEFINED: Text("อยู่ระหว่างจัดทำรายละเอียด ยังไม่มีเกณฑ์", "Still being defined, without criteria"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of a KPI for a month. `revision` is the report that counts, None where there is none."""

    state: ResultState
    score: Score = NO_SCORE
    inputs: Inputs = field(default_factory=dict)
    revision: Revision | None = None
    note: Text | None = None

    @property
    def claimed(self) -> Decimal | None:
        """The score that the agency claims in its self-assessment."""
        value = self.revision.record.get("claimed") if self.revision else None
        return value if isinstance(value, Decimal) else None

    @property
    def words(self) -> dict[str, str]:
        """What the agency wrote beside the figures: status, problem, measure, next work …"""
        values = self.revision.record.rows[0].values if self.revision else {}
        return {key: v.value for key, v in values.items() if isinstance(v.value, str) and not isinstance(v.value, Word)}


def reports_for(material: Material, kpi: Kpi, month: Period) -> tuple[Revision, ...]:
    """The accepted reports of a month, the one that counts first; those that give a result before those that do not.

    A self-assessment supersedes the month that closes its round, and no other; the policy report speaks for a month
    only where no progress report does.
    """
    found = [material.record(form, period, "kpi", kpi) for form, period in _forms_for(month)]
    return tuple(sorted((r for r in found if r is not None), key=lambda r: not _gives_result(kpi, r)))


def result_of(material: Material, kpi: Kpi, month: Period) -> Result:
    """The result of a leaf for a month, as it counts."""
    reports = reports_for(material, kpi, month)
    revision = reports[0] if reports else None
    inputs = _inputs_from(kpi, revision) if revision else {}
    if why := why_not_in_force(kpi, month):
        return Result(_state_out_of_force(kpi, month), NO_SCORE, inputs, revision, why)
    if kpi.method is ScoringMethod.NOT_ASSESSED:
        state, score = ResultState.BEING_DEFINED, score_kpi(kpi, _raw(inputs))
        return Result(state, score, inputs, revision, _NOTES[state])
    if revision is None or (not _gives_result(kpi, revision) and _awaits(material, kpi, month)):
        state = ResultState.AWAITING if _awaits(material, kpi, month) else ResultState.NOT_REPORTED
        return Result(state, NO_SCORE, inputs, revision, _NOTES[state])
    if word := _word_that_counts(kpi, revision):
        state = _STATES[word]
        return Result(state, _score_of_word(material, state, month), inputs, revision, _NOTES[state])
    score = score_kpi(kpi, _raw(inputs))
    if score.value is None:
        note = CATALOGUE[score.problem].message if score.problem else None
        return Result(ResultState.NOT_COMPUTABLE, score, inputs, revision, note)
    return Result(ResultState.REPORTED, score, inputs, revision)


def _forms_for(month: Period) -> Iterator[tuple[str, Period]]:
    """Where a month's result may be reported, the form that takes precedence first."""
    if months := round_closed_by(month):
        yield "self_assessment", Period.parse(f"{month.fiscal_year.year}-sar{months}")
    yield "monthly_progress", month
    yield "policy_report", month


def _awaits(material: Material, kpi: Kpi, month: Period) -> bool:
    """The host's own report has errors; what another agency sent by mistake is nobody's report."""
    return any(
        Key(host_of(material.registry, form, period, kpi), form, period.code, "kpi", kpi.kpi_no)
        in material.effective.awaiting
        for form, period in _forms_for(month)
    )


def _gives_result(kpi: Kpi, revision: Revision) -> bool:
    return bool(_inputs_from(kpi, revision)) or stated_word(revision.record) is not None


def _inputs_from(kpi: Kpi, revision: Revision) -> dict[str, tuple[Decimal | bool | str, Source]]:
    """The raw inputs that were filled, and the word that stands for them all."""
    values = revision.record.rows[0].values
    wanted = [wanted.key for wanted in inputs_of(kpi)]
    keys = wanted if "result" in wanted or not _is_word(values.get("result")) else [*wanted, "result"]
    return {
        key: (value.value, source_of(revision, value))
        for key in keys
        if (value := values.get(key)) is not None and isinstance(value.value, Decimal | bool | Word)
    }


def _is_word(value: Value | None) -> bool:
    return value is not None and isinstance(value.value, Word)


def _raw(inputs: Inputs) -> dict[str, Decimal | bool]:
    return {key: value for key, (value, _) in inputs.items() if not isinstance(value, str)}


def _word_that_counts(kpi: Kpi, revision: Revision) -> Word | None:
    """The state the agency chose. "Not started" as a status does not undo figures that were given."""
    word = stated_word(revision.record)
    by_status = word is not None and not isinstance(revision.record.get("result"), Word)
    return None if by_status and word is Word.NOT_STARTED and _raw(_inputs_from(kpi, revision)) else word


def _state_out_of_force(kpi: Kpi, month: Period) -> ResultState:
    if is_cancelled(kpi, month):
        return ResultState.CANCELLED
    return ResultState.NOT_DUE if is_agreed(kpi, month) else ResultState.BEING_DEFINED


def _score_of_word(material: Material, state: ResultState, month: Period) -> Score:
    """A final "no data" scores the lowest where the registry says so (R21); before the year ends nothing is final."""
    final = month.end == month.fiscal_year.end and material.registry.settings.no_data is NoDataRule.LOWEST
    if state is not ResultState.NO_DATA or not final:
        return NO_SCORE
    step = Text(
        f"ไม่มีข้อมูลเมื่อสิ้นปี ได้คะแนนต่ำสุด = {LOWEST_SCORE}", f"No data at the end of the year: lowest score = {LOWEST_SCORE}"
    )
    return Score(LOWEST_SCORE, steps=(step,))
