"""The deck laid out beside the screen: its pages, and what a reader would complain of, which leads to the field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prep.errors import NemawashiError
from prep.words import Lang, render
from tui.messages import FaultsFound, PagesLaidOut
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from decks.deck import Deck, Slide
    from decks.layout.items import Page
    from decks.lint import Finding
    from tui.screens.pane import Pane

SIGNS = {"must": "!", "warning": "~"}
MARK = "fault."
FAULTS = "faults"
"""The group of the workers that look."""


def look_for_faults(pane: Pane, language: Lang | None = None, deck: Deck | None = None) -> None:
    """Lay the pre-read out in a thread and tell the pane what is wrong with it; a newer look replaces an older one.

    ``language`` None: the preparation's. ``deck`` is the pre-read where it was made already: its pages are told first.
    """
    dossier, assessment = pane.session.dossier, pane.session.assessment

    def work() -> None:
        from decks.lint import gathered, lint
        from tui.actions.faults import deck_findings

        try:
            if deck is not None:
                from decks.layout.pages import paginate

                pages = paginate(deck)
                pane.post_message(PagesLaidOut(deck, pages))
                found = gathered(lint(deck, pages))
            else:
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
        yield from _faults_on(slide.id, findings, language)


def page_rows(pages: Sequence[Page], findings: Sequence[Finding], language: Lang) -> Iterable[Row]:
    """Each page by its number, those that go on included; what is wrong stands beneath the first of its slide."""
    for number, page in enumerate(pages, 1):
        yield Row(page_id(page), (f"{number}  {page.title}",))
        if page.part == 1:
            yield from _faults_on(page.slide_id, findings, language)


def page_id(page: Page) -> str:
    """The id of a page's row: its slide's, and its part where it is not the first."""
    return page.slide_id if page.part == 1 else f"{page.slide_id} {page.part}"


def _faults_on(slide_id: str, findings: Sequence[Finding], language: Lang) -> Iterable[Row]:
    for number, finding in enumerate(findings):
        if finding.slide_ids[:1] == (slide_id,):
            yield fault_row(number, finding, language, "   ")


def fault_of(row: Row | None, findings: Sequence[Finding]) -> Finding | None:
    """The finding that a row shows; None: the row is none, or shows a slide."""
    if row is None or not row.id.startswith(MARK):
        return None
    number = int(row.id.removeprefix(MARK))
    return findings[number] if number < len(findings) else None
