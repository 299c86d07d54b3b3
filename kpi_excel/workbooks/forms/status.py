"""What the status boxes count: the first one the whole form, the others their own sheet, all of them a list sent back."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.core.text import Text
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.corrections import open_on, total_reference
from kpi_excel.workbooks.forms.head import Box, write_box
from kpi_excel.workbooks.forms.layout import VALUE_ROW, SheetLayout
from kpi_excel.workbooks.forms.needs import Need, first_formula
from kpi_excel.workbooks.forms.pen import Pen, SheetPen, cell, quote

_FEW = 3
"""So many names a page's box has room for."""
_DOT = " · "


@dataclass(frozen=True, slots=True)
class Status:
    """What one sheet needs, in reading order. `owed`: what it lacks does not keep the form from being ready."""

    needs: tuple[Need, ...]
    owed: bool = False

    @property
    def count(self) -> str:
        return "+".join(need.count for need in self.needs) or "0"

    @property
    def missing(self) -> int:
        return sum(need.missing for need in self.needs)


def write_statuses(pen: Pen, inputs: list[SheetPen], statuses: list[Status]) -> None:
    """Write every sheet's count and status box."""
    is_paged = inputs[0].layout.content.page is not None
    if not is_paged:
        rest = [_sheet_need(o, s) for o, s in zip(inputs[1:], statuses[1:], strict=True) if _counts(o.layout, s)]
        statuses = [Status((*statuses[0].needs, *rest)), *statuses[1:]]
    for sp, status in zip(inputs, statuses, strict=True):
        sp.sheet.formula(*sp.layout.total, f"={status.count}", pen.looks.hidden, status.missing)
    whole, whole_now = _total(inputs[0]), statuses[0].missing
    if is_paged and len(inputs) > 1:
        row, column = VALUE_ROW + 1, inputs[0].layout.counter
        counted = [(sp, status) for sp, status in zip(inputs, statuses, strict=True) if not status.owed]
        whole_now = sum(status.missing for _, status in counted)
        inputs[0].sheet.formula(row, column, "=" + "+".join(_total(sp) for sp, _ in counted), pen.looks.hidden, whole_now)
        whole = f"{inputs[0].layout.quoted()}!{cell(row, column, True)}"
    for index, (sp, status) in enumerate(zip(inputs, statuses, strict=True)):
        total = cell(*sp.layout.total, absolute=True)
        if pen.is_returned and (not status.owed or open_on(pen, sp.layout.content.name)[1]):
            box, total = _returned_box(sp, inputs), total_reference(pen)
        elif status.owed:
            box = _owed_box(pen, total, status.missing)
        else:
            is_whole = len(inputs) == 1 or (index == 0 and not is_paged)
            box = _box(sp, status, total) if is_whole else _sheet_box(sp, status, total, whole, whole_now, is_paged)
        write_box(sp.sheet, sp.layout.content.spec.status_at, pen.looks, box, total)


def _counts(layout: SheetLayout, status: Status) -> bool:
    """Raw inputs are already counted in their KPI's row, and what is owed does not count."""
    return not status.owed and all(table.content.spec.rows != "inputs" for table in layout.tables)


def _sheet_need(sp: SheetPen, status: Status) -> Need:
    return Need(f"{sp.pen.say(w.SHEET)}“{sp.layout.content.name}”", _total(sp), status.missing)


def _total(sp: SheetPen) -> str:
    return f"{sp.layout.quoted()}!{cell(*sp.layout.total, absolute=True)}"


def _value(pen: Pen, total: str, missing: int, words: tuple[Text, Text], ready: str, ready_now: str) -> tuple[str, str]:
    lead, tail = (pen.say(word) for word in words)
    return f'IF({total}=0,{ready},"{lead}"&{total}&"{tail}")', f"{lead}{missing}{tail}" if missing else ready_now


