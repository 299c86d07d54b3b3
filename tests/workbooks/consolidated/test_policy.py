"""นโยบายรัฐบาล: who has sent, what each KPI says month by month, and the province's own step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.consolidation import Consolidation, ObligationState, ResultState
from kpi_excel.core.registers import PolicyLine
from kpi_excel.workbooks.consolidated.words import RESULT_STATES
from kpi_excel.workbooks.styles import AMBER, BERRY, PEACH
from tests.workbooks.consolidated.reading import full, mixed, read, texts
from tests.workbooks.consolidated.sample import consolidation

NAME = "นโยบายรัฐบาล"


def kpis(sheet: Worksheet) -> dict[str, list[dict[str, Any]]]:
    """KPI number → its months, as they stand under its band."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if row[:2] == ("เดือน", "ผล"))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows[at + 1 :]:
        if "  " in str(row[0]):
            number = str(row[0]).split()[0]
            found[number] = []
        else:
            found[number].append(dict(zip(map(str, rows[at]), row, strict=True)))
    return found


def months(sheet: Worksheet) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if row[1] == "ครบกำหนด")
    end = next(index for index in range(at, len(rows)) if rows[index][0] is None)
    return [{str(head): value for head, value in zip(rows[at], row, strict=True) if head} for row in rows[at + 1 : end]]


def last_month(data: Consolidation, **changes: Any) -> Consolidation:
    """The same with the last month of KPI 1.1 otherwise."""
    last = data.period
    lines = (replace(line, **changes) if (line.kpi_no, line.period) == ("1.1", last) else line for line in data.policy)
    return replace(data, policy=tuple(lines))


def test_minutes__m17_headline_is_the_last_month_due_and_the_provinces_own_step() -> None:
    assert mixed()[NAME]["A2"].value == "ก.ย. 2556 ส่งแล้ว 8 จาก 10 ตัวชี้วัด  ขาด 2  รอแก้ไข 1  จังหวัดส่ง ก.พ.ร. ช้า 21 วัน (ครบ 7 ต.ค. 2556)"
    data = consolidation()
    sent = replace(data, policy=tuple(replace(line, handed_in_on=date(2013, 10, 5)) for line in data.policy))
    assert read(sent)[NAME]["A2"].value.endswith("จังหวัดส่ง ก.พ.ร. ส่งแล้ว 5 ต.ค. 2556")
    early = replace(data, as_of=date(2013, 10, 3))
    assert read(early)[NAME]["A2"].value.endswith("จังหวัดส่ง ก.พ.ร. ภายใน 7 ต.ค. 2556")


def test_months_say_due_dates_and_who_has_not_sent__the_latest_first() -> None:
    latest, august, *_ = months(mixed()[NAME])
    assert (latest["เดือน"], latest["ครบกำหนด"], latest["จังหวัดส่ง ก.พ.ร."]) == ("ก.ย. 2556", "2 ต.ค. 2556", "ช้า 21 วัน (ครบ 7 ต.ค. 2556)")
    assert (latest["ส่งแล้ว"], latest["ยังไม่ส่ง"]) == ("8 จาก 10", "สนง.พาณิชย์ (1.6)  สนง.แรงงาน (4.4)")
    assert latest["รอแก้ไข"] == "สนง.สาธารณสุข (4.2)"
    assert (august["ส่งแล้ว"], august["จังหวัดส่ง ก.พ.ร."], august["ยังไม่ส่ง"]) == ("10 จาก 10", "ส่งแล้ว 6 ก.ย. 2556", "–")
    assert len(months(mixed()[NAME])) == 8


def test_a_hand_in_after_its_date_stays_late__in_part_it_is_none() -> None:
    data = consolidation()
    tardy = replace(data, policy=tuple(replace(line, handed_in_on=date(2013, 10, 9)) for line in data.policy))
    assert months(read(tardy)[NAME])[0]["จังหวัดส่ง ก.พ.ร."] == "ส่งแล้ว 9 ต.ค. 2556 ช้า 2 วัน"
    assert months(read(last_month(data, handed_in_on=date(2013, 10, 5)))[NAME])[0]["จังหวัดส่ง ก.พ.ร."].startswith("ช้า 21 วัน")


def test_kpis_that_are_missing_awaiting_or_behind_come_first__their_latest_month_on_top() -> None:
    found = kpis(mixed()[NAME])
    assert list(found) == ["1.6", "4.4", "4.2", "1.1", "1.2", "1.3", "1.4", "1.5", "4.1", "4.3"]
    assert [row["เดือน"] for row in found["1.1"]][:2] == ["ก.ย. 2556", "ส.ค. 2556"]
    behind = last_month(consolidation(), status="behind")
    assert list(kpis(read(behind)[NAME]))[:3] == ["1.6", "4.2", "1.1"]


def test_minutes__m17_a_month_says_result_status_highlight_problem_and_measure() -> None:
    row = kpis(full()[NAME])["1.4"][0]
    assert (row["ผล"], row["สถานะ"], row["การส่ง"], row["ข้อมูล ณ"]) == (2.4, "ช้ากว่าแผน", "ตรงเวลา", "30 ก.ย. 2556")
    assert row["ผลงานเด่น"].startswith("จัดชุดปฏิบัติการร่วม") and row["ปัญหา"].startswith("ตัวเลข GPP")
    assert row["มาตรการ"].startswith("ใช้ดัชนีเศรษฐกิจ") and row["ที่มา"] == "F9"


