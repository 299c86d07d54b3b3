"""A score handed over by another system: parts added up, a bonus where it was given, a cap (R16)."""

from __future__ import annotations

from decimal import Decimal, localcontext

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PRECISE, operand, rounded, shown
from kpi_excel.core.scoring.composite import Summed
from kpi_excel.core.scoring.method import YES_NO, Input, Inputs, Levels, Refs, answer_in, number_in
from kpi_excel.core.scoring.parts import PART, part_inputs
from kpi_excel.core.scoring.problems import MISSING, unscored
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text


class ExternalScore(Summed):
    """`part:<code>` for every part and `bonus`; sum, bonus and total are each rounded to params["places"].

    params: "bonus_percent" (5; with 0 nobody is asked for a bonus), "cap" (5), "floor" (0), "places" (3).
    """

    def best(self, kpi: Kpi) -> int:
        return int(_cap(kpi))

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        percent = _percent(kpi)
        title = Text(f"ได้โบนัสร้อยละ {shown(percent)} หรือไม่", f"Was the bonus of {shown(percent)} percent given?")
        return part_inputs(kpi) + ((Input("bonus", title, YES_NO),) if percent else ())

    def standing_problem(self, kpi: Kpi) -> str:
        return "" if kpi.parts else "parts-missing"

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        if problem := self.standing_problem(kpi):
            return unscored(problem)
        percent, places = _percent(kpi), _places(kpi)
        numbers = [number_in(inputs, PART + part.code) for part in kpi.parts]
        parts = [number for number in numbers if number is not None]
        bonus = answer_in(inputs, "bonus") if percent else False
        if len(parts) < len(numbers) or bonus is None:
            return unscored(MISSING)
        with localcontext(PRECISE):
            total = rounded(sum(parts, Decimal(0)), places)
            steps = [_line(f"{' + '.join(operand(part) for part in parts)} = {total}")]
            if bonus:
                extra = rounded(total * percent / 100, places)
                words = f"{operand(total)} × {shown(percent)} ÷ 100 = {extra}"
                steps.append(Text(f"โบนัส {words}", f"Bonus {words}"))
                steps.append(_line(f"{total} + {operand(extra)} = {total + extra}"))
                total += extra
        value = rounded(min(max(total, _floor(kpi)), _cap(kpi)), places)
        if value < total:
            steps.append(Text(f"เกิน {shown(_cap(kpi))} จึงได้ = {value}", f"Capped at {shown(_cap(kpi))} = {value}"))
        elif value > total:
            steps.append(Text(f"ต่ำกว่า {shown(_floor(kpi))} จึงได้ = {value}", f"At least {shown(_floor(kpi))} = {value}"))
        return Score(value, steps=tuple(steps))

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        if not kpi.parts:
            return xl.BLANK
        percent, places = _percent(kpi), _places(kpi)
        cells = [refs[PART + part.code] for part in kpi.parts]
        total = xl.rounded("+".join(cells), places)
        scored = _limited(kpi, total)
        if percent:
            extra = xl.rounded(f"{total}*{xl.number(percent)}/100", places)
            with_bonus = _limited(kpi, xl.rounded(f"{total}+{extra}", places))
            without = f"IF({xl.is_no(refs['bonus'])},{scored},{xl.BLANK})"
            scored = f"IF({xl.is_yes(refs['bonus'])},{with_bonus},{without})"
        return f"IF({xl.are_numbers(cells)},{scored},{xl.BLANK})"

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        percent, cap = shown(_percent(kpi)), shown(_cap(kpi))
        words = Text(f"รวมคะแนนทุกส่วน ไม่เกิน {cap}", f"The parts added up, at most {cap}")
        if _percent(kpi):
            words = Text(
                f"รวมคะแนนทุกส่วน\nบวกโบนัสร้อยละ {percent} ถ้าได้รับ ไม่เกิน {cap}",
                f"The parts added up\nplus a bonus of {percent} percent if given, at most {cap}",
            )
        return ((0, words.say(lang)),)


def _limited(kpi: Kpi, score: str) -> str:
    return f"MAX({xl.number(_floor(kpi))},MIN({xl.number(_cap(kpi))},{score}))"


def _line(words: str) -> Text:
    return Text(words, words)


def _percent(kpi: Kpi) -> Decimal:
    return kpi.params.get("bonus_percent", Decimal(5))


def _cap(kpi: Kpi) -> Decimal:
    return kpi.params.get("cap", Decimal(5))


def _floor(kpi: Kpi) -> Decimal:
    return kpi.params.get("floor", Decimal(0))


def _places(kpi: Kpi) -> int:
    return int(kpi.params.get("places", Decimal(3)))
