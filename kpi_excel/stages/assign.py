"""A held file, decided by a person: what it is, or that it is none of ours. The decision gets a receipt of its own."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

from kpi_excel.core.certification import REVIEW
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.core.reviews import REVIEWER
from kpi_excel.core.submission import Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.committing import Decided, commit
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import Ingested, take_out
from kpi_excel.stages.judge import Judgement, judge
from kpi_excel.stages.selection import RESULT_PERIODS, agency_named, check_period, form_named
from kpi_excel.store import inbox
from kpi_excel.store.inbox import InboxFile
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.runs import numbered_run
from kpi_excel.workers.pool import read_all


def assign(
    house: House, path: Path, agency: str, form: str, period: Period, who: str, received_on: date, why: str = ""
) -> Ingested:
    """Read a held file as the form a person says it is. The consultant's review is `REVIEW`'s, and of any month or round.

    Raises:
        KpiExcelError: no such agency, form or period; the file was decided about before; or the year has ended.
    """
    spec = form_named(house, form)
    if form == REVIEW:
        check_period(house, period, RESULT_PERIODS)
        if agency.strip().upper() != REVIEWER:
            raise KpiExcelError(Finding("review-has-no-agency", found=agency, expected=REVIEWER))
        claim = Claim(REVIEWER, form, period.code)
    else:
        check_period(house, period, (spec.period_kind,))
        claim = Claim(agency_named(house.registry, agency).code, form, period.code)
    return _decide(house, path, claim, who, why, received_on)


def dismiss(house: House, path: Path, who: str, why: str, received_on: date) -> Ingested:
    """Set a held file aside for good, with the reason. Its bytes stay in the archive."""
    return _decide(house, path, None, who, why, received_on)


def _decide(house: House, path: Path, claim: Claim | None, who: str, why: str, received_on: date) -> Ingested:
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        file = _find(house, path)
        data = inbox.read(file)
        sha256 = hash_of(data)
        known = ledger.known(sha256)
        if any(receipt.verdict is not Verdict.HELD for receipt in known):
            raise KpiExcelError(Finding("file-already-received", Place(file=file.name), found=known[-1].name))
        if claim is None:
            finding = Finding("file-dismissed", Place(file=file.name), found=why)
            judgement = Judgement(Verdict.REFUSED, finding.code, findings=(finding,))
        else:
            read = dict(read_all([(sha256, data)]))[sha256]
            judgement = judge(house, read, received_on, decided=claim)
        # it came on the day it was first seen, however long the decision took
        day = min([receipt.received_on for receipt in known], default=received_on)
        receipt = commit(house, ledger, Decided(file.name, data, sha256, judgement, day, who, why), run)
        left = judgement.findings[0] if judgement.verdict is Verdict.HELD else take_out(house, file)
        return Ingested(file.name, sha256, judgement, receipt, left)


def _find(house: House, path: Path) -> InboxFile:
    """The file of that name in the inbox, as the runs list it; else the file at that path."""
    listed = inbox.list_inbox(house.workspace.inbox, settle=0).ready
    name = unicodedata.normalize("NFC", path.as_posix())
    return next((file for file in listed if unicodedata.normalize("NFC", file.name) == name), None) or inbox.look_at(path)
