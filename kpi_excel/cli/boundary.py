"""The one place where an exception becomes a sentence and an exit code; nobody ever sees a traceback unasked."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from kpi_excel.cli.app import app
from kpi_excel.cli.exits import INTERRUPTED, UNEXPECTED, USAGE
from kpi_excel.cli.usage import is_plea_for_help, say_mistake
from kpi_excel.core.errors import KpiExcelError

DEBUG = "KPI_EXCEL_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run a command line; its exit code."""
    _survive_code_pages()
    lang = _language(arguments)
    try:
        # not app.main: it would turn an interruption and a closed pipe into endings of its own
        with app.make_context("kpi-excel", _in_front(arguments)) as context:
            code = app.invoke(context)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("หยุดตามที่สั่ง งานที่ทำเสร็จแล้วไม่หาย สั่งใหม่ได้" if lang == "th" else "Stopped. What was finished is kept; run it again.")
        return INTERRUPTED
    except click.ClickException as mistake:
        return _usage(mistake, lang)
    except KpiExcelError as error:
        return _explained(error, lang)
    except BrokenPipeError:
        # the reader of a pipe went away: not our failure, and nothing more can be said to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(error, lang)


def _survive_code_pages() -> None:
    """A Thai console may lack a character; a question mark is better than a crash. Pipes get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _language(arguments: Sequence[str]) -> str:
    """The language wanted, read before click parses: its own mistakes are told in it too."""
    if "--lang=en" in arguments:
        return "en"
    return "en" if "--lang" in arguments and arguments[arguments.index("--lang") + 1 :][:1] == ["en"] else "th"


def _in_front(arguments: Sequence[str]) -> list[str]:
    """The options of every command before its name, wherever they were typed."""
    taken = {name for option in app.params for name in option.opts if isinstance(option, click.Option) and not option.is_flag}
    front: list[str] = []
    rest = list(arguments)
    index = 0
    while index < len(rest) and rest[index] != "--":
        name, has_value, _ = rest[index].partition("=")
        if name in taken:
            end = index + (1 if has_value else 2)
            front += rest[index:end]
            del rest[index:end]
        else:
            index += 1
    return front + rest


def _usage(mistake: click.ClickException, lang: str) -> int:
    if is_plea_for_help(mistake):
        click.echo(mistake.format_message())
        return USAGE
    lead = "คำสั่งไม่ถูกต้อง" if lang == "th" else "Not a valid command"
    context = getattr(mistake, "ctx", None)
    _say(f"{lead}: {say_mistake(mistake, lang)}")
    name = context.command_path if context is not None else "kpi-excel"
    _say(f"ดูวิธีใช้: {name} --help" if lang == "th" else f"See: {name} --help")
    return USAGE


def _explained(error: KpiExcelError, lang: str) -> int:
    from kpi_excel.cli.output import finding_lines
    from kpi_excel.core.catalogue import message_of, remedy_of

    for finding in getattr(error, "findings", ()):
        for line in finding_lines(finding, lang):
            _say(line)
    _say(f"[{error.code}] {message_of(error.finding, lang)}")
    remedy = remedy_of(error.finding, lang)
    if remedy:
        _say(("วิธีแก้: " if lang == "th" else "Do: ") + remedy)
    return error.exit_code


def _unexpected(error: Exception, lang: str) -> int:
    if os.environ.get(DEBUG):
        # `--help` does without it
        import traceback

        traceback.print_exc()
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    if lang == "th":
        _say(f"โปรแกรมหยุดเพราะเหตุที่ไม่คาดคิด ({what})")
        _say(f"ไฟล์ใน inbox และ archive ไม่เสียหาย  ตั้ง {DEBUG}=1 แล้วสั่งอีกครั้งเพื่อดูรายละเอียดส่งผู้ดูแลโปรแกรม")
    else:
        _say(f"The program stopped for an unexpected reason ({what})")
        _say(f"Inbox and archive are unharmed. Set {DEBUG}=1 and run again for details to report.")
    return UNEXPECTED


def _say(line: str) -> None:
    click.echo(line, err=True)
