"""ที่มา: every archived file with what became of it, and the proof that files in = files accounted for."""

from __future__ import annotations

from collections import Counter
from datetime import date

from xlsxwriter.format import Format

from kpi_excel.core.catalogue import CATALOGUE, message_of
from kpi_excel.core.consolidation import Consolidation, FileLine, Source
from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Receipt
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import EFFECTS, form_word
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, LINK, NAVY, PALE, PEACH
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ที่มา", "Sources")

COLUMNS = (
    Column(Text("ผล", "Effect"), 116),
    Column(Text("ชื่อไฟล์ที่ส่งมา", "File as sent"), 158),
    Column(Text("หน่วยงาน", "Agency"), 124),
    Column(Text("แบบ", "Form"), 132),
    Column(Text("งวด", "Period"), 78),
    Column(Text("รับเมื่อ", "Received"), 92),
    Column(Text("นับ", "In"), 42, "right"),
    Column(Text("ถูกแทน", "Out"), 58, "right"),
    Column(Text("รอแก้", "Wait"), 50, "right"),
    Column(Text("เหตุผล", "Reason"), 180),
    Column(Text("เปิด", "Open"), 54),
    Column(Text("ไฟล์ในคลัง", "Archived file"), 190),
    Column(Text("รหัสไฟล์ SHA-256", "SHA-256"), 236),
)
_PROOF_ROW = TOP_ROWS
_HEADING_ROW = TOP_ROWS + 2
_FIRST_ROW = _HEADING_ROW + 1
_QUIET = ("in", "in-part", "superseded")
_TO_LOOK_AT = ("held", "refused", "returned", "awaiting")
"""Effects that somebody should look at, in this order, before the rest."""
_REASON, _OPEN, _PATH, _HASH = 9, 10, 11, 12


class BalanceBroken(RuntimeError):
    """Files in are not files accounted for: such a workbook must not be published."""


