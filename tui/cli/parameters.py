"""The options and arguments that subcommands share, each refusing a wrong value in the interface's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import click

from prep.errors import InputError
from prep.words import LANGUAGES, Message
from tui.cli.completing import ids_and_files, words

KINDS = ("preread", "rollout")
FORMATS = ("pptx", "md")
NOT_YET = ("html", "pdf")


def _as_date(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """A date as 2026-12-15; InputError when it is none."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise InputError(Message("command.error.date", {"value": value, "option": param.opts[0]})) from error


def _one_of(choices: Sequence[str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A callback that takes one of a few words, in capitals too; InputError names those there are."""

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value.lower() in choices:
            return value.lower() if value is not None else None
        message = Message("command.error.choice", {"value": value, "option": param.opts[0], "choices": tuple(choices)})
        raise InputError(message)

    return checked


def _as_format(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A deck's format; those still to come are named as such."""
    if value is not None and value.lower() in NOT_YET:
        raise InputError(Message("command.error.format_not_yet", {"format": value.lower()}))
    return _one_of(FORMATS)(ctx, param, value)


def ui_option() -> click.Option:
    """--ui, read before anything else (see ``session.language_of``) and only checked here."""
    return click.Option(
        ["--ui"], callback=_one_of(LANGUAGES), metavar="ja|en", expose_value=False, shell_complete=words(LANGUAGES)
    )


def on_option() -> click.Option:
    """--on, what the rules take for today."""
    return click.Option(["--on"], callback=_as_date, metavar="DATE")


def language_option() -> click.Option:
    """--lang, of what is made or chosen."""
    return click.Option(["--lang"], callback=_one_of(LANGUAGES), metavar="ja|en", shell_complete=words(LANGUAGES))


def kind_option() -> click.Option:
    """--kind, of the deck."""
    return click.Option(
        ["--kind"], callback=_one_of(KINDS), metavar="preread|rollout", default="preread", shell_complete=words(KINDS)
    )


def format_option() -> click.Option:
    """--format, of the deck's file."""
    return click.Option(["--format"], callback=_as_format, metavar="pptx|md", shell_complete=words(FORMATS))


def json_option() -> click.Option:
    """--json, for scripts."""
    return click.Option(["--json", "as_json"], is_flag=True)


def force_option() -> click.Option:
    """--force, to replace a file."""
    return click.Option(["--force"], is_flag=True)


def target_argument() -> click.Argument:
    """ID, FILE or FILE#p0."""
    return click.Argument(["target"], metavar="ID|FILE", shell_complete=ids_and_files)
