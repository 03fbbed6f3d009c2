"""``nemawashi export ID``: the case file back."""

from __future__ import annotations

from pathlib import Path

import click

from prep.words import Message
from tui.actions.exporting import export_case, write_export
from tui.actions.opening import from_library
from tui.cli.command import subcommand
from tui.cli.parameters import force_option, ui_option
from tui.cli.session import Session

ID = click.Argument(["target"], metavar="ID")
OUT = click.Option(["-o", "--out"], metavar="FILE")


@subcommand("export", [ID, OUT, force_option(), ui_option()])
def command(session: Session, target: str, out: str | None, force: bool) -> int:
    """The case file on stdout, or in ``out``; either way it is said that it holds private notes."""
    with session.library() as library:
        dossier = from_library(library, target, None)
    if out is None:
        session.out_bytes(export_case(dossier))
    else:
        session.out(str(write_export(dossier, Path(out), force)))
    session.say(Message("command.export.private"))
    return 0
