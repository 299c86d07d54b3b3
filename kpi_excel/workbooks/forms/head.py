"""The head of every sheet of a form: token, title, what to do, who and when, and the status box."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.forms.content import RowContent
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import (
    CAPTION_ROW,
    FIRST_COLUMN,
    SUBTITLE_ROW,
    TITLE_ROW,
    TOKEN_ROW,
    VALUE_ROW,
)
from kpi_excel.workbooks.forms.pen import SheetPen, cell
from kpi_excel.workbooks.styles import base_length, height_of


@dataclass(frozen=True, slots=True)
class Status:
    """The status box: how many are missing as a formula and now, and where to look while some are."""

    count: str
    missing: int
    where: str
    owed: bool = False
    """The sheet counts what is owed, not what is missing."""


def write_head(sp: SheetPen) -> None:
    """Everything above the first section except the status box."""
    pen, spec = sp.pen, sp.layout.content.spec
    widths = spec.widths
    for column, width in enumerate(widths):
        sp.sheet.raw.set_column(column, column, width)
    sp.sheet.raw.set_column(len(widths), len(widths) + 16, None, None, {"hidden": True})
    sp.height(TOKEN_ROW, 14)
    sp.sheet.text(TOKEN_ROW, sp.layout.last_column, pen.token, pen.looks.token)
    if sp.layout.content.page is not None:
        sp.sheet.text(TOKEN_ROW, FIRST_COLUMN, sp.layout.content.page.code, pen.looks.code_small)
    returned = pen.content.feedback is not None
    write_title(sp, sp.layout.content.heading + (pen.say(w.RETURNED) if returned else ""))
    subtitle = w.RETURNED_SUBTITLE if returned else spec.subtitle
    sp.sheet.text(SUBTITLE_ROW, FIRST_COLUMN, pen.say(subtitle), pen.looks.subtitle)
    sp.height(SUBTITLE_ROW, 27)
    _write_identity(sp)


def write_title(sp: SheetPen, title: str) -> None:
    """The title in the largest size that fits the sheet's width."""
    room = sum(sp.layout.content.spec.widths) * 7.3
    sizes = sorted(sp.pen.looks.title, reverse=True)
    fitting = [size for size in sizes if base_length(title) * 0.62 * size <= room]
    size = fitting[0] if fitting else sizes[-1]
    sp.sheet.text(TITLE_ROW, FIRST_COLUMN, title, sp.pen.looks.title[size])
    sp.height(TITLE_ROW, 42)


def _write_identity(sp: SheetPen) -> None:
    """Captions above values; the second line holds the supervisor and what is to be typed."""
    pen, content = sp.pen, sp.layout.content
    spec, looks = content.spec, pen.looks
    sp.height(CAPTION_ROW, 23)
    sp.height(VALUE_ROW, 36)
    for (caption, value), column in zip(content.captions[:3], spec.head_at, strict=False):
        sp.sheet.text(CAPTION_ROW, column, caption, looks.caption)
        _identity_value(sp, VALUE_ROW, column, value)
    if not spec.head:
        sp.height(VALUE_ROW + 1, 25)
        if content.page is not None:
            caption, due = content.captions[1]
            line = f"{pen.content.period.label(pen.lang)}  ·  {caption} {due}"
            sp.sheet.text(VALUE_ROW + 1, FIRST_COLUMN, line, looks.subtitle)
        return
    caption_row, value_row = VALUE_ROW + 1, VALUE_ROW + 2
    sp.height(caption_row, 25)
    sp.height(value_row, 30)
    caption, value = content.captions[3]
    sp.sheet.text(caption_row, spec.inputs_at[0], caption, looks.caption)
    _identity_value(sp, value_row, spec.inputs_at[0], value)
    row = RowContent("", filled=content.head)
    for item, column in zip(spec.head, spec.inputs_at[1:], strict=True):
        sp.sheet.text(caption_row, column, pen.say(item.title), looks.caption)
        sp.input(value_row, column, item, row, item.required, "page")


def _identity_value(sp: SheetPen, row: int, column: int, value: str) -> None:
    """Values run over to the right; a long one (several due dates) wraps inside its own room."""
    spec = sp.layout.content.spec
    line = spec.head_at if row == VALUE_ROW else spec.inputs_at
    following = [at for at in (*line, spec.status_at[0]) if at > column]
    room = sum(spec.widths[column : min(following, default=sp.layout.last_column)])
    if base_length(value) * 11.2 <= room * 7:
        sp.sheet.text(row, column, value, sp.pen.looks.identity)
        return
    width = sp.width(column)
    sp.sheet.text(row, column, value, sp.pen.looks.identity_wrap)
    sp.height(row, min(height_of([(value, width, 14)]), 120))


def head_needs(sp: SheetPen) -> tuple[str, int]:
    """Formula and present count of required head fields that are blank."""
    spec = sp.layout.content.spec
    tests, missing = [], 0
    for item, column in zip(spec.head, spec.inputs_at[1:], strict=False):
        if item.required:
            tests.append(f"IF(LEN(TRIM({cell(VALUE_ROW + 2, column, True)}))=0,1,0)")
            missing += not sp.layout.content.head.get(item.key)
    return "+".join(tests) or "0", missing


def write_status(sp: SheetPen, status: Status) -> None:
    """The one loud thing of the page: two cells wide, three lines, turning from peach to blue when all is there."""
    pen, looks = sp.pen, sp.pen.looks
    first, last = sp.layout.content.spec.status_at
    total_row, total_column = sp.layout.total
    total = cell(total_row, total_column, True)
    sp.sheet.formula(total_row, total_column, f"={status.count}", looks.hidden, status.missing)
    alone = first == last
    sp.sheet.text(CAPTION_ROW, first, pen.say(w.STATUS), looks.status("caption", alone))
    lead, tail, ready = _status_words(sp, status)
    value = f"{lead}{status.missing}{tail}" if status.missing else ready
    sp.sheet.formula(
        VALUE_ROW, first, f'=IF({total}=0,"{ready}","{lead}"&{total}&"{tail}")', looks.status("value", alone), value
    )
    send = "" if status.owed else pen.say(w.SEND)
    sp.sheet.formula(
        VALUE_ROW + 1, first, f'=IF({total}=0,"{send}","{status.where}")', looks.status("where", alone),
        status.where if status.missing else send,
    )  # fmt: skip
    for column in range(first + 1, last + 1):
        sp.sheet.blank(CAPTION_ROW, column, looks.frame(top=True, right=column == last))
        sp.sheet.blank(VALUE_ROW, column, looks.frame(right=column == last))
        sp.sheet.blank(VALUE_ROW + 1, column, looks.frame(bottom=True, right=column == last))
    sp.sheet.raw.conditional_format(
        CAPTION_ROW, first, VALUE_ROW + 1, last, {"type": "formula", "criteria": f"={total}=0", "format": looks.ready_fill}
    )
    sp.height(VALUE_ROW, 40)


def _status_words(sp: SheetPen, status: Status) -> tuple[str, str, str]:
    pen = sp.pen
    if status.owed:
        return pen.say(w.OWED), pen.say(w.ITEMS), pen.say(w.NONE_OWED)
    lead = w.TO_FIX if pen.content.feedback is not None else w.MISSING
    return pen.say(lead), pen.say(w.SPOTS), pen.say(w.READY)
