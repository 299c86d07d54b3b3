"""Answers to agencies: for each submission that needs one, the form written anew with their values and our marks.

Feedback is an output like any other: a function of the receipts. What is settled is withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import Path

from kpi_excel import __version__
from kpi_excel.core.catalogue import message_of, remedy_of, severity_of
from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.obligations import Expected, expected_obligations, obligations_on
from kpi_excel.core.periods import Period, short_date
from kpi_excel.core.revisions import decided_receipts
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.submission import Receipt, Value, Verdict
from kpi_excel.forms.content import (
    BLANK,
    Correction,
    Feedback,
    FormContent,
)
from kpi_excel.forms.outside import OutsideText
from kpi_excel.forms.records import LISTS
from kpi_excel.stages.generate import Wanted, content_of, material_for, note_issued
from kpi_excel.stages.gist import Gist
from kpi_excel.stages.house import House
from kpi_excel.stages.still_open import with_what_is_open
from kpi_excel.stages.typed import new_row_code, with_typed
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import Published, Publisher
from kpi_excel.workbooks.forms.form import write_form

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_OPEN = (ObligationState.EXPECTED, ObligationState.MISSING)

Standings = Mapping[tuple[str, str, str], Mapping[ObligationState, tuple[str, ...]]]
"""Agency, form and period → state → its KPIs; whether a blank one is late already makes no difference here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One feedback workbook, or the note about a refused file."""

    receipt: Receipt
    published: Published
    corrections: int


def write_feedback(house: House, gist: Gist, as_of: date, lang: str = "th") -> list[Answer]:
    """Publish what each agency has to know; take back what no longer applies.

    The workspace must be locked by the caller.
    """
    publisher = Publisher(house.workspace)
    kept: dict[Path, set[Path]] = {}
    owed, expected = standings_of(house, gist.receipts, as_of), expected_forms(house)
    hosted: dict[str, set[str]] = {}
    for (agency, *_), forms in expected.items():
        hosted.setdefault(agency, set()).update(each.kpi.kpi_no for each in forms)
    made_from, answered = _sources(house, gist.receipts, lang, owed), list[Answer]()
    for agency, receipts in groupby(_latest(gist.receipts, as_of), key=lambda receipt: receipt.agency):
        known = _Known(gist, agency, hosted.get(agency, ()))
        for receipt in receipts:
            path, about = _path(house, receipt), made_from(receipt)
            kept.setdefault(path.parent, set())
            if publisher.about(path) == about and publisher.changed_since_published(path) is None:
                kept[path.parent].add(path)
                continue
            whole = known.of(receipt, as_of)
            of_form = expected.get((receipt.agency, receipt.form, receipt.period), ())
            data, count = _answer(house, whole, known.receipts, as_of, lang, known.materials, owed, of_form)
            if data is not None:
                kept[path.parent].add(path)
                answered.append(Answer(receipt, publisher.publish(path, data, as_of, about=about), count))
    for folder, paths in kept.items():
        for path in publisher.published(folder):
            if path not in paths:
                publisher.withdraw(path)
    return sorted(answered, key=lambda answer: _place(answer.receipt))


class _Known:
    """What is known of one agency: read when first wanted, shared by all its answers, and gone with the last."""

    def __init__(self, gist: Gist, agency: str, kpi_nos: Collection[str]) -> None:
        self._gist, self._agency, self._kpi_nos = gist, agency, kpi_nos
        self.materials: dict[str, Material] = {}

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        return self._gist.whole(self._agency, self._kpi_nos) if self._agency else ()

    def of(self, receipt: Receipt, as_of: date) -> Receipt:
        """The same receipt with all that it says."""
        receipts = self.receipts if receipt.agency else self._gist.of_bytes(receipt.sha256)
        return next(one for one in decided_receipts(receipts, as_of) if one.sha256 == receipt.sha256)


def expected_forms(house: House) -> Mapping[tuple[str, str, str], tuple[Expected, ...]]:
    """What each agency's form of a period has to be about."""
    found: dict[tuple[str, str, str], tuple[Expected, ...]] = {}
    for each in expected_obligations(house.registry):
        key = (each.agency, each.form, each.period.code)
        found[key] = (*found.get(key, ()), each)
    return found


def standings_of(house: House, receipts: tuple[Receipt, ...], as_of: date) -> Standings:
    """What every form owes, as `status` says it."""
    found: dict[tuple[str, str, str], dict[ObligationState, tuple[str, ...]]] = {}
    for line in obligations_on(house.registry, receipts, as_of):
        state = ObligationState.EXPECTED if line.state in _OPEN else line.state
        states = found.setdefault((line.agency, line.form, line.period), {})
        states[state] = (*states.get(state, ()), line.kpi_no)
    return found


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
    return [*sorted(last.values(), key=lambda receipt: (receipt.agency, _place(receipt))), *refused]


def _place(receipt: Receipt) -> tuple[object, ...]:
    """Where its answer is told: by period, form and agency, what was refused last."""
    return (receipt.verdict is Verdict.REFUSED, receipt.period, receipt.form, receipt.agency, *receipt.order)


def _path(house: House, receipt: Receipt) -> Path:
    if receipt.verdict is Verdict.REFUSED:
        month = Period.of_month(receipt.received_on.year, receipt.received_on.month)
        return house.workspace.outbox_of(month.code, "feedback") / f"refused_{receipt.sha256[:8]}.txt"
    folder = house.workspace.outbox_of(receipt.period, "feedback")
    return folder / f"{receipt.agency}_{receipt.form}_{receipt.period}_feedback.xlsx"


