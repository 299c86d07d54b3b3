"""LibreOffice driven by its own hands: what an official does to a workbook, done through UNO, and what it shows then.

One headless LibreOffice with its own profile serves many jobs. A job is a list of steps; it runs in the Python that
comes with LibreOffice's `uno`, so that the tests' own Python needs none. Every job is bounded in time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

Step = tuple[Any, ...]
"""A method of `_Hands` by name, then its arguments."""

JOB_SECONDS = 120
_START_SECONDS = 90
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97", "pdf": "calc_pdf_Export"}


def skip_reason() -> str:
    """Why no test can drive LibreOffice here; "" if it can, or must (KPI_EXCEL_REQUIRE_PROGRAMS=1)."""
    if os.environ.get("KPI_EXCEL_REQUIRE_PROGRAMS") == "1":
        return ""
    if _soffice() is None:
        return "libreoffice is not installed"
    return "" if _uno_python() else "no Python here can import uno"


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@lru_cache
def _uno_python() -> str | None:
    """The first Python that has `uno`: the system's, or the one inside LibreOffice."""
    beside = Path(os.path.realpath(_soffice() or "/")).parent / "python"
    for candidate in ("/usr/bin/python3", str(beside), shutil.which("python3") or ""):
        if candidate and Path(candidate).exists():
            tried = subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False)
            if tried.returncode == 0:
                return candidate
    return None


_LOST = ("DisposedException", "NoConnectException", "BridgeException")
"""What UNO says where the office at the other end is gone."""


class _CrashedError(Exception):
    """LibreOffice, or its Python, died."""


