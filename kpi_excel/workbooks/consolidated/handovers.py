"""The block of hand-overs on `หลักฐาน`: who left, who came, and the evidence that changes hands."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.registers import EvidenceLine, HandoverLine, role_word
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.register_blocks import (
    AGENCY,
    KPI,
    ORIGIN,
    SOURCE,
    STATE,
    STATUS,
    Block,
    looks,
    open_block,
    status_style,
    write_row,
    write_source,
)
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column, fitted
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

_EVIDENCE = 3
BLOCK = Block(
    Text("การส่งมอบเมื่อเปลี่ยนผู้จัดเก็บข้อมูลหรือผู้กำกับดูแล", "Hand-overs of data keepers and supervisors"),
    Text("ไม่มีการเปลี่ยนตัวในปีนี้", "Nobody has changed this year"),
    {0: KPI, 2: AGENCY, _EVIDENCE: Text("สิ่งที่ส่งมอบ และหลักฐาน", "What changes hands"), 4: Text("หน้าที่", "Role"),
     5: Text("เหตุผล", "Why"), 6: Text("ตั้งแต่", "Since"), 7: Text("จาก", "From"), 8: Text("ถึง", "To"),
     STATUS: STATE, SOURCE: ORIGIN},
)  # fmt: skip


def changes_of_people(context: Context) -> list[list[HandoverLine]]:
    """The hand-overs, those of one person for several KPIs together."""
    groups: dict[tuple[object, ...], list[HandoverLine]] = {}
    for line in context.data.handovers:
        name = (line.is_recorded, line.agency, line.role, line.from_whom, line.to_whom, line.on, line.what, line.reason)
        groups.setdefault(name, []).append(line)
    return list(groups.values())


def write_handovers(sheet: Sheet, context: Context, columns: Sequence[Column], row: int) -> int:
    """A row per change of person, those that nobody recorded first; below it, what changes hands. Returns the last row."""
    groups = changes_of_people(context)
    bare = sum(1 for group in groups if not group[0].is_recorded)
    aside = Text(f"ไม่มีบันทึก {bare} จาก {len(groups)}", f"{bare} of {len(groups)} not recorded")
    row = open_block(sheet, context, columns, row, BLOCK, aside if groups else None)
    for group in groups:
        row += 1
        _write_group(sheet, context, columns, row, group)
        for entry in (entry for line in group for entry in line.evidence):
            row += 1
            _write_document(sheet, columns, row, entry)
    return row


def _write_group(
    sheet: Sheet, context: Context, columns: Sequence[Column], row: int, group: list[HandoverLine]
) -> None:
    first, is_recorded = group[0], group[0].is_recorded
    body, quiet, strong = looks(sheet)
    nobody = context.pick("ยังไม่มีผู้รับช่วง", "nobody yet")
    state = Text("บันทึกแล้ว", "recorded") if is_recorded else Text("ยังไม่มีบันทึกส่งมอบ", "not recorded")
    cells = (
        Cell(0, ", ".join(line.kpi_no for line in group), 13, body),
        Cell(2, context.agency(first.agency), 12, quiet),
        Cell(_EVIDENCE, _changing_hands(context, group), 12, body),
        Cell(4, context.say(role_word(first.role)), 12, quiet),
        Cell(5, first.reason or DASH, 12, quiet),
        Cell(6, context.day(first.on) or DASH, 12, quiet),
        Cell(7, first.from_whom or DASH, 13, body),
        Cell(8, first.to_whom or nobody, 13, body if first.to_whom else strong),
        Cell(STATUS, context.say(state), 12, status_style(sheet, is_bad=not is_recorded, is_good=is_recorded)),
    )
    write_row(sheet, columns, row, cells)
    write_source(sheet, row, first.source)


def _changing_hands(context: Context, group: list[HandoverLine]) -> str:
    """What the agency said, and how many documents."""
    count = sum(len(line.evidence) for line in group)
    if count:
        counted = context.pick(f"หลักฐาน {count} รายการ", f"{count} documents")
    else:
        counted = context.pick("ไม่มีหลักฐานในชื่อนี้", "nothing filed under this name")
    return "\n".join(part for part in (group[0].what, counted) if part)


def _write_document(sheet: Sheet, columns: Sequence[Column], row: int, entry: EvidenceLine) -> None:
    """One document and where it is kept, on one line across the columns of who and why."""
    quiet = sheet.book.formats(size=12, font_color=GREY, bottom=1, bottom_color=HAIR)
    said = fitted(f"{entry.document} ({entry.place or DASH})", columns[_EVIDENCE:STATUS], 12)
    sheet.raw.set_row(row, 24)
    for at in range(len(columns)):
        sheet.blank(row, at, quiet)
    sheet.text(row, 0, entry.kpi_no, quiet)
    sheet.text(row, _EVIDENCE, said, quiet)
    write_source(sheet, row, entry.source)
