"""The consultant's sheet as it goes out: made from a consolidation, noted before anybody can have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_excel.core.certification import REVIEW
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.forms.build_review import build_review
from kpi_excel.stages.house import House
from kpi_excel.store.issued import store_issued, store_spec

if TYPE_CHECKING:
    from kpi_excel.workbooks.consolidated import ReviewSheet


def review_sheet(house: House, consolidation: Consolidation, lang: str) -> ReviewSheet:
    """The sheet with its token, yet to be written."""
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.consolidated import ReviewSheet

    content = build_review(house.specs[REVIEW], consolidation, lang)
    return ReviewSheet(content, content.token(house.key))


def note_review(house: House, sheet: ReviewSheet) -> None:
    """Keep what a written sheet says: a verdict is on the score that stood beside it."""
    spec = sheet.content.spec
    store_spec(house.archive, spec.digest, spec.source.encode())
    store_issued(house.archive, sheet.token.serial, sheet.record())
