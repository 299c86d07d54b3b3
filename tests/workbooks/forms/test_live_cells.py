"""Every formula of every form, recalculated by real programs: what we wrote beside it is what it gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpi_excel.workbooks.forms.form import write_form
from tests.programs import Sheets
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    FEBRUARY,
    KPI_TEMPLATE,
    MARCH,
    PLAN,
    TEMPLATE,
    Workshop,
    cells_of,
    differences,
    formula_count,
)

Recalculate = Callable[[bytes], Sheets]
MONTHLY_TH = [(agency, FEBRUARY, "monthly_progress", "th") for agency in ("DPM", "PRO", "POL", "ENE", "ADM")]
BLANK = [
    *MONTHLY_TH, ("PRO", FEBRUARY, "monthly_progress", "en"), ("PRO", FEBRUARY, "policy_report", "th"),
    ("DPM", TEMPLATE, KPI_TEMPLATE, "th"), ("ADM", TEMPLATE, KPI_TEMPLATE, "en"), ("PRO", PLAN, ACTION_PLAN, "th"),
]  # fmt: skip


@pytest.mark.parametrize(("agency", "period", "form", "lang"), BLANK)
def test_formulas_give_what_we_wrote__blank_forms(
    workshop: Workshop, recalculate: Recalculate, agency: str, period: str, form: str, lang: str
) -> None:
    data = workshop.written(agency, period, form, lang).data

    assert formula_count(data) > 5
    assert differences(data, recalculate(data)) == []


@pytest.mark.parametrize("lang", ["th", "en"])
def test_formulas_give_what_we_wrote__filled_forms_and_those_sent_back(
    workshop: Workshop, recalculate: Recalculate, lang: str
) -> None:
    written = {name: data for name, data in workshop.as_sent(lang) if lang == "th" or "PRO" in name}

    assert len(written) >= 2
    assert {name: found for name, data in written.items() if (found := differences(data, recalculate(data)))} == {}


def test_recalculation_ignores_what_the_file_says__a_wrong_value_is_found(
    workshop: Workshop, recalculate: Recalculate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guards the guard: with 1 added to every number we write beside a formula, differences must show."""
    from kpi_excel.workbooks.writing import Sheet

    honest = Sheet.formula

    def lying(self: Sheet, row: int, column: int, formula: str, style: object, value: object) -> None:
        honest(self, row, column, formula, style, value + 1 if isinstance(value, int | float) else value)  # type: ignore[arg-type]

    monkeypatch.setattr(Sheet, "formula", lying)
    data = write_form(workshop.content("DPM"), workshop.house.key).data

    assert differences(data, recalculate(data))


LIVE = (
    "พร้อมส่ง ✓", "เหลือ 2 จุด\n", "ครบ ✓", "ค้าง 6 รายการ", "เหลือแก้ 6 จุด", "แก้ข้อ 1", "ยังไม่แก้", "แผ่นนี้ 4 จุด",
    "5   100 ขึ้นไป", "ระดับ 2 เริ่มที่", "ขั้นถัดไปคือขั้นที่ 3", "■", "ระดับ 1 ✓    ระดับ 2", "✓ เรียงจากมากไปน้อย",
)  # fmt: skip


def test_all_kinds_of_live_cells_are_there__so_that_the_proof_means_something(workshop: Workshop) -> None:
    forms = [*dict(workshop.as_sent()).values(), workshop.blank("DPM", MARCH)]
    texts = {str(value) for data in forms for cells in cells_of(data).values() for value in cells.values()}

    assert [start for start in LIVE if not any(text.startswith(start) for text in texts)] == []
    assert any("◄ ท่านอยู่ที่นี่" in text for text in texts)
