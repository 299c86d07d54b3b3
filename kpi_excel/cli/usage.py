"""A mistyped command line, said in the language wanted: click's own sentences are English only."""

from __future__ import annotations

import click

_NO_ARGUMENTS = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""A class of its own since click 8.2; before, click printed the page itself."""


def is_plea_for_help(mistake: click.ClickException) -> bool:
    """Nothing but the program's name was typed: the message is the help page."""
    return isinstance(mistake, _NO_ARGUMENTS)


def say_mistake(mistake: click.ClickException, lang: str) -> str:
    """What is wrong with the command line, in one sentence."""
    if lang == "en":
        return mistake.format_message()
    match mistake:
        case click.MissingParameter():
            return f"ขาด {_name(mistake)}"
        case click.BadParameter():
            return f"{_name(mistake)}: {_wanted(mistake)}".removeprefix(": ")
        case click.NoSuchOption():
            near = " · ".join(mistake.possibilities or ())
            return f"ไม่มีตัวเลือก {mistake.option_name}" + (f"  ({near} ?)" if near else "")
        case click.BadOptionUsage():
            wants = "ต้องมีค่าตามหลัง" if "requires" in mistake.message else "ไม่รับค่า"
            return f"{mistake.option_name} {wants}"
    text = mistake.format_message()
    if text.startswith("Got unexpected extra argument"):
        return f"มีคำเกินมา {text[text.find('(') :]}"
    return text


def _name(mistake: click.BadParameter) -> str:
    """The option or argument as it is typed."""
    if mistake.param is None:
        return str(mistake.param_hint or "")
    typed = mistake.param.opts[0] if mistake.param.param_type_name == "option" else mistake.param.metavar
    return typed or str(mistake.param.name)


def _wanted(mistake: click.BadParameter) -> str:
    """What the value has to be; our own types say it themselves, in the language wanted."""
    match mistake.param and mistake.param.type:
        case click.Choice(choices=choices):
            return "ใช้ได้ " + " · ".join(map(str, choices))
        case click.IntRange(min=low, max=high):
            return f"ต้องเป็นจำนวนเต็ม {low} ถึง {high}"
        case click.Path():
            return f"ใช้ไม่ได้ ({mistake.message})"
    return mistake.message
