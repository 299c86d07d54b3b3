"""ทวนสอบ: what we found about each score, and the boxes in which the consultant decides. Read back like any form.

The sheet carries its own token, alone or inside the consolidated workbook: whoever fills it sends it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpi_excel.core.in_force import closing_month
from kpi_excel.core.review_lines import EarlierLine, ReviewLine
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import END_OF_TABLE, KEY_MARK
from kpi_excel.forms.build_review import ReviewContent, kpi_of
from kpi_excel.forms.raw import Address
from kpi_excel.forms.token import END_MARK, Token
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.out_of_force import WITHOUT_WEIGHT, write_left_out
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.review_cells import VERDICT_LIST, RowPen
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Column,
    Top,
    freeze,
    gap,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
)
from kpi_excel.workbooks.styles import FAINT, GREY, NAVY, RULE, SKY
from kpi_excel.workbooks.writing import Book, Sheet

LISTS = "_lists"
_KEY_ROW, _HEADING_ROW = TOP_ROWS + 1, TOP_ROWS + 2
_ALIGN = dict.fromkeys(("weight", "claimed", "recomputed", "difference", "certified"), "right") | {"evidence": "center"}
"""How the columns that do not begin at the left stand."""


class ReviewSheet:
    """One sheet `ทวนสอบ`, written once; afterwards it knows what it said."""

    TITLE = Text("ทวนสอบ", "Review")

    def __init__(self, content: ReviewContent, token: Token) -> None:
        self.content, self.token = content, token
        self._columns = _columns(content)
        self._places = {spec.key: at for at, spec in zip(_positions(content), content.table.columns, strict=True)}
        self._texts: dict[tuple[int, int], str] = {}

    def write(self, sheet: Sheet, context: Context, places: Places | None = None) -> None:
        """The whole sheet, its inputs unlocked."""
        open_sheet(sheet, context, self._columns, self._top(context))
        self._write_marks(sheet, context)
        write_headings(sheet, context, _HEADING_ROW, self._columns)
        row = self._write_bands(sheet, context, _HEADING_ROW + 1)
        row = self._write_earlier(sheet, context, row)
        row = write_left_out(sheet, context, row - 1, WITHOUT_WEIGHT, self._listed()) + 1
        self._write_end(sheet, row)
        freeze(sheet, _HEADING_ROW, 2, first_repeated=TOP_ROWS)
        numbers_as_text_are_meant(sheet, row)
        protect(sheet)
        self._texts = sheet.texts

    def write_lists(self, book: Book) -> None:
        """The drop-down's items on a hidden sheet, under a defined name: that survives every program."""
        sheet = book.sheet(LISTS)
        verdict = self.content.table.column("verdict")
        items = [choice.title.say(self.content.lang) for choice in verdict.choices] if verdict else []
        for row, item in enumerate(items):
            sheet.text(row, 0, item)
        book.raw.define_name(VERDICT_LIST, f"={LISTS}!$A$1:$A${len(items)}")
        sheet.raw.hide()

    def record(self) -> Mapping[str, Any]:
        """What the sheet said, as every issued form is noted."""
        content, token = self.content, self.token
        lines = content.lines
        names = {line.code: _name_of(line) for line in lines}
        locked = {Address(*at).a1(): text for at, text in sorted(self._texts.items())}
        return {
            "schema": "kpi_excel.issued/1", "token": token.text, "form": token.form, "version": token.version,
            "agency": token.agency, "period": token.period, "serial": token.serial,
            "spec_digest": content.spec.digest, "content_digest": content.digest(), "lang": content.lang,
            "kpi_nos": list(dict.fromkeys(map(kpi_of, lines))), "sheets": [content.spec.sheets[0].key],
            "prefilled": dict(sorted(content.prefilled().items())),
            "labels": {f"{content.table.key}.name|{code}": name.split("\n", 1)[0] for code, name in names.items()},
            "locked": {self.TITLE.say(content.lang): locked},
            "formulas": {},
        }  # fmt: skip

    def _top(self, context: Context) -> Top:
        spec, review = self.content.spec.sheets[0], self.content.review
        what = context.say(spec.heading).format(year=context.year)
        what += context.pick(f"  รอบ {review.months} เดือน", f"  {review.months}-month round")
        if not review.is_closed:
            what += context.pick("  (ยังไม่สิ้นรอบ)", "  (not over yet)")
        return Top(what, self._headline(context), context.say(spec.subtitle))

    def _headline(self, context: Context) -> str:
        review = self.content.review
        done, left = len(review.settled), len(review.open)
        if not review.is_closed:
            month = closing_month(context.data.period).fiscal_year.months()[review.months - 1]
            end = month.label(context.lang)
            return context.pick(f"รับรองได้เมื่อรายงานสิ้นรอบ {end}", f"Scores can be certified once the round ends in {end}")
        if not left:
            return context.pick(f"รับรองครบ {done} ตัวชี้วัด", f"All {done} KPIs are certified") + self._certified(context)
        weight = _weight(review.open)
        if not done:
            return context.pick(f"ยังไม่ผ่านการรับรองทั้ง {left} ตัวชี้วัด น้ำหนัก {weight}",
                                f"None of {left} KPIs is certified, weight {weight}")  # fmt: skip
        words = context.pick(f"รับรองแล้ว {done} จาก {done + left} ตัวชี้วัด เหลือ {left} ตัว น้ำหนัก {weight}",
                             f"{done} of {done + left} KPIs certified, {left} left, weight {weight}")  # fmt: skip
        return words + self._certified(context)

    def _certified(self, context: Context) -> str:
        score = context.data.certified.score
        if score is None:
            return ""
        return context.pick(f"  คะแนนที่รับรอง {score_text(score)}", f"  certified {score_text(score)}")

    def _write_marks(self, sheet: Sheet, context: Context) -> None:
        """The token in small print, the labels over both halves, the hidden key row."""
        formats, last = sheet.book.formats, len(self._columns) - 1
        sheet.raw.set_row(TOP_ROWS - 1, 14)
        sheet.text(
            TOP_ROWS - 1, last, self.token.text, formats(size=7, font_color=FAINT, align="right", valign="bottom")
        )
        sheet.raw.set_row(TOP_ROWS, 22)
        first_input = min(self._places[spec.key] for spec in self.content.table.columns if spec.is_input)
        under = formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
        halves = ((self._places["claimed"], first_input - 2, context.pick("สิ่งที่ระบบตรวจพบ", "What we found")),
                  (first_input, last, context.pick("ความเห็นของที่ปรึกษา", "The consultant's view")))  # fmt: skip
        for first, end, words in halves:
            for column in range(first + 1, end + 1):
                sheet.blank(TOP_ROWS, column, under)
            sheet.text(TOP_ROWS, first, words, under)
        hidden = formats(size=8, font_color=FAINT)
        for key, at in self._places.items():
            sheet.text(_KEY_ROW, at, f"{KEY_MARK}{self.content.table.key}.{key}", hidden)
        sheet.raw.set_row(_KEY_ROW, None, None, {"hidden": True})

    def _write_bands(self, sheet: Sheet, context: Context, row: int) -> int:
        """Open scores first; a band without rows says so. The next free row."""
        review = self.content.review
        waiting, settled = context.pick("ยังไม่รับรอง", "Not certified"), context.pick("รับรองแล้ว", "Certified")
        for title, lines in ((waiting, review.open), (settled, review.settled)):
            count = context.pick(f"{title}  {len(lines)} ตัวชี้วัด", f"{title}: {len(lines)} KPIs")
            self._write_band(sheet, row, count, _weight(lines) if lines else "")
            row += 1
            for line in lines:
                pen = RowPen(sheet, context, self._by_key(), self._places, row)
                pen.write(self.content.table.columns, line, self.content.filled.get(line.code, {}))
                row += 1
            if not lines:
                write_remark(sheet, row, 0, context.pick("ไม่มี", "None"))
                row += 1
        return row

    def _write_earlier(self, sheet: Sheet, context: Context, row: int) -> int:
        """Verdicts of earlier rounds, locked, the latest round first."""
        last = 0
        for line in self.content.review.earlier:
            if line.opinion.months != last:
                last = line.opinion.months
                title = context.pick(
                    f"ผลทวนสอบรอบ {last} เดือน (อ่านอย่างเดียว)", f"Verdicts of the {last}-month round (to be read only)"
                )
                self._write_band(sheet, row, title, "")
                row += 1
            pen = RowPen(sheet, context, self._by_key(), self._places, row)
            pen.write_earlier(self.content.table.columns, line, self.content.filled.get(line.code, {}))
            row += 1
        return row

    def _write_band(self, sheet: Sheet, row: int, title: str, weight: str) -> None:
        band = sheet.book.formats(bold=True, font_color=NAVY, bg_color=SKY)
        number = sheet.book.formats(bold=True, font_color=NAVY, bg_color=SKY, align="right")
        sheet.raw.set_row(row, 28)
        gutter = self._gutter
        for column in range(len(self._columns)):
            if column != gutter:
                sheet.blank(row, column, band)
        sheet.text(row, 0, title, band)
        sheet.text(row, self._places["weight"], weight, number)

    def _write_end(self, sheet: Sheet, row: int) -> None:
        """The table's end, hidden, and the token once more."""
        formats, last = sheet.book.formats, len(self._columns) - 1
        sheet.text(row, 0, f"{END_OF_TABLE}{self.content.table.key}", formats(size=8, font_color=FAINT))
        sheet.raw.set_row(row, None, None, {"hidden": True})
        sheet.raw.set_row(row + 1, 14)
        sheet.text(row + 1, last, END_MARK + self.token.text, formats(size=7, font_color=FAINT, align="right"))

    def _listed(self) -> frozenset[str]:
        """The KPIs that have a row of this round."""
        return frozenset(map(kpi_of, (*self.content.review.open, *self.content.review.settled)))

    @property
    def _gutter(self) -> int:
        return min(self._places[spec.key] for spec in self.content.table.columns if spec.is_input) - 1

    def _by_key(self) -> Mapping[str, Column]:
        return {key: self._columns[at] for key, at in self._places.items()}


