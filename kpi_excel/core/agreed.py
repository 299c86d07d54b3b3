"""Who owns a value (design.md §4): a filled registry cell is agreed and counts; a blank one takes the template's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from kpi_excel.core.model import Baseline, Kpi, Registry
from kpi_excel.core.submission import Plain, Record, Word

_TEXTS = {"description": "description", "guideline": "evaluation_method"}
"""KPI attribute → the template's field."""

_BASELINE_KEYS = {3: "baseline_y3", 2: "baseline_y2", 1: "baseline_y1"}
"""Years before the fiscal year → the template's field."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the template that says something else than the registry's filled cell."""

    field: str
    agreed: Decimal | str
    proposed: Decimal | str


def complete_kpi(registry: Registry, kpi: Kpi, template: Record | None) -> Kpi:
    """The KPI as it counts: what the registry leaves blank filled from the accepted KPI template."""
    if template is None:
        return kpi
    return replace(
        kpi,
        levels=tuple(own if own is not None else _number(template.get(f"c{n}")) for n, own in enumerate(kpi.levels, 1)),
        target=kpi.target if kpi.target is not None else _number(template.get("target")),
        level_texts=_steps_that_count(kpi, template),
        baselines=kpi.baselines + tuple(_added_baselines(registry, kpi, template)),
        description=kpi.description or _text(template.get(_TEXTS["description"])),
        guideline=kpi.guideline or _text(template.get(_TEXTS["guideline"])),
    )


def differences(registry: Registry, kpi: Kpi, template: Record) -> Iterator[Difference]:
    """Every filled registry cell that the template contradicts. Texts are compared without regard to spacing."""
    for field, agreed in _agreed_cells(registry, kpi):
        proposed = template.get(field)
        if isinstance(agreed, Decimal):
            if isinstance(proposed, Decimal) and proposed != agreed:
                yield Difference(field, agreed, proposed)
        elif (said := _text(proposed)) and said.split() != agreed.split():
            yield Difference(field, agreed, said)


def _agreed_cells(registry: Registry, kpi: Kpi) -> Iterator[tuple[str, Decimal | str]]:
    """The template's fields that the registry has already filled."""
    cells: list[tuple[str, Decimal | str | None]] = [("target", kpi.target)]
    cells += [(f"c{number}", level) for number, level in enumerate(kpi.levels, 1)]
    cells += [(f"step{number}", text) for number, text in enumerate(kpi.level_texts, 1)]
    by_year = {baseline.year: baseline.value for baseline in kpi.baselines}
    cells += [(key, by_year.get(registry.settings.fiscal_year.year - ago)) for ago, key in _BASELINE_KEYS.items()]
    cells += [(field, getattr(kpi, name)) for name, field in _TEXTS.items()]
    return ((field, value) for field, value in cells if value is not None and value != "")


def _steps_that_count(kpi: Kpi, template: Record) -> tuple[str, ...]:
    """Step by step; a blank step at the end is no step."""
    proposed = [_text(template.get(f"step{number}")) for number in range(1, 6)]
    texts = [own or other for own, other in zip_longest(kpi.level_texts, proposed, fillvalue="")]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _added_baselines(registry: Registry, kpi: Kpi, template: Record) -> Iterator[Baseline]:
    """Years the registry does not name. "No data" is a statement too: such a year is no base year."""
    named = {baseline.year for baseline in kpi.baselines}
    for ago, key in _BASELINE_KEYS.items():
        year = registry.settings.fiscal_year.year - ago
        value = template.get(key)
        if year not in named and (isinstance(value, Decimal) or value is Word.NO_DATA):
            number = _number(value)
            # Where the registry has chosen base years, the template must not add another to the mean (R12).
            yield Baseline(year, number, is_base=number is not None and not kpi.baselines)


def _number(value: Plain) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _text(value: Plain) -> str:
    return value if isinstance(value, str) and not isinstance(value, Word) else ""
