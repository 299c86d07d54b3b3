"""The quick worksheet gives the very bytes that XlsxWriter's own gives for the same cells."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kpi_excel.workbooks.worksheet import FastWorksheet

TEXTS = ("ตัวชี้วัด", "", "a < b & c > \"d\"", "  ", "_x000D_", "สองบรรทัด\nที่สอง", "'0012", "𝟙", "same", "same")
NUMBERS = (0.0, -0.0, 1.0, -3.5, 0.1 + 0.2, 1e21, 1e-7, 123456789012345678.0, 4.0)


class PlainWorksheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's own ways under the names that the quick one has."""

    put_string = Worksheet._write_string
    put_number = Worksheet._write_number
    put_formula = Worksheet._write_formula

    def put_blank(self, row: int, column: int, style: Any) -> Any:
        return self._write_blank(row, column, None, style)

    def put_line(self, row: int, values: Any, styles: Any) -> None:
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            if isinstance(value, float):
                self.put_number(row, column, value, style)
            elif value:
                self.put_string(row, column, value, style)
            else:
                self.put_blank(row, column, style)


def _book(kind: type[Worksheet], fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        for number in range(2):
            fill(book, book.add_worksheet(f"s{number}", worksheet_class=kind))
    return buffer.getvalue()


def _random_fill(seed: int) -> Callable[[Any, Any], None]:
    def fill(book: Any, sheet: Any) -> None:
        dice = random.Random(seed)
        looks = [book.add_format({"bold": True}), book.add_format({"num_format": "0.0000"}), book.add_format({})]
        for _ in range(dice.randrange(1, 300)):
            row, column, style = dice.randrange(60), dice.choice((0, 1, 2, 3, 7, 30, 300)), dice.choice((*looks, None))
            match dice.randrange(5):
                case 0:
                    sheet.put_number(row, column, dice.choice(NUMBERS), style)
                case 1:
                    sheet.put_blank(row, column, style)
                case 2:
                    sheet.put_formula(row, column, "SUM(A1:A3)", style, dice.choice((1.5, "คะแนน", "", "#N/A", True)))
                case 3:
                    sheet.write_rich_string(row, column, "a", looks[0], "b", style) if style else None
                case _:
                    sheet.put_string(row, column, dice.choice(TEXTS) or "x", style)
        for row in dice.sample(range(80), 5):
            sheet.set_row(row, dice.choice((15, 42.5)), dice.choice((None, looks[0])), dice.choice(({}, {"hidden": True})))
        sheet.set_column(2, 3, 14, looks[1])
        if dice.randrange(2):
            sheet.write_comment(dice.randrange(90), dice.randrange(4), "หมายเหตุ")
        for row in range(100, 100 + dice.randrange(40)):
            values = [dice.choice((*TEXTS, *NUMBERS)) for _ in range(5)]
            sheet.put_line(row, values, looks + looks[:2])

    return fill


@pytest.mark.parametrize("seed", range(60))
def test_bytes_are_those_of_xlsxwriter(seed: int) -> None:
    assert _book(FastWorksheet, _random_fill(seed)) == _book(PlainWorksheet, _random_fill(seed))


def test_a_streamed_sheet_is_the_same_too() -> None:
    def fill(book: Any, sheet: Any) -> None:
        style = book.add_format({"bold": True})
        sheet.put_string(0, 0, "หัวข้อ", style)
        for row in range(1, 40):
            sheet.put_line(row, ["ก", "", float(row)], [style] * 3)
        sheet.put_number(40, 1, 2.0, None)

    streamed = {"constant_memory": True, "in_memory": False}
    assert _book(FastWorksheet, fill, **streamed) == _book(PlainWorksheet, fill, **streamed)


@pytest.mark.parametrize("constant_memory", [False, True])
@pytest.mark.parametrize("spot", [(-1, 0), (0, -1), (1_048_576, 0), (0, 16_384)])
def test_cells_outside_the_sheet_are_refused(spot: tuple[int, int], constant_memory: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        style = book.add_format({})
        assert sheet.put_string(*spot, "x", style) < 0
        assert sheet.put_number(*spot, 1.0, style) < 0
        assert sheet.put_blank(*spot, style) < 0
        assert sheet.put_line(-1, ["x", 1.0], [style] * 2) < 0
        assert sheet.put_line(1_048_576, ["x", 1.0], [style] * 2) < 0

    _book(FastWorksheet, fill, constant_memory=constant_memory, in_memory=not constant_memory)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_finite_number_is_refused(number: float) -> None:
    def fill(book: Any, sheet: Any) -> None:
        with pytest.raises(TypeError):
            sheet.put_number(0, 0, number, None)
        with pytest.raises(TypeError):
            sheet.put_line(0, [number], [book.add_format({})])

    _book(FastWorksheet, fill)


def test_a_row_put_whole_has_no_other_cells() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.put_line(3, ["x"], [book.add_format({})])
        sheet.put_string(3, 5, "y", None)

    with pytest.raises(ValueError, match="row 3"):
        _book(FastWorksheet, fill)
