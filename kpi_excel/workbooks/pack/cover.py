"""ปก: which report of which province, how far it is, and what is inside."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Top, open_sheet, write_section
from kpi_excel.workbooks.consolidated.words import DASH, out_of
from kpi_excel.workbooks.pack.assessments import Assessment, assessments
from kpi_excel.workbooks.pack.page import COLUMNS, LAST, merge, write_air, write_centred, write_words
from kpi_excel.workbooks.pack.words import APPROVED, part_words, score_words, signoff_of
from kpi_excel.workbooks.styles import GREY, INK, NAVY
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ปก", "Cover")

CONTENTS = (
    (Text("สรุป", "Summary"), Text("คะแนนจังหวัด เรื่องที่ขอให้พิจารณา", "The score, decisions wanted")),
    (Text("ตารางสรุป", "Overview"), Text("ทุกตัวชี้วัดในตารางเดียว", "Every KPI in one table")),
    (Text("รายตัวชี้วัด", "By KPI"), Text("ผล คะแนน วิธีคิด คำชี้แจง การรับรอง", "Score, derivation, sign-offs")),
    (Text("ดัชนีหลักฐาน", "Evidence"), Text("ตามตัวชี้วัดและระดับคะแนน", "By KPI and criteria level")),
    (Text("เห็นชอบ", "Approval"), Text("หน้าเห็นชอบของผู้ว่าราชการจังหวัด", "The governor's approval")),
    (Text("ค้างส่ง", "Overdue"), Text("รายงานและขั้นตอนที่เลยกำหนด", "Reports and steps past their date")),
)
"""The sheets of the report by their names, and what is on them."""


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """One page."""
    settings = context.data.registry.settings
    what = context.pick(f"จังหวัด{settings.province}", f"{settings.province} province")
    open_sheet(sheet, context, COLUMNS, Top(what, "", ""), portrait=True)
    sheet.raw.fit_to_pages(1, 1)
    for row in (1, 2):
        # no headline stands above a title page
        sheet.raw.set_row(row, 6)
    row = _write_title(sheet, context, write_air(sheet, TOP_ROWS, 60))
    row = _write_scores(sheet, context, write_air(sheet, row, 48))
    row = _write_progress(sheet, context, write_air(sheet, row, 20))
    row = write_air(sheet, row, 30)
    write_section(sheet, row, 0, LAST, context.pick("ในเล่ม", "Inside"))
    for name, about in CONTENTS:
        row = write_words(sheet, row + 1, context.say(name), context.say(about)) - 1
    row = write_air(sheet, row + 1, 40)
    office = "  ".join(filter(None, (settings.office, settings.office_phone)))
    write_centred(sheet, row, office, 26, size=14, font_color=GREY)


def _write_title(sheet: Sheet, context: Context, row: int) -> int:
    settings, period = context.data.registry.settings, context.data.period
    first, last = context.day(period.start), context.day(period.end)
    title = context.pick("รายงานการประเมินผลตนเอง", "Self-assessment report")
    row = write_centred(sheet, row, title, 56, size=32, bold=True, font_color=NAVY)
    under = context.pick("ตามคำรับรองการปฏิบัติราชการ", "on the performance agreement")
    row = write_centred(sheet, row, under, 36, size=20)
    province = context.pick(f"จังหวัด{settings.province}", f"{settings.province} province")
    row = write_centred(sheet, row, province, 52, size=28, bold=True, font_color=NAVY)
    row = write_centred(sheet, row, period.label(context.lang), 38, size=22, bold=True)
    return write_centred(sheet, row, f"{first} – {last}", 30, size=16, font_color=GREY)


def _write_scores(sheet: Sheet, context: Context, row: int) -> int:
    """Claimed, recomputed, certified, side by side."""
    data = context.data
    scores = (
        (context.pick("หน่วยงานแจ้ง", "claimed"), data.claimed, INK),
        (context.pick("คำนวณ", "recomputed"), data.total, NAVY),
        (context.pick("ที่ปรึกษารับรอง", "certified"), data.certified, INK),
    )
    for at, height in ((row, 44), (row + 1, 26)):
        sheet.raw.set_row(at, height)
    for place, (label, total, color) in enumerate(scores):
        first, last, part = 2 * place, 2 * place + 1, part_words(context, total)
        merge(sheet, row, first, last, score_words(total.score), size=28, bold=True, font_color=color, align="center")
        merge(sheet, row + 1, first, last, f"{label}  {part}".strip(), size=13, font_color=GREY, align="center")
    return row + 2


def _write_progress(sheet: Sheet, context: Context, row: int) -> int:
    """How far the report is: what is missing is counted, not hidden."""
    data, every = context.data, [one for one in assessments(context.data) if one.is_owed]
    day = data.registry.settings.opdc_dates.get(data.period.months)
    covered = context.pick("{} จาก {}", "{} of {}").format(plain(data.total.covered), plain(data.total.weight))
    signed = [one for one in every if signoff_of(one) is APPROVED]
    lines = (
        (Text("น้ำหนักที่มีคะแนน", "Weight scored"), covered),
        (Text("รับรายงานแล้ว", "Reports in"), _count(context, [one for one in every if one.is_received], every)),
        (Text("ผู้กำกับดูแลอนุมัติ", "Supervisors"), _count(context, signed, every)),
        (Text("ผู้ว่าฯ เห็นชอบ", "Governor"), _count(context, [o for o in every if o.letter.is_complete], every)),
        (Text("กำหนดส่ง ก.พ.ร.", "Due at OPDC"), context.day(day) or DASH),
    )
    for label, words in lines:
        row = write_words(sheet, row, context.say(label), words, size=15, bold=True)
    return row


def _count(context: Context, some: list[Assessment], every: list[Assessment]) -> str:
    return context.say(out_of(len(some), len(every))) + context.pick(" ตัวชี้วัด", " KPIs")
