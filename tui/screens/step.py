"""A declared step drawn: its sections, each a form, or a list of records with the form of the one chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Static

from prep import edits, places
from prep.errors import EditError
from prep.words import Lang, Message, render, text
from tui.keys import BY_ID
from tui.messages import CursorMoved, Noticed
from tui.screens import step_choices
from tui.screens.pane import Pane
from tui.steps.form import Kind, Records, Section, Step
from tui.steps.walk import home_of
from tui.widgets.bars import Stop, Track
from tui.widgets.editors import LinkBox
from tui.widgets.field import FieldView
from tui.widgets.form import FormView
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from tui.session import Session

EDITOR = "walk.editor"
"""What every long text offers, unless it has something of its own to open."""


class StepPane(Pane):
    """One step: it is the sink of its fields and knows which record is in front."""

    def __init__(self, session: Session, language: Lang, step: Step) -> None:
        super().__init__(session, language)
        self.step = step
        self.section: Section = step.sections[0]
        self.tabs = Track(id="sections")
        self.hold = Container(id="section")
        self.form: FormView | None = None
        self.rows: Rows | None = None
        self.empty: Static | None = None
        self._visit = 0

    def compose(self) -> Iterable[Container | Track]:
        """Section titles, then the section."""
        yield self.tabs
        yield self.hold

    async def open(self, place: str | None) -> None:
        """Show the section that holds ``place`` with the cursor on its field; None: the first section."""
        section = self.step.section_of(place) if place is not None else None
        wanted = section or (self.section if place is not None else self.step.sections[0])
        if self.form is None or wanted is not self.section:
            await self._show_section(wanted)
        else:  # it was here before, and the dossier may be another since
            self._fill_rows(None)
            self._show_form()
            self._show_tabs()
        if place is not None and section is not None:
            self._put_cursor(place)
        else:
            self._focus_first()

    async def reload(self) -> None:
        """Show the dossier as it now is; the list may have other records."""
        self._fill_rows(None)
        self._show_form()
        if self.screen.focused is None or not self.screen.focused.is_on_screen:
            self._focus_first()

    def assessed(self) -> None:
        """The section titles count what is missing."""
        self._show_tabs()

    def place(self) -> str | None:
        """The place of the focused field, else of the record, else of the section."""
        view = self.view_in_front()
        if view is not None:
            return view.place
        row = self.rows.current if self.rows is not None else None
        return row.id if row is not None else self.section.place or self.section.fields[0].name

    def flush(self) -> None:
        """Take what was typed a moment ago."""
        if self.form is not None:
            self.form.flush()

    def back(self) -> bool:
        """From the form into the list."""
        if self.rows is not None and self.rows.rows and not self.rows.has_focus:
            self.rows.focus()
            return True
        return False

    def hints(self) -> Iterable[str]:
        """What one can do with records, where there are any."""
        if isinstance(self.screen.focused, LinkBox):
            yield "walk.choose"
        elif (opens := self.offers()) and opens != (EDITOR,):
            yield opens[0] if len(opens) == 1 and self.keymap.keys(opens[0]) else "walk.choose"
        if isinstance(self.section, Records):
            yield "walk.add"
            if self.rows is not None and self.rows.rows:
                yield "walk.remove"
        if len(self.step.sections) > 1:
            yield "walk.next_section"
        yield "walk.next_step"
        if self.rows is not None and len(self.rows.rows) > 1:
            yield "walk.move_down"

    async def turn(self, by: int) -> None:
        """The next section, the first after the last."""
        index = (self.step.sections.index(self.section) + by) % len(self.step.sections)
        self.flush()
        with self.app.batch_update():
            await self._show_section(self.step.sections[index])
            self._focus_first()

    async def add(self) -> None:
        """A new record after the one in front, with the cursor in its first field."""
        section = self.section
        if not isinstance(section, Records):
            self.post_message(Noticed(Message("app.add.not_here")))
            return
        self.flush()
        values = section.new(self.session.dossier)
        if isinstance(values, Message):
            self.post_message(Noticed(values))
            return
        new_place = ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal new_place
            dossier, new_place = edits.add(dossier, section.place, values)
            return dossier

        self.session.edit(change, Message("app.change.added", {"noun": Message(section.noun)}))
        self._fill_rows(new_place)
        self._show_form()
        if self.form is not None:
            self.form.focus_field(None)  # at once: what is typed next belongs there

    async def remove_record(self) -> None:
        """Delete the record in front; the notice says what went with it and how it comes back."""
        row = self.rows.current if self.rows is not None else None
        if row is None or not isinstance(self.section, Records):
            self.post_message(Noticed(Message("app.remove.nothing")))
            return
        self.flush()
        place = row.id
        gone = edits.consequences(self.session.dossier, place)
        try:
            self.session.edit(
                lambda dossier: edits.remove(dossier, place),
                Message("app.change.removed", {"noun": Message(self.section.noun)}),
            )
        except EditError as refused:
            self.post_message(Noticed(refused.message))
            return
        for held in [one for one in self.session.unwritten if one.startswith(place + ".")]:
            del self.session.unwritten[held]
        self._fill_rows(None)
        self._show_form()
        if self.rows is not None and self.rows.rows:
            self.rows.focus()
        told = {"noun": Message(self.section.noun), "gone": Message("app.removed.gone", {"what": gone}) if gone else ""}
        self.post_message(Noticed(Message("app.removed", dict(told))))

    async def move_record(self, by: int) -> None:
        """Move the record in front."""
        row = self.rows.current if self.rows is not None else None
        if row is None or not isinstance(self.section, Records):
            return
        self.flush()
        new_place = row.id
        old_place = row.id

        def change(dossier: Dossier) -> Dossier:
            nonlocal new_place
            dossier, new_place = edits.move(dossier, old_place, by)
            return dossier

        self.session.edit(change, Message("app.change.moved", {"noun": Message(self.section.noun)}))
        self._fill_rows(new_place)
        self._show_form()

    def choose(self) -> None:
        """Open the list of the focused link field, or what the field or the record in front offers."""
        view = self.view_in_front()
        if view is not None and isinstance(view.editor, LinkBox):
            self.pick(view)
            return
        opens = self.offers()
        if len(opens) == 1:
            self.call_later(self.screen.run_action, BY_ID[opens[0]].run)
        elif opens:
            step_choices.offer(self, opens)
        else:
            self.post_message(Noticed(Message("app.choose.nothing")))

    def view_in_front(self) -> FieldView | None:
        """The field the cursor is in; None: it is in none."""
        focused = self.screen.focused
        views = self.form.views if self.form is not None else ()
        return next((view for view in views if focused is not None and view.editor is focused), None)

    def offers(self) -> tuple[str, ...]:
        """The actions that the field in front offers, else those of the list of records."""
        view = self.view_in_front()
        if view is not None:
            own = view.field.opens or ((EDITOR,) if view.field.kind in (Kind.TEXT, Kind.LINES) else ())
            if own:
                return own
        return self.section.opens if isinstance(self.section, Records) else ()

    def write(self, view: FieldView, value: object) -> object:
        """Keep a field's value; one visit of a field is one step of the history."""
        place = view.place
        label = Message("app.change.field", {"field": Message(view.field.label)})
        merge = f"{place}@{self._visit}"
        self.session.edit(lambda dossier: edits.replace(dossier, place, value), label, merge)
        if self.rows is not None:
            self._fill_rows(None)
        return places.read(self.session.dossier, place)

    def take_text(self, view: FieldView, text: str) -> None:
        """Write a text that was edited elsewhere into its field, as a step of its own."""
        self._visit += 1
        view.take(text)
        self._visit += 1

    def refuse(self, view: FieldView, raw: str | None) -> None:
        """Hold what cannot be written until it is mended."""
        if raw is None:
            self.session.unwritten.pop(view.place, None)
        else:
            self.session.unwritten[view.place] = raw

    def pick(self, view: FieldView) -> None:
        """Choose a field's links from a list."""
        step_choices.pick(self, view)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        if not isinstance(event, Rows.Chosen):
            self._show_form()
            self.post_message(CursorMoved())

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.form is not None:
            self.form.focus_field(None)

    @on(Track.Wanted, "#sections")
    async def _section_wanted(self, event: Track.Wanted) -> None:
        event.stop()
        self.flush()
        await self._show_section(self.step.sections[event.index])
        self._focus_first()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Another field: typing there is a step of its own, and the keys that matter may be others."""
        self._visit += 1
        self.post_message(CursorMoved())

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A field was left: it shows its value as it was understood."""
        view = next((one for one in event.widget.ancestors if isinstance(one, FieldView)), None)
        if view is not None:
            view.flush()
            view.tidy()

    async def _show_section(self, section: Section) -> None:
        self.section = section
        await self.hold.remove_children()
        self.hold.set_class(isinstance(section, Records), "-records")  # while it is empty: cheap
        self.form = FormView(section.fields, self.language, self.session, self)
        self.rows = self.empty = None
        if isinstance(section, Records):
            self.rows = Rows(id="records")
            told = text(section.empty, self.language, key=self.keymap.shown("walk.add"))
            self.empty = Static(Content(told), id="records-empty")
            await self.hold.mount(self.rows, self.empty, self.form)
            self._fill_rows(None)
        else:
            await self.hold.mount(self.form)
        self._show_form()
        self._show_tabs()

    def _fill_rows(self, at: str | None) -> None:
        section, rows = self.section, self.rows
        if rows is None or self.empty is None or not isinstance(section, Records):
            return
        dossier = self.session.dossier
        held = places.read(dossier, section.place)
        found = places.each(section.place, held) if isinstance(held, tuple) else ()
        listed = [Row(place, (render(section.row(dossier, place), self.language),)) for place, _ in found]
        if listed != list(rows.rows) or at is not None:
            rows.set_rows(listed, at)
        rows.display = bool(listed)
        self.empty.display = not listed

    def _show_form(self) -> None:
        if self.form is None:
            return
        if self.rows is None:
            self.form.show(self.section.place)
        else:
            row = self.rows.current
            self.form.show(row.id if row is not None else None)

    def _show_tabs(self) -> None:
        counts = {section.id: [0, 0] for section in self.step.sections}
        for failure in self.session.assessment.preread.failed:
            home = home_of(failure.place)
            if home is not None and home[0] is self.step:
                counts[home[1].id][failure.level != "must"] += 1
        stops = [
            Stop(text(section.title, self.language), counts[section.id][0], counts[section.id][1], numbered=False)
            for section in self.step.sections
        ]
        self.tabs.show(stops, self.step.sections.index(self.section))

    def _focus_first(self) -> None:
        if self.rows is not None and self.rows.rows:
            self.rows.focus()
        elif self.rows is None and self.form is not None:
            self.form.focus_field(None)
        else:
            self.screen.set_focus(None)

    def _put_cursor(self, place: str) -> None:
        """On the field at ``place`` below the section's, in the right record."""
        rest = place.removeprefix(self.section.place).removeprefix(".")
        if self.rows is not None:
            row = next((one for one in self.rows.rows if place == one.id or place.startswith(one.id + ".")), None)
            if row is None:
                self._focus_first()
                return
            self.rows.move_to(row.id)
            self._show_form()
            rest = place.removeprefix(row.id).removeprefix(".")
        if self.form is None or not self.form.focus_field(rest or None):
            self._focus_first()
