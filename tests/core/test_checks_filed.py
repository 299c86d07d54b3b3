"""Days of evidence, the governor's approval, a refused sign-off, the reason of a claim: told as the file is judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.checks import check_submission, mark_awaiting, without_consequences
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import NO_LEVELS, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Record
from tests.core.province import FEB, SAR6, linear, record, rows, small

LETTER: dict[str, Any] = {"governor_no": "รย 1", "governor_on": date(2013, 4, 19), "governor_place": "แฟ้ม 1"}


def check(*records: Record, registry: Registry | None = None, period: Period = SAR6) -> list[Finding]:
    form = "self_assessment" if period is SAR6 else "monthly_progress"
    return list(check_submission(form, records, registry or small(), period, "DPM"))


def assessed(**cells: Any) -> list[Finding]:
    return check(record("1", **{"result": Decimal(85), **LETTER, **cells}))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("dated", "is_told"),
    [(date(2012, 9, 30), True), (date(2012, 10, 1), False), (date(2013, 9, 30), False), (date(2013, 10, 1), True)],
)
def test_evidence_is_dated_in_the_fiscal_year(dated: date, is_told: bool) -> None:
    found = check(rows("evidence", "1", {"document": "คำสั่ง", "dated": dated}), period=FEB)
    assert codes(found) == (["evidence-outside-year"] if is_told else [])
    if is_told:
        assert found[0].place.field == "evidence.dated" and found[0].place.cell == "B2"
        assert "1 ต.ค. 2555 – 30 ก.ย. 2556" in message_of(found[0])


def test_evidence_is_filed_on_its_date_or_later() -> None:
    entry: dict[str, Plain] = {"document": "คำสั่ง", "dated": date(2013, 2, 5)}
    (finding,) = check(rows("evidence", "1", entry | {"kept_on": date(2013, 2, 4)}), period=FEB)
    assert (finding.code, finding.place.field) == ("evidence-filed-before-dated", "evidence.kept_on")
    assert message_of(finding, "en") == "Filed on 4 Feb 2013, before the date on the document (5 Feb 2013)"
    assert not check(rows("evidence", "1", entry | {"kept_on": date(2013, 2, 5)}, {"document": "ภาพ"}), period=FEB)


def test_minutes__m08_a_summary_report_carries_the_governors_letter() -> None:
    assert not assessed()
    (finding,) = assessed(governor_no=None, governor_place="")
    assert (finding.code, finding.place.field) == ("governor-approval-missing", "kpi.governor_no")
    assert remedy_of(finding) == "เสนอผู้ว่าราชการจังหวัด แล้วกรอก: เลขที่หนังสือ, ที่เก็บหรือไฟล์"
    assert "its date" in remedy_of(assessed(governor_on=None)[0], "en")


def test_other_forms_and_kpis_out_of_force_need_no_letter() -> None:
    assert not check(record("1", result=85), period=FEB)
    assert "governor-approval-missing" not in codes(check(record("1", result=85), registry=small(linear("1", start_round=9))))


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        ({"signoff": "refused"}, True), ({"signoff": "refused", "signoff_remark": "  "}, True), ({"signoff": False}, True),
        ({"signoff": "refused", "signoff_remark": "หลักฐานไม่ครบ"}, False), ({"signoff": "approved"}, False), ({}, False),
    ],
)  # fmt: skip
def test_a_refused_sign_off_says_why__else_the_record_waits(cells: dict[str, Plain], is_told: bool) -> None:
    found = assessed(**cells)
    assert codes(found) == (["signoff-remark-missing"] if is_told else [])
    sent = (record("1", result=85),)
    assert mark_awaiting(sent, found)[0].awaiting is is_told


def test_a_blank_cell_that_was_told_already_is_not_told_again() -> None:
    found = assessed(signoff="refused")
    missing = Finding("value-missing", Place(kpi_no="1", field="kpi.signoff_remark"))
    assert codes(list(without_consequences([missing, *found]))) == ["value-missing"]


def test_a_claim_unlike_the_result_says_why() -> None:
    (finding,) = assessed(claimed=Decimal(4))
    assert (finding.code, finding.found, finding.expected, finding.place.field) == ("claim-without-reason", "4", "3.5000", "kpi.claimed")
    assert not assessed(claimed=Decimal("3.5000"))
    assert not assessed(claimed=Decimal(4), claim_reason="นับรวมหน่วยบริการเคลื่อนที่")
    assert codes(assessed(claimed=Decimal(4), claim_reason=" ")) == ["claim-without-reason"]


def test_a_claim_that_cannot_be_computed_here_is_left_to_the_consolidated_workbook() -> None:
    letter: dict[str, Any] = {"result": Decimal(85), "claimed": Decimal(4), **LETTER}
    assert not check(record("1", **letter), registry=small(linear("1", levels=NO_LEVELS)))
    assert not assessed(result=None, claimed=Decimal(4))
