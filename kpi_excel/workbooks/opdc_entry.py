"""The entry sheet of a round: what one host types into OPDC's website, one cell for each field there, ready to copy.

Only the host can do that, with its own user and password; neither is asked for here or anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Column,
    Top,
    numbers_as_text_are_meant,
    open_sheet,
    row_height,
    size_that_fits,
    write_remark,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.pack.assessments import Assessment, Fields, assessments
from kpi_excel.workbooks.pack.words import certified_words, letter_words, result_words, signoff_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK, NAVY, PALE, PEACH, SCORE
from kpi_excel.workbooks.writing import Book, Sheet

TITLE = Text("กรอกเว็บ ก.พ.ร.", "OPDC entry")

COLUMNS = (
    Column(Text("ช่องในเว็บไซต์", "Field"), 166), Column(Text("ข้อมูลที่กรอก", "What to enter"), 476),
    Column(Text("กรอกแล้ว", "Entered"), 103, "right"),
)  # fmt: skip
_LABEL, _VALUE, _MARK = range(3)
_HAIR = {"bottom": 1, "bottom_color": HAIR}
_TICK = "(      )"

_NARRATIVE = (
    ("explanation", Text("คำชี้แจงการปฏิบัติงาน / มาตรการ", "Explanation and measures")),
    ("success", Text("ผลสำเร็จ", "What was achieved")),
    ("support", Text("ปัจจัยสนับสนุน", "What helped")),
    ("obstacle", Text("อุปสรรคต่อการดำเนินงาน", "Obstacles")),
    ("suggestion", Text("ข้อเสนอแนะปีต่อไป", "Suggestions for next year")),
)
"""Fields of the self-assessment, in the order of OPDC's form; one that the form lacks is left out."""

_WHO = Text(
    "เฉพาะหน่วยงานเจ้าภาพเป็นผู้กรอก ด้วยชื่อผู้ใช้และรหัสผ่านของตนเอง  จังหวัดและแบบนี้ไม่ถาม ไม่เก็บ และไม่ขอรหัสผ่านไม่ว่าทางใด",
    "Only the host enters this, with its own user and password; neither the province nor this sheet ever asks for or keeps one",
)
_HOW = Text(
    "คัดลอกทีละช่องไปวางในเว็บไซต์สำนักงาน ก.พ.ร. แล้วทำเครื่องหมายในช่องขวา",
    "Copy cell by cell into OPDC's website and tick each on the right",
)


def hosts_in(data: Consolidation) -> tuple[str, ...]:
    """The agencies with something to enter for the round, in the registry's order."""
    hosts = {one.line.agency for one in _owed(data) if one.is_received}
    return tuple(agency.code for agency in data.registry.agencies if agency.code in hosts)


def not_received(data: Consolidation) -> dict[str, list[str]]:
    """By agency the numbers of the KPIs that have not been assessed for the round."""
    return _by_agency(one for one in _owed(data) if not one.is_received)


def not_certified(data: Consolidation) -> dict[str, list[str]]:
    """By agency the numbers of the KPIs that were assessed and that nobody has certified yet."""
    return _by_agency(one for one in _owed(data) if one.is_received and not _is_ready(one))


def write_entry_sheet(data: Consolidation, agency: str, lang: str = "th") -> bytes:
    """One host's entry sheet; the same data give the same bytes."""
    context = Context.of(data, lang)
    known = data.registry.agency(agency)
    name, label, day = known.name if known else agency, data.period.label(lang), context.day(data.as_of)
    title = context.pick(f"ข้อมูลสำหรับกรอกเว็บไซต์สำนักงาน ก.พ.ร. {name} {label}", f"For OPDC's website: {name}, {label}")
    stamp = context.pick(f"ข้อมูล ณ {day}  kpi-excel {__version__}", f"as of {day}, kpi-excel {__version__}")
    book = Book(title, subject=f"{context.year_words} {data.period.code}", comments=stamp)
    sheet = book.sheet(TITLE.say(lang))
    own = [one for one in _owed(data) if one.line.agency == agency]
    what = context.pick(f"กรอกเว็บไซต์ ก.พ.ร. {data.period.short_label()}", f"OPDC entry, {data.period.short_label('en')}")
    open_sheet(sheet, context, COLUMNS, Top(what, _headline(context, name, own), context.say(_HOW)), portrait=True)
    row = _write_who(sheet, context)
    for one in own:
        row = _write_kpi(sheet, context, row, one)
    sheet.raw.repeat_rows(0, 2)
    sheet.raw.freeze_panes(TOP_ROWS - 1, 0)
    numbers_as_text_are_meant(sheet, row)
    return book.close()


