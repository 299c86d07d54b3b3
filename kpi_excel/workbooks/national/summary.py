"""สรุป: one A4 page that a minister's office understands in a minute. It never grows: what is beyond stands on its own sheet."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.catalogue import message_of
from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.rollup_ranking import Placed
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    fitted,
    open_sheet,
    size_that_fits,
    write_remark,
    write_section,
)
from kpi_excel.workbooks.consolidated.summary_grid import COLUMNS, LAST, SPLIT, leave_air, merge
from kpi_excel.workbooks.consolidated.words import DASH, out_of
from kpi_excel.workbooks.national import absent, overdue, ties
from kpi_excel.workbooks.national.chart import insert_distribution
from kpi_excel.workbooks.national.edition import UNNAMED, National, number_or_dash
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, INK, NAVY, PALE, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("สรุป", "Summary")
CHART_SHEET = Text("คำอธิบาย", "Notes")
CHART_ROW = TOP_ROWS + 1
"""The first row of the chart's numbers on that sheet."""

MOST_PLACES, MOST_KPIS, MOST_OVERDUE, MOST_ABSENT = 5, 4, 4, 4
_CHART_ROWS = 6
_HAIR = {"bottom": 1, "bottom_color": HAIR}
_BESIDE_SPLIT, _BESIDE_WORDS = SCORE + '"    "', SCORE + '"  "'


def write(sheet: Sheet, edition: National) -> None:
    """The page from top to bottom."""
    what = edition.pick(f"เปรียบเทียบจังหวัด  ·  คำรับรองการปฏิบัติราชการ  ·  {edition.period_words}",
                        f"Provinces compared  ·  performance agreements  ·  {edition.period_words}")  # fmt: skip
    how = edition.pick("คะแนนสะสมถึงงวดนี้เทียบเกณฑ์ทั้งปี  จังหวัดที่ยังไม่มีคะแนนไม่ถูกนับเป็นศูนย์",
                       "Cumulative, against the criteria of the year. Provinces without a score are not counted as zero")  # fmt: skip
    open_sheet(sheet, edition, COLUMNS, Top(what, _headline(edition), how), portrait=True)
    sheet.raw.fit_to_pages(1, 1)
    row = _write_hero(sheet, edition, TOP_ROWS)
    row = _write_strip(sheet, edition, row)
    row = _write_chart(sheet, edition, row)
    row = _write_places(sheet, edition, row)
    row = _write_kpis(sheet, edition, row)
    row = _write_overdue(sheet, edition, row)
    _write_absent(sheet, edition, row)


def _headline(edition: National) -> str:
    nation = edition.nation
    scored, silent, left = len(nation.ranking), len(nation.without_score), len(nation.not_counted)
    if not scored:
        return edition.pick("ยังไม่มีจังหวัดใดมีคะแนน", "No province has a score yet")
    if silent or left:
        parts = [edition.pick(f"มีคะแนน {scored} จังหวัด", edition.count(scored, "", "provinces") + " scored")]
        if silent:
            parts.append(edition.pick(f"ยังไม่มีคะแนน {silent} จังหวัด", f"{silent} without a score"))
        if left:
            parts.append(edition.pick(f"ไม่ได้นับ {left} โฟลเดอร์", edition.count(left, "", "folders") + " not counted"))
        return edition.pick("  ", ", ").join(parts)
    low = nation.below_standard
    if low:
        where = edition.pick(f"{low} จาก {scored} จังหวัดต่ำกว่าเกณฑ์", f"{low} of {scored} provinces below standard")
    else:
        where = edition.pick(f"ทั้ง {scored} จังหวัดถึงเกณฑ์", f"all {scored} provinces at standard")
    if nation.in_part:
        return _covered_words(edition) + edition.pick("  ", ", ") + where
    return where[:1].upper() + where[1:]


def _covered_words(edition: National) -> str:
    """The weight that the scores rest on, where it is not all: a score of part of the year is no verdict on the year."""
    totals = [placed.summary.total for placed in edition.nation.ranking]
    if len({total.weight for total in totals}) > 1:
        part, whole = edition.nation.in_part, len(totals)
        return edition.pick(f"{part} จาก {whole} จังหวัดรายงานไม่ครบน้ำหนัก", f"{part} of {whole} reported in part")
    least, most = (plain(end(total.covered for total in totals)) for end in (min, max))
    covered = least if least == most else f"{least}–{most}"
    weight = plain(totals[0].weight)
    return edition.pick(f"รายงานแล้วน้ำหนัก {covered} จาก {weight}", f"Weight {covered} of {weight} reported")


