"""`python -m benchmarks.command ARGUMENTS`: kpi-excel itself, as from its own start; notes the main process's memory."""

from __future__ import annotations

import gc
import sys

from benchmarks.clock import note, peak_memory
from kpi_excel.cli import _GARBAGE
from kpi_excel.cli.boundary import run

if __name__ == "__main__":
    gc.set_threshold(*_GARBAGE)
    code = run(sys.argv[1:])
    sys.stdout.flush()
    note(memory=peak_memory())
    sys.exit(code)
