"""A conflict in words: groups and names a marketer knows, and what is gone told as gone."""

from __future__ import annotations

import datetime as dt

import pytest

from builders import a_dossier
from prep import edits
from prep.comparing import differences
from prep.model.dossier import Dossier
from prep.words import LANGUAGES, Lang, text
from tui.choosing import Choice, choices, saved_at

ZONE = dt.timezone(dt.timedelta(hours=9))
NOW = dt.datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)


def between(ours: Dossier, theirs: Dossier, base: Dossier | None, language: Lang = "en") -> tuple[Choice, ...]:
    return choices(differences(ours, theirs, base), ours, theirs, base, language)


def test_the_time_of_today_stands_alone_and_an_older_one_has_its_date() -> None:
    assert saved_at(dt.datetime(2026, 11, 24, 1, 32, tzinfo=dt.UTC), NOW, "en") == "10:32"
    assert saved_at(dt.datetime(2026, 11, 23, 1, 32, tzinfo=dt.UTC), NOW, "en") == "23 Nov 2026, 10:32"
    assert saved_at(dt.datetime(2026, 11, 23, 1, 32, tzinfo=dt.UTC), NOW, "ja") == "2026年11月23日 10:32"


def test_a_field_is_grouped_under_its_record_and_names_who_changed_it() -> None:
    base = a_dossier().with_objection(concern="too expensive").build()
    ours = edits.replace(base, "objections[o1].acknowledge", "Ours")
    theirs = edits.replace(base, "objections[o1].acknowledge", "Theirs")
    (choice,) = between(ours, theirs, base)
    assert "too expensive" in choice.group
    assert (choice.ours, choice.theirs, choice.by) == ("Ours", "Theirs", text("app.conflict.by.both", "en"))
    assert choice.both_there


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_side_deleted_is_told_apart_from_what_it_never_had(language: Lang) -> None:
    base = a_dossier().with_quote(text="One").with_quote(text="Two").build()
    ours = edits.add(edits.remove(base, "quotes[q1]"), "quotes", {"text": "Three"})[0]
    theirs = edits.remove(base, "quotes[q2]")
    told = {one.place: (one.ours, one.theirs) for one in between(ours, theirs, base, language)}
    deleted, absent = text("app.conflict.deleted", language), text("app.conflict.absent", language)
    assert told["quotes[q1]"][0] == deleted
    assert told["quotes[q2]"][1] == deleted
    assert told["quotes[q3]"][1] == absent
    assert not any(one.both_there for one in between(ours, theirs, base, language))


def test_both_records_added_under_one_number_are_shown_with_their_own_words() -> None:
    base = a_dossier().build()
    ours = edits.add(base, "quotes", {"text": "Here"})[0]
    theirs = edits.add(base, "quotes", {"text": "There"})[0]
    shown = between(ours, theirs, base)
    assert {("Here" in one.ours, "There" in one.theirs) for one in shown} == {(True, False), (False, True)}


def test_another_order_is_one_choice_with_the_names_in_both_orders() -> None:
    base = a_dossier().with_quote(text="One").with_quote(text="Two").build()
    (choice,) = between(base, edits.move(base, "quotes[q2]", -1)[0], base)
    assert choice.name == text("app.conflict.order", "en")
    assert choice.ours.index("One") < choice.ours.index("Two")
    assert choice.theirs.index("Two") < choice.theirs.index("One")
