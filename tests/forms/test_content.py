from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Feedback, FormContent, RowContent
from kpi_excel.forms.known import Known
from tests.core.province import linear
from tests.forms.issuing import issue

CONTENT = issue("monthly_progress", "DPM", known=Known(head={"reporter": "นางมาลี", "phone": "1"})).content


def row_changed(content: FormContent, **changes: Any) -> FormContent:
    """The content with its first row different."""
    sheet = content.sheets[0]
    table = sheet.tables[0]
    rows = (replace(table.rows[0], **changes), *table.rows[1:])
    tables = (replace(table, rows=rows), *sheet.tables[1:])
    return replace(content, sheets=(replace(sheet, tables=tables), *content.sheets[1:]))


CHANGES: tuple[Callable[[FormContent], FormContent], ...] = (
    lambda c: replace(c, lang="en"),
    lambda c: replace(c, due="พุธที่ 20 ก.พ. 2556"),
    lambda c: replace(c, covers="1 ต.ค. 2555"),
    lambda c: replace(c, supervisor="นายวิชัย"),
    lambda c: replace(c, agency=replace(c.agency, name="อีกชื่อ")),
    lambda c: replace(c, settings=replace(c.settings, office_phone="1")),
    lambda c: replace(c, notices=((Text("บทเรียน", "Lessons"), ("ข้อหนึ่ง",)),)),
    lambda c: replace(c, feedback=Feedback(date(2013, 2, 20), (), (), ())),
    lambda c: replace(c, feedback=Feedback(date(2013, 2, 20), (), (), (), remarks=(Finding("row-missing"),))),
    lambda c: replace(c, spec=replace(c.spec, digest="0" * 64)),
    lambda c: replace(c, sheets=c.sheets[:1]),
    lambda c: replace(c, sheets=(replace(c.sheets[0], heading="หัวใหม่"), *c.sheets[1:])),
    lambda c: replace(c, sheets=(replace(c.sheets[0], head={"reporter": "นายชูใจ"}), *c.sheets[1:])),
    lambda c: row_changed(c, code="K9"),
    lambda c: row_changed(c, kpi=linear("3.2.2", "DPM", "51")),
    lambda c: row_changed(c, locked={"last_accepted": "5"}),
    lambda c: row_changed(c, filled={"result": Decimal(5)}),
    lambda c: row_changed(c, filled={"result": "5"}),
)  # fmt: skip


def test_digest__differs_with_everything_that_the_form_says() -> None:
    digests = {CONTENT.digest(), *(change(CONTENT).digest() for change in CHANGES)}

    assert len(digests) == len(CHANGES) + 1


def test_digest__same_for_equal_content_however_its_mappings_are_ordered() -> None:
    turned = replace(CONTENT.sheets[0], head=dict(reversed(list(CONTENT.sheets[0].head.items()))))

    assert replace(CONTENT, sheets=(turned, *CONTENT.sheets[1:])).digest() == CONTENT.digest()


def test_digest__covers_the_criteria_of_every_kpi_on_it() -> None:
    """The ladder is printed from the KPI, so a changed level is a changed form."""
    steeper, flatter = linear("3.2.2", "DPM"), linear("3.2.2", "DPM", levels=())

    assert row_changed(CONTENT, kpi=steeper).digest() != row_changed(CONTENT, kpi=flatter).digest()


@pytest.mark.parametrize(
    ("form", "kpi_nos"),
    [("monthly_progress", ("3.2.2", "3.2.3")), ("kpi_template", ("3.2.2", "3.2.3")), ("action_plan", ("3.2.2", "3.2.3"))],
)
def test_kpi_nos__those_with_a_row_or_page_of_their_own(form: str, kpi_nos: tuple[str, ...]) -> None:
    assert issue(form, "DPM").content.kpi_nos == kpi_nos


def test_kpi_nos__rows_without_a_kpi_add_none() -> None:
    assert set(row_changed(CONTENT, kpi=None).kpi_nos) == {"3.2.2", "3.2.3"}
    assert RowContent("").kpi is None
