"""A supervised reader: a child process reads, and whatever becomes of it is the outcome of the file in hand."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import kpi_excel
from kpi_excel.core.findings import Finding
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workers import child
from kpi_excel.workers.plain import decode, encode
from kpi_excel.workers.windows import memory_of

READING = "kpi_excel.workbooks.reader:read_workbook"

CRASH, TOO_LONG, TOO_MUCH = "file-crashes-reader", "file-takes-too-long", "file-needs-too-much-memory"

_DEATHS = {
    child.OUT_OF_MEMORY: TOO_MUCH,
    # compiled code that is refused memory aborts, and the kernel kills the greedy
    -signal.SIGABRT: TOO_MUCH,
    -getattr(signal, "SIGKILL", 9): TOO_MUCH,
    -getattr(signal, "SIGXCPU", 24): TOO_LONG,
}
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_WATCH_SECONDS = 0.2
_DYING_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of CPU, seconds on the clock, bytes of memory."""

    cpu: int = 10
    wall: float = 60
    memory: int = 1024**3


class ReaderDidNotStart(RuntimeError):
    """The installation is broken: no file is to blame."""


class ReaderClosed(RuntimeError):
    """Reading was asked of a reader that has been closed."""


class Reader:
    """Reads workbooks in a child process, which is started when first needed and again whenever it died.

    `reading` names the function that reads, as `module:function`; where there is a `setting`, the function is given it
    once and makes the one that reads. Not for several threads at once.
    """

    def __init__(self, limits: Limits | None = None, reading: str = READING, setting: bytes = b"") -> None:
        self._limits = limits or Limits()
        self._reading = reading
        self._setting = setting
        self._child: _Child | None = None
        self._had_its_time = False
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child; a read in another thread ends with `ReaderClosed`."""
        self._closed = True
        if self._child:
            self._child.end()

    def read(self, data: bytes) -> RawWorkbook | Finding:
        """The workbook, or the finding that says why it cannot be read: exactly one outcome for any bytes.

        Raises:
            ReaderDidNotStart, OSError: no child could be started; that is nobody's outcome.
        """
        return outcome_of(self.read_plain(data))

    def read_plain(self, data: bytes) -> bytes:
        """The same as JSON (`workers.plain`). A file that kills the child gets one more try in a fresh one.

        Not so where it had all the processor time that it may have: that would be no different.
        """
        answer, death = self._ask(data)
        if answer is None and not self._had_its_time:
            answer, death = self._ask(data)
        return encode(Finding(death)) if answer is None else answer

    def _ask(self, data: bytes) -> tuple[bytes | None, str]:
        """The child's answer, or None and what it died of."""
        if self._closed:
            raise ReaderClosed
        if self._child is None:
            self._child = _Child(self._limits, self._reading, self._setting)
        answer = self._child.ask(data)
        if answer is not None:
            return answer, ""
        death = self._child.cause_of_death()
        self._had_its_time = self._child.had_its_time
        self._child = None
        if self._closed:
            raise ReaderClosed
        return None, death


@dataclass(frozen=True, slots=True)
class Job:
    """What readers are to do, wherever they run: calling it opens one. Two equal jobs can share a reader."""

    reading: str = READING
    setting: bytes = b""
    limits: Limits = Limits()

    def __call__(self) -> Reader:
        return Reader(self.limits, self.reading, self.setting)


def outcome_of(answer: bytes) -> RawWorkbook | Finding:
    """What an answer says; a child that answers no such thing has crashed, however politely."""
    try:
        return decode(answer)
    except (KeyError, ValueError, TypeError):
        return Finding(CRASH)


class _Child:
    """One child process and the thread that watches the clock for it."""

    def __init__(self, limits: Limits, reading: str, setting: bytes) -> None:
        self._limits = limits
        self._deadline: float | None = None
        self._killed_for = ""
        self.had_its_time = False
        """Whether it died of having used the processor for as long as it may."""
        self._folder = tempfile.mkdtemp(prefix="kpi-excel-")
        self._process = _start(limits, reading, self._folder, bool(setting))
        # the child keeps its empty folder although it is gone; Windows removes it at the end
        with contextlib.suppress(OSError):
            os.rmdir(self._folder)
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        self._check_ready(setting)

    def _check_ready(self, setting: bytes) -> None:
        """A child that cannot start says nothing about any file."""
        assert self._process.stdin and self._process.stdout
        self._deadline = time.monotonic() + self._limits.wall
        if setting:
            with contextlib.suppress(OSError):
                child.send(self._process.stdin, setting)
        ready = child.receive(self._process.stdout)
        self._deadline = None
        if ready != child.READY:
            self.end()
            raise ReaderDidNotStart(f"the reading process ended with code {self._process.returncode} before it began")

    def ask(self, data: bytes) -> bytes | None:
        """The answer to one file; None where the child died of it."""
        assert self._process.stdin and self._process.stdout
        self._deadline = time.monotonic() + self._limits.wall
        try:
            child.send(self._process.stdin, data)
            answer = child.receive(self._process.stdout)
        except OSError:
            answer = None
        self._deadline = None
        return answer

    def cause_of_death(self) -> str:
        """The code of what a child died of that gave no answer."""
        try:
            # mostly it is gone or about to be, and the exit code tells why
            code = self._process.wait(_DYING_SECONDS)
        except subprocess.TimeoutExpired:
            code = child.CRASHED
        self.end()
        self.had_its_time = code == -getattr(signal, "SIGXCPU", 24)
        return self._killed_for or _DEATHS.get(code, CRASH)

    def end(self) -> None:
        """End the child now, if it still lives."""
        self._ended.set()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        with contextlib.suppress(OSError):
            os.rmdir(self._folder)

    def _watch(self) -> None:
        while not self._ended.wait(_WATCH_SECONDS):
            deadline = self._deadline
            if deadline and time.monotonic() > deadline:
                self._killed_for = TOO_LONG
            elif memory_of(self._process) > self._limits.memory:
                self._killed_for = TOO_MUCH
            if self._killed_for:
                self._process.kill()
                return


def _start(limits: Limits, reading: str, folder: str, has_setting: bool) -> subprocess.Popen[bytes]:
    root = str(Path(kpi_excel.__file__).resolve().parent.parent)
    path = [root, *(str(Path(entry).resolve()) for entry in sys.path)]
    told = {"path": path, "reading": reading, "has_setting": has_setting, "cpu": limits.cpu, "memory": limits.memory}
    # in a Windows virtual environment sys.executable only starts the real one, which then could not be watched
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return subprocess.Popen(  # nosec B603 # this very Python with a file of ours
        [python, "-I", "-S", child.__file__, json.dumps(told)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
        env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
    )  # fmt: skip
