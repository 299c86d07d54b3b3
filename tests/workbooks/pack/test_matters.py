"""What a meeting is asked to decide."""

from __future__ import annotations

from dataclasses import replace

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.workbooks.pack.matters import Matter, matters
from tests.workbooks.consolidated.sample import consolidation
from tests.workbooks.pack.reading import context_of, month, read
from tests.workbooks.pack.test_attention import changed


def asked(data: Consolidation, lang: str = "th") -> tuple[Matter, ...]:
    return matters(context_of(data, lang))


def test_the_provinces_own_hand_in_comes_first__only_in_the_month_that_closes_a_round() -> None:
    first = asked(consolidation())[0]
    assert first.what == "รายงานการประเมินผลตนเองรอบ 12 เดือน"
    assert "3.7989" in first.facts and "31 ต.ค. 2556" in first.wanted
    assert "รอบ" not in asked(consolidation(months=7))[0].what


def test_a_host_that_asks_for_help_is_heard_with_its_problem_and_measure() -> None:
    words = {"problem": "ขาดผู้ตรวจ", "measure": "ยืมตัวผู้ตรวจ 2 คน", "help_wanted": "yes"}
    matter = asked(changed(consolidation(), k3_1_3={"words": words}, k3_2_2={"words": {}}))[1]
    assert matter.what == "ตัวชี้วัด 3.1.3 ขอให้ช่วย\nสนง.เกษตร"
    assert matter.facts == "ขาดผู้ตรวจ"
    assert matter.wanted == "พิจารณามอบหมายหน่วยงานช่วย ตามมาตรการของเจ้าภาพ: ยืมตัวผู้ตรวจ 2 คน"


def test_a_measure_is_asked_of_whoever_is_behind_without_one() -> None:
    wanted = [matter for matter in asked(changed(consolidation(), k3_2_2={"words": {}})) if "ยังไม่มีมาตรการ" in matter.what]
    assert [matter.what.split()[1] for matter in wanted] == ["3.1.3", "3.2.2", "1.4", "7.2"]
    assert all("ภายใน 5 พ.ย. 2556" in matter.wanted for matter in wanted)


def test_overdue_items_are_one_matter_per_agency__latest_first() -> None:
    data = consolidation()
    overdue = [matter for matter in asked(data) if "ค้าง" in matter.what]
    assert [matter.what for matter in overdue][:3] == [
        "สนง.พาณิชย์ ค้าง 2 รายการ", "สนง.เกษตรและสหกรณ์ ค้าง 1 รายการ", "สนง.ป้องกันและบรรเทาสาธารณภัย ค้าง 2 รายการ",
    ]  # fmt: skip
    assert overdue[0].facts.splitlines()[0] == "รายงานตามนโยบายรัฐบาล ก.ย. 2556 (ช้า 26 วัน)"
    assert next(m for m in overdue if m.what.startswith("สนง.เกษตร ")).wanted == (
        "ให้ส่งฉบับแก้ไข และเร่งขั้นตอนที่เลยกำหนด ภายใน 5 พ.ย. 2556"
    )


def test_agencies_that_owe_the_same_are_one_matter__and_long_lists_are_counted() -> None:
    data = consolidation()
    item = data.overdue[0]
    many = tuple(replace(item, agency=agency) for agency in ("POL", "EDU", "ADM"))
    more = tuple(replace(item, agency="TOU", days=days) for days in range(1, 7))
    overdue = [matter for matter in asked(replace(data, overdue=many + more)) if "ค้าง" in matter.what]
    assert [matter.what for matter in overdue] == [
        "ตำรวจภูธร, สพป.ระยอง เขต 1, ที่ทำการปกครอง ค้าง 1 รายการ",
        "สนง.ท่องเที่ยวและกีฬา ค้าง 6 รายการ",
    ]
    assert overdue[1].facts.splitlines()[-1] == "และอีก 2 รายการ ในแผ่น ค้างส่ง"


def test_scores_nobody_certified_are_counted__in_a_closing_round() -> None:
    last = asked(consolidation())[-1]
    assert last.what == "คะแนนที่ยังไม่รับรอง 6 ตัวชี้วัด" and "1.5" in last.facts
    assert not any("รับรอง" in matter.what for matter in asked(consolidation(months=7)))


def test_english_and_thai_ask_for_the_same() -> None:
    data = consolidation()
    assert len(asked(data)) == len(asked(data, "en"))
    assert all(matter.what and matter.wanted for matter in asked(data, "en"))


def test_the_sheet_counts_its_matters_and_leaves_room_for_the_resolution() -> None:
    sheet = month()["ขอมติ"]
    count = len(asked(consolidation()))
    assert sheet["A2"].value == f"ขอมติที่ประชุม {count} เรื่อง"
    assert [row[0].value for row in sheet.iter_rows(min_row=6, max_row=5 + count)] == [
        str(n) for n in range(1, count + 1)
    ]
    assert "ประธานที่ประชุม" in sheet.cell(6 + count, 8).value


def test_nothing_to_decide_is_said() -> None:
    data = replace(consolidation(months=1, is_reported=False), overdue=())
    sheet = read(data)["ขอมติ"]
    assert sheet["A2"].value == "ไม่มีเรื่องที่ต้องขอมติที่ประชุม"
