"""Which KPIs a meeting has to look at, in which order, and what is said beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kpi_excel.core.consolidation import Consolidation, KpiLine, PlanState, ResultState
from kpi_excel.workbooks.pack.attention import behind_plan
from tests.workbooks.consolidated.reading import texts
from tests.workbooks.consolidated.sample import consolidation
from tests.workbooks.pack.reading import context_of, month, read, rows_between

SHEET = "ต้องเร่งรัด"
BEHIND, BELOW = "ก. ช้ากว่าแผน", "ข. ต่ำกว่าเกณฑ์"


def numbers(rows: list[list[Any]]) -> list[Any]:
    return [row[0] for row in rows if row[0]]


def changed(data: Consolidation, **by_number: Any) -> Consolidation:
    """Some leaves with other attributes: k1_3={...} for KPI 1.3."""

    def change(line: KpiLine) -> KpiLine:
        return replace(line, **by_number.get("k" + line.kpi.kpi_no.replace(".", "_"), {}))

    return replace(data, lines=tuple(map(change, data.lines)))


def test_minutes__m02_those_behind_plan_stand_out__furthest_first() -> None:
    sheet = month()[SHEET]
    assert numbers(rows_between(sheet, BEHIND, BELOW)) == ["2.2", "3.1.3", "3.2.2", "1.4", "7.2"]
    far = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "ช้ามาก")
    assert far.fill.fgColor.rgb == "FFF7A36F" and far.font.bold


def test_minutes__m02_problem_measure_next_step_and_help_stand_beside_each() -> None:
    data = changed(consolidation(), k2_2={"words": {
        "problem": "ราคาตก", "measure": "มหกรรมผลไม้", "next_work": "ลงนามกับห้าง", "help_wanted": "yes"}})  # fmt: skip
    row = rows_between(read(data)[SHEET], BEHIND, BELOW)[0]
    assert row[0] == "2.2"
    assert [value for value in row[9:] if value] == ["ราคาตก", "มหกรรมผลไม้", "ลงนามกับห้าง", "ต้องการ"]


def test_no_measure_is_said__only_where_one_is_owed() -> None:
    rows = rows_between(month()[SHEET], BEHIND, BELOW)
    measures = {row[0]: row[12] for row in rows if row[0]}
    assert measures["3.1.3"] == "ยังไม่แจ้งมาตรการ"
    assert measures["2.2"] == "จัดมหกรรมผลไม้และเชื่อมโยงตลาดห้างค้าส่ง"


def test_below_standard_but_on_plan_is_listed_apart__greatest_gain_first() -> None:
    on_plan = {"plan_state": PlanState.ON_PLAN}
    data = changed(consolidation(), k2_2=on_plan, k3_2_2=on_plan, k7_2=on_plan)
    sheet = read(data)[SHEET]
    assert numbers(rows_between(sheet, BEHIND, BELOW)) == ["3.1.3", "1.4"]
    assert numbers(rows_between(sheet, BELOW)) == ["2.2", "3.2.2", "7.2"]


def test_a_host_that_says_behind_is_behind__without_plan_or_score() -> None:
    nothing = {"plan": None, "plan_state": PlanState.NONE, "words": {"status": "behind"}}
    data = changed(consolidation({"1.3": ResultState.NO_DATA}), k1_3=nothing)
    late = [line.kpi.kpi_no for line in behind_plan(context_of(data))]
    assert late[-1] == "1.3" and len(late) == 6
    assert "แจ้งว่าช้า\nไม่มีข้อมูล" in texts(read(data)[SHEET])


def test_a_kpi_out_of_force_needs_no_attention() -> None:
    data = changed(consolidation({"7.2": ResultState.CANCELLED}), k7_2={"words": {"status": "behind"}})
    assert "7.2" not in [line.kpi.kpi_no for line in behind_plan(context_of(data))]


def test_headline_is_computed() -> None:
    assert month()[SHEET]["A2"].value == "ช้ากว่าแผน 5 ตัว  ต่ำกว่าเกณฑ์ 5 ตัว  ขอให้จังหวัดช่วย 1 ตัว"
    helped = changed(consolidation(), k3_2_2={"words": {"help_wanted": "no"}})
    assert read(helped, "en")["Needs attention"]["A2"].value == "5 behind plan, 5 below standard"
    assert read(consolidation(months=1, is_reported=False))[SHEET]["A2"].value == "ยังไม่มีผลให้เทียบกับแผนและเกณฑ์"


def test_headline_says_so__where_all_is_well() -> None:
    data = consolidation()
    well = tuple(
        replace(line, gain_to_standard=line.gain_to_standard * 0, plan_state=PlanState.ON_PLAN) for line in data.lines
    )
    sheet = read(replace(data, lines=well))[SHEET]
    assert sheet["A2"].value == "ไม่มีตัวชี้วัดที่ช้ากว่าแผนหรือต่ำกว่าเกณฑ์"
    assert [row[1] for row in rows_between(sheet, BEHIND) if row[1]] == ["ไม่มี", "ไม่มี"]


def test_words_of_the_month_are_heard__where_a_self_assessment_gave_the_figures() -> None:
    data = changed(consolidation(), k2_2={"words": {"explanation": "จาก SAR"}})
    row = rows_between(read(data)[SHEET], BEHIND, BELOW)[0]
    assert row[10] == "ราคาผลไม้ตกต่ำช่วงเดือนสิงหาคม และผู้รับซื้อรายใหญ่ลดการรับซื้อ"
    assert row[12] == "จัดมหกรรมผลไม้และเชื่อมโยงตลาดห้างค้าส่ง"
