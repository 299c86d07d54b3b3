"""Readers that misbehave on demand: a supervisor is told to use this module's `read` in the child."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workbooks.reader import read_workbook


class Panic(BaseException):
    """What a panic of compiled code looks like."""


READING = "tests.workers.faults:read"


def read(data: bytes) -> RawWorkbook:
    """What `data` asks for, or the workbook it is."""
    word, _, detail = data.partition(b":")
    match word:
        case b"die":
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        case b"segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"abort":
            os.abort()
        case b"exit":
            os._exit(0)
        case b"raise":
            raise Panic
        case b"loop":
            while True:
                pass
        case b"sleep":
            time.sleep(600)
        case b"memory":
            return RawWorkbook("xlsx", (), subject=str(len(bytearray(1 << 40))))
        case b"die-once":
            return _die_once(Path(os.fsdecode(detail)))
        case b"slow":
            time.sleep(0.3)
            return RawWorkbook("xlsx", (), subject=detail.decode())
        case b"nonsense":
            os.write(1, (2).to_bytes(4, "big") + b"{}")
        case b"where":
            return _tell_where()
    return read_workbook(data)


def _die_once(marker: Path) -> RawWorkbook:
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return RawWorkbook("xlsx", (), subject="second try")


def _tell_where() -> RawWorkbook:
    heavy = {"openpyxl", "pandas", "numpy", "click", "xlsxwriter", "python_calamine"} & set(sys.modules)
    told = {"files": os.listdir("."), "environment": sorted(os.environ), "heavy": sorted(heavy), "core": _core_limit()}
    return RawWorkbook("xlsx", (), custom={key: str(value) for key, value in told.items()}, subject=str(os.getpid()))


def _core_limit() -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def dying_of_everything(message: bytes) -> bytes:
    """Answers nothing, whatever it is asked."""
    os._exit(1)
