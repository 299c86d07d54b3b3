"""`python -m benchmarks.peers NAME FOLDER …`: the alternatives, and our own parts beside them, each in a process of its own.

Imports stand outside what is timed, the files are in the page cache for all.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.clock import note, peak_memory, timed


def _files(folder: str, count: str = "") -> list[Path]:
    from benchmarks.corpus import mixed

    return mixed(Path(folder))[: int(count or 1_000_000)]


def _read_with(read: Callable[[bytes], object], folder: str, count: str) -> None:
    datas = [path.read_bytes() for path in _files(folder, count)]
    read(datas[0])
    with timed():
        for data in datas:
            try:
                read(data)
            except Exception:
                # a tenth of what comes back is faulty; some of it is no workbook
                continue


def _as_the_command_does() -> None:
    """`kpi_excel.cli.main` looks for cycles less often."""
    import gc

    from kpi_excel.cli import _GARBAGE

    gc.set_threshold(*_GARBAGE)


def unzip(folder: str, count: str) -> None:
    def read(data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                parts.read(name)

    _read_with(read, folder, count)


def reader(folder: str, count: str) -> None:
    from kpi_excel.workbooks.reader import read_workbook

    _read_with(read_workbook, folder, count)


def calamine(folder: str, count: str) -> None:
    from python_calamine import CalamineWorkbook

    def read(data: bytes) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    _read_with(read, folder, count)


def openpyxl(folder: str, count: str) -> None:
    from openpyxl import load_workbook

    def read(data: bytes) -> None:
        for sheet in load_workbook(io.BytesIO(data), data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass

    _read_with(read, folder, count)


def pandas(engine: str, folder: str, count: str) -> None:
    import pandas as pd

    _read_with(lambda data: pd.read_excel(io.BytesIO(data), sheet_name=None, engine=engine), folder, count)


def naive(engine: str, folder: str, output: str) -> None:
    """The script that everybody writes first."""
    import pandas as pd

    frames = []
    for path in _files(folder):
        try:
            frames.append(pd.read_excel(path, engine=engine))
        except Exception:
            continue
    pd.concat(frames).to_excel(output)
    note(memory=peak_memory())


def generate(workspace: str, period: str) -> None:
    """The month's forms as the command writes them, with their records; CPU does not wait for the disk."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages import generate as stage
    from kpi_excel.stages.house import open_house

    _as_the_command_does()
    house, wanted = open_house(Path(workspace)), Period.parse(period)
    with timed():
        count = sum(1 for _ in stage.generate(house, stage.GenerateOptions(wanted.start, period=wanted)))
    note(count=count)


def fill_by_openpyxl(folder: str) -> None:
    from openpyxl import load_workbook

    datas = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    with timed():
        for data in datas:
            book = load_workbook(io.BytesIO(data))
            book.worksheets[1]["A1"].value = "filled"
            book.save(io.BytesIO())


def deflate(folder: str) -> None:
    ready = []
    for path in sorted(Path(folder).iterdir()):
        with zipfile.ZipFile(path) as parts:
            ready.append({name: parts.read(name) for name in parts.namelist()})
    with timed():
        for parts_of in ready:
            with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
                for name, part in parts_of.items():
                    new.writestr(name, part)


def merge(workspace: str, period: str, as_of: str) -> None:
    from kpi_excel.core.periods import Period
    from kpi_excel.stages import consolidate
    from kpi_excel.stages.house import open_house
    from kpi_excel.workbooks import consolidated  # noqa: F401

    _as_the_command_does()
    house = open_house(Path(workspace))
    with timed():
        consolidate.merge(house, Period.parse(period), date.fromisoformat(as_of))
    note(memory=peak_memory())


def cells(workbook: str, output: str) -> None:
    """The values of a consolidated workbook, for others to write."""
    from openpyxl import load_workbook

    sheets = {
        sheet.title: [[str(v) if isinstance(v, date) else v for v in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(workbook, data_only=True, read_only=False).worksheets
    }
    Path(output).write_text(json.dumps(sheets, default=str), "utf-8")


def write_bare(source: str, output: str) -> None:
    import xlsxwriter

    sheets: dict[str, list[list[Any]]] = json.loads(Path(source).read_text("utf-8"))
    with timed(), xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, value)


def write_by_pandas(source: str, output: str) -> None:
    import pandas as pd

    frames = {name: pd.DataFrame(rows) for name, rows in json.loads(Path(source).read_text("utf-8")).items()}
    with timed(), pd.ExcelWriter(output) as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)


def hostile(path: str) -> None:
    """How long one file takes to its verdict in a reader that is at work, and what its child needs at most."""
    import resource
    import time

    from kpi_excel.workers.supervise import Reader

    with Reader() as opened:
        opened.read(b"PK")
        began = time.perf_counter()
        outcome = opened.read(Path(path).read_bytes())
        wall = time.perf_counter() - began
    note(wall=wall, memory=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    print(outcome)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
