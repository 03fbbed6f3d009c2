"""A form: the fields of a section, one under the other, for the record or the struct at a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from prep import places
from prep.errors import EditError
from prep.words import Lang
from tui.steps.form import Field
from tui.widgets.field import FieldView, Sink

if TYPE_CHECKING:
    from tui.session import Session


class FormView(VerticalScroll, can_focus=False):
    """The form; ``place`` is what its fields lie in, "" for the preparation itself, None: nothing to show."""

    def __init__(self, fields: Sequence[Field], language: Lang, session: Session, sink: Sink) -> None:
        super().__init__(classes="form")
        self.session = session
        self.views = tuple(FieldView(field, language, sink) for field in fields)
        self.place: str | None = None

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self.views

    def show(self, place: str | None) -> None:
        """Show the values of the struct at ``place`` as the dossier has them now."""
        if place != self.place:
            self.flush()
            self.scroll_home(animate=False)
        self.place = place
        self.display = place is not None
        if place is None:
            return
        dossier = self.session.dossier
        for view in self.views:
            where = f"{place}.{view.field.name}" if place else view.field.name
            try:
                value = places.read(dossier, where)
            except EditError:
                value = None
            view.show(dossier, where, value, self.session.unwritten.get(where))

    def flush(self) -> None:
        """Take what was typed a moment ago."""
        for view in self.views:
            view.flush()

    def focus_field(self, name: str | None) -> bool:
        """Put the cursor into the field of that name, or into the one that holds it; None: into the first."""
        for view in self.views:
            own = view.field.name
            if name is None or own == name or own.startswith(f"{name}.") or name.startswith((f"{own}.", f"{own}[")):
                view.focus_editor()
                return True
        return False
