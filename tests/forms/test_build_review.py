from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt
from kpi_excel.forms.build_review import ReviewContent, build_review
from kpi_excel.forms.frame import prefill_key
from kpi_excel.forms.token import find_tokens, is_genuine
from tests.core.province import SAR6, linear, receipt, record, rows, small
from tests.forms.test_verdicts import SPEC

SAR = receipt("DPM", SAR6, date(2013, 4, 20), *(record(no, result=85, signoff="approved") for no in ("1", "2", "3")))
CORRECTED = receipt("DPM", SAR6, date(2013, 5, 2), record("1", result=75, signoff="approved"))
SEEN = Decimal("3.5000")


def verdict(kpi_no: str, awaiting: bool = False, **cells: Plain | int) -> Receipt:
    said = {"code": f"K{kpi_no}/6", "round": 6, "seen_score": SEEN, **cells}
    return receipt("REVIEW", SAR6, date(2013, 4, 25), rows("verdict", kpi_no, said, awaiting=awaiting), form="review")


def content(
    *receipts: Receipt, period: Period = SAR6, lang: str = "th", as_of: date = date(2013, 8, 1)
) -> ReviewContent:
    return build_review(SPEC, consolidate(small(linear("1"), linear("2"), linear("3")), receipts, period, as_of), lang)


def test_verdicts_given_before_are_filled_in_again() -> None:
    found = content(SAR, verdict("1", verdict="certify", reviewer="ดร.มานะ"), verdict("2", verdict="amend", certified=Decimal("3.2"), comment="ตัดซ้ำ"),
                    verdict("3", verdict="evidence", certified=Decimal(3), reviewed_on=date(2013, 4, 24)))  # fmt: skip
    assert found.filled["K1/6"] == {
        "verdict": "รับรอง",
        "certified": SEEN,
        "reviewer": "ดร.มานะ",
        "reviewed_on": "25/4/2556",
    }
    assert found.filled["K2/6"] == {
        "verdict": "แก้ไข",
        "certified": Decimal("3.2"),
        "comment": "ตัดซ้ำ",
        "reviewed_on": "25/4/2556",
    }
    assert found.filled["K3/6"] == {"verdict": "ขอหลักฐานเพิ่ม", "reviewed_on": "24/4/2556"}


def test_english_sheets_say_the_verdict_in_english() -> None:
    assert content(SAR, verdict("1", verdict="refuse"), lang="en").filled["K1/6"]["verdict"] == "Refuse"


def test_a_void_verdict_is_not_filled_in__its_comment_is() -> None:
    found = content(SAR, verdict("1", verdict="certify", comment="ครบถ้วน"), CORRECTED)
    assert found.filled["K1/6"] == {"comment": "ครบถ้วน"}


def test_a_remark_without_verdict_and_a_faulty_row_come_back_as_typed() -> None:
    found = content(
        SAR,
        verdict("1", verdict="pending", comment="รอถาม"),
        verdict("2", awaiting=True, verdict="amend", comment="ดูที่ 3"),
    )
    assert found.filled["K1/6"] == {"comment": "รอถาม"}
    assert found.filled["K2/6"] == {"verdict": "amend", "comment": "ดูที่ 3"}


def test_what_was_issued_is_noted__with_the_score_beside_each_row() -> None:
    prefilled = content(SAR, verdict("1", verdict="certify"), verdict("2", awaiting=True, verdict="amend")).prefilled()
    assert prefilled[prefill_key("verdict", "1", "K1/6", "certified")] == "3.5"
    assert prefilled[prefill_key("verdict", "1", "K1/6", "seen_score")] == "3.5000"
    assert prefilled[prefill_key("verdict", "3", "K3/6", "seen_score")] == "3.5000"
    assert prefill_key("verdict", "2", "K2/6", "faulty") in prefilled
    assert prefill_key("verdict", "1", "K1/6", "faulty") not in prefilled
    assert not any(name.endswith("seen_score") for name in content().prefilled())


def test_earlier_rounds_are_noted_too() -> None:
    found = content(
        SAR, verdict("1", verdict="certify"), verdict("2", verdict="refuse"), period=Period.parse("2556-04")
    )
    assert found.filled["K1/6"]["certified"] == SEEN and "certified" not in found.filled["K2/6"]
    assert [line.code for line in found.lines] == ["K1/9", "K2/9", "K3/9", "K1/6", "K2/6"]


def test_the_token_names_no_agency__and_changes_with_what_the_sheet_says() -> None:
    key, found = b"k" * 32, content(SAR)
    token = found.token(key)
    assert (token.form, token.agency, token.period) == ("review", "REVIEW", "2556-sar6")
    assert find_tokens(token.text) == ([token], False)
    assert is_genuine(token, key, SPEC.digest, found.digest())
    others = (content(SAR, CORRECTED), content(SAR, verdict("1", verdict="refuse")), content(SAR, as_of=date(2013, 8, 2)),
              content(SAR, lang="en"), content(SAR, period=Period.parse("2556-03")))  # fmt: skip
    assert len({token.serial, *(other.token(key).serial for other in others)}) == 6
    assert content(SAR).token(key) == token
    assert replace(found, lang="th").digest() == found.digest()
