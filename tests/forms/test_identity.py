from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from kpi_excel.core.model import Registry
from kpi_excel.forms.identity import PROPERTY, Claim, Identity, identify
from kpi_excel.forms.raw import Address
from kpi_excel.forms.token import Token
from tests.forms.issuing import IssuedForm, issue, province, specs_of
from tests.sheets import Sheet, Workbook, draw

FEBRUARY = "กุมภาพันธ์ 2556"


@lru_cache(maxsize=8)
def form(agency: str = "DPM", name: str = "monthly_progress", lang: str = "th") -> IssuedForm:
    return issue(name, agency, lang)


def identity_of(workbook: Workbook, registry: Registry | None = None) -> Identity:
    return identify(workbook.raw(), specs_of(form().registry.settings.fiscal_year), registry or form().registry)


def token(agency: str = "DPM", name: str = "monthly_progress") -> Token:
    return form(agency, name).written.token


def without_token(sheet: Sheet) -> None:
    sheet.cells = {address: cell for address, cell in sheet.cells.items() if "KPIX" not in str(cell.value)}


def marks(workbook: Workbook) -> set[str]:
    """Which marks a workbook still bears."""
    visible = {"visible" for s in workbook for c in s.cells.values() if "KPIX" in str(c.value) and not s.hidden}
    hidden = {"_meta" for s in workbook for c in s.cells.values() if "KPIX" in str(c.value) and s.hidden}
    footer = {"footer" for sheet in workbook if "KPIX" in sheet.footer}
    return visible | hidden | footer | ({"property"} if PROPERTY in workbook.custom else set()) | ({"subject"} if workbook.subject else set())


def keep_only(mark: str) -> Workbook:
    """A form on which one mark survived."""
    workbook = form().open()
    if mark != "visible":
        for sheet in workbook:
            if not sheet.hidden:
                without_token(sheet)
    if mark != "_meta":
        workbook.delete("_meta")
    if mark != "property":
        workbook.custom.clear()
    if mark != "subject":
        workbook.subject = ""
    if mark != "footer":
        for sheet in workbook:
            sheet.footer = ""
    return workbook


def test_form__bears_all_marks_and_they_agree() -> None:
    assert marks(form().open()) == {"visible", "_meta", "property", "subject", "footer"}
    assert identity_of(form().open()) == Identity(token())


@pytest.mark.parametrize("mark", ["visible", "_meta", "property", "subject", "footer"])
def test_any_one_mark__is_enough_because_an_absent_one_does_not_disagree(mark: str) -> None:
    workbook = keep_only(mark)

    assert marks(workbook) == {mark}
    assert identity_of(workbook) == Identity(token())


@pytest.mark.parametrize("mark", ["visible", "_meta", "property", "subject", "footer"])
def test_any_one_mark_of_another_agency__is_a_conflict(mark: str) -> None:
    workbook, other = form().open(), token("LAB").text
    match mark:
        case "visible":
            workbook["หลักฐาน"][workbook["หลักฐาน"].find("KPIX")] = other
        case "_meta":
            workbook["_meta"][workbook["_meta"].find("KPIX")] = other
        case "property":
            workbook.custom[PROPERTY] = other
        case "subject":
            workbook.subject = other
        case "footer":
            workbook["หลักฐาน"].footer = f"&L&8 {other}"

    found = identity_of(workbook)

    assert (found.token, found.finding.code if found.finding else "") == (None, "identity-conflict")
    assert found.finding is not None
    assert "DPM" in str(found.finding.found)
    assert "LAB" in str(found.finding.found)


@pytest.mark.parametrize("name", ["kpi_template", "action_plan", "policy_report", "self_assessment"])
def test_every_form__is_identified(name: str) -> None:
    assert identity_of(form("DPM", name).open()).token == token("DPM", name)


def test_sheet_of_another_agency_pasted_in__is_a_conflict() -> None:
    workbook = form().open()
    workbook.sheets.append(form("LAB").open()["หลักฐาน"])

    assert identity_of(workbook).token is None


def test_pasted_as_values_into_a_new_workbook__the_visible_token_is_left() -> None:
    workbook = form().open().paste_into_new()

    assert marks(workbook) == {"visible"}
    assert identity_of(workbook).token == token()


def test_visible_token_edited_to_another_agency__is_a_conflict_though_it_no_longer_checks() -> None:
    workbook = form().open()
    workbook["รายงานเดือน"].replace_text("|DPM|", "|LAB|")

    found = identity_of(workbook)

    assert found.finding is not None
    assert (found.finding.code, found.finding.place.sheet) == ("identity-conflict", "รายงานเดือน")


def test_visible_token_cut_short__says_nothing_and_the_others_are_believed() -> None:
    workbook = form().open()
    sheet = workbook["รายงานเดือน"]
    sheet[sheet.find("KPIX")] = token().text[:12]

    assert identity_of(workbook).token == token()


def test_only_mark_damaged__held_with_a_guess() -> None:
    workbook = keep_only("visible")
    for sheet in workbook:
        sheet.replace_text(token().text, token().text[:-3])

    found = identity_of(workbook)

    assert (found.token, found.finding.code if found.finding else "") == (None, "token-damaged")
    assert found.guess == Claim("DPM", "monthly_progress", "")


@pytest.mark.parametrize("name", ["สำนักงาน LAB", "สำนักงาน  LAB "])
def test_agency_name_overtyped__is_a_conflict(name: str) -> None:
    workbook = form().open()
    workbook["รายงานเดือน"].replace_text("สำนักงาน DPM", name)

    found = identity_of(workbook)

    assert found.finding is not None
    assert (found.finding.code, found.finding.found) == ("identity-conflict", "DPM · LAB")


