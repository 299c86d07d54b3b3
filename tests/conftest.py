"""Workspaces for the tests of stages and commands: the sample province played once, and one whose forms just went out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stages.desk import DEMO_KEY, SENDERS, Desk, Played


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The demo, played once for all tests: nobody may change it."""
    return Played.play(tmp_path_factory.mktemp("demo") / "จังหวัด ตัวอย่าง")


@pytest.fixture
def played(demo: Played, tmp_path: Path) -> Desk:
    """A copy of the played demo that a test may change."""
    return Desk(demo.root).copied(tmp_path / "played")


@pytest.fixture(scope="session")
def sent_out(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample province with the forms of four agencies out, and nothing back yet: nobody may change it."""
    return Desk.begun(tmp_path_factory.mktemp("begun") / "จังหวัด ตัวอย่าง", SENDERS, key=DEMO_KEY)


@pytest.fixture
def desk(sent_out: Desk, tmp_path: Path) -> Desk:
    """A copy of it that a test may change. Its path has Thai letters and a space."""
    return sent_out.copied(tmp_path / "พื้นที่ ทดสอบ")
