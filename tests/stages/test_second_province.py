"""Another province in another year, with other KPIs, weights and every scoring method: from its registry alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.model import (
    Accumulation,
    Agency,
    Baseline,
    CalendarRule,
    Direction,
    Kpi,
    Part,
    Person,
    Registry,
    RollRule,
    ScoringMethod,
    Settings,
)
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.submission import Verdict
from kpi_excel.core.text import Text
from kpi_excel.stages.setup import begin_empty, check_workspace
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests import programs
from tests.stages.desk import MONTHLY, Desk, codes, tree
from tests.workbooks.consolidated.reading import load

MONTH = "2557-11"
STEPS = ("แต่งตั้งคณะทำงาน", "จัดทำแผน", "ดำเนินงาน", "ประเมินผล", "เผยแพร่")


def levels(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


ONE_TO_FIVE = levels("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Case:
    """A KPI of the province, what its agency types, and the score worked out by hand."""

    kpi_no: str
    method: ScoringMethod
    weight: int
    host: str
    typed: dict[str, str | float]
    """Place in the monthly form → what is typed."""
    score: str | None
    more: dict[str, object]


M = ScoringMethod
CASES = (
    # levels 2 and 4 are left out: 3 + (26 − 20) ÷ (50 − 20) × 2
    Case("1.1", M.LINEAR, 10, "WAT", {"results K1.1 result": 26}, "3.4000", {"levels": levels("10", None, "20", None, "50")}),
    # the lower the better: 2 + (40 − 33) ÷ 10; and 1.10 is not 1.1
    Case("1.10", M.LINEAR, 5, "WAT", {"results K1.10 result": 33}, "2.7000",
         {"levels": levels("50", "40", "30", "20", "10"), "direction": Direction.DOWN}),
    # 45 of 60 = 75: 2 + (75 − 70) ÷ 10
    Case("2.1", M.LINEAR, 10, "FOR", {"inputs K2.1/numerator value": 45, "inputs K2.1/denominator value": 60}, "2.5000",
         {"levels": levels("60", "70", "80", "90", "100"), "accumulation": Accumulation.RATIO, "unit": "ร้อยละ"}),
    # mean of the base years 250; (275 − 250) ÷ 250 = 10 percent
    Case("2.2", M.GROWTH, 5, "FOR", {"inputs K2.2/actual value": 275}, "2.0000",
         {"levels": levels("5", "10", "15", "20", "25"),
          "baselines": (Baseline(2555, Decimal(999), is_base=False), Baseline(2556, Decimal(200)), Baseline(2557, Decimal(300)))}),
    Case("3", M.MILESTONE, 10, "TEA", {f"inputs K3/step{n} value": "เสร็จ" if n <= 3 else "ยังไม่เสร็จ" for n in range(1, 6)}, "3.0000",
         {"level_texts": STEPS}),
    # four steps and 60 percent of the last
    Case("4", M.MILESTONE, 10, "TEA",
         {f"inputs K4/step{n} value": "เสร็จ" if n <= 4 else "ยังไม่เสร็จ" for n in range(1, 6)} | {"inputs K4/fraction value": 60},
         "4.6000", {"level_texts": STEPS, "params": {"fraction": Decimal(1)}}),
    Case("5", M.YES_NO, 5, "TEA", {"results K5 result": "มี"}, "5.0000", {}),
    # (60 × 3.5 + 40 × 2.5) ÷ 100
    Case("6", M.COMPOSITE, 10, "WAT", {"inputs K6/A value": 3.5, "inputs K6/B value": 25}, "3.1000",
         {"parts": (Part("A", "ส่วนแรก", Decimal(60), ONE_TO_FIVE), Part("B", "ส่วนหลัง", Decimal(40), levels("10", "20", "30", "40", "50")))}),
    # the second case holds: 0.2 × 2 + 0.8 × 4
    Case("8", M.CONDITIONAL_WEIGHTS, 10, "WAT", {"inputs K8/case value": "ไม่มี", "inputs K8/X value": 2, "inputs K8/Y value": 4}, "3.6000",
         {"parts": (Part("X", "ส่วน X", Decimal("0.7"), ONE_TO_FIVE, Decimal("0.2")), Part("Y", "ส่วน Y", Decimal("0.3"), ONE_TO_FIVE, Decimal("0.8")))}),
    # (1.5 + 1.25) × 1.10, three places
    Case("9.1", M.EXTERNAL_SCORE, 10, "FOR", {"inputs K9.1/1 value": 1.5, "inputs K9.1/2 value": 1.25, "inputs K9.1/bonus value": "มี"}, "3.0250",
         {"parts": (Part("1", "ข้อ 1"), Part("2", "ข้อ 2")),
          "params": {"bonus_percent": Decimal(10), "cap": Decimal(5), "places": Decimal(3)}}),
    # 57.5 is 15 percent off 50: 5 − (15 − 10) ÷ 10 × (5 − 1)
    Case("9.2", M.TWO_SIDED_BAND, 10, "FOR", {"results K9.2 result": 57.5}, "3.0000",
         {"params": {"centre": Decimal(50), "full": Decimal(10), "zero": Decimal(20), "top": Decimal(5), "floor": Decimal(1)}}),
    # the deviation itself is reported: 5 − (12 − 10) ÷ 10 × 5
    Case("9.10", M.TWO_SIDED_BAND, 5, "FOR", {"results K9.10 result": 12}, "4.0000", {}),
    Case("10", M.NOT_ASSESSED, 0, "TEA", {"results K10 result": 7}, None, {}),
)  # fmt: skip
GROUPS = {"1": "ป่าไม้", "2": "น้ำ", "9": "เมือง"}
AGENCIES = (
    Agency("WAT", "สำนักงานทรัพยากรน้ำ", short="สนง.น้ำ", phone="053-000-001", contact="นางสาวอรุณี ตัวอย่าง"),
    Agency("FOR", "สำนักงานป่าไม้", aliases=("ป่าไม้จังหวัด",), phone="053-000-002", contact="นายบุญมี ตัวอย่าง"),
    Agency("TEA", "สำนักงานศึกษาธิการ", phone="053-000-003", contact="นางมาลัย ตัวอย่าง"),
)


def registry() -> Registry:
    leaves = [
        Kpi(case.kpi_no, f"ตัวชี้วัดที่ {case.kpi_no} ของจังหวัด", case.method, weight=Decimal(case.weight), host=case.host,
            parent_no=case.kpi_no.split(".")[0] if "." in case.kpi_no else "", dimension_no="1", dimension="มิติเดียว",
            guideline="นับตามทะเบียน", **case.more)  # type: ignore[arg-type]
        for case in CASES
    ]  # fmt: skip
    groups = [
        Kpi(no, name, M.GROUP, dimension_no="1", dimension="มิติเดียว",
            weight=sum((kpi.weight for kpi in leaves if kpi.parent_no == no), Decimal(0)))
        for no, name in GROUPS.items()
    ]  # fmt: skip
    order = sorted([*groups, *leaves], key=lambda kpi: [int(part) for part in kpi.kpi_no.split(".")])
    settings = Settings("นครสมมติ", FiscalYear(2558), office="สำนักงานจังหวัดนครสมมติ", office_phone="053-000-000")
    calendar = (
        CalendarRule("kpi_template", on_date=date(2014, 10, 31)),
        CalendarRule("action_plan", on_date=date(2014, 11, 15)),
        # the 25th of the month after, or the next working day: the 25th is a holiday here
        CalendarRule("monthly_progress", day_of_month=25, month_offset=1, first_period=MONTH, roll=RollRule.NEXT),
    )
    people = tuple(Person(case.kpi_no, "keeper", "นายเก็บ ข้อมูล", phone="081-000-0000") for case in CASES)
    return Registry(settings, AGENCIES, tuple(order), people=people, calendar=calendar, holidays={date(2014, 12, 25): "วันหยุดพิเศษ"})


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The province with November reported by everybody."""
    root = tmp_path_factory.mktemp("second") / "นครสมมติ 2558"
    begin_empty(root, "นครสมมติ", 2558)
    (root / "registry.xlsx").write_bytes(write_registry(tables_of(registry())))
    desk = Desk(root)
    desk.send_out("2014-10-01", forms=("kpi_template", "action_plan"))
    desk.send_out("2014-11-01", MONTH)
    for agency in AGENCIES:
        form = desk.form(agency.code, MONTH)
        for case in CASES:
            if case.host == agency.code:
                words = {f"words K{case.kpi_no} status": "ตามแผน", f"words K{case.kpi_no} next_work": "ทำต่อ"}
                for where, typed in (case.typed | words).items():
                    assert form.type_into(where, typed), where
        for caption, typed in (("ผู้รายงาน (ชื่อ ตำแหน่ง)", agency.contact), ("โทรศัพท์", agency.phone)):
            form.type_below(caption, typed)
        item = desk.take_one(form, "2014-12-20", name=f"{agency.code}.xlsx")
        assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, []), item.judgement.findings
    return desk


