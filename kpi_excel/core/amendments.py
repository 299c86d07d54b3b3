"""What came after a period was closed: what it changes of what was closed, value by value. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kpi_excel.core.consolidation import Consolidation, FindingLine, TidyRow
from kpi_excel.core.differences_between import Differences, differences_between


@dataclass(frozen=True, slots=True)
class Amendment:
    """One value that is not what was closed; None where there was, or is, none."""

    before: TidyRow | None
    after: TidyRow | None

    @property
    def row(self) -> TidyRow:
        """What says whose value it is: as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Amendments:
    """`appeared` and `gone` are the findings that only one of the two has."""

    differences: Differences
    values: tuple[Amendment, ...]
    appeared: tuple[FindingLine, ...]
    gone: tuple[FindingLine, ...]

    @property
    def count(self) -> int:
        """Values and findings that changed, and KPIs that changed by the registry alone."""
        told = {one.row.kpi_no for one in self.values}
        others = sum(1 for kpi in self.differences.kpis if kpi.kpi.kpi_no not in told)
        return len(self.values) + len(self.appeared) + len(self.gone) + others


def amendments_between(closed: Consolidation, now: Consolidation) -> Amendments:
    """Compare what was closed with what counts now, both seen on the same day."""
    before, after = (dict.fromkeys(filter(_is_about_somebody, data.findings)) for data in (closed, now))
    return Amendments(
        differences_between(closed, now), tuple(_values(closed.tidy, now.tidy)),
        tuple(line for line in after if line not in before), tuple(line for line in before if line not in after),
    )  # fmt: skip


def _is_about_somebody(line: FindingLine) -> bool:
    """A file that is held or refused is of no agency and of no period: it amends nothing."""
    return bool(line.agency)


def _values(closed: Iterable[TidyRow], now: Iterable[TidyRow]) -> Iterator[Amendment]:
    """In the order of what counts now; what is gone comes last. The same value in a newer file is no amendment."""
    before, after = _by_place(closed), _by_place(now)
    for place in dict.fromkeys([*after, *before]):
        then, rows = before.get(place), after.get(place)
        if (then.value if then else None) != (rows.value if rows else None):
            yield Amendment(then, rows)


def _by_place(rows: Iterable[TidyRow]) -> Mapping[tuple[object, ...], TidyRow]:
    """By whose value of what it is; rows without a code are told apart by their number within the list."""
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    found: dict[tuple[object, ...], TidyRow] = {}
    for row in rows:
        place = (row.agency, row.form, row.period, row.kpi_no, row.record, row.row_code, row.field)
        seen[place] += 1
        found[(*place, seen[place])] = row
    return found
