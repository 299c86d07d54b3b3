"""Every action of the table, in every program: each value right, or asked for again or held with a reason; never lost.

The whole matrix is for `make compatibility`. Here every action meets every program, the formats taking turns; the
forms that share most with others only where the action is frequent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from kpi_excel.core.submission import Verdict
from tests import office as offices
from tests.office import Office
from tests.programs import GNUMERIC as GNUMERIC_COMMAND
from tests.programs import skip_reason
from tests.workbooks.forms.actions import ACTIONS, SAMPLES, Action, Sample
from tests.workbooks.forms.clients import FORMATS, GNUMERIC, LIBREOFFICE, OPENPYXL, Clients
from tests.workbooks.forms.outcomes import Kind, outcome_of
from tests.workbooks.forms.workshop import Workshop

IN_FULL = ("monthly_progress", "action_plan", "kpi_template")
TAKEN = [(name, action) for name in SAMPLES for action in ACTIONS if action.is_frequent or name in IN_FULL]
HARMLESS = (
    "fill", "sort_whole", "sort_seen", "insert_rows", "insert_columns", "rename_and_reorder", "unmerge", "delete_hidden", "fill_the_copy",
    "hide_rows",
)  # fmt: skip
"""What must change nothing at all."""


@pytest.fixture(scope="module")
def sample(workshop: Workshop) -> Callable[[str], Sample]:
    return lru_cache(lambda name: Sample.of(workshop, name))


@pytest.fixture(scope="module")
def clients(office_on_demand: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Clients:
    return Clients(office_on_demand, tmp_path_factory.mktemp("clients"))


def _check(workshop: Workshop, sample: Sample, action: Action, data: bytes) -> None:
    outcome = outcome_of(sample, workshop.judged(data))

    assert outcome.kind in (Kind.RIGHT, Kind.ASKED, Kind.HELD) and not outcome.faults, outcome
    assert outcome.kind is Kind.RIGHT or outcome.codes
    if action.name in HARMLESS:
        assert outcome.kind is Kind.RIGHT, outcome


@pytest.mark.parametrize("name", SAMPLES)
def test_forms_are_filled_rightly__before_anything_is_done_to_them(sample: Callable[[str], Sample], name: str) -> None:
    read = sample(name).read

    assert (read.verdict, read.findings) == (Verdict.ACCEPTED, ())
    assert {name.split()[0] for name in SAMPLES} == {SAMPLES[name][2] for name in SAMPLES}


def _turn(name: str, action: Action, program: str) -> str:
    """The format whose turn it is."""
    formats = FORMATS[program]
    return formats[(list(SAMPLES).index(name) + ACTIONS.index(action)) % len(formats)]


@pytest.mark.program
@pytest.mark.skipif(bool(offices.skip_reason()), reason=offices.skip_reason())
@pytest.mark.parametrize(("name", "action"), TAKEN, ids=lambda value: str(getattr(value, "name", value)))
def test_every_value_is_right_or_asked_for_or_held__done_by_hand_in_libreoffice(
    workshop: Workshop, clients: Clients, sample: Callable[[str], Sample], name: str, action: Action
) -> None:
    data = clients.saved(LIBREOFFICE, _turn(name, action, LIBREOFFICE), action, sample(name))

    _check(workshop, sample(name), action, data)


@pytest.mark.program
@pytest.mark.skipif(bool(offices.skip_reason()), reason=offices.skip_reason())
@pytest.mark.skipif(bool(skip_reason(GNUMERIC_COMMAND)), reason=skip_reason(GNUMERIC_COMMAND))
@pytest.mark.parametrize(("name", "action"), [taken for taken in TAKEN if taken[0] in IN_FULL], ids=lambda value: str(getattr(value, "name", value)))
def test_every_value_is_right_or_asked_for_or_held__saved_once_more_by_gnumeric(
    workshop: Workshop, clients: Clients, sample: Callable[[str], Sample], name: str, action: Action
) -> None:
    data = clients.saved(GNUMERIC, _turn(name, action, GNUMERIC), action, sample(name))

    _check(workshop, sample(name), action, data)


@pytest.mark.parametrize(("name", "action"), TAKEN, ids=lambda value: str(getattr(value, "name", value)))
def test_every_value_is_right_or_asked_for_or_held__done_by_a_script(
    workshop: Workshop, sample: Callable[[str], Sample], tmp_path: Path, name: str, action: Action
) -> None:
    clients = Clients(lambda: pytest.fail("no office is needed"), tmp_path)

    _check(workshop, sample(name), action, clients.saved(OPENPYXL, "xlsx", action, sample(name)))


def test_forms_are_small__as_they_go_out(workshop: Workshop) -> None:
    sizes = {path.name: path.stat().st_size for path in workshop.desk.root.glob("outbox/*/forms/*.xlsx")}

    assert {name.split("_", 1)[1][:6] for name in sizes} == {form[:6] for _, _, form in SAMPLES.values()}
    assert max(sizes.values()) < 60_000, sizes
