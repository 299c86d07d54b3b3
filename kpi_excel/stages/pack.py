"""The meeting pack of a month, or the bound summary report of a round, published as a workbook and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.findings import Finding
from kpi_excel.core.periods import Period
from kpi_excel.stages.house import House
from kpi_excel.stages.province import consolidation_of
from kpi_excel.stages.selection import RESULT_PERIODS, check_period
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher


@dataclass(frozen=True, slots=True)
class Packed:
    """A published pack and what it says. `pdf` is None where none was wanted or no program can make one."""

    consolidation: Consolidation
    workbook: Published
    pdf: Published | None
    findings: tuple[Finding, ...]


def pack(house: House, period: Period, as_of: date, lang: str = "th", *, with_pdf: bool = True) -> Packed:
    """Build the pack and put it in place; unchanged bytes are not written again.

    Raises:
        KpiExcelError: the period is of another year, or has no results. WorkspaceLocked: another run is writing.
    """
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.pack import write_pack

    check_period(house, period, RESULT_PERIODS)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        house.keep_registry()
        consolidation = consolidation_of(house, ledger, period, as_of)
        data = write_pack(consolidation, lang)
        publisher, path = Publisher(house.workspace), pack_path(house, period)
        workbook = publisher.publish(path, data, as_of)
        pdf, findings = _publish_pdf(publisher, path.with_suffix(".pdf"), data if with_pdf else None, as_of)
    return Packed(consolidation, workbook, pdf, (*workbook.findings, *findings))


def pack_path(house: House, period: Period) -> Path:
    """`outbox/2556-02/consolidated/pack_2556-02.xlsx`."""
    return house.workspace.outbox_of(period.code, "consolidated") / f"pack_{period.code}.xlsx"


def _publish_pdf(
    publisher: Publisher, path: Path, workbook: bytes | None, as_of: date
) -> tuple[Published | None, tuple[Finding, ...]]:
    """The same pages as PDF. Where none is made, an earlier one goes: it would say something else than the workbook."""
    from kpi_excel.letters.pdf import to_pdf

    data = to_pdf(workbook) if workbook is not None else None
    if data is None:
        publisher.withdraw(path)
        return None, () if workbook is None else (Finding("pdf-not-made"),)
    published = publisher.publish(path, data, as_of)
    return published, published.findings
