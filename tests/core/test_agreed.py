from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.agreed import Difference, complete_kpi, differences
from kpi_excel.core.model import NO_LEVELS, Baseline, ScoringMethod
from kpi_excel.core.submission import Word
from tests.core.province import linear, record, small
from tests.core.scoring.samples import levels_of

BARE = linear("1", levels=NO_LEVELS)
TEMPLATE = record(
    "1", c1=60, c2=70, c3=80, c4=90, c5=100, target=95, description="นับเฉพาะ…", evaluation_method="เทียบค่าสะสม",
    baseline_y3=30, baseline_y2=Word.NO_DATA, baseline_y1=34,
)  # fmt: skip


def test_blank_cells_take_the_templates_values() -> None:
    kpi = complete_kpi(small(), BARE, TEMPLATE)
    assert kpi.levels == levels_of(60, 70, 80, 90, 100)
    assert (kpi.target, kpi.description, kpi.guideline) == (95, "นับเฉพาะ…", "เทียบค่าสะสม")
    assert kpi.baselines == (Baseline(2553, Decimal(30)), Baseline(2554, None, False), Baseline(2555, Decimal(34)))


def test_filled_cells_are_agreed__the_template_fills_only_the_rest() -> None:
    agreed = replace(BARE, levels=levels_of(10, None, 30, None, 50), target=Decimal(1), guideline="ตกลงแล้ว")
    kpi = complete_kpi(small(), agreed, TEMPLATE)
    assert kpi.levels == levels_of(10, 70, 30, 90, 50)
    assert (kpi.target, kpi.guideline, kpi.description) == (1, "ตกลงแล้ว", "นับเฉพาะ…")


def test_base_years_chosen_in_the_registry_get_no_company() -> None:
    chosen = replace(BARE, method=ScoringMethod.GROWTH, baselines=(Baseline(2555, Decimal(40)),))
    kpi = complete_kpi(small(), chosen, TEMPLATE)
    assert [(base.year, base.value) for base in kpi.baselines if base.is_base] == [(2555, 40)]


def test_step_names_come_step_by_step__without_blank_ones_at_the_end() -> None:
    milestone = replace(BARE, method=ScoringMethod.MILESTONE, level_texts=("ประชุม",))
    kpi = complete_kpi(small(), milestone, record("1", step1="อื่น", step2="สำรวจ", step3="", step4="สรุป", step5=""))
    assert kpi.level_texts == ("ประชุม", "สำรวจ", "", "สรุป")
    assert complete_kpi(small(), milestone, record("1", target=1)).level_texts == ("ประชุม",)


def test_without_a_template_the_registry_stands_alone() -> None:
    assert complete_kpi(small(), BARE, None) is BARE


def test_differences_are_told_for_filled_cells_only() -> None:
    agreed = replace(
        BARE, levels=levels_of(60, 70, 82, 90, 100), description="นับ  เฉพาะ…", baselines=(Baseline(2555, Decimal(33)),)
    )
    found = list(differences(small(), agreed, TEMPLATE))
    assert found == [
        Difference("c3", Decimal(82), Decimal(80)),
        Difference("baseline_y1", Decimal(33), Decimal(34)),
        Difference("description", "นับ  เฉพาะ…", "นับเฉพาะ…"),
    ]


def test_spacing_and_trailing_zeros_are_no_difference() -> None:
    agreed = replace(BARE, target=Decimal("95.00"), description="นับเฉพาะ…  ")
    assert not list(differences(small(), agreed, TEMPLATE))
