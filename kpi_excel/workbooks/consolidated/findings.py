"""ข้อค้นพบ: every finding with place, what is wrong and what to do, the gravest first; then the exemptions."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.core.catalogue import CATALOGUE, message_of, remedy_of, severity_of
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.findings import Severity
from kpi_excel.core.model import Exemption
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
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
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, SEVERITIES, form_word
from kpi_excel.workbooks.styles import GREY, HAIR, INK, PALE, PEACH, RULE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ข้อค้นพบ", "Findings")

COLUMNS = (
    Column(Text("ระดับ", "Severity"), 96, "center"),
    Column(Text("หน่วยงาน", "Agency"), 126),
    Column(Text("แบบ", "Form"), 138),
    Column(Text("งวด", "Period"), 84),
    Column(Text("ตัวชี้วัด", "KPI"), 64),
    Column(Text("แผ่นและช่อง", "Place"), 120),
    Column(Text("สิ่งที่พบ", "Finding"), 296),
    Column(Text("ต้องทำอย่างไร", "What to do"), 262),
    Column(Text("ยกเว้นโดย", "Exempted by"), 132),
    Column(Text("รหัส", "Code"), 124),
)
_MOST_LINES = 8
_EXEMPTION_HEADS = {
    1: Text("หน่วยงาน", "Agency"),
    3: Text("ถึงวันที่", "Until"),
    4: Text("ตัวชี้วัด", "KPI"),
    6: Text("เหตุผล", "Why"),
    8: Text("ยกเว้นโดย", "Exempted by"),
    9: Text("รหัส", "Code"),
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The findings, then the exemptions."""
    order = {agency: at for at, agency in enumerate(context.agencies)}
    lines = sorted(context.data.findings, key=lambda line: _key(line, order))
    top = Top(
        what=context.pick(f"ข้อค้นพบจากการตรวจ {context.year_words}", f"What the checks found, {context.year_words}"),
        headline=_headline(context, lines),
        how=context.pick(
            "ต้องแก้ = ยังไม่นับจนกว่าจะแก้  ควรตรวจ = นับแล้วแต่ควรยืนยัน  แจ้งให้ทราบ = อ่านค่าให้โดยอัตโนมัติ",
            "Correct: not counted yet. Look at: counted, please confirm. Note: read for you",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    for at, line in enumerate(lines, start=TOP_ROWS + 1):
        write_finding(sheet, context, at, line)
    last = TOP_ROWS + len(lines)
    if not lines:
        last += 1
        write_remark(sheet, last, 0, context.pick("ไม่มีข้อค้นพบ", "Nothing was found"))
    else:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)
    freeze(sheet, TOP_ROWS, 2)
    numbers_as_text_are_meant(sheet, _write_exemptions(sheet, context, last + 2))


def _key(line: FindingLine, order: dict[str, int]) -> tuple[object, ...]:
    """The gravest first, what is exempted last among its like; then by agency, period and place."""
    place = line.finding.place
    gravity = (_ORDER.index(_severity(line)), bool(line.exempted_by))
    whose = (order.get(line.agency, len(order)), line.agency, line.period, line.form)
    where = (place.file, place.sheet, place.kpi_no, len(place.cell), place.cell)
    return (*gravity, *whose, *where, line.finding.code)


def _severity(line: FindingLine) -> Severity:
    """A code that this version no longer knows is something to look at."""
    return severity_of(line.finding) if line.finding.code in CATALOGUE else Severity.WARNING


def _headline(context: Context, lines: list[FindingLine]) -> str:
    if not lines:
        return context.pick("ไม่มีข้อค้นพบ", "Nothing was found")
    severities = [_severity(line) for line in lines]
    counts = [
        f"{context.say(SEVERITIES[severity])} {severities.count(severity)}"
        for severity in _ORDER
        if severity in severities
    ]
    agencies = len({line.agency for line in lines if line.agency})
    return "  ".join(counts) + context.pick(f"  จาก {agencies} หน่วยงาน", f"  at {agencies} agencies")


def write_finding(sheet: Sheet, context: Context, row: int, line: FindingLine) -> None:
    """One finding as a row under `COLUMNS`."""
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    finding, place, severity = line.finding, line.finding.place, _severity(line)
    if finding.code in CATALOGUE:
        message, remedy = message_of(finding, context.lang), remedy_of(finding, context.lang)
    else:
        message = context.pick("ไม่มีคำอธิบายของรหัสนี้ในโปรแกรมรุ่นนี้", "This version has no words for this code")
        remedy = DASH
    color = GREY if line.exempted_by else INK
    body = formats(size=13, text_wrap=True, font_color=color, **hair)
    quiet = formats(size=12, text_wrap=True, font_color=GREY, **hair)
    names_file = not line.agency or not (place.sheet or place.cell)
    where = "\n".join(filter(None, (place.file if names_file else "", place.sheet, place.cell)))
    cells = (
        Cell(1, context.agency(line.agency), 13, body),
        Cell(2, context.say(form_word(line.form)), 12, quiet),
        Cell(3, context.period(line.period), 12, quiet),
        Cell(4, place.kpi_no, 13, body),
        Cell(5, where, 12, quiet),
        Cell(6, message, 13, body),
        Cell(7, remedy, 13, body),
        Cell(8, context.say(line.exempted_by), 12, quiet),
        Cell(9, finding.code, 12, quiet),
    )
    write_wrapped(sheet, row, COLUMNS, cells, most_lines=_MOST_LINES)
    style = _severity_style(sheet, severity, is_exempted=bool(line.exempted_by))
    sheet.text(row, 0, context.say(SEVERITIES[severity]), style)


def _severity_style(sheet: Sheet, severity: Severity, *, is_exempted: bool) -> Format:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR, "align": "center"}
    if is_exempted or severity is Severity.NOTE:
        return formats(size=12, font_color=GREY, **hair)
    if severity is Severity.ERROR:
        return formats(size=13, bold=True, bg_color=PEACH, **hair)
    return formats(size=13, bg_color=PALE, **hair)


