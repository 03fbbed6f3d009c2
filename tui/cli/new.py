"""``nemawashi new TITLE``: begin a preparation and print its id."""

from __future__ import annotations

import click

from prep.words import Lang
from tui.actions.creating import new_preparation
from tui.cli.command import subcommand
from tui.cli.parameters import language_option, ui_option
from tui.cli.session import Session


@subcommand("new", [click.Argument(["title"], metavar="TITLE"), language_option(), ui_option()])
def command(session: Session, title: str, lang: Lang | None) -> int:
    """Keep an empty preparation in ``lang``, else in the interface's language."""
    with session.library() as library:
        session.out(new_preparation(library, title, lang or session.language))
    return 0
