"""Who sent what when: obligations gathered to one tile per agency and period, worst agency first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Consolidation, Obligation, ObligationState
from kpi_excel.core.in_force import closing_month, is_cancelled
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period

MONTHLY = "monthly_progress"
ONE_OFF = ("kpi_template", "action_plan")

_GRAVITY = {ObligationState.MISSING: 0, ObligationState.AWAITING: 1}


@dataclass(frozen=True, slots=True)
class Tile:
    """What one agency owes for one period, all its KPIs together."""

    state: ObligationState
    days: int
    missing: int
    owed: int

    @property
    def is_due(self) -> bool:
        return self.state not in (ObligationState.EXPECTED, ObligationState.EXEMPT)

    @property
    def is_on_time(self) -> bool:
        return self.state is ObligationState.RECEIVED and self.days == 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the matrix: a form and its period, with the due dates that apply."""

    form: str
    period: Period
    due: tuple[date, ...]
    is_due: bool
    """Some agency had to send it by now."""
    is_ahead: bool = False
    """It belongs to a period after the workbook's own."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency's tiles, in the order of the slots; None where it owes nothing."""

    agency: str
    tiles: tuple[Tile | None, ...]
    cancelled: frozenset[int] = frozenset()
    """Places of the slots for which it owes nothing only because its KPIs were cancelled."""

    @property
    def on_time(self) -> int:
        return sum(1 for tile in self.tiles if tile and tile.is_on_time)

    @property
    def due(self) -> int:
        return sum(1 for tile in self.tiles if tile and tile.is_due)


@dataclass(frozen=True, slots=True)
class Matrix:
    slots: tuple[Slot, ...]
    rows: tuple[AgencyRow, ...]

    @property
    def latest(self) -> int | None:
        """The index of the last month that was due; None before the first."""
        due = [index for index, slot in enumerate(self.slots) if slot.form == MONTHLY and slot.is_due]
        return due[-1] if due else None


def gather(data: Consolidation) -> Matrix:
    """The matrix of `data`: the year's one-off forms, then its twelve months."""
    year = data.registry.settings.fiscal_year
    wanted = [(form, Period.parse(f"{year.year}-{code}")) for form, code in zip(ONE_OFF, ("kpi", "plan"), strict=True)]
    wanted += [(MONTHLY, month) for month in year.months()]
    heaps: dict[tuple[str, str, str], list[Obligation]] = defaultdict(list)
    for obligation in data.obligations:
        heaps[obligation.agency, obligation.form, obligation.period].append(obligation)
    tiles = {key: _tile(heap) for key, heap in heaps.items()}
    last = closing_month(data.period).end
    slots = _slots(data.obligations, wanted, tiles, last)
    agencies = dict.fromkeys([agency.code for agency in data.registry.agencies] + [key[0] for key in sorted(tiles)])
    rows = [
        AgencyRow(
            agency, tuple(tiles.get((agency, form, period.code)) for form, period in wanted),
            _cancelled(data.registry, agency, [slot for slot in slots if not slot.is_ahead], tiles),
        )
        for agency in agencies
    ]
    matrix = Matrix(slots, ())
    owing = [row for row in rows if any(row.tiles)]
    return Matrix(slots, tuple(sorted(owing, key=lambda row: _worst_first(row, matrix.latest))))


def _cancelled(
    registry: Registry, agency: str, slots: Sequence[Slot], tiles: Mapping[tuple[str, str, str], Tile]
) -> frozenset[int]:
    """Months in which every KPI of the agency was cancelled."""
    found = set[int]()
    for at, slot in enumerate(slots):
        month = slot.period
        if slot.form == MONTHLY and (agency, MONTHLY, month.code) not in tiles:
            hosted = [kpi for kpi in registry.leaves() if registry.host_on(kpi, month.end) == agency]
            if hosted and all(is_cancelled(kpi, month) for kpi in hosted):
                found.add(at)
    return frozenset(found)


def _tile(heap: list[Obligation]) -> Tile:
    owed = [o for o in heap if o.state is not ObligationState.EXEMPT]
    if not owed:
        return Tile(ObligationState.EXEMPT, 0, 0, 0)
    states = {o.state for o in owed}
    order = (ObligationState.MISSING, ObligationState.AWAITING, ObligationState.EXPECTED, ObligationState.RECEIVED)
    state = next(state for state in order if state in states)
    missing = sum(1 for o in owed if o.state is ObligationState.MISSING)
    days = 0 if state is ObligationState.EXPECTED else max(o.days_late for o in owed)
    return Tile(state, days, missing, len(owed))


def _slots(
    obligations: Sequence[Obligation],
    wanted: Sequence[tuple[str, Period]],
    tiles: Mapping[tuple[str, str, str], Tile],
    last: date,
) -> tuple[Slot, ...]:
    dues: dict[tuple[str, str], set[date]] = defaultdict(set)
    for obligation in obligations:
        dues[obligation.form, obligation.period].add(obligation.due)
    due_now = {key[1:] for key, tile in tiles.items() if tile.is_due}
    return tuple(
        Slot(
            form, period, tuple(sorted(dues[form, period.code])), (form, period.code) in due_now,
            form == MONTHLY and period.end > last,
        )
        for form, period in wanted
    )


def _worst_first(row: AgencyRow, latest: int | None) -> tuple[int, int, int, int]:
    last = row.tiles[latest] if latest is not None else None
    gravity = _GRAVITY.get(last.state, 2) if last else 2
    due = [tile for tile in row.tiles if tile and tile.is_due]
    missing = sum(1 for tile in due if tile.state is ObligationState.MISSING)
    awaiting = sum(1 for tile in due if tile.state is ObligationState.AWAITING)
    return (gravity, -missing, -awaiting, -sum(tile.days for tile in due))
