"""KPIs for scoring tests: short to write, and those of the sample province from its two tables."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi_excel.core.model import Accumulation, Baseline, Direction, Kpi, Levels, Part, ScoringMethod

DATA = Path(__file__).parents[2] / "data"


def levels_of(*criteria: float | str | None) -> Levels:
    return tuple(None if value is None else Decimal(str(value)) for value in criteria)


def kpi_of(method: ScoringMethod, criteria: tuple[float | str | None, ...] = (), **fields: Any) -> Kpi:
    if criteria:
        fields["levels"] = levels_of(*criteria)
    return Kpi("1.1", "ตัวชี้วัดทดสอบ", method, **fields)


def part_of(
    code: str, weight: float | str | None, criteria: tuple[float | None, ...], other: str | None = None
) -> Part:
    numbers = (None if value is None else Decimal(str(value)) for value in (weight, other))
    first, second = numbers
    return Part(code, f"ส่วน {code}", first, levels_of(*criteria), second)


def bases(*values: str | None, since: int = 2553) -> tuple[Baseline, ...]:
    return tuple(
        Baseline(since + index, None if value is None else Decimal(value)) for index, value in enumerate(values)
    )


def vectors(*kinds: str) -> list[dict[str, Any]]:
    every = json.loads((DATA / "vectors.json").read_text(encoding="utf-8"))["scoring"]
    return [vector for vector in every if vector["kind"] in kinds]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _levels(row: dict[str, str]) -> Levels:
    return levels_of(*(row[f"c{level}"] or None for level in range(1, 6)))


def sample_province() -> list[tuple[Kpi, dict[str, Decimal | bool], str]]:
    """Every KPI of the sample registry with its raw inputs and the score that the registry says."""
    raw = defaultdict(list)
    for row in _rows("rayong-2556-inputs.csv"):
        raw[row["kpi_no"]].append(row)
    return [_sample(row, raw[row["kpi_no"]]) for row in _rows("rayong-2556-kpis.csv")]


def _sample(row: dict[str, str], raw: list[dict[str, str]]) -> tuple[Kpi, dict[str, Decimal | bool], str]:
    inputs: dict[str, Decimal | bool] = {}
    fields: dict[str, Any] = {"params": {}, "baselines": (), "parts": ()}
    for line in raw:
        _take(line, fields, inputs)
    method = ScoringMethod(row["kind"])
    if not raw and row["example_result_12m"]:
        inputs["result"] = Decimal(row["example_result_12m"])
    if "numerator" in inputs:
        fields["accumulation"] = Accumulation.RATIO
    kpi = Kpi(
        row["kpi_no"], row["name_th"], method, parent_no=row["parent_no"], dimension_no=row["dimension_no"],
        unit=row["unit_th"], weight=Decimal(row["weight"]), levels=_levels(row),
        direction=Direction.DOWN if row["direction"] == "down" else Direction.UP, host=row["host_code"], **fields,
    )  # fmt: skip
    return kpi, inputs, row["example_score"]


def _take(line: dict[str, str], fields: dict[str, Any], inputs: dict[str, Decimal | bool]) -> None:
    value, name = line["value"], line["input"]
    match name.split():
        case ["baseline", year]:
            fields["baselines"] += (Baseline(int(year), Decimal(value)),)
        case ["result", _]:
            inputs["actual"] = Decimal(value)
        case ["numerator" | "denominator"]:
            inputs[name] = Decimal(value)
        case ["steps", "done"]:
            inputs |= {f"step{step}": step <= int(value) for step in range(1, 6)}
        case ["fraction", *_]:
            fields["params"]["fraction"] = Decimal(1)
            inputs["fraction"] = Decimal(value) * 100
        case ["yes/no"]:
            inputs["answer"] = value == "มี"
        case ["external", "bonus"]:
            inputs["bonus"] = True
        case ["part"] | ["external", "part"]:
            weight = Decimal(line["part_weight"]) if line["part_weight"] else None
            fields["parts"] += (Part(line["part_code"], line["part_name_th"], weight, _levels(line)),)
            inputs[f"part:{line['part_code']}"] = Decimal(value)
