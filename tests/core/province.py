"""A province for tests of the pure core: the sample registry, and receipts that are short to write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Agency, CalendarRule, Kpi, Person, Registry, ScoringMethod, Settings
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.submission import Plain, Receipt, Record, Row, Value, Verdict
from tests.core.scoring.samples import levels_of, sample_province

YEAR = FiscalYear(2556)
FEB = Period.parse("2556-02")
MAR = Period.parse("2556-03")
APR = Period.parse("2556-04")
SEP = Period.parse("2556-09")
SAR6 = Period.parse("2556-sar6")
PLAN = Period.parse("2556-plan")
TEMPLATE = Period.parse("2556-kpi")

CALENDAR = (
    CalendarRule("kpi_template", "early", on_date=date(2013, 2, 22), handin_date=date(2013, 2, 28)),
    CalendarRule("kpi_template", on_date=date(2013, 2, 28)),
    CalendarRule("action_plan", on_date=date(2013, 2, 28)),
    CalendarRule("monthly_progress", day_of_month=20, first_period="2556-02"),
    CalendarRule("policy_report", day_of_month=2, month_offset=1, first_period="2556-02", handin_day=5),
    CalendarRule("self_assessment", days_before_handin=7),
)
SETTINGS = Settings(
    "ระยอง", YEAR, office="สำนักงานจังหวัดระยอง", office_phone="038-555-101",
    opdc_dates={6: date(2013, 4, 30), 9: date(2013, 7, 31), 12: date(2013, 10, 31)},
)  # fmt: skip


def rayong() -> Registry:
    """The whole sample province: 30 leaves, 17 agencies, the deadlines of the minutes."""
    kpis = tuple(
        replace(
            kpi,
            due_group="early" if kpi.kpi_no[0] in "23" else "",
            in_policy_report=kpi.kpi_no.startswith(("1.", "4.")),
            dimension={"1": "ประสิทธิผล", "2": "คุณภาพ", "3": "ประสิทธิภาพ", "4": "พัฒนาองค์การ"}[kpi.dimension_no],
        )
        for kpi, _, _ in sample_province()
    )
    hosts = sorted({kpi.host for kpi in kpis})
    agencies = tuple(Agency(host, f"สำนักงาน {host}", contact=f"ธุรการ {host}", phone="038-000-000") for host in hosts)
    return Registry(SETTINGS, agencies, kpis, calendar=CALENDAR)


def sample_inputs() -> dict[str, dict[str, Decimal | bool]]:
    """The raw inputs of every leaf that has some."""
    return {kpi.kpi_no: inputs for kpi, inputs, _ in sample_province() if inputs}


def linear(kpi_no: str, host: str = "DPM", weight: str = "50", **fields: Any) -> Kpi:
    """A leaf scored on 60 70 80 90 100."""
    return Kpi(
        kpi_no, f"ตัวชี้วัด {kpi_no}", fields.pop("method", ScoringMethod.LINEAR),
        dimension_no="1", dimension="ประสิทธิผล", weight=Decimal(weight),
        levels=fields.pop("levels", levels_of(60, 70, 80, 90, 100)),
        host=host, unit="แห่ง", **fields,
    )  # fmt: skip


def small(*kpis: Kpi, **fields: Any) -> Registry:
    """A registry of two agencies; by default KPI 1 of DPM and KPI 2 of LAB, weight 50 each."""
    agencies = (
        Agency("DPM", "สำนักงาน ปภ.", contact="ธุรการ ปภ.", phone="038-111-111"),
        Agency("LAB", "สำนักงานแรงงาน", contact="ธุรการแรงงาน", phone="038-222-222"),
    )
    return Registry(
        fields.pop("settings", SETTINGS), agencies, kpis or (linear("1"), linear("2", "LAB")),
        calendar=fields.pop("calendar", CALENDAR), **fields,
    )  # fmt: skip


def keeper(kpi_no: str, name: str = "นายเก็บ ข้อมูล", phone: str = "081-000-0000") -> Person:
    return Person(kpi_no, "keeper", name, phone=phone)


def values(cells: Mapping[str, Plain | int]) -> dict[str, Value]:
    """Fields with cells; whole numbers may be written as int."""
    plain = {key: Decimal(cell) if type(cell) is int else cell for key, cell in cells.items()}
    return {
        key: Value(cell, "" if cell is None else str(cell), "รายงาน", f"B{row}")
        for row, (key, cell) in enumerate(plain.items(), 1)
    }


def record(kpi_no: str, kind: str = "kpi", awaiting: bool = False, **cells: Plain | int) -> Record:
    """A record of one row."""
    return Record(kind, kpi_no, (Row(f"K{kpi_no}", values(cells)),), awaiting)


def rows(kind: str, kpi_no: str, *cells: Mapping[str, Plain | int], awaiting: bool = False) -> Record:
    """A record that is a list; "code" names a row's code."""
    return Record(
        kind, kpi_no,
        tuple(Row(str(cell.get("code", "")), values({k: v for k, v in cell.items() if k != "code"})) for cell in cells),
        awaiting,
    )  # fmt: skip


def receipt(
    agency: str,
    period: Period,
    on: date,
    *records: Record,
    form: str = "",
    verdict: Verdict | None = None,
    sha: str = "",
    run: int = 1,
    findings: tuple[Finding, ...] = (),
) -> Receipt:
    """A file of an agency about a period; the form follows from the period unless it is given."""
    form = form or {"kpi": "kpi_template", "plan": "action_plan", "sar": "self_assessment"}.get(
        period.kind.value, "monthly_progress"
    )
    awaits = any(item.awaiting for item in records)
    sha = sha or hashlib.sha256(repr((agency, form, period.code, on, records)).encode()).hexdigest()
    return Receipt(
        sha256=sha, size=1000, name=f"{agency}.xlsx", archived=f"2556/{period.code}/{agency}_{sha[:8]}.xlsx",
        received_on=on, run=run, verdict=verdict or (Verdict.ACCEPTED_IN_PART if awaits else Verdict.ACCEPTED),
        agency=agency, form=form, period=period.code, findings=findings, records=tuple(records),
    )  # fmt: skip


def refused(on: date, sha: str, verdict: Verdict = Verdict.REFUSED) -> Receipt:
    """A file that nobody knows the sender of."""
    return Receipt(sha, 10, "x.xlsx", f"unassigned/{sha}.xlsx", on, 1, verdict)
