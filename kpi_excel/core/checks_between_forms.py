"""Checks of one form against another: template and registry, plan and criteria, claim and score, days and receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kpi_excel.core.across import finding_on, finding_on_result
from kpi_excel.core.agreed import differences
from kpi_excel.core.certification import certify
from kpi_excel.core.consolidation import Certification, FindingLine
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import Period, day_text
from kpi_excel.core.results import reports_for
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.submission import Plain
from kpi_excel.core.tree import Leaf, Tree

_LEVELS = range(1, 6)
_DAYS_OF = {"evidence": ("dated", "kept_on"), "steps": ("finished_on",)}
"""Kind of record → fields with a day that lies in the past when it is reported."""


def check_template_agrees_with_registry(tree: Tree) -> Iterator[FindingLine]:
    """The accepted template says nothing else than what was agreed."""
    registry = tree.material.registry
    year = Period.parse(f"{registry.settings.fiscal_year.year}-kpi")
    for kpi in registry.leaves():
        template = tree.material.record("kpi_template", year, "kpi", kpi)
        if template is None:
            continue
        for difference in differences(registry, kpi, template.record):
            found, agreed = _shown(difference.proposed), _shown(difference.agreed)
            yield finding_on(template, "value-differs-from-agreed", difference.field, found, agreed)


def check_forms_agree_on_the_result(tree: Tree) -> Iterator[FindingLine]:
    """The policy report and the progress report of a month give the same figures."""
    for leaf in tree.leaves.values():
        for month in tree.months:
            yield from _disagreements(tree, leaf, month)


def _disagreements(tree: Tree, leaf: Leaf, month: Period) -> Iterator[FindingLine]:
    by_form = {report.key.form: report for report in reports_for(tree.material, leaf.kpi, month)}
    policy, progress = by_form.get("policy_report"), by_form.get("monthly_progress")
    if policy is None or progress is None:
        return
    for key in leaf.results[month.code].inputs:
        said, counts = policy.record.get(key), progress.record.get(key)
        if said is not None and counts is not None and said != counts:
            yield finding_on(policy, "results-differ-between-forms", key, _shown(said), _shown(counts))


def check_levels_have_steps(tree: Tree) -> Iterator[FindingLine]:
    """The plan covers every criterion (M15)."""
    by_plan: dict[tuple[str, str], set[Decimal | None]] = {}
    for step in tree.steps:
        by_plan.setdefault((step.agency, step.kpi_no), set()).add(step.level)
    for plan in tree.material.effective.of_kind("plan"):
        served, kpi = by_plan.get((plan.key.agency, plan.key.kpi_no)), tree.material.kpis.get(plan.key.kpi_no)
        if served is None or kpi is None:
            continue
        missing = [str(level) for level in _levels_of(kpi) if level not in served]
        if missing:
            yield finding_on(plan, "level-without-step", "level", ", ".join(missing))


def check_days_are_not_after_receipt(tree: Tree) -> Iterator[FindingLine]:
    """What a file reports as done or filed happened before the file came."""
    for kind, keys in _DAYS_OF.items():
        for revision in tree.material.effective.of_kind(kind):
            received = revision.receipt.received_on
            for row in revision.record.rows:
                for key in keys:
                    day = row.get(key)
                    if isinstance(day, date) and day > received:
                        found, limit = day_text(day), day_text(received)
                        yield finding_on(revision, "date-after-received", key, found, limit, row)


def check_claim_is_the_score(tree: Tree) -> Iterator[FindingLine]:
    """The score that the agency claims is the one its result gives."""
    for leaf in tree.leaves.values():
        result = leaf.results[tree.month.code]
        claimed, score = result.claimed, result.score.value
        if claimed is not None and score is not None and claimed != score:
            yield finding_on_result(result, leaf.kpi.kpi_no, "claim-differs", str(claimed), str(score), "claimed")


def check_verdicts_stand(tree: Tree) -> Iterator[FindingLine]:
    """A score that was reviewed is still the score."""
    for leaf in tree.leaves.values():
        for month in tree.months:
            result = leaf.results[month.code]
            certified = certify(tree.material, leaf.kpi, month, result)
            if certified.standing is Certification.VOID:
                found, now = str(certified.seen), str(result.score.value or "–")
                yield finding_on_result(result, leaf.kpi.kpi_no, "certification-void", found, now)


def _levels_of(kpi: Kpi) -> list[int]:
    """The levels that have a criterion; all five where criteria stand on parts, the yes of yes or no."""
    if kpi.method is ScoringMethod.YES_NO:
        return [max(_LEVELS)]
    given = [level for level in _LEVELS if kpi.levels[level - 1] is not None]
    return given or list(_LEVELS)


def _shown(value: Plain) -> str:
    return shown(value) if isinstance(value, Decimal) else str(value)


FORM_CHECKS = (
    check_template_agrees_with_registry, check_forms_agree_on_the_result, check_levels_have_steps,
    check_days_are_not_after_receipt, check_claim_is_the_score, check_verdicts_stand,
)  # fmt: skip