def _owed(data: Consolidation) -> list[Assessment]:
    return [one for one in assessments(data) if one.is_owed]


def _by_agency(every: Iterable[Assessment]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in every:
        found.setdefault(one.line.agency, []).append(one.line.kpi.kpi_no)
    return found


def _is_ready(one: Assessment) -> bool:
    return one.is_received and one.line.certified is not None


def _headline(context: Context, name: str, own: list[Assessment]) -> str:
    ready = sum(map(_is_ready, own))
    return context.pick(f"{name}: กรอกได้ {ready} จาก {len(own)} ตัวชี้วัด", f"{name}: {ready} of {len(own)} KPIs ready")


def _write_who(sheet: Sheet, context: Context) -> int:
    """Who may enter it, and until when: the first thing under the headline."""
    data, formats = context.data, sheet.book.formats
    due = data.registry.settings.opdc_dates.get(data.period.months)
    until = context.pick(f"สำนักงาน ก.พ.ร. กำหนดภายใน {context.day(due)}", f"OPDC's date: {context.day(due)}") if due else ""
    sheet.raw.set_row(TOP_ROWS, row_height([(context.say(_WHO), COLUMNS[_VALUE], 13)], 46))
    for column in range(len(COLUMNS)):
        sheet.blank(TOP_ROWS, column, formats(bg_color=PALE))
    quiet = {"size": 13, "bg_color": PALE, "text_wrap": True}
    sheet.text(TOP_ROWS, _LABEL, until, formats(bold=True, **quiet))
    sheet.text(TOP_ROWS, _VALUE, context.say(_WHO), formats(**quiet))
    sheet.raw.set_row(TOP_ROWS + 1, 10)
    return TOP_ROWS + 2


def _write_kpi(sheet: Sheet, context: Context, row: int, one: Assessment) -> int:
    """A KPI's fields one below the other; first whether they may be entered yet."""
    formats, line = sheet.book.formats, one.line
    under = {"bottom": 2, "bottom_color": NAVY}
    sheet.raw.set_row(row, 32)
    sheet.text(row, _LABEL, context.pick(f"ตัวชี้วัด {line.kpi.kpi_no}", f"KPI {line.kpi.kpi_no}"),
               formats(size=16, bold=True, font_color=NAVY, **under))  # fmt: skip
    word, color = _standing(context, one)
    size = size_that_fits(word, [COLUMNS[_VALUE]], (14, 13, 12))
    sheet.text(row, _VALUE, word, formats(size=size, bold=True, font_color=color, **under))
    heading = formats(size=12, font_color=GREY, align="right", **under)
    sheet.text(row, _MARK, context.say(COLUMNS[_MARK].title), heading)
    row += 1
    if not one.is_received:
        words = context.pick("ยังไม่ได้รับรายงานการประเมินผลตนเองรอบนี้", "No self-assessment for this round yet")
        write_remark(sheet, row, _VALUE, words)
        return _air(sheet, row + 1)
    row = _write_figures(sheet, context, row, one)
    for key, title in _NARRATIVE:
        if key in one.fields.rows:
            row = _write_field(sheet, row, context.say(title), one.fields.text(key) or DASH)
    for number, item in enumerate(one.evidence, start=1):
        label = context.pick(f"หลักฐานอ้างอิง {number}", f"Evidence {number}")
        row = _write_field(sheet, row, label, _document(context, item))
    if not one.evidence:
        none = context.pick("ไม่มีในทะเบียนหลักฐาน", "none in the register")
        row = _write_field(sheet, row, context.pick("หลักฐานอ้างอิง", "Evidence"), none, color=BERRY)
    row = _write_field(sheet, row, context.pick("หนังสือผู้ว่าฯ เห็นชอบ", "Governor's approval"), letter_words(context, one.letter),
                       color=INK if one.letter.is_complete else BERRY)  # fmt: skip
    return _air(sheet, row)


def _standing(context: Context, one: Assessment) -> tuple[str, str]:
    """Whether the consultant has certified it: before that nothing is keyed in (M12)."""
    if _is_ready(one):
        return context.pick("รับรองแล้ว กรอกได้", "Certified: may be entered"), NAVY
    if not one.is_received:
        return context.pick("ยังไม่มีรายงาน", "No report"), BERRY
    signed = context.say(signoff_of(one))
    return context.pick(f"ยังไม่ผ่านการรับรอง อย่าเพิ่งกรอก (ผู้กำกับดูแล: {signed})",
                        f"Not certified: do not enter it yet (supervisor: {signed})"), BERRY  # fmt: skip


def _write_figures(sheet: Sheet, context: Context, row: int, one: Assessment) -> int:
    line, pick = one.line, context.pick
    row = _write_field(sheet, row, pick("ตัวชี้วัดที่", "KPI no."), line.kpi.kpi_no)
    row = _write_field(sheet, row, pick("ชื่อตัวชี้วัด", "KPI name"), line.kpi.name)
    row = _write_field(sheet, row, pick("น้ำหนัก (ร้อยละ)", "Weight (%)"), line.weight)
    result: Decimal | str = result_words(context, line) if line.score.result is None else line.score.result
    unit = f" ({line.kpi.unit})" if line.kpi.unit else ""
    row = _write_field(sheet, row, pick("ผลการดำเนินงาน", "Result") + unit, result)
    differs = line.claimed is not None and line.claimed != line.score.value
    fill = PEACH if differs else ""
    row = _write_field(sheet, row, pick("คะแนนที่แจ้ง", "Score claimed"), _score(line.claimed), fill=fill)
    row = _write_field(sheet, row, pick("คะแนนที่คำนวณ", "Score recomputed"), _score(line.score.value), fill=fill)
    certified = certified_words(context, line) if line.certified is None else line.certified
    row = _write_field(sheet, row, pick("คะแนนที่รับรอง", "Score certified"), certified, fill=PALE, is_bold=True,
                       color=BERRY if line.certified is None else NAVY)  # fmt: skip
    return _write_field(sheet, row, pick("คะแนนถ่วงน้ำหนัก", "Weighted score"), _score(line.contribution))


def _score(score: Decimal | None) -> Decimal | str:
    return DASH if score is None else score.quantize(Decimal("0.0001"))


def _write_field(
    sheet: Sheet, row: int, label: str, value: Decimal | str, *, color: str = INK, fill: str = "", is_bold: bool = False
) -> int:
    """One field: its whole value in one cell, whatever the row can show of it; gives the row after it."""
    formats = sheet.book.formats
    look = {"bg_color": fill, **_HAIR} if fill else _HAIR
    words = value if isinstance(value, str) else ""
    height = row_height([(words, COLUMNS[_VALUE], 14), (label, COLUMNS[_LABEL], 13)], 27)
    sheet.raw.set_row(row, height)
    sheet.text(row, _LABEL, label, formats(size=13, font_color=GREY, text_wrap=True, valign="top", **_HAIR))
    style = {"font_color": color, "bold": is_bold, "align": "left", "text_wrap": True, "valign": "top", **look}
    if isinstance(value, str):
        sheet.text(row, _VALUE, value, formats(**style))
    else:
        sheet.number(row, _VALUE, value, _number_style(sheet, value, style))
    sheet.text(row, _MARK, _TICK, formats(font_color=GREY, align="right", valign="top", **_HAIR))
    return row + 1


def _number_style(sheet: Sheet, number: Decimal, style: dict[str, object]) -> Format:
    """As many decimals as the number has, at most four, and a minus that a website reads: what is shown is copied."""
    exponent = number.as_tuple().exponent
    places = min(4, max(0, -exponent)) if isinstance(exponent, int) else 0
    shape = SCORE if places == 4 else "0" + ("." + "0" * places if places else "")
    return sheet.book.formats(num_format=shape, **style)


def _document(context: Context, item: Fields) -> str:
    """A document as one names it in a list of references."""
    number, dated, place = item.text("number"), item.day("dated"), item.text("place")
    said = [item.text("document"), context.pick(f"เลขที่ {number}", f"no. {number}") if number else "",
            context.pick("ลงวันที่ ", "dated ") + context.day(dated) if dated else "",
            context.pick(f"เก็บที่ {place}", f"kept at {place}") if place else ""]  # fmt: skip
    return "  ".join(filter(None, said))


def _air(sheet: Sheet, row: int) -> int:
    sheet.raw.set_row(row, 14)
    return row + 1
