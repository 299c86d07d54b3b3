"""init, check, generate: the beginning of a year."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Console
from tests.stages.desk import Desk, tree


def test_init_sample__ready_to_check(console: Console, tmp_path: Path) -> None:
    root = tmp_path / "จังหวัด ใหม่"
    said = console("init", root, "--sample")

    assert said.code == 0
    assert str(root) in said.out and "registry.xlsx" in said.out
    assert said.err == f'ทำต่อ: kpi-excel --workspace "{root}" check\n'
    assert console("--workspace", root, "check").code == 0


def test_init_empty__asks_for_the_registry_to_be_filled(console: Console, tmp_path: Path) -> None:
    said = console("init", tmp_path / "เลย", "--province", "เลย", "--fiscal-year", 2557, "--lang", "en")
    assert said.code == 0 and "Fill registry.xlsx" in said.out

    checked = console("--workspace", tmp_path / "เลย", "check")
    assert checked.code == 2 and "(registry-empty)" in checked.out


def test_init_again__says_that_nothing_was_changed(console: Console, tmp_path: Path) -> None:
    console("init", tmp_path / "เลย", "--province", "เลย", "--fiscal-year", 2557)
    before = tree(tmp_path)
    said = console("init", tmp_path / "เลย", "--sample")

    assert said.code == 0 and "มีพื้นที่ทำงานอยู่แล้ว" in said.out and "สร้างพื้นที่ทำงานแล้ว" not in said.out
    assert tree(tmp_path) == before


def test_init__a_folder_with_other_things_is_refused(console: Console, tmp_path: Path) -> None:
    (tmp_path / "รูป.jpg").write_bytes(b"x")
    said = console("init", tmp_path, "--sample")

    assert (said.code, said.out) == (2, "") and "[folder-not-empty]" in said.err


def test_check__counts_what_there_is(console: Console, desk: Desk) -> None:
    said = console("--workspace", desk.root, "check")

    assert (said.code, said.out.splitlines()) == (0, ["registry.xlsx: 17 หน่วยงาน  30 ตัวชี้วัด  น้ำหนักรวม 100", "ไม่พบสิ่งที่ต้องแก้"])
    assert said.err == "ทำต่อ: kpi-excel generate\n"
    assert console("--workspace", desk.root, "check", "--json").json["totals"] == {"agencies": 17, "kpis": 30, "weight": "100"}


def spoil(desk: Desk, heading: str, kpi_no: str, value: object) -> None:
    path = desk.root / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["ตัวชี้วัด"]
    column = next(number for number, cell in enumerate(sheet[6], 1) if str(cell.value).rstrip(" *") == heading)
    row = next(row for row in range(7, sheet.max_row + 1) if sheet.cell(row, 2).value == kpi_no)
    sheet.cell(row, column).value = value  # type: ignore[assignment]
    book.save(path)


def test_check__every_problem_with_its_cell_and_a_near_code(console: Console, desk: Desk) -> None:
    spoil(desk, "เจ้าภาพ", "1.2", "EDV")
    spoil(desk, "น้ำหนัก", "3.2.2", 5)
    said = console("--workspace", desk.root, "check", "--lang", "en")

    assert said.code == 2
    assert "ตัวชี้วัด [P9]" in said.out and "EDU" in said.out
    assert "2 finding(s)" in said.out and "run kpi-excel check again" in said.err
    found = console("--workspace", desk.root, "check", "--json")
    assert found.code == 2
    assert {(f["code"], f["sheet"], f["cell"]) for f in found.json["findings"]} >= {("registry-unknown-agency", "ตัวชี้วัด", "P9")}
    assert all(f["message"]["th"] and f["message"]["en"] and f["severity"] for f in found.json["findings"])


def test_check__a_remark_is_no_error(console: Console, desk: Desk) -> None:
    spoil(desk, "เป้าหมาย", "3.2.2", None)
    path = desk.root / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["ปฏิทิน"]
    for row in range(7, sheet.max_row + 1):
        if sheet.cell(row, 2).value == "รายงานตามนโยบายรัฐบาล":
            for column in range(1, sheet.max_column + 1):
                sheet.cell(row, column).value = None
    book.save(path)
    said = console("--workspace", desk.root, "check")

    assert said.code == 1 and "(registry-form-without-due-date)" in said.out
    assert said.err == "ทำต่อ: kpi-excel generate\n"


@pytest.mark.parametrize(
    ("spoilt", "th", "en"),
    [
        (("form = ", "form "), "อ่านไม่ออกที่บรรทัด 2 (ตัวอ่าน TOML บอกว่า “", "at line 2"),
        (("period_kind", "period_kin"), "มีที่ผิด 2 แห่ง (ตัวอ่านแบบบอกว่า “", "period_kind is missing"),
    ],
)
def test_check_and_doctor__a_form_spec_that_is_mistaken(
    console: Console, desk: Desk, spoilt: tuple[str, str], th: str, en: str
) -> None:
    desk.change_template("monthly_progress", spoilt)
    at = ("--workspace", desk.root)
    said = console(*at, "check")

    assert said.code == 2 and "แบบ monthly_progress.toml" in said.out and th in said.out and "(form-spec-mistaken)" in said.out
    assert "kpi-excel generate" not in said.err and "kpi-excel check" in said.err
    assert en in console(*at, "check", "--lang", "en").out
    assert th in console(*at, "doctor").out and th in console(*at, "generate").err


def test_generate__one_line_a_form_with_its_due_date(console: Console, desk: Desk) -> None:
    said = console("--workspace", desk.root, "--as-of", "2556-02-01", "generate", "--period", "2556-02", "--agency", "ปภ.", "--form", "monthly_progress")

    assert said.code == 0
    line = said.out.splitlines()[0]
    assert line.startswith("[unchanged] DPM    monthly_progress  2556-02") and line.endswith("พุธที่ 20 ก.พ. 2556")
    assert "รวม 1 แบบ: เหมือนเดิม 1" in said.out
    assert str(Path("outbox") / "2556-02" / "forms") in said.out
    assert said.err.startswith("ณ วันที่ 1 ก.พ. 2556") and "kpi-excel run" in said.err


def test_generate__without_a_choice_the_years_forms_and_the_month(console: Console, desk: Desk) -> None:
    said = console("--workspace", desk.root, "--as-of", "2556-04-01", "generate", "--agency", "DPM", "--lang", "en")

    forms = [line.split()[2:4] for line in said.out.splitlines() if line.startswith("[")]
    assert ["kpi_template", "2556-kpi"] in forms and ["action_plan", "2556-plan"] in forms and ["monthly_progress", "2556-04"] in forms
    assert ["monthly_progress", "2556-02"] not in forms


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--agency", "DMP"], "no-such-agency"),
        (["--form", "monthly"], "form-unknown"),
        (["--period", "2557-02"], "period-does-not-fit"),
        (["--period", "2555-11"], "nothing-to-generate"),
    ],
)
def test_generate__what_does_not_exist(console: Console, desk: Desk, arguments: list[str], code: str) -> None:
    for lang in ("th", "en"):
        said = console("--workspace", desk.root, "--lang", lang, "generate", *arguments)
        assert (said.code, said.out) == (2, "") and f"[{code}]" in said.err
    if code == "no-such-agency":
        assert "DPM" in said.err