def _write_hero(sheet: Sheet, edition: National, row: int) -> int:
    """How many provinces on the left, where their middle lies on the right; below them the two ends."""
    formats, nation = sheet.book.formats, edition.nation
    big = formats(size=50, bold=True, font_color=NAVY, align="left", num_format=SCORE)
    sheet.raw.set_row(row, 78)
    merge(sheet, row, 0, SPLIT - 1, f"{len(nation.ranking)}", big)
    median = DASH if nation.median is None else score_text(nation.median)
    merge(sheet, row, SPLIT, LAST, median, big)
    named = len(nation.provinces) + len(nation.not_counted)
    quiet = formats(font_color=GREY)
    sheet.raw.set_row(row + 1, 27)
    sheet.text(row + 1, 0, edition.pick(f"จังหวัดที่มีคะแนน จากที่ระบุ {named} แห่ง", f"provinces with a score, of {named} named"), quiet)
    sheet.text(row + 1, SPLIT, edition.pick("มัธยฐานของคะแนนรวม จากเต็ม 5.0000", "median total score out of 5.0000"), quiet)
    sheet.raw.set_row(row + 2, 30)
    ends = ((0, SPLIT - 1, edition.pick("สูงสุด", "best"), ties.best_words(edition), nation.ranking[:1]),
            (SPLIT, LAST, edition.pick("ต่ำสุด", "last"), ties.last_words(edition), nation.ranking[-1:]))  # fmt: skip
    for first, last, word, name, found in ends:
        _write_end(sheet, row + 2, (first, last), (word, name or DASH), found[0].summary.total.score if found else None)
    return leave_air(sheet, row + 3, 8)


def _write_end(sheet: Sheet, row: int, span: tuple[int, int], words: tuple[str, str], score: Decimal | None) -> None:
    """`words`: which end it is, and whose."""
    formats, (first, last) = sheet.book.formats, span
    line = {"top": 1, "bottom": 1, "top_color": HAIR, "bottom_color": HAIR}
    sheet.text(row, first, words[0], formats(font_color=GREY, **line))
    _write_name(sheet, row, span, words[1], (16, 14, 13), bold=True, **line)
    _write_score(sheet, row, last, score, size=15, bold=True, font_color=NAVY, **line)


def _write_strip(sheet: Sheet, edition: National, row: int) -> int:
    """How far the figures can be trusted: provinces that report in part, below standard, closed."""
    formats, nation = sheet.book.formats, edition.nation
    scored = len(nation.ranking)
    fill = PEACH if nation.in_part else PALE
    sheet.raw.set_row(row, 28)
    closed = sum(placed.summary.closed_on is not None for placed in nation.ranking)
    items = (
        (0, "left", edition.pick("รายงานครบน้ำหนัก", "whole weight reported"), scored - nation.in_part),
        (SPLIT, "left", edition.pick("ต่ำกว่าเกณฑ์", "below standard"), nation.below_standard),
        (LAST, "right", edition.pick("ปิดงวดแล้ว", "closed"), closed),
    )
    label, strong = formats(), formats(size=15, bold=True, font_color=NAVY)
    for column in range(LAST + 1):
        item = next((item for item in items if item[0] == column), None)
        if item is None:
            sheet.blank(row, column, formats(bg_color=fill))
        else:
            cell = formats(bg_color=fill, align=item[1], indent=0 if column == SPLIT else 1)
            sheet.rich(row, column, [label, item[2] + "  ", strong, edition.say(out_of(item[3], scored))], cell)
    return leave_air(sheet, row + 1)


