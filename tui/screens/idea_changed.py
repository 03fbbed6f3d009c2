"""The idea changed because of a conversation: how it changed is chosen, and the change log has a new entry (A26)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep import edits
from prep.change_log import CHANGES, change_values, idea_now, likely_kind
from prep.errors import EditError
from prep.model.idea import ChangeKind
from prep.words import Message
from tui.keys import Where
from tui.screens.visit import Visit
from tui.steps.declare import name_of
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from prep.model.people import Conversation
    from tui.session import Session


class IdeaChangedScreen(Visit):
    """Three ways to change; the one chosen makes an entry, and the walk stands where its new text is written."""

    CSS_PATH = "idea_changed.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.APP,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, session: Session, conversation_id: str) -> None:
        super().__init__(session)
        self.conversation_id = conversation_id
        self.question = Static("", id="changed-question")
        self.rows = Rows(wrap=True, id="changed-kinds")
        self.heading = Static("", id="changed-heading")
        self.idea = Prose("", id="changed-idea")

    def work(self) -> Iterable[Widget]:
        """The question, its answers, and the idea as it stands."""
        yield self.question
        yield self.rows
        yield self.heading
        with VerticalScroll(id="changed-now", can_focus=False):
            yield self.idea

    def on_mount(self) -> None:
        """The likeliest answer is in front."""
        self.speak()
        self.rows.focus()
        if self._held is not None:
            self.rows.move_to(likely_kind(self._held).value)

    def speak(self) -> None:
        """Everything in the language that now holds."""
        held = self._held
        name = name_of(self.session.dossier, held.stakeholder_id if held is not None else None)
        title = Message("talks.changed.title", {"name": name})
        self.title_line.show(self.keymap.render(title, self.language), "")
        self.question.update(Content(self.say("talks.changed.question")))
        self.rows.set_rows(
            [
                Row(
                    one.value,
                    (f"{self.say(f'common.change_kind.{one.value}')}: {self.say(f'talks.changed.{one.value}')}",),
                )
                for one in ChangeKind
            ]
        )
        self.heading.update(Content(self.say("talks.changed.now")))
        self.idea.show(idea_now(self.session.dossier) or self.say("talks.changed.no_idea"))
        super().speak()
        self.show_hints([("Enter", "talks.changed.key"), ("Esc", "app.key.back")])

    def hints(self) -> Iterable[str]:
        """What is always there."""
        return ("app.palette", "app.language")

    def action_back(self) -> None:
        """Nothing changed."""
        self.dismiss(None)

    @on(Rows.Chosen, "#changed-kinds")
    def _chosen(self) -> None:
        row, held = self.rows.current, self._held
        if row is None or held is None:
            return
        kind, place = ChangeKind(row.id), ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal place
            dossier, place = edits.add(dossier, CHANGES, change_values(dossier, held, kind))
            return dossier

        said = Message(f"common.change_kind.{kind.value}")
        try:
            self.session.edit(change, Message("talks.change.idea", {"kind": said}))
        except EditError as refused:
            self.notice(refused.message)
            return
        self.outcome = Message("talks.changed.done", {"kind": said})
        self.wanted = f"{place}.to"
        self.dismiss(None)

    @property
    def _held(self) -> Conversation | None:
        every = self.session.dossier.preparation.conversations
        return next((one for one in every if one.id == self.conversation_id), None)
