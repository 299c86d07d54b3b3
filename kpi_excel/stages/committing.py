"""From a judgement to a receipt: archived bytes, then the receipt (the commit), then the cache (design.md §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import Judgement
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.names import archive_name, unassigned_name


@dataclass(frozen=True, slots=True)
class Decided:
    """A file and what was decided about it. `name`: as it came; `decided_by` and `why`: where a person decided."""

    name: str
    data: bytes
    sha256: str
    judgement: Judgement
    received_on: date
    decided_by: str = ""
    why: str = ""


def commit(house: House, ledger: Ledger, file: Decided, run: int) -> Receipt:
    """Archive the bytes, then write the receipt: from then on the file counts."""
    return commit_all(house, ledger, [file], run)[0]


def commit_all(house: House, ledger: Ledger, files: Sequence[Decided], run: int) -> list[Receipt]:
    """The same for several files of different contents: first the bytes of all are safe, then the receipts of all."""
    if not files:
        return []
    house.keep_registry(ledger)
    names = house.archive.store_all_bytes([(_archive_name(file), file.data) for file in files])
    receipts = [_receipt(house, file, name, run) for file, name in zip(files, names, strict=True)]
    for name, receipt in zip(house.archive.store_receipts(receipts), receipts, strict=True):
        ledger.add(name, receipt)
    return receipts


def _receipt(house: House, file: Decided, archived: str, run: int) -> Receipt:
    judgement = file.judgement
    return Receipt(
        sha256=file.sha256, size=len(file.data), name=file.name, archived=archived, received_on=file.received_on, run=run,
        verdict=judgement.verdict, code=judgement.code, agency=judgement.claim.agency, form=judgement.claim.form,
        period=judgement.claim.period, token=judgement.token, modified=judgement.modified, decided_by=file.decided_by,
        why=file.why, spec_digest=judgement.spec_digest, registry_digest=house.registry_digest,
        findings=judgement.findings, records=judgement.records, extra=judgement.extra,
    )  # fmt: skip


def _archive_name(file: Decided) -> str:
    extension = PurePosixPath(file.name).suffix
    claim = file.judgement.claim
    if not claim.agency:
        return unassigned_name(file.sha256, extension)
    year = Period.parse(claim.period).fiscal_year.year
    return archive_name(claim.agency, claim.form, claim.period, file.sha256, extension, year)
