"""What a process costs: seconds of CPU with all its children, seconds on the clock, its peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
REPORT = "KPI_EXCEL_BENCHMARK_REPORT"
"""Where a measured process notes what it knows better than whoever started it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. `cpu` and `wall` in seconds; `memory` is the peak of the main process in MB."""

    cpu: float
    wall: float
    memory: float

    def per(self, count: int) -> Cost:
        """Of one out of `count`; memory is what it was."""
        return Cost(self.cpu / count, self.wall / count, self.memory)


def run(*arguments: str, code: Sequence[int] = (0,)) -> Cost:
    """Run `python ARGUMENTS` as a whole process.

    A task that measures a part of itself notes that part; else the operating system's account counts.

    Raises:
        RuntimeError: it ended with another exit code.
    """
    with tempfile.TemporaryDirectory() as folder:
        report, told = Path(folder, "report.json"), Path(folder, "stderr")
        environment = {**os.environ, REPORT: str(report), "PYTHONPATH": str(ROOT)}
        began = time.perf_counter()
        with told.open("wb") as stderr:
            process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=stderr)
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in code:
            raise RuntimeError(f"{' '.join(arguments)}: exit code {process.returncode}\n{told.read_text('utf-8')[-2000:]}")
        noted = json.loads(report.read_text("utf-8")) if report.exists() else {}
    # the system's peak also counts whoever started the process: only what the process itself notes is told
    found = {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": 0.0, **noted}
    return Cost(found["cpu"], found["wall"], found["memory"])


def note(**figures: float) -> None:
    """Called by a measured process: what it found out itself."""
    path = os.environ.get(REPORT)
    if path:
        before = json.loads(Path(path).read_text("utf-8")) if Path(path).exists() else {}
        Path(path).write_text(json.dumps({**before, **figures}), "utf-8")


@contextmanager
def timed() -> Iterator[None]:
    """Only what happens inside counts, of this process alone."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    note(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall, memory=peak_memory())


def peak_memory() -> float:
    """Of this very process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # the kernel's other account also knows the process that started this one
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(c.cpu for c in costs), median(c.wall for c in costs), median(c.memory for c in costs))
