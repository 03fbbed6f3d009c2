"""What was done: every step since the preparation was opened, what each changed, and the way back to any of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep import places
from prep.comparing import Difference, differences
from prep.errors import EditError
from prep.words import Message, render
from tui.excerpt import before_and_after
from tui.keys import Where, bindings
from tui.past import wall_clock, when
from tui.screens.visit import Visit
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.workspace import Step, Steps
    from tui.session import Session

MOST_SHOWN = 200
"""Changes of one step that are listed; a step that changes more is another window's work or a version brought back."""


class ChangesScreen(Visit):
    """Opened from the walk or from the versions; the row marked "here" is what the preparation now is."""

    CSS_PATH = "changes.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.CHANGES, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.CHANGES),
        Binding("escape", "back", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("tab,shift+tab", "other_list", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rows = Rows(wrap=True, id="steps")
        self.heading = Static("", id="step-heading")
        self.changes = Rows(wrap=True, id="step-changes")
        self._stop_listening = session.workspace.subscribe(lambda _: self._show())

    def work(self) -> Iterable[Widget]:
        """The steps, and what the one under the cursor did."""
        with Container(id="done"):
            yield self.rows
            with Container(id="step"):
                yield self.heading
                yield self.changes

    def on_mount(self) -> None:
        """Begin where one stands."""
        self.speak()
        self.rows.move_to(_id(self._steps.done))
        self.rows.focus()

    def on_unmount(self) -> None:
        """The workspace lives on."""
        self._stop_listening()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        preparation = self.session.dossier.preparation
        title = self.say("app.changes.title", title=preparation.title or self.say("app.untitled"))
        self.title_line.show(title, self.say(f"app.saving.{self.session.saving}"))
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """Going there leads."""
        yield from ("changes.to_step", "changes.undo", "changes.redo", "changes.to_place")
        yield from ("changes.versions", "app.palette", "app.language")

    def standing(self) -> Iterable[str]:
        """A save that failed is told here, too."""
        if self.session.error is not None:
            yield "! " + self.say("app.status.failed", reason=render(self.session.error, self.language))

    def calm(self) -> str:
        """How many steps stand, and how many were taken back."""
        steps = self._steps
        gone = len(steps.all) - steps.done
        said = self.say("app.changes.count", n=steps.done)
        return said + (" · " + self.say("app.changes.taken_back", n=gone) if gone else "")

    def action_back(self) -> None:
        """To the walk."""
        self.dismiss(None)

    def action_other_list(self) -> None:
        """From the steps to what one changed and back."""
        (self.rows if self.changes.has_focus else self.changes).focus()

    def action_versions(self) -> None:
        """To the versions on disk, which reach back beyond this session."""
        self.then = "history"
        self.dismiss(None)

    def action_to_step(self) -> None:
        """Make the preparation what it was after the step under the cursor; undo and redo lead back."""
        wanted = self._chosen
        moved = self.session.workspace.go_to(wanted)
        if not moved:
            self.notice(Message("app.changes.here_already"))
            return
        self.rows.move_to(_id(wanted))
        self.notice(Message("app.changes.undone" if moved < 0 else "app.changes.redone", {"n": abs(moved)}))

    def action_to_place(self) -> None:
        """To the field that the step under the cursor changed, or to the list where its record stood."""
        step = self._step
        found = _differences(step) if step is not None else ()
        row = self.changes.current
        chosen = next((one for one in found if row is not None and one.place == row.id), found[0] if found else None)
        if chosen is None:
            self.notice(Message("app.changes.no_place"))
            return
        self.wanted = self._standing_place(chosen.place)
        self.dismiss(None)

    def action_undo(self) -> None:
        """Take back the last step that stands."""
        label = self.session.workspace.undo()
        self._after(Message("app.undo.done", {"what": label}) if label else Message("app.undo.nothing"))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        label = self.session.workspace.redo()
        self._after(Message("app.redo.done", {"what": label}) if label else Message("app.redo.nothing"))

    @on(Rows.Chosen, "#steps")
    def _step_chosen(self) -> None:
        self.action_to_step()

    @on(Rows.Chosen, "#step-changes")
    def _change_chosen(self) -> None:
        self.action_to_place()

    @on(Rows.Moved, "#steps")
    def _moved(self) -> None:
        self._show_step()

    @property
    def _steps(self) -> Steps:
        return self.session.workspace.steps

    @property
    def _chosen(self) -> int:
        """How many steps stand in the state under the cursor."""
        row = self.rows.current
        return int(row.id) if row is not None else self._steps.done

    @property
    def _step(self) -> Step | None:
        """The step under the cursor; None: the beginning."""
        steps, chosen = self._steps.all, self._chosen
        return steps[chosen - 1] if 0 < chosen <= len(steps) else None

    def _after(self, told: Message) -> None:
        self.rows.move_to(_id(self._steps.done))
        self.notice(told)

    def _standing_place(self, place: str) -> str:
        """The place, or the list around a record that is not there now."""
        try:
            places.locate(self.session.dossier, place)
        except EditError:
            return place.partition("[")[0]
        return place

    def _show(self) -> None:
        if self.is_attached:
            self.rows.set_rows(list(self._rows()))
            self._show_step()
            self.show_hints()
            self.show_saving()

    def _rows(self) -> Iterable[Row]:
        steps, now = self._steps, wall_clock()
        for count in range(len(steps.all), 0, -1):
            step = steps.all[count - 1]
            said = f"{when(step.at, now, self.language)}  {render(step.label, self.language)}"
            if count > steps.done:
                yield Row(_id(count), (f"{self.say('app.changes.gone')}  {said}",), "muted")
            elif count == steps.done:
                yield Row(_id(count), (f"{self.say('app.changes.here')}  {said}",), "strong")
            else:
                yield Row(_id(count), (said,))
        opened = self.say("app.changes.opened")
        here = f"{self.say('app.changes.here')}  " if steps.done == 0 else ""
        yield Row(_id(0), (here + opened,), "normal" if steps.done else "strong")

    def _show_step(self) -> None:
        """What the step under the cursor changed, or where to look for what was before the first."""
        step = self._step
        if step is None:
            self.heading.update(Content(self.say("app.changes.before_all")))
            self.changes.set_rows([])
            return
        found = _differences(step)
        label = render(step.label, self.language)
        self.heading.update(Content(label if found else self.say("app.changes.nothing_shown", what=label)))
        rows = [
            Row(one.place, (before_and_after(step.before, step.after, one, self.language),))
            for one in found[:MOST_SHOWN]
        ]
        self.changes.set_rows(rows)


def _differences(step: Step) -> tuple[Difference, ...]:
    return differences(step.before, step.after)


def _id(count: int) -> str:
    return str(count)
