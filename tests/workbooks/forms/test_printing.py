"""Forms on paper, as LibreOffice prints them: one page wide, and as few pages as stay readable."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.office import Office, Step
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    FEBRUARY,
    KPI_TEMPLATE,
    MARCH,
    PLAN,
    TEMPLATE,
    Workshop,
)

pytestmark = pytest.mark.program

A4_LANDSCAPE = (842, 595)


def printed(office: Office, data: bytes) -> list[tuple[int, int]]:
    """The pages of a workbook as a PDF: their sizes in points."""
    pdf = office.do(data, [("save", "printed.pdf")]).saved["printed.pdf"]
    streams = [_inflated(found) for found in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)]
    pages = re.findall(rb"/Type\s*/Page\b(?!s).*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", b" ".join([pdf, *streams]), re.DOTALL)
    return [(round(float(width)), round(float(height))) for width, height in pages]


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize(
    ("agency", "period", "form", "pages"),
    [
        # instructions, report, evidence
        ("DPM", FEBRUARY, "monthly_progress", 3),
        # instructions, report, raw inputs, evidence
        ("POL", FEBRUARY, "monthly_progress", 4),
        # three KPIs: the report on one page
        ("ADM", FEBRUARY, "monthly_progress", 4),
        # six KPIs: a page for each table, two of raw inputs
        ("PRO", FEBRUARY, "monthly_progress", 6),
        # steps due as well
        ("DPM", MARCH, "monthly_progress", 4),
        # a page per KPI
        ("DPM", TEMPLATE, KPI_TEMPLATE, 3), ("PRO", TEMPLATE, KPI_TEMPLATE, 7),
        # instructions, steps, monthly targets
        ("DPM", PLAN, ACTION_PLAN, 3),
    ],
)  # fmt: skip
def test_forms_print_one_wide_and_on_few_pages__each_kind(
    workshop: Workshop, office: Office, agency: str, period: str, form: str, pages: int
) -> None:
    data = workshop.blank(agency, period, form) if period == MARCH else workshop.written(agency, period, form).data

    assert printed(office, data) == [A4_LANDSCAPE] * pages


def test_english_edition_prints_alike__same_pages(workshop: Workshop, office: Office) -> None:
    assert len(printed(office, workshop.written("DPM", TEMPLATE, KPI_TEMPLATE, "en").data)) == 3
    assert len(printed(office, workshop.written("DPM", lang="en").data)) == 3


def test_form_sent_back_prints_one_wide__with_its_list(workshop: Workshop, office: Office) -> None:
    assert printed(office, workshop.feedback("PRO")) == [A4_LANDSCAPE] * 7


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_no_number_is_too_wide_for_its_cell__filled_and_sent_back(workshop: Workshop, office: Office, tmp_path: Path) -> None:
    for name, data in workshop.as_sent():
        path = tmp_path / "printed.pdf"
        steps = [*_emptied_hidden_columns(data), ("save", "printed.pdf")]
        path.write_bytes(office.do(data, steps).saved["printed.pdf"])
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout

        assert "KPIX|" in text
        assert "##" not in text, name


def _emptied_hidden_columns(data: bytes) -> list[Step]:
    """Numbers in columns of no width leave an unseen ### in the PDF's text."""
    steps: list[Step] = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for hidden in (columns for columns in sheet.column_dimensions.values() if columns.hidden):
            first, last = get_column_letter(hidden.min or 1), get_column_letter(hidden.max or 1)
            steps += [("unprotect", sheet.title), ("clear", sheet.title, f"{first}1:{last}99")]
    return steps
