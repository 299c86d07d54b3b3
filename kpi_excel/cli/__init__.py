"""The command line: options → one stage → lines or JSON → exit code; the only error boundary."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of `kpi-excel`."""
    from kpi_excel.cli.boundary import run

    sys.exit(run(sys.argv[1:]))
