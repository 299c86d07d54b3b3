"""Who was reminded of what, and when: what the overdue list shows as the last reminder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.periods import short_date
from kpi_excel.core.text import Text

EMAIL, LETTER = "email", "letter"

_BY = {EMAIL: Text("ทางอีเมล", "by e-mail"), LETTER: Text("ทางหนังสือ", "by letter")}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One agency was reminded of one line of the list. `channel`: EMAIL where there was an address, else LETTER.

    `step` is the code of a planned step, "" where a form or its correction was asked for.
    """

    on: date
    channel: str
    agency: str
    form: str
    period: str
    kpi_nos: tuple[str, ...]
    step: str = ""


def reminder_of(line: Overdue, on: date, channel: str) -> Reminder:
    """The note that an agency is reminded of a line."""
    return Reminder(on, channel, line.agency, line.form, line.period, line.kpi_nos, step_code(line))


def last_reminder(line: Overdue, reminders: Iterable[Reminder], as_of: date) -> Text | None:
    """`22 ก.พ. 2556 ทางอีเมล`: the latest reminder up to a day about any of the line's KPIs; None where there is none."""
    told = [
        note for note in reminders
        if note.on <= as_of and (note.agency, note.form, note.period) == (line.agency, line.form, line.period)
        and note.step == step_code(line) and not set(note.kpi_nos).isdisjoint(line.kpi_nos)
    ]  # fmt: skip
    if not told:
        return None
    last = max(told, key=lambda note: note.on)
    th, en = _BY.get(last.channel, Text("", ""))
    return Text(f"{short_date(last.on)} {th}".rstrip(), f"{short_date(last.on, 'en')} {en}".rstrip())


def step_code(line: Overdue) -> str:
    """The code that a planned step's line begins with; "" for any other line."""
    return line.what.th.partition(" ")[0] if line.kind == "step" else ""
