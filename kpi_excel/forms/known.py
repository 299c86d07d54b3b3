"""What is already known of an agency when its next form is made: the last accepted values, its plan, its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Row

RESULT = "="
"""The key of a KPI's computed result among its last accepted values."""


@dataclass(frozen=True, slots=True)
class Known:
    """All by KPI number. `last`: raw input key (or RESULT) → value and its month; `steps`: step code → state, date.

    `pages`: the accepted page of the same form and period; `reported`: raw inputs accepted for the very month the form
    is about; `verdicts`: the consultant's word and comment.
    """

    last: Mapping[str, Mapping[str, tuple[Plain, Period]]] = field(default_factory=dict)
    pages: Mapping[str, Row] = field(default_factory=dict)
    plan: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    targets: Mapping[str, Row] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    steps: Mapping[str, tuple[str, date | None]] = field(default_factory=dict)
    head: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reported: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