def _write_chart(sheet: Sheet, edition: National, row: int) -> int:
    standard = edition.nation.standard
    aside = "" if standard is None else edition.pick(f"แท่งสีอ่อน = ต่ำกว่าเกณฑ์ {score_text(standard)}", f"pale: below the standard {score_text(standard)}")
    title = edition.pick("จำนวนจังหวัดตามช่วงคะแนน", "Provinces by range of score")
    write_section(sheet, row, 0, LAST, title, aside if edition.nation.ranking else "")
    for at in range(row + 1, row + 1 + _CHART_ROWS):
        sheet.raw.set_row(at, 24)
    if edition.nation.ranking:
        width = sum(column.pixels for column in COLUMNS) - 6
        size = {"width": width, "height": _CHART_ROWS * 32 - 4}
        insert_distribution(sheet, edition, row + 1, size, (edition.say(CHART_SHEET), CHART_ROW))
    else:
        sheet.text(row + 1, 0, edition.pick("ยังไม่มีคะแนน", "no score yet"), sheet.book.formats(font_color=GREY))
    return leave_air(sheet, row + 1 + _CHART_ROWS)


def _write_places(sheet: Sheet, edition: National, row: int) -> int:
    """The first places on the left, the last ones on the right; few provinces stand there all, none twice."""
    left, right = ties.split_places(edition.nation.ranking, MOST_PLACES)
    formats, rule = sheet.book.formats, {"bottom": 2, "bottom_color": NAVY}
    sheet.raw.set_row(row, 28)
    heads = dict(zip((0, SPLIT), ties.place_heads(edition, left, right), strict=True))
    for column in range(LAST + 1):
        sheet.text(row, column, heads.get(column, ""), formats(size=16, bold=True, font_color=NAVY, **rule))
    for at in range(max(len(left), len(right), 1)):
        sheet.raw.set_row(row + 1 + at, 25)
        for first, last, side in ((0, SPLIT - 1, left), (SPLIT, LAST, right)):
            if at < len(side):
                _write_placed(sheet, edition, row + 1 + at, (first, last), side[at])
    return leave_air(sheet, row + 1 + max(len(left), len(right), 1))


def _write_placed(sheet: Sheet, edition: National, row: int, span: tuple[int, int], placed: Placed) -> None:
    formats, (first, last), summary = sheet.book.formats, span, placed.summary
    sheet.number(row, first, placed.place, formats(num_format="0", align="left", font_color=GREY, **_HAIR))
    _write_name(sheet, row, span, edition.name(summary), (14, 13, 12), **_HAIR)
    score = summary.total.score
    color = BERRY if score is not None and score < summary.standard else INK
    _write_score(sheet, row, last, score, bold=True, font_color=color, **_HAIR)


def _write_name(sheet: Sheet, row: int, span: tuple[int, int], name: str, sizes: tuple[int, ...], **look: object) -> None:
    """Between the first column of a half and its score."""
    first, last = span[0] + 1, span[1] - (1 if span[1] == LAST else 2)
    room = COLUMNS[first : last + 1]
    size = size_that_fits(name, room, sizes)
    merge(sheet, row, first, last, fitted(name, room, size), sheet.book.formats(size=size, **look))


def _write_score(sheet: Sheet, row: int, last: int, score: Decimal | None, **look: object) -> None:
    """At the end of a half; that of the left half is two columns wide and keeps its distance from the right one."""
    shape = SCORE if last == LAST else _BESIDE_SPLIT
    style = sheet.book.formats(align="right", num_format=shape, **look)
    if last != LAST:
        merge(sheet, row, last - 1, last, "", style)
        last -= 1
    number_or_dash(sheet, row, last, score, style)


def _write_kpis(sheet: Sheet, edition: National, row: int) -> int:
    """KPIs that two provinces or more score, the lowest median first: what is hard everywhere is no one province's matter."""
    low = sorted((variant for variant in edition.variants if len(variant.scores) > 1 and variant.below_standard),
                 key=lambda variant: (variant.median or Decimal(0)))  # fmt: skip
    title = edition.pick("ตัวชี้วัดที่หลายจังหวัดต่ำกว่าเกณฑ์", "KPIs below standard in several provinces")
    shown = low[:MOST_KPIS]
    aside = edition.pick("มัธยฐาน  ·  จังหวัดที่ต่ำกว่าเกณฑ์", "median  ·  provinces below") if shown else ""
    write_section(sheet, row, 0, LAST, title, aside)
    if not shown:
        write_remark(sheet, row + 1, 0, edition.pick("ไม่มี", "None"))
        return leave_air(sheet, row + 2)
    formats, room = sheet.book.formats, COLUMNS[1 : LAST - 1]
    for at, variant in enumerate(shown, start=row + 1):
        sheet.raw.set_row(at, 26)
        sheet.text(at, 0, variant.kpi_no, formats(bold=True, **_HAIR))
        merge(sheet, at, 1, LAST - 2, fitted(variant.name, room, 13), formats(size=13, **_HAIR))
        median = formats(bold=True, font_color=BERRY, align="right", num_format=_BESIDE_WORDS, **_HAIR)
        number_or_dash(sheet, at, LAST - 1, variant.median, median, **_HAIR)
        words = edition.say(out_of(variant.below_standard, len(variant.scores)))
        sheet.text(at, LAST, words, formats(size=13, align="right", **_HAIR))
    return leave_air(sheet, row + 1 + len(shown))


