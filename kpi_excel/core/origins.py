"""What became of every file, the proof that none was lost, and one row per value that counts, with its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpi_excel.core.consolidation import Balance, FileLine, FindingLine, TidyRow
from kpi_excel.core.effective import Effective, source_of
from kpi_excel.core.exemptions import describe_exemption, exemption_from
from kpi_excel.core.model import Registry
from kpi_excel.core.revisions import Revision, period_end, revisions_of
from kpi_excel.core.submission import Receipt


def file_lines(effective: Effective) -> tuple[FileLine, ...]:
    """Every file with what became of its records, by period, form and agency, the latest revision last."""
    lines = [_file_line(effective, receipt) for receipt in effective.receipts]
    return tuple(sorted(lines, key=lambda line: _place_of(line.receipt) + line.receipt.order))


def balance_of(receipts: Iterable[Receipt], lines: Iterable[FileLine]) -> Balance:
    """Files in (by their bytes, as the archive has them) against files accounted for."""
    effects = Counter(line.effect for line in lines)
    return Balance(len({receipt.sha256 for receipt in receipts}), dict(sorted(effects.items())))


def tidy_rows(effective: Effective, registry: Registry) -> tuple[TidyRow, ...]:
    """Every value that counts, by agency, form, period, KPI and kind of record; rows and fields as they stood."""
    order = {kpi.kpi_no: number for number, kpi in enumerate(registry.kpis)}
    found = (row for revision in effective.counted.values() for row in _rows_of(revision))
    return tuple(sorted(found, key=lambda row: (
        row.agency, row.form, _by_end(row.period), order.get(row.kpi_no, len(order)), row.kpi_no, row.record,
    )))  # fmt: skip


def standing_findings(effective: Effective, registry: Registry) -> Iterator[FindingLine]:
    """The findings of receipts that nothing later has answered, with the exemption that lifts them if there is one."""
    latest = {_place_of(r): r.order for r in effective.receipts if r.verdict.carries_records}
    for receipt in effective.receipts:
        records = {(r.key.kpi_no, r.key.kind) for r in revisions_of(receipt) if _stands(effective, r)}
        is_answered = receipt.order < latest.get(_place_of(receipt), receipt.order)
        for finding in receipt.findings:
            kind = finding.place.field.partition(".")[0]
            if is_answered and (finding.place.kpi_no, kind) not in records:
                continue
            day = receipt.received_on
            exemption = exemption_from(registry, finding.code, receipt.agency, finding.place.kpi_no, day)
            by = describe_exemption(exemption) if exemption else ""
            if not receipt.agency:
                # held or refused: its name is all that is known of it
                finding = replace(finding, place=replace(finding.place, file=receipt.name))
            yield FindingLine(finding, receipt.agency, receipt.form, receipt.period, by)


def _stands(effective: Effective, revision: Revision) -> bool:
    """It counts, or it is the newest and awaits correction."""
    return any(
        key in kept and kept[key].receipt.sha256 == revision.receipt.sha256
        for key in (revision.key,) for kept in (effective.counted, effective.awaiting)
    )  # fmt: skip


def _file_line(effective: Effective, receipt: Receipt) -> FileLine:
    counted = awaiting = superseded = 0
    for revision in revisions_of(receipt):
        if not _stands(effective, revision):
            superseded += 1
        elif revision.record.awaiting:
            awaiting += 1
        else:
            counted += 1
    return FileLine(receipt, counted, superseded, awaiting, _effect(receipt, counted, superseded, awaiting))


def _effect(receipt: Receipt, counted: int, superseded: int, awaiting: int) -> str:
    if not receipt.verdict.carries_records:
        return receipt.verdict.value
    if superseded and not counted and not awaiting:
        return "superseded"
    return "in-part" if superseded or awaiting else "in"


def _rows_of(revision: Revision) -> Iterator[TidyRow]:
    key, receipt = revision.key, revision.receipt
    for row in revision.record.rows:
        for field, value in row.values.items():
            if value.value is not None and value.value != "":
                yield TidyRow(
                    receipt.agency, receipt.form, receipt.period, key.kpi_no, key.kind, row.code, field,
                    value.value, value.typed, source_of(revision, value),
                )  # fmt: skip


def _place_of(receipt: Receipt) -> tuple[object, ...]:
    return (*_by_end(receipt.period), receipt.form, receipt.agency)


def _by_end(period: str) -> tuple[object, ...]:
    return (period_end(period), period)