class Office:
    """A running LibreOffice. `do` opens a workbook, takes the steps, and says what they showed.

    `folder` is for the profile and the files of a job; it must lie where LibreOffice may write.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe = f"kpi-excel-{uuid.uuid4().hex}"

    def do(self, workbook: bytes, steps: Sequence[Step], suffix: str = "xlsx") -> Shown:
        """Take the steps in order. A step that saves gives bytes, one that reads gives what it read.

        Where a program of LibreOffice crashes, the job is tried once more with a new one: a crash says nothing of ours.
        """
        try:
            return self._try(workbook, steps, suffix)
        except (_CrashedError, subprocess.TimeoutExpired):
            self.close()
            return self._try(workbook, steps, suffix)

    def _try(self, workbook: bytes, steps: Sequence[Step], suffix: str) -> Shown:
        self._start()
        with tempfile.TemporaryDirectory(dir=self.folder) as work:
            source = Path(work) / f"given.{suffix}"
            source.write_bytes(workbook)
            job = {"pipe": self._pipe, "source": source.as_uri(), "steps": steps, "folder": work}
            python = _uno_python()
            assert python is not None, "no Python here can import uno"
            ran = subprocess.run(
                [python, __file__], input=json.dumps(job).encode(), capture_output=True, timeout=JOB_SECONDS, check=False
            )
            said = ran.stderr.decode(errors="replace")
            if ran.returncode < 0 or (ran.returncode and any(sign in said for sign in _LOST)):
                raise _CrashedError(said)
            assert ran.returncode == 0, said
            return Shown(Path(work), json.loads(ran.stdout))

    def close(self) -> None:
        """End LibreOffice."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        command = _soffice()
        assert command is not None, "libreoffice is not installed"
        profile = self.folder / "profile"
        self._process = subprocess.Popen(
            [os.path.realpath(command), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
             "--nologo", "--nodefault", f"--accept=pipe,name={self._pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


class Shown:
    """What a job gave: `read` by the order of the reading steps, `saved` by name."""

    def __init__(self, folder: Path, given: dict[str, Any]) -> None:
        self.read: list[Any] = given["read"]
        self.saved = {name: (folder / name).read_bytes() for name in given["saved"]}


@contextmanager
def running_office(folder: Path) -> Iterator[Office]:
    """An office that is ended in the end."""
    office = Office(folder)
    try:
        yield office
    finally:
        office.close()


# From here on: inside LibreOffice's Python, where nothing of the project and no pytest is known.


class _Hands:
    """The steps. Cells are given as in "G12", sheets by name."""

    def __init__(self, desktop: Any, context: Any, book: Any, folder: str) -> None:
        self.desktop, self.context, self.book, self.folder = desktop, context, book, folder
        self.read: list[Any] = []
        self.saved: list[str] = []

    def type(self, sheet: str, cell: str, text: str) -> None:
        """Type into a cell and press Enter: goes through input parsing, validation aside."""
        self._go(sheet, cell)
        self._dispatch(".uno:EnterString", StringName=text)

    def unprotect(self, sheet: str) -> None:
        self._sheet(sheet).unprotect("")

    def insert_rows(self, sheet: str, before: int, count: int) -> None:
        """Above the row that has this number on screen."""
        self._sheet(sheet).Rows.insertByIndex(before - 1, count)

    def remove_rows(self, sheet: str, first: int, count: int) -> None:
        self._sheet(sheet).Rows.removeByIndex(first - 1, count)

    def insert_columns(self, sheet: str, before: str, count: int) -> None:
        index = self._range(sheet, f"{before}1").RangeAddress.StartColumn
        self._sheet(sheet).Columns.insertByIndex(index, count)

    def remove_columns(self, sheet: str, first: str, count: int) -> None:
        index = self._range(sheet, f"{first}1").RangeAddress.StartColumn
        self._sheet(sheet).Columns.removeByIndex(index, count)

    def sort(self, sheet: str, cells: str, column: int, ascending: bool) -> None:
        """Sort a range by its n-th column, counted from 0; formulas and formats move along."""
        import uno  # type: ignore[import-not-found]
        from com.sun.star.table import TableSortField  # type: ignore[import-not-found]

        wanted = TableSortField()
        wanted.Field, wanted.IsAscending = column, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (wanted,))
        uno.invoke(self._range(sheet, cells), "sort", ((_value("SortFields", fields), _value("ContainsHeader", False)),))

    def move(self, sheet: str, cells: str, to: str) -> None:
        """Cut a range and paste it elsewhere on the sheet."""
        source, target = self._range(sheet, cells), self._range(sheet, to)
        self._sheet(sheet).moveRange(target.getCellByPosition(0, 0).CellAddress, source.RangeAddress)

    def clear(self, sheet: str, cells: str) -> None:
        """Delete what stands in a range."""
        self._range(sheet, cells).clearContents(1 | 2 | 4 | 16)

    def unmerge(self, sheet: str, cells: str) -> None:
        """Take merges, formats and drop-downs from a range; what was typed stays."""
        self._range(sheet, cells).merge(False)
        self._go(sheet, cells)
        self._dispatch(".uno:ResetAttributes")

    def hide_rows(self, sheet: str, first: int, last: int) -> None:
        for row in range(first - 1, last):
            self._sheet(sheet).Rows.getByIndex(row).IsVisible = False

    def rename(self, sheet: str, name: str) -> None:
        self._sheet(sheet).Name = name

    def reorder(self, sheet: str, place: int) -> None:
        self.book.Sheets.moveByName(sheet, place)

    def delete_hidden(self) -> None:
        for name in self.book.Sheets.ElementNames:
            if not self.book.Sheets.getByName(name).IsVisible:
                self.book.Sheets.removeByName(name)

    def delete(self, sheet: str) -> None:
        self.book.Sheets.removeByName(sheet)

    def duplicate(self, sheet: str, name: str) -> None:
        self.book.Sheets.copyByName(sheet, name, self.book.Sheets.Count)

    def into_new_book(self, sheet: str) -> None:
        """Copy a sheet into a new document, as the menu does it; the steps that follow are about that one."""
        self._go(sheet, "A1")
        self._dispatch(".uno:Move", DocName="", Index=32767, Copy=True)
        old, self.book = self.book, self.desktop.CurrentComponent
        assert self.book.Sheets.ElementNames == (sheet,), self.book.Sheets.ElementNames
        old.close(True)

    def values_into_new_book(self, sheet: str, cells: str) -> None:
        """Copy a range and paste its values only into a new document."""
        self._go(sheet, cells)
        self._dispatch(".uno:Copy")
        old = self.book
        self.book = self._new_book()
        self._go(self.book.Sheets.ElementNames[0], "A1")
        self._dispatch(
            ".uno:InsertContents", Flags="SVD", FormulaCommand=0, SkipEmptyCells=False, Transpose=False, AsLink=False, MoveMode=4
        )
        old.close(True)

    def bring(self, url: str, sheet: str) -> None:
        """Copy a sheet of another workbook to the end of this one."""
        mine, count = self.book, self.book.Sheets.Count
        self.book = self.desktop.loadComponentFromURL(url, "_blank", 0, ())
        self._go(sheet, "A1")
        self._dispatch(".uno:Move", DocName=mine.Title.rsplit(".", 1)[0], Index=32767, Copy=True)
        self.book.close(True)
        self.book = mine
        assert mine.Sheets.Count == count + 1, mine.Sheets.ElementNames

    def show(self, sheet: str, cells: str) -> None:
        """Note what the cells of a range show now, as rows of texts and numbers."""
        self.read.append([list(row) for row in self._range(sheet, cells).DataArray])

    def names(self) -> None:
        """Note the names of the sheets."""
        self.read.append(list(self.book.Sheets.ElementNames))

    def recalculate(self) -> None:
        """Compute every formula anew, whatever the file said."""
        self.book.calculateAll()

    def save(self, name: str) -> None:
        """Save under a name; its ending says as what."""
        self.book.storeToURL(f"file://{self.folder}/{name}", (_value("FilterName", FILTERS[name.rsplit(".", 1)[1]]),))
        self.saved.append(name)

    def _sheet(self, name: str) -> Any:
        return self.book.Sheets.getByName(name)

    def _range(self, sheet: str, cells: str) -> Any:
        return self._sheet(sheet).getCellRangeByName(cells)

    def _new_book(self) -> Any:
        return self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())

    def _go(self, sheet: str, cells: str) -> None:
        self.book.CurrentController.setActiveSheet(self._sheet(sheet))
        self._dispatch(".uno:GoToCell", ToPoint=cells)

    def _dispatch(self, command: str, **arguments: Any) -> None:
        helper = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)
        frame = self.book.CurrentController.Frame
        helper.executeDispatch(frame, command, "", 0, tuple(_value(name, value) for name, value in arguments.items()))


def _value(name: str, value: Any) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def _connected(pipe: str) -> Any:
    """The office's context; it may still be starting."""
    import time

    import uno
    from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _run_job() -> None:
    job = json.load(sys.stdin)
    context = _connected(job["pipe"])
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    book = desktop.loadComponentFromURL(job["source"], "_blank", 0, ())
    hands = _Hands(desktop, context, book, job["folder"])
    try:
        for name, *arguments in job["steps"]:
            step: Callable[..., None] = getattr(hands, name)
            step(*arguments)
    finally:
        hands.book.close(True)
    json.dump({"read": hands.read, "saved": hands.saved}, sys.stdout)
    sys.stdout.flush()
    # pyuno frees twice now and then when its Python ends: end without it
    os._exit(0)


if __name__ == "__main__":
    _run_job()