def _box(sp: SheetPen, status: Status, total: str) -> Box:
    """The whole form's box."""
    pen = sp.pen
    ready, send = pen.say(w.READY), pen.say(w.SEND)
    where, where_now = _clue(sp, status, total)
    value, value_now = _value(pen, total, status.missing, (w.MISSING, w.SPOTS), quote(ready), ready)
    return Box(pen.say(w.STATUS), value, value_now, f'IF({total}=0,"{send}",{where})', where_now if status.missing else send)


def _sheet_box(sp: SheetPen, status: Status, total: str, whole: str, whole_now: int, is_paged: bool) -> Box:
    """One sheet's box: a sheet that is complete says whether the others are, too."""
    pen = sp.pen
    ready, complete, send, others = (pen.say(word) for word in (w.READY, w.COMPLETE, w.SEND, w.OTHERS_OPEN))
    where, where_now = _clue(sp, status, total)
    done = f'IF({whole}=0,"{ready}","{complete}")' if is_paged else quote(complete)
    done_now = ready if is_paged and not whole_now else complete
    value, value_now = _value(pen, total, status.missing, (w.MISSING, w.SPOTS), done, done_now)
    send_now = where_now if status.missing else others if whole_now else send
    return Box(
        pen.say(w.STATUS_SHEET), value, value_now, f'IF({total}=0,IF({whole}=0,"{send}","{others}"),{where})', send_now
    )


def _owed_box(pen: Pen, total: str, missing: int) -> Box:
    none, where = pen.say(w.NONE_OWED), pen.say(w.LOOK_OWED)
    value, value_now = _value(pen, total, missing, (w.OWED, w.ITEMS), quote(none), none)
    return Box(pen.say(w.STATUS_SHEET), value, value_now, f'IF({total}=0,"",{quote(where)})', where if missing else "")


def _returned_box(sp: SheetPen, inputs: list[SheetPen]) -> Box:
    """Every sheet of a form sent back counts the list, and says how many of it stand here and elsewhere."""
    pen, total, ready, send = sp.pen, total_reference(sp.pen), sp.pen.say(w.READY), sp.pen.say(w.SEND)
    assert pen.content.feedback is not None
    value, now = _value(pen, total, len(pen.content.feedback.corrections), (w.TO_FIX, w.SPOTS), quote(ready), ready)
    parts, parts_now = [], ""
    for other in sorted(inputs, key=lambda other: other is not sp):
        formula, count = open_on(pen, other.layout.content.name)
        name = pen.say(w.THIS_SHEET) if other is sp else f"{pen.say(w.SHEET)}“{other.layout.content.name}”"
        if count:
            parts.append(f'IF({formula}>0,"{name} "&{formula}&"{pen.say(w.SPOTS)}  ","")')
            parts_now += f"{name} {count}{pen.say(w.SPOTS)}  "
    where, where_now = ("&".join(parts), parts_now) if parts else (quote(pen.say(w.LOOK_LIST)), pen.say(w.LOOK_LIST))
    return Box(pen.say(w.STATUS), value, now, f'IF({total}=0,"{send}",{where})', where_now)


def _clue(sp: SheetPen, status: Status, total: str) -> tuple[str, str]:
    """Where to look: a page names its cells while they are few, a sheet of tables the first place."""
    open_now = [need.title for need in status.needs if need.missing]
    if sp.layout.content.page is None:
        first = first_formula([(need.count, need.title) for need in status.needs])
        return first, next(iter(open_now), "")
    row, column = VALUE_ROW, sp.layout.counter
    joined = "&".join(f'IF({need.count}>0,"{_DOT}{need.title}","")' for need in status.needs) or '""'
    sp.sheet.formula(row, column, f"={joined}", sp.pen.looks.hidden, "".join(_DOT + title for title in open_now))
    names = cell(row, column, True)
    first = f'MID({names},{len(_DOT) + 1},FIND("{_DOT}",{names}&"{_DOT}",2)-{len(_DOT) + 1})&" …"'
    now = _DOT.join(open_now) if status.missing <= _FEW else f"{next(iter(open_now), '')} …"
    return f"IF({total}<={_FEW},MID({names},{len(_DOT) + 1},400),{first})", now
