"""Many workbooks read side by side: chunks of files go to an executor, outcomes come back in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Self, TypeVar

from kpi_excel.core.findings import Finding
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workers.supervise import Reader, outcome_of

Key = TypeVar("Key")

_CHUNK_FILES = 16
_CHUNK_BYTES = 8 * 1024**2

Submit = Callable[[list[bytes]], "Future[list[bytes]]"]


def read_all(
    items: Iterable[tuple[Key, bytes]],
    workers: int = 1,
    executor: Executor | None = None,
    open_reader: Callable[[], Reader] = Reader,
) -> Iterator[tuple[Key, RawWorkbook | Finding]]:
    """Each file's key with its workbook, or with the finding that refuses it, in the order given.

    Files are taken from `items` only as fast as they are read, so that memory does not grow with their number.
    """
    with open_crew(workers, executor, open_reader) as submit:
        for key, answer in _in_order(items, submit, most_waiting=workers + 1):
            yield key, outcome_of(answer)


@contextmanager
def open_crew(
    workers: int, executor: Executor | None = None, open_reader: Callable[[], Reader] = Reader
) -> Iterator[Submit]:
    """The function that gives out a chunk of questions to the readers: their answers, in that order, once they are there.

    By default `workers` children read on this machine; an `executor` of the `concurrent.futures` shape (Dask's
    `client.get_executor()`) runs the chunks where it likes.
    """
    if executor is None:
        with _Crew(workers, open_reader) as crew:
            yield crew.submit
    else:
        yield lambda chunk: executor.submit(read_chunk, open_reader, chunk)


def read_chunk(open_reader: Callable[[], Reader], chunk: list[bytes]) -> list[bytes]:
    """A task of its own: the files of a chunk, one supervised child, answers as JSON (`workers.plain`)."""
    with open_reader() as reader:
        return [reader.read_plain(data) for data in chunk]


def _in_order(
    items: Iterable[tuple[Key, bytes]], submit: Submit, most_waiting: int
) -> Iterator[tuple[Key, bytes]]:
    waiting: deque[tuple[list[Key], Future[list[bytes]]]] = deque()
    for chunk in _chunks(items):
        waiting.append(([key for key, _ in chunk], submit([data for _, data in chunk])))
        if len(waiting) > most_waiting:
            yield from _answers(*waiting.popleft())
    while waiting:
        yield from _answers(*waiting.popleft())


def _answers(keys: list[Key], answers: Future[list[bytes]]) -> Iterator[tuple[Key, bytes]]:
    return zip(keys, answers.result(), strict=True)


def _chunks(items: Iterable[tuple[Key, bytes]]) -> Iterator[list[tuple[Key, bytes]]]:
    chunk: list[tuple[Key, bytes]] = []
    size = 0
    for key, data in items:
        chunk.append((key, data))
        size += len(data)
        if len(chunk) == _CHUNK_FILES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Crew:
    """Threads that each borrow a supervised reader for a chunk; the children live as long as the crew."""

    def __init__(self, workers: int, open_reader: Callable[[], Reader]) -> None:
        self._readers = [open_reader() for _ in range(workers)]
        self._idle: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="kpi-excel-reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # children first: a thread that waits for one would keep the interrupted program waiting
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.close()
        self._threads.shutdown()

    def submit(self, chunk: list[bytes]) -> Future[list[bytes]]:
        return self._threads.submit(self._read, chunk)

    def _read(self, chunk: list[bytes]) -> list[bytes]:
        reader = self._idle.get()
        try:
            return [reader.read_plain(data) for data in chunk]
        finally:
            self._idle.put(reader)
