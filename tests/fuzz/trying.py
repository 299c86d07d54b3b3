"""One input through gate, reader and interpreter: its verdict, and whatever is wrong with how it came to it."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from kpi_excel.core.catalogue import files
from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Verdict
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import judge
from kpi_excel.workbooks.reader import Refusal, read_workbook
from kpi_excel.workers.plain import decode, encode
from tests.fuzz.second_opinion import disagreements
from tests.fuzz.seeds import SENT
from tests.stages.desk import day

Read = Callable[[bytes], RawWorkbook | Finding]


@dataclass(frozen=True)
class Tried:
    """The verdict with its code, and what went wrong: nothing must."""

    verdict: str
    code: str = ""
    problems: tuple[str, ...] = ()


def read_here(data: bytes) -> RawWorkbook | Finding:
    """Read in this process, across the same boundary of plain data."""
    try:
        return decode(encode(read_workbook(data)))
    except Refusal as refused:
        return decode(encode(refused.finding))


def try_workbook(house: House, data: bytes, read: Read = read_here) -> Tried:
    """Read a file and judge it as `ingest` does."""
    try:
        found = read(data)
    except Exception:
        return Tried("", "", (traceback.format_exc(),))
    if isinstance(found, Finding):
        unknown = () if found.code in files.RULES else (f"no such refusal: {found.code}",)
        return Tried(Verdict.REFUSED.value, found.code, unknown)
    tried = try_reading(house, found)
    said = {finding.code for finding in found.findings}
    if tried.verdict.startswith("accepted") and "cells-disagree" not in said:
        wrong = disagreements(data, found) or []
        tried = Tried(tried.verdict, tried.code, (*tried.problems, *wrong[:5]))
    return tried


def try_reading(house: House, raw: RawWorkbook) -> Tried:
    """Judge what a reader gave."""
    try:
        judgement = judge(house, raw, day(SENT))
        # what a receipt and the command say has to be text that can be written
        told = [(finding.code, str(finding.place), str(finding.found)) for finding in judgement.findings]
        json.dumps([told, str(judgement.records)], ensure_ascii=True)
    except Exception:
        return Tried("", "", (traceback.format_exc(),))
    return Tried(judgement.verdict.value, judgement.code)
