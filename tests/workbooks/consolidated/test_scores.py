"""คะแนน: every number, word, formula and link of a row; and what real programs make of the formulas."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi_excel.core.consolidation import Certification, ResultState, Source
from kpi_excel.core.model import Band, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi, total_of
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.consolidated.score_layout import INDEX
from kpi_excel.workbooks.consolidated.words import RESULT_STATES
from tests.programs import each_program, recalculate
from tests.workbooks.consolidated.reading import full, load, mixed, nothing, read, read_formulas, row_of
from tests.workbooks.consolidated.sample import MIXED, archived_of, consolidation

NAME = "คะแนน"


def cell(book: openpyxl.Workbook, number: str, key: str) -> object:
    return row_of(book[NAME], number)[INDEX[key]]


def test_every_leaf_has_its_result_scores_and_weight__all_reported() -> None:
    for line in consolidation().lines:
        if not line.kpi.is_leaf or line.kpi.kpi_no == "1.6":
            continue
        row = row_of(full()[NAME], line.kpi.kpi_no)
        assert row[INDEX["name"]] == line.kpi.name
        assert row[INDEX["weight"]] == float(line.weight)
        assert row[INDEX["computed"]] == pytest.approx(float(line.score.value or 0), abs=1e-12)
        assert row[INDEX["claimed"]] == pytest.approx(float(line.claimed or 0), abs=1e-12)
        assert row[INDEX["weighted"]] == pytest.approx(float(line.contribution or 0), abs=1e-12)
        if line.score.result is not None:
            assert row[INDEX["result"]] == pytest.approx(float(line.score.result), abs=1e-9)
        for at, level in enumerate(line.kpi.levels):
            assert row[INDEX["levels"] + at] == (None if level is None else float(level))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(("number", "state"), [*MIXED.items(), ("1.6", ResultState.BEING_DEFINED)])
def test_a_state_keeps_its_own_word__never_zero_never_blank(number: str, state: ResultState, lang: str) -> None:
    row = row_of(mixed(lang)["คะแนน" if lang == "th" else "Scores"], number)
    assert row[INDEX["result"]] == RESULT_STATES[state].say(lang)
    assert [row[INDEX[key]] for key in ("claimed", "computed", "certified", "weighted", "verdict")] == ["–"] * 5


def test_states_are_told_apart_by_their_words() -> None:
    for lang in ("th", "en"):
        assert len({word.say(lang) for word in RESULT_STATES.values()}) == len(ResultState)


@pytest.mark.parametrize(
    ("number", "word"),
    [("4.1", "ส่วนย่อย"), ("8", "ภายนอก"), ("14", "มี")],
)
def test_a_method_without_a_result_says_what_stands_for_it(number: str, word: str) -> None:
    assert cell(full(), number, "result") == word


def test_why_there_is_no_score_stands_in_the_derivation__with_the_earlier_one() -> None:
    steps = cell(mixed(), "4.4", "steps")
    assert steps == "ยังไม่ได้รับรายงานของงวดนี้\nล่าสุด ส.ค. 2556 ได้ 3.1250 (ไม่นำมานับ)"
    assert cell(mixed(), "2.2", "steps") == "ค่าเฉลี่ยปีฐานเป็น 0 จึงหาอัตราเพิ่มไม่ได้"


def test_a_dash_cannot_be_read_as_a_minus() -> None:
    """Beside the next number "– 2.3679" would look negative: a dash stands in the middle or keeps its distance."""
    sheet = nothing()[NAME]
    for row in sheet.iter_rows(min_row=7):
        for found in row:
            if found.value == "–" and found.column in (INDEX["claimed"] + 1, INDEX["computed"] + 1):
                assert found.alignment.horizontal == "center" or found.number_format.endswith('@"    "'), (
                    found.coordinate
                )


def test_the_derivation_is_the_engines_own() -> None:
    line = next(line for line in consolidation().lines if line.kpi.kpi_no == "1.3")
    assert cell(full(), "1.3", "steps") == "\n".join(step.th for step in line.score.steps)
    assert cell(full(), "1.3", "steps") == "ระหว่างระดับ 3 (75) กับ 4 (80)\n3 + (78.25 − 75) ÷ 5 = 3.6500"


def test_a_claim_unlike_the_score_is_marked__and_stays_a_number() -> None:
    sheet = full()[NAME]
    at = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "1.5")
    differing, same = (sheet.cell(row, INDEX["claimed"] + 1) for row in (at, at - 1))
    assert differing.value == 4.0 and differing.number_format.startswith('"≠ "')
    assert "≠" not in same.number_format


@pytest.mark.parametrize(
    ("number", "word"),
    [("1.5", "รอรับรอง"), ("8", "ขอหลักฐาน"), ("9", "ไม่รับรอง"), ("3.1.3", "รับรองใหม่")],
)
def test_what_is_not_certified_says_why(number: str, word: str) -> None:
    assert cell(full(), number, "certified") == word


def test_an_amended_score_is_the_certified_number__marked_as_another() -> None:
    sheet = full()[NAME]
    at = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "4.2")
    found = sheet.cell(at, INDEX["certified"] + 1)
    assert found.value == 4.5 and "≠" in found.number_format


def test_aggregates_are_certified_only_as_a_whole() -> None:
    assert cell(full(), "1", "certified") == "บางส่วน"
    assert cell(full(), "7", "certified") == pytest.approx(3.5907)
    assert cell(full(), "มิติ 4", "certified") == "บางส่วน"
    assert row_of(full()[NAME], "คะแนนรวมจังหวัด", 2)[INDEX["certified"]] == "บางส่วน"


def test_totals_are_the_sample_provinces() -> None:
    scores = {number: cell(full(), number, "computed") for number in ("1", "2", "3.1", "3.2", "3", "4", "7")}
    assert scores == pytest.approx(
        {"1": 3.5650, "2": 2.9180, "3.1": 3.4286, "3.2": 3.6167, "3": 3.5312, "4": 4.0560, "7": 3.5907}
    )
    dimensions = [cell(full(), f"มิติ {number}", "computed") for number in "1234"]
    assert dimensions == pytest.approx([3.5675, 4.4100, 3.9796, 4.1367])
    total = row_of(full()[NAME], "คะแนนรวมจังหวัด", 2)
    assert total[INDEX["computed"]] == 3.7989 and total[INDEX["weight"]] == 100
    assert total[INDEX["verdict"]] == "สูงกว่า 0.7989"


def test_nothing_reported_has_words_instead_of_scores() -> None:
    total = row_of(nothing()[NAME], "คะแนนรวมจังหวัด", 2)
    assert total[INDEX["computed"]] == "ยังไม่มีคะแนน"
    assert total[INDEX["claimed"]] == total[INDEX["certified"]] == total[INDEX["weighted"]] == "–"
    assert cell(nothing(), "1", "computed") == "–" and cell(nothing(), "มิติ 1", "weighted") == "–"


def test_the_source_links_to_the_archived_cell() -> None:
    sheet = full()[NAME]
    at = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "1.5")
    found = sheet.cell(at, INDEX["source"] + 1)
    assert found.value == "PRO F58 +1"
    assert found.hyperlink.target == "..\\..\\..\\archive\\" + archived_of("PRO").replace("/", "\\")
    assert found.hyperlink.location == "'ความคืบหน้า'!F58"


def test_a_score_without_an_archived_source_says_registry() -> None:
    data, registry = consolidation(), {"result": (Decimal("78.25"), Source("ตัวชี้วัด", "H12"))}
    lines = tuple(replace(line, inputs=registry) if line.kpi.kpi_no == "1.3" else line for line in data.lines)
    assert cell(read(replace(data, lines=lines)), "1.3", "source") == "ทะเบียน H12"


def test_bands_of_the_year_replace_the_three_words() -> None:
    data = consolidation()
    bands = (Band(Decimal(1), Decimal("3.65"), "พอใช้"), Band(Decimal("3.65"), Decimal("5.0001"), "ดีมาก"))
    settings = replace(data.registry.settings, bands=bands)
    book = read(replace(data, registry=replace(data.registry, settings=settings)))
    assert cell(book, "1.3", "verdict") == "ดีมาก" and cell(book, "1.5", "verdict") == "พอใช้"


def test_a_final_no_data_that_scores_the_lowest_keeps_its_word() -> None:
    """The registry may let a final "no data" count as 1.0000 (R21): the number counts, the word stays."""
    data = consolidation(MIXED)
    lowest = Score(Decimal("1.0000"), steps=(Text("ไม่มีข้อมูลเมื่อสิ้นปี ได้คะแนนต่ำสุด = 1.0000", ""),))
    lines = tuple(replace(line, score=lowest) if line.kpi.kpi_no == "1.4" else line for line in data.lines)
    row = row_of(read(replace(data, lines=lines))[NAME], "1.4")
    assert (row[INDEX["result"]], row[INDEX["computed"]], row[INDEX["certified"]]) == ("ไม่มีข้อมูล", 1.0, "รอรับรอง")


def test_a_score_whose_inputs_are_unknown_is_a_number_without_formula() -> None:
    data = consolidation()
    lines = tuple(replace(line, inputs={}) if line.kpi.kpi_no == "1.3" else line for line in data.lines)
    book = read_formulas(replace(data, lines=lines))
    row = row_of(book[NAME], "1.3")
    assert row[INDEX["result"]] == 78.25
    # the criteria and the result stand beside it: the score itself stays live
    assert str(row[INDEX["computed"]]).startswith("=")


def test_every_scoring_method_of_the_sample_is_live() -> None:
    book = read_formulas(consolidation())
    seen = set()
    for line in consolidation().lines:
        if line.kpi.is_leaf and line.score.value is not None:
            assert str(row_of(book[NAME], line.kpi.kpi_no)[INDEX["computed"]]).startswith("="), line.kpi.kpi_no
            seen.add(line.kpi.method)
    assert seen >= {ScoringMethod.LINEAR, ScoringMethod.GROWTH, ScoringMethod.MILESTONE, ScoringMethod.COMPOSITE,
                    ScoringMethod.EXTERNAL_SCORE, ScoringMethod.YES_NO}  # fmt: skip


def test_certifications_are_told_apart_by_their_words() -> None:
    assert {line.certification for line in consolidation().lines} >= set(Certification)


@pytest.mark.parametrize(
    ("variant", "lang", "count"), [("full", "th", 128), ("mixed", "en", 106), ("nothing", "th", 27)]
)
@pytest.mark.parametrize("program", each_program())
def test_written_values_are_what_programs_compute(
    program: str, variant: str, lang: str, count: int, tmp_path: Path
) -> None:
    data = {
        "full": consolidation(),
        "mixed": consolidation(MIXED),
        "nothing": consolidation(months=1, is_reported=False),
    }
    workbook = write_consolidated(data[variant], lang)
    written, formulas = load(workbook, data_only=True), load(workbook)
    computed = recalculate(workbook, program, tmp_path)
    checked = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for found in row:
                if found.data_type != "f":
                    continue
                value = written[sheet.title][found.coordinate].value
                other = computed[sheet.title].get((found.row - 1, found.column - 1))
                where = f"{sheet.title}!{found.coordinate} {found.value}"
                assert other == (pytest.approx(value, abs=1e-9) if isinstance(value, float | int) else value), where
                checked += 1
    assert checked == count


@pytest.mark.parametrize("program", each_program())
def test_a_changed_input_moves_score_group_dimension_and_total(program: str, tmp_path: Path) -> None:
    """The workbook is live from the typed value to the province's total and the hero on the first sheet."""
    data = consolidation()
    book = read_formulas(data)
    tidy = book["ข้อมูลรวม"]
    at = next(
        row
        for row in range(1, tidy.max_row + 1)
        if (tidy.cell(row, 5).value, tidy.cell(row, 8).value) == ("1.1", "actual")
    )
    tidy.cell(at, 9).value = 1290
    changed = io.BytesIO()
    book.save(changed)
    computed = recalculate(changed.getvalue(), program, tmp_path)
    leaf = next(line for line in data.lines if line.kpi.kpi_no == "1.1")
    score = score_kpi(leaf.kpi, {"actual": Decimal(1290)}).value
    assert score is not None and score != leaf.score.value

    def mean(prefix: str) -> float:
        leaves = [line for line in data.lines if line.kpi.is_leaf and line.kpi.kpi_no.startswith(prefix)]
        pairs = [(line.weight, score if line.kpi.kpi_no == "1.1" else line.score.value) for line in leaves]
        return float(total_of(pairs).score or 0)

    sheet = full()[NAME]
    rows = {sheet.cell(row, 1).value or sheet.cell(row, 2).value: row - 1 for row in range(1, sheet.max_row + 1)}
    for name, expected in (("1.1", float(score)), ("1", mean("1.")), ("คะแนนรวมจังหวัด", mean(""))):
        assert computed[NAME][rows[name], INDEX["computed"]] == pytest.approx(expected, abs=1e-9), name
    assert computed["สรุป"][4, 0] == pytest.approx(mean(""), abs=1e-9)


