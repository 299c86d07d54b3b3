"""The one catalogue of finding codes: severity, message and remedy in Thai and English, an example for `explain`.

Each module holds the codes of one place where things go wrong; a code stands in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi_excel.core.catalogue import (
    checks,
    closing,
    evidence,
    files,
    keeping,
    letters,
    reading,
    registry,
    review,
    rollup,
    scoring,
    stages,
    storing,
    values,
    year,
)
from kpi_excel.core.findings import Finding, Rule, Severity, describe

_MODULES = (files, storing, reading, values, checks, scoring, registry, stages, year, keeping, closing, letters, evidence, review, rollup)

CATALOGUE: Mapping[str, Rule] = MappingProxyType({code: rule for module in _MODULES for code, rule in module.RULES.items()})
if len(CATALOGUE) != sum(len(module.RULES) for module in _MODULES):
    raise RuntimeError("a finding code stands in two modules of the catalogue")


def severity_of(finding: Finding) -> Severity:
    """The severity the catalogue gives to a finding's code."""
    return CATALOGUE[finding.code].severity


def message_of(finding: Finding, lang: str = "th") -> str:
    """What is wrong, in one sentence."""
    return describe(finding, CATALOGUE[finding.code].message, lang)


def remedy_of(finding: Finding, lang: str = "th") -> str:
    """What to do about it, in one sentence."""
    return describe(finding, CATALOGUE[finding.code].remedy, lang)
