"""A text that is too long ends after a whole word where its language has words with spaces between them."""

from __future__ import annotations

import pytest

from prep.shortening import whole_words


@pytest.mark.parametrize(
    ("line", "length", "kept"),
    [
        ("Chief Financial Officer", 20, "Chief Financial "),
        ("Chief Financial Officer", 15, "Chief Financial"),
        ("Chief Financial Officer", 40, "Chief Financial Officer"),
        ("Ruth Calder", 8, "Ruth Cal"),
        ("Donaudampfschifffahrt", 9, "Donaudamp"),
        ("最高財務責任者", 4, "最高財務"),
        ("窓口 最高財務責任者", 6, "窓口 最高財"),
        ("会議の相手は取締役CFOです", 11, "会議の相手は取締役"),
        ("", 3, ""),
    ],
)
def test_a_word_that_would_be_cut_is_left_out_unless_it_is_much_of_the_line(line: str, length: int, kept: str) -> None:
    assert whole_words(line, length) == kept
