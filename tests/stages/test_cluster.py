"""What a cluster does not answer for stays in the inbox, is named, and comes in with the next run."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from kpi_excel.core.submission import Verdict
from kpi_excel.stages import answering, judging
from kpi_excel.stages.ingest import Ingested, IngestOptions, ingest
from kpi_excel.stages.issued_index import IssuedIndex
from kpi_excel.stages.judging import ClusterLost
from kpi_excel.store.issued import issued_mark, issued_serials, load_issued
from kpi_excel.workers.cluster import ClusterTrouble, read_kept
from kpi_excel.workers.pool import Submit
from kpi_excel.workers.supervise import Job, Reader
from tests.stages.desk import Desk, day, tree, verdicts

ADDRESS = "tcp://there:8786"


@contextmanager
def far_away(address: str, open_reader: Callable[[], Reader], *, answers: int = 99) -> Iterator[Submit]:
    """A cluster that answers so many tasks and is gone."""
    given: list[list[bytes]] = []
    with ThreadPoolExecutor(1) as machine:

        def submit(chunk: list[bytes]) -> Future[list[bytes]]:
            given.append(chunk)
            if len(given) > answers:
                lost: Future[list[bytes]] = Future()
                lost.set_exception(ClusterTrouble())
                return lost
            return machine.submit(read_kept, open_reader, chunk)

        yield submit


def run(desk: Desk) -> tuple[list[Ingested], ClusterLost | None]:
    items: list[Ingested] = []
    try:
        for item in ingest(desk.house, (), IngestOptions(day("2013-02-18"), cluster=ADDRESS, settle=0)):
            items.append(item)
    except ClusterLost as lost:
        return items, lost
    return items, None


@pytest.fixture
def four(desk: Desk) -> Desk:
    for number, agency in enumerate(("DPM", "IND"), 1):
        desk.drop(f"{number} {agency}_monthly_progress_2556-02.xlsx", desk.filled(agency))
    desk.drop("3 ไม่มีชื่อ.xlsx", desk.filled("CDD"))
    desk.drop("4 ไม่ใช่แบบ.xlsx", b"<html>")
    return desk


def test_cluster_gives_the_receipts_that_this_machine_gives(four: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = four.copied(tmp_path / "ที่นี่")
    assert list(ingest(here.house, (), IngestOptions(day("2013-02-18"), settle=0)))
    monkeypatch.setattr(judging, "open_cluster", far_away)
    items, lost = run(four)

    assert lost is None
    assert set(verdicts(items)) <= {Verdict.ACCEPTED, Verdict.ACCEPTED_IN_PART, Verdict.REFUSED}
    assert tree(four.root, "archive/2556", "archive/unassigned") == tree(here.root, "archive/2556", "archive/unassigned")


def test_key_of_the_workspace_stays_at_home(four: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    four.drop("5.xlsx", four.filled("DPM", "2556-03", typed={"results K3.2.2 result": "12.1 คน"}))
    sent: list[bytes] = []

    @contextmanager
    def listening(address: str, job: Job) -> Iterator[Submit]:
        sent.append(zlib.decompress(job.setting) if job.setting else b"")
        with far_away(address, job) as submit:
            yield lambda chunk: (sent.extend(chunk), submit(chunk))[1]  # type: ignore[func-returns-value]

    monkeypatch.setattr(answering, "MANY", 1)
    for stage in (judging, answering):
        monkeypatch.setattr(stage, "open_cluster", listening)
    four.take("2013-03-18", cluster=ADDRESS)

    assert [name for name in four.path("feedback", "2556-03").iterdir() if name.suffix == ".xlsx"]
    assert len([message for message in sent if b"FormContent" in message]) == 1
    assert not [message for message in sent if four.house.key in message or four.house.key.hex().encode() in message]


def test_cluster_that_dies__loses_nothing_and_names_what_to_run_again(four: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_TASK_FILES", 2)
    monkeypatch.setattr(judging, "open_cluster", partial(far_away, answers=1))
    items, lost = run(four)

    assert lost is not None and lost.exit_code == 3
    assert (lost.finding.found, lost.finding.expected) == ("2", "3 ไม่มีชื่อ.xlsx, 4 ไม่ใช่แบบ.xlsx")
    assert [item.verdict for item in items].count(Verdict.WAITING) == 2
    assert sorted(four.inbox) == ["3 ไม่มีชื่อ.xlsx", "4 ไม่ใช่แบบ.xlsx"]

    monkeypatch.setattr(judging, "open_cluster", far_away)
    again, lost = run(four)

    assert (lost, four.inbox, len(again)) == (None, [], 2)


def test_same_bytes_twice_where_the_first_was_lost__both_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = desk.drop("ก.xlsx", desk.filled("DPM"))
    desk.drop("ข.xlsx", data)
    monkeypatch.setattr(judging, "open_cluster", partial(far_away, answers=0))
    items, lost = run(desk)

    assert lost is not None
    assert {item.name: item.verdict for item in items} == {"ก.xlsx": Verdict.WAITING, "ข.xlsx": Verdict.WAITING}
    assert sorted(desk.inbox) == ["ก.xlsx", "ข.xlsx"]


def test_mark_of_every_record_is_what_the_record_says(desk: Desk) -> None:
    archive = desk.house.archive
    serials = list(issued_serials(archive))
    assert len(serials) >= 20
    for serial in serials:
        record = load_issued(archive, serial)
        assert record is not None
        assert issued_mark(archive, serial) == (record["token"], record["spec_digest"], record["content_digest"])


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"agency":"DPM","content_digest":"0"}\n'])
def test_record_that_was_damaged__is_sent_to_nobody(desk: Desk, damage: bytes) -> None:
    folder = desk.root / "archive" / "issued"
    index, name = IssuedIndex(desk.house), "DPM_monthly_progress_2556-02.xlsx"
    assert index.likely_for(name)
    for path in folder.glob("*.json"):
        path.chmod(0o600)
        path.write_bytes(damage)

    assert IssuedIndex(desk.house).likely_for(name) == []


def test_record_that_another_key_made__is_sent_to_nobody(desk: Desk) -> None:
    key = desk.root / "archive" / "workspace.key"
    key.chmod(0o600)
    key.write_bytes((b"\7" * 32).hex().encode() + b"\n")

    assert IssuedIndex(desk.house).likely_for("DPM_monthly_progress_2556-02.xlsx") == []
