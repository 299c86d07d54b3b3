"""A tenth of what comes back is not as it should be; these are the ways, the frequent ones first."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date

from benchmarks.filling import Edits, Typed, fields_typed, type_in

ONE_IN = 10

_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def faulty(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    """The form with one thing wrong in it, or no form at all."""
    return chance.choice(_WAYS)(form, edits, day, chance)


def _with(edits: Edits, sheet: int, cell: str, value: Typed) -> Edits:
    return {number: {**cells, cell: value} if number == sheet else cells for number, cells in edits.items()}


def _words_for_a_number(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    places = fields_typed(edits, (int, float))
    return type_in(form, _with(edits, *chance.choice(places), "ประมาณ 12 แห่ง") if places else edits, day)


def _no_such_day(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    places = [(sheet, cell) for sheet, cell in fields_typed(edits, str) if _DAY.fullmatch(str(edits[sheet][cell]))]
    return type_in(form, _with(edits, *chance.choice(places), "31/2/2556") if places else edits, day)


def _half_done(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    half = {sheet: dict(list(cells.items())[: len(cells) // 2]) for sheet, cells in edits.items()}
    return type_in(form, half, day)


def _cut_short(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    whole = type_in(form, edits, day)
    return whole[: chance.randrange(len(whole) // 2, len(whole) - 30)]


def _no_workbook(form: bytes, edits: Edits, day: date, chance: random.Random) -> bytes:
    return f"<html><body><table><tr><td>รายงาน {chance.random()}</td></tr></table></body></html>".encode()


_WAYS: tuple[Callable[[bytes, Edits, date, random.Random], bytes], ...] = (
    _words_for_a_number, _words_for_a_number, _no_such_day, _no_such_day, _half_done, _cut_short, _no_workbook,
)  # fmt: skip
