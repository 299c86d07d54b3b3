"""What every fault is tried on: a month of the smallest province, scene by scene, each played by the program itself."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kpi_excel.cli.boundary import run
from kpi_excel.core.model import Registry
from kpi_excel.store.errors import StoreError
from kpi_excel.store.workspace import Workspace, create_workspace
from kpi_excel.workbooks.officials import FilledForm, Typed
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests.core.province import SETTINGS, keeper, linear, small
from tests.core.scoring.samples import levels_of
from tests.faults import rollup_scene, small_run
from tests.stages.desk import MONTHLY, Desk, day
from tests.stages.review_desk import type_into

HOME = "จังหวัด ตัวอย่าง"
"""The workspace's folder, inside that of its scene."""
WORKBOOK = "outbox/2556-02/consolidated/consolidated_2556-02.xlsx"
FEEDBACK = "outbox/2556-02/feedback/LAB_monthly_progress_2556-02_feedback.xlsx"


class Said(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    text: str


Play = Callable[[Path], list[Said]]
"""Plays a scene in a workspace's folder: each command as the user gives it, up to the first that the disk refuses."""


@dataclass(frozen=True)
class Scene:
    """A folder as it is before, and what is then done in the workspace inside it. `typed`: outputs that somebody filled;
    `writes`: the only folder of the workspace that is written into, where all else is only read.
    """

    name: str
    folder: Path
    play: Play
    typed: tuple[str, ...] = ()
    writes: str = ""

    def copied(self, to: Path) -> Path:
        """A workspace in which the scene can be played."""
        shutil.copytree(self.folder, to)
        return to / HOME


def say(home: Path, *arguments: str) -> Said:
    """Give one command."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = run(["--workspace", str(home), "--workers", "1", *arguments])
    return Said(code, out.getvalue())


def commands(*lines: str) -> Play:
    """These command lines, one after the other. In them HOME is the workspace, BESIDE the folder it lies in."""

    def play(home: Path) -> list[Said]:
        said: list[Said] = []
        for line in lines:
            words = (word.replace("HOME", str(home)).replace("BESIDE", str(home.parent)) for word in line.split(" "))
            said.append(say(home, *words))
            if said[-1].code in STOPPING:
                break
        return said

    return play


STOPPING = (4, 5, 70, 74)
"""Exit codes after which nobody goes on with the next command."""

FEB_1, FEB_18, FEB_28, MAR_5, MAR_7 = (f"--as-of 2013-{day}" for day in ("02-01", "02-18", "02-28", "03-05", "03-07"))
GENERATE = f"{FEB_1} generate --period 2556-02"


def province() -> Registry:
    """Two agencies with a KPI each."""
    kpis = (linear("1", in_policy_report=True), linear("2", "LAB"))
    registry = small(*kpis, settings=replace(SETTINGS, office_email="kpi@example.go.th"), people=(keeper("1"), keeper("2")))
    agencies = (replace(registry.agencies[0], email="dpm@example.go.th"), registry.agencies[1])
    return replace(registry, agencies=agencies, calendar=tuple(rule for rule in registry.calendar if rule.due_group != "early"))


SCENES = (
    "init", "store", "generate", "run", "assign", "remind", "opdc", "hand in", "pack", "review", "again", "close", "amendment",
    "verify", "status", "rebuild", "year end", "rollup",
)  # fmt: skip


def build_scenes(folder: Path) -> dict[str, Scene]:
    """Every scene by its name; each begins as the one before it ended. Takes some seconds."""
    stage = _Stage(folder, {})
    create_workspace(stage.home, write_registry(tables_of(province())), {})
    stage.add("generate", GENERATE)
    _first_month(stage)
    stage.add("run", f"{FEB_28} run --period 2556-02")
    _write_into(stage.home / WORKBOOK)
    stage.add("assign", f"{FEB_28} assign ใครส่งมา.xlsx --agency DPM --form {MONTHLY} --period 2556-02 --by ปรีชา",
              f"{FEB_28} assign ภาพ.xlsx --dismiss --why ไม่ใช่แบบ --by ปรีชา", f"{FEB_28} run --period 2556-02", typed=(WORKBOOK,))  # fmt: skip
    stage.add("remind", f"{MAR_5} remind")
    stage.add("opdc", f"{MAR_5} opdc --period 2556-02")
    stage.add("hand in", f"{MAR_5} opdc --period 2556-02 --sent-on 2013-03-04")
    stage.add("pack", f"{MAR_5} pack --period 2556-02 --no-pdf", f"{MAR_5} review --period 2556-02 --export")
    _second_month(stage)
    stage.add("review", f"{MAR_5} run --period 2556-02", typed=(WORKBOOK, FEEDBACK))
    _stricter(stage)
    stage.add("again", f"{MAR_5} ingest --again")
    stage.add("close", f"{MAR_5} merge --period 2556-02 --close")
    _late(stage)
    stage.add("amendment", f"{MAR_7} run --period 2556-02")
    stage.add("verify", f"{MAR_7} verify")
    stage.add("status", f"{MAR_7} status", f"{MAR_7} trace 1")
    stage.add("rebuild", f"{MAR_7} rebuild")
    stage.add("year end", "--as-of 2014-01-31 rollover --to 2557")
    begun = Scene("init", folder / "init", commands("init HOME --sample"))
    (begun.folder / HOME).mkdir(parents=True)
    stored = Scene("store", folder / "store", _store)
    small_run.begin(stored.folder / HOME)
    rolled = Scene("rollup", folder / "rollup", commands(rollup_scene.LINE), (rollup_scene.WORKBOOK,), rollup_scene.WRITES)
    rollup_scene.begin(rolled.folder / HOME, province(), rolled.play, _write_into)
    return {**stage.scenes, begun.name: begun, stored.name: stored, rolled.name: rolled}


@dataclass
class _Stage:
    """Where the scenes are made: `home` is the workspace as the last one left it."""

    folder: Path
    scenes: dict[str, Scene]

    @property
    def home(self) -> Path:
        return self.folder / "now" / HOME

    @property
    def desk(self) -> Desk:
        return Desk(self.home)

    def add(self, name: str, *lines: str, typed: tuple[str, ...] = ()) -> None:
        """Keep the folder as it is now as the beginning of a scene, and play it."""
        kept = self.folder / name
        shutil.copytree(self.home.parent, kept)
        self.scenes[name] = Scene(name, kept, commands(*lines), typed)
        said = self.scenes[name].play(self.home)
        assert len(said) == len(lines) and all(code in (0, 1, 3) for code, _ in said), said


def _first_month(stage: _Stage) -> None:
    """One report was received and answered before; a good, a better, an unreadable, two unclear and a doubled one lie there."""
    desk = stage.desk
    desk.drop("แรงงาน.xlsx", desk.filled("LAB", typed=_results("2", "สิบเอ็ด")), "2013-02-17")
    answered = say(stage.home, *f"{FEB_18} run --period 2556-02".split())
    assert answered.code == 1, answered
    good = desk.drop("ปภ/รายงาน ก.พ..xlsx", desk.filled("DPM", typed=_results("1", 75)))
    desk.drop("แรงงาน 2.xlsx", desk.filled("LAB", typed=_results("2", "85 แห่ง")), "2013-02-20")
    desk.drop("สำเนา.xlsx", good)
    desk.drop("เสีย.xlsx", b"PK\x03\x04 torn")
    unclear = desk.filled("DPM", typed=_results("1", 80))
    unclear.replace_text({"สำนักงาน ปภ.": "สำนักงานแรงงาน"})
    desk.drop("ใครส่งมา.xlsx", unclear, "2013-02-21")
    desk.drop("ภาพ.xlsx", write_registry(tables_of(province())))


def _second_month(stage: _Stage) -> None:
    """The consultant filled the workbook where it lies, somebody wrote into an answer, and a correction came in."""
    type_into(stage.home / WORKBOOK, {"K1/6": {"ผลทวนสอบ": "รับรอง", "ผู้ทวนสอบ": "ดร.มานะ"}})
    _write_into(stage.home / FEEDBACK)
    stage.desk.drop("แรงงาน 3.xlsx", stage.desk.filled("LAB", typed=_results("2", 90)), "2013-03-04")


def _stricter(stage: _Stage) -> None:
    """The criteria of a KPI are mended after its reports came in."""

    def mend(registry: Registry) -> Registry:
        return replace(registry, kpis=(registry.kpis[0], replace(registry.kpis[1], levels=levels_of(50, 60, 70, 80, 96))))

    stage.desk.change_registry(mend)


def _late(stage: _Stage) -> None:
    """The month is closed when better figures come in."""
    stage.desk.drop("แรงงาน 4.xlsx", stage.desk.filled("LAB", typed=_results("2", 95)), "2013-03-06")


def _write_into(path: Path) -> None:
    """Somebody opens an output, writes into it what nobody asked for, and saves it."""
    form = FilledForm(path.read_bytes())
    form.book.worksheets[0]["A1"] = "โทรแล้ว"
    path.write_bytes(form.save(day("2013-03-01")))


def _results(kpi_no: str, result: Typed) -> dict[str, Typed]:
    return {f"results K{kpi_no} result": result}


def _store(home: Path) -> list[Said]:
    """The store alone, without a workbook: a small run that ends with the code of what stopped it."""
    try:
        small_run.run(Workspace(home))
    except StoreError as error:
        return [Said(error.exit_code, error.code)]
    return [Said(0, "")]
