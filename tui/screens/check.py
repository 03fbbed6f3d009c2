"""Step 7, check: is it ready, and if not, what is missing, why, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep.words import Lang, Message, render, text
from tui.actions.mending import place_of
from tui.messages import FaultsFound, PlaceWanted
from tui.screens.deck_faults import SIGNS, fault_row, look_for_faults
from tui.screens.pane import Pane
from tui.steps.walk import home_of
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from decks.lint import Finding
    from prep.readiness.assessment import Failure
    from tui.session import Session


class CheckPane(Pane):
    """The verdict and a list of what failed, musts first; enter leads to the field."""

    def __init__(self, session: Session, language: Lang) -> None:
        super().__init__(session, language)
        self.verdict = Static("", id="verdict")
        self.rows = Rows(wrap=True, id="failures")
        self.faults: tuple[Finding, ...] = ()
        self._places: dict[str, str] = {}

    def compose(self) -> Iterable[Widget]:
        """Verdict, list."""
        yield self.verdict
        yield self.rows

    async def open(self, place: str | None) -> None:
        """Into the list."""
        self.assessed()
        self.rows.focus()

    async def reload(self) -> None:
        """The verdict on what the dossier now is."""
        self.assessed()

    def assessed(self) -> None:
        """Show the new verdict."""
        verdict = self.session.assessment.preread
        musts = sum(one.level == "must" for one in verdict.failed)
        key = "app.check.ready" if verdict.ready else "app.check.not_ready"
        warnings = len(verdict.failed) - musts
        said = self.keymap.render(Message(key, {"score": verdict.score or 0, "n": musts}), self.language)
        also = text("app.check.warnings", self.language, n=warnings) if warnings else ""
        self.verdict.update(Content(f"{said} {also}".rstrip()))
        self.verdict.set_class(verdict.ready, "-ready")
        self.rows.set_rows(list(self._rows()))
        look_for_faults(self)

    @on(FaultsFound)
    def _faults_found(self, event: FaultsFound) -> None:
        event.stop()
        if event.dossier is self.session.dossier:
            self.faults = event.faults
            self.rows.set_rows(list(self._rows()))

    def extra_hints(self) -> Iterable[tuple[str, str]]:
        """Enter leads to the field."""
        return [("Enter", "app.key.mend")] if self._places else []

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        row = self.rows.current
        if row is not None:
            self.post_message(PlaceWanted(self._places.get(row.id)))

    def _rows(self) -> Iterable[Row]:
        assessment = self.session.assessment
        self._places = {}
        failed = assessment.preread.failed
        groups = {
            "must": [one for one in failed if one.level == "must"],
            "warning": [one for one in failed if one.level == "warning"],
        }
        for level, failures in groups.items():
            if failures:
                yield self._heading(f"app.check.{level}")
            for failure in failures:
                yield self._failure(failure)
        if not failed:
            yield self._heading("app.check.nothing")
        if assessment.dangling:
            yield self._heading("app.check.dangling")
        for number, place in enumerate(assessment.dangling):
            self._places[f"dangling.{number}"] = place
            where = self._where(place)
            yield Row(f"dangling.{number}", (f"~ {where}: " + text("app.check.dangling.why", self.language),))
        if self.faults:
            yield self._heading("app.check.deck")
        for number, fault in enumerate(self.faults):
            row = fault_row(number, fault, self.language)
            self._places[row.id] = place_of(fault, self.session.dossier)
            yield row
        yield self._heading("app.check.rollout")
        for failure in assessment.rollout.failed:
            yield Row(failure.id, ("- " + render(failure.why, self.language),), "muted")

    def _heading(self, key: str) -> Row:
        return Row(key, (text(key, self.language),), "heading")

    def _failure(self, failure: Failure) -> Row:
        self._places[failure.id] = failure.place
        why = render(failure.why, self.language)
        sentence = f"{SIGNS[failure.level]} {self._where(failure.place)}: {why}"
        return Row(failure.id, (sentence,), "must" if failure.level == "must" else "normal")

    def _where(self, place: str) -> str:
        home = home_of(place)
        if home is None:
            return place
        step, section = home
        return f"{text(step.title, self.language)} › {text(section.title, self.language)}"
