"""A form that says it is somebody else's is never accepted, whoever wrote what into it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_excel.core.submission import Verdict
from kpi_excel.forms.token import Token, find_tokens
from kpi_excel.stages.ingest import Ingested
from kpi_excel.workbooks.officials import FilledForm
from tests.stages.desk import Desk, codes, value_of

DPM, LAB = "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง", "สำนักงานแรงงานจังหวัดระยอง"


def token_in(form: FilledForm) -> Token:
    (token,), _ = find_tokens(form.book.properties.subject or "")
    return token


def marked(form: FilledForm, token: Token, **more: str) -> FilledForm:
    """The form with this token in all its marks (and these texts replaced)."""
    old = token_in(form).text
    form.replace_text({old: token.text, **more})
    form.book.properties.subject = token.text
    form.book.custom_doc_props["kpi_token"].value = token.text
    for sheet in form.book.worksheets:
        if sheet.oddFooter.left.text:
            sheet.oddFooter.left.text = sheet.oddFooter.left.text.replace(old, token.text)
    return form


def taken(desk: Desk, form: FilledForm) -> Ingested:
    """What became of it; nothing of it counts."""
    item = desk.take_one(form)
    assert value_of(desk, "3.2.2") is None
    assert all(record.awaiting for record in desk.receipts()[-1].records)
    return item


@pytest.mark.parametrize(
    "edit",
    [{"agency": "LAB"}, {"period": "2556-03"}, {"form": "policy_report"}, {"version": "1-000000"}, {"serial": "A" * 24}, {"agency": "XXX"}],
    ids=lambda edit: next(iter(edit)),
)  # fmt: skip
def test_token_edited_everywhere_with_its_check_made_anew__is_held(desk: Desk, edit: dict[str, str]) -> None:
    form = desk.filled("DPM")
    item = taken(desk, marked(form, replace(token_in(form), **edit)))

    assert (item.verdict, codes(item)) in [(Verdict.HELD, ["token-not-ours"]), (Verdict.HELD, ["identity-conflict"])]


def test_token_and_name_edited_to_another_agency__is_held(desk: Desk) -> None:
    form = desk.filled("DPM")
    item = taken(desk, marked(form, replace(token_in(form), agency="LAB"), **{DPM: LAB}))

    assert (item.verdict, codes(item)) == (Verdict.HELD, ["token-not-ours"])


def test_genuine_token_of_another_agency_in_all_marks__is_held(desk: Desk) -> None:
    item = taken(desk, marked(desk.filled("DPM"), token_in(desk.form("LAB"))))

    assert (item.verdict, codes(item)) == (Verdict.HELD, ["identity-conflict"])


def test_genuine_token_of_another_month_in_all_marks__is_held(desk: Desk) -> None:
    item = taken(desk, marked(desk.filled("DPM"), token_in(desk.form("DPM", "2556-03"))))

    assert (item.verdict, codes(item)) == (Verdict.HELD, ["identity-conflict"])


def test_genuine_token_and_name_of_another_agency__counts_for_nobody(desk: Desk) -> None:
    item = taken(desk, marked(desk.filled("DPM"), token_in(desk.form("LAB")), **{DPM: LAB}))

    assert item.verdict is Verdict.ACCEPTED_IN_PART and codes(item).count("kpi-not-hosted") == 2


def test_token_alone_in_a_workbook_of_ones_own__counts_for_nothing(desk: Desk) -> None:
    form = desk.filled("DPM")
    token = token_in(form)
    for sheet in form.book.worksheets[1:]:
        form.book.remove(sheet)
    sheet = form.book.worksheets[0]
    sheet.delete_rows(1, sheet.max_row)
    sheet["A1"] = token.text
    item = taken(desk, form)

    assert item.verdict in (Verdict.HELD, Verdict.RETURNED)
