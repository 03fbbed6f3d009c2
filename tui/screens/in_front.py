"""What the walk passes on to the step in front: records, sections, lists, and the deck's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens import walk_reasons
from tui.screens.frame import Framed
from tui.steps.walk import WALK

if TYPE_CHECKING:
    from prep.words import Message
    from tui.keys import Action
    from tui.screens.pane import Pane
    from tui.session import Session

CHECK, DECK = len(WALK), len(WALK) + 1
"""The steps after the declared ones."""


class InFront(Framed):
    """A screen with one step of ``session`` in front; ``pane`` is None until the first is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.step = 0
        self.pane: Pane | None = None

    async def go(self, step: int, place: str | None = None) -> None:
        """Open a step; ``place`` is what to put the cursor on."""
        raise NotImplementedError

    def refresh_standing(self) -> None:
        """Draw what stands around the step anew."""

    def why_not(self, action: Action) -> Message | None:
        """Why an action cannot be done in the step in front."""
        return walk_reasons.why_not(self.session, self.pane, self.step, action)

    async def action_section(self, by: int) -> None:
        """The next section of the step."""
        if self.pane is not None:
            await self.pane.turn(by)
            self.refresh_standing()

    async def action_add(self) -> None:
        """A new record in the open section."""
        if self.pane is not None:
            await self.pane.add()

    async def action_remove(self) -> None:
        """Delete the record in front."""
        if self.pane is not None:
            await self.pane.remove_record()

    async def action_move(self, by: int) -> None:
        """Move the record in front up or down."""
        if self.pane is not None:
            await self.pane.move_record(by)

    def action_choose(self) -> None:
        """Open the list of the field in front, or what else can be opened there."""
        if self.pane is not None:
            self.pane.choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On the deck step ctrl+s writes the deck and ctrl+o shows its message; saving happens by itself."""
        if action == "choose":
            return self.step != DECK
        return not (action == "save" and self.step == DECK and not self.session.conflict)

    async def action_message(self) -> None:
        """Show the message to send with the deck, from wherever one is."""
        if self.step != DECK:
            await self.go(DECK)
        if self.pane is not None:
            self.pane.show_message()

    def action_editor(self) -> None:
        """The long text in front in the user's own editor."""
        from tui.screens.handing import edit_field
        from tui.screens.step import StepPane

        if isinstance(self.pane, StepPane):
            self.notice(edit_field(self.pane))

    async def action_copy_field(self) -> None:
        """The text of the field in front onto the clipboard."""
        from tui.screens.handing import copy_field
        from tui.screens.step import StepPane

        if isinstance(self.pane, StepPane):
            self.notice(await copy_field(self.pane))

    async def action_write(self) -> None:
        """Write the deck, from wherever one is."""
        if self.step != DECK:
            await self.go(DECK)
        if self.pane is not None:
            self.pane.write_file()
