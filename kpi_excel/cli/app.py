"""The root command. Each command's module is imported only when it is asked for: `--help` stays instant."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel import __version__
from kpi_excel.cli.help_pages import Context

if TYPE_CHECKING:
    from kpi_excel.stages.house import House

    DateType = click.ParamType[date]
else:
    # a generic class since click 8.4 only
    DateType = click.ParamType

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("เริ่มพื้นที่ทำงานใหม่ (--sample: จังหวัดตัวอย่าง)", "begin a workspace (--sample: the sample province)"),
    "check": ("ตรวจทะเบียน registry.xlsx ทุกจุด", "check registry.xlsx, every problem with its cell"),
    "generate": ("สร้างแบบให้หน่วยงาน", "write the forms for agencies"),
    "ingest": ("รับไฟล์จาก inbox ตรวจ เก็บ และตอบกลับ", "take in returned workbooks, judge, archive, answer"),
    "validate": ("ตรวจไฟล์โดยไม่เก็บอะไร", "check files, touching nothing"),
    "assign": ("ตัดสินไฟล์ที่ยังไม่รู้ว่าเป็นของใคร", "decide about a held file"),
    "status": ("ใครส่งแล้ว ใครค้าง", "who has sent, who is overdue"),
    "merge": ("รวมเป็นสมุดงานของจังหวัด", "write the consolidated workbook"),
    "run": ("ทำทั้งเดือนในคำสั่งเดียว (รับ ตอบกลับ รวม)", "the month in one command (ingest, feedback, merge)"),
    "trace": ("ตัวเลขนี้มาจากช่องไหน", "where a KPI's number came from"),
    "score": ("ลองคิดคะแนนของผลที่สมมติ", "score an assumed result"),
    "calendar": ("กำหนดส่งทั้งปี และไฟล์ปฏิทิน", "every date of the year, also as a calendar file"),
    "remind": ("หนังสือเตือนและร่างอีเมล", "reminder letters and e-mail drafts"),
    "opdc": ("แบบส่งสำนักงาน ก.พ.ร. และบันทึกการส่ง", "what is handed in to OPDC, and that it was"),
    "pack": ("เอกสารประชุม หรือรายงานรวมเล่มของรอบ", "the meeting pack, or the bound report of a round"),
    "review": ("รับผลทวนสอบของที่ปรึกษา และบอกว่าควรดูตัวใดก่อน", "take in the consultant's review; where to look first"),
    "diff": ("อะไรเปลี่ยนไประหว่างสองงวด", "what changed between two periods"),
    "rollup": ("รวมหลายจังหวัดเป็นสมุดงานเปรียบเทียบ", "compare many provinces in one workbook"),
    "rollover": ("ขึ้นปีใหม่ ยกทะเบียนไป ปิดปีเก่า", "begin the next year, close this one"),
    "explain": ("รหัสข้อสังเกตหมายถึงอะไร", "what a finding code means"),
    "verify": ("ตรวจ archive ทุกไบต์เทียบกับใบรับ", "check every byte of the archive against its receipts"),
    "rebuild": ("สร้างแคชใบรับใหม่", "build the ledger cache anew"),
    "doctor": ("ตรวจเครื่องและโฟลเดอร์", "examine this machine and folder"),
    "demo": ("จังหวัดตัวอย่างทั้งกระบวนการ", "a whole sample province, end to end"),
}


class LazyGroup(click.Group):
    """Knows its commands by name; imports one when it is needed."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kpi_excel.cli.{cmd_name}_command").command
        command.context_class = Context
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        index = 1 if ctx.params.get("lang") == "en" else 0
        with formatter.section("คำสั่ง / Commands"):
            formatter.write_dl([(name, texts[index]) for name, texts in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 3, 0.5)
            hint = f"  ({' · '.join(near)} ?)" if near else ""
            english = ctx.params.get("lang") == "en"
            ctx.fail((f"no command {args[0]!r}" if english else f"ไม่มีคำสั่ง {args[0]}") + hint)
        return super().resolve_command(ctx, args)


@dataclass(slots=True)
class Session:
    """What every command is told: where, in which language, as of which day, with how many processes."""

    root: Path
    lang: str
    as_of: date
    workers: int
    cluster: str = ""

    def open(self, *, trusting: bool = True) -> House:
        """The workspace, opened."""
        from kpi_excel.stages.house import open_house

        return open_house(self.root, trusting=trusting)

    def say(self, th: str, en: str) -> str:
        return en if self.lang == "en" else th


class Day(DateType):
    """A date in any Thai or ISO form."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from kpi_excel.core.catalogue import message_of
        from kpi_excel.core.findings import Finding
        from kpi_excel.core.periods import FiscalYear
        from kpi_excel.forms.thai_dates import read_date

        reading = read_date(str(value), FiscalYear.of(date.today()))
        if reading.day is None:
            codes = [issue.code for issue in reading.issues] or ["value-not-a-date"]
            findings = [Finding(code, found=str(value), expected="2556-02-28 · 28/2/2556 · 28 ก.พ. 2556") for code in codes]
            self.fail("  ".join(message_of(finding, language(ctx)) for finding in findings), param, ctx)
        return reading.day


def language(ctx: click.Context | None) -> str:
    """The language asked for, also while the command line is still being read."""
    return str(ctx.find_root().params.get("lang", "th")) if ctx is not None else "th"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option("--workspace", type=click.Path(path_type=Path, file_okay=False), default=Path("."), metavar="DIR",
              help="โฟลเดอร์พื้นที่ทำงาน (ไม่ใส่: โฟลเดอร์นี้) / the workspace folder (default: here)")  # fmt: skip
@click.option("--lang", type=click.Choice(["th", "en"]), default="th", is_eager=True, help="ภาษา th หรือ en / language")
@click.option("--as-of", type=Day(), default=None, metavar="DATE", envvar="KPI_EXCEL_AS_OF",
              help="ทำงาน ณ วันที่ (ไม่ใส่: วันนี้) / as of this day (default: today)")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 256), default=None, metavar="N",
              help="อ่านไฟล์พร้อมกันกี่ไฟล์ (ไม่ใส่: ตามเครื่อง) / files read at a time (default: cores)")  # fmt: skip
@click.option("--cluster", default="", metavar="ADDRESS", envvar="KPI_EXCEL_CLUSTER",
              help="อ่านไฟล์บน Dask cluster เช่น tcp://10.0.0.5:8786 / read on a Dask cluster")  # fmt: skip
@click.version_option(__version__, prog_name="kpi-excel")
@click.pass_context
def app(ctx: click.Context, workspace: Path, lang: str, as_of: date | None, workers: int | None, cluster: str) -> None:
    """สมุดงานตัวชี้วัดของจังหวัด: สร้างแบบ รับคืน ตรวจ ให้คะแนน และรวมเป็นสมุดงานเดียวที่ย้อนที่มาได้ทุกตัวเลข
    / Provincial KPI workbooks: forms out, filled workbooks in, one consolidated workbook in which every number is traceable.
    """
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        ctx.color = False
    ctx.obj = Session(workspace, lang, as_of or date.today(), workers or os.cpu_count() or 1, cluster)
