"""The workbooks that everything is measured on: real forms of a province, filled, a tenth of them faulty.

Made once and kept under `build/benchmarks`: they stay returned forms as long as the form specs and the registry do.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from benchmarks.faults import ONE_IN, faulty
from benchmarks.filling import Edits, type_in, typed_into
from benchmarks.province import agencies_of, officials_of, province_of
from kpi_excel.core.periods import Period
from kpi_excel.stages.form_content import Wanted
from kpi_excel.stages.generate import GenerateOptions, form_path, generate
from kpi_excel.stages.house import House, open_house, shipped_templates
from kpi_excel.stages.ingest import IngestOptions, ingest
from kpi_excel.stages.officials import Officials, load_officials
from kpi_excel.store.ledger import Ledger
from kpi_excel.workbooks.registry.writer import write_registry

ROOT = Path(__file__).resolve().parent.parent / "build" / "benchmarks"
PAST = ROOT / "past"
"""Workspaces that were measured in."""
YEAR = 2556
AS_OF = date(2013, 9, 30)
_RESAVED_AT_MOST = 40
_ONE_OFF = (f"{YEAR}-kpi", f"{YEAR}-plan")
_OUT_DAY = date(2012, 10, 1)


@dataclass(frozen=True, slots=True)
class Issue:
    """One form that went out, and what its agency types into it."""

    agency: str
    form: str
    period: str


@dataclass(frozen=True)
class Corpus:
    """A province's workspace as it is before anything comes back, and beside it everything that will."""

    folder: Path

    @property
    def issued(self) -> Path:
        """Registry, key, and what was issued; no receipts."""
        return self.folder / "workspace"

    @cached_property
    def returned(self) -> list[Path]:
        """Every returned workbook, well mixed, always in the same order."""
        return mixed(self.folder / "returned")

    @property
    def resaved(self) -> list[Path]:
        """Some of the returned workbooks as LibreOffice saves them; none where it is not installed."""
        return sorted((self.folder / "resaved").iterdir())

    def fresh_workspace(self, target: Path, files: int = 0) -> Path:
        """A workspace to measure in: nothing received, the first `files` returned workbooks in its inbox."""
        put_aside(target)
        shutil.copytree(self.issued, target)
        for path in self.returned[:files]:
            shutil.copy2(path, target / "inbox" / path.name)
        return target


def put_aside(folder: Path) -> None:
    """Out of the way; whoever measures removes `PAST` at the end.

    For a minute after many files were removed, ext4 takes up to 1 ms of CPU to make a new one, and that is nobody's merit or fault.
    """
    if folder.exists():
        PAST.mkdir(parents=True, exist_ok=True)
        folder.rename(Path(tempfile.mkdtemp(dir=PAST)) / folder.name)


def mixed(folder: Path) -> list[Path]:
    """The files of a folder in an order that mixes forms, agencies and periods, and is always the same."""
    return sorted(folder.iterdir(), key=lambda path: sha256(path.name.encode()).hexdigest())


def corpus_of(agencies: int) -> Corpus:
    """The corpus of a province of so many agencies; made where it is not there yet."""
    registry = write_registry(_tables(agencies))
    templates = sorted(shipped_templates().items())
    sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")) if path.stem in _MAKERS]
    named = sha256(b"".join([registry, *(source for _, source in templates), *sources])).hexdigest()[:8]
    folder = ROOT / f"province-{agencies}-{named}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _Making(folder, registry, agencies).make()
        (folder / "ready").touch()
    return Corpus(folder)


_MAKERS = ("corpus", "faults", "filling", "province")


def _tables(agencies: int) -> dict[str, object]:
    tables = dict(province_of(agencies))
    # the whole year: the sample's agreement was signed in its fifth month
    tables["calendar"] = [row | ({"first_period": f"{YEAR - 1}-10"} if row["first_period"] else {}) for row in tables["calendar"]]
    return tables


