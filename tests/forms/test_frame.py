from __future__ import annotations

from kpi_excel.forms.frame import Issued, issued_from, prefill_key


def test_rows_of__a_table_by_its_labels_each_once() -> None:
    labels = {"results.name|K1.1": "ก", "results.name|K1.10": "ข", "words.due|K1.1": "ก", "words.work|K1.1": "ง", "results.x|K1.1": "ค"}
    issued = Issued(labels=labels)

    assert issued.rows_of("results") == ("K1.1", "K1.10")
    assert issued.rows_of("words") == ("K1.1",)
    assert issued.rows_of("inputs") == ()


def test_rows_of_list__those_in_which_we_wrote_each_once() -> None:
    names = ("plan|1.1|P1.1-1|kpi_no", "plan|1.1|P1.1-1|level", "plan|1.1|P1.1-2|level", "evidence|1.1|E1.1-1|document", "plan|1.1||step")
    issued = Issued(prefilled=dict.fromkeys(names, "x"))

    assert issued.rows_of_list("plan") == ("P1.1-1", "P1.1-2")
    assert issued.rows_of_list("steps") == ()


def test_labels_of__one_code_of_one_table_or_page() -> None:
    issued = Issued(labels={"results.name|K1.1": "ก", "results.name|K1": "ข", "page.name|K1.1": "ค", "page.unit|K1.1": "ง"})

    assert issued.labels_of("page", "K1.1") == {"name": "ค", "unit": "ง"}
    assert issued.labels_of("results", "K1") == {"name": "ข"}
    assert issued.labels_of("page", "K2") == {}


def test_issued_from__keeps_texts_and_the_words_of_formulas() -> None:
    record = {
        "prefilled": {prefill_key("kpi", "1.1", "K1.1", "result"): "5"}, "labels": {"results.name|K1.1": "ก"},
        "locked": {"รายงาน": {"A1": "หัว", "B1": "ชื่อ"}, "คำแนะนำ": {"A1": "อ่าน"}},
        "formulas": {"รายงาน": {"C1": '=IF(A1=0,"พร้อมส่ง ✓","เหลือ "&A1&" จุด")', "C2": '="ว่า ""ครบ"""'}},
        "sheets": ["report"], "kpi_nos": ["1.1"],
    }  # fmt: skip

    issued = issued_from(record)

    assert issued.texts == {"หัว", "ชื่อ", "อ่าน"}
    assert issued.words == {"พร้อมส่ง ✓", "เหลือ ", " จุด", 'ว่า "ครบ"'}
    assert issued.prefilled == {"kpi|1.1|K1.1|result": "5"}
    assert (issued.sheets, issued.kpi_nos) == (("report",), ("1.1",))
