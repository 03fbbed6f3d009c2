"""The company's goals by fiscal year: which count on the day of the meeting, and what this idea adds to each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep.alignment import alignment
from prep.folding import has_text
from prep.goal_years import GoalStanding, GoalYear, When, goal_years, next_year_name, with_goal_moved_on
from prep.model.evidence import Metric
from prep.naming import called
from prep.words import Message, render
from prep.words.message import Argument
from tui.keys import Where, bindings
from tui.screens.visit import Visit
from tui.steps.declare import shown
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from tui.session import Session

LONG = 200
"""Columns of a goal's text that a row shows; it is wrapped."""

DRIFT = "drift."


class GoalsScreen(Visit):
    """Opened from the walk with the goal in front there."""

    CSS_PATH = "goals.tcss"
    AUTO_FOCUS = ""
    places: ClassVar[tuple[Where, ...]] = (Where.GOALS, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.GOALS),
        Binding("escape", "back", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

    def __init__(self, session: Session, place: str | None) -> None:
        super().__init__(session)
        self.rows = Rows(wrap=True, id="goal-list")
        self.empty = Static("", id="goals-empty")
        self._begin_at = place
        self._stop_listening = session.workspace.subscribe(lambda _: self._show())

    def work(self) -> Iterable[Widget]:
        """What is out of line, then year after year."""
        yield self.rows
        yield self.empty

    def on_mount(self) -> None:
        """Begin on the goal that was in front in the walk, else at the top."""
        self.speak()
        if self._begin_at is not None:
            here = [row.id for row in self.rows.rows if (self._begin_at + ".").startswith(row.id + ".")]
            self.rows.move_to(here[0] if here else self._begin_at)

    def on_unmount(self) -> None:
        """The workspace lives on."""
        self._stop_listening()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        name = self.session.dossier.organisation.name
        self.title_line.show(self.say("relations.goals.title", title=name or self.say("app.untitled")), "")
        self._show()
        super().speak()
        self.show_hints([("Esc", "app.key.back")])

    def hints(self) -> Iterable[str]:
        """Going to the goal leads."""
        yield "goals.open_goal"
        if self._goal is not None:
            yield "goals.move_goal"
        yield from ("goals.undo", "app.palette", "app.language")

    def calm(self) -> str:
        """How many there are, and the day that counts."""
        dossier = self.session.dossier
        return self.tell("relations.goals.count", n=len(dossier.organisation.goals), date=dossier.meeting_date)

    def action_back(self) -> None:
        """To the walk."""
        self.dismiss(None)

    def action_open_goal(self) -> None:
        """To the goal, or what is out of line, in the walk; where there is no goal to where it is written."""
        row = self.rows.current
        self.wanted = row.id.removeprefix(DRIFT) if row is not None else "organisation.goals"
        self.dismiss(None)

    def action_move_goal(self) -> None:
        """A copy of the goal for the next fiscal year; where the why links to it, the links may go along."""
        standing = self._goal
        if standing is None:
            self.notice(Message("relations.goals.choose_one"))
        elif standing.linked or standing.metrics:
            self._ask(standing)
        else:
            self._move(standing, relink=False)

    def action_undo(self) -> None:
        """Take back the last change of the preparation."""
        label = self.session.workspace.undo()
        self.notice(Message("app.undo.done", {"what": label}) if label else Message("app.undo.nothing"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        label = self.session.workspace.redo()
        self.notice(Message("app.redo.done", {"what": label}) if label else Message("app.redo.nothing"))

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.action_open_goal()

    @on(Rows.Moved)
    def _moved(self) -> None:
        self.show_hints([("Esc", "app.key.back")])

    @property
    def _goal(self) -> GoalStanding | None:
        """The goal in front; None: none is."""
        row = self.rows.current
        goals = [one for year in goal_years(self.session.dossier) for one in year.goals]
        return next((one for one in goals if row is not None and one.place == row.id), None)

    def _ask(self, standing: GoalStanding) -> None:
        from tui.screens.picker import Option, Picker

        year = next_year_name(standing.goal.fiscal_year) or Message("relations.goals.next_year")
        heading = self.tell("relations.goals.move_heading", title=self._called(standing), year=year)
        ways = [Option(way, self.say(f"relations.goals.{way}")) for way in ("move_and_link", "move_only")]

        def picked(way: str | None) -> None:
            if way is not None:
                self._move(standing, relink=way == "move_and_link")

        self.app.push_screen(Picker(heading, ways, self.language), picked)

    def _move(self, standing: GoalStanding, relink: bool) -> None:
        """One step of the history; the cursor goes to the copy."""
        new_place = ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal new_place
            dossier, new_place = with_goal_moved_on(dossier, standing.place, relink)
            return dossier

        self.session.edit(change, Message("relations.goals.change"))
        self.rows.move_to(new_place)
        year = next_year_name(standing.goal.fiscal_year) or Message("relations.goals.next_year")
        self.notice(Message("relations.goals.moved", {"year": year}))

    def _show(self) -> None:
        if not self.is_attached:
            return
        years = goal_years(self.session.dossier)
        self.rows.set_rows([*self._drifts(), *(row for year in years for row in self._year(year))] if years else [])
        self.rows.display = bool(years)
        self.empty.display = not years
        self.empty.update(Content(self.say("relations.goals.empty")))
        self.set_focus(self.rows if years else None)  # else Enter would be the hidden list's

    def _drifts(self) -> Iterable[Row]:
        """What is out of line stands first (A13)."""
        dossier = self.session.dossier
        found = alignment(dossier)
        if found:
            yield Row("drifts", (self.tell("relations.goals.drifts", date=dossier.meeting_date),), "heading")
        for one in found:
            yield Row(DRIFT + one.place, ("! " + render(one.why, self.language),), hang=2)

    def _year(self, year: GoalYear) -> Iterable[Row]:
        when = Message(f"relations.goals.when.{year.when.value}")
        span = Message("relations.goals.no_span")
        if year.starts is not None and year.ends is not None:
            span = Message("relations.goals.span", {"starts": year.starts, "ends": year.ends})
        name = shown(year.name, LONG) if has_text(year.name) else Message("relations.goals.no_year")
        heading = self.tell("relations.goals.year", year=name, when=when, span=span)
        yield Row(f"year.{year.name}.{year.starts}", (heading,), "heading")
        for one in year.goals:
            counts = year.when is When.NOW or one.linked
            yield Row(one.place, ("\n".join(self._lines(one)),), "normal" if counts else "muted")

    def _lines(self, one: GoalStanding) -> Iterable[str]:
        """The goal, how it stands, how the company measures it, and what the idea adds (A31)."""
        yield self.tell("relations.goals.goal", priority=one.goal.priority, title=shown(one.goal.title, LONG))
        signs = [self.say("relations.goals.top")] if one.is_top else []
        if one.linked:
            signs.append(self.say(f"relations.goals.{'linked' if one.current else 'linked_not_current'}"))
        else:
            signs.append(self.say("relations.goals.unlinked"))
            signs += [] if one.current else [self.say("relations.goals.not_current")]
        yield "   " + " · ".join(signs)
        if has_text(one.goal.measure):
            yield "   " + self.tell("relations.goals.measure", measure=shown(one.goal.measure, LONG))
        for metric in one.metrics:
            yield "   " + self._adds(metric)
        if one.linked and not one.metrics:
            yield "   " + self.say("relations.goals.adds_nothing")

    def _adds(self, metric: Metric) -> str:
        from prep.words.formatting import quantity

        values = [metric.baseline.value, metric.target.value]
        unknown = self.say("relations.goals.unknown")
        before, after = (quantity(one, metric.unit, self.language) if one is not None else unknown for one in values)
        args: dict[str, Argument] = {"name": called(metric, self.session.dossier), "baseline": before, "target": after}
        if metric.target.date is None:
            return self.tell("relations.goals.adds_undated", **args)
        return self.tell("relations.goals.adds", date=metric.target.date, **args)

    def _called(self, standing: GoalStanding) -> Argument:
        return called(standing.goal, self.session.dossier)

    def tell(self, key: str, /, **args: Argument) -> str:
        """The text of ``key``, with arguments of any kind a message takes."""
        return render(Message(key, dict(args)), self.language)
