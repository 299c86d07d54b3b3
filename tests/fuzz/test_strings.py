"""More than ten thousand texts through every output: none becomes a formula or a link, and every workbook opens."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
import python_calamine
from click.testing import CliRunner
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kpi_excel.cli.output import envelope, print_findings, result
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.differences_between import differences_between
from kpi_excel.core.findings import Finding
from kpi_excel.core.findings import Place as findings_place
from kpi_excel.core.periods import Period
from kpi_excel.core.policy_month import policy_month
from kpi_excel.forms.known import Known
from kpi_excel.letters.draft import WORKBOOK, Attachment, Draft, write_draft
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.differences import write_differences
from kpi_excel.workbooks.officials import FilledForm
from kpi_excel.workbooks.opdc_entry import write_entry_sheet
from kpi_excel.workbooks.opdc_policy import write_policy_month
from kpi_excel.workbooks.pack import write_pack
from tests import programs
from tests.forms.issuing import busy, issue, sample
from tests.fuzz.strings import spoil, spoiled, strings
from tests.letters.reading import read_mail
from tests.stages.desk import Desk
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.sample import MIXED, consolidation
from tests.workbooks.opdc_sample import policy_data, round_data
from tests.workbooks.pack.sample import round_report

COUNT = 10_000
"""Texts at least through each output."""
Place = tuple[str, str]
"""A sheet and a cell."""
_LINK = re.compile(r"(\.\.\\)*archive\\[0-9A-Za-z_.\\-]+")
_UNWRITABLE = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ufffe\uffff]")
"""What openpyxl does not write, or writes although no XML can hold it."""
ATTACHED = "/".join(WORKBOOK)


def check_workbook(data: bytes, ours: set[Place]) -> None:
    """It opens in two readers, is whole XML, and has formulas and links only where we put them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for part in package.namelist():
            assert not re.search("vbaProject|externalLink|embeddings|activeX|connections|customXml", part)
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(part))
    python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert formulas_in(data) <= ours
    for sheet in load(data).worksheets:
        for cell in sheet._cells.values():
            if cell.hyperlink and cell.hyperlink.target:
                assert _LINK.fullmatch(cell.hyperlink.target), cell.hyperlink.target


def formulas_in(data: bytes) -> set[Place]:
    """Where formulas stand."""
    return {(sheet.title, cell.coordinate) for sheet in load(data).worksheets for cell in sheet._cells.values()
            if cell.data_type == "f"}  # fmt: skip


def counted(seed: int) -> tuple[Iterator[str], list[int]]:
    """Texts, and how many were taken."""
    taken = [0]

    def count() -> Iterator[str]:
        for text in strings(seed):
            taken[0] += 1
            yield text

    return count(), taken


def differences(data: Consolidation) -> bytes:
    earlier = replace(data, period=Period.parse("2556-08"))
    return write_differences(differences_between(earlier, data), data, "th", "external:archive/")


def policy(data: Consolidation) -> bytes:
    return write_policy_month(data, policy_month(data.registry, data.policy, data.period))


WRITERS: Mapping[str, tuple[Callable[[], Consolidation], Callable[[Consolidation], bytes]]] = {
    "consolidated": (lambda: consolidation(MIXED), write_consolidated),
    "consolidated, English": (lambda: consolidation(MIXED), lambda data: write_consolidated(data, "en")),
    "pack": (round_report, write_pack),
    "differences": (lambda: consolidation(MIXED), differences),
    "entry sheet": (round_data, lambda data: write_entry_sheet(data, "DPM")),
    "policy month": (policy_data, policy),
}


@pytest.mark.parametrize("name", WRITERS)
def test_ten_thousand_texts_stay_texts__workbooks_of_the_province(name: str) -> None:
    make, write = WRITERS[name]
    ours = formulas_in(write(make()))
    texts, taken = counted(len(name))
    while taken[0] < COUNT:
        check_workbook(write(spoiled(make(), texts)), ours)


def test_ten_thousand_texts_stay_texts__forms_filled_in_beforehand() -> None:
    registry = sample()
    known = busy(registry.kpis, registry.settings.fiscal_year)
    texts, taken = counted(7)
    while taken[0] < COUNT:
        for form in ("monthly_progress", "action_plan", "self_assessment"):
            typed: Known = spoil(known, texts)
            written = issue(form, known=typed, registry=registry).written
            ours = {(sheet, at) for sheet, formulas in written.record["formulas"].items() for at in formulas}
            check_workbook(written.data, ours)