def check_files_are_accounted_for(data: Consolidation) -> None:
    """Every file has exactly one effect, and the lines on the sheet say the same as the balance.

    Raises:
        BalanceBroken: a file is missing from the account, or counted twice.
    """
    balance = data.balance
    if not balance.holds:
        raise BalanceBroken(f"{balance.files} files in, {sum(balance.by_effect.values())} accounted for")
    listed = Counter(line.effect for line in data.files)
    if listed != Counter({effect: count for effect, count in balance.by_effect.items() if count}):
        raise BalanceBroken(f"the listed files {dict(listed)} differ from the balance {dict(balance.by_effect)}")


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The proof as a live sentence, then one row per file."""
    # without the run's number: how the files of a day were spread over runs shows in no output
    files = sorted(context.data.files, key=lambda line: _age_of(line.receipt), reverse=True)
    files.sort(key=_place_of)
    out = sum(1 for line in files if line.effect in ("returned", "refused", "held"))
    top = Top(
        what=context.pick(f"ที่มาของข้อมูล {context.year_words}", f"Where the data came from, {context.year_words}"),
        headline=context.pick(
            f"ไฟล์เข้าคลัง {len(files)} ไฟล์ ลงบัญชีครบทุกไฟล์ ไม่นับ {out} ไฟล์",
            f"{len(files)} files in, every one accounted for, {out} not counted",
        ),
        how=context.pick(
            "ไฟล์ที่ควรดูอยู่บนสุด แล้วเรียงจากล่าสุด  นับ ถูกแทน รอแก้ = จำนวนรายการในไฟล์  ลิงก์เปิดไฟล์ต้นฉบับในคลัง",
            "What to look at first, then the latest. In, out and wait count records. The link opens the original",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    _write_proof(sheet, context, len(files))
    sheet.raw.set_row(TOP_ROWS + 1, 8)
    write_headings(sheet, context, _HEADING_ROW, COLUMNS)
    for at, line in enumerate(files, start=_FIRST_ROW):
        _write_file(sheet, context, at, line)
    last = _HEADING_ROW + len(files)
    freeze(sheet, _HEADING_ROW, 2)
    numbers_as_text_are_meant(sheet, last)
    if files:
        sheet.raw.autofilter(_HEADING_ROW, 0, last, len(COLUMNS) - 1)


def _age_of(receipt: Receipt) -> tuple[date, str, str]:
    return (receipt.received_on, receipt.modified, receipt.sha256)


def _write_proof(sheet: Sheet, context: Context, count: int) -> None:
    """Files in as a number, and a formula that counts the effects below and says whether both agree."""
    formats, balance = sheet.book.formats, context.data.balance
    sheet.raw.set_row(_PROOF_ROW, 28)
    strip = formats(bg_color=PALE)
    for column in range(len(COLUMNS)):
        sheet.blank(_PROOF_ROW, column, strip)
    strong = {"size": 15, "bold": True, "font_color": NAVY, "bg_color": PALE}
    sheet.number(_PROOF_ROW, 0, balance.files, formats(align="right", num_format="#,##0_)", **strong))
    known = [*EFFECTS, *(effect for effect in sorted(balance.by_effect) if effect not in EFFECTS)]
    counts = {context.say(EFFECTS.get(effect, effect)): balance.by_effect.get(effect, 0) for effect in known}
    rows = f"$A${_FIRST_ROW + 1}:$A${_FIRST_ROW + max(count, 1)}"
    found = {word: f'COUNTIF({rows},"{word}")' for word in counts}
    agree, differ = context.pick("ตรงกัน", "in agreement"), context.pick("ไม่ตรงกัน", "NOT in agreement")
    begin = context.pick("ไฟล์ที่เข้าคลัง = ", "files in the archive = ")
    terms = '&" + "&'.join(f'"{word} "&{formula}' for word, formula in found.items())
    proof = f'IF({"+".join(found.values())}=$A${_PROOF_ROW + 1},"   {agree}","   {differ}")'
    said = begin + " + ".join(f"{word} {number}" for word, number in counts.items()) + f"   {agree}"
    sheet.formula(_PROOF_ROW, 1, f'="{begin}"&{terms}&{proof}', formats(**strong), said)


def _write_file(sheet: Sheet, context: Context, row: int, line: FileLine) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    receipt = line.receipt
    body = formats(size=13, text_wrap=True, **hair)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **hair)
    indented = formats(size=12, font_color=GREY, text_wrap=True, indent=1, **hair)
    cells = (
        Cell(0, context.say(EFFECTS.get(line.effect, line.effect)), 13, _effect_style(sheet, line)),
        Cell(1, receipt.name, 13, body),
        Cell(2, context.agency(receipt.agency), 13, body),
        Cell(3, context.say(form_word(receipt.form)), 12, quiet),
        Cell(4, context.period(receipt.period), 12, quiet),
        Cell(5, context.day(receipt.received_on), 12, quiet),
        Cell(_REASON, _reason(context, line), 12, indented),
        Cell(_PATH, receipt.archived, 12, quiet),
        Cell(_HASH, receipt.sha256, 12, quiet),
    )
    # a hash takes three lines in the widest font
    write_wrapped(sheet, row, COLUMNS, cells, least=64)
    count = formats(size=13, num_format="0;;–", align="right", **hair)
    for at, number in ((6, line.counted), (7, line.superseded), (8, line.awaiting)):
        sheet.number(row, at, number, count)
    source = Source("", "", receipt.archived if row < MOST_LINKS else "")
    opens = context.pick("เปิด", "open") if source.archived else ""
    write_link(sheet, row, _OPEN, source, opens, formats(size=12, font_color=LINK, underline=1, **hair), quiet)


def _reason(context: Context, line: FileLine) -> str:
    """Why a file does not count in full: the deciding finding in words, and what a person decided."""
    receipt = line.receipt
    decided = next((finding for finding in receipt.findings if finding.code == receipt.code), Finding(receipt.code))
    words = [message_of(decided, context.lang)] if receipt.code in CATALOGUE else [receipt.code] if receipt.code else []
    if receipt.decided_by or receipt.why:
        words.append(" ".join(part for part in (receipt.decided_by, receipt.why) if part))
    return "  ".join(words)


def _place_of(line: FileLine) -> int:
    """Where something is to be done comes first; a record that a later file displaced asks for nothing."""
    wanted = "awaiting" if line.awaiting else line.effect
    return _TO_LOOK_AT.index(wanted) if wanted in _TO_LOOK_AT else len(_TO_LOOK_AT)


def _effect_style(sheet: Sheet, line: FileLine) -> Format:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR, "text_wrap": True}
    if line.awaiting:
        return formats(size=13, bold=True, bg_color=PEACH, **hair)
    if line.effect in _QUIET:
        return formats(size=13, font_color=GREY, **hair)
    return formats(size=13, bold=True, font_color=BERRY, **hair)
