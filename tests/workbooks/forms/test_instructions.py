"""The instruction sheet says what this form asks for, on one page."""

from __future__ import annotations

from dataclasses import replace

from kpi_excel.core.text import Text
from kpi_excel.workbooks.forms.form import write_form
from tests.workbooks.forms.workshop import FEBRUARY, KPI_TEMPLATE, MARCH, TEMPLATE, Workshop, cells_of

INSTRUCTIONS = "คำแนะนำ"


def column(data: bytes, number: int) -> list[str]:
    return [str(value) for (_, at), value in sorted(cells_of(data)[INSTRUCTIONS].items()) if at == number]


def test_fields_are_those_of_the_agencys_own_kpis__levels_told_once(workshop: Workshop) -> None:
    told = column(workshop.written("DPM", TEMPLATE, KPI_TEMPLATE).data, 1)

    assert [text for text in told if text.startswith("ระดับ")] == ["ระดับ 1\u00a0*"]
    assert not any(text.startswith("ขั้นที่") for text in told)


def test_minutes__m06_instructions_are_the_first_sheet_of_every_form__from_the_rules_that_check_it(workshop: Workshop) -> None:
    for agency, period, form in (("DPM", FEBRUARY, "monthly_progress"), ("DPM", TEMPLATE, KPI_TEMPLATE), ("DPM", "2556-plan", "action_plan"),
                                 ("ADM", FEBRUARY, "policy_report"), ("DPM", "2556-sar6", "self_assessment")):  # fmt: skip
        data = workshop.written(agency, period, form).data
        sheets = workshop.house.specs[form].sheets
        fields = [f for s in sheets for f in (*(c for t in s.tables for c in t.columns), *(f for b in s.blocks for f in b.fields))]

        assert next(iter(cells_of(data))) == INSTRUCTIONS
        assert len({field.help.th for field in fields if field.is_input} & set(column(data, 2))) >= 6, form


def test_first_step_names_the_sheets_to_fill__as_many_as_there_are(workshop: Workshop) -> None:
    assert "ช่องสีเหลืองในแผ่น “รายงานเดือน” “หลักฐาน”" in column(workshop.written("DPM").data, 1)
    assert "ช่องสีเหลืองในแผ่น “K1.5” ถึง “K12”" in column(workshop.written("PRO", TEMPLATE, KPI_TEMPLATE).data, 1)
    assert any("ขั้นตอนตามแผน" in text for text in column(workshop.blank("DPM", MARCH), 1))


def test_long_notice_is_parted_at_a_blank__never_cut_off_at_the_page(workshop: Workshop) -> None:
    long = "เรียนผู้เกี่ยวข้อง " * 20
    content = replace(workshop.content("DPM", FEBRUARY), notices=((Text("บทเรียน", "Lessons"), (long, "สั้น")),))
    lines = column(write_form(content, workshop.house.key).data, 1)

    first = next(index for index, line in enumerate(lines) if line.startswith("•"))
    assert lines[first].endswith("เรียนผู้เกี่ยวข้อง")
    assert lines[first + 1].startswith("    เรียนผู้เกี่ยวข้อง")
    assert lines[first + 2] == "•  สั้น"


def test_whom_to_call_is_said_last__with_the_number(workshop: Workshop) -> None:
    lines = column(workshop.written("DPM").data, 1)

    assert workshop.house.registry.settings.office_phone in lines[-2]
    assert lines[-1].startswith("ไม่ต้องแก้ชื่อแผ่น")
