"""The sample province at the end of its year: receipts put straight into the archive, as ingest would have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Record
from kpi_excel.stages.house import House, open_house, shipped_templates
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.names import archive_name, hash_of
from kpi_excel.store.workspace import create_workspace
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.core.province import receipt, record

FEB, MAR, SEP, SAR6 = (Period.parse(f"2556-{code}") for code in ("02", "03", "09", "sar6"))
MAR_END, AFTER = date(2013, 3, 31), date(2013, 11, 1)


@cache
def _registry() -> bytes:
    return write_registry(sample_tables())


def begun(root: Path) -> House:
    """The sample province, and nothing received yet."""
    create_workspace(root, _registry(), shipped_templates())
    house = open_house(root)
    # as the first run makes it, before anything is kept
    workspace_key(house.archive)
    return house


def keep(house: House, agency: str, period: Period, *records: Record, on: date | None = None) -> Receipt:
    """A file of an agency, received on the last day of what it is about."""
    made = receipt(agency, period, on or period.end, *records)
    data = repr((agency, period.code, on, records)).encode()
    name = archive_name(agency, made.form, period.code, hash_of(data), "xlsx", 2556)
    kept = replace(made, sha256=hash_of(data), size=len(data), archived=house.archive.store_bytes(name, data))
    house.archive.store_receipt(kept)
    return kept


def report(house: House, agency: str, period: Period, **results: int | str) -> Receipt:
    """A monthly report: k3_2_2="29.3" is KPI 3.2.2 with result 29.3."""
    records = [record(key[1:].replace("_", "."), result=Decimal(result)) for key, result in results.items()]
    return keep(house, agency, period, *records)