@pytest.fixture(scope="module")
def data(province: Desk) -> Consolidation:
    return province.look(MONTH, "2014-12-31")


def test_registry__only_the_forms_it_does_not_ask_for_are_remarked(province: Desk) -> None:
    reading = check_workspace(province.root)

    assert reading.is_usable
    assert [f.code for f in reading.findings] == ["registry-form-without-due-date"] * 2


def test_every_method_is_there() -> None:
    assert {case.method for case in CASES} | {M.GROUP} == set(ScoringMethod)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kpi_no} {case.method.value}")
def test_score_is_the_one_worked_out_by_hand(data: Consolidation, case: Case) -> None:
    (line,) = [line for line in data.lines if line.kpi.kpi_no == case.kpi_no]

    assert line.score.value == (None if case.score is None else Decimal(case.score))
    assert line.weight == case.weight
    if case.score is not None:
        assert line.score.steps and all(isinstance(step, Text) for step in line.score.steps)


def test_total_is_the_weighted_mean(data: Consolidation) -> None:
    by_hand = sum((Decimal(case.score) * case.weight for case in CASES if case.score), Decimal(0)) / 100

    assert data.total.score == by_hand.quantize(Decimal("0.0001"))
    assert data.total.covered == data.total.weight == 100


def test_deadline__the_month_after_rolled_over_the_holiday(data: Consolidation) -> None:
    found = {(line.nominal_due, line.due, line.state.value) for line in data.obligations if (line.form, line.period) == (MONTHLY, MONTH)}

    assert found == {(date(2014, 12, 25), date(2014, 12, 26), "received")}


