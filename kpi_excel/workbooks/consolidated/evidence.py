"""หลักฐาน: every document by KPI and level, what is owed first; the governor's approvals; hand-overs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Source
from kpi_excel.core.registers import ApprovalState, EvidenceLine, EvidenceState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.approvals import write_approvals
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.evidence_folder import write_folder
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.handovers import changes_of_people, write_handovers
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.out_of_force import CANCELLED, write_left_out
from kpi_excel.workbooks.consolidated.papers import write_papers
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.register_blocks import SOURCE, STATUS
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, FAR_LATE
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, LINK, NAVY, PEACH
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("หลักฐาน", "Evidence")

COLUMNS = (
    Column(Text("ตัวชี้วัด", "KPI"), 78, has_digits=True),
    Column(Text("ระดับ", "Level"), 54, "center"),
    Column(Text("หน่วยงาน", "Agency"), 150),
    Column(Text("เอกสาร", "Document"), 226),
    Column(Text("ประเภท", "Kind"), 122),
    Column(Text("เลขที่", "Number"), 112),
    Column(Text("ลงวันที่", "Dated"), 98, has_digits=True),
    Column(Text("ที่เก็บหรือไฟล์", "Place or file"), 170),
    Column(Text("ผู้เก็บ", "Keeper"), 150),
    Column(Text("เก็บเมื่อ", "Filed on"), 98, has_digits=True),
    Column(Text("สถานะ", "Status"), 134, has_digits=True),
    Column(Text("ที่มา", "Source"), 60),
)

KINDS = {
    "letter": Text("หนังสือราชการ", "official letter"),
    "order": Text("คำสั่ง", "order"),
    "minutes": Text("รายงานการประชุม", "minutes"),
    "photo": Text("ภาพถ่าย", "photograph"),
    "data": Text("ฐานข้อมูล", "database"),
    "report": Text("รายงานสรุปผล", "summary report"),
    "other": Text("อื่น ๆ", "other"),
}
_STATES = (EvidenceState.OWED, EvidenceState.FILED, EvidenceState.EXPECTED)


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The register, then what the governor approved, who handed over to whom, and what came without a file."""
    order = {line.kpi.kpi_no: at for at, line in enumerate(context.data.lines)}
    lines = sorted(context.data.evidence, key=lambda line: _key(line, order))
    top = Top(
        what=context.pick(f"ทะเบียนหลักฐาน {context.year_words}", f"Evidence register, {context.year_words}"),
        headline=_headline(context, lines),
        how=context.pick(
            "ค้าง = ขั้นเสร็จหรือเลยกำหนด แต่ยังไม่ลงทะเบียน  ค้างนานที่สุดอยู่บนสุด  การเห็นชอบและส่งมอบอยู่ท้ายแผ่น",
            "Owed: the step is finished or past its date, nothing is registered; longest first. More blocks below",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    for at, line in enumerate(lines, start=TOP_ROWS + 1):
        _write_line(sheet, context, at, line)
    last = TOP_ROWS + max(1, len(lines))
    if lines:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)
    else:
        none = context.pick("ยังไม่มีแผนหรือทะเบียนหลักฐานที่รับแล้ว", "Neither plan nor register yet")
        write_remark(sheet, last, 0, none)
    last = write_left_out(sheet, context, last, CANCELLED, {line.kpi_no for line in lines})
    blocks = [write_approvals, write_handovers, write_papers]
    if context.data.evidence_files is not None:
        blocks.append(write_folder)
    for write_block in blocks:
        last = write_block(sheet, context, COLUMNS, last + 2)
    freeze(sheet, TOP_ROWS, 2)
    numbers_as_text_are_meant(sheet, last)


def _key(line: EvidenceLine, order: Mapping[str, int]) -> tuple[object, ...]:
    """Owed longest first; the register by KPI and level; then what is to come, soonest first."""
    kpi = (order.get(line.kpi_no, len(order)), line.kpi_no, line.level or Decimal(9))
    due = line.due or date.max
    by_date = () if line.state is EvidenceState.FILED else (due,)
    return (_STATES.index(line.state), *by_date, *kpi, line.dated or date.max, line.document, line.source.cell)


def _headline(context: Context, lines: Sequence[EvidenceLine]) -> str:
    owed = [line for line in lines if line.state is EvidenceState.OWED]
    filed = sum(1 for line in lines if line.state is EvidenceState.FILED)
    if owed:
        count, agencies = len(owed), len({line.agency for line in owed})
        days = max(_days(context, line) for line in owed)
        said = context.pick(
            f"ค้างหลักฐาน {count} รายการ จาก {agencies} หน่วยงาน นานที่สุด {days} วัน  เก็บแล้ว {filed}",
            f"{count} documents owed at {agencies} agencies, the longest by {days} days; {filed} filed",
        )
    elif filed:
        said = context.pick(f"ไม่มีหลักฐานค้าง เก็บแล้ว {filed} รายการ", f"No evidence is owed, {filed} filed")
    else:
        said = context.pick("ยังไม่มีหลักฐานในทะเบียน", "Nothing is registered yet")
    return said + _besides(context)


def _besides(context: Context) -> str:
    """What the blocks below have to say, where it is not well."""
    bare = sum(1 for line in context.data.approvals if line.state is ApprovalState.MISSING)
    changes = sum(1 for group in changes_of_people(context) if not group[0].is_recorded)
    lost = sum(1 for file in context.data.evidence_files or () if not file.is_there)
    said = ""
    if bare:
        said += context.pick(f"  ไม่มีหนังสือเห็นชอบ {bare} ตัวชี้วัด", f"; KPIs without approval: {bare}")
    if changes:
        said += context.pick(f"  ไม่มีบันทึกส่งมอบ {changes}", f"; hand-overs not recorded: {changes}")
    if lost:
        said += context.pick(f"  ไม่พบไฟล์ {lost}", f"; files not found: {lost}")
    return said


def _days(context: Context, line: EvidenceLine) -> int:
    """Days that a document has been owed for."""
    return (context.data.as_of - line.due).days if line.due else 0


def _write_line(sheet: Sheet, context: Context, row: int, line: EvidenceLine) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    is_owed, is_filed = line.state is EvidenceState.OWED, line.state is EvidenceState.FILED
    strong = formats(size=13, bold=is_owed, text_wrap=True, **hair)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **hair)
    indented = formats(size=12, font_color=GREY, text_wrap=True, indent=1, **hair)
    body = formats(size=13, text_wrap=True, **hair) if is_filed else quiet
    centred = formats(size=12, font_color=GREY, align="center", **hair)
    nowhere = formats(size=12, bold=True, font_color=BERRY, text_wrap=True, **hair)
    place = line.place or (context.pick("ไม่ได้บอกที่เก็บ", "no place given") if is_filed else DASH)
    cells = (
        Cell(0, line.kpi_no, 13, strong),
        Cell(1, DASH if line.level is None else plain(line.level), 12, centred),
        Cell(2, context.agency(line.agency), 12, quiet),
        Cell(3, _document(context, line), 13, strong if is_owed else body),
        Cell(4, context.say(KINDS.get(line.kind, line.kind)) or DASH, 12, indented),
        Cell(5, line.number or DASH, 12, quiet),
        Cell(6, context.day(line.dated) or DASH, 12, quiet),
        Cell(7, place, 13, nowhere if is_filed and not line.place else body),
        Cell(8, line.keeper if is_filed else line.responsible or DASH, 12, quiet),
        Cell(9, context.day(line.kept_on) or DASH, 12, quiet),
        Cell(STATUS, _status(context, line), 12, _status_style(sheet, context, line)),
    )
    write_wrapped(sheet, row, COLUMNS, cells)
    source = line.source if row < MOST_LINKS else Source(line.source.sheet, line.source.cell)
    write_link(sheet, row, SOURCE, source, source.cell, formats(size=12, font_color=LINK, underline=1, **hair), quiet)


def _document(context: Context, line: EvidenceLine) -> str:
    """Its name; for what is not registered, the step that it belongs to as well."""
    if line.state is EvidenceState.FILED or not line.step:
        return line.document or DASH
    return context.pick(f"{line.document}\nขั้น {line.step}", f"{line.document}\nstep {line.step}")


def _status(context: Context, line: EvidenceLine) -> str:
    if line.state is EvidenceState.FILED:
        return context.pick("เก็บแล้ว", "filed")
    if line.state is EvidenceState.OWED:
        days = _days(context, line)
        return context.pick(f"ค้าง {days} วัน", f"owed {days} d") if days > 0 else context.pick("ค้าง", "owed")
    until = context.day(line.due)
    return context.pick(f"ครบ {until}", f"due {until}") if until else context.pick("ยังไม่ถึงกำหนด", "not due")


def _status_style(sheet: Sheet, context: Context, line: EvidenceLine) -> Format:
    look = {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    if line.state is EvidenceState.OWED:
        return sheet.book.formats(bold=True, bg_color=AMBER if _days(context, line) >= FAR_LATE else PEACH, **look)
    return sheet.book.formats(font_color=NAVY if line.state is EvidenceState.FILED else GREY, **look)
