"""The message that goes with a deck: short, in the deck's language, with the decision, the date and page 1."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from decks.message import covering
from prep.share import share
from prep.shareable import Meeting, Person, Shareable
from prep.words import LANGUAGES, Lang
from tui.actions.checking import check
from tui.actions.opening import file_target, from_file

SAMPLES = Path(__file__).parents[2] / "prep" / "words" / "samples"
PAGE_ONE = {"ja": "1ページ目", "en": "page 1"}
DRAFT = {"ja": "未確定", "en": "draft"}


def a_shareable(language: Lang) -> Shareable:
    target = file_target(str(SAMPLES / f"case-{language}.json"))
    assert target is not None
    dossier = from_file(target, None)
    return share(dossier, check(dossier), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_decision_the_date_the_people_and_page_one(language: Lang) -> None:
    shareable = a_shareable(language)
    letter = covering(shareable)
    ask = shareable.asks[0]
    assert " ".join(ask.what.split()) in letter.body
    assert PAGE_ONE[language] in letter.body
    assert str(ask.by.year if ask.by else "") in letter.subject
    assert all(who.name in letter.body for who in ask.asked)
    assert shareable.owner.name in letter.body.splitlines()[-2 if language == "en" else -1]
    assert "\n" not in letter.subject
    assert len(letter.body) < 1200


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_a_draft_is_one(language: Lang) -> None:
    shareable = a_shareable(language)
    for ready in (True, False):
        assert (DRAFT[language] in covering(replace(shareable, ready=ready)).body) is not ready


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_with_nothing_filled_in(language: Lang) -> None:
    shareable = replace(
        a_shareable(language),
        title="",
        asks=(),
        owner=Person(name="", role="", team=""),
        meeting=Meeting(title="", starts_at=None, minutes=60, place=""),
    )
    letter = covering(shareable)
    assert PAGE_ONE[language] in letter.body
    assert "\n\n\n" not in letter.body
    assert letter.subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_people_are_greeted_together_and_lines_of_a_text_are_joined(language: Lang) -> None:
    shareable = a_shareable(language)
    people = tuple(Person(name=f"Person {n}", role="", team="") for n in range(9))
    ask = replace(shareable.asks[0], asked=people, what="One\nthing\x07")
    letter = covering(replace(shareable, asks=(ask,)))
    assert "Person 1" not in letter.body
    assert "One thing" in letter.body
    assert letter.body.startswith("Dear all," if language == "en" else "関係者の皆様")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rollout_has_the_request_its_date_and_the_sharing_meeting(language: Lang) -> None:
    shareable = replace(a_shareable("ja"), language=language)
    plan = shareable.rollout
    assert plan is not None
    letter = covering(shareable, "rollout")
    assert plan.directive.strategy in letter.subject
    assert plan.directive.from_ in letter.body
    assert PAGE_ONE[language] in letter.body
    assert plan.meeting_place in letter.body
    later = replace(shareable, rollout=replace(plan, meeting_starts_at=dt.datetime(2031, 5, 6, 9, 0)))
    assert "2031" in covering(later, "rollout").body


def test_a_rollout_without_its_directive_has_no_message() -> None:
    shareable = a_shareable("ja")
    plan = shareable.rollout
    assert plan is not None
    undated = replace(plan, directive=replace(plan.directive, by=None))
    for incomplete in (replace(shareable, rollout=None), replace(shareable, rollout=undated)):
        with pytest.raises(ValueError, match="no rollout"):
            covering(incomplete, "rollout")
