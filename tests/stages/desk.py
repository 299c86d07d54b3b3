"""The secretary's desk: a workspace with everything a test does to it in one line each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.stages.answer import ingest_and_answer
from kpi_excel.stages.consolidate import consolidated_path, look, merge
from kpi_excel.stages.demo import DEMO_KEY, Day, Demo
from kpi_excel.stages.generate import GenerateOptions, generate
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.ingest import Ingested, IngestOptions
from kpi_excel.stages.officials import fill, load_officials
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.ledger import Ledger
from kpi_excel.workbooks.officials import FilledForm, Typed
from kpi_excel.workbooks.registry.writer import tables_of, write_registry

__all__ = ["DEMO_KEY", "MONTHLY", "SENDERS", "Desk", "Played", "day"]

SENDERS = ("DPM", "LAB", "IND", "CDD")
MONTHLY = "monthly_progress"
FILED: dict[str, Typed] = {
    "evidence +1 kpi_no": "3.2.2", "evidence +1 level": 1, "evidence +1 document": "บัญชีจุดเสี่ยง 12 จุด", "evidence +1 kind": "ฐานข้อมูล",
    "evidence +1 dated": "30/11/2555", "evidence +1 place": "จุดเสี่ยง_56.xlsx", "evidence +1 keeper": "นางสาวมาลี ตัวอย่าง",
    "evidence +1 kept_on": "2/12/2555",
}  # fmt: skip
"""One row of the evidence register that names a file."""
_LONG_AGO = (1_000_000_000, 1_000_000_000)
"""A time of writing that no run has to wait for."""


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True)
class Played:
    """The demo after it was played, and what every day of it brought."""

    root: Path
    days: tuple[Day, ...]

    @staticmethod
    def play(root: Path, workers: int = 1) -> Played:
        return Played(root, tuple(Demo(root, workers=workers).play()))


@dataclass(frozen=True)
class Desk:
    root: Path

    @staticmethod
    def begun(root: Path, agencies: Sequence[str] = (), periods: Sequence[str] = ("2556-02", "2556-03"), *, key: bytes) -> Desk:
        """The sample province, with the year's forms and those of some months out on 1 February."""
        begin_sample(root)
        workspace_key(Archive(root / "archive"), key)
        desk = Desk(root)
        desk.send_out("2013-02-01", forms=("kpi_template", "action_plan"), agencies=agencies)
        for period in periods:
            desk.send_out("2013-02-01", period, agencies=agencies)
        return desk

    def copied(self, to: Path) -> Desk:
        shutil.copytree(self.root, to)
        return Desk(to)

    @property
    def house(self) -> House:
        return open_house(self.root)

    @property
    def inbox(self) -> list[str]:
        folder = self.root / "inbox"
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    def path(self, kind: str, period: str = "2556-02") -> Path:
        return self.root / "outbox" / period / kind

    def send_out(self, on: str, period: str | None = None, **chosen: Any) -> None:
        options = GenerateOptions(day(on), period=Period.parse(period) if period else None, **chosen)
        assert list(generate(self.house, options))

    def form(self, agency: str, period: str = "2556-02", form: str = MONTHLY) -> FilledForm:
        """A form as the agency got it."""
        return FilledForm((self.path("forms", period) / f"{agency}_{form}_{period}.xlsx").read_bytes())

    def filled(
        self, agency: str, period: str = "2556-02", form: str = MONTHLY, typed: Mapping[str, Typed] | None = None, on: str = ""
    ) -> FilledForm:
        """A form filled completely and correctly, then typed over (places as `FilledForm.type_into` names them).

        `on`: the day it is filled, where that is before the period's end.
        """
        house = self.house
        filled = self.form(agency, period, form)
        officials = load_officials(house.registry.settings.fiscal_year)
        sent = day(on) if on else None
        fill(filled, house.specs[form], officials, house.registry, agency, Period.parse(period), sent)
        return type_over(filled, typed or {})

    def feedback(self, agency: str, period: str = "2556-02", form: str = MONTHLY) -> FilledForm:
        return FilledForm((self.path("feedback", period) / f"{agency}_{form}_{period}_feedback.xlsx").read_bytes())

    def drop(self, name: str, content: FilledForm | bytes, on: str = "2013-02-18") -> bytes:
        """Put a file into the inbox; gives back its bytes."""
        data = content if isinstance(content, bytes) else content.save(day(on))
        path = self.root / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, _LONG_AGO)
        return data

    def take(self, on: str, *files: Path, received_on: str = "", **options: Any) -> list[Ingested]:
        """A run on a day: everything in the inbox (or the files named) is taken in and answered."""
        wanted = IngestOptions(day(received_on or on), settle=0, **options)
        return list(ingest_and_answer(self.house, files, wanted, day(on), "th").items)

    def take_one(self, content: FilledForm | bytes, on: str = "2013-02-18", name: str = "แบบ.xlsx", **options: Any) -> Ingested:
        """Drop one file and take it in; what became of it."""
        self.drop(name, content, on)
        return next(item for item in self.take(on, **options) if item.name == name)

    def receipts(self) -> list[Receipt]:
        with Ledger(self.house.archive) as ledger:
            return list(ledger.receipts())

    def look(self, period: str = "2556-02", as_of: str = "2013-02-28") -> Consolidation:
        return look(self.house, Period.parse(period), day(as_of))

    def merged(self, period: str = "2556-02", as_of: str = "2013-02-28") -> bytes:
        """The bytes of the consolidated workbook, merged now."""
        house = self.house
        merge(house, Period.parse(period), day(as_of))
        return consolidated_path(house, Period.parse(period)).read_bytes()

    def change_registry(self, change: Callable[[Registry], Registry]) -> None:
        """Edit the registry and save it."""
        tables = tables_of(change(self.house.registry))
        (self.root / "registry.xlsx").write_bytes(write_registry(tables))

    def change_template(self, form: str, *pairs: tuple[str, str]) -> None:
        """Replace texts in a form's TOML."""
        path = self.root / "workbook_templates" / f"{form}.toml"
        source = path.read_text("utf-8")
        for old, new in pairs:
            assert old in source
            source = source.replace(old, new, 1)
        path.write_text(source, "utf-8")


def type_over(form: FilledForm, typed: Mapping[str, Typed]) -> FilledForm:
    """Type into places written with spaces, as `FilledForm.type_into` names them."""
    for where, value in typed.items():
        assert form.type_into(where, value), where
    return form


def tree(root: Path, *parts: str) -> dict[str, bytes]:
    """Every file below some folders of a workspace, but the cache and the lock."""
    files: Iterable[Path] = (path for part in parts or ("",) for path in (root / part).rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.name not in ("lock", "ledger.sqlite")
    }


def value_of(desk: Desk, kpi_no: str, field: str = "result", period: str = "2556-02", as_of: str = "2013-02-28") -> Any:
    """What counts for a KPI's field in a month's report."""
    rows = [row for row in desk.look(period, as_of).tidy
            if (row.form, row.period, row.record, row.kpi_no, row.field) == (MONTHLY, period, "kpi", kpi_no, field)]  # fmt: skip
    return rows[0].value if rows else None


def verdicts(items: Iterable[Ingested]) -> list[Verdict]:
    return [item.verdict for item in items]


def codes(item: Ingested) -> list[str]:
    return [finding.code for finding in item.judgement.findings]
