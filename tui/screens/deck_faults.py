"""What a reader of the deck would complain of, found beside the screen and shown as rows that lead to the field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from prep.words import Lang, render
from tui.messages import FaultsFound
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from decks.deck import Slide
    from decks.lint import Finding
    from tui.screens.pane import Pane

SIGNS = {"must": "!", "warning": "~"}
MARK = "fault."
FAULTS = "faults"
"""The group of the workers that look."""


def look_for_faults(pane: Pane, language: Lang | None = None) -> None:
    """Lay the pre-read out in a thread and tell the pane what is wrong with it; a newer look replaces an older one.

    ``language`` None: the preparation's.
    """
    dossier, assessment = pane.session.dossier, pane.session.assessment

    def work() -> None:
        from decks.lint import gathered
        from tui.actions.faults import deck_findings

        try:
            found = gathered(deck_findings(dossier, assessment, "preread", language) or ())
        except NemawashiError:  # the pane says itself why there is no deck
            found = ()
        pane.post_message(FaultsFound(dossier, found))

    pane.run_worker(work, thread=True, group=FAULTS, exclusive=True, exit_on_error=False)


def fault_row(number: int, finding: Finding, language: Lang, lead: str = "") -> Row:
    """The finding as a row: its sign, its slides and what to do."""
    from tui.actions.mending import sentence

    said = f"{lead}{SIGNS[finding.level]} {render(sentence(finding), language)}"
    return Row(f"{MARK}{number}", (said,), "must" if finding.level == "must" else "normal")


def slide_rows(slides: Sequence[Slide], findings: Sequence[Finding], language: Lang) -> Iterable[Row]:
    """Each slide with what is wrong with it beneath; a finding on several slides stands under the first."""
    for slide in slides:
        yield Row(slide.id, (f"{slide.id}  {slide.title}",))
        for number, finding in enumerate(findings):
            if finding.slide_ids[:1] == (slide.id,):
                yield fault_row(number, finding, language, "   ")


def fault_of(row: Row | None, findings: Sequence[Finding]) -> Finding | None:
    """The finding that a row shows; None: the row is none, or shows a slide."""
    if row is None or not row.id.startswith(MARK):
        return None
    number = int(row.id.removeprefix(MARK))
    return findings[number] if number < len(findings) else None
