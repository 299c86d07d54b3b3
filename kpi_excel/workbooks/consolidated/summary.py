"""สรุป: one A4 page to be read, decided on and signed. It never grows; a block without content says so in one line."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Certification
from kpi_excel.core.periods import PeriodKind
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import charts, summary_lists
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Top, open_sheet, write_section
from kpi_excel.workbooks.consolidated.summary_grid import COLUMNS, LAST, SPLIT, below_standard, leave_air
from kpi_excel.workbooks.consolidated.verdicts import AGAINST_STANDARD, Trio, difference
from kpi_excel.workbooks.consolidated.words import DASH, NO_SCORE, NOT_CERTIFIED, out_of
from kpi_excel.workbooks.styles import GREY, HAIR, INK, NAVY, PALE, PEACH, RULE, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("สรุป", "Summary")

_CHART_ROWS = 6

_AGAINST_BEFORE: Trio = (Text("เพิ่มขึ้น {}", "up {}"), Text("ลดลง {}", "down {}"), Text("คงที่", "unchanged"))
_CLAIMED: Trio = (Text("แจ้งสูงไป {}", "{} too high"), Text("แจ้งต่ำไป {}", "{} too low"), Text("ตรงกัน", "the same"))

_Figure = tuple[str, Decimal] | Decimal | str
"""A live reference with its value, a number, or a word."""


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The page from top to bottom."""
    province = context.data.registry.settings.province
    what = context.pick(
        f"จังหวัด{province}  ·  คำรับรองการปฏิบัติราชการ {context.year_words}",
        f"{province} province  ·  performance agreement, {context.year_words}",
    )
    open_sheet(sheet, context, COLUMNS, Top(what, _headline(context), _reach(context)), portrait=True)
    sheet.raw.fit_to_pages(1, 1)
    row = _write_hero(sheet, context, places, TOP_ROWS)
    row = _write_strip(sheet, context, row)
    row = _write_charts(sheet, context, places, row)
    summary_lists.write(sheet, context, row)


_ABOVE, _EXACTLY, _BELOW = Text("สูงกว่า", "above"), Text("เท่ากับ", "at"), Text("ต่ำกว่า", "below")


def _headline(context: Context) -> str:
    """The finding: how far reports cover the year, then where the total stands, then how many KPIs are below it."""
    total, low = context.data.total, len(below_standard(context))
    covered, weight = plain(total.covered), plain(total.weight)
    if total.score is None:
        return context.pick(f"ยังไม่มีคะแนน  รายงานแล้วน้ำหนัก {covered} จาก {weight}",
                            f"No score yet: weight {covered} of {weight} reported")  # fmt: skip
    standard = context.data.registry.settings.standard_score
    is_above = total.score >= standard
    side = context.say(_EXACTLY if total.score == standard else _ABOVE if is_above else _BELOW)
    if total.covered < total.weight:
        return context.pick(f"รายงานแล้วน้ำหนัก {covered} จาก {weight}  คะแนน{side}เกณฑ์",
                            f"Weight {covered} of {weight} reported, score {side} standard")  # fmt: skip
    where = context.pick(f"คะแนนรวม{side}เกณฑ์มาตรฐาน", f"Total score {side} standard")
    if not low:
        return where + context.pick(" ทุกตัวชี้วัดถึงเกณฑ์", ", every KPI at standard")
    but = context.pick("แต่ ", "but ") if is_above else ""
    return where + context.pick(f" {but}{low} ตัวชี้วัดยังต่ำกว่าเกณฑ์", f", {but}{low} KPIs below it")


def _reach(context: Context) -> str:
    """Which months the results cover."""
    period, year = context.data.period, context.data.registry.settings.fiscal_year
    if period.kind not in (PeriodKind.MONTH, PeriodKind.SAR):
        return period.label(context.lang)
    months = [month.short_label(context.lang) for month in year.months() if month.end <= period.end]
    count, span = len(months), f"{months[0]} – {months[-1]}" if len(months) > 1 else months[0]
    return context.pick(f"ผลสะสม {count} เดือน ({span})  เสนอผู้ว่าราชการจังหวัดและที่ประชุมหัวหน้าส่วนราชการ",
                        f"Cumulative over {count} months ({span}), for the governor and heads of agencies")  # fmt: skip


def _write_hero(sheet: Sheet, context: Context, places: Places, row: int) -> int:
    """The total on the left; on the right what it is compared with."""
    formats, score = sheet.book.formats, context.data.total.score
    for at in range(row, row + 4):
        sheet.raw.set_row(at, 29)
    style = formats(size=50 if score is not None else 30, bold=True, font_color=NAVY, num_format=SCORE, align="left")
    sheet.raw.merge_range(row, 0, row + 2, SPLIT - 1, "", style)
    value = context.say(NO_SCORE) if score is None else score
    sheet.formula(row, 0, f"={places.scores.total('computed')}", style, value)
    caption = context.pick("คะแนนรวม จากเต็ม 5.0000", "total score out of 5.0000")
    sheet.text(row + 3, 0, caption, formats(font_color=GREY))
    for at, (label, figure, words, is_bold) in enumerate(_comparisons(context, places)):
        line = {"bottom": 1, "bottom_color": HAIR if at < 3 else RULE}
        line |= {"top": 1, "top_color": RULE} if at == 0 else {}
        for column in range(SPLIT, LAST + 1):
            sheet.blank(row + at, column, formats(**line))
        sheet.text(row + at, SPLIT, label, formats(**line))
        _write_figure(sheet, row + at, figure, formats(size=15, bold=True, align="right", num_format=SCORE, **line))
        color = INK if is_bold else GREY
        sheet.text(row + at, LAST, words, formats(bold=is_bold, align="right", font_color=color, **line))
    return leave_air(sheet, row + 4, 8)


