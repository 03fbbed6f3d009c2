"""Writing the deck of a preparation: from the dossier over the wall to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prep.errors import Refused
from prep.words import Lang, Message, text
from tui.actions.checking import Kind, check, verdict
from tui.actions.files import check_out, named_after, plain_name, write_out
from tui.actions.templates import read_look
from tui.actions.updating import Found, Wishes, decided, find, refuse_open, write_over

if TYPE_CHECKING:
    from decks.deck import Deck
    from decks.pptx.look import Look
    from decks.pptx.update.updating import Updated
    from prep.model.dossier import Dossier
    from prep.readiness.assessment import Assessment

Format = Literal["pptx", "md"]
Report = Callable[[Message], None]
NO_WISHES = Wishes()
TERMS: dict[Kind, str] = {"preread": "common.term.preread", "rollout": "common.term.rollout"}


@dataclass(frozen=True)
class Rendered:
    """A deck as it is to be written to ``path``; ``draft``: it is marked as not ready. ``slides`` counts them."""

    path: Path
    data: bytes
    format: Format
    draft: bool
    slides: int


@dataclass(frozen=True)
class DeckWritten:
    """Where the deck lies; ``draft``: it is marked as not ready on every slide. ``slides`` counts those exported.

    ``updated`` says what of the file that lay there was kept; None: nothing. ``lock`` is the file by which another
    program says that it has the deck open, "" without one.
    """

    path: Path
    draft: bool
    slides: int
    updated: Updated | None = None
    lock: str = ""


def write_deck_file(
    dossier: Dossier,
    out: Path | None,
    kind: Kind = "preread",
    format: Format = "pptx",
    language: Lang | None = None,
    force: bool = False,
    strict: bool = False,
    progress: Report | None = None,
    template: Path | None = None,
    wishes: Wishes = NO_WISHES,
) -> DeckWritten:
    """Write the deck and say where it lies; ``out`` None: a file named after the preparation in the current folder.

    With ``force`` a deck of ours that lies there is brought up to date: what was changed in it by hand stays, unless
    ``wishes`` say otherwise. Refused, with ``strict``, also while something is still to be decided in it. Whatever is
    raised (see ``render_deck_file``, ``updating``), nothing is written.
    """
    rendered = render_deck_file(dossier, out, kind, format, language, force, strict, progress, template)
    path, report = rendered.path, progress or _silent
    found = Found(None)
    if force and format == "pptx":
        report(Message("command.progress.comparing", {"file": path.name}))
        found = find(path, rendered.data, wishes.fresh)
    updated = decided(path, rendered.data, found, wishes)
    if strict:
        refuse_open(updated, path)
    report(Message("command.progress.writing", {"file": path.name}))
    if found.data is None:
        write_out(path, rendered.data, force)
        return DeckWritten(path, rendered.draft, rendered.slides)
    lock = write_over(path, rendered.data if updated is None else updated.data, found)
    return DeckWritten(path, rendered.draft, rendered.slides, updated, lock)


def render_deck_file(
    dossier: Dossier,
    out: Path | None,
    kind: Kind = "preread",
    format: Format = "pptx",
    language: Lang | None = None,
    force: bool = False,
    strict: bool = False,
    progress: Report | None = None,
    template: Path | None = None,
) -> Rendered:
    """The deck as a file to be written; ``language`` None: the preparation's; ``template`` None: our own design.

    Refused when ``strict`` and not ready or the deck has a fault that none should go out with, or when a rollout
    lacks its directive; InputError when ``template`` is none, or ``out`` cannot be written or exists without ``force``.
    """
    report = progress or _silent
    path = out if out is not None else default_out(dossier, kind, format, language, force)
    check_out(path, force)
    look = read_look(template) if template is not None and format == "pptx" else None
    report(Message("command.progress.checking"))
    assessment = check(dossier)
    ready = verdict(assessment, kind).ready
    if strict and not ready:
        count = sum(failure.level == "must" for failure in verdict(assessment, kind).failed)
        raise Refused(Message("command.error.not_ready", {"title": dossier.preparation.title, "n": count}))
    report(Message("command.progress.composing"))
    deck = build_deck(dossier, assessment, kind, language)
    if strict:
        from tui.actions.mending import refuse_faults

        refuse_faults(deck, dossier.preparation.title, look)
    data, slides = render_deck(deck, format, report, look)
    return Rendered(path, data, format, not ready, slides)


def _silent(message: Message) -> None:
    """Nobody looks on."""


def default_out(dossier: Dossier, kind: Kind, format: Format, language: Lang | None, force: bool) -> Path:
    """A name like "Title-pre-read-v2.pptx" in the current folder; a free one unless ``force`` allows to replace."""
    preparation = dossier.preparation
    term = text(TERMS[kind], language or preparation.language.value)
    title = f"{preparation.title}-{term}-v{preparation.meeting.preread.version}"
    return Path(plain_name(title, f".{format}")) if force else named_after(title, f".{format}", Path())


def build_deck(dossier: Dossier, assessment: Assessment, kind: Kind, language: Lang | None) -> Deck:
    """The deck as plain values. Refused when a rollout has no directive to open with (decks.md, rollout slide 1)."""
    from prep.share import share

    shareable = share(dossier, assessment, language)
    if kind == "preread":
        from decks.preread import preread

        return preread(shareable)
    from decks.rollout import missing_directive, rollout

    missing = missing_directive(shareable)
    if missing:
        title = dossier.preparation.title
        raise Refused(Message("command.error.no_directive", {"title": title, "missing": tuple(missing)}))
    return rollout(shareable)


def render_deck(deck: Deck, format: Format, progress: Report, look: Look | None = None) -> tuple[bytes, int]:
    """The bytes of the deck's file and how many slides it has, continuations counted where there are pages."""
    if format == "md":
        from decks.markdown import markdown

        return markdown(deck).encode(), len(deck.slides)
    from decks.layout.canvas import OURS
    from decks.layout.pages import paginate
    from decks.pptx.write import write_deck

    progress(Message("command.progress.laying_out", {"n": len(deck.slides)}))
    pages = paginate(deck, look.canvas(deck.language) if look else OURS)
    return write_deck(pages, look), len(pages.pages)
