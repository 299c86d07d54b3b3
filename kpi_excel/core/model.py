"""What the registry says: the province, its agencies, its KPIs and its calendar. All frozen, all plain values.

Numbers are `Decimal`; `None` means "the cell is blank", never zero. KPI numbers are text: 1.10 is not 1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi_excel.core.people import Agency as Agency
from kpi_excel.core.people import HostChange as HostChange
from kpi_excel.core.people import Person as Person
from kpi_excel.core.periods import FiscalYear

Levels = tuple[Decimal | None, ...]
"""Criteria for levels 1 to 5, five entries; a level may be blank (interpolated across)."""

NO_LEVELS: Levels = (None, None, None, None, None)


class ScoringMethod(StrEnum):
    """How a KPI's raw inputs become a score (domain.md 4.1). `GROUP` is a node of the tree without its own score."""

    GROUP = "group"
    LINEAR = "linear"
    GROWTH = "growth"
    MILESTONE = "milestone"
    YES_NO = "yes_no"
    COMPOSITE = "composite"
    CONDITIONAL_WEIGHTS = "conditional_weights"
    EXTERNAL_SCORE = "external_score"
    TWO_SIDED_BAND = "two_sided_band"
    NOT_ASSESSED = "not_assessed"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Accumulation(StrEnum):
    """How monthly results become the result of the year. `RATIO` keeps numerator and denominator apart."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    RATIO = "ratio"


class Agreement(StrEnum):
    """Where the negotiation of a KPI stands."""

    PROPOSED = "proposed"
    NEGOTIATED = "negotiated"
    AGREED = "agreed"


class RollRule(StrEnum):
    """What happens to a due date on a weekend or holiday (domain.md 5.3)."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class NoDataRule(StrEnum):
    """What a final "no data" does to the total (R21)."""

    EXCLUDED = "excluded"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Part:
    """A weighted part of a composite, conditional-weights or external KPI."""

    code: str
    name: str
    weight: Decimal | None = None
    levels: Levels = NO_LEVELS
    other_weight: Decimal | None = None
    """Weight in the second case (conditional weights, R15)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value of an earlier year. `value` is None where the agency says there are no data."""

    year: int
    value: Decimal | None
    is_base: bool = True
    """Counts into the mean that growth is measured against (R12: base years are explicit)."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI or group of the agreement's tree; leaves carry the weight."""

    kpi_no: str
    name: str
    method: ScoringMethod
    parent_no: str = ""
    dimension_no: str = ""
    dimension: str = ""
    strategic_issue: str = ""
    goal: str = ""
    unit: str = ""
    weight: Decimal = Decimal(0)
    round_weights: Mapping[int, Decimal] = field(default_factory=dict)
    """Weight of the 6-, 9- or 12-month round where it differs from the yearly weight (R19)."""
    direction: Direction = Direction.UP
    levels: Levels = NO_LEVELS
    target: Decimal | None = None
    accumulation: Accumulation = Accumulation.LAST
    host: str = ""
    supporting: tuple[str, ...] = ()
    in_policy_report: bool = False
    due_group: str = ""
    """Names the calendar rows that apply before the general ones (22 ก.พ. for KPI 2.1-3.2)."""
    start_round: int = 6
    cancel_round: int | None = None
    cancelled_on: date | None = None
    """The day of that decision: before it nobody knew. None: known all year."""
    agreement: Agreement = Agreement.AGREED
    agreed_from: date | None = None
    guideline: str = ""
    description: str = ""
    level_texts: tuple[str, ...] = ()
    """Names of the steps of a milestone KPI, in order."""
    parts: tuple[Part, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    params: Mapping[str, Decimal] = field(default_factory=dict)
    """Numbers a method needs beyond criteria: see `core.scoring.methods`."""

    @property
    def is_leaf(self) -> bool:
        return self.method is not ScoringMethod.GROUP

    @property
    def row_code(self) -> str:
        """The visible row code: a letter first, so that no program makes 3.2 a number or a date."""
        return f"K{self.kpi_no}"

    def weight_in(self, months: int) -> Decimal:
        """The weight in force in the 6-, 9- or 12-month round (R19)."""
        return self.round_weights.get(months, self.weight)


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """When a form is due. Exactly one of `on_date`, `day_of_month`, `days_before_handin` is set.

    `month_offset`: 0 = due in the month the report is about, 1 = in the month after (domain.md 5.3).
    The hand-in (province to OPDC) is a date, a day of the due month, or the round's OPDC date.
    """

    form: str
    due_group: str = ""
    on_date: date | None = None
    day_of_month: int | None = None
    days_before_handin: int | None = None
    month_offset: int = 0
    first_period: str = ""
    handin_date: date | None = None
    handin_day: int | None = None
    roll: RollRule | None = None
    """None: the province's general rule."""


@dataclass(frozen=True, slots=True)
class Exemption:
    rule: str
    agency: str
    kpi_no: str
    who: str
    why: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ReceivedWithoutFile:
    """A report that did arrive, on paper, by LINE or by telephone."""

    agency: str
    form: str
    period: str
    received_on: date
    channel: str
    kpi_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    number: str
    agency: str
    kpi_no: str
    lesson: str
    measure: str = ""
    source: str = ""
    closed_on: date | None = None
    closed_how: str = ""

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class Band:
    """A word for scores in [low, high)."""

    low: Decimal
    high: Decimal
    word: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The province's own choices; every default that no source confirms is one of them."""

    province: str
    fiscal_year: FiscalYear
    office: str = ""
    office_phone: str = ""
    office_email: str = ""
    opdc_email: str = ""
    """Where the month's policy report goes."""
    roll: RollRule = RollRule.NONE
    no_data: NoDataRule = NoDataRule.EXCLUDED
    standard_score: Decimal = Decimal(3)
    opdc_dates: Mapping[int, date] = field(default_factory=dict)
    """OPDC's date for the 6-, 9- and 12-month round."""
    inspection_date: date | None = None
    evidence_days: int = 30
    """From so many days before the inspection or the year's end, evidence still missing is a finding of its own."""
    bands: tuple[Band, ...] = ()
    behind_plan: Decimal = Decimal("-0.0001")
    """Score minus plan at or below this is behind plan."""
    far_behind_plan: Decimal = Decimal(-1)
    ahead_of_plan: Decimal = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the secretary maintains. `cells` says where a value stands: ("kpi", "3.2.2", "weight") → "ตัวชี้วัด!H12"."""

    settings: Settings
    agencies: tuple[Agency, ...]
    kpis: tuple[Kpi, ...]
    people: tuple[Person, ...] = ()
    calendar: tuple[CalendarRule, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    host_changes: tuple[HostChange, ...] = ()
    plan_targets: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    """Planned cumulative result: (kpi_no, period code) → value."""
    exemptions: tuple[Exemption, ...] = ()
    received: tuple[ReceivedWithoutFile, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def agency(self, code: str) -> Agency | None:
        return next((agency for agency in self.agencies if agency.code == code), None)

    def kpi(self, kpi_no: str) -> Kpi | None:
        return next((kpi for kpi in self.kpis if kpi.kpi_no == kpi_no), None)

    def leaves(self) -> tuple[Kpi, ...]:
        return tuple(kpi for kpi in self.kpis if kpi.is_leaf)

    def host_on(self, kpi: Kpi, day: date) -> str:
        """The host agency in force on a day."""
        changes = [c for c in self.host_changes if c.kpi_no == kpi.kpi_no and c.since <= day]
        return max(changes, key=lambda c: c.since).agency if changes else kpi.host

    def person_on(self, kpi_no: str, role: str, day: date) -> Person | None:
        """Who held a role for a KPI on a day; the latest appointment where several overlap."""
        held = [
            p for p in self.people
            if p.kpi_no == kpi_no and p.role == role
            and (p.since is None or p.since <= day) and (p.until is None or day <= p.until)
        ]  # fmt: skip
        return max(held, key=lambda p: p.since or date.min) if held else None
