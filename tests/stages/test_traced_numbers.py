"""Numbers of the consolidated workbook followed back to the archived cell by another library, and recalculated by another program."""

from __future__ import annotations

import random
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.store.names import hash_of
from tests import programs
from tests.stages.desk import Desk, Played, day
from tests.workbooks.consolidated.reading import load, table

MAR = Period.parse("2556-03")
FIFTY = 50


@pytest.fixture(scope="module")
def consolidated(demo: Played) -> bytes:
    return (demo.root / "outbox/2556-03/consolidated/consolidated_2556-03.xlsx").read_bytes()


def as_number(value: Any) -> Decimal | None:
    """What a person would read in a cell; Thai digits and words around it are for officials to type."""
    text = str(value).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    found = re.fullmatch(r"\D*?(-?\d[\d,]*(?:\.\d+)?)\D*", text)
    return Decimal(found[1].replace(",", "")) if found else None


def test_fifty_random_numbers__stand_in_the_archived_cell(demo: Played, consolidated: bytes) -> None:
    rows = [row for row in table(load(consolidated, data_only=True)["ข้อมูลรวม"], "รหัส") if isinstance(row["ค่า"], int | float)]
    assert len(rows) > 300
    books: dict[str, Any] = {}
    for row in random.Random(2556).sample(rows, FIFTY):
        path = demo.root / "archive" / row["ไฟล์ในคลัง"]
        assert hash_of(path.read_bytes()) == row["รหัสไฟล์ SHA-256"]
        book = books.setdefault(str(path), load(path.read_bytes()))
        cell = book[row["แผ่น"]][row["ช่อง"]]
        assert as_number(cell.value) == Decimal(str(row["ค่า"])), row
        assert path.name.startswith(f"{row['รหัส']}_")


def test_every_text_and_date__stands_in_the_archived_cell_as_typed(demo: Played, consolidated: bytes) -> None:
    rows = table(load(consolidated, data_only=True)["ข้อมูลรวม"], "รหัส")
    books: dict[str, Any] = {}
    for row in random.Random(2013).sample([row for row in rows if isinstance(row["ค่า"], str)], FIFTY):
        path = demo.root / "archive" / row["ไฟล์ในคลัง"]
        book = books.setdefault(str(path), load(path.read_bytes()))
        value = book[row["แผ่น"]][row["ช่อง"]].value
        assert str(value).split("\n")[0].strip() == str(row["ที่กรอก"]).split("\n")[0].strip() or hasattr(value, "year"), row


def test_scores__stand_as_the_engine_computed_them(demo: Played, consolidated: bytes) -> None:
    sheet = load(consolidated, data_only=True)["คะแนน"]
    data = Desk(demo.root).look("2556-03", "2013-03-31")
    shown = {str(row[0]): row[11] for row in sheet.iter_rows(min_row=7, values_only=True) if row[0] is not None}
    for line in data.lines:
        if line.score.value is not None:
            assert Decimal(str(shown[line.kpi.kpi_no])) == line.score.value, line.kpi.kpi_no


def test_merge_is_pure__receipts_in_any_order_from_the_archive_alone(demo: Played) -> None:
    desk = Desk(demo.root)
    receipts = desk.receipts()
    shuffled = random.Random(1).sample(receipts, len(receipts))

    first, second = (consolidate(desk.house.registry, some, MAR, day("2013-03-31")) for some in (receipts, shuffled))
    assert (first.tidy, first.total, first.lines, first.findings) == (second.tidy, second.total, second.lines, second.findings)


@pytest.mark.program
@pytest.mark.skipif(bool(programs.skip_reason(programs.LIBREOFFICE)), reason=programs.skip_reason(programs.LIBREOFFICE))
def test_scoring_sheet__recalculated_by_libreoffice_equals_the_engine(
    demo: Played, consolidated: bytes, tmp_path: Path
) -> None:
    cells = programs.recalculate(consolidated, programs.LIBREOFFICE, tmp_path)["คะแนน"]
    heads = {value: column for (row, column), value in cells.items() if row == 5}
    rows = {str(value): row for (row, column), value in cells.items() if column == 0}
    data = Desk(demo.root).look("2556-03", "2013-03-31")
    compared = 0
    for line in data.lines:
        found = cells.get((rows[line.kpi.kpi_no], heads["คำนวณ"]))
        if line.score.value is None:
            assert not isinstance(found, int | float), line.kpi.kpi_no
        else:
            assert isinstance(found, int | float), line.kpi.kpi_no
            assert four(found) == line.score.value, line.kpi.kpi_no
            compared += 1
    assert compared > 30
    total = max(row for (row, column), value in cells.items() if column == heads["คำนวณ"] and isinstance(value, int | float))
    assert four(cells[total, heads["คำนวณ"]]) == data.total.score


def four(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
