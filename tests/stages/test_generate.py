"""Forms out: which, to whom, and what stands in them already."""

from __future__ import annotations

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages.generate import GenerateOptions, generate, wanted_forms
from kpi_excel.store.publish import PublishState
from tests.stages.desk import MONTHLY, Desk, day, tree


def wanted(desk: Desk, on: str = "2013-02-10", **chosen: object) -> set[tuple[str, str, str]]:
    forms = wanted_forms(desk.house, GenerateOptions(day(on), **chosen))  # type: ignore[arg-type]
    return {(item.agency, item.form, item.period.code) for item in forms}


def test_selection__nothing_said_means_the_years_forms_and_the_month(desk: Desk) -> None:
    found = wanted(desk)

    assert {(form, period) for _, form, period in found if form != "policy_report"} == {
        ("kpi_template", "2556-kpi"), ("action_plan", "2556-plan"), (MONTHLY, "2556-02"),
    }  # fmt: skip
    assert len({agency for agency, form, _ in found if form == MONTHLY}) == 17


def test_selection__by_form_period_and_agency(desk: Desk) -> None:
    march = Period.parse("2556-03")
    assert wanted(desk, period=march, agencies=("DPM", "สนง.แรงงาน"), forms=(MONTHLY,)) == {
        ("DPM", MONTHLY, "2556-03"), ("LAB", MONTHLY, "2556-03"),
    }  # fmt: skip
    assert wanted(desk, forms=("action_plan",), agencies=("COM",)) == set()


def test_selection__each_form_knows_its_own_due_dates(desk: Desk) -> None:
    (item,) = wanted_forms(desk.house, GenerateOptions(day("2013-02-10"), forms=("kpi_template",), agencies=("CDD",)))

    assert {no: due.isoformat() for no, due in item.dues.items()} == {"3.1.2": "2013-02-22", "4.3": "2013-02-28"}


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"agencies": ("XXX",)}, "no-such-agency"),
        ({"forms": ("monthly",)}, "form-unknown"),
        ({"period": Period.parse("2557-02")}, "period-does-not-fit"),
        ({"period": Period.parse("2555-10")}, "nothing-to-generate"),
    ],
)
def test_selection__of_what_does_not_exist(desk: Desk, chosen: dict[str, object], code: str) -> None:
    before = tree(desk.root)
    with pytest.raises(KpiExcelError) as told:
        list(generate(desk.house, GenerateOptions(day("2013-02-10"), **chosen)))  # type: ignore[arg-type]

    assert (told.value.code, told.value.exit_code) == (code, 2)
    assert tree(desk.root) == before


def test_generated_twice__nothing_is_written_again(desk: Desk) -> None:
    before = tree(desk.root)
    options = GenerateOptions(day("2013-02-01"), agencies=("DPM", "LAB"), period=Period.parse("2556-02"), forms=(MONTHLY,))
    made = list(generate(desk.house, options))

    assert {item.published.state for item in made} == {PublishState.UNCHANGED}
    assert {name: data for name, data in tree(desk.root).items() if "/registry/" not in name} == {
        name: data for name, data in before.items() if "/registry/" not in name
    }


def test_form__knows_last_month(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    desk.send_out("2013-03-01", "2556-03", agencies=("DPM",), forms=(MONTHLY,))
    form = desk.form("DPM", "2556-03")
    last = form.cell("results K3.2.2 last")

    assert last is not None and str(last.value).startswith("12.1") and "ก.พ. 2556" in str(last.value)
    reporter = [cell.value for row in form.book["รายงานเดือน"].iter_rows(max_row=12) for cell in row]
    assert "นางสาวมาลี ตัวอย่าง" in reporter


def test_form__lists_the_steps_of_the_accepted_plan(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"))
    desk.send_out("2013-02-20", "2556-02", agencies=("DPM",), forms=(MONTHLY,))
    form = desk.form("DPM")
    steps = [code for sheet in form.book.worksheets for code in form.rows(sheet, "steps")]

    assert {"P3.2.2-1", "P3.2.2-2", "P3.2.3-1", "P3.2.3-2"} == set(steps)


def test_forms__another_key_gives_other_tokens(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Desk.begun(tmp_path_factory.mktemp("other") / "ws", ("DPM",), ("2556-02",), key=bytes(32))
    mine, theirs = (d.form("DPM").book["_meta"]["B2"].value for d in (desk, other))

    assert mine.rsplit("|", 2)[0] == theirs.rsplit("|", 2)[0] and mine != theirs