def _write_overdue(sheet: Sheet, edition: National, row: int) -> int:
    found = overdue.overdue_first(edition)
    shown = found[:MOST_OVERDUE]
    whole = len(edition.nation.provinces)
    aside = edition.pick(f"{len(found)} จาก {whole} จังหวัด ดูแผ่น ค้างส่ง", f"{len(found)} of {whole} provinces; see Overdue") if found else ""
    write_section(sheet, row, 0, LAST, edition.pick("ค้างส่งและเลยกำหนด", "Overdue"), aside)
    if not shown:
        write_remark(sheet, row + 1, 0, overdue.headline(edition))
        return leave_air(sheet, row + 2)
    for at, summary in enumerate(shown, start=row + 1):
        _write_late(sheet, edition, at, summary)
    return leave_air(sheet, row + 1 + len(shown))


def _write_late(sheet: Sheet, edition: National, row: int, summary: ProvinceSummary) -> None:
    formats, sending = sheet.book.formats, summary.sending
    sheet.raw.set_row(row, 26)
    chip = edition.count(summary.overdue_count, "รายการ", "items")
    merge(sheet, row, 0, 1, chip, formats(bold=True, align="center", bg_color=AMBER, **_HAIR))
    name, room = edition.name(summary), COLUMNS[2:SPLIT]
    size = size_that_fits(name, room, (14, 13, 12))
    merge(sheet, row, 2, SPLIT - 1, fitted(name, room, size), formats(size=size, indent=1, **_HAIR))
    days = edition.pick(f"ช้าที่สุด {summary.days_late} วัน", f"the latest {summary.days_late} d")
    agencies = edition.pick("หน่วยงาน", "agencies ") + edition.sending(sending)
    words = "  ·  ".join((days, agencies) if sending.owed else (days,))
    # figures that were cut off would no longer add up
    if fitted(words, COLUMNS[SPLIT:], 13) != words:
        sheet.raw.set_row(row, 45)
    merge(sheet, row, SPLIT, LAST, fitted(words, COLUMNS[SPLIT:], 13, 2), formats(size=13, text_wrap=True, **_HAIR))


def _write_absent(sheet: Sheet, edition: National, row: int) -> None:
    nation = edition.nation
    lines = [(edition.name(one), absent.silent_words(edition, one)) for one in nation.without_score]
    lines += [(one.province or one.folder or edition.say(UNNAMED), message_of(one.finding, edition.lang)) for one in nation.not_counted]
    aside = ""
    if len(lines) > MOST_ABSENT:
        aside = edition.pick(f"แสดง {MOST_ABSENT} จาก {len(lines)} ดูแผ่น ไม่ส่งและอ่านไม่ได้", f"{MOST_ABSENT} of {len(lines)} shown; see Absent")
    write_section(sheet, row, 0, LAST, edition.pick("ไม่ส่ง หรืออ่านไม่ได้", "Not sent, or not read"), aside)
    if not lines:
        write_remark(sheet, row + 1, 0, absent.headline(edition))
        return
    formats, room = sheet.book.formats, COLUMNS[4:]
    for at, (name, why) in enumerate(lines[:MOST_ABSENT], start=row + 1):
        lines_needed = 1 if fitted(why, room, 13) == why else 2
        sheet.raw.set_row(at, 26 if lines_needed == 1 else 45)
        size = size_that_fits(name, COLUMNS[:4], (14, 13, 12))
        merge(sheet, at, 0, 3, fitted(name, COLUMNS[:4], size), formats(size=size, bold=True, **_HAIR))
        style = formats(size=13, font_color=BERRY, text_wrap=True, **_HAIR)
        merge(sheet, at, 4, LAST, fitted(why, room, 13, lines_needed), style)
