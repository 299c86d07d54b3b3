"""รายตัวชี้วัด: one page per self-assessment: result, three scores, derivation, narrative, evidence and who approved."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    numbers_as_text_are_meant,
    open_sheet,
    write_section,
)
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS, DASH, RESULT_STATES
from kpi_excel.workbooks.pack.assessments import Assessment, assessments
from kpi_excel.workbooks.pack.judgement import write_judgement
from kpi_excel.workbooks.pack.page import COLUMNS, LAST, end_pages_at, merge, write_across, write_air, write_words
from kpi_excel.workbooks.pack.words import REFUSED, letter_words, score_words, signoff_of
from kpi_excel.workbooks.styles import BERRY, GREY, INK, NAVY
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("รายตัวชี้วัด", "By KPI")

_NARRATIVE = (
    ("explanation", Text("มาตรการที่ได้ดำเนินการ", "Measures taken")),
    ("support", Text("ปัจจัยสนับสนุน", "What helped")),
    ("obstacle", Text("อุปสรรค", "Obstacles")),
    ("suggestion", Text("ข้อเสนอแนะปีต่อไป", "Suggestions")),
)
_MOST_DOCUMENTS = 12
"""Documents named on a KPI's page; all of them stand in the index."""


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """A page for every report that came in, then the KPIs whose report is missing."""
    every = [one for one in assessments(context.data) if one.is_owed]
    came, missing = [one for one in every if one.is_received], [one for one in every if not one.is_received]
    what = context.pick(f"รายงานการประเมินผลตนเอง {context.data.period.label()}",
                        f"Self-assessment report, {context.data.period.label('en')}")  # fmt: skip
    how = context.pick("หน้าละหนึ่งตัวชี้วัด เรียงตามคำรับรอง", "One KPI a page, in the order of the agreement")
    open_sheet(sheet, context, COLUMNS, Top(what, _headline(context, came, missing), how), portrait=True)
    row, starts = TOP_ROWS, []
    for one in came:
        starts.append(row)
        row = _write_report(sheet, context, row, one)
    if missing:
        starts.append(row)
        row = _write_missing(sheet, context, row, missing)
    end_pages_at(sheet, starts[1:])
    # where a wider font stands in, words that hang over the edge would ask for a page of their own
    sheet.raw.print_area(0, 0, max(row - 1, 0), LAST)
    sheet.raw.repeat_rows(0)
    sheet.raw.freeze_panes(1, 0)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, came: list[Assessment], missing: list[Assessment]) -> str:
    if not missing:
        return context.pick(f"รายงานครบ {len(came)} ตัวชี้วัด", f"All {len(came)} reports are in")
    return context.pick(f"ยังไม่ได้รับรายงาน {len(missing)} จาก {len(came) + len(missing)} ตัวชี้วัด",
                        f"{len(missing)} of {len(came) + len(missing)} reports are missing")  # fmt: skip


def _write_report(sheet: Sheet, context: Context, row: int, one: Assessment) -> int:
    line = one.line
    row = write_across(sheet, row, f"{line.kpi.kpi_no}  {line.kpi.name}", 36, size=17, bold=True, font_color=NAVY)
    row = write_across(sheet, row, "  ·  ".join(_identity(context, line)), 26, size=13, font_color=GREY,
                       bottom=2, bottom_color=NAVY)  # fmt: skip
    row = write_judgement(sheet, context, row, line)
    for key, title in _NARRATIVE:
        row = write_words(sheet, row, context.say(title), one.fields.text(key) or DASH, size=13.5)
    row = write_words(sheet, row, context.pick("หลักฐานอ้างอิง", "Evidence"), _evidence(context, one), size=13)
    for label, words, is_amiss in _approvals(context, one):
        look = {"bold": True, "font_color": BERRY} if is_amiss else {"font_color": INK}
        row = write_words(sheet, row, label, words, size=13.5, **look)
    return _write_signatures(sheet, context, row, line)


def _identity(context: Context, line: KpiLine) -> Iterator[str]:
    yield context.agency(line.agency)
    if line.kpi.dimension:
        yield context.pick(f"มิติ{line.kpi.dimension}", line.kpi.dimension)
    yield context.pick(f"น้ำหนัก {plain(line.weight)}", f"weight {plain(line.weight)}")
    if line.kpi.unit:
        yield context.pick(f"หน่วยวัด {line.kpi.unit}", f"unit {line.kpi.unit}")


