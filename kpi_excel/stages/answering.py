"""Answers to agencies: for each submission that needs one, the form written anew with their values and our marks.

Feedback is an output like any other: a function of the receipts. What is settled is withdrawn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

from kpi_excel import __version__
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.core.revisions import decided_receipts
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.forms.content import FormContent
from kpi_excel.forms.signing import Signed, sign
from kpi_excel.stages.feedback import (
    FormKey,
    Inquiry,
    Standings,
    answers_to,
    expected_forms,
    refusal_note,
    standings_of,
)
from kpi_excel.stages.generate import note_issued
from kpi_excel.stages.gist import Gist
from kpi_excel.stages.house import House
from kpi_excel.stages.remote_writing import WRITING, form_message, written_of
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import Published, Publisher
from kpi_excel.workbooks.forms.form import WrittenForm, write_form, write_signed
from kpi_excel.workers.cluster import ClusterTrouble, open_cluster
from kpi_excel.workers.pool import Submit, open_crew

MANY = 8
"""From so many answers on it pays to start children that write them."""
_TASK_FORMS = 2
_TASKS_AHEAD = 8
_PUT_OUT_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One feedback workbook, or the note about a refused file."""

    receipt: Receipt
    published: Published
    corrections: int


class Answers(NamedTuple):
    """What was put out, and which answers were taken back: nothing is left to correct in what they were about."""

    given: list[Answer]
    withdrawn: list[Path]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the answer to a submission goes, and what it is made from, as one hash."""

    receipt: Receipt
    path: Path
    about: str


_Wanted = tuple[_Place, FormContent]


def write_feedback(
    house: House, gist: Gist, as_of: date, lang: str = "th", workers: int = 1, cluster: str = ""
) -> Answers:
    """Publish what each agency has to know; take back what no longer applies. `workers` children, or a cluster's, write it.

    The workspace must be locked by the caller.
    """
    publisher, owed = Publisher(house.workspace), standings_of(house.registry, gist.receipts, as_of)
    needed, kept = _needed(house, gist, as_of, _sources(house, gist.receipts, lang, owed), publisher)
    answered = []
    for place in needed:
        if place.receipt.verdict is Verdict.REFUSED:
            (whole,) = decided_receipts(gist.of_bytes(place.receipt.sha256), as_of)
            note = refusal_note(whole, lang).encode("utf-8-sig")
            kept[place.path.parent].add(place.path)
            answered.append(Answer(place.receipt, publisher.publish(place.path, note, as_of, about=place.about), 1))

    def wanted() -> Iterator[_Wanted]:
        asked = [each for each in needed if each.receipt.verdict is not Verdict.REFUSED]
        for places, inquiry in _inquiries(house, gist, asked, as_of, lang, owed):
            for place, content in zip(places, answers_to(house, inquiry), strict=True):
                if content is None:
                    gist.note_settled(_key(place), place.about)
                else:
                    kept[place.path.parent].add(place.path)
                    yield place, content

    def put_out(place: _Place, content: FormContent, written: WrittenForm) -> Answer:
        note_issued(house, content.spec, written.token.serial, written.record)
        published = publisher.publish(place.path, written.data, as_of, about=place.about)
        return Answer(place.receipt, published, len(content.feedback.corrections) if content.feedback else 0)

    if len(needed) < MANY:
        answered += [put_out(place, content, write_form(content, house.key)) for place, content in wanted()]
    else:
        with _writers(workers, cluster) as submit:
            tasks = (partial(put_out, *each) for each in _written(wanted(), house.key, submit))
            answered += _side_by_side(tasks, _PUT_OUT_AT_ONCE)
    gone = [path for folder, paths in kept.items() for path in publisher.published(folder) if path not in paths]
    withdrawn = [path for path in gone if publisher.withdraw(path)]
    return Answers(sorted(answered, key=lambda answer: _order(answer.receipt)), sorted(withdrawn))


@contextmanager
def _writers(workers: int, cluster: str) -> Iterator[Submit]:
    """Children of this program, or a cluster: one that is gone by now has judged everything, and can be done without."""
    with ExitStack() as opened:
        submit: Submit | None = None
        if cluster:
            with suppress(KpiExcelError):
                submit = opened.enter_context(open_cluster(cluster, WRITING))
        yield submit or opened.enter_context(open_crew(workers, open_reader=WRITING))


def _written(wanted: Iterable[_Wanted], key: bytes, submit: Submit) -> Iterator[tuple[_Place, FormContent, WrittenForm]]:
    """The workbooks, in that order, a few tasks ahead of what is published."""
    waiting = deque[tuple[list[_Wanted], list[Signed], Future[list[bytes]]]]()
    for some in _in_tasks(wanted):
        signed = [sign(content, key) for _, content in some]
        messages = [form_message(content, one) for (_, content), one in zip(some, signed, strict=True)]
        waiting.append((some, signed, submit(messages)))
        if len(waiting) > _TASKS_AHEAD:
            yield from _come_back(*waiting.popleft())
    while waiting:
        yield from _come_back(*waiting.popleft())


def _come_back(
    some: list[_Wanted], signed: list[Signed], future: Future[list[bytes]]
) -> Iterator[tuple[_Place, FormContent, WrittenForm]]:
    """What was written elsewhere; what was not is written here."""
    try:
        answers = future.result()
    except ClusterTrouble:
        answers = [b""] * len(some)
    for (place, content), one, answer in zip(some, signed, answers, strict=True):
        yield place, content, written_of(answer, one) or write_signed(content, one)


def _in_tasks(wanted: Iterable[_Wanted]) -> Iterator[list[_Wanted]]:
    each = iter(wanted)
    while some := list(islice(each, _TASK_FORMS)):
        yield some


def _side_by_side(tasks: Iterable[Callable[[], Answer]], at_once: int) -> Iterator[Answer]:
    """What each gives, in their order: waiting for the disk side by side costs little more than waiting once."""
    with ThreadPoolExecutor(at_once) as threads:
        waiting = deque[Future[Answer]]()
        for task in tasks:
            waiting.append(threads.submit(task))
            if len(waiting) > at_once:
                yield waiting.popleft().result()
        yield from (one.result() for one in waiting)


def _needed(
    house: House, gist: Gist, as_of: date, made_from: Callable[[Receipt], str], publisher: Publisher
) -> tuple[list[_Place], dict[Path, set[Path]]]:
    """What has to be made, agency by agency; and by folder the answers that stay as they are."""
    needed, kept = list[_Place](), dict[Path, set[Path]]()
    awaiting = {_form_key(receipt) for receipt in gist.receipts if any(record.awaiting for record in receipt.records)}
    for receipt in _latest(gist.receipts, as_of):
        path = _path(house, receipt)
        standing = kept.setdefault(path.parent, set())
        # the usual case: nothing was found in the latest file, and nothing waits from an earlier one
        if not receipt.findings and _form_key(receipt) not in awaiting:
            continue
        place = _Place(receipt, path, made_from(receipt))
        if gist.is_settled(_key(place), place.about):
            continue
        if publisher.about(place.path) == place.about and publisher.changed_since_published(place.path) is None:
            standing.add(place.path)
        else:
            needed.append(place)
    return needed, kept


def _inquiries(
    house: House, gist: Gist, needed: Sequence[_Place], as_of: date, lang: str, owed: Standings
) -> Iterator[tuple[Sequence[_Place], Inquiry]]:
    """One for each agency; what is known of it is read only now."""
    expected = expected_forms(house.registry) if needed else {}
    hosted: dict[str, set[str]] = {}
    for (agency, *_), forms in expected.items():
        hosted.setdefault(agency, set()).update(each.kpi.kpi_no for each in forms)
    for agency, group in groupby(needed, key=lambda place: place.receipt.agency):
        places = list(group)
        forms_of = [_form_key(place.receipt) for place in places]
        yield places, Inquiry(
            tuple(place.receipt.sha256 for place in places), gist.notes(agency, hosted.get(agency, ())), as_of, lang,
            {key: owed[key] for key in forms_of if key in owed}, {key: expected.get(key, ()) for key in forms_of},
        )  # fmt: skip


def _sources(house: House, receipts: tuple[Receipt, ...], lang: str, owed: Standings) -> Callable[[Receipt], str]:
    """What a receipt's feedback is made from, as one hash: where it is the same, the workbook would be too.

    That is the registry, the form's spec, everything received about the same KPIs, and where the form's KPIs stand.
    """
    about: dict[str, list[str]] = {}
    for receipt in receipts:
        for kpi_no in {record.kpi_no for record in receipt.records}:
            about.setdefault(kpi_no, []).append(receipt.sha256 + receipt.verdict)

    def source(receipt: Receipt) -> str:
        spec = house.specs.get(receipt.form)
        parts = [__version__, lang, house.registry_digest, receipt.sha256, receipt.verdict, spec.digest if spec else ""]
        for kpi_no in sorted({record.kpi_no for record in receipt.records}):
            parts += about[kpi_no]
        for state, kpi_nos in owed.get((receipt.agency, receipt.form, receipt.period), {}).items():
            parts += [state.value, *kpi_nos]
        return hash_of("\n".join(parts).encode())

    return source


def _latest(receipts: Iterable[Receipt], as_of: date) -> list[Receipt]:
    """The last submission of each agency, form and period, agency by agency, and every refused file."""
    last: dict[tuple[str, str, str], Receipt] = {}
    refused = []
    for receipt in decided_receipts(receipts, as_of):
        if receipt.verdict is Verdict.REFUSED and receipt.code != "file-dismissed":
            refused.append(receipt)
        elif receipt.agency:
            last[receipt.agency, receipt.form, receipt.period] = receipt
    return [*sorted(last.values(), key=lambda receipt: (receipt.agency, _order(receipt))), *refused]


def _order(receipt: Receipt) -> tuple[object, ...]:
    """Where its answer is told: by period, form and agency, what was refused last."""
    return (receipt.verdict is Verdict.REFUSED, receipt.period, receipt.form, receipt.agency, *receipt.order)


def _path(house: House, receipt: Receipt) -> Path:
    if receipt.verdict is Verdict.REFUSED:
        month = Period.of_month(receipt.received_on.year, receipt.received_on.month)
        return house.workspace.outbox_of(month.code, "feedback") / f"refused_{receipt.sha256[:8]}.txt"
    folder = house.workspace.outbox_of(receipt.period, "feedback")
    return folder / f"{receipt.agency}_{receipt.form}_{receipt.period}_feedback.xlsx"


def _form_key(receipt: Receipt) -> FormKey:
    return receipt.agency, receipt.form, receipt.period


def _key(place: _Place) -> str:
    return f"settled {place.path.parent.name} {place.path.name}"
