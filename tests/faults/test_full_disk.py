"""A disk that fills up: said in a sentence, nothing lost, and made good as soon as there is room again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_excel.store.operations import watched_by
from tests.faults.choice import few
from tests.faults.counting import Record, count
from tests.faults.hooks import Fault, Strike
from tests.faults.invariants import seen
from tests.faults.scenes import HOME
from tests.faults.trial import Theatre

MEGABYTE = 1024 * 1024


def test_full_disk_is_said_in_a_sentence__wherever_it_fills_up(theatre: Theatre) -> None:
    whole = theatre.whole("run")
    # where only the cache cannot be kept, everything is done already
    hits = [hit for hit in whole.hits(Fault.FULL_FROM_HERE) if whole.operations[hit.position].name != "commit-cache"]
    for hit in hits[:: few(1, len(hits) // 6)]:
        home = theatre.scenes["run"].copied(theatre.place())
        with watched_by(Strike(*hit)):
            (said,) = theatre.scenes["run"].play(home)
        told = said.text.splitlines()[-2:]
        assert said.code == 74, said
        assert told[0].startswith("[disk-full] พื้นที่ว่างไม่พอสำหรับเก็บไฟล์ ") and str(home) in told[0]
        assert told[1].startswith("วิธีแก้: กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้") and told[1].endswith("ไฟล์ที่ส่งมาแล้วไม่สูญหาย")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory with room for two megabytes."""
    place = tmp_path / "เล็ก"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={2 * MEGABYTE}", "tmpfs", str(place)]
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_one_clean_run_makes_good__a_disk_that_really_filled_up(
    theatre: Theatre, small_disk: Path, record_property: Record
) -> None:
    scene, violations, full = theatre.scenes["run"], [], 0
    rooms = [kilobytes * 1024 for kilobytes in range(0, 160, few(4, 24))]
    for room in rooms:
        place = small_disk / "here"
        shutil.copytree(scene.folder, place)
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            file.write(bytes(shutil.disk_usage(small_disk).free - room))
        (said,) = scene.play(place / HOME)
        filler.unlink()
        assert said.code in (74, 3), said
        full += said.code == 74
        violations += theatre.violations_after("run", seen(place), f"a disk with {room} bytes of room")
        shutil.rmtree(place)
    count(record_property, violations, disks_that_filled_up=full)
    assert full >= 2 and violations == []
