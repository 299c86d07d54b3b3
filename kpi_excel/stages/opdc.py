"""What the province hands in to OPDC: a month's policy report, each host's entry sheet of a round; and that it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.handins import HandIn, HandInStep, handins_of
from kpi_excel.core.obligations import expected_obligations
from kpi_excel.core.periods import Period, PeriodKind, day_text
from kpi_excel.core.policy_month import PolicyMonth, policy_month
from kpi_excel.letters.draft import Attachment, write_draft
from kpi_excel.letters.handin import handin_mail
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.deadlines import province_steps
from kpi_excel.stages.house import House
from kpi_excel.stages.province import consolidation_of
from kpi_excel.stages.selection import check_period
from kpi_excel.store import disk
from kpi_excel.store.handins import store_handin
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import Published, Publisher


@dataclass(frozen=True, slots=True)
class Prepared:
    """What lies in the outbox for a period. `month`: what the policy report says, None for a round; `to`: its addresses."""

    period: Period
    step: HandInStep
    files: tuple[Published, ...]
    findings: tuple[Finding, ...]
    month: PolicyMonth | None = None
    to: tuple[str, ...] = ()


def period_to_hand_in(house: House, as_of: date) -> Period:
    """The latest month that is over and has a policy report to hand in; before there is one, the first."""
    months = dict.fromkeys(
        expected.period for expected in expected_obligations(house.registry)
        if expected.form == "policy_report" and expected.due.handin is not None
    )  # fmt: skip
    if not months:
        raise _nothing(house, house.registry.settings.fiscal_year.months()[0])
    over = [month for month in months if month.end < as_of]
    return over[-1] if over else next(iter(months))


def prepare(house: House, period: Period, as_of: date, lang: str = "th") -> Prepared:
    """Write what is handed in for a period. KPI templates and plans are handed in as they came: nothing is written.

    Raises:
        KpiExcelError: the province hands in nothing for that period, or the year has ended.
        WorkspaceLocked: another run is writing.
    """
    step = _step_of(house, period, as_of)
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        house.keep_registry()
        data = consolidation_of(house, ledger, period, as_of)
        if period.kind is PeriodKind.MONTH:
            month = policy_month(house.registry, data.policy, period)
            files, to = _write_month(house, data, month, as_of, lang)
            return Prepared(period, step, files, _missing(house, month), month, to)
        if period.kind is PeriodKind.SAR:
            return Prepared(period, step, *_write_round(house, data, as_of, lang))
    return Prepared(period, step, (), ())


def note_handin(house: House, period: Period, sent_on: date, as_of: date) -> HandInStep:
    """Note that the province did hand in, with the hash of the workbook that was ready then; the step as it stands now.

    Raises:
        KpiExcelError: the day lies after `as_of`, or the province hands in nothing for that period.
    """
    step = _step_of(house, period, as_of)
    if sent_on > as_of:
        days = [day_text(day) for day in (sent_on, as_of)]
        raise KpiExcelError(Finding("handin-in-future", found=days[0], expected=days[1]))
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace):
        data = disk.read_if_there(_policy_path(house, period)) if period.kind is PeriodKind.MONTH else None
        store_handin(house.archive, HandIn(step.form, period.code, sent_on, "" if data is None else hash_of(data)))
    return _step_of(house, period, as_of)


def _step_of(house: House, period: Period, as_of: date) -> HandInStep:
    """The province's step about a period; where groups of KPIs have their own dates, the first that is still open."""
    check_period(house, period)
    steps = handins_of(province_steps(house, as_of), period)
    if not steps:
        raise _nothing(house, period)
    return next((step for step in steps if step.sent_on is None), steps[0])


def _nothing(house: House, period: Period) -> KpiExcelError:
    owed = (e.period.code for e in expected_obligations(house.registry) if e.due.handin is not None)
    codes = list(dict.fromkeys(owed))
    return KpiExcelError(Finding("nothing-to-hand-in", found=period.code, expected=" · ".join(codes[:4]) or "–"))


def _policy_path(house: House, period: Period) -> Path:
    return house.workspace.outbox_of(period.code, "opdc") / f"policy_report_{period.code}.xlsx"


def _write_month(
    house: House, data: Consolidation, month: PolicyMonth, as_of: date, lang: str
) -> tuple[tuple[Published, ...], tuple[str, ...]]:
    """The workbook and its mail, and to whom that is addressed."""
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.opdc_policy import write_policy_month

    path, publisher = _policy_path(house, month.period), Publisher(house.workspace)
    workbook = write_policy_month(data, month, lang)
    mail = handin_mail(house.registry, month, Attachment(path.name, workbook), as_of, lang)
    files = (
        publisher.publish(path, workbook, as_of),
        publisher.publish(path.with_suffix(".eml"), write_draft(mail), as_of),
    )
    return files, mail.to


def _write_round(
    house: House, data: Consolidation, as_of: date, lang: str
) -> tuple[tuple[Published, ...], tuple[Finding, ...]]:
    """One entry sheet per host that has assessed itself, and what is missing; sheets of former hosts are taken back."""
    from kpi_excel.workbooks.opdc_entry import hosts_in, not_certified, not_received, write_entry_sheet

    folder, publisher = house.workspace.outbox_of(data.period.code, "opdc"), Publisher(house.workspace)
    files = tuple(
        publisher.publish(
            folder / f"{agency}_entry_{data.period.code}.xlsx", write_entry_sheet(data, agency, lang), as_of
        )
        for agency in hosts_in(data)
    )
    for path in publisher.published(folder):
        if "_entry_" in path.name and path not in {published.path for published in files}:
            publisher.withdraw(path)
    told = (("self-assessment-not-received", not_received(data)), ("score-not-certified", not_certified(data)))
    return files, tuple(
        _about(house, code, agency, kpi_nos) for code, by_agency in told for agency, kpi_nos in by_agency.items()
    )


def _missing(house: House, month: PolicyMonth) -> tuple[Finding, ...]:
    told = (("policy-report-not-received", month.missing()), ("policy-report-not-corrected", month.awaiting()))
    return tuple(
        _about(house, code, agency, [row.kpi.kpi_no for row in rows])
        for code, by_agency in told for agency, rows in by_agency.items()
    )  # fmt: skip


def _about(house: House, code: str, agency: str, kpi_nos: Sequence[str]) -> Finding:
    known = house.registry.agency(agency)
    name = f"{known.label} ({agency})" if known else agency
    return Finding(code, Place(kpi_no=", ".join(kpi_nos)), found=name)