class _Making:
    """A corpus in the making: the year's two forms first, for the monthly ones show what is planned."""

    def __init__(self, folder: Path, registry: bytes, agencies: int) -> None:
        self._folder = folder
        self._twins = {twin.code: twin for twin in agencies_of(agencies)}
        self._workspace = folder / "making"
        for name in ("returned", "forms", "resaved", "workspace/inbox", "making/inbox"):
            (folder / name).mkdir(parents=True)
        (self._workspace / "registry.xlsx").write_bytes(registry)
        self._house = open_house(self._workspace)
        self._officials = _whole_year(officials_of(load_officials(self._house.registry.settings.fiscal_year), self._copies()), self._house)
        self._known: dict[tuple[str, str, str], Edits] = {}
        self._chance = random.Random(agencies)

    def _copies(self) -> int:
        return max(twin.copy for twin in self._twins.values()) + 1

    def make(self) -> None:
        for code in _ONE_OFF:
            for item, form, edits in self._issue(Period.parse(code)):
                (self._workspace / "inbox" / _name(item)).write_bytes(type_in(form, edits, item.period.end))
        for _ in ingest(self._house, (), IngestOptions(_OUT_DAY, workers=2, settle=0)):
            pass
        months = [month.code for month in self._house.registry.settings.fiscal_year.months()]
        for code in (*months, f"{YEAR}-sar6", f"{YEAR}-sar9", f"{YEAR}-sar12"):
            for _ in self._issue(Period.parse(code)):
                pass
        self._keep_what_was_issued()
        self._resave()

    def _issue(self, period: Period) -> Iterator[tuple[Wanted, bytes, Edits]]:
        """The forms of a period go out; what comes back is kept."""
        for made in generate(self._house, GenerateOptions(max(_OUT_DAY, period.start), period=period)):
            item = made.wanted
            form = form_path(self._house, item).read_bytes()
            edits = self._edits(item, form)
            day = min(item.period.end, AS_OF)
            is_faulty = self._chance.randrange(ONE_IN) == 0
            data = faulty(form, edits, day, self._chance) if is_faulty else type_in(form, edits, day)
            (self._folder / "returned" / _name(item)).write_bytes(data)
            (self._folder / "forms" / _name(item)).write_bytes(form)
            yield item, form, edits

    def _edits(self, item: Wanted, form: bytes) -> Edits:
        """Found out for the first agency of its kind; the copies' forms have the same cells."""
        twin = self._twins[item.agency]
        key = (twin.original, item.form, item.period.code)
        if key not in self._known:
            house = self._house
            self._known[key] = typed_into(
                form, house.specs[item.form], self._officials, house.registry, item.agency, item.period, item.period.end
            )
        return self._known[key]

    def _keep_what_was_issued(self) -> None:
        kept = self._folder / "workspace"
        shutil.copy2(self._workspace / "registry.xlsx", kept)
        (kept / "archive").mkdir()
        shutil.copytree(self._workspace / "archive" / "issued", kept / "archive" / "issued")
        shutil.copy2(self._workspace / "archive" / "workspace.key", kept / "archive")
        shutil.rmtree(self._workspace)
        house = open_house(kept)
        # as after any command that wrote something
        with Ledger(house.archive) as ledger:
            house.keep_registry(ledger)

    def _resave(self) -> None:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        files = Corpus(self._folder).returned[:_RESAVED_AT_MOST]
        if program:
            command = [program, "--headless", f"-env:UserInstallation=file://{self._folder}/office", "--convert-to", "xlsx",
                       "--outdir", str(self._folder / "resaved"), *map(str, files)]  # fmt: skip
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            shutil.rmtree(self._folder / "office", ignore_errors=True)


def _name(item: Wanted) -> str:
    return f"{item.agency}_{item.form}_{item.period.code}.xlsx"


def _whole_year(officials: Officials, house: House) -> Officials:
    """Figures for every month: those of the first month known also stand for the months before it."""
    months = [month.code for month in house.registry.settings.fiscal_year.months()]
    results = {}
    for key, row in officials.results.items():
        first = next((row[month] for month in months if row.get(month)), "")
        results[key] = {**dict.fromkeys(months, first), **{month: figure for month, figure in row.items() if figure}}
    return replace(officials, results=results)
