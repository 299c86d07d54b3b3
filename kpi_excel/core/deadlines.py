"""The year's calendar as people read it: one line per form, period and date, with the KPIs it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.obligations import expected_obligations
from kpi_excel.core.periods import Period
from kpi_excel.core.reporting_calendar import Due
from kpi_excel.core.text import Text


@dataclass(frozen=True, slots=True)
class Deadline:
    """What many KPIs owe alike: one form for one period, due on one day by one rule."""

    form: str
    period: Period
    due: Due
    kpi_nos: tuple[str, ...]
    agencies: tuple[str, ...]
    """Who owes it, in the registry's order."""


def deadlines_of(registry: Registry) -> tuple[Deadline, ...]:
    """Every date of the year by the day it falls on, then by period."""
    groups: dict[tuple[str, Period, Due], dict[str, str]] = {}
    for expected in expected_obligations(registry):
        group = groups.setdefault((expected.form, expected.period, expected.due), {})
        group[expected.kpi.kpi_no] = expected.agency
    found = [
        Deadline(form, period, due, tuple(hosts), _in_registry_order(registry, hosts.values()))
        for (form, period, due), hosts in groups.items()
    ]
    return tuple(sorted(found, key=lambda line: (line.due.due, line.due.handin or line.due.due, line.period.sort_key)))


def kpis_in_words(registry: Registry, kpi_nos: Collection[str]) -> Text:
    """`ตัวชี้วัด 2.1–2.2, 3.1–3.2`: neighbours joined, a group in place of all its leaves; or that it is every KPI."""
    wanted = set(kpi_nos)
    if wanted.issuperset(leaf.kpi_no for leaf in registry.leaves()):
        return Text("ทุกตัวชี้วัด", "every KPI")
    known = {kpi.kpi_no for kpi in registry.kpis}
    roots = [kpi for kpi in registry.kpis if kpi.parent_no not in known]
    runs = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in _runs(registry, roots, wanted, is_top=True)]
    return Text(f"ตัวชี้วัด {', '.join(runs)}", f"KPI {', '.join(runs)}")


def _runs(registry: Registry, siblings: list[Kpi], wanted: set[str], *, is_top: bool) -> Iterator[list[str]]:
    """Neighbours that are wanted whole. A group at the top is always opened: people say 2.1–2.2 and not 2."""
    run: list[str] = []
    for kpi in siblings:
        if _is_whole(registry, kpi, wanted) and (kpi.is_leaf or not is_top):
            run.append(kpi.kpi_no)
            continue
        if run:
            yield run
        run = []
        yield from _runs(registry, _children(registry, kpi), wanted, is_top=False)
    if run:
        yield run


def _is_whole(registry: Registry, kpi: Kpi, wanted: set[str]) -> bool:
    if kpi.is_leaf:
        return kpi.kpi_no in wanted
    children = _children(registry, kpi)
    return bool(children) and all(_is_whole(registry, child, wanted) for child in children)


def _children(registry: Registry, kpi: Kpi) -> list[Kpi]:
    return [child for child in registry.kpis if child.parent_no == kpi.kpi_no and child.kpi_no != kpi.kpi_no]


def _in_registry_order(registry: Registry, codes: Collection[str]) -> tuple[str, ...]:
    wanted = set(codes)
    known = [agency.code for agency in registry.agencies if agency.code in wanted]
    return (*known, *sorted(wanted.difference(known)))
