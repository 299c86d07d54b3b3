"""The government-policy report month by month: what every KPI of it says, and whether and when it came (M17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Obligation
from kpi_excel.core.effective import effective_records, source_of
from kpi_excel.core.evidence import text_of
from kpi_excel.core.handins import HandInStep
from kpi_excel.core.in_force import host_of
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import PolicyLine
from kpi_excel.core.reporting_calendar import periods_owed
from kpi_excel.core.results import Result, result_of
from kpi_excel.core.submission import Row, Value

FORM = "policy_report"


def policy_lines(
    material: Material, obligations: Iterable[Obligation], handins: Iterable[HandInStep] = ()
) -> tuple[PolicyLine, ...]:
    """One line per KPI of the policy report and month up to the period; KPIs in the agreement's order, then months."""
    own = _policy_only(material)
    owed = {(o.period, o.kpi_no): o for o in obligations if o.form == FORM}
    steps = {(step.period, kpi_no): step for step in handins if step.form == FORM for kpi_no in step.kpi_nos}
    months = [month for month in periods_owed(material.registry, FORM) if month.end <= material.period.end]
    return tuple(
        _line(own, own.kpis[kpi.kpi_no], month, owed.get((month.code, kpi.kpi_no)), steps.get((month.code, kpi.kpi_no)))
        for kpi in material.registry.leaves() if kpi.in_policy_report
        for month in months
    )  # fmt: skip


def _policy_only(material: Material) -> Material:
    """The same province as the policy reports alone tell it: another form must not speak for them."""
    receipts = [receipt for receipt in material.effective.receipts if receipt.form == FORM]
    return replace(material, effective=effective_records(receipts))


def _line(own: Material, kpi: Kpi, month: Period, owed: Obligation | None, step: HandInStep | None) -> PolicyLine:
    result = result_of(own, kpi, month)
    row = result.revision.record.rows[0] if result.revision else Row("", {})
    said = row.get("data_as_of")
    return PolicyLine(
        agency=owed.agency if owed else host_of(own.registry, FORM, month, kpi), kpi_no=kpi.kpi_no, period=month,
        state=result.state, value=_value_of(result), score=result.score.value, status=text_of(row, "status"),
        highlight=text_of(row, "highlight"), problem=text_of(row, "problem"), measure=text_of(row, "measure"),
        data_as_of=said if isinstance(said, date | str) else None, standing=owed.state if owed else None,
        due=owed.due if owed else None, received_on=owed.received_on if owed else None,
        days_late=owed.days_late if owed else 0, channel=owed.channel if owed else "",
        handin_due=step.due if step else owed.handin_due if owed else None,
        handed_in_on=step.sent_on if step else None,
        source=source_of(result.revision, next(iter(row.values.values()), Value(None))) if result.revision else None,
    )  # fmt: skip


def _value_of(result: Result) -> Decimal | bool | None:
    """The result in the KPI's unit; where the method has none, the one thing that was typed."""
    if result.score.result is not None:
        return result.score.result
    typed = [value for value, _ in result.inputs.values() if not isinstance(value, str)]
    return typed[0] if len(typed) == 1 else None
