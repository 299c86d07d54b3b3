"""Every value of every province as Parquet, one row group after the other: for whoever computes on.

pyarrow is an extra of its own; it is imported here and only when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

from kpi_excel.core.consolidation import TidyRow
from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.rollup_ranking import Nation
from kpi_excel.workbooks.writing import clean_text

GROUP = 10_000
"""Rows of a row group: what is in memory at a time."""

TEXTS = (
    "province", "folder", "agency", "agency_name", "form", "period", "kpi_no", "record", "row_code", "field", "kind",
    "value_text", "typed", "archived", "sheet", "cell", "sha256",
)  # fmt: skip
"""Columns of text. `kind`: number, day, yes-no or text; `value_text` is the value whatever its kind, exactly."""
NUMBER, DAY, RECEIVED = "value_number", "value_day", "received_on"


def can_write_parquet() -> bool:
    """pyarrow is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(nation: Nation, rows: Callable[[str], Iterator[tuple[str, TidyRow]]], file: BinaryIO) -> None:
    """Write the rows in the order of the data sheets. Numbers as double; blank is null, never zero."""
    import pyarrow
    from pyarrow import parquet

    fields = [(name, pyarrow.string()) for name in TEXTS]
    fields += [(NUMBER, pyarrow.float64()), (DAY, pyarrow.date32()), (RECEIVED, pyarrow.date32())]
    schema = pyarrow.schema(fields, metadata={"period": nation.period.code, "as_of": nation.as_of.isoformat()})
    every = (_record(summary, agency, row) for summary in nation.provinces for agency, row in rows(summary.folder))
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(every, GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _record(summary: ProvinceSummary, agency: str, row: TidyRow) -> dict[str, Any]:
    value, source = row.value, row.source
    kind, text = _kind_and_text(value)
    texts = (
        summary.province, summary.folder, row.agency, agency, row.form, row.period, row.kpi_no, row.record, row.row_code,
        row.field, kind, text, row.typed, source.archived, source.sheet, source.cell, source.sha256,
    )  # fmt: skip
    return {name: clean_text(text) for name, text in zip(TEXTS, texts, strict=True)} | {
        NUMBER: float(value) if isinstance(value, Decimal) else None,
        DAY: value if isinstance(value, date) else None,
        RECEIVED: source.received_on,
    }


def _kind_and_text(value: Decimal | date | bool | str | None) -> tuple[str, str]:
    match value:
        case Decimal():
            return "number", format(value, "f")
        case bool():
            return "yes-no", "yes" if value else "no"
        case date():
            return "day", value.isoformat()
    return "text", str(value or "")
