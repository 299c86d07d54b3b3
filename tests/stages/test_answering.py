"""Answers are the same whoever makes them, and what needs none is not looked into twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_excel.stages import answering, remote_answers
from tests.stages.desk import Desk, codes, tree

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


def test_answers_of_children_are_those_made_here(some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    monkeypatch.setattr(answering, "answers_to", lambda *_: pytest.fail("made here"))
    some.take("2013-03-18")

    assert tree(some.root, "outbox", "archive") == here


def test_child_that_dies_of_an_answer__it_is_made_here(some: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = answered_here(some, tmp_path / "ที่นี่")
    monkeypatch.setattr(answering, "MANY", 1)
    monkeypatch.setattr(remote_answers, "ANSWERING", "tests.workers.faults:dying_of_everything")
    some.take("2013-03-18")

    assert tree(some.root, "outbox", "archive") == here


@pytest.mark.parametrize("answer", [b'{"finding":{}}', b'{"answers":[{"size":3}]}\nab', b'{"answers":[]}\n', b""])
def test_what_is_no_answer_is_taken_for_none(answer: bytes) -> None:
    assert remote_answers.made_of(answer) is None


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
