"""Answers are the same whoever writes them, and what needs none is not looked into twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.forms.signing import Signed
from kpi_excel.forms.token import Token
from kpi_excel.stages import answering, judging
from kpi_excel.stages.remote_writing import written_of
from kpi_excel.workers.pool import Submit
from kpi_excel.workers.supervise import Job
from tests.stages.desk import Desk, codes, tree
from tests.stages.test_cluster import ADDRESS, far_away

FAULTY = {"results K3.2.2 result": "12.1 คน"}


@pytest.fixture
def some(desk: Desk) -> Desk:
    """Two files that need an answer, one that needs none, one that cannot be read."""
    desk.drop("1.xlsx", desk.filled("DPM", typed=FAULTY))
    desk.drop("2.xlsx", desk.filled("DPM", "2556-03", typed=FAULTY))
    desk.drop("3.xlsx", desk.filled("IND"))
    desk.drop("4.xlsx", b"<html>")
    return desk


def answered_here(desk: Desk, to: Path) -> dict[str, bytes]:
    here = desk.copied(to)
    here.take("2013-03-18")
    found = tree(here.root, "outbox", "archive")
    assert len([name for name in found if "_feedback.xlsx" in name or "refused_" in name]) == 3
    return found


@contextmanager
def nobody_there(address: str, job: Job) -> Iterator[Submit]:
    raise KpiExcelError(Finding("cluster-not-answering", found=address))
    yield


def forbid_writing_here(patch: pytest.MonkeyPatch) -> None:
    for name in ("write_form", "write_signed"):
        patch.setattr(answering, name, lambda *_: pytest.fail("written here"))


def test_answers_of_children_are_those_made_here(some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    forbid_writing_here(monkeypatch)
    some.take("2013-03-18")

    assert tree(some.root, "outbox", "archive") == here


def test_child_that_dies_of_an_answer__it_is_made_here(some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    monkeypatch.setattr(answering, "WRITING", Job("tests.workers.faults:dying_of_everything"))
    some.take("2013-03-18")

    assert tree(some.root, "outbox", "archive") == here


def test_answers_of_a_cluster_are_those_made_here(some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    monkeypatch.setattr(judging, "open_cluster", far_away)
    monkeypatch.setattr(answering, "open_cluster", far_away)
    forbid_writing_here(monkeypatch)
    some.take("2013-03-18", cluster=ADDRESS)

    assert tree(some.root, "outbox", "archive") == here


@pytest.mark.parametrize("cluster", [partial(far_away, answers=0), nobody_there])
def test_cluster_that_is_gone_by_then__answers_are_written_here(
    some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: Callable[..., object]
) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    monkeypatch.setattr(judging, "open_cluster", far_away)
    monkeypatch.setattr(answering, "open_cluster", cluster)
    some.take("2013-03-18", cluster=ADDRESS)

    assert tree(some.root, "outbox", "archive") == here


@pytest.mark.parametrize("answer", [b'{"finding":{}}', b'{"written":{}}\n', b'{"written":{}}', b""])
def test_what_is_no_form_is_taken_for_none(answer: bytes) -> None:
    assert written_of(answer, Signed(Token("", "", "", "", ""), "")) is None


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many submissions were looked into, each time."""
    counts: list[int] = []
    make = answering.answers_to
    monkeypatch.setattr(answering, "answers_to", lambda house, inquiry: counts.append(len(inquiry.asked)) or make(house, inquiry))
    return counts


def test_nothing_found_and_nothing_waiting__is_not_looked_into(some: Desk, asked: list[int]) -> None:
    some.take("2013-03-18")
    assert sum(asked) == 2

    some.take_one(some.filled("DPM", "2556-03"), "2013-03-19")
    # what it corrected is: the file that came before waits no longer
    assert sum(asked) == 4


def test_settled__is_not_looked_into_again_until_something_about_it_changes(desk: Desk, asked: list[int]) -> None:
    desk.take_one(desk.filled("DPM"))
    # one of its two KPIs blank, where the earlier file counts: looked into, and nothing has to be said about it
    partial = desk.filled("DPM", typed={"results K3.2.3 result": "", "words K3.2.3 status": "", "words K3.2.3 next_work": ""})
    assert codes(desk.take_one(partial, "2013-02-20", name="บางตัว.xlsx")) == ["row-left-blank"]
    before = tree(desk.root, "outbox", "archive")
    assert sum(asked) == 1
    desk.take("2013-02-20")
    assert sum(asked) == 1

    (desk.root / "archive" / "ledger.sqlite").unlink()
    desk.take("2013-02-20")
    assert sum(asked) == 2
    assert tree(desk.root, "outbox", "archive") == before
