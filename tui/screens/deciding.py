"""What the walk does when another window changed the open preparation: show it, or ask which version shall stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.naming import shortened
from prep.words import Message
from tui.session import BRIEFLY
from tui.windows import place_now

if TYPE_CHECKING:
    from tui.screens.walk import WalkScreen
    from tui.windows import Theirs


def standing(walk: WalkScreen) -> str:
    """What the status line says steadily in a conflict, with the key that ends it."""
    theirs = walk.session.theirs
    key = "app.status.deleted_elsewhere" if theirs is not None and theirs.deleted else "app.status.conflict"
    return "! " + walk.say(key, title=_title(walk))


def ask(walk: WalkScreen) -> None:
    """Let the user decide."""
    session = walk.session
    if session.theirs is not None and session.theirs.deleted:
        _ask_whether_to_keep(walk)
    elif session.theirs is not None:
        from tui.screens.conflict import ConflictScreen

        walk.app.push_screen(ConflictScreen(session, lambda taking: walk.call_later(_take, walk, taking)))


def meet(walk: WalkScreen, theirs: Theirs) -> None:
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


async def _take(walk: WalkScreen, taking: frozenset[str]) -> None:
    """Save the sides chosen and say where the others are; the cursor stays with its record, whatever its id is now."""
    before = walk.pane.place() if walk.pane is not None else None
    renamed = walk.session.resolve(taking)
    walk.session.save(BRIEFLY)
    await walk.reload()
    if before is not None and place_now(before, renamed) != before:
        await walk.go_to_place(place_now(before, renamed))
    if not walk.session.conflict:
        walk.notice(Message("app.conflict.resolved"))


def _ask_whether_to_keep(walk: WalkScreen) -> None:
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


def _title(walk: WalkScreen) -> str:
    return shortened(walk.session.dossier.preparation.title) or walk.say("app.untitled")
