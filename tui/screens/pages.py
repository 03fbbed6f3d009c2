"""The deck page by page, as large as the window: as it will look, or told in words; speaker notes below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.keys import Where, bindings
from tui.preview.book import Book
from tui.preview.page import NARROWEST
from tui.screens.frame import Framed
from tui.screens.page_picture import PagePicture

WIDEST = 140
"""Cells beyond which a page is not drawn wider: lines would be hard to read."""

AHEAD = 0.06
"""Seconds after which the next page is drawn, before anybody asks for it."""


class PagesScreen(Framed):
    """The pages of ``book`` from ``index`` on; ``left`` is called with the page that was last in sight.

    ``templated``: the file will be made in a company's design, and the pages are drawn in ours.
    """

    CSS_PATH = "pages.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.PAGES, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.PAGES),
        Binding("escape", "back", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, book: Book, index: int, left: Callable[[int], object], templated: bool = False) -> None:
        super().__init__()
        self.book = book
        self.index = index
        self.words = False
        self._left = left
        self._templated = templated
        self.sheet = PagePicture(id="page")
        self.scroller = VerticalScroll(self.sheet, id="page-scroll", can_focus=False)

    def work(self) -> Iterable[Widget]:
        """The page."""
        yield self.scroller

    def on_mount(self) -> None:
        """Show the page asked for."""
        self.call_after_refresh(self.speak)

    def on_resize(self) -> None:
        """The page is as large as there is room."""
        self.call_after_refresh(self._show)

    def speak(self) -> None:
        """Everything in the language that now holds; the pages stay in the deck's."""
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """Leafing leads."""
        yield from ("pages.next_page", "pages.previous_page", "pages.page_words")
        yield from ("app.palette", "app.language")

    def calm(self) -> str:
        """What is not as the file will be."""
        if not self.words and self._width < NARROWEST:
            return self.say("app.pages.too_narrow")
        return self.say("app.pages.own_design" if self._templated else "app.pages.use")

    def action_page(self, by: int) -> None:
        """Another page."""
        self._to(self.index + by)

    def action_end(self, by: int) -> None:
        """The first or the last page."""
        self._to(0 if by < 0 else len(self.book) - 1)

    def action_words(self) -> None:
        """From the picture to the words and back."""
        self.words = not self.words
        self._show()
        self.scroller.scroll_home(animate=False)
        self.show_saving()

    def action_scroll(self, by: int) -> None:
        """Up and down a page that is higher than the window, to its notes."""
        self.scroller.scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        """To the list of slides, on the page last seen."""
        self._left(self.index)
        self.dismiss(None)

    @property
    def _width(self) -> int:
        return min(WIDEST, self.app.size.width - 2)

    def _to(self, index: int) -> None:
        wanted = max(0, min(len(self.book) - 1, index))
        if wanted != self.index:
            self.index = wanted
            self._show()
            self.scroller.scroll_home(animate=False)

    def _show(self) -> None:
        """The page and where it stands in the deck."""
        if not self.is_attached:
            return
        page = self.book.page(self.index)
        here = self.say("app.pages.here", n=self.index + 1, of=len(self.book), title=page.title)
        self.title_line.show(here, self.book.section(self.index))
        self.sheet.styles.width = self._width
        height = self.scroller.size.height or None
        self.sheet.show(self.book.lines(self.index, self._width, height, self.language, words=self.words))
        self.set_timer(AHEAD, lambda: self._draw_ahead(page.slide_id, page.part))

    def _draw_ahead(self, slide_id: str, part: int) -> None:
        """Draw the next page while this one is read, unless another is in sight by now."""
        page, ahead = self.book.page(self.index), self.index + 1
        here = (page.slide_id, page.part) == (slide_id, part)
        if here and ahead < len(self.book) and self._width >= NARROWEST and not self.words and self.is_current:
            self.book.picture(ahead, self._width, self.scroller.size.height or None)
