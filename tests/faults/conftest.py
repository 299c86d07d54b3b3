"""What every test of a fault needs: the scenes, and what becomes of them when nothing goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.faults.quick import speed_up
from tests.faults.scenes import build_scenes
from tests.faults.trial import Theatre


@pytest.fixture(autouse=True, scope="package")
def quick_program() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        speed_up(patch)
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried and what was found, added up over the tests."""
    counts: Counter[str] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        counts.update({name: number for name, number in report.user_properties if isinstance(number, int)})
    if counts:
        terminalreporter.write_line("faults: " + ", ".join(f"{number} {name}" for name, number in counts.items()))


@pytest.fixture(scope="package")
def theatre(quick_program: None, tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """Every scene, and where it is played."""
    folder = tmp_path_factory.mktemp("scenes")
    return Theatre(folder, build_scenes(folder / "kept"))
