"""สถานะการส่ง: agency × month, a word in every tile, worst first. On time is quiet, late and missing stand out."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.matrix import MONTHLY, AgencyRow, Matrix, Slot, Tile
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    gap,
    open_sheet,
    write_headings,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, FAR_LATE, FORMS, OBLIGATION_STATES, ROLL_RULES, late, out_of
from kpi_excel.workbooks.styles import (
    AMBER,
    BERRY,
    FAINT,
    GREY,
    HAIR,
    NAVY,
    ORANGE,
    PALE,
    PEACH,
    RULE,
    WHITE,
)
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("สถานะการส่ง", "Submissions")

_LEGEND_ROW, _DUE_ROW, _HEADING_ROW = TOP_ROWS, TOP_ROWS + 1, TOP_ROWS + 2
_NAME = Column(Text("หน่วยงาน / รายงานของเดือน", "Agency / report for"), 300)
_ONE_OFF = {"kpi_template": Text("KPI", "KPI"), "action_plan": Text("แผน", "Plan")}
"""Headings of the year's one-off forms, as short as a month's name."""
_NOT_DUE, _CANCELLED = OBLIGATION_STATES[ObligationState.EXPECTED], Text("ยกเลิก", "cancelled")
_BEYOND = Text("นอกงวด", "later")
_LEGEND_TILES = 6
_MOST_ON_ONE_PAGE = 26
"""Up to so many agencies the sheet stays one page; more would print too small."""
_LEAST_SCALE = 10
"""The days-late bars share one scale; a single late day must not fill it."""


class TileStyles:
    """The looks of a tile, built once."""

    def __init__(self, sheet: Sheet) -> None:
        formats = sheet.book.formats
        tile = {"align": "center", "border": 1, "border_color": WHITE}
        self.on_time = formats(size=12, font_color=NAVY, bg_color=PALE, **tile)
        self.late = formats(size=13, bg_color=PEACH, **tile)
        self.far_late = formats(size=13, bold=True, bg_color=AMBER, **tile)
        self.awaiting = formats(size=13, bold=True, align="center", border=2, border_color=ORANGE)
        self.missing = formats(size=13, bold=True, font_color=WHITE, bg_color=BERRY, **tile)
        self.exempt = formats(size=12, font_color=GREY, align="center", border=1, border_color=RULE)
        self.none = formats(size=12, font_color=FAINT, align="center", bottom=1, bottom_color=HAIR)

    def of(self, tile: Tile | None) -> Format:
        """The look of a tile; every look has its own word as well."""
        if tile is None or tile.state is ObligationState.EXPECTED:
            return self.none
        if tile.state is ObligationState.RECEIVED:
            return self.on_time if tile.days == 0 else self.late if tile.days < FAR_LATE else self.far_late
        return {ObligationState.AWAITING: self.awaiting, ObligationState.MISSING: self.missing}.get(
            tile.state, self.exempt
        )


def _word_ahead(context: Context, slot: Slot) -> Text:
    """A month after the workbook's period: not due yet, or, where a past period is looked at, told in a later workbook."""
    return _NOT_DUE if slot.period.start > context.data.as_of else _BEYOND


