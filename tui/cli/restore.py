"""``nemawashi restore FILE.zip``: bring back what a backup holds."""

from __future__ import annotations

from pathlib import Path

import click

from prep.words import Message
from tui.actions.backup import told_of_restoring
from tui.actions.health import described
from tui.cli.command import subcommand
from tui.cli.parameters import ui_option
from tui.cli.session import Session

FILE = click.Argument(["target"], metavar="FILE.zip")
REPLACE = click.Option(["--replace"], is_flag=True)


@subcommand("restore", [FILE, REPLACE, ui_option()])
def command(session: Session, target: str, replace: bool) -> int:
    """Print the ids brought back, one a line; what happened is told on stderr."""
    from prep.library.restoring import restore
    from prep.settings import library_home

    with session.progress() as progress:
        done = restore(library_home(), Path(target), replace, progress.count)
    for preparation_id in done.brought:
        session.out(preparation_id)
    said: list[Message] = [*told_of_restoring(done), *(described(finding) for finding in done.findings)]
    for message in said:
        session.say(message)
    return 0
