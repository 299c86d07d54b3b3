"""Workbooks that are no form of ours are held or refused with a reason, and never read as one."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.ingest import Ingested
from kpi_excel.workers.supervise import Limits, Reader
from tests.hostile.foreign import FOREIGN
from tests.stages.desk import Desk, day

OTHER_KEY = b"another province's key, 32 bytes"


def ours(desk: Desk, folder: Path) -> Mapping[str, bytes]:
    """What our own program writes, and is no form that this province sent to an agency."""
    other = Desk.begun(folder / "other", ("DPM",), ("2556-02",), key=OTHER_KEY)
    desk.take_one(desk.filled("DPM"), name="ก.xlsx")
    return {
        "form of another province": other.filled("DPM").save(day("2013-02-18")),
        "plan of another province": other.filled("DPM", "2556-plan", "action_plan").save(day("2013-02-18")),
        "consolidated workbook": desk.merged(),
        "registry": (desk.root / "registry.xlsx").read_bytes(),
    }


@cache
def foreign() -> Mapping[str, bytes]:
    """All of them, made once."""
    return {name: make() for name, make in FOREIGN.items()}


def told(item: Ingested) -> tuple[Verdict, bool]:
    return item.verdict, bool(item.judgement.code and item.judgement.findings)


def test_foreign_workbook_is_held_or_refused_with_a_reason(desk: Desk) -> None:
    for number, data in enumerate(foreign().values()):
        desk.drop(f"{number:03}.xlsx", data)
    items = desk.take("2013-02-18")

    assert {item.name for item in items if told(item) not in ((Verdict.HELD, True), (Verdict.REFUSED, True))} == set()
    assert len(items) == len(FOREIGN) >= 40
    assert not any(receipt.records or receipt.agency for receipt in desk.receipts())


def test_what_our_own_program_writes_for_others_is_never_read_as_a_form(desk: Desk, tmp_path: Path) -> None:
    found = {name: desk.take_one(data, name=f"{name}.xlsx") for name, data in ours(desk, tmp_path).items()}

    assert not any(item.judgement.records for item in found.values())
    assert {name: (item.verdict, item.judgement.code) for name, item in found.items()} == {
        "form of another province": (Verdict.HELD, "token-not-ours"),
        "plan of another province": (Verdict.HELD, "token-not-ours"),
        # it bears the consultant's sheet, which came back as it went out
        "consolidated workbook": (Verdict.RETURNED, "nothing-filled"),
        "registry": (Verdict.HELD, "form-not-identified"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_foreign_workbook_is_read_within_two_seconds() -> None:
    with Reader(Limits(cpu=2)) as reader:
        found = {name: reader.read(data) for name, data in foreign().items()}

    assert {name: outcome.code for name, outcome in found.items() if isinstance(outcome, Finding)} == {}
