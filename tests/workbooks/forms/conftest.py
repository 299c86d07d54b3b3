"""The workshop and the running LibreOffice, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import office as offices
from tests.office import Office, running_office
from tests.programs import Sheets, each_program
from tests.workbooks.forms.workshop import Workshop, recalculated


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop.opened(tmp_path_factory.mktemp("workshop") / "จังหวัด ตัวอย่าง")


@pytest.fixture(scope="session")
def office_on_demand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Office]]:
    """LibreOffice, started when it is first wanted."""
    with ExitStack() as stack:
        started: list[Office] = []

        def start() -> Office:
            if not started:
                started.append(stack.enter_context(running_office(tmp_path_factory.mktemp("office"))))
            return started[0]

        yield start


@pytest.fixture
def office(office_on_demand: Callable[[], Office]) -> Office:
    """LibreOffice's own hands; without it the test is skipped, or fails where it is required."""
    if reason := offices.skip_reason():
        pytest.skip(reason)
    return office_on_demand()


@pytest.fixture(params=each_program())
def recalculate(
    request: pytest.FixtureRequest, office_on_demand: Callable[[], Office], tmp_path: Path
) -> Callable[[bytes], Sheets]:
    """What a program computes for every cell; once for each program."""
    return lambda data: recalculated(data, request.param, office_on_demand, tmp_path)
