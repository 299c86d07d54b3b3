"""One leaf's row on `คะแนน`: what was reported, how it became a score, and where it came from."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import KpiLine, ResultState, Source
from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.expressions import rounded
from kpi_excel.core.scoring.formulas import FormulaTooLong, result_formula, score_formula
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, DIFFERS, result_format, score_text, weight_format
from kpi_excel.workbooks.consolidated.links import source_words, sources_of, write_link
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.score_layout import COLUMNS, INDEX, letter
from kpi_excel.workbooks.consolidated.skeleton import fitted, row_height
from kpi_excel.workbooks.consolidated.verdicts import is_below_standard, verdict
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS, DASH, RESULT_STATES
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, LINK, PEACH, SCORE, SKY
from kpi_excel.workbooks.writing import Sheet

_LINE = {"bottom": 1, "bottom_color": HAIR}
_NUMBER = {"align": "right", "shrink": True, **_LINE}
"""A long number becomes smaller, never ###."""
_DASHED = {"size": 12, "font_color": GREY, "align": "center", **_LINE}
"""A dash stands in the middle: beside the next number it would read as a minus."""
_MOST_LINES = 20
"""Lines of a derivation that a row shows; a KPI of many parts has more."""

_WITHOUT_RESULT = {
    ScoringMethod.COMPOSITE: Text("ส่วนย่อย", "parts"),
    ScoringMethod.CONDITIONAL_WEIGHTS: Text("ส่วนย่อย", "parts"),
    ScoringMethod.EXTERNAL_SCORE: Text("ภายนอก", "external"),
}
"""Methods whose score comes from several inputs and from no single result."""


def write_leaf(sheet: Sheet, context: Context, places: Places, at: int, line: KpiLine) -> None:
    """The whole row."""
    formats = sheet.book.formats
    steps = fitted(_derivation(context, line), [COLUMNS[INDEX["steps"]]], 12, _MOST_LINES)
    state = "" if line.state is ResultState.REPORTED else context.say(RESULT_STATES[line.state])
    words = (("name", line.kpi.name, 14), ("unit", line.kpi.unit, 13), ("result", state, 12), ("steps", steps, 12),
             ("source", source_words(context, line), 12))  # fmt: skip
    height = row_height([(text, COLUMNS[INDEX[key]], size) for key, text, size in words], least=46)
    sheet.raw.set_row(at, height, None, {"level": min(7, line.depth + 1)})
    quiet = formats(size=13, font_color=GREY, text_wrap=True, **_LINE)
    sheet.text(at, INDEX["number"], line.kpi.kpi_no, formats(**_LINE))
    sheet.text(at, INDEX["name"], line.kpi.name, formats(text_wrap=True, **_LINE))
    sheet.text(at, INDEX["unit"], line.kpi.unit, quiet)
    weight = formats(num_format=weight_format(line.weight) + BESIDE_FILL, **_NUMBER)
    sheet.number(at, INDEX["weight"], line.weight, weight)
    _write_levels(sheet, at, line)
    refs = {key: places.tidy.cell(line.kpi.kpi_no, key) for key in line.inputs}
    _write_result(sheet, context, at, line, refs, state)
    _write_claimed(sheet, at, line)
    _write_score(sheet, at, line, refs)
    _write_certified(sheet, context, at, line)
    _write_weighted(sheet, places, at, line)
    _write_verdict(sheet, context, at, line)
    sheet.text(at, INDEX["steps"], steps, formats(size=12, font_color=GREY, text_wrap=True, indent=1, **_LINE))
    _write_source(sheet, context, at, line)
    sheet.number(at, INDEX["leaf"], 1, formats(size=12, font_color=GREY, num_format="0", align="center", **_LINE))


def _write_levels(sheet: Sheet, at: int, line: KpiLine) -> None:
    """The five criteria, the level reached bold on a fill."""
    formats = sheet.book.formats
    for level, criterion in enumerate(line.kpi.levels, start=1):
        column = INDEX["levels"] + level - 1
        reached = line.score.value is not None and line.score.level == level
        look = {"bold": True, "bg_color": SKY} if reached else {"font_color": GREY}
        if criterion is None:
            sheet.blank(at, column, formats(**_LINE))
        else:
            style = formats(size=13, num_format=result_format(criterion), **look, **_NUMBER | {"align": "center"})
            sheet.number(at, column, criterion, style)


def _write_result(sheet: Sheet, context: Context, at: int, line: KpiLine, refs: dict[str, str], state: str) -> None:
    """The result as a formula over its raw inputs; where there is none, the state's own word."""
    formats, column = sheet.book.formats, INDEX["result"]
    word = formats(size=12, font_color=GREY, align="right", text_wrap=True, **_LINE)
    result = line.score.result
    if state:
        sheet.text(at, column, state, word)
    elif result is not None:
        style = formats(bold=True, num_format=_beside_fill(result_format(result)), **_NUMBER)
        formula = _formula(lambda: result_formula(line.kpi, refs))
        _write_live(sheet, at, column, formula, result, style)
    elif line.kpi.method is ScoringMethod.YES_NO and "answer" in refs:
        said = result_word(context, line)
        sheet.formula(at, column, f"={refs['answer']}", formats(bold=True, align="right", **_LINE), said)
    else:
        sheet.text(at, column, result_word(context, line), word)