def test_a_kpi_being_defined_says_so__without_score_and_with_what_was_sent() -> None:
    sheet = mixed()[NAME]
    assert {row["สถานะ"] for row in kpis(sheet)["1.6"]} == {"อยู่ระหว่างการจัดทำรายละเอียด"}
    band = next(row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("1.6  "))
    assert band[8] == "สนง.พาณิชย์  ·  อยู่ระหว่างการจัดทำรายละเอียด"
    data = consolidation()
    told = tuple(replace(line, value=Decimal(1250)) if line.kpi_no == "1.6" else line for line in data.policy)
    assert kpis(read(replace(data, policy=told))[NAME])["1.6"][0]["ผล"] == 1250


def test_every_state_keeps_its_own_word_and_none_is_a_number() -> None:
    data = consolidation()
    for state in ResultState:
        if state is not ResultState.REPORTED:
            row = kpis(read(last_month(data, state=state, value=None, score=None))[NAME])["1.1"][0]
            assert (row["ผล"], row["สถานะ"]) == ("–", RESULT_STATES[state].th)
    words = {RESULT_STATES[state].th for state in ResultState}
    assert len(words) == len(ResultState)


def test_zero_yes_no_and_a_score_alone_are_results() -> None:
    data = consolidation()

    def shown(**changes: Any) -> Any:
        return kpis(read(last_month(data, **changes))[NAME])["1.1"][0]["ผล"]

    assert shown(value=Decimal(0)) == 0
    assert (shown(value=True), shown(value=False)) == ("มี", "ไม่มี")
    assert shown(value=None, score=Decimal("3.4200")) == "คะแนน 3.4200"


def test_how_it_was_sent_in_words__late_and_missing_on_their_fills() -> None:
    due = date(2013, 10, 2)
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"standing": ObligationState.RECEIVED, "days_late": 0}, "ตรงเวลา", ""),
        ({"standing": ObligationState.RECEIVED, "days_late": 5}, "ช้า 5 วัน", PEACH),
        ({"standing": ObligationState.RECEIVED, "days_late": 6, "channel": "LINE"}, "ช้า 6 วัน (LINE)", AMBER),
        ({"standing": ObligationState.MISSING, "days_late": 26}, "ขาด 26 วัน", BERRY),
        ({"standing": ObligationState.AWAITING}, "รอแก้ไข", ""),
        ({"standing": ObligationState.EXEMPT}, "ยกเว้น", ""),
        ({"standing": ObligationState.EXPECTED, "due": due + timedelta(days=30)}, "ครบ 1 พ.ย. 2556", ""),
        ({"standing": None}, "ไม่ต้องส่ง", ""),
    ]
    for changes, word, fill in cases:
        sheet = read(last_month(consolidation(), **changes))[NAME]
        at = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("1.1  ")) + 1
        cell = sheet.cell(at, 4)
        assert cell.value == word
        assert cell.fill.fgColor.rgb == (f"FF{fill[1:]}" if fill else "00000000"), word


def test_an_exempted_report_is_owed_by_nobody() -> None:
    assert months(read(last_month(consolidation(), standing=ObligationState.EXEMPT))[NAME])[0]["ส่งแล้ว"] == "8 จาก 9"


def test_headings_are_repeated_on_every_page_of_the_list() -> None:
    sheet = full()[NAME]
    at = next(cell.row for cell in sheet["B"] if cell.value == "ผล")
    assert sheet.print_title_rows == f"${at}:${at}" and sheet.freeze_panes == "B5"


def test_nothing_due_yet_and_no_policy_kpi_say_so() -> None:
    data = consolidation()
    before = replace(data, as_of=date(2013, 2, 15))
    assert read(before)[NAME]["A2"].value == "ยังไม่มีรายงานตามนโยบายรัฐบาลที่ถึงกำหนด"
    assert "ไม่มีตัวชี้วัดในรายงานตามนโยบายรัฐบาล" in texts(read(replace(data, policy=()))[NAME])


def test_a_kpi_the_agreement_does_not_have_any_more_is_shown_by_its_number() -> None:
    data = consolidation()
    stray = PolicyLine("LAB", "99", data.period, ResultState.REPORTED, value=Decimal(1))
    assert "99" in kpis(read(replace(data, policy=(*data.policy, stray)))[NAME])


def test_the_order_of_lines_does_not_matter() -> None:
    data = consolidation()
    assert list(read(replace(data, policy=data.policy[::-1]))[NAME].values) == list(full()[NAME].values)


def test_english_edition() -> None:
    sheet = mixed("en")["Policy report"]
    assert sheet["A2"].value == "Sep 2013: 8 of 10 KPIs received, 2 missing, 1 to correct; province to OPDC 21 d late (due 7 Oct 2013)"
    assert {"missing 26 d", "being defined", "behind plan", "on plan", "on time"} <= set(texts(full("en")["Policy report"]) + texts(sheet))
