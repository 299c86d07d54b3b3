"""The command line: options → one stage → lines or JSON → exit code; the only error boundary."""

from __future__ import annotations

import gc
import sys

_GARBAGE = (50_000, 20, 50)
"""Workbooks are many small objects without cycles: looking for cycles less often saves a seventh of every command."""


def main() -> None:
    """Entry point of `kpi-excel`."""
    from kpi_excel.cli.boundary import run

    gc.set_threshold(*_GARBAGE)
    sys.exit(run(sys.argv[1:]))
