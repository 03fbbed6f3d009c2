"""Writing the deck from the Deck screen: what lies there is looked at, asked about, and written over, in threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.message import Message as Event

from prep.errors import NemawashiError
from prep.words import Lang, Message, render
from tui.messages import Exported, ExportFailed, ExportStep

if TYPE_CHECKING:
    from textual.screen import Screen

    from decks.pptx.update.updating import Choice
    from prep.model.dossier import Dossier
    from tui.actions.decks import Rendered
    from tui.actions.updating import Found
    from tui.host import Host
    from tui.screens.pane import Pane


@dataclass(frozen=True)
class Wanted:
    """A deck that is to be written; ``template`` None: in our own design."""

    dossier: Dossier
    out: Path
    language: Lang
    template: Path | None


@dataclass
class DeckThere(Event):
    """A file lies where the deck is to be written: what it is, and the deck as it would be written."""

    wanted: Wanted
    rendered: Rendered
    found: Found


def write_new(pane: Pane, wanted: Wanted) -> None:
    """Write the deck to a name that is free."""

    def work(progress: Callable[[Message], None]) -> Event:
        from tui.actions.decks import write_deck_file

        done = write_deck_file(
            wanted.dossier, wanted.out, language=wanted.language, progress=progress, template=wanted.template
        )
        return Exported(done.path.absolute(), done.draft)

    _beside(pane.screen, work)


def look_there(pane: Pane, wanted: Wanted) -> None:
    """Make the deck and look at what lies where it is to go; ``pane`` is told in a DeckThere."""

    def work(progress: Callable[[Message], None]) -> Event:
        from tui.actions.decks import render_deck_file
        from tui.actions.updating import find

        rendered = render_deck_file(
            wanted.dossier,
            wanted.out,
            language=wanted.language,
            force=True,
            progress=progress,
            template=wanted.template,
        )
        progress(Message("command.progress.comparing", {"file": wanted.out.name}))
        return DeckThere(wanted, rendered, find(wanted.out, rendered.data))

    _beside(pane.screen, work, pane)


def write_there(screen: Screen[object], there: DeckThere, choices: Mapping[str, Choice] | None) -> None:
    """Write over what lies there: what was changed by hand stays, with the sides chosen; ``choices`` None: anew."""

    def work(progress: Callable[[Message], None]) -> Event:
        from tui.actions.updating import chosen, write_over

        rendered, found = there.rendered, there.found
        updated = None
        if choices is not None:
            updated = chosen(rendered.data, found, choices) if choices else found.merged
        progress(Message("command.progress.writing", {"file": rendered.path.name}))
        lock = write_over(rendered.path, rendered.data if updated is None else updated.data, found)
        return Exported(rendered.path.absolute(), rendered.draft, updated, lock)

    _beside(screen, work)


def _beside(
    screen: Screen[object], work: Callable[[Callable[[Message], None]], Event], asking: Pane | None = None
) -> None:
    """Do it in a thread and send what it gives to ``asking``, and all else to the screen: one may leave the step."""
    host = cast("Host", screen.app)

    def doing() -> None:
        try:
            told = work(lambda said: cast("None", screen.post_message(ExportStep(said))))
        except NemawashiError as refused:
            told = ExportFailed(refused.message)
        except Exception as error:  # noqa: BLE001  no defect of ours in a deck may end the work on what it shows
            told = ExportFailed(host.report(error, "app.deck.unexpected"))
        (asking if asking is not None and isinstance(told, DeckThere) else screen).post_message(told)

    screen.run_worker(doing, thread=True, group="export")


def taken(out: Path) -> bool:
    """Whether something other than a folder lies there."""
    return os.path.lexists(out) and not os.path.isdir(out)  # noqa: PTH112 (Path.is_dir fails on names too long)


def question(there: DeckThere, language: Lang) -> tuple[str, list[tuple[str, str]]]:
    """What to ask about the file that lies there, and the answers by "keep", "other", "replace" and "no"."""
    from tui.actions.files import named_after
    from tui.actions.updating import lock_beside, other

    out, found = there.wanted.out, there.found
    free = named_after(out.stem, out.suffix, out.parent)
    answers = {
        "other": Message("app.deck.other_name", {"name": free.name}),
        "replace": Message("app.deck.replace", {"name": out.name}),
        "no": Message("app.deck.do_nothing"),
    }
    asked = Message("app.deck.exists", {"path": str(out)})
    if found.merged is not None:
        conflicts = len(found.merged.conflicts)
        by_hand = len(found.merged.kept) + conflicts
        asked = Message("app.deck.saved_elsewhere", {"path": str(out)})
        if by_hand:
            asked = Message("app.deck.edited", {"path": str(out), "n": by_hand})
        keep = Message("app.deck.keep_decide", {"n": conflicts}) if conflicts else Message("app.deck.keep")
        answers = {"keep": keep, "replace": Message("app.deck.anew"), "other": answers["other"], "no": answers["no"]}
    elif foreign := other(found):
        asked = Message(f"app.deck.{foreign}", {"path": str(out)})
        answers["replace"] = Message("app.deck.anew")
    lock = lock_beside(out)
    said = [asked, Message("app.deck.open_elsewhere")] if lock else [asked]
    return "\n\n".join(render(one, language) for one in said), [
        (name, render(words, language)) for name, words in answers.items()
    ]
