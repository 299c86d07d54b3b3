"""Yes or no: 5.0000 or 1.0000 (R14). An explicit no is a result."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import rounded
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
from kpi_excel.core.scoring.problems import MISSING, unscored
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

_WORDS = {5: Text("มี", "yes"), 1: Text("ไม่มี", "no")}
_NEXT = Text("ระดับ 5 เมื่อคำตอบเป็น มี", "Level 5 once the answer is yes")


class YesNo(Method):
    """`answer`."""

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        return (Input("answer", Text("มีหรือไม่มี", "Yes or no"), YES_NO),)

    def is_direct(self, kpi: Kpi) -> bool:
        return True

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        answer = answer_in(inputs, "answer")
        if answer is None:
            return unscored(MISSING)
        level = 5 if answer else 1
        value, word = rounded(Decimal(level)), _WORDS[level]
        steps = (Text(f"คำตอบ {word.th} ได้ระดับ {level}", f"The answer {word.en} is level {level}"),)
        return Score(value, level=level, steps=(*steps, Text(f"= {value}", f"= {value}")))

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        return _by_answer(refs, "5", "1", xl.BLANK)

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        return tuple((level, f"{level}   {word.say(lang)}") for level, word in _WORDS.items())

    def by_level(self, kpi: Kpi, refs: Refs, says: Mapping[int, str]) -> str:
        return _by_answer(refs, says[5], says[1], xl.BLANK)

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        return level_reached(5) if score.level == 5 else _NEXT

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        yes, no, blank = (xl.text(words.say(lang)) for words in (level_reached(5), _NEXT, self.hint))
        return _by_answer(refs, yes, no, blank)


def _by_answer(refs: Refs, yes: str, no: str, blank: str) -> str:
    return f"IF({xl.is_yes(refs['answer'])},{yes},IF({xl.is_no(refs['answer'])},{no},{blank}))"
