"""``nemawashi sample``: add the sample preparation and open it, or write its deck."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from prep.words import Lang
from tui.actions.samples import add_sample
from tui.cli.command import subcommand
from tui.cli.deck import told, write
from tui.cli.parameters import force_option, language_option, on_option, ui_option
from tui.cli.screen import need_terminal, open_app
from tui.cli.session import Session

DECK = click.Option(["--deck"], metavar="OUT")


@subcommand("sample", [language_option(), DECK, force_option(), on_option(), ui_option()])
def command(session: Session, lang: Lang | None, deck: str | None, force: bool, on: dt.date | None) -> int:
    """Add the sample in ``lang``, else in the interface's language."""
    today = on or session.on
    language = lang or session.language
    if deck is None:
        need_terminal()
        return open_app(session, _added(session, language), today)
    from tui.actions.files import check_out

    out = Path(deck)
    check_out(out, force)
    preparation_id = _added(session, language)
    with session.library() as library:
        dossier = library.get(preparation_id, today).dossier
    return told(session, write(session, dossier, out=out, force=force))


def _added(session: Session, language: Lang) -> str:
    with session.library() as library:
        return add_sample(library, language).preparation_ids[0]
