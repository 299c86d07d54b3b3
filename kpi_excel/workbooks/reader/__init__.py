"""The reader: the bytes of a returned workbook into plain cells, or the one reason why not.

gate → package  →  strings, formats  →  each sheet: scan, else walk (and then a second opinion)
"""

from __future__ import annotations

from dataclasses import replace

from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workbooks.gate import admit
from kpi_excel.workbooks.gate.refusal import Refusal, refusal
from kpi_excel.workbooks.reader.calamine import check_no_cell_is_lost, read_xls
from kpi_excel.workbooks.reader.ods import read_ods
from kpi_excel.workbooks.reader.xlsx import read_xlsx
from kpi_excel.workbooks.sniff import Kind

__all__ = ["Refusal", "read_workbook"]


def read_workbook(data: bytes) -> RawWorkbook:
    """The cells of a returned workbook; nothing in it is run, opened or fetched.

    Raises:
        Refusal: the file is not a workbook, not whole, or not safe; its finding says which and what to do.
    """
    admission = admit(data)
    if admission.kind is Kind.XLS:
        workbook = read_xls(admission, data)
    elif admission.kind is Kind.ODS:
        workbook = read_ods(admission)
    else:
        workbook, walked = read_xlsx(admission)
        if walked:
            workbook = replace(workbook, findings=workbook.findings + check_no_cell_is_lost(admission, data, walked))
    if not workbook.sheets:
        raise refusal("workbook-without-sheets")
    return workbook
