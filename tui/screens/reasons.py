"""Why an action cannot be done now: the same sentence in the palette, in the help, and when its key is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys import BY_ID, Where
from tui.screens.frame import Framed

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from prep.words import Message
    from tui.keys import Action


def reason(screen: DOMNode, action: Action) -> Message | None:
    """Why ``action`` cannot be done on ``screen`` as it stands; None: it can. It costs no more than a key may."""
    if action.where is Where.APP or not isinstance(screen, Framed):
        return None
    return screen.why_not(action)


def refused(screen: DOMNode, run: str) -> bool:
    """Whether ``screen`` says why instead of running its Textual action ``run``.

    What another action of the same key takes the place of (writing the deck instead of saving) is left to that one.
    """
    if not isinstance(screen, Framed):
        return False
    action = next((one for one in BY_ID.values() if one.run == run and one.where in screen.places), None)
    if action is None or not screen.check_action(run.partition("(")[0], ()):
        return False
    if reason(screen, action) is None:
        return False
    screen.flush()  # what was typed a moment ago may be what there is to undo
    why = reason(screen, action)
    if why is not None:
        screen.notice(why)
    return why is not None
