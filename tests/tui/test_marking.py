"""Two texts beside each other: every word of both is there, and what only one of them says is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from properties import examples
from rich.cells import cell_len

from tui.widgets.marking import Line, folded, marks, pieces
from tui.widgets.plain import paragraphs


def marked(one: str, other: str, width: int = 60) -> tuple[list[str], list[str]]:
    first, second = (
        [part.strip() for line in folded(text, width) for part, is_marked in pieces(line, flags) if is_marked]
        for text, flags in zip((one, other), marks(one, other), strict=True)
    )
    return first, second


def said(lines: tuple[Line, ...]) -> str:
    return "".join(line.text for line in lines)


def test_words_that_differ_are_marked_on_both_sides() -> None:
    found = marked("We start in May with two teams", "We start in June with two big teams")
    assert found == (["May"], ["June", "big"])


def test_japanese_is_compared_sign_by_sign_and_numbers_whole() -> None:
    assert marked("予算は1,860万円です", "予算は1,900万円でした") == (["1,860", "す"], ["1,900", "した"])


def test_a_mark_goes_on_over_the_end_of_a_line() -> None:
    ours, _ = marked("We ask for one hundred thousand pounds", "We ask for patience", 12)
    assert " ".join(ours) == "one hundred thousand pounds"


def test_equal_texts_have_no_mark() -> None:
    assert marked("the same", "the same", 4) == ([], [])


def test_another_text_altogether_is_marked_whole_without_being_compared() -> None:
    ours, theirs = marked("a " * 4000, "b " * 4000, 80)
    assert "".join(ours).count("a") == 4000
    assert "".join(theirs).count("b") == 4000


TEXTS = st.text(st.sampled_from("ab 、。日本\n1,.\t") | st.characters(codec="utf-8"), max_size=80)


@given(TEXTS, TEXTS, st.integers(4, 40))
@examples(150)
def test_no_sign_is_lost_and_no_line_too_wide(one: str, other: str, width: int) -> None:
    for text, flags in zip((one, other), marks(one, other), strict=True):
        lines = folded(text, width)
        signs = "".join(paragraphs(text).split())
        assert "".join(said(lines).split()) == signs
        assert len(flags) == len(signs)
        assert all(cell_len(line.text.rstrip()) <= width for line in lines)
        assert ["".join(part for part, _ in pieces(line, flags)) for line in lines] == [line.text for line in lines]
    assert marked(one, one, width) == ([], [])
