from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.submission import Plain, Record, Row, Value
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import Issued, ReadingFrame, prefill_key
from kpi_excel.forms.interpret import Interpretation
from kpi_excel.forms.load import load_form
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.forms.token import END_MARK, make_token
from kpi_excel.forms.verdicts import review_part, settle_verdicts

YEAR = FiscalYear(2556)
SPEC = load_form((Path(__file__).parents[2] / "workbook_templates" / "review.toml").read_text("utf-8"), YEAR)
COLUMNS = {column.key: column for column in SPEC.sheets[0].tables[0].columns if column.is_input}
AT = {key: chr(ord("K") + place) for place, key in enumerate(COLUMNS)}


def row(kpi_no: str, at: int = 9, months: int = 6, **typed: str) -> Record:
    """One returned row as interpretation gives it: what was typed, read by the spec."""
    values = {
        key: Value(parse(COLUMNS[key], RawCell("text", text), ReadingContext(YEAR)).value, text, "ทวนสอบ", f"{AT[key]}{at}")
        for key, text in typed.items()
    }  # fmt: skip
    return Record("verdict", kpi_no, (Row(f"K{kpi_no}/{months}", values),))


def issued(kpi_no: str, months: int = 6, **said: str) -> dict[str, str]:
    return {prefill_key("verdict", kpi_no, f"K{kpi_no}/{months}", key): text for key, text in said.items()}


def settle(
    *records: Record, said: Mapping[str, str] | None = None, findings: tuple[Finding, ...] = ()
) -> Interpretation:
    frame = ReadingFrame(YEAR, {}, Issued(said or {}))
    return settle_verdicts(Interpretation(records, findings, {}, ()), SPEC, frame)


def said_of(record: Record) -> dict[str, Plain]:
    return {key: value.value for key, value in record.rows[0].values.items()}


def test_a_typed_row_gets_its_round_and_the_score_that_stood_beside_it() -> None:
    read = settle(row("3.2.2", verdict="รับรอง", reviewer="ดร.มานะ"), said=issued("3.2.2", seen_score="2.3500"))
    assert [said_of(record) for record in read.records] == [
        {"verdict": "certify", "reviewer": "ดร.มานะ", "round": Decimal(6), "seen_score": Decimal("2.3500")},
    ]  # fmt: skip
    assert read.findings == ()


def test_a_row_left_as_it_was_issued_says_nothing() -> None:
    before = issued("1", verdict="รับรอง", certified="3.5", reviewed_on="25/4/2556", seen_score="3.5000")
    assert settle(row("1", verdict="รับรอง", certified="3.5", reviewed_on="25/4/2556"), said=before).records == ()


def test_another_programs_spelling_of_the_same_values_says_nothing() -> None:
    before = issued("1", verdict="รับรอง", certified="3.5", reviewed_on="25/4/2556", seen_score="3.5000")
    same = settle(row("1", verdict="Certify ", certified="3.5000", reviewed_on="25 เม.ย. 56"), said=before)
    assert (same.records, same.findings) == ((), ())


def test_any_change_of_a_row_makes_it_a_verdict_again__on_the_score_of_that_sheet() -> None:
    before = issued("1", verdict="รับรอง", reviewer="ดร.มานะ", seen_score="3.2000")
    read = settle(row("1", verdict="ไม่รับรอง", reviewer="ดร.มานะ"), said=before)
    assert (said_of(read.records[0])["verdict"], said_of(read.records[0])["seen_score"]) == (
        "refuse",
        Decimal("3.2000"),
    )


def test_a_cleared_verdict_displaces_nothing__and_is_named() -> None:
    before = issued("1", verdict="รับรอง", comment="ครบ") | issued("2", verdict="แก้ไข", certified="3")
    read = settle(row("1", comment="ครบ"), said=before)
    assert read.records == ()
    assert [(f.code, f.found) for f in read.findings] == [("verdict-left-out", "1, 2")]


def test_a_remark_without_verdict_is_kept_as_one__where_none_was_given_before() -> None:
    read = settle(
        row("1", comment="รอถาม"),
        row("2", certified="3.4"),
        row("3", reviewer="ดร.มานะ"),
        said=issued("1", seen_score="3.5000"),
    )
    assert [(record.kpi_no, said_of(record)["verdict"]) for record in read.records] == [
        ("1", "pending"),
        ("2", "pending"),
    ]


def test_an_unknown_word_is_no_blank() -> None:
    read = settle(row("1", verdict="อาจจะ"), said=issued("1", seen_score="3.5000"))
    assert read.records[0].rows[0].values["verdict"] == Value(None, "อาจจะ", "ทวนสอบ", "K9")


def test_clearing_a_faulty_verdict_takes_it_back() -> None:
    faulty = issued("1", verdict="แก้ไข", faulty="1", seen_score="3.5000")
    read = settle(said=faulty)
    assert [said_of(record) for record in read.records] == [
        {"verdict": "pending", "round": Decimal(6), "seen_score": Decimal("3.5000")}
    ]
    assert read.findings == ()
    remarked = settle(row("1", comment="ยังไม่แน่ใจ"), said=faulty)
    assert [said_of(record)["comment"] for record in remarked.records] == ["ยังไม่แน่ใจ"]
    assert settle(row("1", verdict="แก้ไข"), said=faulty).records == ()


def test_findings_about_rows_that_say_nothing_are_dropped__others_stay() -> None:
    old = Finding("value-not-in-list", Place(sheet="ทวนสอบ", cell="K9", kpi_no="1", field="verdict.verdict"))
    new = Finding("value-not-in-list", Place(sheet="ทวนสอบ", cell="K10", kpi_no="2", field="verdict.verdict"))
    gone = Finding("row-missing", Place(kpi_no="7", field="verdict."), expected="K7/6")
    read = settle(
        row("1", verdict="อาจจะ"),
        row("2", at=10, verdict="คงได้"),
        said=issued("1", verdict="อาจจะ"),
        findings=(old, new, gone),
    )
    assert (read.findings, [record.kpi_no for record in read.records]) == ((new,), ["2"])


def test_only_the_consultants_sheet_of_a_workbook_is_looked_at() -> None:
    token = make_token(b"key", "review", "1-abcdef", "REVIEW", "2556-sar6", "digest", "content")
    other = make_token(b"key", "monthly_progress", "1-abcdef", "DPM", "2556-02", "digest", "content")
    review = RawSheet("ทวนสอบ", {Address(3, 14): RawCell("text", END_MARK + token.text)})
    tidy = RawSheet(
        "ข้อมูลรวม", {Address(9, 9): RawCell("text", other.text), Address(10, 9): RawCell("text", "KPIX|ปลอม")}
    )
    assert review_part(RawWorkbook("xlsx", (tidy, review))).sheets == (review,)
    report = RawWorkbook("xlsx", (tidy,))
    assert review_part(report) is report


def test_the_form_describes_every_column_of_the_sheet() -> None:
    table = SPEC.sheets[0].tables[0]
    assert (SPEC.form, table.record, table.rows, table.code_key) == ("review", "verdict", "rounds", "code")
    assert list(COLUMNS) == ["verdict", "certified", "comment", "reviewer", "reviewed_on"]
    assert [choice.title.th for choice in COLUMNS["verdict"].choices] == ["รับรอง", "แก้ไข", "ขอหลักฐานเพิ่ม", "ไม่รับรอง"]
    assert len(SPEC.sheets[0].widths) == len(table.columns) + 1
