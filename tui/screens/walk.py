"""The walk through one preparation: the rail of steps around whichever step is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from prep.words import Message, render
from tui import gaps
from tui.keys import Where, bindings
from tui.messages import CursorMoved, Exported, ExportFailed, ExportStep, Noticed, PlaceWanted, UndoWanted
from tui.screens import deciding
from tui.screens.aligning import Aligning
from tui.screens.coaching import Coach
from tui.screens.in_front import CHECK, DECK, InFront
from tui.screens.step import StepPane
from tui.screens.touring import Touring
from tui.session import BRIEFLY
from tui.steps.walk import WALK, home_of
from tui.widgets.bars import Track
from tui.widgets.text_cursor import put_cursor

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from tui.found import Goal
    from tui.keys import Action
    from tui.screens.pane import Pane
    from tui.session import Session

ASSESS_AFTER = 0.25


class WalkScreen(InFront):
    """Eight steps; the first six are declared in tui.steps, then come check and deck."""

    CSS_PATH = ["walk.tcss", "coaching.tcss", "pages.tcss", "tour.tcss"]  # noqa: RUF012 (declared so by Textual)
    keeps_text = True
    places: ClassVar[tuple[Where, ...]] = (Where.WALK, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.WALK),
        Binding("escape", "back", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

    def __init__(self, session: Session, goal: Goal | None = None) -> None:
        super().__init__(session)
        self.goal = goal
        self.rail = Track(id="rail")
        self.body = Container(id="body")
        self.coach = Coach(self, session, lambda: self.pane)
        self.touring = Touring(self, session, self.leave)
        self._panes: dict[int, Pane] = {}
        self._stop_listening = session.workspace.subscribe(self._changed)
        self._assess_due = False
        self._was_in_trouble = False
        self._aligning = Aligning()

    def work(self) -> Iterable[Widget]:
        """Rail, step and coach; above them the guided sample's line."""
        yield from self.touring.begin()
        with Container(id="frame"):
            yield self.rail
            with Container(id="work"):
                yield self.body
                yield from self.coach.begin()

    def on_resize(self) -> None:
        """The coach stands where there is room for it."""
        self.coach.fit()

    async def on_mount(self) -> None:
        """Begin with the why, or with what a search found."""
        self.session.met = lambda theirs: deciding.meet(self, theirs)
        self.call_after_refresh(self._look_at_alignment)
        if self.goal is None or self.goal.place is None or home_of(self.goal.place) is None:
            await self.go(0)
        if self.goal is not None:
            await self.arrive(self.goal)

    async def arrive(self, goal: Goal) -> None:
        """Put the cursor into the field of ``goal``, in its text where the words stand."""
        if goal.place is not None:
            await self.go_to_place(goal.place)
            self.app.call_later(lambda: put_cursor(self.focused, goal.at))  # the focus, too, comes by the app's queue

    async def go(self, step: int, place: str | None = None) -> None:
        """Open a step; ``place`` is what to put the cursor on."""
        self.flush()
        self.session.save_soon()
        self.step = max(0, min(step, DECK))
        self.notice(None)
        with self.app.batch_update():  # else every widget mounted is laid out and painted on its own
            pane = await self._show_pane()
            await pane.open(place)
            self.refresh_standing()

    async def _show_pane(self) -> Pane:
        """The pane of the step, made at the first visit and kept: what stays in the tree is soon shown again."""
        pane = self._panes.get(self.step)
        if pane is None:
            pane = self._panes[self.step] = self._new_pane()
            await self.body.mount(pane)
        for other in self._panes.values():
            other.display = other is pane
        self.pane = pane
        return pane

    async def go_to_place(self, place: str) -> None:
        """Open the step that holds ``place`` with the cursor on its field."""
        home = home_of(place)
        if home is None:
            self.notice(Message("app.check.later"))
            return
        step = WALK.index(home[0])
        if step == self.step and isinstance(self.pane, StepPane):
            with self.app.batch_update():
                await self.pane.open(place)
        else:
            await self.go(step, place)

    def refresh_standing(self) -> None:
        """Rail, title, status and keys as the dossier and its saving now stand."""
        self.rail.show(gaps.stops(self.session.assessment, self.language), self.step, self.say("app.rail.signs"))
        self._show_title()
        self.show_saving()
        self.show_hints(self.pane.extra_hints() if self.pane is not None else ())
        self.coach.stands(self.session.assessment.preread.failed)
        self.touring.follow()

    async def reload(self) -> None:
        """The dossier was changed from outside the step: show it, the cursor where it was."""
        if self.pane is not None:
            await self.pane.reload()
        self.refresh_standing()

    def standing(self) -> Iterable[str]:
        """A failed save and a conflict stay in sight."""
        if self.session.conflict:
            yield deciding.standing(self)
        elif self.session.error is not None:
            yield "! " + self.say("app.status.failed", reason=render(self.session.error, self.language))

    def reminders(self) -> Iterable[str]:
        """A today that is not today."""
        today = self.session.dossier.evaluate_on
        if today is not None:
            yield self.say("app.status.today", date=today)

    def hints(self) -> Iterable[str]:
        """The way out of a trouble with saving, then what the open step suggests, then what is always there."""
        if self._is_in_trouble() and self.step < DECK:
            yield "walk.save"
        own = list(self.pane.hints()) if self.pane is not None else []
        always = ["walk.next_step"] if self.step < DECK else []
        always += ["walk.undo"] if self.session.workspace.can_undo else []
        always += ["walk.coach"] if self.step < CHECK else []
        always += [
            "app.palette",
            "walk.next_gap",
            *(["walk.previous_step"] if self.step else []),
            "walk.go",
        ]
        yield from own
        yield from (one for one in always if one not in own)

    def _is_in_trouble(self) -> bool:
        return self.session.conflict or self.session.error is not None

    def show_saving(self) -> None:
        """The title line says how the saving stands, the status line what is wrong with it, the key line what to do."""
        super().show_saving()
        if self.is_attached:
            self._show_title()
            if self._is_in_trouble() is not self._was_in_trouble:
                self._was_in_trouble = not self._was_in_trouble
                self.show_hints(self.pane.extra_hints() if self.pane is not None else ())

    def speak(self) -> None:
        """The open step is built anew in the new language, the cursor where it was."""
        self.call_later(self._speak)

    def flush(self) -> None:
        """Take what was typed a moment ago."""
        if self.pane is not None:
            self.pane.flush()

    def calm(self) -> str:
        """Why this step."""
        return self.say(WALK[self.step].purpose) if self.step < CHECK else ""

    def why_not(self, action: Action) -> Message | None:
        """After the last step comes the end of the guided sample, where there is one."""
        ends = action.id == "next_step" and self.touring.is_ending(self.step + 1)
        return None if ends else super().why_not(action)

    async def action_step(self, by: int) -> None:
        """The next or the previous step."""
        if not self.touring.ends_by(self.step + by) and 0 <= self.step + by <= DECK:
            await self.go(self.step + by)

    async def action_next_gap(self) -> None:
        """To the next thing that is missing in this step, else to the first anywhere."""
        here = self.pane.place() if self.pane is not None else None
        gap = gaps.next_gap(self.session.assessment, self.step, here)
        if gap is None:
            self.notice(Message("app.gap.none"))
            return
        await self.go_to_place(gap.place)
        self.notice(gap.why)

    def action_go(self) -> None:
        """Choose a step, the people map or the goals from a list."""
        from tui.screens.go_list import open_go_list

        open_go_list(self)

    async def action_undo(self) -> None:
        """Take back the last change of the preparation."""
        await self._travel(self.session.workspace.undo, "app.undo.done", "app.undo.nothing")

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._travel(self.session.workspace.redo, "app.redo.done", "app.redo.nothing")

    def action_save(self) -> None:
        """Save now; in a conflict ask which version shall stand."""
        self.flush()
        if self.session.conflict:
            deciding.ask(self)
        elif self.session.save(BRIEFLY):
            self.notice(Message("app.saved"))
        elif self.session.saving == "failed":
            self.host.saving_fails()
        self.refresh_standing()

    def action_visit(self, name: str) -> None:
        """Open what lies over the walk; what was done there is shown on return."""
        from tui.screens.visiting import VISITS

        self.flush()
        visit = VISITS[name](self.session, self.pane.place() if self.pane is not None else None)
        if isinstance(visit, Message):
            self.notice(visit)
            return

        async def back(_: None) -> None:
            if visit.then:
                self.action_visit(visit.then)
                return
            if visit.wanted is not None:  # which shows the dossier as it is; shown again, the cursor would leave
                await self.go_to_place(visit.wanted)
                self.refresh_standing()
            else:
                await self.reload()
            self.notice(visit.outcome)

        self.app.push_screen(visit, back)

    def action_coach(self) -> None:
        """Open the coach, read on, or close it."""
        self.coach.toggle()

    def action_clear_today(self) -> None:
        """Forget the today that came with an import."""
        from prep import edits

        if self.session.dossier.evaluate_on is not None:
            today = dt.date.today()
            self.session.edit(lambda dossier: edits.clear_evaluate_on(dossier, today), Message("app.change.today"))
            self.notice(Message("app.today.cleared"))

    def action_back(self) -> None:
        """One level back: the folded coach first, then out of the form, of the list, of the preparation."""
        if self.coach.put_away():
            return
        self.host.forget_told()
        if self.pane is not None and self.pane.back():
            return
        self.host.leave_preparation(self.leave, lambda: deciding.ask(self))

    def leave(self) -> None:
        """Close the preparation, which is saved."""
        self._stop_listening()
        self.host.close_preparation()
        self.dismiss(None)

    @on(Noticed)
    def _noticed(self, event: Noticed) -> None:
        self.notice(event.text)
        self.refresh_standing()

    @on(ExportStep)
    @on(ExportFailed)
    @on(Exported)
    def _exporting(self, event: ExportStep | ExportFailed | Exported) -> None:
        deck = self._panes.get(DECK)
        if deck is not None:  # it was begun there, wherever one is now
            deck.exporting(event.text, not isinstance(event, ExportStep))
        if deck is None or deck is not self.pane:
            self.notice(event.text)

    @on(CursorMoved)
    def _cursor_moved(self) -> None:
        self.show_hints(self.pane.extra_hints() if self.pane is not None else ())
        self.coach.follow()
        self.touring.follow()

    @on(PlaceWanted)
    async def _place_wanted(self, event: PlaceWanted) -> None:
        if event.place is None:
            self.notice(Message("app.check.later"))
        else:
            await self.go_to_place(event.place)

    @on(UndoWanted)
    async def _undo_wanted(self) -> None:
        await self.action_undo()

    @on(Track.Wanted, "#rail")
    async def _step_wanted(self, event: Track.Wanted) -> None:
        await self.go(event.index)

    async def _travel(self, move: object, done: str, nothing: str) -> None:
        assert callable(move)
        self.flush()
        label = move()
        if isinstance(label, Message):
            self.notice(Message(done, {"what": label}))
            if self.pane is not None:
                await self.pane.reload()
        else:
            self.notice(Message(nothing))
        self.refresh_standing()

    def _changed(self, dossier: Dossier) -> None:
        """After any change: the verdict follows shortly, so that typing is never slowed down."""
        if not self._assess_due:
            self._assess_due = True
            self.set_timer(ASSESS_AFTER, self._reassess)

    def _reassess(self) -> None:
        self._assess_due = False
        self.refresh_standing()
        if self.pane is not None:
            self.pane.assessed()
        self._look_at_alignment()

    def _look_at_alignment(self) -> None:
        """On opening, and when the day of the meeting or today has changed (A13)."""
        if self.host.told:  # what happened to files comes first; this is told once that is put away
            return
        news = self._aligning.news(self.session.dossier)
        if news is not None:
            self.notice(news)

    def _new_pane(self) -> Pane:
        if self.step == CHECK:
            from tui.screens.check import CheckPane

            return CheckPane(self.session, self.language)
        if self.step == DECK:
            from tui.screens.deck import DeckPane

            return DeckPane(self.session, self.language)
        return StepPane(self.session, self.language, WALK[self.step])

    def _show_title(self) -> None:
        preparation = self.session.dossier.preparation
        verdict = self.session.assessment.preread
        ready = self.say("app.library.ready" if verdict.ready else "app.library.not_ready", score=verdict.score or 0)
        saving = self.say(f"app.saving.{self.session.saving}")
        self.title_line.show(preparation.title or self.say("app.untitled"), f"{ready}   {saving}")

    async def _speak(self) -> None:
        place = self.pane.place() if self.pane is not None else None
        self.flush()
        with self.app.batch_update():
            self._panes.clear()
            await self.body.remove_children()
            await self.go(self.step, place)
