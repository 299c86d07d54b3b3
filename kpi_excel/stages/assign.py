"""A held file, decided by a person: what it is, or that it is none of ours. The decision gets a receipt of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import Ingested, commit
from kpi_excel.stages.judge import Judgement, judge
from kpi_excel.store import inbox
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.runs import numbered_run
from kpi_excel.workers.pool import read_all


def check_claim(house: House, claim: Claim) -> None:
    """Raises KpiExcelError where a claim names an agency, form or period that does not exist."""
    if house.registry.agency(claim.agency) is None:
        raise KpiExcelError(Finding("agency-unknown", found=claim.agency))
    if claim.form not in house.specs:
        raise KpiExcelError(Finding("form-unknown", found=claim.form, expected=" · ".join(house.specs)))
    try:
        Period.parse(claim.period)
    except ValueError:
        raise KpiExcelError(Finding("period-malformed", found=claim.period)) from None


def assign(house: House, path: Path, claim: Claim, who: str, received_on: date) -> Ingested:
    """Read a held file as the form a person says it is."""
    check_claim(house, claim)
    return _decide(house, path, claim, who, "", received_on)


def dismiss(house: House, path: Path, who: str, why: str, received_on: date) -> Ingested:
    """Set a held file aside for good, with the reason. Its bytes stay in the archive."""
    return _decide(house, path, None, who, why, received_on)


def _decide(house: House, path: Path, claim: Claim | None, who: str, why: str, received_on: date) -> Ingested:
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        file = inbox.look_at(_find(house, path))
        data = inbox.read(file)
        sha256 = hash_of(data)
        known = ledger.known(sha256)
        if any(receipt.verdict is not Verdict.HELD for receipt in known):
            raise KpiExcelError(Finding("file-already-received", Place(file=file.name), found=known[-1].name))
        if claim is None:
            finding = Finding("file-dismissed", Place(file=file.name), found=why)
            judgement = Judgement(Verdict.REFUSED, finding.code, findings=(finding,))
        else:
            read = dict(read_all([(sha256, data)], workers=1))[sha256]
            judgement = judge(house, read, received_on, decided=claim)
        day = min([receipt.received_on for receipt in known], default=received_on)
        receipt = commit(house, ledger, file.name, data, sha256, judgement, day, run, who, why)
        left = None
        if judgement.verdict is not Verdict.HELD and not inbox.remove(file):
            left = Finding("inbox-file-stays", Place(file=file.name))
        return Ingested(file.name, sha256, judgement, receipt, left)


def _find(house: House, path: Path) -> Path:
    """The file as given, or of that name in the inbox."""
    inside = house.workspace.inbox / path
    return inside if not path.is_absolute() and inside.exists() and not path.exists() else path
