"""Two texts beside each other: every word of both is there, and what only one of them says is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from properties import examples
from rich.cells import cell_len

from tui.widgets.marking import Line, compared_lines


def said(lines: tuple[Line, ...]) -> str:
    return "".join(piece for line in lines for piece, _ in line)


def marked(lines: tuple[Line, ...]) -> list[str]:
    return [piece.strip() for line in lines for piece, is_marked in line if is_marked]


def test_words_that_differ_are_marked_on_both_sides() -> None:
    ours, theirs = compared_lines("We start in May with two teams", "We start in June with two big teams", 60)
    assert marked(ours) == ["May"]
    assert marked(theirs) == ["June", "big"]


def test_japanese_is_compared_sign_by_sign_and_numbers_whole() -> None:
    ours, theirs = compared_lines("予算は1,860万円です", "予算は1,900万円でした", 60)
    assert marked(ours) == ["1,860", "す"]
    assert marked(theirs) == ["1,900", "した"]


def test_equal_texts_have_no_mark_and_neither_have_texts_with_nothing_to_compare() -> None:
    assert marked(compared_lines("the same", "the same", 20)[0]) == []
    assert marked(compared_lines("some words", "(empty)", 20, mark=False)[0]) == []


def test_another_text_altogether_is_marked_whole_without_being_compared() -> None:
    ours, theirs = compared_lines("a " * 4000, "b " * 4000, 80)
    assert "".join(marked(ours)).count("a") == 4000
    assert "".join(marked(theirs)).count("b") == 4000


TEXTS = st.text(st.sampled_from("ab 、。日本\n1,.\t") | st.characters(codec="utf-8"), max_size=80)


@given(TEXTS, TEXTS, st.integers(4, 40))
@examples(150)
def test_no_sign_is_lost_and_no_line_too_wide(one: str, other: str, width: int) -> None:
    from tui.widgets.plain import paragraphs

    for text, lines in zip((one, other), compared_lines(one, other, width), strict=True):
        assert "".join(said(lines).split()) == "".join(paragraphs(text).split())
        assert all(cell_len(said((line,)).rstrip()) <= width for line in lines)
    assert [marked(side) for side in compared_lines(one, one, width)] == [[], []]
