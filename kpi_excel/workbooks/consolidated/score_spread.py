"""Below the total on คะแนน: how the scores are spread, a line of KPI numbers for each level; the length is the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.score_layout import COLUMNS, INDEX
from kpi_excel.workbooks.consolidated.skeleton import write_section
from kpi_excel.workbooks.consolidated.words import NO_SCORE, out_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK, NAVY
from kpi_excel.workbooks.writing import Sheet

_IN_ONE_LINE = 18
"""KPI numbers that fit between the weight and the right edge."""


def write_spread(sheet: Sheet, context: Context, row: int) -> int:
    """A heading at `row`, then the levels from the highest down. The last row."""
    weighted = [line for line in context.leaves if line.weight > 0]
    scored = sum(1 for line in weighted if line.score.value is not None)
    aside = context.pick("มีคะแนน ", "scored: ") + context.say(out_of(scored, len(weighted)))
    title = context.pick("การกระจายของคะแนนตัวชี้วัด", "How the KPI scores are spread")
    write_section(sheet, row, 0, len(COLUMNS) - 1, title, aside)
    for words, color, lines in _bands(context, weighted):
        for at in range(0, max(1, len(lines)), _IN_ONE_LINE):
            row += 1
            _write_line(sheet, row, (words, _count(context, lines)) if at == 0 else ("", ""), color,
                        lines[at : at + _IN_ONE_LINE], lines if at == 0 else ())  # fmt: skip
    return row


def _bands(context: Context, lines: Sequence[KpiLine]) -> Iterator[tuple[str, str, list[KpiLine]]]:
    """Words, colour and KPIs of every whole level; levels outside 1 to 5 only where a method leads there."""
    standard = context.data.registry.settings.standard_score
    found: dict[int | None, list[KpiLine]] = {level: [] for level in (5, 4, 3, 2, 1)}
    for line in lines:
        found.setdefault(None if line.score.value is None else int(line.score.value // 1), []).append(line)
    unscored = found.pop(None, [])
    for level in sorted((level for level in found if level is not None), reverse=True):
        top = score_text(Decimal(level)) if level == 5 else f"{score_text(Decimal(level))}–{level}.9999"
        yield top, BERRY if level + 1 <= standard else NAVY, found[level]
    if unscored:
        yield context.say(NO_SCORE), GREY, unscored


def _count(context: Context, lines: Sequence[KpiLine]) -> str:
    return context.pick(f"{len(lines)} ตัว", f"{len(lines)}")


def _write_line(
    sheet: Sheet, row: int, said: tuple[str, str], color: str, shown: Sequence[KpiLine], weighed: Sequence[KpiLine]
) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    sheet.raw.set_row(row, 25)
    words, count = said
    sheet.text(row, 0, "", formats(**hair))
    sheet.text(row, INDEX["name"], words, formats(bold=True, font_color=color, **hair))
    sheet.text(row, INDEX["unit"], count, formats(size=13, font_color=INK if shown else GREY, **hair))
    weight = plain(sum((line.weight for line in weighed), Decimal(0))) if weighed else ""
    sheet.text(row, INDEX["weight"], weight, formats(size=13, font_color=GREY, align="right", **hair))
    # one text over free cells to its right: a program that cuts it would cut a picture, not a number
    numbers = "   ".join(line.kpi.kpi_no for line in shown)
    sheet.text(row, INDEX["levels"], numbers, formats(size=13, bold=True, font_color=color, indent=1))
