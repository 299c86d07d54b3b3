"""จัดอันดับ: every province with its score, what the score rests on, and how far its reporting is. Best first."""

from __future__ import annotations

from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, CHANGE_BESIDE_FILL, score_text
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    add_bars,
    gap,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.national import ties
from kpi_excel.workbooks.national.edition import NO_SCORE, National, begin_list, number_or_dash, out_of_format
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, NAVY, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("จัดอันดับ", "Ranking")

COLUMNS = (
    Column(Text("ที่", "No."), 40, "right"),
    Column(Text("จังหวัด", "Province"), 176),
    Column(Text("คะแนน", "Score"), 92, "right"),
    gap(8),
    gap(104),
    Column(Text("ต่างจากมัธยฐาน", "From median"), 124, "right"),
    Column(Text("จากเดือนก่อน", "Change"), 112, "right"),
    Column(Text("น้ำหนักที่รายงาน", "Weight reported"), 142, "right"),
    Column(Text("กรณีต่ำสุด", "Worst case"), 94, "right"),
    Column(Text("ตัวที่รับรอง", "Certified KPIs"), 116, "right"),
    Column(Text("คะแนนรับรอง", "Certified"), 116, "right"),
    Column(Text("ส่งครบ", "Sent"), 92, "right"),
    Column(Text("ค้าง", "Overdue"), 84, "right"),
    Column(Text("ปิดงวดเมื่อ", "Closed on"), 122),
    Column(Text("โฟลเดอร์", "Folder"), 140),
)
_PLACE, _NAME, _SCORE, _BAR, _FROM_MEDIAN, _CHANGE, _WEIGHT, _WORST = 0, 1, 2, 4, 5, 6, 7, 8
_KPIS, _CERTIFIED, _SENT, _OVERDUE, _CLOSED, _FOLDER = 9, 10, 11, 12, 13, 14
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def write(sheet: Sheet, edition: National) -> None:
    """Ranked provinces, then those without a score, by name: they have no place."""
    nation = edition.nation
    top = Top(
        what=edition.pick(f"จัดอันดับจังหวัด {edition.period_words}", f"Provinces ranked, {edition.period_words}"),
        headline=_headline(edition),
        how=edition.pick(
            "คะแนนรวมเทียบจากน้ำหนักที่รายงานแล้ว  คะแนนเท่ากันได้อันดับเดียวกัน  จังหวัดที่ยังไม่มีคะแนนไม่มีอันดับ (ไม่ใช่ศูนย์)",
            "Total over the weight reported. Equal scores share a place. Without a score there is no place: missing is not zero",
        ),
    )
    last = begin_list(sheet, edition, COLUMNS, top, len(nation.provinces), _NAME + 1)
    add_bars(sheet, TOP_ROWS + 1, last, _BAR, NAVY, 5)
    for at, summary in enumerate(nation.provinces, start=TOP_ROWS + 1):
        _write_province(sheet, edition, at, summary)


def _headline(edition: National) -> str:
    nation = edition.nation
    if not nation.ranking or nation.median is None:
        return edition.pick("ยังไม่มีจังหวัดใดมีคะแนนของงวดนี้", "No province has a score for this period yet")
    best, last, median = ties.best_words(edition), ties.last_words(edition), score_text(nation.median)
    if nation.ranking[-1].place == 1:
        # one province, or all with the same score
        return f"{best[:1].upper()}{best[1:]} {median}"
    return edition.pick(f"สูงสุด {best}  ต่ำสุด {last}  มัธยฐาน {median}", f"Highest {best}, lowest {last}, median {median}")


def _write_province(sheet: Sheet, edition: National, row: int, summary: ProvinceSummary) -> None:
    formats, score = sheet.book.formats, summary.total.score
    low = score is not None and score < summary.standard
    text = formats(size=13, font_color=GREY, text_wrap=True, **_HAIR)
    cells = (
        Cell(_NAME, edition.name(summary), 14, formats(bold=True, text_wrap=True, indent=1, **_HAIR)),
        Cell(3, "", 12, text),
        Cell(_CLOSED, edition.day(summary.closed_on) or DASH, 13, formats(size=13, font_color=GREY, indent=1, **_HAIR)),
        Cell(_FOLDER, summary.folder, 12, formats(size=12, font_color=GREY, text_wrap=True, **_HAIR)),
    )
    write_wrapped(sheet, row, COLUMNS, cells)
    number_or_dash(sheet, row, _PLACE, edition.places.get(summary.folder), formats(align="right", num_format="0", **_HAIR), **_HAIR)
    if score is None:
        style = formats(size=12, align="right", font_color=BERRY, bold=True, **_HAIR)
        sheet.text(row, _SCORE, edition.say(NO_SCORE), style)
        sheet.text(row, _BAR, "", text)
    else:
        fill = {"bg_color": PEACH} if low else {}
        style = formats(size=15, bold=True, align="right", num_format=SCORE + BESIDE_FILL, **fill, **_HAIR)
        sheet.number(row, _SCORE, score, style)
        sheet.number(row, _BAR, score, formats(num_format=SCORE, **_HAIR))
    _write_comparisons(sheet, edition, row, summary)
    _write_reporting(sheet, edition, row, summary)


def _write_comparisons(sheet: Sheet, edition: National, row: int, summary: ProvinceSummary) -> None:
    formats, total, median = sheet.book.formats, summary.total, edition.nation.median
    change = formats(size=13, align="right", num_format=CHANGE_BESIDE_FILL, **_HAIR)
    from_median = None if total.score is None or median is None else total.score - median
    since = None if total.score is None or summary.before is None else total.score - summary.before
    number_or_dash(sheet, row, _FROM_MEDIAN, from_median, change, **_HAIR)
    number_or_dash(sheet, row, _CHANGE, since, change, **_HAIR)
    fill = {"bg_color": PEACH, "bold": True} if total.covered < total.weight else {}
    shape = out_of_format(edition.lang, total.weight)
    sheet.number(row, _WEIGHT, total.covered, formats(size=13, align="right", num_format=shape, **fill, **_HAIR))
    number_or_dash(sheet, row, _WORST, total.worst_case if total.score is not None else None,
                   formats(size=13, align="right", num_format=SCORE, **_HAIR), **_HAIR)  # fmt: skip


def _write_reporting(sheet: Sheet, edition: National, row: int, summary: ProvinceSummary) -> None:
    formats, sending = sheet.book.formats, summary.sending
    certified, scored = summary.certified_kpis
    counted = formats(size=13, align="right", num_format=out_of_format(edition.lang, scored), **_HAIR)
    number_or_dash(sheet, row, _KPIS, certified if scored else None, counted, **_HAIR)
    score = formats(size=13, align="right", num_format=SCORE, **_HAIR)
    number_or_dash(sheet, row, _CERTIFIED, summary.certified.score, score, **_HAIR)
    fill = {"bg_color": AMBER, "bold": True} if sending.missing else {}
    sent = formats(size=13, align="right", num_format=out_of_format(edition.lang, sending.owed), **fill, **_HAIR)
    number_or_dash(sheet, row, _SENT, sending.sent if sending.owed else None, sent, **_HAIR)
    late = {"bold": True} if summary.overdue_count else {"font_color": GREY}
    sheet.number(row, _OVERDUE, summary.overdue_count, formats(size=13, align="right", num_format="0", **late, **_HAIR))
