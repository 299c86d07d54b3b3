"""Checks of the evidence register and the hand-overs: what has to be there by now, and who has to have passed it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kpi_excel.core.consolidation import FindingLine, Source
from kpi_excel.core.evidence import evidence_lines
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.handover import handover_lines
from kpi_excel.core.model import Settings
from kpi_excel.core.periods import short_date
from kpi_excel.core.registers import EvidenceFile, EvidenceLine, EvidenceState, HandoverLine, role_word
from kpi_excel.core.text import Text
from kpi_excel.core.tree import Tree


def check_finished_steps_are_proven(tree: Tree) -> Iterator[FindingLine]:
    """Evidence is filed as each step ends (M11); the document of one step proves no other."""
    lines = _lines(tree)
    owed = {(line.kpi_no, line.step) for line in lines if line.state is EvidenceState.OWED}
    for step in tree.steps:
        if step.status == "done" and (step.kpi_no, step.code) in owed:
            place = Place(sheet=step.source.sheet, cell=step.source.cell, kpi_no=step.kpi_no, field="plan.evidence")
            yield _on_plan(tree, Finding("step-without-evidence", place, step.code, step.evidence), step.agency)


def check_evidence_is_complete_in_time(tree: Tree) -> Iterator[FindingLine]:
    """Nothing is owed any more some days before the year ends or the inspectors come (M3)."""
    settings, as_of = tree.material.registry.settings, tree.material.as_of
    by = _wanted_by(settings, as_of)
    if by is None:
        return
    owed: dict[str, list[EvidenceLine]] = {}
    for line in _lines(tree):
        if line.state is EvidenceState.OWED:
            owed.setdefault(line.kpi_no, []).append(line)
    for kpi_no, lines in owed.items():
        source = lines[0].source
        place = Place(sheet=source.sheet, cell=source.cell, kpi_no=kpi_no, field="plan.evidence")
        yield _on_plan(tree, Finding("evidence-still-missing", place, str(len(lines)), by), lines[0].agency)


def check_changes_are_handed_over(tree: Tree) -> Iterator[FindingLine]:
    """Who leaves hands over what was kept (M9)."""
    material = tree.material
    for line in handover_lines(material, _lines(tree), material.as_of):
        if not line.is_recorded:
            place = Place(kpi_no=line.kpi_no, field="handover.to_whom")
            finding = Finding("handover-missing", place, _who_left(line), _who_came(line))
            yield FindingLine(finding, line.agency, "registry", "")


def check_evidence_files_exist(tree: Tree, files: Iterable[EvidenceFile]) -> Iterator[FindingLine]:
    """Every file that a report names lies in the folder that was given."""
    for file in files:
        if not file.is_there and file.source is not None:
            place = Place(sheet=file.source.sheet, cell=file.source.cell, kpi_no=file.kpi_no, field=file.field)
            finding = Finding("evidence-file-missing", place, file.name, file.document)
            yield FindingLine(finding, file.agency, *_form_of(tree, file.source))


def _lines(tree: Tree) -> tuple[EvidenceLine, ...]:
    return evidence_lines(tree.material, tree.steps, tree.material.step_day)


def _on_plan(tree: Tree, finding: Finding, agency: str) -> FindingLine:
    return FindingLine(finding, agency, "action_plan", f"{tree.month.fiscal_year.year}-plan")


def _wanted_by(settings: Settings, as_of: date) -> Text | None:
    """The day by which everything has to be there, once it is near: the inspection, or the year's end."""
    inspection, ahead = settings.inspection_date, timedelta(days=settings.evidence_days)
    if inspection is not None and as_of >= inspection - ahead:
        return Text(f"วันตรวจประเมิน {short_date(inspection)}", f"the inspection on {short_date(inspection, 'en')}")
    end = settings.fiscal_year.end
    if as_of >= end - ahead:
        return Text(f"สิ้นปีงบประมาณ {short_date(end)}", f"the end of the year on {short_date(end, 'en')}")
    return None


def _who_left(line: HandoverLine) -> Text:
    role = role_word(line.role)
    count = len(line.evidence)
    kept = Text(f" (มีหลักฐานในชื่อ {count} รายการ)", f" ({count} documents filed)") if count else Text("", "")
    return Text(f"{role.th} {line.from_whom}{kept.th}", f"{role.en} {line.from_whom}{kept.en}")


def _who_came(line: HandoverLine) -> Text:
    who = Text(line.to_whom, line.to_whom) if line.to_whom else Text("ผู้รับช่วง", "a successor")
    if line.on is None:
        return who
    return Text(f"{who.th} ตั้งแต่ {short_date(line.on)}", f"{who.en} from {short_date(line.on, 'en')}")


def _form_of(tree: Tree, source: Source) -> tuple[str, str]:
    """The form and period of the file that names it."""
    receipts = (r for r in tree.material.effective.receipts if r.sha256 == source.sha256)
    receipt = next(receipts, None)
    return (receipt.form, receipt.period) if receipt else ("", "")


EVIDENCE_CHECKS = (
    check_finished_steps_are_proven, check_evidence_is_complete_in_time, check_changes_are_handed_over,
)  # fmt: skip
