"""ค้างส่ง: which provinces have what past its date, the most first, with the office's telephone number."""

from __future__ import annotations

from dataclasses import replace

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    add_bars,
    gap,
    row_height,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, late
from kpi_excel.workbooks.national.edition import National, begin_list, number_or_dash, out_of_format
from kpi_excel.workbooks.styles import AMBER, GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ค้างส่ง", "Overdue")

KINDS = (
    ("submission", Text("ยังไม่ส่ง", "Not sent")),
    ("correction", Text("รอแก้ไข", "To correct")),
    ("step", Text("ขั้นตอนช้า", "Steps late")),
    ("handin", Text("ส่ง ก.พ.ร.", "To OPDC")),
)
COLUMNS = (
    Column(Text("จังหวัด", "Province"), 168),
    Column(Text("รวม (รายการ)", "Items"), 108, "right"),
    gap(8),
    gap(72),
    *(Column(title, 92, "right") for _, title in KINDS),
    Column(Text("หน่วยงานขาด", "Agencies missing"), 160, "right"),
    Column(Text("หน่วยงานอื่น", "Other agencies"), 150),
    Column(Text("ช้าที่สุด", "Latest (days)"), 110, "right"),
    Column(Text("รายการที่ช้าที่สุด", "The latest items"), 344),
    Column(Text("สำนักงาน", "Office"), 150),
    Column(Text("โทรศัพท์", "Telephone"), 108, has_digits=True),
)
_NAME, _TOTAL, _BAR, _FIRST_KIND, _MISSING, _OTHERS, _DAYS, _LATEST, _OFFICE, _PHONE = 0, 1, 3, 4, 8, 9, 10, 11, 12, 13
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def overdue_first(edition: National) -> list[ProvinceSummary]:
    """Provinces with something overdue, the most items first, then the most days."""
    late_ones = [summary for summary in edition.nation.provinces if summary.overdue_count]
    return sorted(late_ones, key=lambda summary: (-summary.overdue_count, -summary.days_late, summary.province, summary.folder))


def write(sheet: Sheet, edition: National) -> None:
    """One row per province that is late with anything."""
    found = overdue_first(edition)
    top = Top(
        what=edition.pick(f"ค้างส่งและเลยกำหนดรายจังหวัด {edition.period_words}", f"Overdue by province, {edition.period_words}"),
        headline=headline(edition),
        how=edition.pick(
            "มากที่สุดอยู่บนสุด  นับวันปฏิทินหลังวันครบกำหนด  รายการทั้งหมดอยู่ในแผ่น ค้างส่ง ของสมุดงานรวมของจังหวัดนั้น",
            "Most first. Calendar days after the due date. All items stand on the sheet Overdue of each province's own workbook",
        ),
    )
    last = begin_list(sheet, edition, COLUMNS, top, len(found), _NAME + 1)
    if found:
        add_bars(sheet, TOP_ROWS + 1, last, _BAR, AMBER, found[0].overdue_count)
    else:
        write_remark(sheet, TOP_ROWS + 1, _NAME, edition.pick("ไม่มี", "None"))
    for at, summary in enumerate(found, start=TOP_ROWS + 1):
        _write_province(sheet, edition, at, summary)


def headline(edition: National) -> str:
    """How many items in how many provinces."""
    found = overdue_first(edition)
    if not found:
        return edition.pick("ไม่มีจังหวัดใดมีรายการเลยกำหนด", "No province has anything overdue")
    items = sum(summary.overdue_count for summary in found)
    whole = len(edition.nation.provinces)
    return edition.pick(f"เลยกำหนด {items:,} รายการ ใน {len(found)} จาก {whole} จังหวัด",
                        f"{items:,} items overdue in {len(found)} of {whole} provinces")  # fmt: skip


def item_words(edition: National, item: Overdue) -> str:
    """`ช้า 12 วัน  สนง.ปภ.  รายงานความคืบหน้า ก.พ. 2556`."""
    return "  ".join(filter(None, (edition.say(late(item.days)), item.agency, edition.say(item.what))))


def _write_province(sheet: Sheet, edition: National, row: int, summary: ProvinceSummary) -> None:
    formats, sending = sheet.book.formats, summary.sending
    body = formats(size=13, text_wrap=True, indent=1, **_HAIR)
    quiet = formats(size=13, font_color=GREY, text_wrap=True, **_HAIR)
    latest = "\n".join(item_words(edition, item) for item in summary.latest)
    cells = (
        Cell(_NAME, edition.name(summary), 14, formats(bold=True, text_wrap=True, **_HAIR)),
        Cell(2, "", 12, quiet),
        Cell(_OTHERS, edition.sending(replace(sending, missing=0)) if sending.owed else DASH, 12, body),
        Cell(_LATEST, latest, 12, formats(size=12, text_wrap=True, indent=1, **_HAIR)),
        Cell(_OFFICE, summary.office or DASH, 13, quiet),
        Cell(_PHONE, summary.phone or DASH, 13, body),
    )
    # figures, Latin and Thai letters side by side break where each font likes: a line to spare
    room = row_height([(latest + "\n", COLUMNS[_LATEST], 12)])
    write_wrapped(sheet, row, COLUMNS, cells, least=room, most_lines=8)
    sheet.number(row, _TOTAL, summary.overdue_count, formats(size=16, bold=True, align="right", num_format="0", **_HAIR))
    sheet.number(row, _BAR, summary.overdue_count, formats(num_format="0", **_HAIR))
    figure = formats(size=13, align="right", num_format="0", **_HAIR)
    for at, (kind, _) in enumerate(KINDS, start=_FIRST_KIND):
        # a kind of which nothing is late is no figure to look at
        number_or_dash(sheet, row, at, summary.overdue_of(kind) or None, figure, **_HAIR)
    missing = formats(size=13, align="right", num_format=out_of_format(edition.lang, sending.owed), **_HAIR)
    number_or_dash(sheet, row, _MISSING, sending.missing if sending.owed else None, missing, **_HAIR)
    sheet.number(row, _DAYS, summary.days_late, formats(size=15, bold=True, align="right", num_format="0", **_HAIR))
