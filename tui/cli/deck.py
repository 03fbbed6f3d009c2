"""``nemawashi deck ID|FILE``: write the deck and print where it lies."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.errors import InputError
from prep.words import Lang, Message
from tui.actions.checking import Kind
from tui.actions.decks import NO_WISHES, DeckWritten, Format, write_deck_file
from tui.actions.updating import ALL, OpenConflicts, Wishes
from tui.cli.command import subcommand
from tui.cli.parameters import (
    force_option,
    format_option,
    kind_option,
    language_option,
    on_option,
    target_argument,
    ui_option,
)
from tui.cli.session import Session
from tui.cli.updating import tell_conflicts, tell_update

if TYPE_CHECKING:
    from prep.model.dossier import Dossier

PARAMETERS: list[click.Parameter] = [
    target_argument(),
    kind_option(),
    click.Option(["-o", "--out"], metavar="OUT"),
    format_option(),
    click.Option(["--template"], metavar="FILE"),
    language_option(),
    on_option(),
    click.Option(["--strict"], is_flag=True),
    click.Option(["--message"], is_flag=True),
    force_option(),
    click.Option(["--take"], multiple=True, metavar="REF|all"),
    click.Option(["--keep"], multiple=True, metavar="REF|all"),
    click.Option(["--fresh"], is_flag=True),
    ui_option(),
]


@subcommand("deck", PARAMETERS)
def command(
    session: Session,
    target: str,
    kind: Kind,
    out: str | None,
    format: Format | None,
    template: str | None,
    lang: Lang | None,
    on: dt.date | None,
    strict: bool,
    message: bool,
    force: bool,
    take: tuple[str, ...],
    keep: tuple[str, ...],
    fresh: bool,
) -> int:
    """Write a deck; one that is not ready is marked DRAFT on every slide, or refused with ``strict``.

    With ``message`` the text to send with it follows the path: the first line on stdout is the path in every case.
    """
    path = Path(out) if out is not None else None
    chosen = format or _format_of(path)
    wishes = _wishes(take, keep, fresh)
    if template and chosen != "pptx":
        raise InputError(Message("command.error.template_not_slides", {"format": chosen}))
    dossier = session.dossier(target, on)
    written = write(
        session,
        dossier,
        out=path,
        kind=kind,
        format=chosen,
        language=lang,
        strict=strict,
        force=force,
        template=chosen_template(template) if chosen == "pptx" or template else None,
        wishes=wishes,
    )
    told(session, written)
    if message:
        from tui.actions.covering import covering_text

        session.out("\n" + covering_text(dossier, kind, lang))
    return 0


def _wishes(take: tuple[str, ...], keep: tuple[str, ...], fresh: bool) -> Wishes:
    """What is to become of what was changed by hand; InputError when it contradicts itself."""
    if fresh and (take or keep):
        raise InputError(Message("command.error.fresh_alone"))
    if ALL in take and ALL in keep:
        raise InputError(Message("command.error.both_sides", {"ref": ALL}))
    return Wishes(take, keep, fresh)


def chosen_template(named: str | None) -> Path | None:
    """The template that --template names, else the one set; None: our own design, which --template "" asks for."""
    if named is None:
        from prep.settings import library_home, read_settings

        named = read_settings(library_home()).template
    return Path(named).expanduser() if named else None


def _format_of(out: Path | None) -> Format:
    """The format that the ending of ``out`` asks for; pptx when it asks for none."""
    ending = out.suffix.lower().lstrip(".") if out is not None else ""
    if ending in {"html", "htm", "pdf"}:
        raise InputError(Message("command.error.format_not_yet", {"format": ending}))
    return "md" if ending in {"md", "markdown"} else "pptx"


def write(
    session: Session,
    dossier: Dossier,
    out: Path | None,
    kind: Kind = "preread",
    format: Format = "pptx",
    language: Lang | None = None,
    strict: bool = False,
    force: bool = False,
    template: Path | None = None,
    wishes: Wishes = NO_WISHES,
) -> DeckWritten:
    """Write the deck with its progress shown on a terminal; what is still to be decided is told before a refusal."""
    try:
        with session.progress() as progress:
            return write_deck_file(dossier, out, kind, format, language, force, strict, progress, template, wishes)
    except OpenConflicts as refused:
        tell_conflicts(session, refused.conflicts)
        raise


def told(session: Session, written: DeckWritten) -> int:
    """Print where the deck lies, and on stderr what of an earlier file was kept, and that it is a draft if it is."""
    session.out(str(written.path))
    tell_update(session, written)
    if written.draft:
        session.say(Message("command.deck.draft"))
    return 0