def _write_exemptions(sheet: Sheet, context: Context, row: int) -> int:
    """The registry's exemptions: honoured, and printed wherever they applied."""
    exemptions = context.data.registry.exemptions
    count = context.pick(f"{len(exemptions)} ข้อ", str(len(exemptions))) if exemptions else ""
    write_section(sheet, row, 0, len(COLUMNS) - 1, context.pick("ข้อยกเว้นในทะเบียน", "Exemptions in the registry"), count)
    if not exemptions:
        write_remark(sheet, row + 1, 0, context.pick("ไม่มีข้อยกเว้น", "None"))
        return row + 1
    sheet.raw.set_row(row + 1, 24)
    style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
    for at in range(len(COLUMNS)):
        sheet.text(row + 1, at, context.say(_EXEMPTION_HEADS.get(at, "")), style)
    for at, exemption in enumerate(exemptions, start=row + 2):
        _write_exemption(sheet, context, at, exemption)
    return row + 1 + len(exemptions)


def _write_exemption(sheet: Sheet, context: Context, row: int, exemption: Exemption) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    body = formats(size=13, text_wrap=True, **hair)
    every = context.pick("ทุกหน่วยงาน", "every agency")
    until = context.day(exemption.until) or context.pick("ไม่กำหนด", "open")
    texts = {1: context.agency(exemption.agency) or every, 3: until, 4: exemption.kpi_no or DASH, 6: exemption.why}
    texts |= {8: exemption.who, 9: exemption.rule}
    cells = [Cell(at, texts.get(at, ""), 13, body) for at in range(len(COLUMNS))]
    write_wrapped(sheet, row, COLUMNS, cells, most_lines=_MOST_LINES)
