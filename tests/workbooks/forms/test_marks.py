"""When a cell that was sent back counts as mended, computed by real programs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, Mark
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType
from kpi_excel.workbooks.forms.marks import note_text, valid_formula
from kpi_excel.workbooks.writing import Book
from tests.programs import Sheets

CHOICES = (Choice("a", Text("ตามแผน", "On plan")), Choice("b", Text("ช้ากว่าแผน", "Behind")))


def field(kind: FieldType, **more: object) -> FieldSpec:
    return FieldSpec("f", kind, Text("ช่อง", "Field"), **more)  # type: ignore[arg-type]


RESULT = field(FieldType.DECIMAL, words=(Word.NO_DATA,), minimum=Decimal(0))
DAY, CHOICE, LEVEL = field(FieldType.DAY), field(FieldType.CHOICE, choices=CHOICES), field(FieldType.WHOLE, minimum=Decimal(1), maximum=Decimal(5))
SHORT = field(FieldType.TEXT, longest=10)
LONG = field(FieldType.LONG_TEXT, longest=1000)

CASES: list[tuple[FieldSpec, Filled, Filled, bool]] = [
    # what was sent back, what stands there now, mended?
    (RESULT, "29.3 คน", "29.3 คน", False), (RESULT, "29.3 คน", "29.3 ราย", False), (RESULT, "29.3 คน", Decimal("29.3"), True),
    (RESULT, "29.3 คน", "ไม่มีข้อมูล", True), (RESULT, "29.3 คน", " ", False), (RESULT, Decimal(-3), Decimal(-4), False),
    (RESULT, Decimal(820), Decimal(820), False), (RESULT, Decimal(820), Decimal(82), True), (RESULT, "", Decimal(0), True),
    (DAY, "29/2/2556", "30/2/2556", False), (DAY, "29/2/2556", "28/2/2556", True), (DAY, "เมื่อวาน", "28 ก.พ. 2556", True),
    (DAY, "", "29/2/2555", True), (DAY, "", "1/2", False), (DAY, "29/2/2556", Decimal(41333), True),
    (CHOICE, "แย่", "ดี", False), (CHOICE, "แย่", "ตามแผน", True), (CHOICE, "", "ช้ากว่าแผน ", True),
    (LEVEL, Decimal(7), Decimal(6), False), (LEVEL, Decimal(7), Decimal("2.5"), False), (LEVEL, Decimal(7), Decimal(3), True),
    (SHORT, "", "พอดีสิบตัว", True), (SHORT, "ยาวเกินไปมาก ๆ", "ยาวเกินไปมาก", False), (SHORT, "ยาวเกินไปมาก ๆ", "สั้น", True),
    (LONG, 'เขา "พูด"\nไว้', 'เขา "พูด"\nไว้', False), (LONG, 'เขา "พูด"\nไว้', "เขาพูดไว้", True),
    (LONG, '"&B1&"', '"&B1&"', False), (LONG, "ก" * 300, "ก" * 300, False), (LONG, "ก" * 300, "ข" * 300, True),
]  # fmt: skip


@pytest.mark.program
def test_cell_is_mended_once_it_holds_something_else_that_fits__every_type(recalculate: Callable[[bytes], Sheets]) -> None:
    book = Book("ทดสอบ")
    sheet = book.sheet("แผ่น")
    for row, (spec, original, now, _) in enumerate(CASES):
        if isinstance(now, Decimal):
            sheet.number(row, 0, now)
        else:
            sheet.text(row, 0, now)
        sheet.formula(row, 1, f'=IF({valid_formula(spec, f"A{row + 1}", original, "th")},"แก้แล้ว","ยัง")', None, "?")
    shown = recalculate(book.close())["แผ่น"]

    wrong = [(case, shown[row, 1]) for row, case in enumerate(CASES) if shown[row, 1] != ("แก้แล้ว" if case[3] else "ยัง")]
    assert wrong == []


def test_note_says_number_finding_and_remedy__as_short_as_programs_want_it() -> None:
    mark = Mark(3, Finding("value-not-a-number", Place(cell="G12"), found="29.3 คน", expected=Text("ตัวเลขล้วน", "a number")))

    assert note_text(mark, "th").startswith("ข้อ 3: “29.3 คน”")
    assert note_text(mark, "en").startswith("Item 3: ")
    long = Mark(1, Finding("value-not-a-number", Place(), found="ก" * 400))
    assert len(note_text(long, "th")) <= 250


def test_text_that_was_sent_back__is_compared_as_it_stands_in_the_cell() -> None:
    assert 'A1<>"ก""=1+1"&CHAR(10)&"ข"' in valid_formula(LONG, "A1", 'ก"\x01\ud800=1+1\r\nข', "th")
