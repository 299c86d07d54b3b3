"""What people might type, put into the cells of a form that was read: the interpreter's own fuzzing. Seeded."""

from __future__ import annotations

import random
from dataclasses import replace

from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook

_LETTERS = "กขคงจฉชซญณดตถทธนบปผฝพฟภมยรลวศษสหอฮ ะาิีึืุูเแโใไ็่้๊๋์ๆฯ๐๑๒๓๔๕๖๗๘๙0123456789.,-/%()+=:;#|'\"\\\t\n\u00a0\u200b\u202e\ufeffabcXYZ"
_TYPED = ("45.5", "๔๕.๕", "45,5", "1,234.50", "45.5%", "-", "ไม่มี", "มี", "N/A", "#N/A", "=1+1", "28/2/2556", "28 ก.พ. 56", "2013-02-28", "31/2/2556",
          "1e308", "9" * 400, "0.1" * 50, "K1.10", "1.10", "P3.2.2-1", "KPIX|", "#END|", "0 3869 4000", "ตามแผน", "ก" * 40_000, "\ud7ff", "_x000D_",
          "<b>", "{found}", "%s", "../../x", "\x07", "ใช่", "ครบ", "TRUE", "nan", "inf", "½", "¹²", "١٢", "Ⅳ", "十")  # fmt: skip


def scramble(raw: RawWorkbook, seed: int) -> RawWorkbook:
    """The workbook with some cells typed over, cleared, moved, of another kind, or rows pushed about."""
    chance = random.Random(seed)
    sheets = list(raw.sheets)
    for _ in range(chance.choice((1, 2, 5, 40))):
        place = chance.randrange(len(sheets))
        sheets[place] = _changed(sheets[place], chance)
    if chance.random() < 0.1:
        sheets.append(chance.choice(sheets))
    if chance.random() < 0.1 and len(sheets) > 1:
        sheets.pop(chance.randrange(len(sheets)))
    if chance.random() < 0.1:
        chance.shuffle(sheets)
    custom = dict(raw.custom) if chance.random() < 0.9 else {"kpi_token": typed(chance)}
    return replace(raw, sheets=tuple(sheets), custom=custom, subject=raw.subject if chance.random() < 0.9 else typed(chance))


def typed(chance: random.Random) -> str:
    """Something that somebody might have typed, or that a program might have left."""
    if chance.random() < 0.6:
        return chance.choice(_TYPED)
    return "".join(chance.choices(_LETTERS, k=chance.choice((1, 2, 5, 20, 300))))


def _changed(sheet: RawSheet, chance: random.Random) -> RawSheet:
    cells = dict(sheet.cells)
    at = chance.choice(sorted(cells)) if cells and chance.random() < 0.7 else Address(chance.randrange(80), chance.randrange(20))
    match chance.randrange(7):
        case 0:
            cells.pop(at, None)
        case 1 | 2 | 3:
            cells[at] = _cell(chance)
        case 4:
            # a row more, or less, from here on
            step = chance.choice((-1, 1))
            cells = {Address(max(0, row + (step if row >= at.row else 0)), column): cell for (row, column), cell in cells.items()}
        case 5:
            other = chance.randrange(80)
            swap = {at.row: other, other: at.row}
            cells = {Address(swap.get(row, row), column): cell for (row, column), cell in cells.items()}
        case _:
            other = chance.randrange(20)
            across = {at.column: other, other: at.column}
            cells = {Address(row, across.get(column, column)): cell for (row, column), cell in cells.items()}
    return replace(sheet, cells=cells, name=sheet.name if chance.random() < 0.97 else typed(chance)[:255])


def _cell(chance: random.Random) -> RawCell:
    formula = chance.choice(("", "", "", "1+1", "…"))
    match chance.randrange(7):
        case 0 | 1 | 2:
            return RawCell("text", typed(chance), formula)
        case 3 | 4:
            number = chance.choice((0.0, -1.0, 45.5, 1e308, -1e308, 5e-324, 0.1 + 0.2, float(chance.randrange(10**9)), 2556.0, 41333.0))
            return RawCell("number", number, formula)
        case 5:
            return chance.choice((RawCell("bool", True, formula), RawCell("error", "#REF!", formula), RawCell("uncached", "", "1+1"),
                                  RawCell("duration", "30:05:00", formula)))  # fmt: skip
        case _:
            return RawCell("date", chance.choice(("2013-02-28", "2556-02-28", "1900-01-01", "9999-12-31", "2013-02-28T12:00:00")), formula)
