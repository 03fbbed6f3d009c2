"""Every place of the model and every value has words in both languages, and no two places share them."""

from __future__ import annotations

import datetime as dt

import pytest
from everything import all_places, full

from builders import a_dossier
from prep import places
from prep.errors import EditError
from prep.intake.case import dossier_of, read_case
from prep.model.evidence import Point, Reading
from prep.model.idea import Option
from prep.words import LANGUAGES, Lang, keys, render, text
from tui.actions.samples import sample_file
from tui.describing import place_words, value_words
from tui.labels import flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_the_model_has_words_of_its_own(language: Lang) -> None:
    dossier = full()
    said: dict[str, str] = {}
    for place in all_places(dossier):
        assert places.exists(dossier, place)
        words = render(place_words(dossier, place), language)
        # a list is called as its one record's list, a record by its name: no two of them alike
        assert words not in said, (place, said.get(words))
        said[words] = place
        assert "app." not in words
        assert "_" not in words
    assert len(said) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_that_is_not_there_is_called_by_its_id(language: Lang) -> None:
    have, empty = full(), a_dossier().build()
    for place in all_places(have):
        words = render(place_words(empty, place), language)
        assert words
        if place.startswith("stakeholders[x1]"):
            assert "x1" in words


def test_no_text_for_a_place_is_left_that_the_model_does_not_have() -> None:
    patterns = {flat(place.replace("[x1]", "").replace("[0]", "")) for place in all_places(full())}
    lists = {key.removeprefix("app.record.") for key in keys("app", "en") if key.startswith("app.record.")}
    texts = {key.removeprefix("app.place.") for key in keys("app", "en") if key.startswith("app.place.")}
    assert lists <= patterns
    assert texts <= patterns


def test_what_is_no_place_is_refused() -> None:
    for place in ("", "nothing", "stakeholders[s1].nothing", "title.nothing"):
        with pytest.raises(EditError):
            place_words(full(), place)


@pytest.mark.parametrize(
    ("place", "ja", "en"),
    [
        ("title", "アイデア › 件名", "Idea › Title"),
        ("objections[o1].acknowledge", "想定反論『高すぎる』 › 1. 受け止める", "Objection “高すぎる” › 1. Acknowledge"),
        ("objections[o2].next_step.due", "想定反論（o2） › 次の一歩 › 期限", "Objection o2 › Next step › Due"),
        (
            "why.why_care.evidence",
            "3つの「なぜ」 › なぜ全員に関わるのか › 根拠",
            "Three whys › Why everyone should care › Evidence",
        ),
        ("conversations[c1].notes", "会話『Dana』（2026年11月1日） › メモ", "Conversation “Dana” (1 Nov 2026) › Notes"),
        ("why.why_do.text", "3つの「なぜ」 › なぜやるのか", "Three whys › Why do it"),
        ("stakeholders", "関係者", "Stakeholders"),
        ("rollout.directive.by", "展開 › 社長からのお願い › いつまでに", "Rollout › Directive › By"),
    ],
)
def test_a_place_is_called_by_section_record_and_field(place: str, ja: str, en: str) -> None:
    builder = a_dossier().with_stakeholder().with_conversation()
    dossier = builder.with_objection(concern="高すぎる").with_objection(concern=" ").build()
    assert [render(place_words(dossier, place), language) for language in LANGUAGES] == [ja, en]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_reads_without_ids_or_names_of_code(language: Lang) -> None:
    dossier = full()
    for place in all_places(dossier):
        said = value_words(dossier, places.read(dossier, place), language, place)
        assert said.strip()
        assert not any(word in said for word in ("app.", "common.", "UNSET", "None", "dt.", "Struct("))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_entered_is_said_to_be_empty(language: Lang) -> None:
    dossier = a_dossier().build()
    empty = text("app.step.empty", language)
    nothing: tuple[object, ...] = (None, "", "  ", (), {}, Reading())
    assert [value_words(dossier, one, language) for one in nothing] == [empty] * 6


def test_values_read_as_the_language_writes_them() -> None:
    dossier = a_dossier().with_goal(title="Grow").with_stakeholder(name="Dana").with_quote(text="Do it").build()
    day = dt.date(2026, 12, 10)
    assert value_words(dossier, day, "ja") == "2026年12月10日"
    assert value_words(dossier, (Point(date=day, value=61.5), Point(date=day)), "en") == (
        "61.5 (10 Dec 2026)\n(empty) (10 Dec 2026)"
    )
    assert value_words(dossier, ("s1",), "en", "asks[a1].from") == "Dana"
    assert value_words(dossier, ("s1", "s9"), "ja", "meeting.attendees") == "Dana、s9（見つかりません）"
    assert value_words(dossier, ("q1", "g1"), "en") == "Quote “Do it”, Goal “Grow”"
    assert value_words(dossier, "s1", "en", "title") == "s1"
    assert value_words(dossier, ("s1",), "en", "stakeholders") == "Dana"
    assert value_words(dossier, ("a", "b"), "en", "initiative.beneficiaries") == "a, b"


def test_a_record_reads_as_its_fields() -> None:
    dossier = a_dossier().with_stakeholder().with_conversation(follow_up={"what": "Send figures"}, notes="a\nb").build()
    said = value_words(dossier, dossier.preparation.conversations[0], "en").splitlines()
    assert "With: Dana" in said
    assert "Follow-up › What you promised: Send figures" in said
    assert said[said.index("Notes:") + 1 :][:2] == ["  a", "  b"]
    options = (Option(name="One", benefit="Fast"), Option(name="Two"))
    assert value_words(dossier, options, "en", "initiative.options").splitlines() == [
        "Option “One”",
        "  Option: One",
        "  Benefit: Fast",
        "Option “Two”",
        "  Option: Two",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_samples_can_be_read_whole(language: Lang) -> None:
    dossier = dossier_of(read_case(sample_file(language)), None, None, dt.date(2026, 11, 21))
    said = value_words(dossier, dossier.preparation, language)
    assert "（見つかりません）" not in said
    assert "(not found)" not in said
    assert len(said.splitlines()) > 300
