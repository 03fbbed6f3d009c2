"""Whatever is prepared, its deck can be written."""

from __future__ import annotations

import pytest
from deck_builders import a_deck

from decks.deck import Columns, Heading, Paragraph, Section, Slide, Text
from decks.layout.pages import paginate

SENTENCE = "Reaching flagged accounts within two working days doubled the save rate in the pilot. "


@pytest.mark.parametrize("heading", range(2, 15))
def test_a_long_heading_waits_for_nothing_that_no_page_holds_with_it(heading: int) -> None:
    columns = Columns((1.0, 1.0), ((Paragraph(Text(SENTENCE * 7)),), (Paragraph(Text("Short.")),)))
    slide = Slide("1", Section.BODY, "Title", (Heading(SENTENCE * heading), columns, Paragraph(Text(SENTENCE * 40))))
    pages = paginate(a_deck("en", slides=(slide,))).pages
    assert "".join("".join(page.text.split()) for page in pages).count("Short.") == 1
