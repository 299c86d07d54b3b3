"""The registers that a consolidation keeps beside its scores: evidence, hand-overs, approvals, policy reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kpi_excel.core.periods import Period
from kpi_excel.core.text import Text

if TYPE_CHECKING:
    from kpi_excel.core.consolidation import ObligationState, ResultState, Source


ROLES = {
    "keeper": Text("ผู้จัดเก็บข้อมูล", "data keeper"),
    "supervisor": Text("ผู้กำกับดูแลตัวชี้วัด", "KPI supervisor"),
}
"""Who can change: whoever keeps the data, and whoever answers for the KPI."""


def role_word(role: str) -> Text:
    """What people call a role; a key that has no name stands as it is."""
    return ROLES.get(role, Text(role, role))


class EvidenceState(StrEnum):
    """Registered; not registered though its step is finished or past its date; not registered and not due."""

    FILED = "filed"
    OWED = "owed"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One document of a KPI: as the agency registered it, or as its plan says that it is to be filed."""

    agency: str
    """Who registered it; for what is not registered, the host that is to."""
    kpi_no: str
    state: EvidenceState
    document: str
    source: Source
    """The cell of the register, or of the plan where nothing is registered."""
    level: Decimal | None = None
    step: str = ""
    """Code of the planned step that it proves; "" where the plan names none."""
    due: date | None = None
    """The day that step ended or is to end."""
    responsible: str = ""
    """Who answers for that step."""
    kind: str = ""
    """Key of the kind of document: letter, order, minutes, photo, data, report, other."""
    number: str = ""
    dated: date | None = None
    place: str = ""
    keeper: str = ""
    kept_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that a report names as evidence, or that lies in the folder of evidence though no report names it."""

    name: str
    """As the report has it; for what nobody names, as it lies in the folder, with its subfolders."""
    is_there: bool = True
    agency: str = ""
    """Whose report names it; "" where none does."""
    kpi_no: str = ""
    document: Text | str = ""
    """What it is a file of."""
    field: str = ""
    """The field of the record that names it."""
    source: Source | None = None
    """The cell that names it."""

    @property
    def is_named(self) -> bool:
        """A report says that evidence is kept in it."""
        return self.source is not None


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One change of a data keeper or supervisor. `source` is None where only the registry says that it happened."""

    agency: str
    kpi_no: str
    role: str
    """"keeper" or "supervisor"."""
    from_whom: str
    to_whom: str
    """"" where nobody has been named yet."""
    on: date | None
    what: str = ""
    reason: str = ""
    evidence: tuple[EvidenceLine, ...] = ()
    """What is filed under the name of who leaves, and what was when it changed hands."""
    source: Source | None = None

    @property
    def is_recorded(self) -> bool:
        """The agency has recorded the hand-over."""
        return self.source is not None


class ApprovalState(StrEnum):
    """Where the governor's approval of a self-assessment stands."""

    APPROVED = "approved"
    MISSING = "missing"
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """The governor's approval of one KPI's self-assessment: the letter's number, its date and where it is kept."""

    agency: str
    kpi_no: str
    period: Period
    state: ApprovalState
    number: str = ""
    on: date | None = None
    place: str = ""
    due: date | None = None
    """When the self-assessment itself is due."""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """What one KPI of the policy report says for one month, and whether and when it came."""

    agency: str
    kpi_no: str
    period: Period
    state: ResultState
    value: Decimal | bool | None = None
    """The result in the KPI's unit; None where the KPI has no unit but its score."""
    score: Decimal | None = None
    status: str = ""
    """Key of the status that the agency chose: on_plan, behind, done …"""
    highlight: str = ""
    problem: str = ""
    measure: str = ""
    data_as_of: date | str | None = None
    standing: ObligationState | None = None
    """None where the KPI owes no report for the month."""
    due: date | None = None
    received_on: date | None = None
    days_late: int = 0
    channel: str = ""
    """How it came where it was no file."""
    handin_due: date | None = None
    """When the province is to hand the month's report in to OPDC."""
    handed_in_on: date | None = None
    source: Source | None = None
