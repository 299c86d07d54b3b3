"""Files stream through: in their order, a few at a time, each with its own outcome."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workers.pool import read_all, read_chunk
from kpi_excel.workers.supervise import Limits, Reader
from tests.hostile import sheet, xlsx
from tests.workers.faults import READING


def numbered(count: int) -> list[tuple[int, bytes]]:
    return [(n, xlsx(sheet(f'<row r="1"><c r="A1"><v>{n}</v></c></row>'))) for n in range(count)]


def value_of(outcome: RawWorkbook | Finding) -> object:
    return outcome.code if isinstance(outcome, Finding) else next(iter(outcome.sheets[0].cells.values())).value


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 16, 40])
def test_outcomes_come_in_the_order_of_the_files(workers: int, count: int) -> None:
    assert [(key, value_of(outcome)) for key, outcome in read_all(numbered(count), workers)] == [
        (n, n) for n in range(count)
    ]


def test_one_bad_file_never_stops_the_others() -> None:
    items = numbered(20)
    items[7] = (7, b"segfault")
    items[8] = (8, b"")
    outcomes = dict(read_all(items, 2, open_reader=partial(Reader, Limits(), READING)))

    assert value_of(outcomes.pop(7)) == "file-crashes-reader"
    assert value_of(outcomes.pop(8)) == "file-empty"
    assert [value_of(outcome) for outcome in outcomes.values()] == list(outcomes)


def test_files_are_taken_only_as_fast_as_they_are_read() -> None:
    taken: list[int] = []

    def endless() -> Iterator[tuple[int, bytes]]:
        (_, data), number = numbered(1)[0], 0
        while True:
            taken.append(number)
            yield number, data
            number += 1

    outcomes = read_all(endless(), workers=1)
    first = [key for key, _ in (next(outcomes) for _ in range(5))]
    outcomes.close()  # type: ignore[attr-defined]

    assert first == [0, 1, 2, 3, 4]
    assert len(taken) <= 5 * 16


def test_executor_of_the_standard_shape_runs_the_chunks() -> None:
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(read_all(numbered(20), workers=2, executor=executor))

    assert [value_of(outcome) for _, outcome in outcomes] == list(range(20))


def test_task_can_travel_to_another_machine() -> None:
    task = pickle.loads(pickle.dumps(partial(read_chunk, Reader, [xlsx()])))

    assert task()[0].startswith(b'{"workbook":')
