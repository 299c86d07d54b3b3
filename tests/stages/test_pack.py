"""The pack is published as a workbook, and as PDF where a program can make one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.letters import pdf as printing
from kpi_excel.stages.pack import pack, pack_path
from kpi_excel.store.publish import PublishState
from tests.programs import LIBREOFFICE, skip_reason
from tests.stages.year_end import MAR, MAR_END, SAR6, begun, report
from tests.workbooks.consolidated.reading import load


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was sent to the printer; it answers with a PDF that names the workbook's length."""
    sent: list[bytes] = []

    def to_pdf(xlsx: bytes) -> bytes:
        sent.append(xlsx)
        return b"%PDF " + str(len(xlsx)).encode()

    monkeypatch.setattr(printing, "to_pdf", to_pdf)
    return sent


def test_pack_of_a_month__workbook_and_pdf_of_the_same_pages(tmp_path: Path, printed: list[bytes]) -> None:
    house = begun(tmp_path / "จังหวัด")
    packed = pack(house, MAR, MAR_END)
    path = pack_path(house, MAR)
    assert path == house.workspace.root / "outbox" / "2556-03" / "consolidated" / "pack_2556-03.xlsx"
    assert printed == [path.read_bytes()]
    assert packed.pdf is not None and packed.pdf.path == path.with_suffix(".pdf")
    assert packed.pdf.path.read_bytes().startswith(b"%PDF ")
    assert (packed.workbook.state, packed.findings) == (PublishState.WRITTEN, ())


def test_pack_again__same_bytes_are_not_written_again(tmp_path: Path, printed: list[bytes]) -> None:
    house = begun(tmp_path / "w")
    first = pack(house, MAR, MAR_END)
    before = first.workbook.path.read_bytes()
    again = pack(house, MAR, MAR_END)
    assert again.workbook.state is PublishState.UNCHANGED
    assert again.pdf is not None and again.pdf.state is PublishState.UNCHANGED
    assert first.workbook.path.read_bytes() == before


def test_pack_of_a_round__the_bound_report(tmp_path: Path, printed: list[bytes]) -> None:
    house = begun(tmp_path / "w")
    packed = pack(house, SAR6, MAR_END, "en")
    assert load(packed.workbook.path.read_bytes()).sheetnames[0] == "Cover"


def test_no_program_to_print__a_note_and_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "to_pdf", lambda xlsx: None)
    packed = pack(begun(tmp_path / "w"), MAR, MAR_END)
    assert packed.pdf is None
    assert [finding.code for finding in packed.findings] == ["pdf-not-made"]


@pytest.mark.parametrize("with_pdf", [False, True])
def test_a_pdf_that_is_not_made_anew_goes__it_would_say_something_else(
    tmp_path: Path, printed: list[bytes], monkeypatch: pytest.MonkeyPatch, with_pdf: bool
) -> None:
    house = begun(tmp_path / "w")
    old = pack(house, MAR, MAR_END).pdf
    assert old is not None
    report(house, "DPM", MAR, k3_2_2=27)
    monkeypatch.setattr(printing, "to_pdf", lambda xlsx: None)
    packed = pack(house, MAR, MAR_END, with_pdf=with_pdf)
    assert packed.workbook.state is PublishState.WRITTEN and packed.pdf is None
    assert not old.path.exists()


@pytest.mark.parametrize("code", ["2557-02", "2556-kpi"])
def test_a_period_of_another_year_or_without_results_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(KpiExcelError, match="period-does-not-fit"):
        pack(begun(tmp_path / "w"), Period.parse(code), MAR_END)


@pytest.mark.program
@pytest.mark.skipif(bool(skip_reason(LIBREOFFICE)), reason=skip_reason(LIBREOFFICE))
def test_pack_printed_by_libreoffice__twice_the_same_pdf(tmp_path: Path) -> None:
    house = begun(tmp_path / "w")
    report(house, "DPM", MAR, k3_2_2=27, k3_2_3=90)
    first, again = pack(house, MAR, MAR_END), pack(house, MAR, MAR_END)
    assert first.pdf is not None and first.pdf.path.read_bytes().startswith(b"%PDF")
    assert again.pdf is not None and again.pdf.state is PublishState.UNCHANGED
