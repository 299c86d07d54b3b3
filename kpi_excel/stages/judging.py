"""Many files judged side by side, here or on a cluster: questions go out in chunks, judgements come back in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.stages.house import House
from kpi_excel.stages.issued_index import IssuedIndex
from kpi_excel.stages.judge import Judgement
from kpi_excel.stages.remote import far_judging_job, judgement_of, judging_job, question
from kpi_excel.workers.cluster import ClusterTrouble, open_cluster
from kpi_excel.workers.pool import Submit, open_crew

_TASK_FILES = 16
"""Files given out together: enough that giving them out costs little, few enough that all workers have some."""
_NAMED_AT_MOST = 50


class Asked(NamedTuple):
    """A file to be judged. `decided`: a person has said what it is."""

    name: str
    data: bytes
    day: date
    decided: Claim | None = None


Tasks = list[tuple[Sequence[Asked], Future[list[bytes]]]]


class Judges:
    """Whoever judges: children of this program, or the workers of a cluster."""

    def __init__(self, house: House, submit: Submit, ask: Callable[[Asked], bytes]) -> None:
        self._house, self._submit, self._message = house, submit, ask
        self._lost: list[str] = []

    def ask(self, files: Sequence[Asked]) -> Tasks:
        """Give files out; what is given back goes to `judgements` when the answers are wanted."""
        tasks = [files[start : start + _TASK_FILES] for start in range(0, len(files), _TASK_FILES)]
        return [(task, self._submit([self._message(file) for file in task])) for task in tasks]

    def judgements(self, tasks: Tasks) -> Iterator[Judgement]:
        """One for each file, in their order: that it waits, where the cluster lost it."""
        for files, future in tasks:
            try:
                answers = future.result()
            except ClusterTrouble:
                yield from (self.lose(file.name) for file in files)
                continue
            for file, answer in zip(files, answers, strict=True):
                yield judgement_of(answer, self._house, file.day, file.decided)

    def lose(self, name: str) -> Judgement:
        """Note that a file got no answer: it waits for another run."""
        self._lost.append(name)
        finding = Finding("cluster-lost-file", Place(file=name))
        return Judgement(Verdict.WAITING, finding.code, findings=(finding,))

    def end(self) -> None:
        """The run is over.

        Raises:
            ClusterLost: some files were not judged; they are where they were.
        """
        if self._lost:
            raise ClusterLost(self._lost)


class ClusterLost(KpiExcelError):
    """Files that a cluster did not answer for: they are to be judged by another run."""

    def __init__(self, names: Sequence[str]) -> None:
        told = ", ".join(names[:_NAMED_AT_MOST]) + (" …" if len(names) > _NAMED_AT_MOST else "")
        super().__init__(Finding("cluster-lost", found=str(len(names)), expected=told), exit_code=3)


@contextmanager
def open_judges(house: House, workers: int, cluster: str = "", *, are_few: bool = False) -> Iterator[Judges]:
    """Judges for one run. `are_few`: then files are only read elsewhere, and judged here.

    Raises:
        KpiExcelError: the cluster cannot be had.
    """
    if cluster:
        index = IssuedIndex(house)
        with open_cluster(cluster, far_judging_job(house)) as submit:
            yield Judges(house, submit, lambda file: question(file.data, file.day, file.decided, index.likely_for(file.name)))
    elif are_few:
        with open_crew(workers) as submit:
            yield Judges(house, submit, lambda file: file.data)
    else:
        with open_crew(workers, open_reader=judging_job(house)) as submit:
            yield Judges(house, submit, lambda file: question(file.data, file.day, file.decided))
