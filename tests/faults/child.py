"""A real process that plays command lines and is struck by a fault: `python -m tests.faults.child`, told by a line of JSON.

Nothing of it is made quicker; a death ends the process at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kpi_excel.cli.boundary import run
from kpi_excel.stages import answering, ingest
from kpi_excel.store.operations import Operation, watched_by
from tests.faults.hooks import Fault, Strike

DEAD = 99
ROOT = Path(__file__).parent.parent.parent


def start(home: Path, lines: tuple[str, ...], **told: object) -> subprocess.Popen[bytes]:
    """Start a process. `fault` and `position`: where it is struck; `waits_at`: the name of the operation before which it
    says so and waits for a line; `largest`: bytes that a file may have; `many`: from so many files and answers on
    children do the work, and answers are put in place side by side.
    """
    message = json.dumps({"home": str(home), "lines": lines, **told})
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", message], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip


def _main(told: dict[str, Any]) -> int:
    if told.get("largest"):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (told["largest"], resource.RLIM_INFINITY))
    if "many" in told:
        ingest.MANY = answering.MANY = told["many"]
    with ExitStack() as stack:
        if "fault" in told:
            stack.enter_context(watched_by(Strike(Fault(told["fault"]), told["position"], die=lambda: os._exit(DEAD))))
        if "waits_at" in told:
            stack.enter_context(watched_by(_waiting_at(told["waits_at"])))
        codes = [run(["--workspace", told["home"], "--workers", str(told.get("many", 0) + 1), *line.split()]) for line in told["lines"]]
    return codes[-1]


def _waiting_at(name: str) -> Callable[[Operation, Callable[[], Any]], Any]:
    has_waited = False

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        nonlocal has_waited
        if operation.name == name and not has_waited:
            has_waited = True
            print("waiting", flush=True)
            sys.stdin.readline()
        return act()

    return hook


if __name__ == "__main__":
    sys.exit(_main(json.loads(sys.argv[1])))
