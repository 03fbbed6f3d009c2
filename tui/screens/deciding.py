"""What the walk does when another window changed the open preparation: show it, or ask which version shall stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from prep.naming import shortened
from prep.words import Message
from tui.session import BRIEFLY
from tui.windows import place_now

if TYPE_CHECKING:
    from textual.app import App

    from tui.screens.pane import Pane
    from tui.session import Session
    from tui.windows import Theirs


class Walk(Protocol):
    """The walk as it is seen from here."""

    session: Session
    pane: Pane | None

    @property
    def app(self) -> App[object]:
        """What screens are pushed on."""

    @property
    def is_current(self) -> bool:
        """Whether nothing lies over it."""

    def say(self, key: str, /, **args: str | int) -> str:
        """The text of ``key`` in the interface's language."""

    def notice(self, message: Message | None) -> None:
        """Tell something in the status line."""

    def flush(self) -> None:
        """Take what was typed a moment ago."""

    def refresh_standing(self) -> None:
        """Draw anew how everything stands."""

    def action_back(self) -> None:
        """Leave the preparation."""

    def call_later(self, callback: Callable[..., object], *args: object) -> bool:
        """Call it in the screen's own turn."""

    async def reload(self) -> None:
        """Show the dossier, the cursor where it was."""

    async def go_to_place(self, place: str) -> None:
        """Put the cursor on the field at ``place``."""


def standing(walk: Walk) -> str:
    """What the status line says steadily in a conflict, with the key that ends it."""
    theirs = walk.session.theirs
    key = "app.status.deleted_elsewhere" if theirs is not None and theirs.deleted else "app.status.conflict"
    return "! " + walk.say(key, title=_title(walk))


def ask(walk: Walk) -> None:
    """Let the user decide."""
    session = walk.session
    if session.theirs is not None and session.theirs.deleted:
        _ask_whether_to_keep(walk)
    elif session.theirs is not None:
        from tui.screens.conflict import ConflictScreen

        walk.app.push_screen(ConflictScreen(session, lambda taking: walk.call_later(_take, walk, taking)))


def meet(walk: Walk, theirs: Theirs) -> None:
    """Show what another window saved, unless something is being decided or typed here: the save meets it then."""
    if not walk.is_current:
        return
    walk.flush()
    was_in_conflict = walk.session.conflict
    if walk.session.meet(theirs):
        walk.notice(Message("app.elsewhere.adopted", {"title": _title(walk)}))
        walk.call_later(walk.reload)
    elif walk.session.conflict is not was_in_conflict:
        walk.refresh_standing()


async def _take(walk: Walk, taking: frozenset[str]) -> None:
    """Save the sides chosen and say where the others are; the cursor stays with its record, whatever its id is now."""
    before = walk.pane.place() if walk.pane is not None else None
    renamed = walk.session.resolve(taking)
    walk.session.save(BRIEFLY)
    await walk.reload()
    if before is not None and place_now(before, renamed) != before:
        await walk.go_to_place(place_now(before, renamed))
    if not walk.session.conflict:
        walk.notice(Message("app.conflict.resolved"))


def _ask_whether_to_keep(walk: Walk) -> None:
    from tui.screens.dialogs import Ask

    question = walk.say("app.elsewhere.deleted", title=_title(walk))
    answers = [(one, walk.say(f"app.elsewhere.{one}")) for one in ("keep", "close")]

    async def decided(answer: str | None) -> None:
        if answer == "keep":
            walk.session.resolve(())
            walk.session.save(BRIEFLY)
            walk.notice(Message("app.elsewhere.kept"))
            walk.refresh_standing()
        elif answer == "close":
            walk.session.let_go()
            walk.action_back()

    walk.app.push_screen(Ask(question, answers), decided)


def _title(walk: Walk) -> str:
    return shortened(walk.session.dossier.preparation.title) or walk.say("app.untitled")
