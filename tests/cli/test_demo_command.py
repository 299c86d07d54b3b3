"""The demo as it is told on the console."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_excel.stages import demo_year
from kpi_excel.stages.consolidate import merge
from kpi_excel.stages.demo import Day, Demo
from kpi_excel.stages.demo_year import YearDemo
from tests.cli.conftest import Console
from tests.stages.desk import Desk, Played, day, tree
from tests.stages.test_consolidate import MAR


@pytest.mark.parametrize("lang", ["th", "en"])
def test_demo__every_day_and_where_to_look(
    console: Console, demo: Played, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    """What the played demo brought, told once more: nobody plays it again only to read its lines."""

    def play(self: Demo) -> Iterator[Day]:
        yield from demo.days
        self.merged = merge(Desk(demo.root).house, MAR, day("2013-03-31"))

    monkeypatch.setattr(YearDemo, "play", play)
    said = console("demo", tmp_path / "ตัวอย่าง", "--lang", lang)

    assert said.code == 0
    lines = said.out.splitlines()
    held = [line for line in lines if line.startswith("[HELD]")]
    assert len(held) == 2
    assert len([line for line in lines if line.startswith("[BAD]")]) == 1
    assert any(line.startswith("20 ก.พ. 2556: " if lang == "th" else "20 Feb 2013: ") for line in lines)
    assert "archive" in said.out and "trace 3.2.2" in said.out
    assert all(line.isascii() or lang == "th" or "_" in line or "“" in line or str(tmp_path) in line for line in lines[:3])


def test_demo_again__is_only_shown(console: Console, demo: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_year, "YearDemo", Demo)
    before = tree(demo.root)
    said = console("demo", demo.root)

    assert said.code == 0 and "เล่นไว้แล้วในโฟลเดอร์นี้" in said.out and "คะแนนรวม" in said.out
    assert tree(demo.root) == before


def test_demo__never_in_a_real_workspace(console: Console, desk: Desk) -> None:
    (desk.root / "archive" / "workspace.key").unlink()
    before = tree(desk.root)
    said = console("demo", desk.root)

    assert said.code == 2 and "[demo-folder-taken]" in said.err and "Traceback" not in said.err
    assert tree(desk.root) == before
