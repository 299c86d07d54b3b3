"""Everything the consolidated workbook says, as plain values: what merge computes and the sheets print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import ApprovalLine, EvidenceFile, EvidenceLine, HandoverLine, PolicyLine
from kpi_excel.core.scoring.score import Score, Total
from kpi_excel.core.submission import Receipt
from kpi_excel.core.text import Text


class ResultState(StrEnum):
    """The states a result can be in (domain.md 4.2); they stay apart to the last sheet. Zero is a value, not a state."""

    REPORTED = "reported"
    NOT_REPORTED = "not-reported"
    AWAITING = "awaiting-correction"
    NO_DATA = "no-data"
    NOT_STARTED = "not-started"
    WITHDRAWN = "withdrawn"
    NOT_DUE = "not-due"
    CANCELLED = "cancelled"
    BEING_DEFINED = "being-defined"
    NOT_COMPUTABLE = "not-computable"


class Certification(StrEnum):
    """What became of a reported score: nobody looked yet, certified, changed, evidence wanted, refused, or void again."""

    OPEN = "open"
    CERTIFIED = "certified"
    AMENDED = "amended"
    EVIDENCE_WANTED = "evidence-wanted"
    REFUSED = "refused"
    VOID = "void"


class ObligationState(StrEnum):
    """Where one obligation stands on a day. `RECEIVED` covers late ones too: `days_late` tells."""

    EXPECTED = "expected"
    RECEIVED = "received"
    AWAITING = "awaiting-correction"
    MISSING = "missing"
    EXEMPT = "exempt"


class PlanState(StrEnum):
    """Score against the planned score of the month."""

    NONE = ""
    FAR_BEHIND = "far-behind"
    BEHIND = "behind"
    ON_PLAN = "on-plan"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Source:
    """The archived cell a value came from. `archived` is relative to the archive; both empty for a registry cell."""

    sheet: str
    cell: str
    archived: str = ""
    sha256: str = ""
    received_on: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One per agency, form, period and KPI; it exists before any file arrives."""

    agency: str
    form: str
    period: str
    kpi_no: str
    nominal_due: date
    due: date
    handin_due: date | None
    state: ObligationState
    received_on: date | None = None
    days_late: int = 0
    """Calendar days after `due`: until received, or until the as-of date where missing. 0 on time or not yet due."""
    channel: str = ""
    """How it arrived where it was not a file (paper, LINE, telephone)."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A line of the overdue list: a submission missing or awaiting correction past its date, or a planned step."""

    kind: str
    """"submission", "correction", "step" or "handin"."""
    agency: str
    form: str
    period: str
    kpi_nos: tuple[str, ...]
    what: Text
    due: date
    days: int
    """Days late; for what is coming, days left."""
    contact: str = ""
    phone: str = ""
    reminded: Text | None = None
    """The last reminder; None where nobody was reminded."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a KPI's or the province's series. None: nothing counted for that month."""

    period: Period
    score: Decimal | None
    plan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One node of the agreement's tree with everything that is said about it for the period."""

    kpi: Kpi
    """The KPI as it counts: blank registry cells filled from the accepted KPI template."""
    depth: int
    weight: Decimal
    state: ResultState
    inputs: Mapping[str, tuple[Decimal | bool | str, Source]] = field(default_factory=dict)
    """Raw inputs by key, as `core.scoring.methods.inputs_of` names them, each with its cell."""
    score: Score = Score(None)
    """Recomputed. For a group: the weighted mean of its leaves."""
    claimed: Decimal | None = None
    certified: Decimal | None = None
    certification: Certification = Certification.OPEN
    certified_whole: bool = False
    """For a group: all its leaves that have a score are certified."""
    total: Total | None = None
    """For a group only."""
    contribution: Decimal | None = None
    """Weight × score ÷ weight in force of the province: what it adds to the total, four decimals."""
    gain_to_standard: Decimal = Decimal(0)
    """What reaching level 3 would add to the provincial total; 0 at or above it."""
    earlier: tuple[Period, Decimal] | None = None
    """Where nothing counts for the period: the latest earlier accepted score with its month."""
    series: tuple[Month, ...] = ()
    plan: Decimal | None = None
    plan_state: PlanState = PlanState.NONE
    words: Mapping[str, str] = field(default_factory=dict)
    """status, problem, measure, next_work as the agency wrote them; help_wanted is "yes" or "no"."""
    agency: str = ""
    """The host in force."""
    note: Text | None = None
    """Why there is no score, in one sentence."""


@dataclass(frozen=True, slots=True)
class DimensionLine:
    number: str
    name: str
    total: Total
    claimed: Total
    certified: Total
    contribution: Decimal


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One row of an accepted action plan with where it stands."""

    agency: str
    kpi_no: str
    code: str
    text: str
    level: Decimal | None
    start: date | None
    finish: date | None
    responsible: str
    budget: Decimal | None
    evidence: str
    status: str = ""
    finished_on: date | None = None
    days_late: int = 0
    """Days after the planned finish while it is not finished; 0 otherwise."""
    source: Source = Source("", "")
    project: str = ""
    """The project behind the step; "" where the agency names none."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One archived file on the sheet of origins, and what became of its records."""

    receipt: Receipt
    counted: int
    """Records of it that count."""
    superseded: int
    """Records of it that a later revision displaced."""
    awaiting: int
    effect: str
    """"in", "in-part", "superseded", "returned", "refused", "held"."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    finding: Finding
    agency: str
    form: str
    period: str
    exempted_by: Text | str = ""


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One value that counts, one row: the whole workbook can be recomputed from these."""

    agency: str
    form: str
    period: str
    kpi_no: str
    record: str
    row_code: str
    field: str
    value: Decimal | date | bool | str | None
    typed: str
    source: Source


@dataclass(frozen=True, slots=True)
class Balance:
    """The proof on the sheet of origins: files in = files accounted for."""

    files: int
    by_effect: Mapping[str, int]

    @property
    def holds(self) -> bool:
        return self.files == sum(self.by_effect.values())


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A province up to a period, as of a day."""

    registry: Registry
    period: Period
    as_of: date
    total: Total
    claimed: Total
    certified: Total
    previous: Month | None
    months: tuple[Month, ...]
    """The province's series, from the first period owed to `period`."""
    dimensions: tuple[DimensionLine, ...]
    lines: tuple[KpiLine, ...]
    """Agreement order, parents before children."""
    obligations: tuple[Obligation, ...]
    overdue: tuple[Overdue, ...]
    coming: tuple[Overdue, ...]
    """Due within seven days."""
    steps: tuple[PlannedStep, ...]
    findings: tuple[FindingLine, ...]
    files: tuple[FileLine, ...]
    balance: Balance
    tidy: tuple[TidyRow, ...]
    evidence: tuple[EvidenceLine, ...] = ()
    evidence_files: tuple[EvidenceFile, ...] | None = None
    """None where no folder of evidence was given."""
    handovers: tuple[HandoverLine, ...] = ()
    """Those that nobody recorded first."""
    approvals: tuple[ApprovalLine, ...] = ()
    policy: tuple[PolicyLine, ...] = ()
