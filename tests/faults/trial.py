"""A scene played with faults, then once without: what of that does not hold."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import NamedTuple

from kpi_excel.cli.exits import UNEXPECTED
from kpi_excel.store.ledger import LEDGER
from kpi_excel.store.operations import CHANGING, Operation, watched_by
from tests.faults.hooks import Contents, Fault, PowerCut, Strike, can_happen, watched
from tests.faults.invariants import TOUCHED, Tree, broken_in_the_end, broken_now, cache_differs, not_written_by, seen
from tests.faults.power import states
from tests.faults.scenes import HOME, STOPPING, Scene

LONG_AGO = (1_000_000_000, 1_000_000_000)
"""A time of writing that no run has to wait for."""


class Hit(NamedTuple):
    """A fault at the operation of a run at a position, counted from 0."""

    fault: Fault
    position: int


@dataclass
class Performance:
    """A scene as it goes without any trouble."""

    place: Path
    before: Tree
    after: Tree
    operations: list[Operation]

    def power_cuts(self) -> Iterator[tuple[str, Tree]]:
        """Every state that a power cut may leave, and how it comes about."""
        return states(self.before, self.operations, self.place)

    @cached_property
    def written(self) -> set[bytes]:
        """Every content that a file was to have."""
        return Contents(self.operations).whole

    def hits(self, fault: Fault) -> list[Hit]:
        """Every operation at which a fault can happen."""
        return [Hit(fault, at) for at, operation in enumerate(self.operations) if can_happen(fault, operation)]


@dataclass
class Theatre:
    """All scenes, and a folder in which each is played as often as one likes."""

    folder: Path
    scenes: dict[str, Scene]
    _performances: dict[str, Performance] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def place(self) -> Path:
        """A folder that is not there yet."""
        return self.folder / str(next(self._numbers))

    def whole(self, name: str) -> Performance:
        """The scene played once, and for all."""
        if name not in self._performances:
            self._performances[name] = self.perform(name)
        return self._performances[name]

    def perform(self, name: str) -> Performance:
        """Play a scene once without any fault."""
        scene, place = self.scenes[name], self.place()
        home = scene.copied(place)
        before = seen(place)
        with watched() as log:
            scene.play(home)
        return Performance(place, before, seen(place), log.operations)

    def violations(self, name: str, hits: Sequence[Hit]) -> list[str]:
        """Play a scene once with each hit, then without: what does not hold, with the hit after which it did not."""
        scene, place = self.scenes[name], self.place()
        trial = _Trial(scene, self.whole(name), scene.copied(place))
        try:
            return [*trial.run(hits)]
        finally:
            shutil.rmtree(place)

    def violations_in(self, name: str, state: Tree, how: str) -> Iterator[str]:
        """What does not hold in a state of a scene."""
        whole, scene = self.whole(name), self.scenes[name]
        return (f"{name}: {violation}, after {how}" for violation in broken_now(whole.before, state, scene.typed, whole.written))

    def violations_after(self, name: str, state: Tree, how: str) -> list[str]:
        """Put a state of a scene onto the disk, with a cache that is torn, and play: what does not hold then."""
        scene, place = self.scenes[name], self.place()
        for path, data in state.items():
            file = place / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            os.utime(file, LONG_AGO)
        home = place / HOME
        if (home / "archive").is_dir():
            (home / "archive" / LEDGER).write_bytes(b"SQLite format 3" + bytes(100))
        trial = _Trial(scene, self.whole(name), home)
        try:
            return [*trial.recover(how)]
        finally:
            shutil.rmtree(place)


class _Trial:
    """One history of a scene in a place of its own."""

    def __init__(self, scene: Scene, whole: Performance, home: Path) -> None:
        self._scene, self._whole, self._home = scene, whole, home
        self._written = set(whole.written)
        self._only_read = not_written_by(scene, home.parent) if scene.writes else {}
        self._waited = False
        self._struck: list[str] = []

    def run(self, hits: Sequence[Hit]) -> Iterator[str]:
        for hit in hits:
            yield from self._told(self._strike(hit))
        yield from self._told(self._recover())

    def recover(self, how: str) -> Iterator[str]:
        """Play without any fault what something else interrupted."""
        self._struck.append(how)
        yield from self._told(self._recover())

    def _told(self, violations: Iterator[str]) -> Iterator[str]:
        return (f"{self._scene.name}: {violation}, after {' and '.join(self._struck)}" for violation in violations)

    def _strike(self, hit: Hit) -> Iterator[str]:
        strike = Strike(*hit)
        ended = False
        try:
            with watched_by(strike):
                said = self._scene.play(self._home)
            ended = said[-1].code not in STOPPING
            if said[-1].code == UNEXPECTED:
                yield f"not foreseen: {said[-1].text.splitlines()[-2:]}"
        except PowerCut:
            pass
        self._written |= strike.contents.whole
        if strike.struck:
            name, path = strike.struck.name, strike.struck.path
            self._struck.append(f"{hit.fault} at {hit.position} ({name} {os.path.relpath(path, self._home.parent)})")
            self._waited |= ended and path.is_relative_to(self._home / "inbox") and name not in CHANGING
        yield from broken_now(self._whole.before, seen(self._home.parent), self._scene.typed, self._written)
        yield from self._touched()

    def _recover(self) -> Iterator[str]:
        """One clean run makes good everything, and another writes nothing.

        Where only was looked there is nothing to make good; what ends as the whole scene did goes on as that does.
        """
        if seen(self._home.parent) == self._whole.before == self._whole.after:
            return
        with watched() as log:
            said = self._scene.play(self._home)
        self._written |= Contents(log.operations).whole
        if any(code in STOPPING for code, _ in said):
            yield f"the next run fails: {said[-1].text}"
        after = seen(self._home.parent)
        yield from broken_now(self._whole.before, after, self._scene.typed, self._written)
        yield from broken_in_the_end(self._whole.after, after, waited=self._waited, typed=self._scene.typed)
        if after != self._whole.after:
            yield from self._go_on()
        yield from self._touched()
        if self._home.joinpath("archive").is_dir():
            yield from cache_differs(self._home)

    def _go_on(self) -> Iterator[str]:
        with watched() as log:
            self._scene.play(self._home)
        for operation in log.lasting:
            if operation.path.name != LEDGER:
                yield f"a further run does {operation.name} {operation.path}"

    def _touched(self) -> Iterator[str]:
        """What is only read and no longer is as it was."""
        if self._scene.writes:
            now = not_written_by(self._scene, self._home.parent)
            for path in sorted(now.keys() | self._only_read.keys()):
                if now.get(path) != self._only_read.get(path):
                    yield f"{TOUCHED}: {path}"
