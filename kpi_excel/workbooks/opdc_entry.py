"""The entry sheet of a round: what one host types into OPDC's website, one cell for each field there, ready to copy.

Only the host can do that, with its own user and password; neither is asked for here or anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    numbers_as_text_are_meant,
    open_sheet,
    row_height,
    size_that_fits,
)
from kpi_excel.workbooks.consolidated.words import DASH, letter_number
from kpi_excel.workbooks.opdc_entry_pen import COLUMNS, LABEL, MARK, VALUE, EntryPen
from kpi_excel.workbooks.pack.assessments import Assessment, Fields, assessments
from kpi_excel.workbooks.pack.words import certified_words, letter_words, result_words, signoff_of
from kpi_excel.workbooks.styles import BERRY, GREY, INK, NAVY, PALE, PEACH
from kpi_excel.workbooks.writing import Book

TITLE = Text("กรอกเว็บ ก.พ.ร.", "OPDC entry")

_NARRATIVE = (
    ("explanation", Text("คำชี้แจงการปฏิบัติงาน / มาตรการ", "Explanation and measures")),
    ("success", Text("ผลสำเร็จ", "What was achieved")),
    ("support", Text("ปัจจัยสนับสนุน", "What helped")),
    ("obstacle", Text("อุปสรรคต่อการดำเนินงาน", "Obstacles")),
    ("suggestion", Text("ข้อเสนอแนะปีต่อไป", "Suggestions for next year")),
)
"""Fields of the self-assessment, in the order of OPDC's form; one that the form lacks is left out."""