def result_word(context: Context, line: KpiLine) -> str:
    """What stands for the result of a KPI that is scored without a number: the answer, or where the score is from."""
    if line.kpi.method is ScoringMethod.YES_NO and "answer" in line.inputs:
        return context.pick("มี", "yes") if line.inputs["answer"][0] is True else context.pick("ไม่มี", "no")
    return context.say(_WITHOUT_RESULT.get(line.kpi.method, DASH))


def _beside_fill(shape: str) -> str:
    return ";".join(part + BESIDE_FILL for part in shape.split(";"))


def _formula(build: Callable[[], str]) -> str:
    """A formula's text, or "" where its inputs are not on the sheet or Excel would refuse its length."""
    try:
        return f"={build()}"
    except (KeyError, FormulaTooLong):
        return ""


def _write_live(sheet: Sheet, at: int, column: int, formula: str, value: Decimal, style: Format) -> None:
    if formula:
        sheet.formula(at, column, formula, style, value)
    else:
        sheet.number(at, column, value, style)


def _write_score(sheet: Sheet, at: int, line: KpiLine, refs: dict[str, str]) -> None:
    """The recomputed score from the result and the criteria beside it."""
    formats, column, score = sheet.book.formats, INDEX["computed"], line.score.value
    if score is None:
        sheet.text(at, column, DASH, formats(**_DASHED))
        return
    style = formats(size=15, bold=True, num_format=SCORE, **_NUMBER)
    if line.state is not ResultState.REPORTED:
        sheet.number(at, column, score, style)
        return
    known = refs | ({"result": f"{letter('result')}{at + 1}"} if line.score.result is not None else {})
    cells = [f"{chr(ord('A') + INDEX['levels'] + step)}{at + 1}" for step in range(5)]
    levels = [None if level is None else cell for level, cell in zip(line.kpi.levels, cells, strict=True)]
    live = levels if any(levels) else None
    _write_live(sheet, at, column, _formula(lambda: score_formula(line.kpi, known, live)), score, style)


def _write_claimed(sheet: Sheet, at: int, line: KpiLine) -> None:
    """The agency's own score, marked where it differs."""
    formats, column = sheet.book.formats, INDEX["claimed"]
    if line.claimed is None:
        sheet.text(at, column, DASH, formats(**_DASHED))
    elif line.score.value is not None and line.claimed != line.score.value:
        style = formats(size=13, bg_color=PEACH, num_format=DIFFERS, **_NUMBER)
        sheet.number(at, column, line.claimed, style)
    else:
        sheet.number(
            at, column, line.claimed, formats(size=13, num_format=SCORE + BESIDE_FILL, font_color=GREY, **_NUMBER)
        )


def _write_certified(sheet: Sheet, context: Context, at: int, line: KpiLine) -> None:
    formats, column = sheet.book.formats, INDEX["certified"]
    if line.certified is not None:
        shape = DIFFERS if line.certified != line.score.value else SCORE + BESIDE_FILL
        sheet.number(at, column, line.certified, formats(num_format=shape, **_NUMBER))
    elif line.score.value is None:
        sheet.text(at, column, DASH, formats(**_DASHED))
    else:
        style = formats(size=12, font_color=BERRY, align="right", text_wrap=True, **_LINE)
        sheet.text(at, column, context.say(CERTIFICATIONS[line.certification]), style)


def _write_weighted(sheet: Sheet, places: Places, at: int, line: KpiLine) -> None:
    formats, column = sheet.book.formats, INDEX["weighted"]
    if line.contribution is None or not line.weight:
        sheet.text(at, column, DASH, formats(**_DASHED))
        return
    product = f"{letter('weight')}{at + 1}*{letter('computed')}{at + 1}/{places.scores.weight_in_force}"
    style = formats(num_format=SCORE + BESIDE_FILL, **_NUMBER)
    sheet.formula(at, column, f"={rounded(product)}", style, line.contribution)


def _write_verdict(sheet: Sheet, context: Context, at: int, line: KpiLine) -> None:
    formats, column, score = sheet.book.formats, INDEX["verdict"], line.score.value
    if score is None:
        sheet.text(at, column, DASH, formats(size=12, font_color=GREY, indent=1, **_LINE))
    elif is_below_standard(context, score):
        sheet.text(at, column, verdict(context, score), formats(size=13, bold=True, bg_color=PEACH, indent=1, shrink=True, **_LINE))
    else:
        sheet.text(at, column, verdict(context, score), formats(size=13, indent=1, shrink=True, **_LINE))


def _derivation(context: Context, line: KpiLine) -> str:
    """Words, then arithmetic; where there is no score, why, and the latest earlier one with its month."""
    said = [context.say(step) for step in line.score.steps]
    if not said and line.note:
        said.append(context.say(line.note))
    if line.score.value is None and line.earlier:
        month, score = line.earlier[0].short_label(context.lang), score_text(line.earlier[1])
        latest = context.pick(f"ล่าสุด {month} ได้ {score} (ไม่นำมานับ)", f"latest: {score} in {month} (not counted)")
        said.append(latest)
    return "\n".join(said)


def _write_source(sheet: Sheet, context: Context, at: int, line: KpiLine) -> None:
    """A link to the archived workbook, at the first of the cells."""
    formats, words = sheet.book.formats, source_words(context, line)
    source = next(iter(sources_of(line)), Source("", ""))
    linked = formats(size=12, font_color=LINK, underline=1, text_wrap=True, **_LINE)
    plain = formats(size=12, font_color=GREY, text_wrap=True, **_LINE)
    write_link(sheet, at, INDEX["source"], source, words, linked, plain)
