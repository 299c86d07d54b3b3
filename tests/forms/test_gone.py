from __future__ import annotations

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.entries import Entry
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.gone import check_everything_is_there
from tests.forms.descriptions import SMALL, changed, spec_of

SPEC = spec_of(SMALL)
WORDS = {
    "key": "words", "record": "kpi", "rows": "kpis", "title": ["งาน", "Work"],
    "column": [{"key": "code", "type": "computed", "content": "code", "title": ["ที่", "No."]}],
}  # fmt: skip
LABELS = {"results.name|K1.1": "ก", "results.name|K2": "ข", "results.other|K2": "ค"}


def gone(
    tables: tuple[str, ...] = (), pages: tuple[str, ...] = (), rows: tuple[str, ...] = (), sheets: tuple[str, ...] = ("report",),
    kpi_nos: tuple[str, ...] = (), labels: dict[str, str] = LABELS,
) -> list[Finding]:  # fmt: skip
    spec = spec_of(changed(sheet__0__table=[*SMALL["sheet"][0]["table"], WORDS]))
    entries = [Entry("kpi", table, code.strip("K"), code, "รายงาน") for table in tables for code in rows]
    issued = Issued(labels=labels, sheets=sheets, kpi_nos=kpi_nos)
    return list(check_everything_is_there(spec, tables, pages, entries, issued))


def test_everything_there__nothing_to_say() -> None:
    assert gone(tables=("results", "words"), rows=("K1.1", "K2")) == []


def test_nothing_known_of_the_form__nothing_to_miss() -> None:
    assert list(check_everything_is_there(SPEC, (), (), (), Issued())) == []


def test_row_gone__said_once_by_its_code() -> None:
    assert gone(tables=("results", "words"), rows=("K1.1",)) == [Finding("row-missing", Place(kpi_no="2", field="kpi."), expected="K2")]


def test_row_gone_from_one_of_two_tables__is_still_missed() -> None:
    labels = LABELS | {"words.due|K1.1": "ก"}
    entries = [Entry("kpi", "results", no, f"K{no}", "ร") for no in ("1.1", "2")]
    spec = spec_of(changed(sheet__0__table=[*SMALL["sheet"][0]["table"], WORDS]))

    found = list(check_everything_is_there(spec, ("results", "words"), (), entries, Issued(labels=labels, sheets=("report",))))

    assert [(f.code, f.expected) for f in found] == [("row-missing", "K1.1")]


def test_table_gone__said_instead_of_its_rows() -> None:
    assert gone(tables=("results",), rows=("K1.1", "K2")) == [
        Finding("table-missing", Place(sheet="รายงาน"), expected=Text("งาน", "Work"))
    ]


def test_sheet_gone__said_instead_of_its_tables() -> None:
    assert gone() == [Finding("sheet-missing", Place(sheet="รายงาน"))]


def test_sheet_that_this_form_never_had__is_not_missed() -> None:
    assert gone(sheets=("steps",), tables=("plan",)) == []


def test_page_gone__said_by_its_kpi() -> None:
    assert gone(sheets=("page",), pages=("1.1",), kpi_nos=("1.1", "2")) == [
        Finding("page-missing", Place(kpi_no="2", field="template."))
    ]


def test_row_of_a_list_gone__said_by_its_code() -> None:
    names = ("plan|2|P2-1|kpi_no", "plan|2|P2-2|kpi_no", "plan|2|+plan2#3|step")
    issued = Issued(prefilled=dict.fromkeys(names, "2"), sheets=("steps",))
    entries = [Entry("plan", "plan", "2", "P2-2", "ขั้นตอน")]

    assert list(check_everything_is_there(SPEC, ("plan",), (), entries, issued)) == [
        Finding("row-missing", Place(kpi_no="2", field="plan."), expected="P2-1")
    ]