_WHO = Text(
    "เฉพาะหน่วยงานเจ้าภาพเป็นผู้กรอก ด้วยชื่อผู้ใช้และรหัสผ่านของตนเอง  "
    "จังหวัดและแบบนี้ไม่ถาม ไม่เก็บ และไม่ขอรหัสผ่านไม่ว่าทางใด",
    "Only the host enters this, with its own user and password; "
    "neither the province nor this sheet ever asks for or keeps one",
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
    own = [one for one in _owed(data) if one.line.agency == agency]
    what = context.pick(
        f"กรอกเว็บไซต์ ก.พ.ร. {data.period.short_label()}", f"OPDC entry, {data.period.short_label('en')}"
    )
    pen = EntryPen(book.sheet(TITLE.say(lang)), context)
    open_sheet(pen.sheet, context, COLUMNS, Top(what, _headline(context, name, own), context.say(_HOW)), portrait=True)
    _write_who(pen)
    for one in own:
        pen.begin_block(is_ready=_is_ready(one))
        _write_kpi(pen, one)
    pen.end_pages()
    pen.sheet.raw.repeat_rows(0, TOP_ROWS - 1)
    pen.sheet.raw.freeze_panes(TOP_ROWS - 1, 0)
    numbers_as_text_are_meant(pen.sheet, pen.row)
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


def _write_who(pen: EntryPen) -> None:
    """Who may enter it, and until when: the first thing under the headline."""
    context, formats = pen.context, pen.sheet.book.formats
    due = context.data.registry.settings.opdc_dates.get(context.data.period.months)
    until = context.pick(f"ก.พ.ร. กำหนด\n{context.day(due)}", f"OPDC's date\n{context.day(due)}") if due else ""
    quiet = {"size": 13, "bg_color": PALE, "text_wrap": True}
    pen.sheet.text(pen.row, LABEL, until, formats(bold=True, **quiet))
    pen.sheet.text(pen.row, VALUE, context.say(_WHO), formats(**quiet))
    pen.sheet.blank(pen.row, MARK, formats(**quiet))
    pen.end_row(row_height([(context.say(_WHO), COLUMNS[VALUE], 13)], 52))
    pen.end_row(10)


def _write_kpi(pen: EntryPen, one: Assessment) -> None:
    """A KPI's fields one below the other; first whether they may be entered yet."""
    context = pen.context
    _write_heading(pen, one)
    if one.is_received:
        _write_figures(pen, one)
        for key, title in _NARRATIVE:
            if key in one.fields.rows:
                pen.field(context.say(title), one.fields.text(key) or DASH)
        _write_evidence(pen, one)
        color = INK if one.letter.is_complete else BERRY
        pen.field(
            context.pick("หนังสือผู้ว่าฯ เห็นชอบ", "Governor's approval"), letter_words(context, one.letter), color=color
        )
    pen.end_row(14)


def _write_heading(pen: EntryPen, one: Assessment) -> None:
    formats, context, kpi_no = pen.sheet.book.formats, pen.context, one.line.kpi.kpi_no
    under = {"bottom": 2, "bottom_color": NAVY}
    lead = formats(size=16, bold=True, font_color=NAVY, **under)
    pen.sheet.text(pen.row, LABEL, context.pick(f"ตัวชี้วัด {kpi_no}", f"KPI {kpi_no}"), lead)
    word, color = _standing(context, one)
    size = size_that_fits(word, [COLUMNS[VALUE]], (14, 13, 12))
    pen.sheet.text(pen.row, VALUE, word, formats(size=size, bold=True, font_color=color, **under))
    heading = formats(size=12, font_color=GREY, align="right", **under)
    pen.sheet.text(pen.row, MARK, context.say(COLUMNS[MARK].title), heading)
    pen.end_row(32)


def _standing(context: Context, one: Assessment) -> tuple[str, str]:
    """Whether the consultant has certified it: before that nothing is keyed in (M12)."""
    if not one.is_received:
        return context.pick("ยังไม่ได้รับรายงานการประเมินผลตนเอง", "No self-assessment yet"), BERRY
    if _is_ready(one):
        return context.pick("รับรองแล้ว กรอกได้", "Certified: may be entered"), NAVY
    signed = context.say(signoff_of(one))
    return context.pick(f"ยังไม่ผ่านการรับรอง อย่าเพิ่งกรอก (ผู้กำกับดูแล: {signed})",
                        f"Not certified: do not enter it yet (supervisor: {signed})"), BERRY  # fmt: skip


def _write_figures(pen: EntryPen, one: Assessment) -> None:
    """Of the three scores only the certified one is entered; the others stand there to be compared."""
    line, pick, context = one.line, pen.context.pick, pen.context
    pen.field(pick("ตัวชี้วัดที่", "KPI no."), line.kpi.kpi_no)
    pen.field(pick("ชื่อตัวชี้วัด", "KPI name"), line.kpi.name)
    pen.field(pick("น้ำหนัก (ร้อยละ)", "Weight (%)"), line.weight)
    result: Decimal | str = result_words(context, line) if line.score.result is None else line.score.result
    unit = f"\n({line.kpi.unit})" if line.kpi.unit else ""
    pen.field(pick("ผลการดำเนินงาน", "Result") + unit, result)
    differs = line.claimed is not None and line.claimed != line.score.value
    only = pick("≠ เพื่อเทียบ", "≠ to compare") if differs else pick("เพื่อเทียบ", "to compare")
    for label, score in ((pick("คะแนนที่แจ้ง", "Score claimed"), line.claimed),
                         (pick("คะแนนที่คำนวณ", "Score recomputed"), line.score.value)):  # fmt: skip
        pen.field(label, DASH if score is None else rounded(score), fill=PEACH if differs else "", note=only)
    if line.certified is None:
        pen.field(
            pick("คะแนนที่รับรอง", "Score certified"), certified_words(context, line), color=BERRY, fill=PALE, note=""
        )
        return
    pen.field(pick("คะแนนที่รับรอง", "Score certified"), rounded(line.certified), color=NAVY, fill=PALE)
    weight = context.data.total.weight
    weighted = rounded(PRECISE.divide(line.weight * line.certified, weight)) if weight else Decimal(0)
    pen.field(pick("คะแนนถ่วงน้ำหนัก", "Weighted score"), weighted)


def _write_evidence(pen: EntryPen, one: Assessment) -> None:
    context = pen.context
    for number, item in enumerate(one.evidence, start=1):
        pen.field(context.pick(f"หลักฐานอ้างอิง {number}", f"Evidence {number}"), _document(context, item))
    if not one.evidence:
        none = context.pick("ไม่มีในทะเบียนหลักฐาน", "none in the register")
        pen.field(context.pick("หลักฐานอ้างอิง", "Evidence"), none, color=BERRY, note="")


def _document(context: Context, item: Fields) -> str:
    """A document as one names it in a list of references."""
    number, dated, place = item.text("number"), item.day("dated"), item.text("place")
    said = [item.text("document"), context.say(letter_number(number)) if number else "",
            context.pick("ลงวันที่ ", "dated ") + context.day(dated) if dated else "",
            context.pick(f"เก็บที่ {place}", f"kept at {place}") if place else ""]  # fmt: skip
    return "  ".join(filter(None, said))