def _answer(
    house: House, receipt: Receipt, receipts: tuple[Receipt, ...], as_of: date, lang: str, materials: dict[str, Material],
    standings: Standings, expected: Sequence[Expected],
) -> tuple[bytes | None, int]:  # fmt: skip
    if receipt.verdict is Verdict.REFUSED:
        return refusal_note(receipt, lang).encode("utf-8-sig"), 1
    material = material_for(house, Period.parse(receipt.period), receipts, as_of, materials)
    receipt = with_what_is_open(receipt, material.effective)
    if not receipt.findings:
        return None, 0
    content = feedback_content(house, receipt, receipts, as_of, lang, materials, standings, expected)
    if content is None or content.feedback is None:
        return None, 0
    written = write_form(content, house.key)
    note_issued(house, content, written)
    return written.data, len(content.feedback.corrections)


def refusal_note(receipt: Receipt, lang: str) -> str:
    """Why a file could not be read, and the way out: plain text, because there is no form to mark."""
    finding = receipt.findings[0]
    day = short_date(receipt.received_on, lang)
    lead = f"ไฟล์ {receipt.name} ที่ได้รับเมื่อ {day}" if lang == "th" else f"File {receipt.name} received {day}"
    return f"{lead}\r\n{message_of(finding, lang)}\r\n{remedy_of(finding, lang)}\r\n"


def feedback_content(
    house: House, receipt: Receipt, receipts: tuple[Receipt, ...], as_of: date, lang: str, materials: dict[str, Material],
    standings: Standings, expected: Sequence[Expected] | None = None,
) -> FormContent | None:  # fmt: skip
    """The form as it would be issued now, with what the agency typed and a mark on each faulty cell.

    `expected`: what the form has to be about, where that is known already.
    """
    if expected is None:
        expected = expected_forms(house).get((receipt.agency, receipt.form, receipt.period), ())
    wanted = _wanted(house, receipt, expected)
    if wanted is None:
        return None
    content = content_of(house, wanted, receipts, as_of, lang, materials)
    errors = [f for f in receipt.findings if severity_of(f) is Severity.ERROR]
    owed = standings.get((receipt.agency, receipt.form, receipt.period), {})
    errors += [Finding(BLANK, Place(kpi_no=kpi_no)) for kpi_no in owed.get(ObligationState.EXPECTED, ())]
    corrections = tuple(
        _correction(number, finding, receipt, materials[receipt.period]) for number, finding in enumerate(errors, start=1)
    )
    sheets = tuple(with_typed(sheet, receipt, corrections) for sheet in content.sheets)
    return replace(content, sheets=sheets, feedback=_summary(receipt, corrections, owed))


def _wanted(house: House, receipt: Receipt, expected: Sequence[Expected]) -> Wanted | None:
    if not expected or receipt.form not in house.specs:
        return None
    dues = {each.kpi.kpi_no: each.due.due for each in expected}
    return Wanted(receipt.agency, receipt.form, expected[0].period, tuple(each.kpi for each in expected), dues)


def _summary(
    receipt: Receipt, corrections: tuple[Correction, ...], owed: Mapping[ObligationState, tuple[str, ...]]
) -> Feedback:
    accepted, waiting = (owed.get(state, ()) for state in (ObligationState.RECEIVED, ObligationState.AWAITING))
    outside = tuple(
        OutsideText(f.place.sheet, f.place.cell, str(f.found)) for f in receipt.findings if f.code == "outside-text"
    )
    notes = [f for f in receipt.findings if severity_of(f) is Severity.NOTE and f.code not in ("outside-text", "note-to-province")]
    asked = {(BLANK, item.kpi_no) for item in corrections}
    remarks = tuple(
        f for f in receipt.findings if severity_of(f) is Severity.WARNING and (f.code, f.place.kpi_no) not in asked
    )
    return Feedback(receipt.received_on, accepted, waiting, corrections, tuple(notes), remarks, outside)


def _correction(number: int, finding: Finding, receipt: Receipt, material: Material) -> Correction:
    record, _, key = finding.place.field.partition(".")
    code = _row_code(finding, record, receipt)
    kpi = material.kpis.get(finding.place.kpi_no)
    stake = _stake(kpi, key, finding, material) if kpi is not None else None
    return Correction(number, finding, finding.place.sheet, finding.place.kpi_no, record, code, key, stake)


def _row_code(finding: Finding, kind: str, receipt: Receipt) -> str:
    """The code of the row a finding stands in: a KPI's own, or that of the list's row in the same sheet row."""
    if kind not in LISTS:
        return f"K{finding.place.kpi_no}"
    found = _CELL.fullmatch(finding.place.cell)
    for record in receipt.records:
        if record.kind == kind and record.kpi_no == finding.place.kpi_no and found:
            for index, row in enumerate(record.rows):
                if any(_row_of(value) == found[2] and value.sheet == finding.place.sheet for value in row.values.values()):
                    return row.code or new_row_code(record, index)
    return ""


def _row_of(value: Value) -> str:
    found = _CELL.fullmatch(value.cell)
    return found[2] if found else ""


def _stake(kpi: Kpi, key: str, finding: Finding, material: Material) -> Decimal | None:
    """The weighted score that waits: of the number inside what was typed, where one can be made out."""
    number = re.search(r"-?\d+(?:\.\d+)?", str(finding.found).replace(",", ""))
    total = sum((leaf.weight for leaf in material.registry.leaves()), Decimal(0))
    if not (number and total and is_direct(kpi) and key == inputs_of(kpi)[0].key and inputs_of(kpi)[0].kind == "number"):
        return None
    score = score_kpi(kpi, {key: Decimal(number[0])}).value
    return None if score is None else kpi.weight * score / total
