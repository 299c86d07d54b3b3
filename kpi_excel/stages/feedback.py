"""What an agency is told about a submission: the form written anew with their values and our marks.

What has to be made, who writes it and where it goes is `stages.answering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.catalogue import message_of, remedy_of, severity_of
from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.obligations import Expected, expected_obligations, obligations_on
from kpi_excel.core.periods import Period, short_date
from kpi_excel.core.revisions import decided_receipts
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.submission import Receipt, Value
from kpi_excel.forms.content import (
    BLANK,
    Correction,
    Feedback,
    FormContent,
)
from kpi_excel.forms.outside import OutsideText
from kpi_excel.forms.records import LISTS
from kpi_excel.stages.form_content import FormDesk, Wanted, content_of, material_for
from kpi_excel.stages.still_open import with_what_is_open
from kpi_excel.stages.typed import new_row_code, with_typed
from kpi_excel.store.archive import parse_receipt

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_OPEN = (ObligationState.EXPECTED, ObligationState.MISSING)

FormKey = tuple[str, str, str]
"""Agency, form and period."""
Standings = Mapping[FormKey, Mapping[ObligationState, tuple[str, ...]]]
"""Form → state → its KPIs; whether a blank one is late already makes no difference here."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Some submissions of one agency that may need an answer, by their hashes, and all that the answers depend on."""

    asked: tuple[str, ...]
    notes: tuple[tuple[str, bytes], ...]
    """The receipts about the same KPIs with their names, as they lie in the archive."""
    as_of: date
    lang: str
    standings: Standings
    expected: Mapping[FormKey, tuple[Expected, ...]]


def answers_to(desk: FormDesk, inquiry: Inquiry) -> Iterator[FormContent | None]:
    """For each submission its answer: a form with feedback, None where nothing has to be said."""
    parsed = (parse_receipt(name, note) for name, note in inquiry.notes)
    receipts = tuple(sorted((one for one in parsed if one.received_on <= inquiry.as_of), key=lambda one: one.order))
    decided = {receipt.sha256: receipt for receipt in decided_receipts(receipts, inquiry.as_of)}
    materials: dict[str, Material] = {}
    for sha256 in inquiry.asked:
        yield _answer(desk, inquiry, decided[sha256], receipts, materials)


def _answer(
    desk: FormDesk, inquiry: Inquiry, receipt: Receipt, receipts: tuple[Receipt, ...], materials: dict[str, Material]
) -> FormContent | None:
    material = material_for(desk, Period.parse(receipt.period), receipts, inquiry.as_of, materials)
    receipt = with_what_is_open(receipt, material.effective)
    if not receipt.findings:
        return None
    expected = inquiry.expected.get((receipt.agency, receipt.form, receipt.period), ())
    return feedback_content(desk, receipt, receipts, inquiry.as_of, inquiry.lang, materials, inquiry.standings, expected)


def expected_forms(registry: Registry) -> Mapping[FormKey, tuple[Expected, ...]]:
    """What each agency's form of a period has to be about."""
    found: dict[FormKey, tuple[Expected, ...]] = {}
    for each in expected_obligations(registry):
        key = (each.agency, each.form, each.period.code)
        found[key] = (*found.get(key, ()), each)
    return found


def standings_of(registry: Registry, receipts: tuple[Receipt, ...], as_of: date) -> Standings:
    """What every form owes, as `status` says it."""
    found: dict[FormKey, dict[ObligationState, tuple[str, ...]]] = {}
    for line in obligations_on(registry, receipts, as_of):
        state = ObligationState.EXPECTED if line.state in _OPEN else line.state
        states = found.setdefault((line.agency, line.form, line.period), {})
        states[state] = (*states.get(state, ()), line.kpi_no)
    return found


def refusal_note(receipt: Receipt, lang: str) -> str:
    """Why a file could not be read, and the way out: plain text, because there is no form to mark."""
    finding = receipt.findings[0]
    day = short_date(receipt.received_on, lang)
    lead = f"ไฟล์ {receipt.name} ที่ได้รับเมื่อ {day}" if lang == "th" else f"File {receipt.name} received {day}"
    return f"{lead}\r\n{message_of(finding, lang)}\r\n{remedy_of(finding, lang)}\r\n"


def feedback_content(
    desk: FormDesk, receipt: Receipt, receipts: tuple[Receipt, ...], as_of: date, lang: str, materials: dict[str, Material],
    standings: Standings, expected: Sequence[Expected] | None = None,
) -> FormContent | None:  # fmt: skip
    """The form as it would be issued now, with what the agency typed and a mark on each faulty cell.

    `expected`: what the form has to be about, where that is known already.
    """
    if expected is None:
        expected = expected_forms(desk.registry).get((receipt.agency, receipt.form, receipt.period), ())
    wanted = _wanted(desk, receipt, expected)
    if wanted is None:
        return None
    content = content_of(desk, wanted, receipts, as_of, lang, materials)
    errors = [f for f in receipt.findings if severity_of(f) is Severity.ERROR]
    owed = standings.get((receipt.agency, receipt.form, receipt.period), {})
    errors += [Finding(BLANK, Place(kpi_no=kpi_no)) for kpi_no in owed.get(ObligationState.EXPECTED, ())]
    corrections = tuple(
        _correction(number, finding, receipt, materials[receipt.period]) for number, finding in enumerate(errors, start=1)
    )
    sheets = tuple(with_typed(sheet, receipt, corrections) for sheet in content.sheets)
    return replace(content, sheets=sheets, feedback=_summary(receipt, corrections, owed))


def _wanted(desk: FormDesk, receipt: Receipt, expected: Sequence[Expected]) -> Wanted | None:
    if not expected or receipt.form not in desk.specs:
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
