"""A workspace for what leaves: the sample province, and receipts put straight into its archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt
from kpi_excel.core.text import say
from kpi_excel.stages.consolidate import look
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.remind import Mailing, RemindOptions, remind
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.names import archive_name, hash_of
from kpi_excel.store.publish import Publisher
from kpi_excel.workbooks.registry.writer import tables_of, write_registry


@dataclass(frozen=True)
class LettersDesk:
    root: Path

    @staticmethod
    def begun(root: Path) -> LettersDesk:
        begin_sample(root)
        # as the first run makes it, before anything is kept
        workspace_key(Archive(root / "archive"))
        return LettersDesk(root)

    @property
    def house(self) -> House:
        return open_house(self.root)

    def put(self, receipts: Iterable[Receipt]) -> None:
        """Let these have been received."""
        archive = Archive(self.root / "archive")
        for receipt in receipts:
            data = repr((receipt.agency, receipt.form, receipt.period, receipt.records)).encode()
            name = archive_name(receipt.agency, receipt.form, receipt.period, hash_of(data), "xlsx", 2556)
            kept = archive.store_bytes(name, data)
            archive.store_receipt(replace(receipt, sha256=hash_of(data), size=len(data), archived=kept))

    def publish(self, period: str, kind: str, name: str, data: bytes = b"PK form") -> Path:
        """Let an output of ours lie in the outbox."""
        house = self.house
        path = house.workspace.outbox_of(period, kind) / name
        Publisher(house.workspace).publish(path, data, date(2013, 2, 1))
        return path

    def change_registry(self, **agency: str) -> None:
        """Give every agency these cells."""
        registry = self.house.registry
        changed = replace(registry, agencies=tuple(replace(each, **agency) for each in registry.agencies))
        self.write_registry(changed)

    def write_registry(self, registry: Registry) -> None:
        (self.root / "registry.xlsx").write_bytes(write_registry(tables_of(registry)))

    def remind(self, on: date, period: str = "", **options: object) -> dict[str, Mailing]:
        """The reminders of a day, by agency."""
        wanted = Period.parse(period) if period else None
        mailings = remind(self.house, RemindOptions(on, wanted, **options))  # type: ignore[arg-type]
        return {mailing.agency.code: mailing for mailing in mailings}

    def reminded(self, on: date, period: str = "2556-02") -> dict[tuple[str, str, str], str]:
        """The last reminder of every overdue line, by agency, form and period."""
        overdue = look(self.house, Period.parse(period), on).overdue
        return {(line.agency, line.form, line.period): say(line.reminded or "", "th") for line in overdue}

    def mail(self, period: str = "2556-02") -> dict[str, bytes]:
        folder = self.root / "outbox" / period / "mail"
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}
