from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.model import Baseline, Kpi, Person, ScoringMethod
from kpi_excel.core.submission import Row, Value
from kpi_excel.forms.build_pages import METHOD_WORDS
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.known import Known
from tests.core.province import linear, small
from tests.core.scoring.samples import part_of
from tests.forms.issuing import issue

KPI = linear(
    "1", description="นับเฉพาะในเขตเมือง", guideline="ใช้ผล ณ สิ้นปี", target=Decimal(80), supporting=("LAB", "POL"),
    baselines=(Baseline(2553, Decimal(50)), Baseline(2555, None), Baseline(2550, Decimal(9))),
)  # fmt: skip


def page(kpi: Kpi = KPI, known: Known | None = None, people: tuple[Person, ...] = (), lang: str = "th") -> RowContent:
    registry = small(kpi, people=people)
    found = issue("kpi_template", "DPM", lang, known, registry).content.sheets[0].page
    assert found is not None
    return found


def test_page__what_the_registry_knows_stands_in_its_inputs() -> None:
    assert page().filled == {
        "baseline_y3": Decimal(50), "baseline_y1": "ไม่มีข้อมูล", "target": Decimal(80), "description": "นับเฉพาะในเขตเมือง",
        "evaluation_method": "ใช้ผล ณ สิ้นปี",
        "supporting": "LAB, POL", "c1": Decimal(60), "c2": Decimal(70), "c3": Decimal(80), "c4": Decimal(90), "c5": Decimal(100),
    }  # fmt: skip


def test_page__states_in_the_language_of_the_form() -> None:
    assert page(lang="en").filled["baseline_y1"] == "no data"


def test_page__what_was_accepted_goes_before_the_registry() -> None:
    known = Known(pages={"1": Row("K1", {"target": Value(Decimal(85)), "rationale": Value("เพราะ"), "unit": Value("x")})})

    assert (page(known=known).filled["target"], page(known=known).filled["rationale"]) == (Decimal(85), "เพราะ")
    assert "unit" not in page(known=known).filled


def test_page__people_in_charge_at_the_end_of_the_year() -> None:
    people = (
        Person("1", "supervisor", "นายเก่า", "หัวหน้า", until=date(2013, 1, 31)),
        Person("1", "supervisor", "นายใหม่", "หัวหน้าสำนักงาน", "038-555-101", since=date(2013, 2, 1)),
        Person("1", "keeper", "นางมาลี"),
    )
    filled = page(people=people).filled

    assert {key: filled[key] for key in filled if "supervisor" in key or "keeper" in key} == {
        "supervisor": "นายใหม่", "supervisor_position": "หัวหน้าสำนักงาน", "supervisor_phone": "038-555-101", "keeper": "นางมาลี",
    }  # fmt: skip


def test_page__only_what_its_method_asks_for() -> None:
    steps = linear("1", method=ScoringMethod.MILESTONE, levels=(None,) * 5, level_texts=("สำรวจ", "วางแผน"), target=Decimal(5))

    assert page(steps).filled == {"step1": "สำรวจ", "step2": "วางแผน"}


@pytest.mark.parametrize("method", [m for m in ScoringMethod if m is not ScoringMethod.GROUP])
def test_page__every_method_has_its_words(method: ScoringMethod) -> None:
    kpi = linear("1", method=method, parts=(part_of("G1", 0.5, (1, 2, 3, 4, None), "0.4"),), guideline="ดูคู่มือหน้า 12")
    locked = page(kpi).locked

    assert METHOD_WORDS[method].th in locked["method"]
    assert locked["criteria_text"]


def test_page__criteria_of_parts_and_weights_by_round() -> None:
    kpi = linear(
        "1", weight="2.50", method=ScoringMethod.COMPOSITE, parts=(part_of("G1", 0.5, (1, 2, 3, 4, None)),),
        round_weights={6: Decimal(2), 12: Decimal("3.0")}, start_round=9,
    )  # fmt: skip
    locked = page(kpi).locked

    assert locked["criteria_text"] == "G1 ส่วน G1 (0.5): 1 / 2 / 3 / 4 / –"
    assert locked["weight"] == "2.5  6: 2, 12: 3"
    assert locked["rounds"] == "9, 12 เดือน"


def test_page__cancelled_kpi_is_not_assessed_from_that_round_on() -> None:
    assert page(replace(KPI, cancel_round=9)).locked["rounds"] == "6 เดือน"


def test_page__blank_facts_are_dashes() -> None:
    bare = Kpi("1", "x", ScoringMethod.LINEAR, host="DPM")

    assert {page(bare).locked[key] for key in ("dimension", "strategic_issue", "goal", "unit")} == {"–"}
    assert page(bare).filled == {}