def _write_figure(sheet: Sheet, row: int, figure: _Figure, style: Format) -> None:
    if isinstance(figure, tuple):
        sheet.formula(row, LAST - 2, f"={figure[0]}", style, figure[1])
    elif isinstance(figure, Decimal):
        sheet.number(row, LAST - 2, figure, style)
    else:
        sheet.text(row, LAST - 2, figure, style)


def _comparisons(context: Context, places: Places) -> list[tuple[str, _Figure, str, bool]]:
    """Label, figure, difference in words, and whether the words are bold: a number means something beside another."""
    data, standard = context.data, context.data.registry.settings.standard_score
    previous, claimed, certified = data.previous, data.claimed.score, data.certified
    before = previous.score if previous else None
    label = context.pick("เดือนก่อน", "month before")
    label += f" ({previous.period.short_label(context.lang)})" if previous else ""
    since = _against(context, data.total.score, before, _AGAINST_BEFORE) if previous else _first_month(context)
    share = context.pick("น้ำหนัก ", "weight ") + f"{plain(certified.covered)}/{plain(certified.weight)}"
    return [
        (context.pick("เกณฑ์มาตรฐาน", "standard"), standard,
         _against(context, data.total.score, standard, AGAINST_STANDARD), True),
        (label, DASH if before is None else before, since, True),
        (context.pick("หน่วยงานแจ้งเอง", "claimed"),
         DASH if claimed is None else (places.scores.total("claimed"), claimed),
         _against(context, claimed, data.total.score, _CLAIMED), False),
        (context.pick("ที่ปรึกษารับรองแล้ว", "certified"), DASH if certified.score is None else certified.score,
         context.say(NOT_CERTIFIED) if certified.score is None else share, False),
    ]  # fmt: skip


def _first_month(context: Context) -> str:
    return context.pick("เดือนแรกที่รายงาน", "first month")


def _against(context: Context, score: Decimal | None, other: Decimal | None, words: Trio) -> str:
    return context.say(NO_SCORE) if score is None or other is None else difference(context, score, other, words)


def _write_strip(sheet: Sheet, context: Context, row: int) -> int:
    """How far the total can be trusted: weight reported, KPIs certified, the worst case."""
    formats, total = sheet.book.formats, context.data.total
    fill = PALE if total.covered == total.weight else PEACH
    sheet.raw.set_row(row, 28)
    for column in range(LAST + 1):
        sheet.blank(row, column, formats(bg_color=fill))
    # of all KPIs in force, as on ทวนสอบ: one without a score is not certified either
    weighted = [line for line in context.leaves if line.weight]
    done = sum(1 for line in weighted if line.certification in (Certification.CERTIFIED, Certification.AMENDED))
    covered, weight = plain(total.covered), plain(total.weight)
    worst = context.say(NO_SCORE) if total.worst_case is None else score_text(total.worst_case)
    items = (
        (0, "left", context.pick("น้ำหนักที่รายงานแล้ว", "weight reported"),
         context.pick(f"{covered} จาก {weight}", f"{covered} of {weight}")),
        (SPLIT, "left", context.pick("รับรองแล้ว", "certified"), context.say(out_of(done, len(weighted)))),
        (LAST, "right", context.pick("กรณีต่ำสุด", "worst case"), worst),
    )  # fmt: skip
    label, strong = formats(), formats(size=15, bold=True, font_color=NAVY)
    for column, align, words, figure in items:
        cell = formats(bg_color=fill, align=align, indent=0 if column == SPLIT else 1)
        sheet.rich(row, column, [label, words + "  ", strong, figure], cell)
    return leave_air(sheet, row + 1)


def _write_charts(sheet: Sheet, context: Context, places: Places, row: int) -> int:
    """By dimension on the left, by month on the right."""
    titles = (context.pick("คะแนนตามมิติ (น้ำหนัก)", "Score by dimension (weight)"),
              context.pick("คะแนนรวมรายเดือน", "Total score by month"))  # fmt: skip
    write_section(sheet, row, 0, SPLIT - 1, titles[0])
    write_section(sheet, row, SPLIT, LAST, titles[1])
    for at in range(row + 1, row + 1 + _CHART_ROWS):
        sheet.raw.set_row(at, 24)
    none = sheet.book.formats(font_color=GREY)
    if any(dimension.total.score is not None for dimension in context.data.dimensions):
        charts.insert_dimensions(sheet, context, places.charts, charts.Spot(row + 1, COLUMNS, 0, SPLIT, _CHART_ROWS))
    else:
        sheet.text(row + 1, 0, context.say(NO_SCORE), none)
    if any(month.score is not None for month in context.data.months):
        spot = charts.Spot(row + 1, COLUMNS, SPLIT, LAST + 1, _CHART_ROWS)
        charts.insert_months(sheet, context, places.charts, spot)
    else:
        sheet.text(row + 1, SPLIT, context.say(NO_SCORE), none)
    return leave_air(sheet, row + 1 + _CHART_ROWS)