def test_ten_thousand_texts_stay_texts__mail() -> None:
    texts = strings(11)
    for _ in range(COUNT // 20):
        body = "\n".join(itertools.islice(texts, 19))
        message = read_mail(write_draft(Draft(next(texts), body, date(2013, 2, 25), ("a@x.example",), "b@x.example",
                                              (Attachment("a.xlsx", b"x"),))))  # fmt: skip
        assert sorted(message.keys()) == ["Content-Type", "Date", "From", "MIME-Version", "Subject", "To", "X-Unsent"]
        assert message["To"] == "a@x.example"
        assert [part.get_content_type() for part in message.iter_parts() if part.is_attachment()] == [ATTACHED]


def test_ten_thousand_texts_stay_texts__terminal_and_json() -> None:
    texts = strings(13)
    findings = [Finding("outside-text", findings_place(next(texts), next(texts), next(texts)), next(texts)) for _ in range(COUNT // 4)]

    @click.command()
    def say() -> None:
        print_findings(findings, "th")
        for finding in findings:
            result(f"[OK]   {finding.place.file}")

    said = CliRunner().invoke(say)
    assert said.exit_code == 0
    told = said.output.split("\n")
    assert len(told) == len([line for line in told if line.startswith(("    ", "        ", "[OK]   "))]) + 1
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u2028\u2029\u202e\u2066\u2069" for line in told for char in line)

    @click.command()
    def tell() -> None:
        envelope("try", date(2013, 2, 25), [{"file": finding.place.file} for finding in findings], findings)

    envelope_said = CliRunner().invoke(tell)
    assert envelope_said.exit_code == 0 and envelope_said.output.isascii()
    read = [item["file"] for item in json.loads(envelope_said.output)["items"]]
    assert list(map(units, read)) == [units(finding.place.file) for finding in findings]


def units(text: str) -> bytes:
    """What JSON keeps: two halves of a letter that meet are that letter."""
    return text.encode("utf-16-le", "surrogatepass")


def test_texts_typed_into_forms_stay_texts__through_every_output_of_a_run(desk: Desk, tmp_path: Path) -> None:
    texts = (text for text in strings(17) if "KPIX" not in text and "#END" not in text)
    for agency in ("DPM", "LAB", "IND"):
        for period, form in (("2556-02", "monthly_progress"), ("2556-plan", "action_plan")):
            filled = desk.filled(agency, period, form)
            typed_over(filled, texts)
            desk.drop(f"{agency} {form}.xlsx", filled)
    taken = desk.take("2013-02-18")
    assert {item.verdict.value for item in taken} <= {"accepted", "accepted-in-part", "returned"}, [(item.name, item.judgement.code, item.judgement.findings[:1]) for item in taken if item.verdict.value == "refused"]
    desk.merged(as_of="2013-02-18")

    written = [path.read_bytes() for path in sorted((desk.root / "outbox").rglob("*.xlsx")) if path.parent.name != "forms"]
    assert len(written) >= 7
    for data in written:
        load(data)
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = b"".join(package.read(part) for part in package.namelist())
        formulas = [re.sub(rb'"[^"]*"', b"", formula) for formula in re.findall(rb"<f>([^<]*)</f>", whole)]
        assert not [formula for formula in formulas if re.search(rb"1\+1|cmd|DDE|WEBSERVICE|IMPORTXML|HYPERLINK", formula)]
        assert not re.search(rb'Target="(?:https?|ftp|mailto|file|javascript):', whole)


def typed_over(form: FilledForm, texts: Iterator[str]) -> None:
    """A text into every second unlocked cell that holds one, and into the rows below the tables."""
    for sheet in form.book.worksheets:
        if sheet.sheet_state == "visible":
            cells = [cell for cell in sheet._cells.values() if not cell.protection.locked and cell.data_type != "f"]
            for cell in cells[::2]:
                cell.value = _UNWRITABLE.sub("", next(texts).encode("utf-8", "ignore").decode())[:32_767]
                cell.data_type = "s"


@pytest.mark.program
@pytest.mark.skipif(bool(programs.skip_reason(programs.LIBREOFFICE)), reason=programs.skip_reason(programs.LIBREOFFICE))
def test_workbooks_of_such_texts_open_in_libreoffice(tmp_path: Path) -> None:
    texts = strings(19)
    written = [write(spoiled(make(), texts)) for make, write in WRITERS.values()]
    read = programs.recalculate_all(written, programs.LIBREOFFICE, tmp_path)

    assert len(read) == len(written)
    for book in read:
        assert any(cells for cells in book.values())
