"""Generated cases: a KPI, what stands in its input cells, and the same as the engine takes it. Always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kpi_excel.core.model import Accumulation, Direction, Kpi, Levels, Part, ScoringMethod
from kpi_excel.core.scoring.arithmetic import number_of
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.expressions import NO_WORDS, YES_WORDS
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.scoring.scale import score_linear
from kpi_excel.core.scoring.score import Score
from tests.core.scoring.samples import bases, kpi_of, levels_of

Cell = float | str | bool | None
Cells = dict[str, Cell]
NOT_NUMBERS: tuple[Cell, ...] = (None, None, "ไม่มีข้อมูล", "75", "-", "", "85%")
NOT_ANSWERS: tuple[Cell, ...] = (None, None, "ไม่แน่ใจ", 1.0, "", "*", "มี?", True)


@dataclass(frozen=True, slots=True)
class Case:
    kpi: Kpi
    cells: Cells

    @property
    def inputs(self) -> dict[str, Decimal | bool]:
        """What a reader makes of the cells: anything else was not given."""
        taken: dict[str, Decimal | bool] = {}
        for asked in inputs_of(self.kpi):
            value = self.cells[asked.key]
            if asked.kind in ("yes_no", "step"):
                word = value.strip().lower() if isinstance(value, str) else None
                if word in YES_WORDS or word in NO_WORDS:
                    taken[asked.key] = word in YES_WORDS
            elif isinstance(value, float):
                taken[asked.key] = number_of(value)
        return taken


def criteria(random_: random.Random) -> Levels:
    """Rising or falling; evenly or not; negative; equal neighbours; blanks; one, none, all equal; or in disorder."""
    scale, places = random_.choice(((1, 0), (10, 0), (0.2, 1), (2.5, 2), (1000, 0), (0.01, 4)))
    start = random_.choice((0, 60, -3, 32, 14, -2000, 1)) * scale
    values, at = [], start
    for _ in range(5):
        values.append(Decimal(str(round(at, places))))
        at += scale * random_.choice((1, 1, 1, 1, 2, 0.5, 0, 3))
    if random_.random() < 0.4:
        values.reverse()
    levels: list[Decimal | None] = list(values)
    match random_.randrange(12):
        case 0 | 1 | 2:
            for level in random_.sample(range(5), random_.randint(1, 3)):
                levels[level] = None
        case 3:
            keep = random_.randrange(5)
            levels = [value if level == keep else None for level, value in enumerate(values)]
        case 4:
            levels = [values[0]] * 5
        case 5:
            random_.shuffle(levels)
        case 6 if random_.random() < 0.3:
            levels = [None] * 5
    return tuple(levels)


def result_near(random_: random.Random, levels: Levels) -> float:
    """On a criterion, on an exact tie between two, around them, or far away."""
    starts = [float(value) for value in levels if value is not None] or [50.0]
    low, high = min(starts), max(starts)
    gap = (high - low) or 1.0
    match random_.randrange(6):
        case 0:
            return random_.choice(starts)
        case 1:
            near = random_.choice(starts)
            return round(near + random_.choice((-1, 1)) * gap * random_.randrange(1, 2000, 2) / 40000, 9)
        case 2:
            return round(random_.uniform(low - gap, high + gap), random_.choice((0, 1, 2, 5)))
        case 3:
            return random_.choice((0.0, -1.0, 1e9, -1e9, 0.1 + 0.2))
        case _:
            return random_.uniform(low, high)


def number_cell(random_: random.Random, value: float) -> Cell:
    return random_.choice(NOT_NUMBERS) if random_.random() < 0.08 else float(f"{value:.15g}")


def answer_cell(random_: random.Random, likely_yes: float = 0.7) -> Cell:
    if random_.random() < 0.1:
        return random_.choice(NOT_ANSWERS)
    word = random_.choice(YES_WORDS if random_.random() < likely_yes else NO_WORDS)
    return random_.choice((word, word, f" {word} ", word.upper()))


def _direction(random_: random.Random) -> Direction:
    return random_.choice(tuple(Direction))


def _linear(random_: random.Random) -> Kpi:
    return kpi_of(ScoringMethod.LINEAR, levels=criteria(random_), direction=_direction(random_))


def _result_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {"result": number_cell(random_, result_near(random_, kpi.levels))}


def _ratio(random_: random.Random) -> Kpi:
    return kpi_of(
        ScoringMethod.LINEAR, levels=criteria(random_), direction=_direction(random_),
        accumulation=Accumulation.RATIO, unit=random_.choice(("ร้อยละ", "คนต่อแสนคน")),
        params=random_.choice(({}, {}, {"factor": Decimal(100000)})),
    )  # fmt: skip


def _ratio_cells(random_: random.Random, kpi: Kpi) -> Cells:
    below = random_.choice((0.0, 176.0, 200.0, 7.0, 29.0, 100.0, 4321.5))
    above = round(below * random_.uniform(0, 1.2), random_.choice((0, 0, 2)))
    return {"numerator": number_cell(random_, above), "denominator": number_cell(random_, below)}


def _growth(random_: random.Random) -> Kpi:
    choices = (("1240",), ("15840", "17210", "18955"), ("480", None, "520"), ("0", "0", "0"), ("-50",), (None,))
    base = random_.choice((*choices, ("7", "7", "8"), ("0.02", "0.03"), ("1000000.5", "999999.25", "1")))
    return kpi_of(ScoringMethod.GROWTH, levels=criteria(random_), direction=_direction(random_), baselines=bases(*base))


def _growth_cells(random_: random.Random, kpi: Kpi) -> Cells:
    mean = sum(float(base.value or 0) for base in kpi.baselines) / len(kpi.baselines)
    actual = round(mean * (1 + result_near(random_, kpi.levels) / 100), random_.choice((0, 2, 6)))
    return {"actual": number_cell(random_, actual)}


def _milestone(random_: random.Random) -> Kpi:
    count = random_.choice((5, 5, 5, 3, 7))
    needs = random_.choice(
        ((), (), (1, 2, 3, 4, 5), (1, 2, 4, 5, 7), (0, 1, 2, 3, 4), (None, 2, None, 4, 5), (5, 4, 3, 2, 1))
    )
    names = tuple(f'ขั้น "{step}" ของแผน' for step in range(1, count + 1))
    return kpi_of(
        ScoringMethod.MILESTONE, needs, level_texts=names if count != 5 or random_.random() < 0.5 else (),
        params={"fraction": Decimal(1)} if random_.random() < 0.4 else {},
    )  # fmt: skip


def _milestone_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {
        asked.key: number_cell(random_, random_.choice((0, 60, 33.3333, 100, 120, -5))) if asked.kind == "fraction" else answer_cell(random_, 0.85)
        for asked in inputs_of(kpi)
    }  # fmt: skip


def _yes_no(random_: random.Random) -> Kpi:
    return kpi_of(ScoringMethod.YES_NO)


def _yes_no_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {"answer": answer_cell(random_, 0.5)}


def _parts(random_: random.Random, *weights: str | None) -> tuple[Part, ...]:
    return tuple(
        Part(f"P{number}", f"ส่วนที่ {number}", None if weight is None else Decimal(weight), criteria(random_))
        for number, weight in enumerate(weights, 1)
    )


def _part_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {f"part:{part.code}": number_cell(random_, result_near(random_, part.levels)) for part in kpi.parts}


def _composite(random_: random.Random) -> Kpi:
    weights = random_.choice((("0.4", "0.3", "0.3"), ("2", "1", "2"), ("1", "0"), ("0", "0"), ("1", None), ("7",)))
    return kpi_of(ScoringMethod.COMPOSITE, parts=_parts(random_, *weights), direction=_direction(random_))


def _conditional(random_: random.Random) -> Kpi:
    parts = tuple(
        Part(part.code, part.name, part.weight, levels_of(1, 2, 3, 4, 5), other)
        for part, other in zip(_parts(random_, "2", "1", "2"), (None, Decimal(2), Decimal(3)), strict=True)
    )
    return kpi_of(ScoringMethod.CONDITIONAL_WEIGHTS, parts=parts)


def _conditional_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {"case": answer_cell(random_, 0.5), **_part_cells(random_, kpi)}


def _external(random_: random.Random) -> Kpi:
    params = random_.choice(({}, {}, {"bonus_percent": Decimal(0)}, {"cap": Decimal(4), "places": Decimal(2)}))
    return kpi_of(ScoringMethod.EXTERNAL_SCORE, parts=_parts(random_, *(["1"] * 6)), params=params)


def _external_cells(random_: random.Random, kpi: Kpi) -> Cells:
    highest = random_.choice((0.3, 0.8, 1.1))
    cells: Cells = {f"part:{part.code}": number_cell(random_, round(random_.uniform(-0.02, highest), 3)) for part in kpi.parts}
    return cells if "bonus_percent" in kpi.params else {**cells, "bonus": answer_cell(random_, 0.6)}


def _band(random_: random.Random) -> Kpi:
    params = random_.choice(
        ({}, {"centre": Decimal(80)}, {"centre": Decimal(-7)}, {"floor": Decimal(1)}, {"centre": Decimal(0)})
    )
    return kpi_of(ScoringMethod.TWO_SIDED_BAND, params=params)


def _band_cells(random_: random.Random, kpi: Kpi) -> Cells:
    centre = float(kpi.params.get("centre", 0))
    near = random_.choice((8, -8, 10, 15, 20, 25, 12.3456, 0)) * (centre or 100) / 100
    return {"result": number_cell(random_, centre + near)}


def _not_assessed(random_: random.Random) -> Kpi:
    return kpi_of(ScoringMethod.NOT_ASSESSED)


def _not_assessed_cells(random_: random.Random, kpi: Kpi) -> Cells:
    return {"result": number_cell(random_, 12.5)}


class Kind(NamedTuple):
    """How KPIs of a kind are made, and how their cells are filled; `share` of about 2,000."""

    make: Callable[[random.Random], Kpi]
    fill: Callable[[random.Random, Kpi], Cells]
    share: int


KINDS = (
    Kind(_linear, _result_cells, 700), Kind(_ratio, _ratio_cells, 250), Kind(_growth, _growth_cells, 250),
    Kind(_milestone, _milestone_cells, 250), Kind(_yes_no, _yes_no_cells, 60), Kind(_composite, _part_cells, 150),
    Kind(_conditional, _conditional_cells, 60), Kind(_external, _external_cells, 150), Kind(_band, _band_cells, 80),
    Kind(_not_assessed, _not_assessed_cells, 10),
)  # fmt: skip


def cases() -> Iterator[Case]:
    random_ = random.Random(2556)
    for kind in KINDS:
        for _ in range(kind.share):
            kpi = kind.make(random_)
            yield Case(kpi, kind.fill(random_, kpi))


def near_ties(case: Case) -> Iterator[Score]:
    """The scores a billionth to either side of a case: binary arithmetic may fall there.

    Only where one result is computed on criteria; the inputs of all other methods give sums that end.
    """
    starts = sorted({start for start in case.kpi.levels if start is not None})
    result = score_kpi(case.kpi, case.inputs).result
    if result is not None and len(starts) > 1 and case.kpi.method in (ScoringMethod.LINEAR, ScoringMethod.GROWTH):
        nudge = min(high - low for low, high in pairwise(starts)) * Decimal("1e-9")
        for way in (-1, 1):
            yield score_linear(case.kpi.levels, result + way * nudge, case.kpi.direction)