def _evidence(context: Context, one: Assessment) -> str:
    """Documents by level; where and by whom they are kept stands in the index."""
    if not one.evidence:
        return context.pick("ไม่มีในทะเบียนหลักฐาน", "none in the register")
    lines = []
    for item in one.evidence[:_MOST_DOCUMENTS]:
        level, number = item.number("level"), item.text("number")
        lead = context.pick(f"ระดับ {plain(level)}  ", f"level {plain(level)}  ") if level is not None else ""
        lines.append(lead + item.text("document") + (f"  ({number})" if number else ""))
    if (more := len(one.evidence) - _MOST_DOCUMENTS) > 0:
        lines.append(context.pick(f"และอีก {more} รายการในดัชนีหลักฐาน", f"and {more} more in the index"))
    return "\n".join(lines)


def _approvals(context: Context, one: Assessment) -> Iterator[tuple[str, str, bool]]:
    """The sign-offs in the order in which they happen, and whether something is amiss with each."""
    fields, word = one.fields, signoff_of(one)
    said = [context.say(word), fields.text("signoff_by"), context.day(fields.day("signoff_on"))]
    if remark := fields.text("signoff_remark"):
        said.append(context.pick(f"หมายเหตุ: {remark}", f"remark: {remark}"))
    yield context.pick("ผู้กำกับดูแล", "Supervisor"), "  ".join(filter(None, said)), word is REFUSED
    verdict = context.say(CERTIFICATIONS[one.line.certification])
    if one.line.certified is not None:
        verdict += f"  {score_words(one.line.certified)}"
    yield context.pick("ที่ปรึกษาทวนสอบ", "Consultant"), f"{verdict}  {one.comment}".rstrip(), False
    words = letter_words(context, one.letter)
    yield context.pick("ผู้ว่าฯ เห็นชอบ", "Governor"), words, not one.letter.is_complete


def _write_signatures(sheet: Sheet, context: Context, row: int, line: KpiLine) -> int:
    """Dotted lines for the two who answer for the KPI, name and role below."""
    formats, registry, day = sheet.book.formats, context.data.registry, context.data.period.end
    roles = (
        ("keeper", 1, context.pick("ผู้จัดเก็บข้อมูล", "data keeper")),
        ("supervisor", 4, context.pick("ผู้กำกับดูแลตัวชี้วัด", "supervisor")),
    )
    for at, height in ((row, 44), (row + 1, 26), (row + 2, 24)):
        sheet.raw.set_row(at, height)
    for role, column, title in roles:
        person = registry.person_on(line.kpi.kpi_no, role, day)
        signed = formats(font_color=GREY, valign="bottom", align="right")
        sheet.text(row, column - 1, context.pick("ลงชื่อ ", "signed "), signed)
        for at in (column, column + 1):
            sheet.blank(row, at, formats(bottom=4, bottom_color=GREY))
        look = {"size": 13, "font_color": GREY, "align": "center", "shrink": True}
        merge(sheet, row + 1, column, column + 1, f"({person.name})" if person else "(" + " " * 40 + ")", **look)
        merge(sheet, row + 2, column, column + 1, title, **look)
    return write_air(sheet, row + 3, 16)


def _write_missing(sheet: Sheet, context: Context, row: int, missing: list[Assessment]) -> int:
    title = context.pick("ยังไม่ได้รับรายงานการประเมินผลตนเอง", "Self-assessment reports not received")
    count = context.pick(f"{len(missing)} ตัวชี้วัด", f"{len(missing)} KPIs")
    write_section(sheet, row, 0, LAST, title, count)
    for one in missing:
        line = one.line
        known = context.say(RESULT_STATES[line.state])
        if line.score.value is not None:
            score = score_words(line.score.value)
            known = context.pick(f"รายงานเดือนได้ {score}", f"monthly report: {score}")
        words = f"{line.kpi.name}\n{context.agency(line.agency)}  ·  {known}"
        row = write_words(sheet, row + 1, line.kpi.kpi_no, words, size=13) - 1
    return row + 2
