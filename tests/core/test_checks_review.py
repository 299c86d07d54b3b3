from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.catalogue import CATALOGUE, message_of, remedy_of, severity_of
from kpi_excel.core.catalogue.review import RULES
from kpi_excel.core.checks import check_submission, mark_awaiting, verdict_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.submission import Plain, Record, Verdict
from tests.core.province import SAR6, linear, rows, small

BAND = Kpi("2", "ก", ScoringMethod.TWO_SIDED_BAND, host="DPM", params={"top": Decimal(4), "floor": Decimal(0)})


def verdict(kpi_no: str = "1", **cells: Plain | int) -> Record:
    said = {"round": 6, "seen_score": Decimal("3.5000"), "reviewer": "ดร.มานะ", **cells}
    return rows(
        "verdict", kpi_no, {"code": f"K{kpi_no}/6", **{key: cell for key, cell in said.items() if cell is not None}}
    )


def findings(*records: Record) -> list[Finding]:
    return list(check_submission("review", records, small(linear("1"), BAND, linear("3")), SAR6, "REVIEW"))


def codes(*records: Record) -> list[str]:
    return [finding.code for finding in findings(*records)]


@pytest.mark.parametrize(
    "cells",
    [
        {"verdict": "certify"}, {"verdict": "certify", "certified": Decimal("3.5")}, {"verdict": "amend", "certified": Decimal("1")},
        {"verdict": "amend", "certified": Decimal("5")}, {"verdict": "evidence"}, {"verdict": "evidence", "seen_score": None},
        {"verdict": "refuse", "certified": Decimal("9")}, {"verdict": "pending"},
    ],
)  # fmt: skip
def test_a_verdict_that_can_be_taken_has_no_finding(cells: dict[str, Plain]) -> None:
    assert codes(verdict(**cells)) == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"verdict": "amend"}, "verdict-without-certified-score"),
        ({"verdict": "amend", "certified": Decimal("5.0001")}, "certified-score-off-scale"),
        ({"verdict": "amend", "certified": Decimal("0.5")}, "certified-score-off-scale"),
        ({"verdict": "pending", "certified": Decimal("36")}, "certified-score-off-scale"),
        ({"verdict": "certify", "certified": Decimal("3.4")}, "verdict-certifies-another-score"),
        ({"verdict": "certify", "seen_score": None}, "verdict-on-nothing"),
        ({"verdict": "refuse", "seen_score": None}, "verdict-on-nothing"),
        ({"verdict": "certify", "round": 9}, "verdict-of-another-round"),
        ({"verdict": "pending", "comment": "รอถาม"}, "verdict-not-chosen"),
        ({"verdict": "certify", "reviewer": None}, "verdict-without-reviewer"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(cells: dict[str, Plain], code: str) -> None:
    assert code in codes(verdict(**cells))


def test_the_scale_is_that_of_the_method() -> None:
    assert codes(verdict("2", verdict="amend", certified=Decimal("0"))) == []
    assert codes(verdict("2", verdict="amend", certified=Decimal("4.5"))) == ["certified-score-off-scale"]


def test_nameless_verdicts_are_named_once_for_the_file() -> None:
    found = findings(verdict("1", verdict="certify", reviewer=None), verdict("3", verdict="refuse", reviewer=None))
    assert [(f.code, f.found) for f in found] == [("verdict-without-reviewer", "1, 3")]


def test_a_faulty_verdict_waits__its_neighbours_count() -> None:
    records = (verdict("1", verdict="amend"), verdict("3", verdict="certify"))
    found = findings(*records)
    marked = mark_awaiting(records, found)
    assert [record.awaiting for record in marked] == [True, False]
    assert verdict_of(marked, found) is Verdict.ACCEPTED_IN_PART


def test_a_kpi_that_the_agreement_does_not_have_is_named() -> None:
    assert "kpi-unknown" in codes(verdict("9.9", verdict="certify"))


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_can_be_explained__both_languages(code: str) -> None:
    rule, finding = CATALOGUE[code], Finding(code, found="3.6", expected="1–5")
    assert rule.example.th and rule.example.en
    for lang in ("th", "en"):
        assert message_of(finding, lang) and remedy_of(finding, lang)
        assert "{" not in message_of(finding, lang) + remedy_of(finding, lang)
    assert severity_of(finding) in Severity
