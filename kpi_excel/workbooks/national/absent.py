"""ไม่ส่งและอ่านไม่ได้: provinces without a score, folders that are not in the figures, and what in others could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.findings import Finding
from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    open_sheet,
    write_remark,
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.national.edition import UNNAMED, National
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, RULE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ไม่ส่งและอ่านไม่ได้", "Absent")

COLUMNS = (
    Column(Text("จังหวัด", "Province"), 190),
    Column(Text("โฟลเดอร์", "Folder"), 220),
    Column(Text("เหตุ", "Why"), 480),
    Column(Text("สิ่งที่ต้องทำ", "What to do"), 400),
)
_HAIR = {"bottom": 1, "bottom_color": HAIR}

_Line = tuple[str, str, str, str]


def write(sheet: Sheet, edition: National) -> None:
    """Three blocks; one without content says so."""
    nation = edition.nation
    top = Top(
        what=edition.pick(f"ไม่ส่งและอ่านไม่ได้ {edition.period_words}", f"Not sent and not read, {edition.period_words}"),
        headline=headline(edition),
        how=edition.pick(
            "จังหวัดในแผ่นนี้ไม่อยู่ในอันดับ มัธยฐาน และการกระจาย (ไม่ใช่ศูนย์)  โฟลเดอร์ที่อ่านไม่ได้ไม่กระทบจังหวัดอื่น",
            "These are outside ranking, median and distribution: missing is not zero. A broken folder affects no other province",
        ),
    )
    open_sheet(sheet, edition, COLUMNS, top)
    freeze(sheet, TOP_ROWS - 1, 0, first_repeated=0)
    row = TOP_ROWS
    blocks = (
        (Text("ก. จังหวัดที่ยังไม่มีคะแนนของงวดนี้", "A. Provinces without a score for this period"),
         [_without_score(edition, summary) for summary in nation.without_score]),
        (Text("ข. โฟลเดอร์ที่ไม่ได้นับ", "B. Folders that are not counted"),
         [_line(edition, one.province or edition.say(UNNAMED), one.folder, one.finding) for one in nation.not_counted]),
        (Text("ค. สิ่งที่อ่านไม่ได้ในจังหวัดที่นับแล้ว", "C. What could not be read in provinces that count"),
         [_line(edition, edition.name(one), one.folder, finding) for one in nation.provinces for finding in one.findings]),
    )  # fmt: skip
    for title, lines in blocks:
        row = _write_block(sheet, edition, row, edition.say(title), lines)


def headline(edition: National) -> str:
    """How many have no score, how many are not counted."""
    nation = edition.nation
    unread, silent = len(nation.not_counted), len(nation.without_score)
    if not unread and not silent:
        return edition.pick("ทุกจังหวัดที่ระบุมีคะแนน", "Every province named has a score")
    provinces = edition.count(silent, "จังหวัด", "provinces")
    folders = edition.count(unread, "โฟลเดอร์", "folders")
    return edition.pick(f"ยังไม่มีคะแนน {provinces}  ไม่ได้นับ {folders}", f"{provinces} without a score, {folders} not counted")


def silent_words(edition: National, summary: ProvinceSummary) -> str:
    """How far a province without a score has come."""
    sending, total = summary.sending, summary.total
    weight = f"{plain(total.covered)}/{plain(total.weight)}"
    if not sending.owed:
        return edition.pick(f"งวดนี้ยังไม่มีหน่วยงานที่ต้องส่ง  น้ำหนักที่รายงาน {weight}",
                            f"No agency owes a form for this period; weight reported {weight}")  # fmt: skip
    return edition.pick(
        f"{sending.owed} หน่วยงาน: {edition.sending(sending)}  น้ำหนักที่รายงาน {weight}",
        f"{edition.count(sending.owed, '', 'agencies')}: {edition.sending(sending)}; weight reported {weight}",
    )


def _without_score(edition: National, summary: ProvinceSummary) -> _Line:
    contact = "  ".join(filter(None, (summary.office, summary.phone)))
    ask = edition.pick("ติดตามที่ ", "Ask ") + contact if contact else edition.pick("ติดตามจังหวัด", "Ask the province")
    return edition.name(summary), summary.folder, silent_words(edition, summary), ask


def _line(edition: National, province: str, folder: str, finding: Finding) -> _Line:
    return province, folder, f"{message_of(finding, edition.lang)}  ({finding.code})", remedy_of(finding, edition.lang)


def _write_block(sheet: Sheet, edition: National, row: int, title: str, lines: Sequence[_Line]) -> int:
    write_section(sheet, row, 0, len(COLUMNS) - 1, title, str(len(lines)) if lines else "")
    if not lines:
        write_remark(sheet, row + 1, 0, edition.pick("ไม่มี", "None"))
        sheet.raw.set_row(row + 2, 12)
        return row + 3
    formats = sheet.book.formats
    sheet.raw.set_row(row + 1, 24)
    for column, heading in enumerate(COLUMNS):
        sheet.text(row + 1, column, edition.say(heading.title), formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE))
    looks = (
        formats(bold=True, text_wrap=True, **_HAIR), formats(size=12, font_color=GREY, text_wrap=True, **_HAIR),
        formats(size=13, font_color=BERRY, text_wrap=True, **_HAIR), formats(size=13, text_wrap=True, indent=1, **_HAIR),
    )  # fmt: skip
    for at, line in enumerate(lines, start=row + 2):
        cells = (Cell(column, text or DASH, 14 if not column else 13, looks[column]) for column, text in enumerate(line))
        write_wrapped(sheet, at, COLUMNS, cells)
    sheet.raw.set_row(row + 2 + len(lines), 12)
    return row + 3 + len(lines)
