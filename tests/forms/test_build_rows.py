from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.submission import Plain, Row, Value, Word
from kpi_excel.forms.build_rows import filled_from, plain_number, table_rows
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.known import RESULT, Known
from kpi_excel.forms.spec import TableSpec
from tests.core.province import FEB, YEAR, linear
from tests.forms.issuing import specs_of
from tests.forms.reading import KPIS

JANUARY = Period.parse("2556-01")
DIRECT, GROUPED, NOT_YET = KPIS["1.1"], KPIS["4.1"], linear("7", method=ScoringMethod.NOT_ASSESSED, levels=(None,) * 5)


def table(form: str, key: str) -> TableSpec:
    return next(t for sheet in specs_of(YEAR)[form].sheets for t in sheet.tables if t.key == key)


def row(code: str, **plain: Plain) -> Row:
    return Row(code, {key: Value(value, str(value)) for key, value in plain.items()})


def rows(spec: TableSpec, *kpis: Kpi, lang: str = "th", **known: Any) -> list[RowContent]:
    return table_rows(spec, kpis, Known(**known), FEB, lang)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("45", "45"), ("45.0000", "45"), ("0.10", "0.1"), ("-0.0", "0"), ("0", "0"), ("1E+3", "1000"), ("123456.123456", "123456.123456"),
        ("0.00005", "0.00005"), ("3.33335000000000000001", "3.3334"), ("3.33334999999999999999", "3.3333"),
        ("9.230769230769230769230769231", "9.2308"), ("2.00005000000000000000", "2.0001"), ("-2.00005000000000000000", "-2.0001"),
    ],
)  # fmt: skip
def test_number__typed_ones_in_full_computed_ones_half_up_to_four_decimals(number: str, shown: str) -> None:
    assert plain_number(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("value", "th", "en"),
    [
        (Decimal("41.50"), "41.5\nม.ค. 2556", "41.5\nJan 2013"),
        (Decimal(0), "0\nม.ค. 2556", "0\nJan 2013"),
        (True, "มี\nม.ค. 2556", "Yes\nJan 2013"),
        (False, "ไม่มี\nม.ค. 2556", "No\nJan 2013"),
        (Word.NO_DATA, "ไม่มีข้อมูล\nม.ค. 2556", "no data\nJan 2013"),
        (None, "–\nยังไม่เคยรายงาน", "–\nnever reported"),
    ],
)
def test_last_accepted__with_its_month(value: Plain, th: str, en: str) -> None:
    last = {} if value is None else {"1.1": {"result": (value, JANUARY)}}

    for lang, shown in (("th", th), ("en", en)):
        assert rows(table("monthly_progress", "results"), DIRECT, lang=lang, last=last)[0].locked["last_accepted"] == shown


def test_kpi_rows__every_kpi_and_for_computed_ones_the_computed_result() -> None:
    last = {"4.1": {RESULT: (Decimal("3.5"), JANUARY), "part:G1": (Decimal(40), JANUARY)}}
    found = rows(table("monthly_progress", "results"), DIRECT, GROUPED, last=last)

    assert [(item.code, item.locked["last_accepted"]) for item in found] == [
        ("K1.1", "–\nยังไม่เคยรายงาน"), ("K4.1", "3.5\nม.ค. 2556"),
    ]  # fmt: skip


def test_input_rows__one_per_raw_input_of_computed_kpis() -> None:
    last = {"4.1": {"part:G1": (Decimal(40), JANUARY)}, "6": {"step1": (True, JANUARY), "step2": (False, JANUARY)}}
    found = rows(table("monthly_progress", "inputs"), DIRECT, GROUPED, KPIS["6"], last=last)

    assert [item.code for item in found] == ["K4.1/G1", "K4.1/ก 2", *(f"K6/step{n}" for n in range(1, 6))]
    assert [item.locked["last_accepted"] for item in found[:2]] == ["40\nม.ค. 2556", "–\nยังไม่เคยรายงาน"]
    assert found[2].locked["input_name"].endswith("หนึ่ง")
    assert [item.locked["last_accepted"] for item in found[2:4]] == ["เสร็จ\nม.ค. 2556", "ยังไม่เสร็จ\nม.ค. 2556"]


PLAN = {
    "1.1": (
        row("P1.1-1", step="อบรม", finish=date(2013, 1, 31), evidence="รายงานอบรม", level=Decimal(1)),
        row("P1.1-2", step="ตรวจ", finish=date(2013, 2, 28), evidence="รายงานตรวจ", level=Decimal(2)),
        row("P1.1-3", step="สรุป", finish=date(2013, 3, 1), evidence="รายงานสรุป"),
        row("P1.1-4", step="ไม่มีวัน", finish=None, evidence="รายงานลอย"),
    )
}  # fmt: skip


