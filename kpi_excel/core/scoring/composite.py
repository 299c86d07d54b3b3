"""The scoring methods over weighted parts: one set of weights, or one for each of two cases (R8, R15)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.scoring.method import (
    YES_NO,
    Input,
    Inputs,
    Levels,
    Method,
    Refs,
    answer_in,
    level_reached,
)
from kpi_excel.core.scoring.parts import part_inputs, score_shares, shares_formula, shares_in_case, shares_of
from kpi_excel.core.scoring.problems import MISSING, unscored
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

RAW_SHEET = Text("ตัวชี้วัดย่อย", "Raw inputs")
"""The sheet of a form where raw inputs are filled."""

_TOWARDS = (
    Text(f"รวมจากแผ่น “{RAW_SHEET.th}”", f"Computed from sheet “{RAW_SHEET.en}”"),
    Text("ระดับ ", "Level "),
    Text(" ต้องเพิ่มอีก ", ": raise the score by "),
)
"""What the next whole level takes: a line, then the level and the amount."""

_WORDS = Text(
    "คะแนนของแต่ละส่วน (1–5)\nคูณน้ำหนักของส่วนนั้น แล้วเฉลี่ย", "The score of each part (1–5)\ntimes its weight, averaged"
)


class Summed(Method):
    """What methods without a single result share: the next whole level of the score itself."""

    def best(self, kpi: Kpi) -> int:
        """The highest whole level the score can reach."""
        return 5

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        if score.value is None or score.value >= self.best(kpi):
            return level_reached(self.best(kpi))
        next_level = int(score.value) + 1
        amount = shown(next_level - score.value)
        sheet, level, more = _TOWARDS
        return Text(
            *(f"{sheet.say(lang)}\n{level.say(lang)}{next_level}{more.say(lang)}{amount}" for lang in Text._fields)
        )

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        score, best = refs.get("score") or f"({self.score_formula(kpi, refs, None)})", self.best(kpi)
        sheet, level, more = (xl.text(words.say(lang)) for words in _TOWARDS)
        further = f"{sheet}&{xl.NEW_LINE}&{level}&(INT({score})+1)&{more}&{xl.amount(f'1-MOD({score},1)')}"
        said = f"IF({score}>={best},{xl.text(level_reached(best).say(lang))},{further})"
        return f"IF(ISNUMBER({score}),{said},{xl.text(self.hint.say(lang))})"


class Composite(Summed):
    """`part:<code>` for every part; Σ(weight × score) ÷ Σ weight."""

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        return part_inputs(kpi)

    def standing_problem(self, kpi: Kpi) -> str:
        return shares_of(kpi).problem

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        return score_shares(shares_of(kpi), inputs)

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        return shares_formula(shares_of(kpi), refs)

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        return ((0, _WORDS.say(lang)),)


class ConditionalWeights(Composite):
    """Also `case`: yes takes each part's weight, no its other weight."""

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        yes, no = _show_weights(kpi, True), _show_weights(kpi, False)
        title = Text(f"ตรงกับกรณีที่ใช้น้ำหนัก {yes} หรือไม่ (ไม่ตรงใช้ {no})", f"Do the weights {yes} apply? (else {no})")
        return (Input("case", title, YES_NO), *part_inputs(kpi))

    def standing_problem(self, kpi: Kpi) -> str:
        return shares_in_case(kpi, False).problem and shares_in_case(kpi, True).problem

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        case = answer_in(inputs, "case")
        if case is None:
            return unscored(MISSING)
        weights, number = _show_weights(kpi, case), 1 if case else 2
        words = Text(f"ใช้น้ำหนักกรณีที่ {number} ({weights})", f"Weights of case {number} ({weights})")
        scored = score_shares(shares_in_case(kpi, case), inputs)
        return replace(scored, steps=(words, *scored.steps))

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        yes, no = (shares_formula(shares_in_case(kpi, case), refs) for case in (True, False))
        return f"IF({xl.is_yes(refs['case'])},{yes},IF({xl.is_no(refs['case'])},{no},{xl.BLANK}))"


def _show_weights(kpi: Kpi, case: bool) -> str:
    weights = (part.weight if case else part.other_weight for part in kpi.parts)
    return " : ".join(shown(weight or Decimal(0)) for weight in weights)
