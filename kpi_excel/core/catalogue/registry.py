"""Finding codes: registry."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

RULES: dict[str, Rule] = {}
