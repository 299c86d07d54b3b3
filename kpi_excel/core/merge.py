"""Receipts and registry → one consolidated province. Pure: any order of the receipts gives the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from kpi_excel.core.approvals import approval_lines
from kpi_excel.core.checks_across import findings_across
from kpi_excel.core.consolidation import Consolidation, FindingLine, Month, Obligation
from kpi_excel.core.effective import effective_records
from kpi_excel.core.evidence import evidence_lines
from kpi_excel.core.evidence_files import compare_files
from kpi_excel.core.findings import in_order
from kpi_excel.core.handins import HandIn, handin_steps
from kpi_excel.core.handover import handover_lines
from kpi_excel.core.in_force import registry_on
from kpi_excel.core.lines import dimension_lines, kpi_lines
from kpi_excel.core.material import Material, prepare_material
from kpi_excel.core.model import Registry
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.origins import balance_of, file_lines, standing_findings, tidy_rows
from kpi_excel.core.overdue import coming_on, overdue_on
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.core.policy import policy_lines
from kpi_excel.core.reminders import Reminder
from kpi_excel.core.revisions import decided_receipts
from kpi_excel.core.submission import Receipt
from kpi_excel.core.tree import grow_tree, series_of


def consolidate(
    registry: Registry, receipts: Iterable[Receipt], period: Period, as_of: date, *,
    handins: Collection[HandIn] = (), reminders: Collection[Reminder] = (),
    evidence_files: Collection[str] | None = None,
) -> Consolidation:  # fmt: skip
    """The province up to a period, as of a day. `handins` and `reminders`: what the province did about what is due.
    `evidence_files`: the names of what lies in the folder of evidence; None where no folder was given.

    Counted and listed are the files received by `as_of` about the year's one-off forms or a period that ends no later
    than `period`, and held or refused files, which name no period. Reports about later periods belong to a later
    consolidation; only what is coming due looks beyond `period`, since it is about the days after `as_of`.
    """
    registry = registry_on(registry, as_of)
    received = decided_receipts(receipts, as_of)
    in_scope = tuple(receipt for receipt in received if is_in_scope(receipt.period, period))
    read_until = period.end if len(in_scope) < len(received) else None
    material = prepare_material(registry, effective_records(in_scope), period, as_of, read_until)
    tree = grow_tree(material)
    leaves = tuple(tree.leaves.values())
    months = series_of(tree, leaves)
    owed = obligations_on(registry, received, as_of)
    obligations = tuple(obligation for obligation in owed if _is_about(obligation, period))
    files = file_lines(material.effective)
    evidence, approvals = evidence_lines(material, tree.steps, material.step_day), approval_lines(material)
    in_folder = None if evidence_files is None else compare_files(evidence, approvals, evidence_files)
    return Consolidation(
        registry=registry, period=period, as_of=as_of,
        total=tree.total(leaves), claimed=tree.claimed(leaves), certified=tree.certified(leaves),
        previous=_previous(months, tree.month), months=months,
        dimensions=dimension_lines(tree), lines=kpi_lines(tree),
        obligations=obligations,
        overdue=overdue_on(registry, obligations, tree.steps, as_of, handins=handins, reminders=reminders),
        coming=coming_on(registry, owed, tree.steps, as_of, handins=handins),
        steps=tree.steps,
        findings=_in_order([*standing_findings(material.effective, registry), *findings_across(tree, in_folder or ())]),
        files=files, balance=balance_of(in_scope, files), tidy=tidy_rows(material.effective, registry),
        evidence=evidence, evidence_files=in_folder,
        handovers=handover_lines(material, evidence, as_of), approvals=approvals,
        policy=policy_lines(material, obligations, handin_steps(obligations, handins, as_of)),
    )  # fmt: skip


def material_of(registry: Registry, receipts: Iterable[Receipt], period: Period, as_of: date) -> Material:
    """The records that count up to a period as of a day: what the next form of an agency is filled in with."""
    registry = registry_on(registry, as_of)
    received = decided_receipts(receipts, as_of)
    in_scope = (receipt for receipt in received if is_in_scope(receipt.period, period))
    return prepare_material(registry, effective_records(in_scope), period, as_of)


def is_in_scope(code: str, period: Period) -> bool:
    """Whether a file about the period `code` says something about the year up to `period`; one that names none is listed."""
    if not code:
        return True
    try:
        return _is_within(Period.parse(code), period)
    except ValueError:
        return True


def _is_about(obligation: Obligation, period: Period) -> bool:
    return _is_within(Period.parse(obligation.period), period)


def _is_within(what: Period, period: Period) -> bool:
    """The year's one-off forms, and periods of the same year that end no later."""
    one_off = what.kind in (PeriodKind.KPI, PeriodKind.PLAN)
    return what.fiscal_year == period.fiscal_year and (one_off or what.end <= period.end)


def _previous(months: tuple[Month, ...], last: Period) -> Month | None:
    """The month before the period's, where it has a total to compare with."""
    before = [month for month in months if month.period.end < last.end]
    return before[-1] if before and before[-1].score is not None else None


def _in_order(lines: Iterable[FindingLine]) -> tuple[FindingLine, ...]:
    """By agency, form and period, then as findings are always ordered; what several checks say alike is said once."""
    told = dict.fromkeys(lines)
    place = {finding: number for number, finding in enumerate(in_order(line.finding for line in told))}
    return tuple(sorted(told, key=lambda line: (line.agency, line.form, line.period, place[line.finding])))
