"""What is told of a version: when it was, what changed in it, both texts, and the whole of it."""

from __future__ import annotations

import datetime as dt

import pytest
from everything import all_places, full

from builders import a_dossier
from prep import edits, places
from prep.comparing import differences
from prep.errors import EditError
from prep.words import LANGUAGES, Lang, render
from tui.excerpt import LONGEST, both_sides, excerpts
from tui.past import changes_words, gone_back, in_one_minute, when
from tui.whole import whole_text

JAPAN = dt.timezone(dt.timedelta(hours=9))
NOW = dt.datetime(2026, 11, 22, 0, 30, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("moment", "ja", "en"),
    [
        (dt.datetime(2026, 11, 21, 15, 10, tzinfo=dt.UTC), "今日 00:10", "today 00:10"),
        (dt.datetime(2026, 11, 21, 14, 59, tzinfo=dt.UTC), "昨日 23:59", "yesterday 23:59"),
        (dt.datetime(2026, 11, 20, 1, 5, tzinfo=dt.UTC), "2026年11月20日 10:05", "20 Nov 2026, 10:05"),
        (dt.datetime(2026, 11, 23, 1, 5, tzinfo=dt.UTC), "2026年11月23日 10:05", "23 Nov 2026, 10:05"),
    ],
)
def test_a_moment_is_said_as_of_the_clock_on_the_wall(moment: dt.datetime, ja: str, en: str) -> None:
    assert [when(moment, NOW, language) for language in LANGUAGES] == [ja, en]


def test_moments_of_one_minute_are_told_apart_by_their_seconds() -> None:
    noon = dt.datetime(2026, 11, 20, 12, 0, 5, tzinfo=dt.UTC)
    soon, later = noon + dt.timedelta(seconds=40), noon + dt.timedelta(seconds=70)

    assert in_one_minute([later, soon, noon]) == {noon, soon}
    assert in_one_minute([noon, noon, later]) == set()  # seconds would tell nothing
    assert [when(soon, NOW, language, seconds=True) for language in LANGUAGES] == [
        "2026年11月20日 21:00:45",
        "20 Nov 2026, 21:00:45",
    ]
    assert when(NOW, NOW, "en", seconds=True) == "today 00:30:00"


def test_the_first_changes_are_told_in_words_and_the_rest_is_counted() -> None:
    before = a_dossier().with_quote(text="Do it").with_stakeholder().build()
    after = edits.replace(
        edits.replace(edits.remove(before, "quotes[q1]"), "title", "New"), "context.where_we_are", "x"
    )
    after, _ = edits.add(after, "stakeholders", {"name": "Rui"})
    found = differences(before, after)
    said = [render(one, "en") for one in changes_words(before, after, found, 4)]
    assert sorted(said) == [
        "Context › Where we are",
        "Idea › Title",
        "Quote “Do it” removed",
        "Stakeholder “Rui” added",
    ]
    assert [render(one, "en") for one in changes_words(before, after, found, 1)][1] == "+ 3 more"
    assert len(changes_words(before, after, found, 3)) == 4  # "+ 1 more" takes the room of the one


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_back_over_every_difference_gives_what_was(language: Lang) -> None:
    then, now = full(), a_dossier().with_stakeholder().with_quote().with_goal().build()
    then = edits.replace(then, "title", "Then")
    back = gone_back(now, then, "preparation")
    assert differences(back, then) == tuple(one for one in differences(now, then) if one.place.startswith("organi"))
    assert gone_back(now, then, "goals").preparation == now.preparation
    for one in differences(now, then):
        assert len(both_sides(now, then, one, language).splitlines()) == 3


def test_long_texts_are_shown_where_they_part() -> None:
    same = "alike " * 100
    here, there = excerpts(same + "one" + same, same + "two" + same)
    assert "one" in here
    assert "two" in there
    assert max(map(len, (here, there))) <= LONGEST + 2
    assert excerpts("short", "shorter") == ("short", "shorter")
    here, there = excerpts("one " + same, "two " + same)
    assert (here[:3], there[:3]) == ("one", "two")
    here, there = excerpts(same, same + "and more")
    assert "and more" in there


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_text_has_every_word_that_was_entered(language: Lang) -> None:
    dossier, number = full(), 0
    entered = []
    for place in all_places(dossier):
        if places.exists(dossier, place) and places.read(dossier, place) == "something":
            try:
                dossier = edits.replace(dossier, place, f"word{number}w")
            except EditError:  # a link, or fixed
                continue
            entered.append(f"word{number}w")
            number += 1
    said = whole_text(dossier, language)
    assert len(entered) > 80
    assert [one for one in entered if one not in said] == []
    goals = whole_text(dossier, language, "goals")
    assert 0 < len(goals) < len(said) / 3
    own = whole_text(dossier, language, "preparation")
    assert not set(goals.splitlines()) - set(said.splitlines())
    assert len(own) + len(goals) < len(said) + 10


def test_what_is_empty_is_not_in_the_whole_text() -> None:
    said = whole_text(a_dossier().build(), "en")
    assert "(empty)" not in said
    assert "The listening desk" in said
