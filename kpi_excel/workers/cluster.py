"""Reading on other machines: Dask's scheduler behind the same interface, and what is said when it or its workers fail.

Nothing here stores anything: a chunk that is not answered has simply not been read.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kpi_excel import __version__
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.workers.pool import Submit
from kpi_excel.workers.supervise import Reader

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10
PATIENCE_SECONDS = 30
"""How long a cluster may be without any worker before its tasks are given up: a nanny starts a fallen one again."""

_LOOK_SECONDS = 1
_here = threading.local()


class ClusterTrouble(Exception):
    """The cluster will not answer for a chunk: it has not been read."""


class _Watch:
    """Whether there is still anybody who could answer. All chunks of a run wait together."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._alone_since: float | None = None
        self.is_over = False
        """No worker was there for as long as patience lasts: from now on nobody is waited for."""

    def look(self) -> None:
        """Called now and then while an answer is missing."""
        if _workers_of(self._client):
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = time.monotonic()
        self.is_over = self._alone_since is not None and time.monotonic() - self._alone_since > PATIENCE_SECONDS


class _Answers(Future[list[bytes]]):
    """A chunk's answers, waited for as long as anybody is there who could give them."""

    def __init__(self, watch: _Watch, task: Future[list[bytes]]) -> None:
        super().__init__()
        self._watch, self._task = watch, task

    def result(self, timeout: float | None = None) -> list[bytes]:
        while True:
            try:
                return self._task.result(0 if self._watch.is_over else timeout or _LOOK_SECONDS)
            except TimeoutError:
                if self._watch.is_over:
                    raise ClusterTrouble("no worker is left") from None
                self._watch.look()
            # whatever a worker or the way to it died of: the files themselves are read by supervised children
            except (Exception, CancelledError) as error:
                raise ClusterTrouble(type(error).__name__) from error


@contextmanager
def open_cluster(address: str, open_reader: Callable[[], Reader]) -> Iterator[Submit]:
    """The function that gives out a chunk to the cluster at an address like `tcp://10.0.0.5:8786`.

    A chunk that the cluster will not answer for raises `ClusterTrouble` when its answers are wanted.

    Raises:
        KpiExcelError: Dask is not installed here, nobody answers there, there are no workers, or they have another
            version of this program.
    """
    with _client_of(address) as client:
        _check_workers(client, address)
        # impure: else the bytes of every file would be hashed for a name that nobody asks for
        executor, watch = client.get_executor(pure=False), _Watch(client)

        def submit(chunk: list[bytes]) -> Future[list[bytes]]:
            try:
                return _Answers(watch, executor.submit(read_kept, open_reader, chunk))
            except Exception as error:
                lost: Future[list[bytes]] = Future()
                lost.set_exception(ClusterTrouble(type(error).__name__))
                return lost

        yield submit


def read_kept(open_reader: Callable[[], Reader], chunk: list[bytes]) -> list[bytes]:
    """A task on a worker: its thread keeps the supervised child from task to task, as long as the job stays the same."""
    if getattr(_here, "job", None) != open_reader:
        if reader := getattr(_here, "reader", None):
            reader.close()
        _here.job, _here.reader = open_reader, open_reader()
    kept: Reader = _here.reader
    return [kept.read_plain(data) for data in chunk]


def version_there() -> str:
    """Asked of every worker."""
    return __version__


@contextmanager
def _client_of(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise KpiExcelError(Finding("cluster-not-installed", found=address)) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise KpiExcelError(Finding("cluster-not-answering", found=address)) from error
    try:
        yield client
    finally:
        client.close(timeout=_LOOK_SECONDS)


def _check_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        versions: dict[str, Any] = client.run(version_there, on_error="return")
    except TimeoutError as error:
        raise KpiExcelError(Finding("cluster-without-workers", found=address)) from error
    others = sorted({str(version) for version in versions.values()} - {__version__})
    if others:
        raise KpiExcelError(Finding("cluster-of-another-version", found=", ".join(others)[:100], expected=__version__))


def _workers_of(client: Client) -> bool:
    try:
        return bool(client.scheduler_info().get("workers"))
    except Exception:
        return False