def test_steps__due_by_the_end_of_the_month_and_not_yet_done() -> None:
    steps = table("monthly_progress", "steps")

    assert [item.code for item in rows(steps, DIRECT, plan=PLAN)] == ["P1.1-1", "P1.1-2"]
    assert [item.code for item in rows(steps, DIRECT, plan=PLAN, steps={"P1.1-1": ("done", None), "P1.1-2": ("doing", None)})] == ["P1.1-2"]
    assert rows(steps, DIRECT, plan=PLAN)[1].locked == {"kpi_number": "1.1", "step_text": "ตรวจ", "step_due": "28 ก.พ. 2556"}


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ({}, "รายงานอบรม และอีก 1 รายการ\nภายใน 31 ม.ค. 2556"),
        ({"P1.1-1": ("done", None)}, "รายงานตรวจ\nภายใน 28 ก.พ. 2556"),
        ({"P1.1-1": ("done", None), "P1.1-2": ("done", None)}, "ไม่มีตามแผน"),
    ],
)
def test_evidence_due__the_nearest_first(steps: dict[str, Any], shown: str) -> None:
    assert rows(table("monthly_progress", "words"), DIRECT, plan=PLAN, steps=steps)[0].locked["evidence_due"] == shown


def test_plan__five_levels_to_begin_with_or_the_accepted_steps() -> None:
    plan = table("action_plan", "plan")
    blank = rows(plan, DIRECT, NOT_YET)

    assert [item.code for item in blank] == [*(f"P1.1-{n}" for n in range(1, 6)), *[""] * plan.spare]
    assert blank[2].filled == {"kpi_no": "1.1", "level": Decimal(3)}
    again = rows(plan, DIRECT, plan=PLAN)
    assert [item.code for item in again][:4] == ["P1.1-1", "P1.1-2", "P1.1-3", "P1.1-4"]
    assert again[0].filled == {"kpi_no": "1.1", "step": "อบรม", "finish": "31/1/2556", "level": Decimal(1), "evidence": "รายงานอบรม"}


def test_evidence__registered_then_due_by_plan_each_once_then_spare_rows() -> None:
    evidence = table("monthly_progress", "evidence")
    filed = {"1.1": (row("E1.1-4", document="คำสั่ง"), row("", document="รายงาน  อบรม"))}
    twice = {"1.1": (*PLAN["1.1"], row("P1.1-9", finish=date(2013, 2, 1), evidence="รายงานตรวจ"))}

    found = rows(evidence, DIRECT, plan=twice, evidence=filed)

    assert [(item.code, item.filled.get("document")) for item in found] == [
        ("E1.1-4", "คำสั่ง"), ("E1.1-5", "รายงาน  อบรม"), ("E1.1-6", "รายงานตรวจ"), *[("", None)] * evidence.spare,
    ]  # fmt: skip
    assert found[2].filled == {"kpi_no": "1.1", "document": "รายงานตรวจ", "level": Decimal(2)}


def test_targets__of_kpis_with_a_number() -> None:
    targets = table("action_plan", "targets")
    found = rows(targets, DIRECT, NOT_YET, KPIS["3"], targets={"1.1": row("K1.1", m05=Decimal("40.5"))})

    assert [(item.code, item.filled, item.locked["unit"]) for item in found] == [("K1.1", {"m05": Decimal("40.5")}, "แห่ง")]


def test_reported_elsewhere__carried_over_for_the_agency_to_check() -> None:
    reported = {"1.1": {"result": Decimal("41.5")}, "3": {"answer": True}, "4.1": {"part:G1": Word.NO_DATA}}

    found = rows(table("policy_report", "results"), DIRECT, KPIS["3"], reported=reported)
    assert [item.filled for item in found] == [{"result": Decimal("41.5")}, {"answer": "มี"}]
    assert rows(table("policy_report", "inputs"), GROUPED, reported=reported)[0].filled == {"part:G1": "ไม่มีข้อมูล"}


def test_filled_from__inputs_only_and_nothing_blank() -> None:
    plan = table("action_plan", "plan")

    assert filled_from(plan, row("P1-1", step="ก", months="x", budget=None, level=Decimal(2)), "th") == {"step": "ก", "level": Decimal(2)}
    assert filled_from(plan.columns, row("P1-1", start=date(2013, 1, 5)), "en") == {"start": "5/1/2556"}


def test_a_part_in_percent_is_asked_for_with_its_unit__a_page_is_read_by_the_title_alone() -> None:
    percent, score = replace(GROUPED, unit="ร้อยละ"), replace(GROUPED, unit="ระดับ")
    names = [[item.locked["input_name"] for item in rows(table("monthly_progress", "inputs"), kpi)] for kpi in (percent, score)]
    assert names[0] == [f"{name} (ร้อยละ)" for name in names[1]]
    assert [wanted.title for wanted in inputs_of(percent)] == [wanted.title for wanted in inputs_of(score)]
