"""The programs that officials save with, each as a way from an action to bytes."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.office import Office
from tests.workbooks.forms.actions import Action, Sample
from tests.workbooks.forms.script import by_openpyxl
from tests.workbooks.forms.workshop import resaved_by_gnumeric

LIBREOFFICE, GNUMERIC, OPENPYXL = "LibreOffice", "Gnumeric", "openpyxl"
ONLYOFFICE, EXCELJS, SHEETJS = "ONLYOFFICE engine", "ExcelJS", "SheetJS"
FORMATS: Mapping[str, tuple[str, ...]] = {
    LIBREOFFICE: ("xlsx", "ods", "xls"), GNUMERIC: ("xlsx", "ods", "xls"), OPENPYXL: ("xlsx",),
    ONLYOFFICE: ("xlsx",), EXCELJS: ("xlsx",), SHEETJS: ("xlsx", "ods", "xls"),
}  # fmt: skip
OUTSIDE = (ONLYOFFICE, EXCELJS, SHEETJS)
"""Tried by `make compatibility` only, never in the tests."""
_SECONDS = 120


class CannotSaveError(Exception):
    """The program gives up on the workbook."""


@dataclass
class Clients:
    """The programs that are here. LibreOffice and openpyxl act; the others open and save what LibreOffice left."""

    office: Callable[[], Office]
    folder: Path
    outside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each of `OUTSIDE` that is here the command that opens one file and saves another."""
    _acted: dict[tuple[str, str], Mapping[str, bytes]] = field(default_factory=dict)

    def saved(self, program: str, suffix: str, action: Action, sample: Sample) -> bytes:
        """The form after the action, as a program saved it."""
        if program == OPENPYXL:
            return by_openpyxl(action.source(sample), action.steps(sample))
        if program == LIBREOFFICE:
            return self._by_hand(action, sample)[suffix]
        acted = self._by_hand(action, sample)["xlsx"]
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            if program == GNUMERIC:
                return resaved_by_gnumeric(acted, suffix, Path(folder))
            return self._resaved(program, acted, suffix, Path(folder))

    def _by_hand(self, action: Action, sample: Sample) -> Mapping[str, bytes]:
        """Done in LibreOffice, once for all who save it."""
        name = action.name, sample.name
        if name not in self._acted:
            saves = [("save", f"after.{suffix}") for suffix in FORMATS[LIBREOFFICE]]
            shown = self.office().do(action.source(sample), [*action.steps(sample), *saves])
            self._acted[name] = {suffix: shown.saved[f"after.{suffix}"] for suffix in FORMATS[LIBREOFFICE]}
        return self._acted[name]

    def _resaved(self, program: str, data: bytes, suffix: str, folder: Path) -> bytes:
        source, target = folder / "given.xlsx", folder / f"saved.{suffix}"
        source.write_bytes(data)
        ran = subprocess.run(
            [*self.outside[program], str(source), str(target)], check=False, capture_output=True, timeout=_SECONDS
        )
        if ran.returncode or not target.exists():
            raise CannotSaveError(ran.stderr.decode(errors="replace"))
        return target.read_bytes()
