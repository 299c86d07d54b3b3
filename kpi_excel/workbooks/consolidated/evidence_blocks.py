"""The blocks under the evidence register: the governor's approvals, hand-overs, and what came without a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Source
from kpi_excel.core.model import ReceivedWithoutFile
from kpi_excel.core.registers import ApprovalLine, ApprovalState, HandoverLine, role_word
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column, write_remark, write_section, write_wrapped
from kpi_excel.workbooks.consolidated.words import DASH, form_word, out_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, LINK, NAVY, PEACH, RULE
from kpi_excel.workbooks.writing import Sheet


@dataclass(frozen=True, slots=True)
class Block:
    """A block on the register's grid: its heading, what stands there when it is empty, its column names by place."""

    title: Text
    empty: Text
    heads: Mapping[int, Text]


_Columns = Sequence[Column]
_MOST_LINES = 14
_EVIDENCE, _STATUS, _SOURCE = 3, 10, 11

_KPI, _AGENCY = Text("ตัวชี้วัด", "KPI"), Text("หน่วยงาน", "Agency")
_STATE, _ORIGIN = Text("สถานะ", "Status"), Text("ที่มา", "Source")

APPROVALS = Block(
    Text("ผู้ว่าราชการจังหวัดเห็นชอบรายงานสรุป (SAR)", "The governor's approval of the summary reports (SAR)"),
    Text("ยังไม่ถึงรอบประเมินตนเอง", "No round of self-assessment yet"),
    {0: _KPI, 1: Text("รอบ", "Round"), 2: _AGENCY, 3: Text("รายงาน", "Report"), 5: Text("เลขที่หนังสือ", "Letter"),
     6: Text("ลงวันที่", "Dated"), 7: Text("ที่เก็บหรือไฟล์", "Place or file"), _STATUS: _STATE, _SOURCE: _ORIGIN},
)  # fmt: skip
HANDOVERS = Block(
    Text("การส่งมอบเมื่อเปลี่ยนผู้จัดเก็บข้อมูลหรือผู้กำกับดูแล", "Hand-overs when a data keeper or supervisor changes"),
    Text("ไม่มีการเปลี่ยนตัวในปีนี้", "Nobody has changed this year"),
    {0: _KPI, 2: _AGENCY, _EVIDENCE: Text("สิ่งที่ส่งมอบ และหลักฐาน", "What changes hands"), 4: Text("หน้าที่", "Role"),
     5: Text("เหตุผล", "Why"), 6: Text("ตั้งแต่", "Since"), 7: Text("จาก", "From"), 8: Text("ถึง", "To"),
     _STATUS: _STATE, _SOURCE: _ORIGIN},
)  # fmt: skip
RECEIVED = Block(
    Text("รายงานที่ได้รับโดยไม่มีไฟล์ ถือว่าส่งแล้ว", "Reports received without a file, counted as sent"),
    Text("ไม่มี", "None"),
    {0: _KPI, 2: _AGENCY, 3: Text("รายงาน", "Report"), 4: Text("ทาง", "Channel"), 6: Text("วันที่รับ", "Received"),
     7: Text("ใครรับ เก็บที่ใด", "Who took it, where it is")},
)  # fmt: skip

_APPROVAL_WORDS = {
    ApprovalState.APPROVED: Text("เห็นชอบแล้ว", "approved"),
    ApprovalState.MISSING: Text("ยังไม่มีหนังสือเห็นชอบ", "no approval"),
    ApprovalState.NOT_REPORTED: Text("ยังไม่ได้รับรายงาน", "not received"),
}
_WORST_FIRST = (ApprovalState.MISSING, ApprovalState.NOT_REPORTED, ApprovalState.APPROVED)


def write_approvals(sheet: Sheet, context: Context, columns: _Columns, row: int) -> int:
    """One row per letter: its KPIs together; where there is none, per agency and round. Returns the last row."""
    order = {line.kpi.kpi_no: at for at, line in enumerate(context.data.lines)}
    lines = sorted(context.data.approvals, key=lambda line: (*_letter_of(line), order.get(line.kpi_no, len(order))))
    approved = sum(1 for line in lines if line.state is ApprovalState.APPROVED)
    row = _open_block(sheet, context, columns, row, APPROVALS, out_of(approved, len(lines)) if lines else None)
    for _, group in groupby(lines, key=_letter_of):
        row += 1
        _write_approval(sheet, context, columns, row, list(group))
    return row


def _letter_of(line: ApprovalLine) -> tuple[object, ...]:
    """What the KPIs of one letter have in common, the worst and latest first."""
    day = line.on.isoformat() if line.on else ""
    return (_WORST_FIRST.index(line.state), -line.period.months, line.agency, line.number, day, line.place)


def _write_approval(sheet: Sheet, context: Context, columns: _Columns, row: int, group: list[ApprovalLine]) -> None:
    first, is_bare = group[0], group[0].state is ApprovalState.MISSING
    body, quiet, strong = _looks(sheet)
    centred = sheet.book.formats(size=12, font_color=GREY, align="center", bottom=1, bottom_color=HAIR)
    name = first.period.short_label(context.lang)
    style = _status_style(sheet, is_bad=is_bare, is_good=first.state is ApprovalState.APPROVED)
    cells = (
        Cell(0, ", ".join(line.kpi_no for line in group), 13, body),
        Cell(1, str(first.period.months), 12, centred),
        Cell(2, context.agency(first.agency), 12, quiet),
        Cell(3, context.pick(f"รายงานสรุปผล {name}", f"summary report, {name}"), 13, strong if is_bare else body),
        Cell(5, first.number or DASH, 12, quiet),
        Cell(6, context.day(first.on) or DASH, 12, quiet),
        Cell(7, first.place or DASH, 12, quiet),
        Cell(_STATUS, context.say(_APPROVAL_WORDS[first.state]), 12, style),
    )
    _write_row(sheet, columns, row, cells)
    _write_source(sheet, row, first.source, quiet)


