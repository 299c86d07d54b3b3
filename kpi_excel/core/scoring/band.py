"""Best near the middle: full score within one deviation, none from another on, in between in proportion (R17)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PLACES, PRECISE, operand, rounded, shown, shown_enough
from kpi_excel.core.scoring.method import RESULT, Input, Inputs, Levels, Method, Refs, number_in
from kpi_excel.core.scoring.problems import MISSING, unscored, why
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

_TOP_REACHED = Text("อยู่ในช่วงที่ได้คะแนนเต็มแล้ว รักษาผลไว้", "Within the full-score band: keep it there")


class Band(NamedTuple):
    """Deviations in percent and the scores they give. `centre` None: the deviation itself is reported."""

    centre: Decimal | None
    full: Decimal
    zero: Decimal
    top: Decimal
    floor: Decimal

    def deviation(self, result: Decimal) -> Decimal:
        """Distance from the centre in percent of it."""
        if self.centre is None:
            return abs(result)
        with localcontext(PRECISE):
            return abs(result - self.centre) * 100 / abs(self.centre)

    def score(self, deviation: Decimal) -> Decimal:
        """The score, four decimals."""
        if deviation <= self.full:
            return rounded(self.top)
        if deviation >= self.zero:
            return rounded(self.floor)
        with localcontext(PRECISE):
            return rounded(self.top - (deviation - self.full) * (self.top - self.floor) / (self.zero - self.full))


class TwoSidedBand(Method):
    """`result`: the deviation in percent, or with params["centre"] the result it deviates from.

    params: "full" (10), "zero" (20), "top" (5), "floor" (0).
    """

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        if _band(kpi).centre is not None:
            return (RESULT,)
        return (replace(RESULT, title=Text("ร้อยละที่เบี่ยงเบน", "Deviation in percent")),)

    def is_direct(self, kpi: Kpi) -> bool:
        return True

    def standing_problem(self, kpi: Kpi) -> str:
        band = _band(kpi)
        if band.centre == 0:
            return "band-centre-zero"
        return "criteria-not-monotonic" if band.zero < band.full or band.top < band.floor else ""

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        result = number_in(inputs, "result")
        if result is None:
            return unscored(MISSING)
        if problem := self.standing_problem(kpi):
            return unscored(problem, result)
        band = _band(kpi)
        deviation = band.deviation(result)
        return Score(band.score(deviation), result, steps=_derive(band, result, deviation))

    def result_formula(self, kpi: Kpi, refs: Refs) -> str:
        return f"IF(ISNUMBER({refs['result']}),{refs['result']},{xl.BLANK})"

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        if self.standing_problem(kpi):
            return xl.BLANK
        band, deviation = _band(kpi), _deviation(_band(kpi), refs["result"])
        full, zero, top, floor = (xl.number(value) for value in band[1:])
        between = f"{top}-({deviation}-{full})*({top}-{floor})/({zero}-{full})"
        scored = xl.rounded(f"IF({deviation}<={full},{top},IF({deviation}>={zero},{floor},{between}))")
        return f"IF(ISNUMBER({refs['result']}),{scored},{xl.BLANK})"

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        if problem := self.standing_problem(kpi):
            return ((0, why(problem).say(lang)),)
        centre, full, zero, top, floor = (None if value is None else shown(value) for value in _band(kpi))
        around = Text(f"จาก {centre}", f" from {centre}") if centre else Text("", "")
        lines = (
            Text(f"{top}   เบี่ยงเบน{around.th}ไม่เกินร้อยละ {full}", f"{top}   at most {full} percent off{around.en}"),
            Text("   ระหว่างนั้นลดตามส่วน", "   in proportion between"),
            Text(f"{floor}   เบี่ยงเบนตั้งแต่ร้อยละ {zero}", f"{floor}   {zero} percent off or more"),
        )
        return tuple((0, line.say(lang)) for line in lines)

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        band = _band(kpi)
        deviation = Decimal(0) if score.result is None else band.deviation(score.result)
        if deviation <= band.full:
            return _TOP_REACHED
        before, more = _towards(band), shown(max(Decimal("0.0001"), deviation - band.full), PLACES)
        return Text(before.th + more, before.en + more)

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        band, deviation = _band(kpi), _deviation(_band(kpi), refs["result"])
        full = xl.number(band.full)
        more = f"{xl.text(_towards(band).say(lang))}&{xl.amount(f'{deviation}-{full}')}"
        said = f"IF({deviation}<={full},{xl.text(_TOP_REACHED.say(lang))},{more})"
        return f"IF(ISNUMBER({refs['result']}),{said},{xl.text(self.hint.say(lang))})"


def _band(kpi: Kpi) -> Band:
    params = kpi.params
    return Band(
        params.get("centre"), params.get("full", Decimal(10)), params.get("zero", Decimal(20)),
        params.get("top", Decimal(5)), params.get("floor", Decimal(0)),
    )  # fmt: skip


def _deviation(band: Band, result: str) -> str:
    if band.centre is None:
        return f"MAX({result},-{result})"
    centre = xl.number(band.centre)
    # rounded so that a limit met exactly is met
    return f"ROUND(MAX({result}-{centre},{centre}-{result})*100/{xl.number(abs(band.centre))},10)"


def _towards(band: Band) -> Text:
    """What the full score takes, up to the amount."""
    top, full = shown(band.top), shown(band.full)
    return Text(
        f"เต็ม {top} เมื่อเบี่ยงเบนไม่เกินร้อยละ {full}\nต้องลดค่าเบี่ยงเบนอีก ",
        f"Full {top} at {full} percent off or less\nbring the deviation down by ",
    )


def _derive(band: Band, result: Decimal, deviation: Decimal) -> tuple[Text, ...]:
    value, seen = band.score(deviation), shown_enough(deviation, band.score)
    steps: list[Text] = []
    if band.centre is not None:
        low, high = sorted((result, band.centre))
        line = f"({shown(high)} − {operand(low)}) ÷ {shown(abs(band.centre))} × 100 = {seen}"
        steps.append(Text(f"เบี่ยงเบนร้อยละ {line}", f"Deviation in percent {line}"))
    if deviation <= band.full:
        words = Text(f"เบี่ยงเบน {seen} ไม่เกิน {shown(band.full)}", f"{seen} is at most {shown(band.full)}")
    elif deviation >= band.zero:
        words = Text(f"เบี่ยงเบน {seen} ตั้งแต่ {shown(band.zero)} ขึ้นไป", f"{seen} is {shown(band.zero)} or more")
    else:
        limits = f"{shown(band.full)} ({shown(band.top)})", f"{shown(band.zero)} ({shown(band.floor)})"
        words = Text(f"เบี่ยงเบนระหว่าง {limits[0]} กับ {limits[1]}", f"Between {limits[0]} and {limits[1]}")
        gap, span = shown(band.zero - band.full), operand(band.top - band.floor)
        line = f"{shown(band.top)} − ({seen} − {operand(band.full)}) ÷ {gap} × {span} = {value}"
        return (*steps, words, Text(line, line))
    return (*steps, words, Text(f"= {value}", f"= {value}"))
