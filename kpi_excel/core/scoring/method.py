"""What every scoring method is: raw inputs, a score with its derivation, and the same as live formulas and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

Inputs = Mapping[str, Decimal | bool]
"""What was reported, by input key; a missing key was not given."""

Refs = Mapping[str, str]
"""Excel expressions by input key; "result" and "score" may name cells where those are computed already."""

Levels = Sequence[str | None]
"""Expressions of the criteria for levels 1 to 5; None where a level has none."""

NUMBER, YES_NO, STEP, FRACTION = "number", "yes_no", "step", "fraction"

HINT = Text(
    "กรอกผลแล้วจะบอกว่าได้กี่คะแนน และระดับถัดไปต้องทำอีกเท่าใด",
    "Type the result to see its score and what the next level takes",
)
PERCENT_UNITS = ("ร้อยละ", "เปอร์เซ็นต์", "%", "percent")

HERE = Text("   ◄ ท่านอยู่ที่นี่", "   ◄ you are here")


@dataclass(frozen=True, slots=True)
class Input:
    """One raw input. `kind`: "number", "yes_no", "step" (done or not) or "fraction" (percent, 0 to 100)."""

    key: str
    title: Text
    kind: str
    unit: str = ""
    """Shown beside the title where a number without it may be taken for another."""


RESULT = Input("result", Text("ผลการดำเนินงาน", "Result"), NUMBER)
"""The result itself, typed."""


class Method:
    """One scoring method; as it stands here, one that asks for nothing and gives no score."""

    here: Text = HERE
    """What marks the line of the ladder that was reached."""
    hint: Text = HINT
    """What is said before there is a score."""

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        """What has to be asked for."""
        return ()

    def is_direct(self, kpi: Kpi) -> bool:
        """One input that is asked for on the monthly table itself."""
        return False

    def standing_problem(self, kpi: Kpi) -> str:
        """What hinders a score whatever is reported: a finding code, or ""."""
        return ""

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        """The score of what was reported."""
        return Score(None)

    def level(self, kpi: Kpi, result: Decimal) -> int | None:
        """The level that a result reaches, where the method has criteria for results."""
        return None

    def result_formula(self, kpi: Kpi, refs: Refs) -> str:
        """The result; a method without one shows its score."""
        return self.score_formula(kpi, refs, None)

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        """The score, "" while anything is missing."""
        return xl.BLANK

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        """The lines beside the input, best on top, each with its level (0: reached by no result)."""
        return ()

    def by_level(self, kpi: Kpi, refs: Refs, says: Mapping[int, str]) -> str:
        """What is said of the level reached, "" while there is none: the ladder's mark, live."""
        return xl.BLANK

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        """What comes next after a score."""
        return Text("", "")

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        """What comes next, live; the hint while anything is missing."""
        return xl.BLANK


class Group(Method):
    """A node of the tree: its score comes from its leaves."""

    hint = Text("", "")


class NotAssessed(Method):
    """A KPI still being defined: its result is kept, never scored (domain.md 4.2)."""

    hint = Text("อยู่ระหว่างจัดทำรายละเอียด ยังไม่นำมาคิดคะแนน", "Still being defined: not scored yet")

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        return (RESULT,)

    def is_direct(self, kpi: Kpi) -> bool:
        return True

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        return Score(None, number_in(inputs, "result"), steps=(self.hint,))

    def result_formula(self, kpi: Kpi, refs: Refs) -> str:
        return f"IF(ISNUMBER({refs['result']}),{refs['result']},{xl.BLANK})"

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        return ((0, self.hint.say(lang)),)

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        return self.hint

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        return xl.text(self.hint.say(lang))


def number_in(inputs: Inputs, key: str) -> Decimal | None:
    """A number that was given."""
    value = inputs.get(key)
    return value if isinstance(value, Decimal) and value.is_finite() else None


def answer_in(inputs: Inputs, key: str) -> bool | None:
    """A yes or no that was given."""
    value = inputs.get(key)
    return value if isinstance(value, bool) else None


def level_reached(level: int) -> Text:
    """Nothing further to reach."""
    return Text(f"ถึงระดับ {level} แล้ว รักษาผลไว้", f"Level {level} reached: keep it there")
