"""The head of every sheet of a form: token, title, what to do, who and when, and the status box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.format import Format

from kpi_excel.core.text import Text
from kpi_excel.forms.content import Mark, RowContent
from kpi_excel.forms.heads import HEAD
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import (
    CAPTION_ROW,
    FIRST_COLUMN,
    SUBTITLE_ROW,
    TITLE_ROW,
    TOKEN_ROW,
    VALUE_ROW,
)
from kpi_excel.workbooks.forms.looks import Looks
from kpi_excel.workbooks.forms.measure import BOLD, column_px, cut_to, tall, text_px
from kpi_excel.workbooks.forms.needs import Need, is_blank, short_title
from kpi_excel.workbooks.forms.pen import SheetPen, cell
from kpi_excel.workbooks.writing import Sheet

_WRAPPING = 25.0
"""A column at least this wide wraps a long value; in a narrower one the value is cut."""
_HELPERS = 16
"""Hidden columns to the right of every sheet: counters, and what the live cells look up."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a status box says: a caption, then a formula each for its value and for where to look, with the text now."""

    caption: str
    value: str
    value_now: str
    where: str
    where_now: str


def write_head(sp: SheetPen) -> None:
    """Everything above the first section except the status box."""
    pen, spec = sp.pen, sp.layout.content.spec
    for column, width in enumerate(spec.widths):
        sp.sheet.raw.set_column(column, column, width)
    sp.sheet.raw.set_column(len(spec.widths), len(spec.widths) + _HELPERS, None, None, {"hidden": True})
    sp.height(TOKEN_ROW, 14)
    sp.sheet.text(TOKEN_ROW, sp.layout.last_column, pen.token, pen.looks.token)
    if sp.layout.content.page is not None:
        sp.sheet.text(TOKEN_ROW, FIRST_COLUMN, sp.layout.content.page.code, pen.looks.code_small)
    title = sp.layout.content.heading + (pen.say(w.RETURNED) if pen.is_returned else "")
    write_title(sp.sheet, title, spec.widths, pen.looks.title)
    sp.height(TITLE_ROW, 42)
    sp.sheet.text(SUBTITLE_ROW, FIRST_COLUMN, pen.say(_subtitle(sp)), pen.looks.subtitle)
    sp.height(SUBTITLE_ROW, 27)
    _write_identity(sp)


def _subtitle(sp: SheetPen) -> Text:
    if not sp.pen.is_returned or sp.pen.content.feedback is None:
        return sp.layout.content.spec.subtitle
    has_blank = any(item.is_blank for item in sp.pen.content.feedback.corrections)
    return w.RETURNED_BLANK if has_blank else w.RETURNED_SUBTITLE


def write_title(sheet: Sheet, title: str, widths: tuple[float, ...], looks: Mapping[int, Format]) -> None:
    """The title in the largest size that fits the sheet's width."""
    room = (sum(map(column_px, widths[FIRST_COLUMN:])) - 20) / BOLD
    size = next((size for size in sorted(looks, reverse=True) if text_px(title, size) <= room), min(looks))
    sheet.text(TITLE_ROW, FIRST_COLUMN, cut_to(title, room, size), looks[size])


def _write_identity(sp: SheetPen) -> None:
    """Captions above values; the second line holds the supervisor and what is to be typed."""
    pen, content = sp.pen, sp.layout.content
    spec, looks = content.spec, pen.looks
    sp.height(CAPTION_ROW, 23)
    sp.height(VALUE_ROW, 40)
    for (caption, value), column in zip(content.captions[:3], spec.head_at, strict=False):
        sp.sheet.text(CAPTION_ROW, column, caption, looks.caption)
        _write_value(sp, VALUE_ROW, column, value, spec.head_at)
    sp.height(VALUE_ROW + 1, 25)
    if not spec.head:
        if content.page is not None:
            caption, due = content.captions[1]
            line = f"{pen.content.period.label(pen.lang)}  ·  {caption} {due}"
            sp.sheet.text(VALUE_ROW + 1, FIRST_COLUMN, line, looks.subtitle)
        return
    caption, value = content.captions[3]
    sp.sheet.text(VALUE_ROW + 1, spec.inputs_at[0], caption, looks.caption)
    _write_value(sp, VALUE_ROW + 2, spec.inputs_at[0], value, spec.inputs_at)
    sp.height(VALUE_ROW + 2, 30)
    corrections = pen.content.feedback.corrections if pen.content.feedback is not None else ()
    marks = {each.field: Mark(each.number, each.finding) for each in corrections if each.record == HEAD}
    row = RowContent("", filled=content.head, marks=marks)
    for item, column in zip(spec.head, spec.inputs_at[1:], strict=True):
        sp.sheet.text(VALUE_ROW + 1, column, pen.say(item.title), looks.caption)
        sp.input(VALUE_ROW + 2, column, item, row, item.required, "page")


def _write_value(sp: SheetPen, row: int, column: int, value: str, line: tuple[int, ...]) -> None:
    """A value runs over to the right; a long one grows smaller, then wraps inside its own column or is cut."""
    spec, looks = sp.layout.content.spec, sp.pen.looks
    end = min((at for at in (*line, spec.status_at[0]) if at > column), default=sp.layout.last_column)
    room = (sum(map(column_px, spec.widths[column:end])) - 12) / BOLD
    size = next((size for size in sorted(looks.identity, reverse=True) if text_px(value, size) <= room), None)
    if size is None and sp.width(column) >= _WRAPPING:
        sp.sheet.text(row, column, value, looks.identity_wrap)
        sp.height(row, tall([(value, sp.width(column), 13)]))
        return
    size = size or min(looks.identity)
    sp.sheet.text(row, column, cut_to(value, room, size), looks.identity[size])


def head_needs(sp: SheetPen) -> list[Need]:
    """The required head fields."""
    spec, head = sp.layout.content.spec, sp.layout.content.head
    return [
        Need(short_title(item, sp.pen.lang), f"IF(LEN(TRIM({cell(VALUE_ROW + 2, column, True)}))=0,1,0)", int(is_blank(head.get(item.key))))
        for item, column in zip(spec.head, spec.inputs_at[1:], strict=False) if item.required
    ]  # fmt: skip


def write_box(sheet: Sheet, columns: tuple[int, int], looks: Looks, box: Box, total: str) -> None:
    """The one loud thing of the page: three lines in one frame, turning from peach to blue when `total` is 0."""
    first, last = columns
    lines = (("caption", box.caption, ""), ("value", box.value, box.value_now), ("where", box.where, box.where_now))
    for row, (part, text, now) in enumerate(lines, start=CAPTION_ROW):
        for column in range(first, last + 1):
            edges = (part, column == first, column == last)
            if column > first:
                sheet.blank(row, column, looks.status(*edges))
            elif part == "caption":
                sheet.text(row, column, text, looks.status(*edges))
            else:
                sheet.formula(row, column, f"={text}", looks.status(*edges), now)
            rule = {"type": "formula", "criteria": f"={total}=0", "format": looks.ready(*edges)}
            sheet.raw.conditional_format(row, column, row, column, rule)
