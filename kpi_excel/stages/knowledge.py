"""What is known of an agency from the records that count: what its next form is filled in with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.in_force import closing_month
from kpi_excel.core.material import Material, months_until
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.planning import planned_steps
from kpi_excel.core.results import result_of
from kpi_excel.core.reviews import AgencyVerdict, verdicts_for
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.submission import Plain, Receipt, Row, Verdict, Word
from kpi_excel.forms.known import RESULT, Known
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS


def known_of(
    material: Material, agency: str, kpis: Sequence[Kpi], receipts: Iterable[Receipt], form: str, lang: str
) -> Known:
    """Gather it for the KPIs of one form."""
    year = material.registry.settings.fiscal_year.year
    plan = Period.parse(f"{year}-plan")
    steps = {step.code: (step.status, step.finished_on) for step in planned_steps(material)}
    return Known(
        last={kpi.kpi_no: found for kpi in kpis if (found := _last_values(material, kpi))},
        pages=_first_rows(material, form, material.period, "kpi", kpis),
        plan={no: rows for no, rows in _lists(material, "action_plan", plan, "plan", kpis).items() if rows},
        targets=_first_rows(material, "action_plan", plan, "targets", kpis),
        evidence=_evidence(material, agency, kpis),
        steps=steps,
        head=_head(agency, receipts),
        verdicts=_verdicts(material, agency, lang),
        reported={} if form == "monthly_progress" else _reported(material, kpis),
    )


def _verdicts(material: Material, agency: str, lang: str) -> dict[str, tuple[str, str]]:
    """The consultant's latest word and comment by KPI."""
    return {
        verdict.kpi.kpi_no: (_verdict_words(verdict, lang), verdict.opinion.comment)
        for verdict in verdicts_for(material, agency)
    }


def _verdict_words(verdict: AgencyVerdict, lang: str) -> str:
    score = "" if verdict.score is None else f"  {verdict.score:.4f}"
    return f"{CERTIFICATIONS[verdict.standing].say(lang)}{score}"


def _reported(material: Material, kpis: Sequence[Kpi]) -> dict[str, dict[str, Plain]]:
    """Raw inputs, or the state, that count for the very month a form is about."""
    month, found = closing_month(material.period), {}
    for kpi in kpis:
        result = result_of(material, kpi, month)
        values: dict[str, Plain] = {key: value for key, (value, _) in result.inputs.items()}
        if result.state is ResultState.NO_DATA:
            values = {inputs_of(kpi)[0].key: Word.NO_DATA}
        if values:
            found[kpi.kpi_no] = values
    return found


def _last_values(material: Material, kpi: Kpi) -> dict[str, tuple[Plain, Period]]:
    """The raw inputs and the computed result of the latest month that has any."""
    for month in reversed(months_until(material.registry, material.period)):
        result = result_of(material, kpi, month)
        if result.inputs:
            found: dict[str, tuple[Plain, Period]] = {key: (value, month) for key, (value, _) in result.inputs.items()}
            number = result.score.result if result.score.result is not None else result.score.value
            if number is not None:
                found[RESULT] = (number, month)
            return found
    return {}


def _first_rows(material: Material, form: str, period: Period, kind: str, kpis: Sequence[Kpi]) -> dict[str, Row]:
    return {no: rows[0] for no, rows in _lists(material, form, period, kind, kpis).items() if rows}


def _lists(
    material: Material, form: str, period: Period, kind: str, kpis: Sequence[Kpi]
) -> dict[str, tuple[Row, ...]]:
    found = {kpi.kpi_no: material.record(form, period, kind, kpi) for kpi in kpis}
    return {no: revision.record.rows for no, revision in found.items() if revision is not None}


def _evidence(material: Material, agency: str, kpis: Sequence[Kpi]) -> dict[str, tuple[Row, ...]]:
    """One list per KPI over all forms of the year: the latest period's."""
    wanted = {kpi.kpi_no for kpi in kpis}
    found = [revision for revision in material.effective.of_kind("evidence") if revision.key.kpi_no in wanted]
    found.sort(key=lambda revision: (revision.key.agency == agency, revision.precedence))
    return {revision.key.kpi_no: revision.record.rows for revision in found}


def _head(agency: str, receipts: Iterable[Receipt]) -> dict[str, str]:
    """The head fields as the agency last gave them: the reporter and the telephone carry over."""
    own = [r for r in receipts if r.agency == agency and r.verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_IN_PART)]
    head: dict[str, str] = {}
    for receipt in sorted(own, key=lambda receipt: receipt.order):
        head |= {key: value for key, value in receipt.extra.items() if key in ("reporter", "phone")}
    return head

