"""Click's complaints about a command line, as messages of our own."""

from __future__ import annotations

import click

from prep.words import Message
from prep.words.message import Argument


def usage_message(error: click.UsageError) -> Message:
    """What was wrong with the command line and where its help is."""
    command = error.ctx.command_path if error.ctx is not None else "nemawashi"
    if isinstance(error, click.NoSuchOption):
        near = tuple(error.possibilities or ())
        key = "command.usage.no_option_near" if near else "command.usage.no_option"
        values: dict[str, Argument] = {"option": error.option_name, "command": command}
        return Message(key, values | ({"near": near} if near else {}))
    if isinstance(error, click.MissingParameter):
        return Message("command.usage.missing", {"name": _name(error.param), "command": command})
    if isinstance(error, click.BadOptionUsage):
        key = "command.usage.takes_no_value" if _is_flag(error) else "command.usage.needs_value"
        return Message(key, {"option": error.option_name, "command": command})
    if isinstance(error, click.BadParameter):
        return Message("command.usage.bad_value", {"name": _name(error.param), "command": command})
    return Message("command.usage.wrong", {"command": command})


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "?"
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.metavar or param.name or "?"


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx is not None else []
    return any(isinstance(p, click.Option) and error.option_name in p.opts and p.is_flag for p in params)
