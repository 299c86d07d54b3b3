"""Everything a stage needs of an opened workspace: its registry, its form specs, its archive and its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.text import Text
from kpi_excel.forms.load import SpecMistake, load_form
from kpi_excel.forms.raw import RawSheet
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.token import Token, is_genuine
from kpi_excel.stages.registry_cells import recall_sheets, remember_sheets
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import load_issued, load_spec, store_registry, workspace_key
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.names import hash_of
from kpi_excel.store.workspace import Workspace, open_workspace
from kpi_excel.workbooks.registry.reader import read_registry, read_sheets

_LINE = re.compile(r"at line (\d+)")


class RegistryNotUsable(KpiExcelError):
    """The registry has errors: nothing is judged by it until they are mended. `findings` holds them all."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(Finding("registry-not-usable", Place(file="registry.xlsx"), found=str(len(findings))), exit_code=2)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class House:
    """An opened workspace. `registry_digest` names the registry's bytes."""

    workspace: Workspace
    archive: Archive
    registry: Registry
    registry_data: bytes
    registry_digest: str
    specs: Mapping[str, FormSpec]
    notes: tuple[Finding, ...]
    """Warnings of the registry."""
    opened: tuple[RawSheet, ...] = ()
    """The registry's sheets, where its workbook had to be opened."""

    @property
    def key(self) -> bytes:
        """The secret behind the tokens, made at first use."""
        return workspace_key(self.archive)

    def issued(self, serial: str) -> dict[str, Any] | None:
        """What the form with this serial said when it was last issued; None where none was."""
        return load_issued(self.archive, serial)

    def is_genuine(self, token: Token, issued: Mapping[str, Any]) -> bool:
        """Whether the token is the one that was written into that form."""
        return is_genuine(token, self.key, issued["spec_digest"], issued["content_digest"])

    def spec_source(self, digest: str) -> bytes | None:
        """The TOML of an issued form; None where none was issued under that digest."""
        return load_spec(self.archive, digest)

    def keep_registry(self, ledger: Ledger | None = None) -> None:
        """Put the registry that this run uses into the archive, and its cells into the cache.

        The key comes before anything else that is kept.
        """
        workspace_key(self.archive)
        store_registry(self.archive, self.registry_data)
        if ledger is not None and self.opened:
            remember_sheets(ledger, self.registry_digest, self.opened)


def open_house(root: Path, *, trusting: bool = True) -> House:
    """Open a workspace and read its registry and specs. `trusting`: from what an earlier run remembered of this registry.

    Raises:
        StoreError: no workspace there. RegistryNotUsable: the registry has errors. KpiExcelError: a spec is mistaken.
    """
    workspace = open_workspace(root)
    archive, data = Archive(workspace.archive), workspace.read_registry()
    digest = hash_of(data)
    sheets = recall_sheets(archive, digest) if trusting else None
    reading = read_registry(data) if sheets is None else read_sheets(sheets)
    if reading.registry is None or not reading.is_usable:
        raise RegistryNotUsable(reading.findings)
    specs = load_specs(workspace.read_templates(), reading.registry.settings.fiscal_year)
    opened = reading.sheets if sheets is None else ()
    return House(workspace, archive, reading.registry, data, digest, specs, reading.findings, opened)


def shipped_templates() -> dict[str, bytes]:
    """The form specs that the package ships, by file name."""
    folder = resources.files("kpi_excel.workbook_templates")
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".toml")}


def load_specs(overrides: Mapping[str, bytes], year: FiscalYear) -> dict[str, FormSpec]:
    """The shipped specs, a workspace's own before them, for one year.

    Raises:
        KpiExcelError: a spec is mistaken.
    """
    specs, mistaken = _read_specs(overrides, year)
    if mistaken:
        raise KpiExcelError(mistaken[0])
    return specs


def mistaken_specs(overrides: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Each form spec that cannot be read: which it is depends on no year."""
    return _read_specs(overrides, FiscalYear(2500))[1]


def _read_specs(overrides: Mapping[str, bytes], year: FiscalYear) -> tuple[dict[str, FormSpec], tuple[Finding, ...]]:
    specs: dict[str, FormSpec] = {}
    mistaken = []
    for name, source in sorted((shipped_templates() | dict(overrides)).items()):
        try:
            spec = load_form(source.decode("utf-8"), year)
        except (SpecMistake, UnicodeDecodeError) as mistake:
            mistaken.append(Finding("form-spec-mistaken", Place(file=name), found=_mistake_words(mistake)))
        else:
            specs[spec.form] = spec
    return specs, tuple(mistaken)


def _mistake_words(mistake: SpecMistake | UnicodeDecodeError) -> Text:
    """The parser's own words are English: in Thai the line is said first, and they are quoted."""
    if isinstance(mistake, UnicodeDecodeError):
        return Text("ไฟล์ไม่ได้บันทึกเป็น UTF-8", "it is not saved as UTF-8")
    words = str(mistake)
    if line := _LINE.search(words):
        return Text(f"อ่านไม่ออกที่บรรทัด {line[1]} (ตัวอ่าน TOML บอกว่า “{words}”)", words)
    return Text(f"มีที่ผิด {len(mistake.mistakes)} แห่ง (ตัวอ่านแบบบอกว่า “{words}”)", words)
