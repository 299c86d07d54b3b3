"""Hand-overs: what agencies recorded, and changes of person in the registry that nobody has recorded (M9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kpi_excel.core.effective import source_of
from kpi_excel.core.evidence import day_of, text_of
from kpi_excel.core.material import Material
from kpi_excel.core.model import Person, Registry
from kpi_excel.core.registers import ROLES, EvidenceLine, EvidenceState, HandoverLine
from kpi_excel.core.revisions import Revision
from kpi_excel.core.submission import Row, Value

_TITLES = ("นางสาว", "น.ส.", "นาง", "นาย")
_NEAR = timedelta(days=31)
"""A hand-over recorded this close to the registry's date is about that change, however the names are written."""


@dataclass(frozen=True, slots=True)
class Change:
    """The registry says that somebody left a role on a day. `came` is None where nobody follows."""

    kpi_no: str
    role: str
    left: Person
    came: Person | None
    on: date


def handover_lines(material: Material, evidence: Iterable[EvidenceLine], as_of: date) -> tuple[HandoverLine, ...]:
    """What was recorded, and every change of the registry that it does not answer: these first, then the latest."""
    filed = [line for line in evidence if line.state is EvidenceState.FILED]
    recorded = list(_recorded(material))
    lines = recorded + [
        HandoverLine(
            material.registry.host_on(material.kpis[change.kpi_no], change.on), change.kpi_no, change.role,
            change.left.name, change.came.name if change.came else "", change.on,
        )
        for change in changes_of(material.registry, as_of)
        if not any(_answers(line, change) for line in recorded)
    ]  # fmt: skip
    complete = [_with_evidence(line, filed) for line in lines]
    return tuple(sorted(complete, key=_order))


def changes_of(registry: Registry, as_of: date) -> Iterator[Change]:
    """Every change of person within the fiscal year up to `as_of`."""
    first = registry.settings.fiscal_year.start
    held: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in registry.people:
        held[person.kpi_no, person.role].append(person)
    for kpi in registry.leaves():
        for role in ROLES:
            for change in _changes_among(sorted(held[kpi.kpi_no, role], key=lambda person: person.since or date.min)):
                if first <= change.on <= as_of:
                    yield change


def _changes_among(people: list[Person]) -> Iterator[Change]:
    """Between people who follow each other, and where the last one has left."""
    for left, came in pairwise(people):
        if came.since is not None and not is_same_person(left.name, came.name):
            yield Change(left.kpi_no, left.role, left, came, came.since)
    for last in people[-1:]:
        if last.until is not None:
            yield Change(last.kpi_no, last.role, last, None, last.until + timedelta(days=1))


def is_same_person(one: str, other: str) -> bool:
    """The same name, whether or not it is written with a title, with other spaces or with a shortened surname."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if not short or short == long:
        return bool(short)
    return short.endswith(".") and long.startswith(short[:-1])


def _bare(name: str) -> str:
    joined = "".join(name.split())
    return next((joined.removeprefix(title) for title in _TITLES if joined.startswith(title)), joined).casefold()


def _recorded(material: Material) -> Iterator[HandoverLine]:
    """Each hand-over once: forms of later months repeat it, and then the latest words count."""
    latest: dict[tuple[object, ...], HandoverLine] = {}
    for revision in sorted(material.effective.of_kind("handover"), key=lambda r: r.precedence):
        for row in revision.record.rows:
            line = _line(revision, row)
            if line.from_whom or line.to_whom:
                latest[line.kpi_no, line.role, _bare(line.from_whom), _bare(line.to_whom), line.on] = line
    return iter(latest.values())


def _line(revision: Revision, row: Row) -> HandoverLine:
    cell = row.values.get("to_whom") or next(iter(row.values.values()), Value(None))
    return HandoverLine(
        agency=revision.key.agency, kpi_no=revision.key.kpi_no, role=text_of(row, "role") or "keeper",
        from_whom=text_of(row, "from_whom"), to_whom=text_of(row, "to_whom"), on=day_of(row, "handed_on"),
        what=text_of(row, "what"), reason=text_of(row, "reason"), source=source_of(revision, cell),
    )  # fmt: skip


def _answers(line: HandoverLine, change: Change) -> bool:
    if (line.kpi_no, line.role) != (change.kpi_no, change.role):
        return False
    came = change.came.name if change.came else ""
    is_near = line.on is not None and abs(line.on - change.on) <= _NEAR
    return is_near or is_same_person(line.from_whom, change.left.name) or is_same_person(line.to_whom, came)


def _with_evidence(line: HandoverLine, filed: list[EvidenceLine]) -> HandoverLine:
    """With what is still under the name of who leaves, and what the successor took over under the own name."""
    moved = (entry for entry in filed if entry.kpi_no == line.kpi_no and _changes_hands(entry, line))
    return replace(line, evidence=tuple(moved))


def _changes_hands(entry: EvidenceLine, line: HandoverLine) -> bool:
    if is_same_person(entry.keeper, line.from_whom):
        return True
    is_older = line.on is not None and entry.kept_on is not None and entry.kept_on < line.on
    return is_older and is_same_person(entry.keeper, line.to_whom)


def _order(line: HandoverLine) -> tuple[object, ...]:
    day = line.on.toordinal() if line.on else 0
    return (line.is_recorded, -day, line.agency, line.kpi_no, line.role, line.from_whom, line.to_whom)