def protect(sheet: Sheet) -> None:
    """Against slips only: no password, and everything that reading survives stays allowed."""
    sheet.raw.protect(
        "", {"insert_rows": True, "insert_columns": True, "format_columns": True, "format_rows": True, "sort": True,
             "autofilter": True, "format_cells": True, "delete_rows": False, "select_locked_cells": True}
    )  # fmt: skip


def _positions(content: ReviewContent) -> list[int]:
    """The spec's columns from the left, a gap before the first that somebody fills in."""
    first_input = next(at for at, spec in enumerate(content.table.columns) if spec.is_input)
    return [at + (at >= first_input) for at in range(len(content.table.columns))]


def _columns(content: ReviewContent) -> tuple[Column, ...]:
    """Every column of the sheet with its heading and the width that the spec gives it."""
    titled = dict(zip(_positions(content), content.table.columns, strict=True))
    columns = []
    for at, width in enumerate(content.spec.sheets[0].widths[: len(titled) + 1]):
        pixels, spec = round(width * 7 + 5), titled.get(at)
        if spec is None:
            columns.append(gap(pixels))
            continue
        columns.append(Column(spec.title, pixels, _ALIGN.get(spec.key, "left")))
    return tuple(columns)


def _weight(lines: Sequence[ReviewLine]) -> str:
    return plain(sum((line.line.weight for line in lines), Decimal(0)))


def _name_of(line: ReviewLine | EarlierLine) -> str:
    return line.kpi.name if isinstance(line, EarlierLine) else line.line.kpi.name
