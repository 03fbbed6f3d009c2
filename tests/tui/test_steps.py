"""The walk as declarations: complete against the model, true to the wall, worded in both languages."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, structs

import tui.steps
from builders import a_dossier, a_preparation
from prep import edits, places
from prep.errors import EditError
from prep.intake.case import dossier_of, read_case
from prep.model.dossier import Dossier
from prep.model.meeting import Lesson, Outcome
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation
from prep.readiness.assessment import PREREAD_RULES, assess
from prep.shapes import shapes
from prep.words import LANGUAGES, Lang, Message, has_text, keys, render, text
from tui.actions.samples import sample_file
from tui.steps.form import Field, Records, Section, Seen
from tui.steps.walk import WALK, home_of, step_of

SECTIONS: list[Section] = [section for step in WALK for section in step.sections]
FIELDS: list[tuple[Section, Field]] = [(section, field) for section in SECTIONS for field in section.fields]

LATER = {
    # written by the program itself
    "id",
    "created",
    "stage",
    "follows",
    "carried_lessons[].lesson_id",
    "carried_lessons[].from_preparation",
    # rehearsal
    "objections[].drill.box",
    "objections[].drill.due",
    "objections[].drill.last_result",
    # titles of slides are chosen beside the deck
    "deck.title_overrides",
    # in the meeting and after it
    "outcome.decided_by",
    "outcome.words",
    "outcome.reasons",
    "outcome.what_would_change_it",
    "outcome.lessons",
    "outcome.revisit_on",
}
LATER_WHOLE = ("hesitations", "wins", "rollout")

# What the format calls private, written out once more on purpose: the steps must agree with the rule, not with code.
NEVER = {
    *(f"conversations[].{name}" for name in ("stakeholder_id", "date", "kind", "opened_with_why", "notes")),
    *(f"conversations[].{name}" for name in ("pressure_test", "goal_ids", "stance_after")),
    *(f"conversations[].follow_up.{name}" for name in ("what", "due", "done")),
    *(f"stakeholders[].{name}" for name in ("influence", "interest", "stance", "desired", "impact", "outside_line")),
    "objections[].underlying",
    "objections[].raised_by",
    "meeting.preread.recipients",
    "quotes[].conversation_id",
}
CONSENTED = {
    f"quotes[].{name}"
    for name in ("text", "stakeholder_id", "speaker", "source", "date", "kind", "consent", "attribution")
}


def pattern(section: Section, field: Field) -> str:
    """The place of a field with every bracket empty."""
    if isinstance(section, Records):
        return f"{section.place}[].{field.name}"
    return f"{section.place}.{field.name}" if section.place else field.name


def leaves(struct: type[Struct], prefix: str) -> Iterator[str]:
    """The places of everything that can be entered below ``struct``, as patterns; a series is one field."""
    for shape in shapes(struct).values():
        place = f"{prefix}{shape.key}"
        if place in LATER_WHOLE or place in LATER or (prefix.endswith("[].") and shape.key == "id"):
            continue
        if shape.item_struct is not None and shape.key != "series":
            yield from leaves(shape.item_struct, f"{place}[].")
        elif shape.struct is not None:
            yield from leaves(shape.struct, f"{place}.")
        else:
            yield place


def sample(language: Lang) -> Dossier:
    return dossier_of(read_case(sample_file(language)), None, None, dt.date(2026, 11, 21))


def full() -> Dossier:
    """The Japanese sample with the one choice it leaves open."""
    return edits.replace(sample("ja"), "deck.lead_metric_id", "m1")


def places_of(dossier: Dossier, section: Section) -> list[str]:
    """Where the fields of a section begin: every record of the list, or the section itself."""
    if not isinstance(section, Records):
        return [f"{section.place}." if section.place else ""]
    records = places.read(dossier, section.place)
    assert isinstance(records, tuple)
    return [f"{place}." for place, _ in places.each(section.place, records)]


def columns(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)


def test_the_walk_goes_from_why_to_the_ask() -> None:
    assert [step.id for step in WALK] == ["why", "people", "voices", "numbers", "objections", "ask"]


def test_ids_are_unique_within_the_walk_and_within_a_step() -> None:
    for step in WALK:
        assert len({section.id for section in step.sections}) == len(step.sections)
    found = [pattern(section, field) for section, field in FIELDS]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("section", "field"), FIELDS, ids=lambda item: getattr(item, "name", None) or item.id)
def test_every_field_names_a_place_of_a_full_dossier(section: Section, field: Field) -> None:
    dossier = full()
    assert any(places.exists(dossier, place + field.name) for place in places_of(dossier, section))


def test_every_field_to_enter_before_the_decision_stands_in_some_step() -> None:
    wanted = {*leaves(Preparation, ""), *leaves(Organisation, "organisation.")}
    assert wanted == {pattern(section, field) for section, field in FIELDS}


def test_who_sees_a_field_is_what_the_format_says() -> None:
    for section, field in FIELDS:
        place = pattern(section, field)
        expected = Seen.NEVER if place in NEVER else Seen.CONSENTED if place in CONSENTED else Seen.DECK
        assert field.seen is expected, place


def test_the_idea_asks_what_the_audience_wants_and_objections_are_acknowledged_first() -> None:
    order = [field.name for _, field in FIELDS]
    assert order.index("initiative.audience_goal") < order.index("baseline.value")
    assert order.index("initiative.impact") < order.index("decision_role")
    assert order.index("acknowledge") < order.index("explore") < order.index("response")


def test_choices_and_sources_are_given_where_a_field_chooses() -> None:
    for _, field in FIELDS:
        assert (field.choices is not None) == (field.kind.value == "choice"), field.label
        assert (field.source is not None) == (field.kind.value in ("link", "links")), field.label


def test_optional_choices_links_and_lines_may_be_emptied_and_others_may_not() -> None:
    dossier = full()
    for section, field in FIELDS:
        if field.kind.value not in ("choice", "link", "line"):
            continue
        place = next(p for start in places_of(dossier, section) if places.exists(dossier, p := start + field.name))
        if field.optional:
            assert places.read(edits.replace(dossier, place, None), place) is None
        else:
            with pytest.raises(EditError):
                edits.replace(dossier, place, None)


def used_keys() -> set[str]:
    """Every key the steps name: in declarations, and in full in their source."""
    found = {key for step in WALK for key in (step.title, step.purpose)}
    for section in SECTIONS:
        found.add(section.title)
        if isinstance(section, Records):
            found |= {section.empty, section.noun}
    for _, field in FIELDS:
        found |= {key for key in (field.label, field.hint, field.group) if key}
    folder = Path(tui.steps.__file__).parent
    for source in folder.glob("*.py"):
        found |= set(re.findall(r'"(app\.step\.[a-z_.]+)"', source.read_text("utf-8")))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_exists_and_none_is_left_over(language: Lang) -> None:
    used = used_keys()
    assert [key for key in sorted(used) if not has_text(key, language)] == []
    assert sorted(key for key in keys("app", language) if key.startswith("app.step.") and key not in used) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_eighty_columns_and_an_empty_list_names_the_key_that_adds(language: Lang) -> None:
    for section, field in FIELDS:
        assert columns(text(field.hint, language)) <= 60, field.hint
        assert columns(text(field.label, language)) <= 26, field.label
        if isinstance(section, Records):
            assert "ctrl+n" in text(section.empty, language, key="ctrl+n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_of_the_samples_has_a_row_of_one_line(language: Lang) -> None:
    dossier = sample(language)
    for section in SECTIONS:
        if not isinstance(section, Records):
            continue
        for start in places_of(dossier, section):
            row = render(section.row(dossier, start.rstrip(".")), language)
            assert row.strip()
            assert "\n" not in row


def test_rows_say_what_tells_records_apart() -> None:
    rows = {}
    dossier = sample("en")
    for section in SECTIONS:
        if isinstance(section, Records) and (starts := places_of(dossier, section)):
            rows[section.id] = render(section.row(dossier, starts[0].rstrip(".")), "en")
    assert rows["conversations"] == "1 Oct 2026 · Dana Whitlock · 1:1 · holds"
    assert rows["stakeholders"].startswith("Ruth Calder · approver · not met yet")
    assert rows["metrics"] == "Net revenue retention · 101.8 → 102.8 (%) · business"
    assert rows["options"] == "Do nothing · 0 GBP · doing nothing"
    assert rows["asks"].endswith("· Ruth Calder, Helen Strand · 3 Dec 2026")


def bare() -> Dossier:
    """A dossier with one record of each kind, nothing filled in, and references that lead nowhere."""
    builder = a_dossier().with_goal(title="", starts=None).with_stakeholder(name="", role="", team="")
    builder = builder.with_conversation(stakeholder_id="s9", date=None).with_change(to="", conversation_id="c9")
    builder = builder.with_quote(text="\u200b", stakeholder_id="s9").with_quote(text="", speaker=None)
    builder = builder.with_metric(name="", unit="", baseline={"value": None}, target={"value": None})
    builder = builder.with_objection(concern="").with_ask(what="", **{"from": ["s9"]}).with_option(name="")
    builder = builder.with_outcome(conditions=[{}]).with_carried_lesson(lesson_id="l9", from_preparation="p9")
    return builder.build()


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_survive_empty_texts_and_references_that_lead_nowhere(language: Lang) -> None:
    dossier = bare()
    empty, unknown = text("app.step.empty", language), text("app.step.unknown", language)
    for section in SECTIONS:
        if not isinstance(section, Records):
            continue
        starts = places_of(dossier, section)
        assert starts, section.id
        for start in starts:
            row = render(section.row(dossier, start.rstrip(".")), language)
            assert empty in row or unknown in row, section.id


def test_a_new_record_of_every_list_can_be_added_with_what_the_step_proposes() -> None:
    dossier = a_dossier().with_goal().with_stakeholder(decision_role="approver").build()
    for section in SECTIONS:
        if not isinstance(section, Records) or section.id == "lessons":
            continue
        values = section.new(dossier)
        assert not isinstance(values, Message), section.id
        after, place = edits.add(dossier, section.place, values)
        assert places.exists(after, place)
        for field in section.fields:
            if places.exists(after, f"{place}.{field.name}"):
                value = places.read(after, f"{place}.{field.name}")
                assert edits.replace(after, f"{place}.{field.name}", value) == after


def test_a_new_goal_continues_the_current_year() -> None:
    dossier = a_dossier().with_goal(fiscal_year="FY2026", priority=2).build()
    place = edits.add(dossier, "organisation.goals", _new("goals", dossier))
    assert places.read(*_at(place, "fiscal_year")) == "FY2026"
    assert places.read(*_at(place, "priority")) == 3
    assert places.read(*_at(place, "ends")) == dt.date(2026, 12, 31)


def test_a_new_conversation_is_with_the_weightiest_person_not_spoken_to() -> None:
    builder = a_dossier().with_stakeholder(influence=5).with_stakeholder(influence=2).with_stakeholder(influence=4)
    assert _new("conversations", builder.with_conversation(stakeholder_id="s1").build()) == {"stakeholder_id": "s3"}


def test_a_conversation_needs_somebody_to_talk_to() -> None:
    refused = _section("conversations").new(a_dossier().build())
    assert refused == Message("app.step.people.conversations.needs_stakeholder")


def test_a_new_ask_goes_to_the_approvers_in_the_currency_of_the_cost() -> None:
    builder = a_dossier().with_stakeholder().with_stakeholder(decision_role="approver")
    cost = structs.replace(builder.preparation.initiative.cost, currency="GBP")
    assert _new("asks", builder.with_initiative(cost=cost).build()) == {"from": ["s2"], "currency": "GBP"}


def test_lessons_are_carried_one_by_one_until_none_is_left() -> None:
    outcome = Outcome(lessons=(Lesson(id="l1", text="Ask early"), Lesson(id="l2", text="Bring numbers")))
    dossier = a_dossier().following(a_preparation("p0", outcome=outcome)).build()
    for lesson in ("l1", "l2"):
        dossier, place = edits.add(dossier, "carried_lessons", _new("lessons", dossier))
        assert places.read(dossier, f"{place}.lesson_id") == lesson
    assert "Bring numbers" in render(_section("lessons").row(dossier, "carried_lessons[1]"), "en")
    refused = _section("lessons").new(dossier)
    assert isinstance(refused, Message)
    assert refused.key == "app.step.why.lessons.all_carried"


def test_a_lesson_shows_its_words_though_its_source_is_not_followed() -> None:
    source = a_preparation("p0", outcome=Outcome(lessons=(Lesson(id="l1", text="Ask early"),)))
    dossier = structs.replace(a_dossier().with_carried_lesson(how_applied="So").build(), others=(source,))
    assert "Ask early" in render(_section("lessons").row(dossier, "carried_lessons[0]"), "en")


@pytest.mark.parametrize(
    ("dossier", "reason"),
    [
        (a_dossier().build(), "follows_none"),
        (a_dossier(follows="p0").build(), "earlier_unknown"),
        (a_dossier().following(a_preparation("p0")).build(), "none_written"),
    ],
)
def test_where_there_is_no_lesson_to_carry_the_step_says_why(dossier: Dossier, reason: str) -> None:
    refused = _section("lessons").new(dossier)
    assert isinstance(refused, Message)
    assert refused.key == f"app.step.why.lessons.{reason}"
    for language in LANGUAGES:
        assert render(refused, language)


@pytest.mark.parametrize(
    ("place", "step", "section"),
    [
        ("title", "why", "idea"),
        ("initiative.impact", "why", "idea"),
        ("initiative.beneficiaries[0]", "why", "idea"),
        ("why.why_do.text", "why", "answers"),
        ("organisation.name", "why", "organisation"),
        ("organisation.goals[g1].title", "why", "goals"),
        ("carried_lessons[0].how_applied", "why", "lessons"),
        ("initiative.changes", "people", "changes"),
        ("conversations[c1].follow_up.due", "people", "conversations"),
        ("quotes", "voices", "quotes"),
        ("metrics[m1].target.value", "numbers", "metrics"),
        ("deck.lead_metric_id", "numbers", "lead"),
        ("objections[o1].drill", "objections", "objections"),
        ("initiative.cost.amount", "ask", "cost"),
        ("initiative.options", "ask", "options"),
        ("outcome.conditions[0].due", "ask", "conditions"),
        ("outcome.decision", "ask", "outcome"),
        ("meeting.starts_at", "ask", "meeting"),
        ("meeting.preread.planned_for", "ask", "preread"),
    ],
)
def test_a_place_leads_to_its_step_and_section(place: str, step: str, section: str) -> None:
    home = home_of(place)
    assert home is not None
    assert (home[0].id, home[1].id) == (step, section)


def test_every_rule_of_the_pre_read_points_into_the_walk() -> None:
    assert [one.id for one in PREREAD_RULES if step_of(one.place) is None] == []


@pytest.mark.parametrize(
    "dossier", [sample("ja"), sample("en"), a_dossier().build(), bare()], ids=["ja", "en", "new", "bare"]
)
def test_every_failure_leads_to_a_field_or_a_list_that_can_be_filled(dossier: Dossier) -> None:
    failed = assess(dossier).preread.failed
    assert failed
    for failure in failed:
        home = home_of(failure.place)
        assert home is not None, failure
        bare_place = re.sub(r"\[[^\]]*\]", "[]", failure.place)
        fields = {pattern(home[1], field) for field in home[1].fields}
        rehearsal = {"objections[].drill"}  # leads to the objection: rehearsing it is no field of the walk
        assert bare_place in fields | {home[1].place} | rehearsal, failure


@pytest.mark.parametrize("place", ["rollout.tactics[t1].due", "hesitations[h1]", "wins", "titles", ""])
def test_a_place_outside_the_walk_has_no_step(place: str) -> None:
    assert step_of(place) is None


def _section(section_id: str) -> Records:
    found = next(section for section in SECTIONS if section.id == section_id)
    assert isinstance(found, Records)
    return found


def _new(section_id: str, dossier: Dossier) -> dict[str, object]:
    values = _section(section_id).new(dossier)
    assert not isinstance(values, Message)
    return dict(values)


def _at(added: tuple[Dossier, str], name: str) -> tuple[Dossier, str]:
    return added[0], f"{added[1]}.{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_section_titles_stand_side_by_side_beside_the_rail_at_eighty_columns(language: Lang) -> None:
    for step in WALK:
        titles = [columns(text(section.title, language)) for section in step.sections]
        assert sum(titles) + 2 * len(titles) <= 64, step.id
