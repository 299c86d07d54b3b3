"""Who: agencies, the people who answer for a KPI, and a KPI's change of host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Agency:
    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    email: str = ""

    @property
    def label(self) -> str:
        """The short name where there is one: what stands on crowded sheets."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for a KPI, from a day until a day (`None`: open)."""

    kpi_no: str
    role: str
    """"supervisor" or "keeper"."""
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HostChange:
    kpi_no: str
    agency: str
    since: date
