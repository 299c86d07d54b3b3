from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from kpi_excel.core.rollup_ranking import Placed, compare_provinces
from kpi_excel.workbooks.national.ties import split_places
from tests.core.province import FEB
from tests.workbooks.consolidated.reading import load
from tests.workbooks.national.sample import AS_OF, province, summaries, table, written
from tests.workbooks.national.test_workbook import texts


def book_of(*scores: str, lang: str = "th") -> Any:
    """Provinces A, B, … of which only KPI 1, half of the weight, is reported."""
    return _book_of(scores, lang)


@cache
def _book_of(scores: tuple[str, ...], lang: str) -> Any:
    found = tuple(province(chr(ord("A") + at), k1=score) for at, score in enumerate(scores))
    return load(written(compare_provinces(summaries(found), (), FEB, AS_OF), found, lang)["national.xlsx"])


def test_all_equal__nobody_is_first_or_last() -> None:
    book = book_of("95", "95", "95")
    assert book["จัดอันดับ"]["A2"].value == "เท่ากันทุกจังหวัด 4.5000"
    found = texts(book["สรุป"])
    assert found.count("เท่ากันทุกจังหวัด") == 3 and not {"อันดับต้น", "อันดับท้าย"} & set(found)
    # once in the list, once with what is overdue
    assert [found.count(name) for name in "ABC"] == [2, 2, 2]
    row = table(book["รายตัวชี้วัด"])[0]
    assert (row["จังหวัด"], row["จังหวัด 2"]) == ("เท่ากันทุกจังหวัด", "เท่ากันทุกจังหวัด")
    assert book_of("95", "95", "95", lang="en")["Ranking"]["A2"].value == "All the same 4.5000"


def test_some_share_an_end__named_or_counted() -> None:
    book = book_of("95", "95", "70", "70", "70")
    assert book["จัดอันดับ"]["A2"].value == "สูงสุด A · B  ต่ำสุด 3 จังหวัด  มัธยฐาน 2.0000"
    assert {"A · B", "3 จังหวัด"} <= set(texts(book["สรุป"]))
    row = table(book["รายตัวชี้วัด"])[0]
    assert (row["จังหวัด"], row["จังหวัด 2"]) == ("A · B", "3 จังหวัด")


def test_one_province__is_no_tie() -> None:
    book = book_of("95")
    assert book["จัดอันดับ"]["A2"].value == "A 4.5000"
    assert "เท่ากันทุกจังหวัด" not in texts(book["สรุป"])


@pytest.mark.parametrize(
    ("places", "left", "right"),
    [([1], [1], []), ([1, 2, 3], [1, 2], [3]), ([1, 1, 1, 4], [1, 1, 1], [4]), ([1] * 3, [1, 1], [1]), ([1] * 12, [1] * 5, [1] * 5),
     ([1] * 7 + [8], [1] * 5, [8]), (list(range(1, 13)), [1, 2, 3, 4, 5], [8, 9, 10, 11, 12]), ([], [], [])],
)  # fmt: skip
def test_first_and_last_places__who_shares_the_first_is_not_among_the_last(places: list[int], left: list[int], right: list[int]) -> None:
    one = summaries((province("A"),))[0]
    found = split_places([Placed(place, one) for place in places], 5)
    assert tuple([placed.place for placed in side] for side in found) == (left, right)


def test_more_share_an_end_than_stand_there__said_how_many() -> None:
    found = texts(book_of(*["95"] * 6, "70")["สรุป"])
    assert "อันดับต้น  (ร่วม 6 จังหวัด)" in found and "อันดับท้าย" in found


@pytest.mark.parametrize(
    ("scores", "lang", "said"),
    [(("95", "90"), "th", "รายงานแล้วน้ำหนัก 50 จาก 100  ทั้ง 2 จังหวัดถึงเกณฑ์"),
     (("95", "70"), "th", "รายงานแล้วน้ำหนัก 50 จาก 100  1 จาก 2 จังหวัดต่ำกว่าเกณฑ์"),
     (("95", "90"), "en", "Weight 50 of 100 reported, all 2 provinces at standard")],
)  # fmt: skip
def test_headline__weight_it_covers_where_not_all(scores: tuple[str, ...], lang: str, said: str) -> None:
    assert book_of(*scores, lang=lang).worksheets[0]["A2"].value == said


@pytest.mark.parametrize(
    ("second", "said"),
    [({"k1": "90"}, "รายงานแล้วน้ำหนัก 50–100 จาก 100  ทั้ง 2 จังหวัดถึงเกณฑ์"), ({"k1": "90", "k2": "90"}, "ทั้ง 2 จังหวัดถึงเกณฑ์")],
)
def test_headline__weights_that_differ_and_weight_that_is_whole(second: dict[str, str], said: str) -> None:
    found = (province("A", k1="95", k2="95"), province("B", **second))
    book = load(written(compare_provinces(summaries(found), (), FEB, AS_OF), found)["national.xlsx"])
    assert book["สรุป"]["A2"].value == said
