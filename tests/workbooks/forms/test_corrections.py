"""The list of corrections: what is on it, and what it says when there is nothing to correct."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.content import BLANK, Correction, Feedback, FormContent
from kpi_excel.forms.outside import OutsideText
from kpi_excel.workbooks.forms.form import write_form
from tests.office import Office
from tests.stages.desk import day
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    CORRECTIONS,
    KPI_TEMPLATE,
    PLAN,
    REPORT,
    TEMPLATE,
    Workshop,
    cells_of,
    place,
)


def sheet_of(data: bytes, name: str = CORRECTIONS) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def rewritten(workshop: Workshop, feedback: Feedback) -> bytes:
    content: FormContent = workshop.content("DPM")
    return write_form(replace(content, feedback=feedback), workshop.house.key).data


def texts(data: bytes, name: str = CORRECTIONS) -> list[str]:
    return [str(value) for value in cells_of(data)[name].values()]


def test_items_stand_in_order_with_a_link_to_their_cell__six_faults(workshop: Workshop) -> None:
    data = workshop.feedback("PRO")
    sheet = sheet_of(data)
    expected = [
        "inputs K1.5/numerator value", "inputs K9/P2 value", "results K5 result", "words K10 problem", "words K10 measure",
        "words K11 status",
    ]  # fmt: skip

    assert sheet["B2"].value == "สิ่งที่ต้องแก้ 6 จุด แล้วส่งไฟล์นี้กลับได้เลย"
    assert [sheet.cell(row, 2).value for row in range(10, 16)] == [1, 2, 3, 4, 5, 6]
    targets = [link.location for row in range(10, 16) if (link := sheet.cell(row, 3).hyperlink)]
    assert [target.replace("'", "").split("!") for target in targets] == [list(place(data, where)) for where in expected]
    assert sheet["E10"].value == "“สี่สิบ” เป็นข้อความ ไม่ใช่ตัวเลข"


def test_blank_cell_is_told_what_belongs_there__not_its_own_name(workshop: Workshop) -> None:
    assert sheet_of(workshop.feedback("PRO"))["F13"].value == "ต้องมีเมื่อ “ช้ากว่าแผน” ไม่เกิน 300 อักษร"


def test_faulty_cell_keeps_what_was_typed_and_bears_a_note__marked_form(workshop: Workshop) -> None:
    data = workshop.feedback("DPM")
    name, cell = place(data, "results K3.2.2 result")
    marked = sheet_of(data, name)[cell]

    assert marked.value == "29.3 คน"
    assert marked.comment is not None
    assert marked.comment.text.startswith("ข้อ 1: “29.3 คน”")
    assert (marked.border.left.style, marked.fill.fgColor.rgb) == ("thick", "FFFBD5BF")
    assert "รายงานผลตัวชี้วัดประจำเดือน กุมภาพันธ์ 2556 · ส่งคืนเพื่อแก้ไข" in texts(data, REPORT)


def test_row_says_which_item_it_is__result_and_raw_input(workshop: Workshop) -> None:
    data = workshop.feedback("PRO")
    shown = {code: cells_of(data)[REPORT] for code in ("K1.5", "K5", "K9", "K10", "K12")}
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    status = {code: book[name][cell].value for code in shown for name, cell in (place(data, f"words {code} complete"),)}

    assert status == {"K1.5": "แก้ข้อ 1", "K5": "แก้ข้อ 3", "K9": "แก้ข้อ 2", "K10": "แก้ข้อ 4", "K12": "ครบ ✓"}


def test_nothing_to_correct_is_said_first__confirmations_only(workshop: Workshop) -> None:
    note = Finding("number-read-from-text", Place(sheet=REPORT, cell="G12", kpi_no="3.2.2"), found="๒๙.๓", expected="29.3")
    data = rewritten(workshop, Feedback(day("2013-02-18"), ("3.2.2", "3.2.3"), (), (), confirmations=(note,)))

    shown = texts(data)
    assert "รับครบแล้ว ไม่มีสิ่งที่ต้องแก้" in shown
    assert "ไม่ต้องส่งกลับ" in shown
    assert not any("ต้องแก้" in text for text in shown if "ไม่มีสิ่งที่ต้องแก้" not in text)
    assert not any("ส่งคืนเพื่อแก้ไข" in text for text in texts(data, REPORT))
    assert "เหลือ 8 จุด" in texts(data, REPORT)


def test_text_outside_the_form_is_quoted_and_never_computed__at_most_thirty(workshop: Workshop) -> None:
    outside = tuple(OutsideText(REPORT, f"K{row}", "=1+1") for row in range(40))
    data = rewritten(workshop, Feedback(day("2013-02-18"), ("3.2.2",), (), (), outside=outside))

    assert texts(data).count("“=1+1”") == 30


@pytest.mark.program
def test_item_without_a_cell_of_ours_is_ticked_by_hand__and_counts(workshop: Workshop, office: Office) -> None:
    (correction,) = _corrections(workshop)
    lost = replace(correction, number=2, field="unheard_of")
    feedback = Feedback(day("2013-02-18"), (), ("3.2.2",), (correction, lost))
    data = rewritten(workshop, feedback)
    show = ("show", CORRECTIONS, "G5")

    shown = office.do(data, [show, ("type", CORRECTIONS, "I11", "แก้แล้ว ✓"), show]).read

    assert shown == [[["เหลือแก้ 2 จุด"]], [["เหลือแก้ 1 จุด"]]]


@pytest.mark.program
def test_blank_kpi_keeps_the_form_from_being_ready__until_it_is_filled(workshop: Workshop, office: Office) -> None:
    data = rewritten(workshop, Feedback(day("2013-02-18"), (), (), _blank("3.2.2", "3.2.3")))
    show = ("show", CORRECTIONS, "G5")
    steps: list[tuple[str, ...]] = [show]
    for code in ("K3.2.2", "K3.2.3"):
        for where, typed in ((f"results {code} result", "12.1"), (f"words {code} status", "ตามแผน"), (f"words {code} next_work", "ตั้งด่าน")):
            steps.append(("type", *place(data, where), typed))
        steps.append(show)

    shown = office.do(data, steps).read

    assert [value for ((value,),) in shown] == ["เหลือแก้ 2 จุด", "เหลือแก้ 1 จุด", "พร้อมส่ง ✓"]


@pytest.mark.program
def test_blank_kpi_of_a_plan_is_done__once_it_has_a_whole_step(workshop: Workshop, office: Office) -> None:
    content = workshop.content("DPM", PLAN, ACTION_PLAN)
    feedback = Feedback(day("2013-02-18"), ("3.2.2",), (), _blank("3.2.3"))
    data = write_form(replace(content, feedback=feedback), workshop.house.key).data
    show = ("show", CORRECTIONS, "G5")
    row = "plan P3.2.3-1"
    rest = (("start", "1/2/2556"), ("finish", "1/3/2556"), ("responsible", "มาลี"), ("evidence", "รายงาน"))
    steps = [show, ("type", *place(data, f"{row} step"), "ซักซ้อม"), show]
    steps += [("type", *place(data, f"{row} {key}"), typed) for key, typed in rest]

    shown = office.do(data, [*steps, show]).read

    assert [value for ((value,),) in shown] == ["เหลือแก้ 1 จุด", "เหลือแก้ 1 จุด", "พร้อมส่ง ✓"]


def test_blank_kpi_of_a_page_waits_for_the_page(workshop: Workshop) -> None:
    content = workshop.content("DPM", TEMPLATE, KPI_TEMPLATE)
    feedback = Feedback(day("2013-02-18"), ("3.2.2",), (), _blank("3.2.3"))
    sheet = sheet_of(write_form(replace(content, feedback=feedback), workshop.house.key).data)

    link = sheet["C10"].hyperlink
    assert link is not None and str(link.location).replace("'", "").startswith("K3.2.3!")
    assert "K3.2.3" in str(sheet["I10"].value)


def _blank(*kpi_nos: str) -> tuple[Correction, ...]:
    items = [Finding(BLANK, Place(kpi_no=kpi_no)) for kpi_no in kpi_nos]
    return tuple(Correction(n, item, "", item.place.kpi_no, "", f"K{item.place.kpi_no}", "") for n, item in enumerate(items, start=1))


def _corrections(workshop: Workshop) -> tuple[object, ...]:
    from kpi_excel.stages.feedback import feedback_content, standings_of
    from kpi_excel.store.ledger import Ledger

    as_of = day("2013-02-28")
    with Ledger(workshop.house.archive) as ledger:
        receipts = tuple(ledger.receipts(as_of))
    receipt = next(r for r in receipts if (r.agency, r.period, r.form) == ("DPM", "2556-02", "monthly_progress"))
    content = feedback_content(workshop.house, receipt, receipts, as_of, "th", {}, standings_of(workshop.house.registry, receipts, as_of))
    assert content is not None and content.feedback is not None
    return content.feedback.corrections


def test_value_over_a_computed_result__is_told_as_not_used_with_where_it_belongs(workshop: Workshop) -> None:
    where = Text("ค่าดิบในแผ่น “ตัวชี้วัดย่อย”", "the raw figures on their own sheet")
    finding = Finding("result-is-computed", Place(sheet=REPORT, cell="G12", kpi_no="3.1.2"), "81.5", where)
    content = workshop.content("DPM")
    plain = Feedback(day("2013-02-18"), (), (), (), confirmations=(finding,))
    said = texts(write_form(replace(content, feedback=plain), workshop.house.key).data)

    assert any(text.startswith("พิมพ์ไว้แต่ไม่ได้ใช้") for text in said) and not any("ช่วยยืนยัน" in text for text in said)
    assert "ไม่ได้ใช้" in said and where.th in said and "K3.1.2" not in said
