"""The page of one KPI: numbered blocks of labels and values in two columns, with what is missing counted live."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kpi_excel.core.model import Direction
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.forms.build_rows import plain_number
from kpi_excel.forms.spec import BlockSpec, FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.live import page_score
from kpi_excel.workbooks.forms.measure import line_count, stacked, tall
from kpi_excel.workbooks.forms.needs import Need, marked_need, need_of
from kpi_excel.workbooks.forms.pen import SheetPen, cell

_LEAST = 27.0
_TALL = 44.0


def write_page(sp: SheetPen) -> list[Need]:
    """Write every block; what the page needs: required cells that are blank, and marked ones not yet mended."""
    page = sp.layout.content.page
    assert page is not None
    for number, block in enumerate(sp.layout.content.spec.blocks, start=1):
        _write_section(sp, block, number)
    needs: list[Need] = []
    for block in sp.layout.content.spec.blocks:
        for item in block.fields:
            if item.key in sp.layout.labels:
                needs += _write_field(sp, item)
    return needs


def _write_section(sp: SheetPen, block: BlockSpec, number: int) -> None:
    looks, row = sp.pen.looks, sp.layout.blocks[block.key]
    column = 1 if block.side == "left" else 4
    title, hint = f"{number}  {sp.pen.say(block.title)}", sp.pen.say(block.hint)
    asks = [item.key for item in block.fields if item.is_input]
    if hint and (not asks or any(key in sp.layout.labels for key in asks)):
        sp.sheet.rich(row, column, [looks.section, title, looks.hint, f"     {hint}"], looks.section_line)
    else:
        sp.sheet.text(row, column, title, looks.section_line)
    sp.sheet.blank(row, column + 1, looks.rule_line)
    sp.height(row, 34)


def _write_field(sp: SheetPen, item: FieldSpec) -> list[Need]:
    page = sp.layout.content.page
    assert page is not None
    looks, (row, column) = sp.pen.looks, sp.layout.labels[item.key]
    label, hint = sp.pen.say(item.title), sp.pen.say(item.hint)
    if hint:
        sp.sheet.rich(row, column, [looks.bold, label, looks.grey12, f"\n{hint}"], looks.label)
    else:
        # In bold letters of another font it may be a little wider than measured: smaller then, not on a line too many
        is_short = line_count(label, sp.width(column)) == 1
        sp.sheet.text(row, column, label, looks.label_line if is_short else looks.label)
    wide = sp.width(column)
    label_height = stacked([(label, wide, 14), (hint, wide, 12)]) - 4 if hint else tall([(label, wide, 14)])
    if not item.is_input:
        shown = _write_computed(sp, item, row, column + 1)
        sp.height(row, max(_LEAST, label_height, tall([(shown, sp.width(column + 1), 14)])))
        return []
    sp.input(row, column + 1, item, page, item.required, "page")
    value = page.filled.get(item.key)
    text = value if isinstance(value, str) else ""
    least = _TALL if item.longest >= 500 else _LEAST
    sp.height(row, max(least, label_height, tall([(text, sp.width(column + 1), 14)])))
    need = _need(sp, item, cell(row, column + 1))
    return [need] if need else []


def _need(sp: SheetPen, item: FieldSpec, ref: str) -> Need | None:
    page = sp.layout.content.page
    assert page is not None

    def control(key: str) -> tuple[FieldSpec, str, str] | None:
        found = next((f for block in sp.layout.content.spec.blocks for f in block.fields if f.key == key), None)
        if found is None or key not in sp.layout.labels:
            return None
        row, column = sp.layout.labels[key]
        return found, cell(row, column + 1), str(page.filled.get(key, ""))

    value = page.filled.get(item.key)
    if (mark := page.marks.get(item.key)) is not None:
        return marked_need(item, ref, value, mark, sp.pen.lang)
    return need_of(item, ref, value, control, sp.pen.lang)


def _write_computed(sp: SheetPen, item: FieldSpec, row: int, column: int) -> str:
    """A locked or computed value; what it shows."""
    page = sp.layout.content.page
    assert page is not None
    looks = sp.pen.looks
    if item.content == "baseline_mean":
        formula, value = _mean(sp)
        sp.sheet.formula(row, column, f"={formula}", looks.locked, value)
        return str(value)
    if item.content == "live_score":
        formula, now = page_score(sp.layout)
        sp.sheet.formula(row, column, f"={formula}", looks.page_score, now)
        return str(now)
    if item.content == "criteria_check":
        formula, shown = _criteria_check(sp)
        sp.sheet.formula(row, column, f"={formula}", looks.label, shown)
        return shown
    text = page.locked.get(item.content, "")
    sp.sheet.text(row, column, text, looks.locked)
    return text


def _cells(sp: SheetPen, keys: list[str]) -> list[str]:
    return [cell(sp.layout.labels[key][0], sp.layout.labels[key][1] + 1) for key in keys if key in sp.layout.labels]


def _mean(sp: SheetPen) -> tuple[str, str | Decimal]:
    page = sp.layout.content.page
    assert page is not None
    keys = ["baseline_y3", "baseline_y2", "baseline_y1"]
    refs = ",".join(_cells(sp, keys))
    numbers = [value for key in keys if isinstance(value := page.filled.get(key), Decimal)]
    mean = rounded(PRECISE.divide(sum(numbers, Decimal(0)), len(numbers))) if numbers else "–"
    return f'IF(COUNT({refs})=0,"–",{xl.rounded(f"AVERAGE({refs})")})', mean


def _criteria_check(sp: SheetPen) -> tuple[str, str]:
    """Whether the five levels run one way, and the interval per point where they are even."""
    page, lang = sp.layout.content.page, sp.pen.lang
    assert page is not None and page.kpi is not None
    refs = _cells(sp, [f"c{level}" for level in range(1, 6)])
    rises = page.kpi.direction is Direction.UP
    sign = "<" if rises else ">"
    order = ",".join(f"{low}{sign}{high}" for low, high in pairwise(refs))
    gaps = [f"ROUND(ABS({high}-{low}),9)" for low, high in pairwise(refs)]
    even = f"AND({','.join(f'{gap}={gaps[0]}' for gap in gaps[1:])})"
    good = (w.CRITERIA_UP if rises else w.CRITERIA_DOWN).say(lang)
    bad = (w.CRITERIA_WRONG_UP if rises else w.CRITERIA_WRONG_DOWN).say(lang)
    lead, tail = ("  ช่วงปรับ ", " ต่อ 1 คะแนน") if lang == "th" else ("  interval ", " per point")
    formula = (
        f'IF(COUNT({",".join(refs)})<5,"{w.CRITERIA_OPEN.say(lang)}",IF(AND({order}),'
        f'"{good}"&IF({even},"{lead}"&{gaps[0]}&"{tail}",""),"{bad}"))'
    )
    levels = [value for level in range(1, 6) if isinstance(value := page.filled.get(f"c{level}"), Decimal)]
    if len(levels) < 5:
        return formula, w.CRITERIA_OPEN.say(lang)
    steps = [high - low for low, high in pairwise(levels)]
    if not all((step > 0) is rises and step != 0 for step in steps):
        return formula, bad
    return formula, good + (f"{lead}{plain_number(abs(steps[0]))}{tail}" if len(set(steps)) == 1 else "")