def tile_word(tile: Tile | None) -> Text:
    """What a tile says: `ตรงเวลา`, `ช้า 3 วัน`, `ขาด 1/3`."""
    if tile is None:
        return Text(DASH, DASH)
    if tile.state is ObligationState.RECEIVED and tile.days:
        return late(tile.days)
    word = OBLIGATION_STATES[tile.state]
    if tile.state is ObligationState.MISSING and tile.missing < tile.owed:
        return Text(f"{word.th} {tile.missing}/{tile.owed}", f"{tile.missing}/{tile.owed} {word.en}")
    return word


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Legend, headings with due dates, one row per agency, and how many were on time."""
    matrix = places.matrix
    columns = _columns(context, matrix)
    roll = context.say(ROLL_RULES[context.data.registry.settings.roll])
    top = Top(
        what=context.pick(
            f"สถานะการส่งรายงานความคืบหน้ารายเดือน {context.year_words}",
            f"Monthly progress reports received, {context.year_words}",
        ),
        headline=headline(context, matrix),
        how=context.pick(
            f"หน่วยงานที่ต้องติดตามอยู่บนสุด  วันครบกำหนดอยู่เหนือชื่อเดือน ({roll})  KPI = รายละเอียดตัวชี้วัด",
            f"Agencies to follow up stand first. Due dates above the months ({roll}). KPI: KPI template",
        ),
    )
    open_sheet(sheet, context, columns, top)
    styles = TileStyles(sheet)
    _write_legend(sheet, context, styles, matrix)
    _write_headings(sheet, context, matrix, columns)
    for at, row in enumerate(matrix.rows, start=_HEADING_ROW + 1):
        _write_agency(sheet, context, styles, matrix, at, row)
    _add_bars(sheet, places, _HEADING_ROW + 1)
    _write_count(sheet, context, matrix, _HEADING_ROW + 1 + len(matrix.rows), len(columns))
    if len(matrix.rows) <= _MOST_ON_ONE_PAGE:
        sheet.raw.fit_to_pages(1, 1)
    freeze(sheet, _HEADING_ROW, 1, first_repeated=_DUE_ROW)


def headline(context: Context, matrix: Matrix) -> str:
    """How many agencies sent the latest month, who is missing, who has to correct."""
    at = matrix.latest
    if at is None:
        return context.pick("ยังไม่มีเดือนที่ครบกำหนดส่ง", "No month has been due yet")
    tiles = [tile for row in matrix.rows if (tile := row.tiles[at]) and tile.is_due]
    missing = sum(1 for tile in tiles if tile.state is ObligationState.MISSING)
    awaiting = sum(1 for tile in tiles if tile.state is ObligationState.AWAITING)
    month = context.month(matrix.slots[at].period)
    sent, whole = len(tiles) - missing, len(tiles)
    words = context.pick(
        f"เดือน {month} ส่งแล้ว {sent} จาก {whole} หน่วยงาน", f"{month}: {sent} of {whole} agencies have sent"
    )
    if missing:
        words += context.pick(f" ขาด {missing} หน่วยงาน", f", {missing} missing")
    if awaiting:
        words += context.pick(f" รอแก้ไข {awaiting} หน่วยงาน", f", {awaiting} awaiting correction")
    return words


def _columns(context: Context, matrix: Matrix) -> list[Column]:
    due = sum(1 for slot in matrix.slots if slot.is_due)
    wide = 76 if due <= 10 else 70
    narrow = 42 if due >= _LEGEND_TILES + 2 else 66
    columns = [_NAME]
    for slot in matrix.slots:
        if slot.form != MONTHLY:
            columns.append(Column(_ONE_OFF.get(slot.form, FORMS[slot.form]), 76, "center"))
        else:
            month = context.month(slot.period)
            pixels = wide if slot.is_due else 76 if slot.due or slot.is_ahead else narrow
            columns.append(Column(Text(month, month), pixels, "center"))
    on_time, late_days = Text("ตรงเวลา", "On time"), Text("วันที่ช้า", "Days late")
    return [*columns, Column(on_time, 106, "right"), gap(12), Column(late_days, 100, "center")]


def _write_legend(sheet: Sheet, context: Context, styles: TileStyles, matrix: Matrix) -> None:
    """Made of real cells, so that it looks like what it explains."""
    formats = sheet.book.formats
    sheet.raw.set_row(_LEGEND_ROW, 26)
    sheet.text(_LEGEND_ROW, 0, context.pick("ความหมายของช่อง", "What a tile means"), formats(size=13, font_color=GREY))
    items = (
        (Text("ตรงเวลา", "on time"), styles.on_time), (Text("ช้า 1–5", "1–5 late"), styles.late),
        (Text("ช้า 6+", "6+ late"), styles.far_late), (Text("รอแก้ไข", "correct"), styles.awaiting),
        (Text("ขาด", "missing"), styles.missing), (Text("ยกเว้น", "exempt"), styles.exempt),
    )  # fmt: skip
    first = _legend_start(matrix)
    for column, (word, style) in enumerate(items, start=first):
        sheet.text(_LEGEND_ROW, column, context.say(word), style)
    rest = context.pick("–  ไม่ต้องส่ง", "–  not owed")
    sheet.text(_LEGEND_ROW, first + len(items), "  " + rest, formats(size=13, font_color=GREY))


def _legend_start(matrix: Matrix) -> int:
    """Over the wide columns: the months that were due where there are enough of them, else from the first slot."""
    due = [at for at, slot in enumerate(matrix.slots, start=1) if slot.form == MONTHLY and slot.is_due]
    return due[0] if len(due) >= _LEGEND_TILES else 1


def _write_headings(sheet: Sheet, context: Context, matrix: Matrix, columns: Sequence[Column]) -> None:
    formats = sheet.book.formats
    sheet.raw.set_row(_DUE_ROW, 24)
    small = {"size": 12, "font_color": GREY, "align": "center"}
    sheet.text(_DUE_ROW, 0, context.pick("ครบกำหนด", "due"), formats(**small | {"align": "right"}))
    for column, slot in enumerate(matrix.slots, start=1):
        sheet.text(_DUE_ROW, column, _due_words(context, slot), formats(bottom=1, bottom_color=RULE, **small))
    unowed = [at for at, slot in enumerate(matrix.slots, start=1) if slot.form == MONTHLY and not slot.due]
    if unowed and matrix.slots[unowed[0] - 1] is matrix.slots[2]:
        before = context.pick("ก่อนเริ่มระบบ", "before the start")
        sheet.text(_DUE_ROW, unowed[0], before, formats(**small | {"align": "left"}, bottom=1, bottom_color=RULE))
    write_headings(sheet, context, _HEADING_ROW, columns)


def _due_words(context: Context, slot: Slot) -> str:
    """`20 มี.ค.`; where groups of KPIs have their own dates, the first and the last."""
    if not slot.due:
        return ""
    last = context.day(slot.due[-1]).rsplit(" ", 1)[0]
    if len(slot.due) == 1:
        return last
    first = context.day(slot.due[0]).rsplit(" ", 1)[0]
    same_month = first.split()[1] == last.split()[1]
    return f"{first.split()[0] if same_month else first}–{last}"


def _write_agency(sheet: Sheet, context: Context, styles: TileStyles, matrix: Matrix, at: int, row: AgencyRow) -> None:
    """Name, tiles, and how many of them were on time; bold where the latest month is missing or wrong."""
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    latest = row.tiles[matrix.latest] if matrix.latest is not None else None
    is_urgent = latest is not None and latest.state in (ObligationState.MISSING, ObligationState.AWAITING)
    name = Cell(0, context.agency(row.agency), 14, formats(bold=is_urgent, text_wrap=True, **hair))
    write_wrapped(sheet, at, [_NAME], [name])
    for place, (tile, slot) in enumerate(zip(row.tiles, matrix.slots, strict=True)):
        word = _CANCELLED if place in row.cancelled else _word_ahead(context, slot) if slot.is_ahead else tile_word(tile)
        sheet.text(at, place + 1, context.say(word), styles.of(tile))
    count = 1 + len(row.tiles)
    sheet.text(at, count, context.say(out_of(row.on_time, row.due)), formats(align="right", shrink=True, **hair))
    sheet.blank(at, count + 1, formats(**hair))
    sheet.blank(at, count + 2, formats(**hair))


def _add_bars(sheet: Sheet, places: Places, first_row: int) -> None:
    """Days late by month, on one scale for all agencies."""
    rows = places.matrix.rows
    tallest = max((tile.days for row in rows for tile in row.tiles if tile), default=0)
    look = {"type": "column", "series_color": NAVY, "min": 0, "max": max(_LEAST_SCALE, tallest), "show_hidden": True}
    for at, row in enumerate(rows, start=first_row):
        days = places.charts.spark("days", row.agency)
        if days:
            sheet.raw.add_sparkline(at, len(row.tiles) + 3, {"range": days} | look)


def _write_count(sheet: Sheet, context: Context, matrix: Matrix, at: int, columns: int) -> None:
    """The last row: how many agencies were on time, per slot and in all."""
    formats = sheet.book.formats
    over = {"top": 2, "top_color": NAVY, "bold": True}
    sheet.raw.set_row(at, 32)
    sheet.text(at, 0, context.pick("ส่งตรงเวลา (หน่วยงาน)", "On time (agencies)"), formats(**over))
    for column, slot in enumerate(matrix.slots, start=1):
        tiles = [tile for row in matrix.rows if (tile := row.tiles[column - 1]) and tile.is_due]
        if slot.is_due:
            count = sum(1 for tile in tiles if tile.is_on_time)
            sheet.number(at, column, count, formats(align="center", num_format="0", **over))
        else:
            sheet.blank(at, column, formats(**over))
    on_time, due = sum(row.on_time for row in matrix.rows), sum(row.due for row in matrix.rows)
    sheet.text(at, columns - 3, context.say(out_of(on_time, due)), formats(align="right", shrink=True, **over))
    sheet.blank(at, columns - 2, formats(**over))
    sheet.blank(at, columns - 1, formats(**over))
