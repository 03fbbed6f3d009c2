"""The command itself: opens the app, or hands over to a subcommand that is loaded only then."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.errors import InputError
from prep.words import Message
from tui.cli.command import Command, complaining_of, help_text
from tui.cli.parameters import on_option, ui_option
from tui.cli.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SUBCOMMANDS = {
    "open": "open_",
    "sample": "sample",
    "new": "new",
    "list": "list_",
    "import": "import_",
    "export": "export",
    "check": "check",
    "deck": "deck",
    "template": "template",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "config": "config",
    "completion": "completion",
}
"""The subcommands in the order of the help, each with its module."""


class Root(click.Group):
    """The group of subcommands, none of which is imported before it is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what stands before the subcommand."""
        with complaining_of(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name; None when there is none."""
        if cmd_name not in SUBCOMMANDS:
            return None
        command = getattr(import_module(f"tui.cli.{SUBCOMMANDS[cmd_name]}"), "command", None)
        return command if isinstance(command, Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand to run; InputError names near ones, or ``open`` when a file was meant."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None or ctx.resilient_parsing:
            return name, command, args[1:]
        if Path(name.rpartition("#")[0] or name).is_file():
            raise InputError(Message("command.usage.file_as_command", {"file": name}))
        from difflib import get_close_matches  # only a mistyped name needs it

        near = get_close_matches(name, SUBCOMMANDS, n=2)
        if near:
            raise InputError(Message("command.usage.no_command_near", {"name": name, "near": tuple(near)}))
        raise InputError(Message("command.usage.no_command", {"name": name}))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The subcommands that begin so, none of which is loaded for it; options as ever."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        session = ctx.ensure_object(Session)
        begun = (one for one in SUBCOMMANDS if one.startswith(incomplete))
        return [CompletionItem(one, help=session.text(f"command.{one}.short")) for one in begun]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the interface's language, made from the catalogue alone."""
        formatter.write(help_text(ctx, self, "root", tuple(SUBCOMMANDS)))


def _root(ctx: click.Context, on: dt.date | None, version: bool) -> int:
    session = ctx.ensure_object(Session)
    session.on = on
    if version:
        from prep import __version__

        session.out(f"nemawashi {__version__}")
        ctx.exit(0)
    if ctx.invoked_subcommand is not None:
        return 0
    from tui.cli.screen import open_app

    return open_app(session, None, on)


root = Root(
    name="nemawashi",
    params=[ui_option(), on_option(), click.Option(["--version"], is_flag=True)],
    callback=click.pass_context(_root),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
