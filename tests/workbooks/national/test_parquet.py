"""The values as Parquet: skipped where pyarrow is not installed, which is an extra."""

from __future__ import annotations

import io
from typing import Any

import pytest

from kpi_excel.workbooks.national import parquet
from tests.workbooks.national.sample import book as national_book
from tests.workbooks.national.sample import nation, provinces, rows_of, table

pytest.importorskip("pyarrow")


def write(monkeypatch: pytest.MonkeyPatch | None = None, group: int = 0) -> bytes:
    if monkeypatch is not None:
        monkeypatch.setattr(parquet, "GROUP", group)
    file = io.BytesIO()
    parquet.write_parquet(nation(), rows_of(provinces()), file)
    return file.getvalue()


def read(data: bytes) -> Any:
    from pyarrow import parquet as library

    return library.ParquetFile(io.BytesIO(data))


def test_rows_are_those_of_the_data_sheet() -> None:
    found, sheet = read(write()).read().to_pylist(), table(national_book()["ข้อมูลรวม"])
    assert [(row["province"], row["folder"], row["kpi_no"], row["field"], row["cell"], row["sha256"]) for row in found] == [
        (row["จังหวัด"], row["โฟลเดอร์"], row["ตัวชี้วัด"], row["ช่องข้อมูล"], row["ช่อง"], row["รหัสไฟล์ SHA-256"]) for row in sheet
    ]


def test_numbers_days_and_texts__each_in_its_column_and_blank_is_null() -> None:
    for row in read(write()).read().to_pylist():
        assert (row["kind"] == "number") == (row["value_number"] is not None)
        assert (row["kind"] == "day") == (row["value_day"] is not None)
        assert row["value_text"] and row["received_on"]


def test_row_groups__bounded_and_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(write(monkeypatch, 2))
    groups = [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)]
    assert sum(groups) == sum(one.values for one in nation().provinces) and max(groups) == 2


def test_same_values_same_bytes() -> None:
    assert write() == write()
