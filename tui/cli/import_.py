"""``nemawashi import FILE...``: take case files into the library."""

from __future__ import annotations

from pathlib import Path

import click

from tui.actions.importing import import_files, notices
from tui.cli.command import subcommand
from tui.cli.parameters import ui_option
from tui.cli.session import Session

FILES = click.Argument(["files"], metavar="FILE", nargs=-1, required=True)


@subcommand("import", [FILES, ui_option()])
def command(session: Session, files: tuple[str, ...]) -> int:
    """Print each preparation's new id, one a line, in file order."""
    with session.library() as library:
        for imported in import_files(library, [Path(name) for name in files]):
            for preparation_id in imported.preparation_ids:
                session.out(preparation_id)
            for notice in notices(imported):
                session.say(notice)
    return 0