def test_nothing_of_the_sample_province_is_in_its_files(province: Desk) -> None:
    province.merged(MONTH, "2014-12-31")
    texts = set()
    for name, content in tree(province.root, "outbox").items():
        if name.endswith(".xlsx"):
            for sheet in load(content).worksheets:
                texts |= {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}

    assert any("นครสมมติ" in text for text in texts) and any("2557" in text for text in texts)
    assert [text for text in texts if "ระยอง" in text or "ปีงบประมาณ พ.ศ. 2556" in text or "2556-" in text] == []


@pytest.mark.program
@pytest.mark.skipif(bool(programs.skip_reason(programs.LIBREOFFICE)), reason=programs.skip_reason(programs.LIBREOFFICE))
def test_every_method_recalculated_by_libreoffice_equals_the_engine(province: Desk, data: Consolidation, tmp_path: Path) -> None:
    cells = programs.recalculate(province.merged(MONTH, "2014-12-31"), programs.LIBREOFFICE, tmp_path)["คะแนน"]
    heads = {value: column for (row, column), value in cells.items() if row == 5}
    rows = {str(value): row for (row, column), value in cells.items() if column == 0}
    for line in data.lines:
        found = cells.get((rows[line.kpi.kpi_no], heads["คำนวณ"]))
        if line.score.value is None:
            assert not isinstance(found, int | float), line.kpi.kpi_no
        else:
            assert abs(Decimal(str(found)) - line.score.value) < Decimal("0.00005"), line.kpi.kpi_no
