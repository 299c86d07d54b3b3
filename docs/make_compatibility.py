"""Makes docs/compatibility.md: every action in every program and form, by the programs that are here (`make compatibility`).

LibreOffice, Gnumeric and openpyxl must be there. ExcelJS, SheetJS and ONLYOFFICE's engine join where npm and pip can fetch
them; never in the tests.
What is written by hand stands in the page itself, outside the two marks.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tests.office import Office, running_office
from tests.workbooks.forms.actions import ACTIONS, SAMPLES, Action, Sample
from tests.workbooks.forms.clients import (
    EXCELJS,
    FORMATS,
    GNUMERIC,
    LIBREOFFICE,
    ONLYOFFICE,
    OPENPYXL,
    OUTSIDE,
    SHEETJS,
    CannotSaveError,
    Clients,
)
from tests.workbooks.forms.outcomes import Kind, Outcome, outcome_of
from tests.workbooks.forms.workshop import Workshop

PAGE = Path(__file__).with_name("compatibility.md")
RESAVE_JS, RESAVE_PY = Path(__file__).with_name("resave.js"), Path(__file__).with_name("resave_onlyoffice.py")
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
NPM = {EXCELJS: "exceljs@4.4.0", SHEETJS: "xlsx@0.18.5"}
PYPI = "document-builder==10.0.0.170"
OPENINGS, AT_ONCE = 5, 4

Row = Mapping[tuple[str, str], Outcome]
"""Program and format → outcome."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_office(Path(folder)) as office:
        work = Path(folder)
        workshop = Workshop.opened(work / "จังหวัด")
        outside = {**fetched_from_npm(work / "npm"), **fetched_from_pypi(work / "pypi")}
        programs = [program for program in FORMATS if program in outside or program not in OUTSIDE]
        clients = Clients(lambda: office, work, outside)
        samples = [Sample.of(workshop, name) for name in SAMPLES]
        lines = [*_versions(programs), *_sizes(samples, office)]
        tables = {sample.name: dict(_rows(workshop, clients, sample, programs)) for sample in samples}
    lines += _whole_table(tables, programs)
    for name, rows in tables.items():
        lines += _table(name, rows, programs)
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text("\n".join([f"{before}{BEGIN}", "", *lines, f"{END}{rest.partition(END)[2]}"]), "utf-8")
    lost = [outcome for rows in tables.values() for row in rows.values() for outcome in row.values() if outcome.faults]
    print(f"{PAGE}: {len(lost)} lost")
    return 1 if lost else 0


def fetched_from_npm(folder: Path) -> Mapping[str, list[str]]:
    """The libraries' commands; none without node, npm or a network."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return {}
    ran = subprocess.run([npm, "install", "--prefix", str(folder), *NPM.values()], check=False, capture_output=True)
    where = f"NODE_PATH={folder / 'node_modules'}"
    return {program: ["env", where, node, str(RESAVE_JS), program] for program in NPM} if ran.returncode == 0 else {}


def fetched_from_pypi(folder: Path) -> Mapping[str, list[str]]:
    """The engine's command; none where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    ran = subprocess.run([python, "-m", "pip", "install", "--quiet", PYPI], check=False, capture_output=True)
    return {ONLYOFFICE: [python, str(RESAVE_PY)]} if ran.returncode == 0 else {}


def _rows(workshop: Workshop, clients: Clients, sample: Sample, programs: list[str]) -> Iterator[tuple[Action, Row]]:
    combinations = [(program, suffix) for program in programs for suffix in FORMATS[program]]
    for action in ACTIONS:
        print(f"{sample.name}: {action.title}", file=sys.stderr)
        clients.saved(LIBREOFFICE, "xlsx", action, sample)  # which the others wait for
        with ThreadPoolExecutor(AT_ONCE) as pool:
            outcomes = pool.map(partial(_outcome, workshop, clients, sample, action), *zip(*combinations, strict=True))
            yield action, dict(zip(combinations, outcomes, strict=True))


def _outcome(workshop: Workshop, clients: Clients, sample: Sample, action: Action, program: str, suffix: str) -> Outcome:
    try:
        return outcome_of(sample, workshop.judged(clients.saved(program, suffix, action, sample)))
    except CannotSaveError:
        return Outcome(Kind.NOT_SAVED)


WORDS = {Kind.RIGHT: "✓", Kind.ASKED: "asked", Kind.HELD: "held", Kind.LOST: "LOST", Kind.REFUSED: "refused", Kind.NOT_SAVED: "not saved"}


def _shown(outcome: Outcome) -> str:
    return " ".join([WORDS[outcome.kind], *(f"`{code}`" for code in outcome.codes), *outcome.faults])


def _table(name: str, rows: Mapping[Action, Row], programs: list[str]) -> Iterator[str]:
    yield from (f"### {name}", "", *_head(programs))
    for action, row in rows.items():
        yield f"| {action.title} | " + " | ".join(_cell(row, program) for program in programs) + " |"
    yield ""


def _cell(row: Row, program: str) -> str:
    """One outcome where the formats agree; else each by its format."""
    shown = {suffix: _shown(row[program, suffix]) for suffix in FORMATS[program]}
    if len(set(shown.values())) == 1:
        return next(iter(shown.values()))
    return "<br>".join(f"{suffix}: {text}" for suffix, text in shown.items())


def _whole_table(tables: Mapping[str, Mapping[Action, Row]], programs: list[str]) -> Iterator[str]:
    """In how many of all combinations of form and format what came of an action."""
    yield from ("### All forms", "", *_head(programs))
    for action in ACTIONS:
        cells = []
        for program in programs:
            kinds = [tables[name][action][program, suffix].kind for name in tables for suffix in FORMATS[program]]
            counts = {kind: kinds.count(kind) for kind in Kind if kind in kinds}
            cells.append(", ".join(f"{WORDS[kind]} {count}" for kind, count in counts.items()))
        yield f"| {action.title} | " + " | ".join(cells) + " |"
    yield ""


def _head(programs: list[str]) -> tuple[str, str]:
    formats = [f"{program} ({', '.join(FORMATS[program])})" for program in programs]
    return "| Action | " + " | ".join(formats) + " |", "|---" * (len(programs) + 1) + "|"


def _versions(programs: list[str]) -> Iterator[str]:
    known = {program: package.rpartition("@")[2] for program, package in NPM.items()}
    known |= {ONLYOFFICE: PYPI.rpartition("=")[2], OPENPYXL: version("openpyxl")}
    known |= {LIBREOFFICE: _version("soffice"), GNUMERIC: _version("ssconvert")}
    yield from (f"* {program} {known[program]}" for program in programs)
    yield from (f"* {program}: could not be fetched, not run" for program in OUTSIDE if program not in programs)
    yield ""


def _version(command: str) -> str:
    ran = subprocess.run([command, "--version"], check=False, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)+", ran.stdout + ran.stderr)
    return found[0] if found else ""


def _sizes(samples: list[Sample], office: Office) -> Iterator[str]:
    """Size and the best of some openings: the machine may be busy with other things."""
    yield from ("| Form | Size | Opens in LibreOffice |", "|---|---|---|")
    for sample in samples:
        times = []
        for _ in range(OPENINGS):
            started = time.perf_counter()
            office.do(sample.blank, [])
            times.append(time.perf_counter() - started)
        yield f"| {sample.name} | {len(sample.blank) / 1000:.1f} kB | {min(times):.1f} s |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
