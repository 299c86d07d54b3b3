"""Whatever a file does to the process that reads it, it has one outcome, and the next file is read."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workbooks.reader import read_workbook
from kpi_excel.workers.supervise import Limits, Reader, ReaderClosed, ReaderDidNotStart
from tests.hostile import stored, strings, xlsx
from tests.workers.faults import READING

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="faults are signals")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Reader(Limits(cpu=1, wall=20), READING) as opened:
        yield opened
    assert list(tmp_path.glob("kpi-excel-*")) == []


def code_of(outcome: RawWorkbook | Finding) -> str:
    return outcome.code if isinstance(outcome, Finding) else "read"


def test_child_reads_what_the_reader_reads() -> None:
    with Reader() as reader:
        assert reader.read(xlsx()) == read_workbook(xlsx())
        assert code_of(reader.read(b"%PDF-1.4")) == "file-is-pdf"
        assert reader.read(xlsx()) == read_workbook(xlsx())


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (b"segfault", "file-crashes-reader"),
        (b"exit", "file-crashes-reader"),
        (b"raise", "file-crashes-reader"),
        (b"nonsense", "file-is-text"),
        (b"die", "file-needs-too-much-memory"),
        (b"abort", "file-needs-too-much-memory"),
        (b"memory", "file-needs-too-much-memory"),
        (b"loop", "file-takes-too-long"),
    ],
)
def test_fault_is_the_finding_of_its_file__and_the_next_is_read(reader: Reader, fault: bytes, code: str) -> None:
    assert [code_of(reader.read(data)) for data in (xlsx(), fault, xlsx())] == ["read", code, "read"]


def test_file_that_hangs_is_stopped_by_the_clock() -> None:
    with Reader(Limits(wall=0.3), READING) as reader:
        assert code_of(reader.read(b"sleep")) == "file-takes-too-long"


def test_memory_is_bounded() -> None:
    with Reader(Limits(memory=60 * 1024**2)) as reader:
        assert code_of(reader.read(xlsx())) == "read"
        assert (
            code_of(reader.read(stored(shared=strings(f"<t>{'x' * 20_000_000}</t>")))) == "file-needs-too-much-memory"
        )
        assert code_of(reader.read(xlsx())) == "read"


def test_file_gets_a_second_try_alone(reader: Reader, tmp_path: Path) -> None:
    outcome = reader.read(b"die-once:" + os.fsencode(tmp_path / "marker"))

    assert isinstance(outcome, RawWorkbook)
    assert outcome.subject == "second try"


def test_file_that_uses_up_its_time_gets_no_second_try(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    ask = Reader._ask
    monkeypatch.setattr(Reader, "_ask", lambda self, data: asked.append(data) or ask(self, data))

    assert code_of(reader.read(b"loop")) == "file-takes-too-long"
    assert asked == [b"loop"]


def test_child_is_isolated_and_light(reader: Reader) -> None:
    outcome = reader.read(b"where")

    assert isinstance(outcome, RawWorkbook)
    assert {**outcome.custom, "environment": ""} == {"files": "[]", "environment": "", "heavy": "[]", "core": "0"}
    assert "HOME" not in outcome.custom["environment"]


def test_one_child_serves_file_after_file(reader: Reader) -> None:
    pids = {
        outcome.subject
        for outcome in (reader.read(b"where"), reader.read(b"where"))
        if isinstance(outcome, RawWorkbook)
    }

    assert len(pids) == 1
    assert str(os.getpid()) not in pids


def test_reader_that_cannot_start_blames_no_file() -> None:
    with Reader(reading="tests.workers.faults:absent") as reader, pytest.raises(ReaderDidNotStart):
        reader.read(xlsx())


def test_closed_reader_reads_nothing() -> None:
    reader = Reader()
    reader.close()

    with pytest.raises(ReaderClosed):
        reader.read(xlsx())
