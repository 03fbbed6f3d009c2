"""Step 8, deck: every slide as text, and the file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from prep.errors import NemawashiError
from prep.words import LANGUAGES, Lang, Message, render, text
from tui.errands import run_quietly
from tui.messages import CursorMoved, FaultsFound, Noticed, PagesLaidOut, PlaceWanted
from tui.preview.book import Book, plain_lines
from tui.screens.deck_faults import fault_of, look_for_faults, page_id, page_rows, slide_rows
from tui.screens.deck_template import TemplateRead, kept_template, read_template, template_field, template_path
from tui.screens.deck_writing import DeckThere, Wanted, look_there, question, taken, write_new, write_there
from tui.screens.dialogs import dropped_path
from tui.screens.page_picture import PagePicture
from tui.screens.pane import Pane
from tui.widgets.editors import Choice
from tui.widgets.line_edit import LineEdit
from tui.widgets.plain import fit
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from decks.deck import Deck
    from decks.lint import Finding
    from decks.pptx.update.updating import Choice as Taken
    from tui.host import Host
    from tui.session import Session

LOW = 18
"""Lines: below them, a page under the list of pages would show its title alone."""


class DeckPane(Pane):
    """Language and file above, the slides below: a list and the slide chosen."""

    def __init__(self, session: Session, language: Lang) -> None:
        super().__init__(session, language)
        self.spoken = Choice(tuple(text(f"common.language.{one}", language) for one in LANGUAGES))
        self.file = LineEdit(select_on_focus=False, id="deck-file")
        self.template = template_field(language)
        self.result = Static("", id="deck-result", markup=False)
        self.rows = Rows(id="slides")
        self.page = PagePicture(id="slide")
        self.scroll = VerticalScroll(self.page, id="slide-scroll")
        self.deck: Deck | None = None
        self.book: Book | None = None
        self.faults: tuple[Finding, ...] = ()
        self._told_faults = True
        self.writing = False
        self._proposed = ""

    def compose(self) -> Iterable[Widget]:
        """Choices, result, slides."""
        yield Horizontal(
            Static(self._label("app.deck.language"), classes="deck-label"), self.spoken, classes="deck-line"
        )
        yield Horizontal(
            Static(self._label("app.deck.template"), classes="deck-label"), self.template, classes="deck-line"
        )
        yield Horizontal(Static(self._label("app.deck.file"), classes="deck-label"), self.file, classes="deck-line")
        yield self.result
        yield Horizontal(self.rows, self.scroll, id="deck-body")

    async def open(self, place: str | None) -> None:
        """Show the deck in the preparation's language."""
        self.spoken.choose(LANGUAGES.index(self.session.dossier.preparation.language.value))
        self.template.value = self.template.value or kept_template(cast("Host", self.app))
        self.assessed()
        if self.file.value in ("", self._proposed):  # a name of the user's own stays
            self._propose()
        self.rows.focus()

    async def reload(self) -> None:
        """The deck of what the dossier now is."""
        self.assessed()

    @property
    def spoken_language(self) -> Lang:
        """The deck's language as chosen here."""
        return LANGUAGES[self.spoken.index or 0]

    def assessed(self) -> None:
        """Build the deck anew."""
        from tui.actions.decks import build_deck

        try:
            self.deck = build_deck(self.session.dossier, self.session.assessment, "preread", self.spoken_language)
        except NemawashiError as refused:
            self.deck = None
            self._tell(refused.message)
        self.faults = ()
        self.book = None
        self._show_rows()
        if self.deck is not None:
            look_for_faults(self, self.spoken_language, self.deck)

    def _show_rows(self) -> None:
        if self.book is not None:
            self.rows.set_rows(list(page_rows(self.book.pages.pages, self.faults, self.language)))
        else:
            slides = self.deck.slides if self.deck is not None else ()
            self.rows.set_rows(list(slide_rows(slides, self.faults, self.language)))
        self._show_slide()

    @on(PagesLaidOut)
    def _laid_out(self, event: PagesLaidOut) -> None:
        """From here on the pages are drawn, unless another deck was made meanwhile."""
        event.stop()
        if event.deck is self.deck:
            self.book = Book(event.deck, event.pages)
            self._show_rows()

    @on(FaultsFound)
    def _faults_found(self, event: FaultsFound) -> None:
        """Show what was found, unless the preparation has changed meanwhile."""
        event.stop()
        if event.dossier is not self.session.dossier:
            return
        self.faults = event.faults
        self._show_rows()
        if self._told_faults and not self.writing:  # where the file lies stays in sight
            key = "app.deck.faults" if self.faults else "app.deck.faultless"
            self._tell(Message(key, {"n": len(self.faults)}), about_faults=True)

    def hints(self) -> Iterable[str]:
        """Writing the file comes first."""
        yield "walk.write"
        yield "walk.message"

    def extra_hints(self) -> Iterable[tuple[str, str]]:
        """Enter reads the slide, or leads to the field that mends it."""
        fault = fault_of(self.rows.current, self.faults)
        return [("Enter", "app.key.read" if fault is None else "app.key.mend")]

    def back(self) -> bool:
        """From the slide or the file into the list."""
        if not self.rows.has_focus:
            self.rows.focus()
            return True
        return False

    def show_message(self) -> None:
        """Show the message to send with the deck, and put it on the clipboard."""
        from tui.actions.covering import covering_text
        from tui.screens.reading import ReadScreen

        session = self.session
        message = covering_text(session.dossier, "preread", self.spoken_language, session.assessment)
        run_quietly(self.screen, partial(self._copy, message))
        self.app.push_screen(ReadScreen(text("app.message.heading", self.language), message, self.language))

    async def _copy(self, message: str) -> None:
        from tui.clipboard import copy

        self.post_message(Noticed(await copy(self.app, message)))

    def write_file(self) -> None:
        """Write the deck; a file of that name is looked at and asked about first."""
        if self.writing:
            return
        out = self._out()
        wanted = Wanted(self.session.dossier, out, self.spoken_language, template_path(self.template))
        self._begin()
        (look_there if taken(out) else write_new)(self, wanted)

    def on_resize(self) -> None:
        """The slide is as wide as there is room."""
        self._show_slide()
        self.set_class(self.size.height < LOW, "-low")

    @on(Choice.Changed)
    def _language_chosen(self, event: Choice.Changed) -> None:
        event.stop()
        untouched = self.file.value == self._proposed
        self.assessed()
        if untouched:
            self._propose()

    @on(Input.Submitted)
    def _file_entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.template:
            read_template(self, template_path(self.template), self.language)
        else:
            self.write_file()

    @on(TemplateRead)
    def _template_read(self, event: TemplateRead) -> None:
        """Say whether the template serves, and explain how."""
        event.stop()
        from tui.screens.reading import ReadScreen

        self._tell(event.text)
        if event.explained is not None:
            heading = text("app.deck.template_heading", self.language)
            self.app.push_screen(ReadScreen(heading, event.explained, self.language))

    @on(Rows.Moved)
    def _slide_chosen(self, event: Rows.Moved) -> None:
        event.stop()
        fault = fault_of(self.rows.current, self.faults)
        if isinstance(event, Rows.Chosen) and fault is not None:
            from tui.actions.mending import place_of

            self.post_message(PlaceWanted(place_of(fault, self.session.dossier)))
        elif isinstance(event, Rows.Chosen):
            self._open_pages()
        else:
            self.post_message(CursorMoved())
            self._show_slide()
            self.scroll.scroll_home(animate=False)

    def exporting(self, text: Message, done: bool) -> bool:
        """Tell how the export stands."""
        self.writing = not done
        self._tell(text)
        return True

    def _propose(self) -> None:
        """In a folder the user can find again: the file written last, to be brought up to date, or a free name."""
        from tui.actions.decks import TERMS
        from tui.actions.files import last_named_after

        preparation = self.session.dossier.preparation
        term = text(TERMS["preread"], self.spoken_language)
        title = f"{preparation.title}-{term}-v{preparation.meeting.preread.version}"
        self._proposed = str(last_named_after(title, ".pptx", home_of_files()))
        self.call_after_refresh(self._show_file, self._proposed)

    def _show_file(self, path: str) -> None:
        self.file.value = path
        self.file.cursor_position = 0

    def _out(self) -> Path:
        out = dropped_path(self.file.value.strip() or self._proposed)
        if os.path.isdir(out):  # noqa: PTH112 (Path.is_dir fails on names too long)
            return out / Path(self._proposed).name
        return out if out.suffix else out.with_name(out.name + ".pptx")

    @on(DeckThere)
    def _ask_to_replace(self, event: DeckThere) -> None:
        """Ask what becomes of the file that lies there, unless one has left the step meanwhile."""
        event.stop()
        from tui.screens.dialogs import Ask

        self.writing = False
        if not self.screen.is_current or not self.display:
            self._tell(Message("app.deck.not_written"))
            return
        self._tell(Message("app.deck.exists", {"path": str(event.wanted.out)}))
        asked, answers = question(event, self.language)
        self.app.push_screen(Ask(asked, answers), lambda answer: self._answered(event, answer))

    def _answered(self, there: DeckThere, answer: str | None) -> None:
        from tui.actions.files import named_after

        out = there.wanted.out
        if answer == "other":
            other = named_after(out.stem, out.suffix, out.parent)
            self.file.value = str(other)
            self._begin()
            write_new(self, replace(there.wanted, out=other))
        elif answer == "replace":
            self._write_there(there, None)
        elif answer == "keep":
            self._keep(there)
        else:
            self._tell(Message("app.deck.not_written"))

    def _keep(self, there: DeckThere) -> None:
        """What was changed by hand stays; where the preparation changed too, the user decides."""
        conflicts = there.found.merged.conflicts if there.found.merged is not None else ()
        if not conflicts:
            self._write_there(there, {})
            return
        from decks.pptx.update.updating import Choice as Taken
        from tui.screens.deck_conflict import DeckConflictScreen

        walk = self.screen

        def decided(taking: frozenset[str]) -> None:  # in another language by now, the walk has another deck step
            sides = {one.ref: Taken.PREPARATION if one.ref in taking else Taken.HAND for one in conflicts}
            write_there(walk, there, sides)

        self._tell(Message("app.deck.not_written"))  # until it is decided, and when it never is
        self.app.push_screen(DeckConflictScreen(there.wanted.out.name, conflicts, decided))

    def _write_there(self, there: DeckThere, choices: Mapping[str, Taken] | None) -> None:
        self._begin()
        write_there(self.screen, there, choices)

    def _begin(self) -> None:
        self.writing = True
        self._tell(Message("app.deck.begun"))

    def _tell(self, message: Message, about_faults: bool = False) -> None:
        self._told_faults = about_faults
        self.result.update(Content(render(message, self.language)))

    def _open_pages(self) -> None:
        """The pages one by one over the whole window; back, the list stands on the page last seen."""
        from tui.screens.pages import PagesScreen

        book, index = self.book, self._index()
        if book is None or index is None:
            self.scroll.focus()
            return
        back = lambda last: self.rows.move_to(page_id(book.page(last)))  # noqa: E731
        self.app.push_screen(PagesScreen(book, index, back, templated=bool(self.template.value.strip())))

    def _index(self) -> int | None:
        """The page under the cursor, or that of the fault there; None: there is none, or it is not measured yet."""
        row = self.rows.current
        if self.book is None or row is None:
            return None
        fault = fault_of(row, self.faults)
        slide_id, _, part = (row.id if fault is None else fault.slide_ids[0]).partition(" ")
        return self.book.index_of(slide_id, int(part or 1))

    def _show_slide(self) -> None:
        from tui.actions.mending import sentence
        from tui.preview.words import slide_text

        row, width = self.rows.current, max(20, self.scroll.scrollable_content_region.width - 1)
        if self.deck is None or row is None:
            self.page.show(())
            return
        fault = fault_of(row, self.faults)
        told = plain_lines(render(sentence(fault), self.language) + "\n", width) if fault is not None else []
        index = self._index()
        if self.book is not None and index is not None:
            height = self.scroll.size.height - len(told)
            shown = self.book.lines(index, width, max(1, height), self.language)
        else:
            wanted = row.id if fault is None else fault.slide_ids[0]
            slide = next((one for one in self.deck.slides if one.id == wanted), None)
            shown = plain_lines(slide_text(slide, width), width) if slide is not None else []
        self.page.show([*told, *shown])

    def _label(self, key: str) -> Content:
        return Content(fit(text(key, self.language), 14))


def home_of_files() -> Path:
    """The current folder when one can write there and would look there, else Documents, else home."""
    home = Path.home()
    try:
        current = Path.cwd()
    except OSError:  # the folder we were started in is gone
        current = home
    if current not in (Path(current.anchor), home) and os.access(current, os.W_OK):
        return current
    documents = home / "Documents"
    return documents if documents.is_dir() and os.access(documents, os.W_OK) else home