def write_handovers(sheet: Sheet, context: Context, columns: _Columns, row: int) -> int:
    """One row per change of person: its KPIs and the evidence that changes hands. Returns the last row."""
    groups: dict[tuple[object, ...], list[HandoverLine]] = {}
    for line in context.data.handovers:
        name = (line.is_recorded, line.agency, line.role, line.from_whom, line.to_whom, line.on, line.what, line.reason)
        groups.setdefault(name, []).append(line)
    bare = sum(1 for group in groups.values() if not group[0].is_recorded)
    aside = Text(f"ไม่มีบันทึก {bare} จาก {len(groups)}", f"{bare} of {len(groups)} not recorded")
    row = _open_block(sheet, context, columns, row, HANDOVERS, aside if groups else None)
    for group in groups.values():
        row += 1
        _write_handover(sheet, context, columns, row, group)
    return row


def _write_handover(sheet: Sheet, context: Context, columns: _Columns, row: int, group: list[HandoverLine]) -> None:
    first, is_recorded = group[0], group[0].is_recorded
    body, quiet, strong = _looks(sheet)
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
        Cell(_STATUS, context.say(state), 12, _status_style(sheet, is_bad=not is_recorded, is_good=is_recorded)),
    )
    # each document on its own line leaves more of a line unused than running text does
    list_column = replace(columns[_EVIDENCE], pixels=columns[_EVIDENCE].pixels * 4 // 5)
    _write_row(sheet, [*columns[:_EVIDENCE], list_column, *columns[_EVIDENCE + 1 :]], row, cells)
    _write_source(sheet, row, first.source, quiet)


def _changing_hands(context: Context, group: list[HandoverLine]) -> str:
    """What the agency said, how many documents, then which, with where each is kept."""
    entries = [entry for line in group for entry in line.evidence]
    if entries:
        count = context.pick(f"หลักฐาน {len(entries)} รายการ", f"{len(entries)} documents")
    else:
        count = context.pick("ไม่มีหลักฐานในชื่อนี้", "nothing filed under this name")
    documents = (f"{entry.kpi_no} {entry.document} ({entry.place or DASH})" for entry in entries)
    return "\n".join(part for part in (group[0].what, count, *documents) if part)


def write_received(sheet: Sheet, context: Context, columns: _Columns, row: int) -> int:
    """What came on paper, by LINE or by telephone by the day of the data, the latest first. Returns the last row."""
    notes = [note for note in context.data.registry.received if note.received_on <= context.data.as_of]
    notes.sort(key=lambda note: (-note.received_on.toordinal(), note.agency, note.form, note.period, note.kpi_no))
    aside = Text(f"{len(notes)} รายการ", str(len(notes))) if notes else None
    row = _open_block(sheet, context, columns, row, RECEIVED, aside)
    for note in notes:
        row += 1
        _write_note(sheet, context, columns, row, note)
    return row


def _write_note(sheet: Sheet, context: Context, columns: _Columns, row: int, note: ReceivedWithoutFile) -> None:
    body, quiet, _ = _looks(sheet)
    cells = (
        Cell(0, note.kpi_no or context.pick("ทุกตัว", "all"), 13, body),
        Cell(2, context.agency(note.agency), 12, quiet),
        Cell(3, f"{context.say(form_word(note.form))} {context.period(note.period)}", 13, body),
        Cell(4, note.channel, 13, body),
        Cell(6, context.day(note.received_on), 12, quiet),
        Cell(7, note.note or DASH, 12, quiet),
    )
    _write_row(sheet, columns, row, cells)


def _open_block(sheet: Sheet, context: Context, columns: _Columns, row: int, block: Block, aside: Text | None) -> int:
    """Heading and column names; without an aside the block is empty and says so. Returns the last row written."""
    write_section(sheet, row, 0, len(columns) - 1, context.say(block.title), context.say(aside or ""))
    if aside is None:
        write_remark(sheet, row + 1, 0, context.say(block.empty))
        return row + 1
    sheet.raw.set_row(row + 1, 24)
    style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
    for at in range(len(columns)):
        sheet.text(row + 1, at, context.say(block.heads.get(at, "")), style)
    return row + 1


def _looks(sheet: Sheet) -> tuple[Format, Format, Format]:
    """Body, second voice, and what needs attention."""
    formats, hair = sheet.book.formats, {"text_wrap": True, "bottom": 1, "bottom_color": HAIR}
    strong = formats(size=13, bold=True, font_color=BERRY, **hair)
    return formats(size=13, **hair), formats(size=12, font_color=GREY, **hair), strong


def _status_style(sheet: Sheet, *, is_bad: bool, is_good: bool) -> Format:
    look = {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    if is_bad:
        return sheet.book.formats(bold=True, bg_color=PEACH, **look)
    return sheet.book.formats(font_color=NAVY if is_good else GREY, **look)


def _write_row(sheet: Sheet, columns: _Columns, row: int, cells: Iterable[Cell]) -> None:
    """A row with its hairline all the way."""
    rule = sheet.book.formats(bottom=1, bottom_color=HAIR)
    for at in range(len(columns)):
        sheet.blank(row, at, rule)
    write_wrapped(sheet, row, columns, cells, most_lines=_MOST_LINES)


def _write_source(sheet: Sheet, row: int, source: Source | None, quiet: Format) -> None:
    if source is not None and row < MOST_LINKS:
        linked = sheet.book.formats(size=12, font_color=LINK, underline=1, bottom=1, bottom_color=HAIR)
        write_link(sheet, row, _SOURCE, source, source.cell, linked, quiet)