def spread(book: openpyxl.Workbook) -> dict[str, tuple[str, str, list[str]]]:
    """Level → count, weight and KPI numbers of the block below the total."""
    rows = list(book[NAME].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == "การกระจายของคะแนนตัวชี้วัด")
    found: dict[str, tuple[str, str, list[str]]] = {}
    for row in rows[start + 1 :]:
        numbers = str(row[INDEX["levels"]] or "").split()
        if row[INDEX["name"]]:
            found[str(row[INDEX["name"]])] = (str(row[INDEX["unit"]]), str(row[INDEX["weight"]] or ""), numbers)
        else:
            list(found.values())[-1][2].extend(numbers)
    return found


def test_the_spread_names_every_weighted_kpi_once__highest_level_first() -> None:
    data, found = consolidation(MIXED), spread(mixed())
    weighted = {line.kpi.kpi_no: line for line in data.lines if line.kpi.is_leaf and line.weight > 0}
    assert list(found) == ["5.0000", "4.0000–4.9999", "3.0000–3.9999", "2.0000–2.9999", "1.0000–1.9999", "ยังไม่มีคะแนน"]
    assert sorted(number for *_, numbers in found.values() for number in numbers) == sorted(weighted)
    for level, (count, weight, numbers) in found.items():
        assert count == f"{len(numbers)} ตัว"
        assert Decimal(weight or 0) == sum(weighted[number].weight for number in numbers)
        scores = [weighted[number].score.value for number in numbers]
        assert all(str(score // 1) == level[0] if score is not None else level == "ยังไม่มีคะแนน" for score in scores)
