"""How results are printed: the bar on a terminal, and nothing of it anywhere else."""

from __future__ import annotations

import io
import re
import sys
from datetime import date

import pytest

from kpi_excel.cli.output import as_of_line, finding_lines, progress, progress_bar, result
from kpi_excel.core.findings import Finding, Place


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_bar__only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, is_shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress_bar(3, "รับไฟล์") as advance:
            for _ in range(3):
                advance(1)
        assert ("รับไฟล์" in stream.getvalue()) is is_shown


def test_progress_bar__not_for_a_single_file(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(1, "รับไฟล์") as advance:
        advance(1)

    assert terminal.getvalue() == ""


def test_progress_bar__says_how_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(30, "รับไฟล์") as advance:
        for _ in range(3):
            advance(10)

    assert re.search(r"30/30.*[0-9.]+/s", terminal.getvalue())


def test_lines_of_the_result_push_the_bar_down__and_leave_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    result("before")
    with progress_bar(3, "รับไฟล์") as advance:
        advance(1)
        shown = terminal.getvalue()
        result("[OK] a.xlsx")
        wiped = terminal.getvalue().removeprefix(shown)
    result("after")

    assert wiped.startswith("\r") and terminal.getvalue().count(wiped) >= 1
    assert sys.stdout.getvalue() == "before\n[OK] a.xlsx\nafter\n"  # type: ignore[attr-defined]


def test_as_of__in_both_calendars() -> None:
    assert as_of_line(date(2013, 2, 28), "th") == "ณ วันที่ 28 ก.พ. 2556 (2013-02-28)"
    assert as_of_line(date(2013, 2, 28), "en") == "As of 28 Feb 2013 (2013-02-28)"


@pytest.mark.parametrize(("lang", "words"), [("th", ("ต้องแก้: ", "วิธีแก้: ")), ("en", ("ERROR: ", "Do: "))])
def test_finding__where_what_and_how_to_mend_it(lang: str, words: tuple[str, str]) -> None:
    place = Place(sheet="รายงานเดือน", cell="G12", kpi_no="3.2.2", field="kpi.result")
    first, second = finding_lines(Finding("value-not-a-number", place, "12 คน", "12"), lang)

    assert first.startswith(f"    {words[0]}รายงานเดือน [G12]: ") and first.endswith("  (value-not-a-number)")
    assert "12 คน" in first and second.startswith(f"        {words[1]}")


def test_note__needs_no_remedy() -> None:
    (line,) = finding_lines(Finding("form-version-older", found="1"), "th")

    assert line.startswith("    แจ้ง: ")


def test_a_line_stays_one_line__whatever_a_name_or_a_cell_says(capsys: pytest.CaptureFixture[str]) -> None:
    result("ค่า a\n[OK]   forged\x1b[31m \u202e  ร้อยละ\u00a085")
    progress("x\r\ny")
    said = capsys.readouterr()
    assert said.out == "ค่า a·[OK]   forged·[31m ·  ร้อยละ\u00a085\n"
    assert said.err == "x··y\n"
