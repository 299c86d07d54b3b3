from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.findings import Severity
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import NO_LEVELS, Accumulation, Exemption, Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt, Word
from kpi_excel.core.text import Text
from tests.core.province import APR, FEB, MAR, PLAN, SAR6, TEMPLATE, linear, receipt, record, rows, small
from tests.core.scoring.samples import levels_of

AS_OF = date(2013, 5, 1)


def told(files: Iterable[Receipt], registry: Registry | None = None, period: Period = APR) -> list[FindingLine]:
    return list(consolidate(registry or small(), files, period, AS_OF).findings)


def codes(files: Iterable[Receipt], registry: Registry | None = None, period: Period = APR) -> list[str]:
    return [line.finding.code for line in told(files, registry, period)]


def said(month: Period, **cells: Plain | int) -> Receipt:
    return receipt("DPM", month, month.end, record("1", **cells))


SUM = small(linear("1", accumulation=Accumulation.SUM))


def test_a_sum_does_not_fall() -> None:
    (line,) = told([said(FEB, result=85), said(MAR, result=80)], SUM)
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("result-fell", "80", "85")
    assert (line.agency, line.form, line.period, line.finding.place.cell) == ("DPM", "monthly_progress", MAR.code, "B1")
    assert not codes([said(FEB, result=85), said(MAR, result=85)], SUM)


def test_a_fall_is_seen_over_months_without_result__until_it_is_corrected() -> None:
    files = [said(FEB, result=85), said(MAR, result=Word.NO_DATA), said(APR, result=80)]
    assert codes(files, SUM) == ["result-fell"]
    corrected = receipt("DPM", FEB, date(2013, 4, 30), record("1", result=79))
    assert not codes([*files, corrected], SUM)


def test_the_latest_value_may_fall() -> None:
    assert not codes([said(FEB, result=85), said(MAR, result=80)], small(linear("1", accumulation=Accumulation.LAST)))


def test_both_sums_of_a_ratio_only_grow() -> None:
    registry = small(linear("1", accumulation=Accumulation.RATIO))
    files = [said(FEB, numerator=60, denominator=100), said(MAR, numerator=70, denominator=90)]
    (line,) = told(files, registry)
    assert (line.finding.code, line.finding.place.field) == ("result-fell", "kpi.denominator")


def test_steps_done_do_not_come_undone() -> None:
    registry = small(linear("1", method=ScoringMethod.MILESTONE, levels=NO_LEVELS))
    steps = {f"step{n}": n <= 3 for n in range(1, 6)}
    (line,) = told([said(FEB, **steps), said(MAR, **steps | {"step3": False})], registry)
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("result-fell", "2", "3")


@pytest.mark.parametrize(
    ("before", "after", "jumped"),
    [
        ("20", "61", True), ("20", "60", False), ("61", "20", True), ("60", "20", False),
        ("65", "85.1", True), ("65", "84", False), ("0", "61", False), ("0", "90", True), ("90", "0", True),
    ],
)  # fmt: skip
def test_a_jump_is_looked_at(before: str, after: str, jumped: bool) -> None:
    files = [said(MAR, result=Decimal(before)), said(APR, result=Decimal(after))]
    assert codes(files) == (["result-jumped"] if jumped else [])


def test_a_jump_of_an_earlier_month_is_past() -> None:
    files = [said(FEB, result=20), said(MAR, result=90)]
    assert codes(files, period=MAR) == ["result-jumped"]
    assert not codes([*files, said(APR, result=91)])


def test_two_files_of_a_day_that_disagree() -> None:
    one, other = (receipt("DPM", APR, APR.end, record("1", result=n), sha=f"{n}" * 64) for n in (7, 8))
    (line,) = told([one, other])
    assert (line.finding.code, line.finding.expected, line.finding.found) == (
        "revisions-conflict", "DPM.xlsx (88888888)", "DPM.xlsx (77777777)",
    )  # fmt: skip


def test_a_template_that_differs_from_what_was_agreed() -> None:
    template = receipt("DPM", TEMPLATE, date(2013, 2, 20), record("1", c3=82, target=95))
    (line,) = told([template])
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("value-differs-from-agreed", "82", "80")
    assert (line.form, line.finding.place.field) == ("kpi_template", "kpi.c3")


def test_forms_of_a_month_agree() -> None:
    policy = receipt("DPM", APR, date(2013, 5, 1), record("1", result=84), form="policy_report")
    (line,) = told([said(APR, result=85), policy])
    assert (line.finding.code, line.finding.found, line.finding.expected) == (
        "results-differ-between-forms",
        "84",
        "85",
    )
    same = receipt("DPM", APR, date(2013, 5, 1), record("1", result=Decimal("85.00")), form="policy_report")
    assert not codes([said(APR, result=85), same])


def plan(*levels: int) -> Receipt:
    return receipt(
        "DPM", PLAN, date(2013, 2, 20), rows("plan", "1", *({"step": f"ขั้น {n}", "level": n} for n in levels))
    )


def test_minutes__m15_a_plan_covers_every_level_that_has_a_criterion() -> None:
    assert not codes([receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "9", {"step": "ก", "level": 1}))])
    (line,) = told([plan(1, 2, 3, 3)])
    assert (line.finding.code, line.finding.found) == ("level-without-step", "4, 5")
    assert not codes([plan(1, 2, 3, 4, 5)])
    assert not codes([plan(1, 3, 5)], small(linear("1", levels=levels_of(60, None, 80, None, 100))))
    assert not codes([plan(5)], small(linear("1", method=ScoringMethod.YES_NO, levels=NO_LEVELS)))


def test_what_is_reported_as_filed_lies_before_the_file() -> None:
    late = receipt(
        "DPM",
        MAR,
        date(2013, 3, 20),
        rows("evidence", "1", {"document": "ก", "dated": date(2013, 3, 25), "kept_on": date(2013, 3, 20)}),
    )
    (line,) = told([late])
    assert (line.finding.code, line.finding.place.field) == ("date-after-received", "evidence.dated")


def test_a_claim_is_held_against_the_score() -> None:
    sar = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, claimed=Decimal(4)))
    (line,) = told([sar], period=MAR)
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("claim-differs", "4", "3.5000")


def test_an_exempted_warning_is_printed_with_who_and_why() -> None:
    excuse = Exemption("result-fell", "DPM", "1", "ผู้ว่าฯ", "ปรับฐานข้อมูล", date(2013, 5, 31))
    (line,) = told([said(FEB, result=85), said(MAR, result=80)], replace(SUM, exemptions=(excuse,)))
    assert line.exempted_by == Text("ผู้ว่าฯ: ปรับฐานข้อมูล (ถึง 31 พ.ค. 2556)", "ผู้ว่าฯ: ปรับฐานข้อมูล (until 31 May 2013)")


def test_no_check_across_files_changes_a_verdict() -> None:
    across = {
        "result-fell", "result-jumped", "revisions-conflict", "value-differs-from-agreed",
        "results-differ-between-forms", "level-without-step", "step-without-evidence",
        "date-after-received", "claim-differs", "certification-void",
    }  # fmt: skip
    assert {CATALOGUE[code].severity for code in across} == {Severity.WARNING}
