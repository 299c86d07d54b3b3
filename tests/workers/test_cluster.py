"""Other machines read as this one does, and when they or the scheduler die nothing is lost but time. Real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.workers import cluster
from kpi_excel.workers.cluster import ClusterTrouble, open_cluster
from kpi_excel.workers.supervise import Job
from tests.workers.faults import READING

pytest.importorskip("distributed", reason="Dask is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by signals")

ROOT = Path(__file__).parent.parent.parent
JOB = Job(READING)


class Machines:
    """A scheduler and its workers, each a process that can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._processes = folder, list[subprocess.Popen[bytes]]()
        self._address = folder / "scheduler.json"
        self.scheduler = self._start("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(self._address))
        self._until(self._is_told)

    @property
    def address(self) -> str:
        return str(json.loads(self._address.read_text())["address"])

    def _is_told(self) -> bool:
        """Whether the scheduler's address is there: its file appears empty and is written afterwards."""
        return self._address.exists() and self._address.read_text().rstrip().endswith("}")

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._processes.append(process)
        return process

    @staticmethod
    def _until(is_so: object) -> None:
        for _ in range(600):
            if is_so():  # type: ignore[operator]
                return
            time.sleep(0.1)
        raise TimeoutError


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    running = Machines(tmp_path)
    yield running
    running.end()


def numbers(answers: Future[list[bytes]]) -> list[str]:
    return [json.loads(answer)["workbook"]["subject"] for answer in answers.result()]


def slowly(*words: str) -> list[bytes]:
    return [f"slow:{word}".encode() for word in words]


def test_answers_come_in_order__whoever_gives_them(machines: Machines) -> None:
    machines.worker()
    machines.worker()
    with open_cluster(machines.address, JOB) as submit:
        given = [submit(slowly(f"{n}a", f"{n}b")) for n in range(4)]

        assert [numbers(answers) for answers in given] == [[f"{n}a", f"{n}b"] for n in range(4)]


def test_worker_that_dies__the_others_read_its_files(machines: Machines) -> None:
    doomed = machines.worker()
    with open_cluster(machines.address, JOB) as submit:
        given = [submit(slowly(str(n), str(n))) for n in range(6)]
        assert numbers(given[0]) == ["0", "0"]
        machines.worker()
        doomed.send_signal(signal.SIGKILL)

        assert [numbers(answers) for answers in given[1:]] == [[str(n), str(n)] for n in range(1, 6)]


def test_last_worker_dies__its_files_were_not_read(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    worker = machines.worker()
    with open_cluster(machines.address, JOB) as submit:
        given = [submit(slowly(str(n))) for n in range(20)]
        assert numbers(given[0]) == ["0"]
        worker.send_signal(signal.SIGKILL)
        with pytest.raises(ClusterTrouble):
            given[-1].result()

        # patience is had once, not for every chunk
        monkeypatch.setattr(cluster, "_workers_of", lambda client: pytest.fail("looked for again"))
        for lost in given[-5:]:
            with pytest.raises(ClusterTrouble):
                lost.result()


def test_scheduler_dies__what_it_had_was_not_read(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    machines.worker()
    with open_cluster(machines.address, JOB) as submit:
        given = [submit(slowly(str(n))) for n in range(20)]
        assert numbers(given[0]) == ["0"]
        machines.scheduler.send_signal(signal.SIGKILL)

        with pytest.raises(ClusterTrouble):
            given[-1].result()
        with pytest.raises(ClusterTrouble):
            submit(slowly("after")).result()


def test_file_that_kills_its_reader__is_told_as_on_this_machine(machines: Machines) -> None:
    machines.worker()
    with open_cluster(machines.address, JOB) as submit:
        killed, after = submit([b"segfault", b"slow:next"]).result()

    assert json.loads(killed)["finding"]["code"] == "file-crashes-reader"
    assert json.loads(after)["workbook"]["subject"] == "next"


def test_scheduler_without_workers__is_told(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2)
    with pytest.raises(KpiExcelError) as told, open_cluster(machines.address, JOB):
        pass

    assert told.value.code == "cluster-without-workers"


def test_nobody_at_that_address__is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(KpiExcelError) as told, open_cluster("tcp://127.0.0.1:9", JOB):
        pass

    assert told.value.code == "cluster-not-answering"


def test_workers_of_another_version__are_told(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    machines.worker()
    monkeypatch.setattr(cluster, "__version__", "99")
    with pytest.raises(KpiExcelError) as told, open_cluster(machines.address, JOB):
        pass

    assert told.value.code == "cluster-of-another-version"
