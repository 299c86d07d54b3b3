"""The words beside one KPI."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Accumulation, Band, Kpi, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.words import band_word, ladder, next_level
from tests.core.scoring.samples import bases, kpi_of, part_of

DEATHS = kpi_of(ScoringMethod.LINEAR, (32, 30, 28, 26, 24))
NAMES = ("ตั้งคณะทำงาน", "ประเมินความเสี่ยง", "จัดทำแผนปรับปรุง", "ทำตามแผนครบ", "ผู้ว่าฯ เห็นชอบรายงาน")
STEPS = kpi_of(ScoringMethod.MILESTONE, (1, 2, 3, 4, 5), level_texts=NAMES)
PARTS = (part_of("G1", 1, (1, 2, 3, 4, 5)),)


def test_ladder__marks_the_level_reached() -> None:
    score = score_kpi(DEATHS, {"result": Decimal("29.3")})
    lines = ["5   24 ลงมา", "4   26", "3   28", "2   30   ◄ ท่านอยู่ที่นี่", "1   32"]
    assert ladder(DEATHS, None, score, "th").split("\n") == lines
    assert ladder(DEATHS, Decimal("29.3"), None, "th").split("\n") == lines
    assert ladder(DEATHS, None, None, "en").split("\n")[0] == "5   24 and below"
    assert "◄" not in ladder(DEATHS, None, None, "th")
    assert "◄" not in ladder(DEATHS, Decimal(99), None, "th")


def test_ladder__step_names_and_a_mark_alone() -> None:
    done = {"step1": True, "step2": True, "step3": True, "step4": False}
    assert ladder(STEPS, None, score_kpi(STEPS, done), "th").split("\n") == [
        "5   ผู้ว่าฯ เห็นชอบรายงาน",
        "4   ทำตามแผนครบ",
        "3   จัดทำแผนปรับปรุง  ◄",
        "2   ประเมินความเสี่ยง",
        "1   ตั้งคณะทำงาน",
    ]


def test_ladder__blank_levels_and_levels_of_several_steps() -> None:
    assert ladder(kpi_of(ScoringMethod.LINEAR, (60, None, 80, None, 1000)), None, None, "th").split("\n") == [
        "5   1,000 ขึ้นไป", "4   –", "3   80", "2   –", "1   60",
    ]  # fmt: skip
    seven = kpi_of(ScoringMethod.MILESTONE, (1, 2, 4, 5, 7), level_texts=tuple("กขคงจฉช"))
    assert ladder(seven, Decimal(4), None, "th").split("\n") == [
        "5   ครบ 7 ขั้น: ช", "4   ครบ 5 ขั้น: จ", "3   ครบ 4 ขั้น: ง  ◄", "2   ข", "1   ก",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kpi", "words"),
    [
        (kpi_of(ScoringMethod.LINEAR), "ยังไม่มีเกณฑ์การให้คะแนน จึงยังคำนวณคะแนนไม่ได้"),
        (kpi_of(ScoringMethod.LINEAR, (1, 3, 2, 4, 5)), "เกณฑ์การให้คะแนนไม่เรียงไปทางเดียวกัน"),
        (kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5)), "ยังไม่มีข้อมูลปีฐาน จึงหาอัตราเพิ่มไม่ได้"),
        (kpi_of(ScoringMethod.NOT_ASSESSED), "อยู่ระหว่างจัดทำรายละเอียด ยังไม่นำมาคิดคะแนน"),
        (kpi_of(ScoringMethod.GROUP), ""),
    ],
)
def test_where_no_score_is_possible__both_say_why(kpi: Kpi, words: str) -> None:
    assert ladder(kpi, None, None, "th") == words
    assert next_level(kpi, None, "th") == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("29.3", "ระดับ 3 เริ่มที่ 28\nต้องลดอีก 1.3"),
        ("40", "ระดับ 1 เริ่มที่ 32\nต้องลดอีก 8"),
        ("24", "ถึงระดับ 5 แล้ว รักษาผลไว้"),
        ("24.00000001", "ระดับ 5 เริ่มที่ 24\nต้องลดอีก 0.0001"),
    ],
)
def test_next_level__what_it_takes(result: str, words: str) -> None:
    assert next_level(DEATHS, score_kpi(DEATHS, {"result": Decimal(result)}), "th") == words


def test_next_level__before_anything_is_typed() -> None:
    hint = "กรอกผลแล้วจะบอกว่าได้กี่คะแนน และระดับถัดไปต้องทำอีกเท่าใด"
    assert next_level(DEATHS, None, "th") == hint
    assert next_level(DEATHS, score_kpi(DEATHS, {}), "th") == hint


def test_next_level__equal_criteria_open_their_best_level() -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, (60, 70, 70, 80, 90))
    assert next_level(kpi, score_kpi(kpi, {"result": Decimal(65)}), "th") == "ระดับ 3 เริ่มที่ 70\nต้องเพิ่มอีก 5"


def test_next_level__steps_parts_answers_and_bands() -> None:
    done = {"step1": True, "step2": True, "step3": True, "step4": False}
    assert next_level(STEPS, score_kpi(STEPS, done), "th") == "ขั้นถัดไปคือขั้นที่ 4\nทำตามแผนครบ"
    parts = kpi_of(ScoringMethod.COMPOSITE, parts=PARTS)
    assert next_level(parts, score_kpi(parts, {"part:G1": Decimal("3.2275")}), "th").endswith("ระดับ 4 ต้องเพิ่มอีก 0.7725")
    answer = kpi_of(ScoringMethod.YES_NO)
    assert next_level(answer, score_kpi(answer, {"answer": False}), "th") == "ระดับ 5 เมื่อคำตอบเป็น มี"
    band = kpi_of(ScoringMethod.TWO_SIDED_BAND)
    assert next_level(band, score_kpi(band, {"result": Decimal(-14)}), "th").endswith("ต้องลดค่าเบี่ยงเบนอีก 4")


def test_next_level__says_why_there_is_no_result() -> None:
    ratio = kpi_of(ScoringMethod.LINEAR, (1, 2, 3, 4, 5), accumulation=Accumulation.RATIO)
    none = score_kpi(ratio, {"numerator": Decimal(0), "denominator": Decimal(0)})
    assert next_level(ratio, none, "th") == "ตัวหารเป็น 0 จึงคำนวณผลไม่ได้"
    growth = kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5), baselines=bases("0"))
    assert next_level(growth, None, "en") == "The base is zero, so growth cannot be computed"


@pytest.mark.parametrize(
    ("score", "word"),
    [("1.49995", "แดง"), ("1.5", "ส้ม"), ("4.9999", "เขียว"), ("5", "เขียว"), ("0", "แดง"), ("2.9", "ส้ม")],
)
def test_bands_are_half_open__no_score_falls_between(score: str, word: str) -> None:
    bands = [
        Band(Decimal(low), Decimal(high), name)
        for low, high, name in (("3", "5", "เขียว"), ("1", "1.5", "แดง"), ("1.5", "3", "ส้ม"))
    ]
    assert band_word(Decimal(score), bands) == word
    assert band_word(None, bands) == ""
    assert band_word(Decimal(score), ()) == ""