def test_agency_name_one_row_lower__is_still_compared() -> None:
    workbook = form().open()
    sheet = workbook["รายงานเดือน"]
    sheet.insert_rows(sheet.find("หน่วยงานเจ้าภาพ").row + 1)
    sheet.replace_text("สำนักงาน DPM", "สำนักงาน LAB")

    assert identity_of(workbook).token is None


@pytest.mark.parametrize("name", ["สำนักงาน ปภ. (ใหม่)", "", "สำนักงานที่ไม่มีในทะเบียน"])
def test_agency_name_that_is_nobodys__is_no_disagreement(name: str) -> None:
    workbook = form().open()
    for sheet in workbook:
        sheet.replace_text("สำนักงาน DPM", name)

    assert identity_of(workbook).token == token()


def test_agencies_of_one_name__are_no_disagreement() -> None:
    registry = form().registry
    twins = tuple(replace(agency, name="สำนักงาน DPM") if agency.code == "LAB" else agency for agency in registry.agencies)

    assert identity_of(form().open(), replace(registry, agencies=twins)).token == token()


def test_agency_in_its_short_name_or_alias__is_the_same_agency() -> None:
    registry = form().registry
    named = tuple(replace(a, short="ปภ.", aliases=("ป้องกันภัย",)) if a.code == "DPM" else a for a in registry.agencies)
    for name in ("ปภ.", "ป้องกันภัย"):
        workbook = form().open()
        workbook["รายงานเดือน"].replace_text("สำนักงาน DPM", name)

        assert identity_of(workbook, replace(registry, agencies=named)).token == token()


@pytest.mark.parametrize("month", ["มีนาคม 2556", "มกราคม 2556", "กุมภาพันธ์ 2555", "มีนาคม ๒๕๕๖", "March 2013"])
def test_title_of_another_month__is_a_conflict(month: str) -> None:
    workbook = form().open()
    workbook["รายงานเดือน"].replace_text(FEBRUARY, month)

    found = identity_of(workbook)

    assert found.finding is not None
    assert found.finding.code == "identity-conflict"
    assert str(found.finding.found).startswith("2556-02 · 255")
    assert found.finding.place.cell == "B2"


@pytest.mark.parametrize("month", ["กุมภาพันธ์ ๒๕๕๖", "เดือน กุมภาพันธ์  2556", "February 2013", "ก.พ. 56", "เดือนนี้", ""])
def test_title_of_the_same_month_or_of_none__is_no_disagreement(month: str) -> None:
    workbook = form().open()
    workbook["รายงานเดือน"].replace_text(FEBRUARY, month)

    assert identity_of(workbook).token == token()


def test_month_named_in_a_text__is_no_title() -> None:
    workbook = form().open()
    workbook["รายงานเดือน"]["B40"] = "จะเสร็จในเดือนมีนาคม 2556"

    assert identity_of(workbook).token == token()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("action_plan", "พ.ศ. 2556", "พ.ศ. 2557")],
)
def test_title_of_another_year__is_a_conflict(name: str, old: str, new: str) -> None:
    workbook = form("DPM", name).open()
    workbook["แผนปฏิบัติการ"].replace_text(old, new)

    assert identity_of(workbook).token is None


def test_english_form__is_compared_likewise() -> None:
    workbook = form(lang="en").open()

    assert identity_of(workbook).token is not None
    workbook["Monthly report"].replace_text("February 2013", "March 2013")
    assert identity_of(workbook).token is None


def test_feedback_title__still_names_its_month() -> None:
    workbook = form().open()
    workbook["รายงานเดือน"].replace_text(FEBRUARY, f"{FEBRUARY} · ส่งคืนเพื่อแก้ไข")

    assert identity_of(workbook).token == token()


@pytest.mark.parametrize(
    "drawing",
    ["| รายการ | จำนวน |\n| หมึก | 5 |", "| หน่วยงานเจ้าภาพ |\n| อำเภอเมือง |", "| a¦b¦c¦d¦e¦f |", "| – | – |"],
)  # fmt: skip
def test_foreign_workbook__is_never_identified(drawing: str) -> None:
    found = identity_of(Workbook([draw(drawing)]))

    assert (found.token, found.finding.code if found.finding else "") == (None, "form-not-identified")
    assert found.guess is None


def test_empty_workbook__is_never_identified() -> None:
    assert identity_of(Workbook([])).token is None


def test_form_without_any_mark__is_guessed_for_a_person_to_decide() -> None:
    workbook = keep_only("_meta")
    workbook.delete("_meta")

    found = identity_of(workbook)

    assert found.token is None
    assert found.guess == Claim("DPM", "monthly_progress", "")
    assert found.finding is not None
    assert "สำนักงาน DPM" in str(found.finding.found)


def test_agency_without_a_name__is_never_guessed() -> None:
    registry = replace(form().registry, agencies=tuple(replace(a, name="") for a in province().agencies))

    assert identity_of(Workbook([draw("| – | … |")]), registry).guess is None


def test_token_somebody_made_up__is_found_here_and_refused_by_its_serial_later() -> None:
    made_up = Token("monthly_progress", "1-abcdef", "DPM", "2556-02", "A" * 24)
    workbook = Workbook([draw("| x |")])
    workbook.sheets[0][Address(0, 5)] = made_up.text

    assert identity_of(workbook).token == made_up
