from __future__ import annotations

import os
import select
import sys
from pathlib import Path

import pytest

from kpi_excel.letters import pdf
from kpi_excel.letters.pdf import find_program, to_pdf, without_time
from kpi_excel.workbooks.writing import Book
from tests.programs import LIBREOFFICE, skip_reason

PRINTED = (
    b"%PDF-1.6\n<</Creator<FEFF>\n/CreationDate(D:20261122140627Z')>>\n"
    b"trailer\n/ID [ <41C23901E877D0C3DB814DED5DFA3B36>\n<41C23901E877D0C3DB814DED5DFA3B36> ]\n"
    b"/DocChecksum /696FDDE98AC537433B88925CDA5B9105\nstartxref\n77\n%%EOF"
)


def workbook(text: str = "สรุป") -> bytes:
    book = Book("ทดสอบ")
    book.sheet("แผ่น").text(0, 0, text)
    return book.close()


def program(folder: Path, body: str) -> str:
    """A program that stands for LibreOffice: it is called with the folder of the workbook as its working directory."""
    script = folder / "stand-in"
    script.write_text(f"#!{sys.executable}\nimport sys, time, subprocess\n{body}\n")
    script.chmod(0o755)
    return str(script)


def test_the_moment_of_printing_leaves_no_trace__every_offset_stays() -> None:
    other = PRINTED.replace(b"20261122140627", b"20300101000000").replace(b"41C2", b"FFFF").replace(b"696F", b"0000")
    assert without_time(PRINTED) == without_time(other)
    assert len(without_time(PRINTED)) == len(PRINTED)
    assert b"/CreationDate(D:20000101000000Z')" in without_time(PRINTED)
    assert b"startxref\n77" in without_time(PRINTED)


def test_other_pages_have_another_identity() -> None:
    identities = {pdf._IDENTITY.findall(without_time(data))[0] for data in (PRINTED, PRINTED.replace(b"FEFF", b"FEFE"))}
    assert len(identities) == 2 and all(first == second for first, second in identities)


def test_what_is_no_pdf_of_that_kind_is_left_alone() -> None:
    assert without_time(b"%PDF-1.4 nothing to see") == b"%PDF-1.4 nothing to see"


def test_without_the_program_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_COMMANDS", ("no-such-program",))
    monkeypatch.setattr(pdf, "_PLACES", ())
    assert find_program() is None and to_pdf(workbook()) is None


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with an interpreter line")
@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("open('printed.pdf', 'wb').write(b'%PDF-1.4 ok')", b"%PDF-1.4 ok"),
        ("sys.exit(77)", None),
        ("pass", None),
    ],
)
def test_a_program_that_fails_gives_none__and_its_files_are_gone(
    body: str, printed: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_program", lambda: program(tmp_path, body))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(pdf.tempfile, "tempdir", None)
    assert to_pdf(workbook()) == printed
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with an interpreter line")
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    listening = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = f"import time; pipe = open({str(pipe)!r}, 'w'); time.sleep(60)"
    monkeypatch.setattr(
        pdf, "find_program", lambda: program(tmp_path, f"subprocess.run([sys.executable, '-c', {child!r}])")
    )
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    assert to_pdf(workbook()) is None
    # readable means: nobody holds the other end any more
    assert select.select([listening], [], [], 30)[0] and os.read(listening, 1) == b""
    os.close(listening)


@pytest.mark.program
@pytest.mark.skipif(bool(skip_reason(LIBREOFFICE)), reason=skip_reason(LIBREOFFICE))
def test_libreoffice_prints_the_same_bytes_twice() -> None:
    first, second = to_pdf(workbook()), to_pdf(workbook())
    assert first is not None and first.startswith(b"%PDF")
    assert first == second != to_pdf(workbook("อื่น"))
