"""Whoever changes what the province wrote into a form changes no score, and it is said."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Verdict
from kpi_excel.core.text import Text
from kpi_excel.stages.ingest import Ingested
from kpi_excel.stages.verify import verify
from kpi_excel.workbooks.officials import FilledForm
from tests import office as offices
from tests.office import running_office
from tests.stages.desk import Desk, codes, value_of

TAMPERED = {"formula-changed", "locked-text-changed", "shown-score-differs", "registry-changed-since-issued"}


def told(item: Ingested) -> list[Finding]:
    return [finding for finding in item.judgement.findings if finding.code in TAMPERED]


def place_of(form: FilledForm, where: str) -> tuple[str, str]:
    cell = form.cell(where)
    assert cell is not None
    return cell.parent.title, cell.coordinate


def with_cached_value(data: bytes, sheet: str, cell: str, value: str) -> bytes:
    """The value that a program left beside a formula: openpyxl leaves none."""
    out = io.BytesIO()
    number = load_workbook(io.BytesIO(data)).sheetnames.index(sheet) + 1
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in given.namelist():
            part = given.read(name).decode() if name == f"xl/worksheets/sheet{number}.xml" else None
            if part is not None:
                part, count = re.subn(rf'(<c r="{cell}"[^>]*><f>.*?</f>)<v ?/>', rf"\g<1><v>{value}</v>", part)
                assert count == 1
            changed.writestr(name, given.read(name) if part is None else part)
    return out.getvalue()


def test_an_honest_form_is_not_accused(desk: Desk) -> None:
    for agency in ("DPM", "LAB", "IND", "CDD"):
        item = desk.take_one(desk.filled(agency), name=f"{agency}.xlsx")
        assert item.verdict is Verdict.ACCEPTED and told(item) == []
    for form in ("kpi_template", "action_plan"):
        item = desk.take_one(desk.filled("DPM", f"2556-{form[-4:] if form == 'action_plan' else 'kpi'}", form), name=f"{form}.xlsx")
        assert item.judgement.claim.form == form and told(item) == []


def test_rows_that_a_script_inserted__nobody_is_accused(desk: Desk) -> None:
    form = desk.filled("LAB")
    form.insert_rows("results")
    item = desk.take_one(form)
    assert item.verdict is Verdict.ACCEPTED and told(item) == []


@pytest.mark.parametrize(
    ("where", "typed", "code"),
    [
        ("results K3.2.2 name", "จำนวนถนนที่ซ่อมแล้ว", "locked-text-changed"),
        ("results K3.2.2 guideline", "นับเฉพาะวันทำการ", "locked-text-changed"),
        ("results K3.2.2 ladder", "5   90 ลงมา\n4   91\n3   92\n2   93\n1   94", "locked-text-changed"),
        ("results K3.2.2 score", "=5", "formula-changed"),
        ("results K3.2.2 score", 4, "shown-score-differs"),
    ],
)
def test_what_was_changed_is_named_with_its_cell__and_moves_no_score(desk: Desk, where: str, typed: object, code: str) -> None:
    form = desk.filled("DPM")
    honest = desk.copied(desk.root.with_name("honest"))
    honest.take_one(form)
    cell = form.cell(where)
    assert cell is not None
    cell.value = typed
    item = desk.take_one(form)
    (finding,) = told(item)
    assert (finding.code, (finding.place.sheet, finding.place.cell), finding.place.kpi_no) == (code, place_of(form, where), "3.2.2")
    assert item.verdict is Verdict.ACCEPTED
    assert desk.look().total == honest.look().total and value_of(desk, "3.2.2") == value_of(honest, "3.2.2")


@pytest.mark.parametrize(
    ("where", "original"),
    [("results K3.2.2 ladder", "5   24 ลงมา\n4   26\n3   28\n2   30\n1   32"),
     ("results K3.2.2 next_level", Text("สูตรของช่อง ระดับถัดไป", "the formula of Next level"))],
)  # fmt: skip
def test_text_over_one_of_our_formulas__the_original_is_what_the_cell_showed(desk: Desk, where: str, original: object) -> None:
    (finding,) = told(desk.take_one(desk.filled("DPM", typed={where: "แก้เอง"})))
    assert (finding.code, finding.found, finding.expected) == ("locked-text-changed", "แก้เอง", original)


@pytest.mark.parametrize(
    ("change", "is_told"),
    [(lambda text: text.replace("<=24", "<=90"), True), (lambda text: text.replace("G12", "$H$12"), True),
     (lambda text: text.replace(",", " ,").replace("ROUND(", "round("), False)],
    ids=["another criterion", "another cell", "only written otherwise"],
)  # fmt: skip
def test_a_formula_is_compared_by_what_it_says(desk: Desk, change: Callable[[str], str], is_told: bool) -> None:
    form = desk.filled("DPM")
    cell = form.cell("results K3.2.2 score")
    assert cell is not None
    changed = change(str(cell.value))
    assert changed != cell.value
    cell.value = changed
    assert ("formula-changed" in codes(desk.take_one(form))) is is_told


def test_a_weight_changed_on_a_page_is_named(desk: Desk) -> None:
    form = desk.filled("DPM", "2556-kpi", "kpi_template")
    sheet = next(sheet for sheet in form.book.worksheets if any("น้ำหนัก" in str(cell.value or "") for row in sheet.iter_rows() for cell in row)
                 and "3.2.2" in sheet.title)  # fmt: skip
    label = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith("น้ำหนัก"))
    weight = sheet.cell(label.row, label.column + 1)
    was, weight.value = weight.value, "9"
    (finding,) = told(desk.take_one(form))
    assert (finding.code, finding.found, finding.expected) == ("locked-text-changed", "9", was)
    assert finding.place.cell == weight.coordinate


def test_a_stale_score_is_told__a_program_changed_the_result_and_computed_nothing(desk: Desk) -> None:
    form = desk.filled("DPM", typed={"results K3.2.2 result": "29"})
    stale = with_cached_value(form.save(desk.look().as_of), *place_of(form, "results K3.2.2 score"), "5")
    (finding,) = told(desk.take_one(stale))
    assert (finding.code, finding.found, finding.expected) == ("shown-score-differs", "5.0000", "2.5000")
    right = next(line.score.value for line in desk.look().lines if line.kpi.kpi_no == "3.2.2")
    assert right == Decimal("2.5000")


def test_a_registry_changed_since_is_a_note__not_tampering(desk: Desk) -> None:
    form = desk.filled("DPM")
    moved = {"3.2.2": 1, "3.2.3": -1}
    desk.change_registry(lambda registry: replace(registry, kpis=tuple(
        replace(kpi, weight=kpi.weight + moved.get(kpi.kpi_no, 0)) for kpi in registry.kpis
    )))  # fmt: skip
    item = desk.take_one(form)
    assert item.verdict is Verdict.ACCEPTED
    assert {(f.code, f.place.kpi_no, f.expected) for f in told(item)} == {
        ("registry-changed-since-issued", "3.2.2", "5"), ("registry-changed-since-issued", "3.2.3", "3"),
    }  # fmt: skip


def test_criteria_changed_in_the_registry__the_score_the_form_shows_is_not_held_against_anybody(desk: Desk) -> None:
    form = desk.filled("DPM")
    score = form.cell("results K3.2.2 score")
    assert score is not None
    score.value = 1.0
    desk.change_registry(lambda registry: replace(registry, kpis=tuple(
        replace(kpi, levels=tuple(level + Decimal("0.5") if level else level for level in kpi.levels)) if kpi.kpi_no == "3.2.2" else kpi
        for kpi in registry.kpis
    )))  # fmt: skip
    assert [finding.code for finding in told(desk.take_one(form))] == ["registry-changed-since-issued"]


def test_what_is_told_is_told_again_by_verify(desk: Desk) -> None:
    form = desk.filled("DPM")
    cell = form.cell("results K3.2.2 name")
    assert cell is not None
    cell.value = "ชื่ออื่น"
    assert "locked-text-changed" in codes(desk.take_one(form))
    assert verify(desk.house)[1] == []


def test_the_feedback_says_it__and_is_itself_an_honest_form(desk: Desk) -> None:
    form = desk.filled("DPM", typed={"results K3.2.3 result": "มาก"})
    cell = form.cell("results K3.2.2 name")
    assert cell is not None
    cell.value = "ชื่ออื่น"
    assert "locked-text-changed" in codes(desk.take_one(form))
    answer = desk.feedback("DPM")
    assert any("ชื่ออื่น" in str(cell.value or "") for sheet in answer.book.worksheets for row in sheet.iter_rows() for cell in row)
    assert answer.type_into("results K3.2.3 result", "80")
    assert told(desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")) == []


@pytest.mark.program
@pytest.mark.skipif(bool(offices.skip_reason()), reason=offices.skip_reason())
def test_done_by_hand_in_libreoffice__only_what_was_changed_is_told(desk: Desk, tmp_path: Path) -> None:
    form = desk.filled("DPM")
    name, score = place_of(form, "results K3.2.2 name"), place_of(form, "results K3.2.3 score")
    data = form.save(desk.look().as_of)
    with running_office(tmp_path) as office:
        steps = [("unprotect", name[0]), ("type", *name, "จำนวนถนนที่ซ่อมแล้ว"), ("type", *score, "=4+1")]
        changed = office.do(data, [*steps, ("recalculate",), ("save", "changed.xlsx")]).saved["changed.xlsx"]
        moved = [("insert_rows", name[0], 3, 2), ("insert_columns", name[0], "C", 1), ("rename", name[0], "รายงาน ก.พ.")]
        honest = office.do(data, [("unprotect", name[0]), *moved, ("save", "honest.xlsx"), ("save", "honest.ods")]).saved
    found = {(f.code, f.place.cell) for f in told(desk.take_one(changed, name="แก้.xlsx")) if f.code != "shown-score-differs"}
    assert found == {("locked-text-changed", name[1]), ("formula-changed", score[1])}
    for saved, content in honest.items():
        assert told(desk.take_one(content, name=saved)) == []
    assert load_workbook(io.BytesIO(changed))[score[0]][score[1]].value == "=4+1"
