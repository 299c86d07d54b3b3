"""LibreOffice Calc at work on a workbook, through UNO: a person types, sorts or moves rows, and saves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.programs import LIBREOFFICE, command_of

_SECONDS = 180
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}

_SCRIPT = r"""
import json, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress, CellAddress, TableSortField
from com.sun.star.util import URL

def prop(name, value):
    item = PropertyValue(); item.Name, item.Value = name, value
    return item

order = json.loads(sys.stdin.read())
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
for attempt in range(600):
    try:
        office = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % order["pipe"])
        break
    except NoConnectException:
        time.sleep(0.1)
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
book = desktop.loadComponentFromURL(order["source"], "_blank", 0, (prop("Hidden", True),))
frame = book.CurrentController.Frame
helper = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", office)

def type_into(sheet, cell, text):
    book.CurrentController.setActiveSheet(book.Sheets.getByName(sheet))
    helper.executeDispatch(frame, ".uno:GoToCell", "", 0, (prop("ToPoint", cell),))
    helper.executeDispatch(frame, ".uno:EnterString", "", 0, (prop("StringName", text),))

def sort(sheet, area, column, ascending):
    there = book.Sheets.getByName(sheet)
    there.unprotect("")
    cells = there.getCellRangeByName(area)
    field = TableSortField(); field.Field, field.IsAscending = column, ascending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    uno.invoke(cells, "sort", ((prop("SortFields", fields), prop("ContainsHeader", False)),))

def move(sheet, first, last, to):
    there = book.Sheets.getByName(sheet)
    there.unprotect("")
    index, width, count = there.RangeAddress.Sheet, there.RangeAddress.EndColumn, last - first + 1
    there.Rows.insertByIndex(to, count)
    shift = count if to <= first else 0
    source = CellRangeAddress(index, 0, first + shift, min(width, 60), last + shift)
    there.moveRange(CellAddress(index, 0, to), source)
    there.Rows.removeByIndex(first + shift, count)

for name, *given in order["deeds"]:
    {"type": type_into, "sort": sort, "move": move}[name](*given)
book.storeToURL(order["target"], (prop("FilterName", order["filter"]),))
book.close(True)
try:
    desktop.terminate()
except Exception:
    pass
"""


@cache
def uno_python() -> str:
    """A Python that can speak to LibreOffice, "" where there is none."""
    found = (shutil.which("python3", path=path) for path in (os.defpath, None))
    candidates = dict.fromkeys(path for path in found if path)
    works = (
        path for path in candidates if not subprocess.run([path, "-c", "import uno"], capture_output=True).returncode
    )
    return next(works, "")


def why_not() -> str:
    """Why nobody can type here; "" if they can."""
    if not command_of(LIBREOFFICE):
        return "LibreOffice is not installed"
    return "" if uno_python() else "no Python with LibreOffice's uno module"


def work_on(source: Path, target: Path, deeds: Sequence[Sequence[Any]], folder: Path) -> None:
    """Open a workbook, do things to it, save it under `target` (its suffix names the format).

    Deeds: ("type", sheet, "K14", text) · ("sort", sheet, "A8:O36", column from 0, ascending) ·
    ("move", sheet, first row, last row, to), rows from 0.
    """
    command, profile, pipe = command_of(LIBREOFFICE), folder / "office-profile", f"kpi{os.getpid()}"
    assert command, why_not()
    office = subprocess.Popen(
        [command, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    order = {
        "pipe": pipe,
        "source": source.as_uri(),
        "target": target.as_uri(),
        "filter": _FILTERS[target.suffix],
        "deeds": deeds,
    }
    try:
        done = subprocess.run(
            [uno_python(), "-c", _SCRIPT], input=json.dumps(order), text=True, capture_output=True, timeout=_SECONDS
        )
        assert done.returncode == 0, done.stderr
        office.wait(timeout=_SECONDS)
    finally:
        if office.poll() is None:
            office.kill()
