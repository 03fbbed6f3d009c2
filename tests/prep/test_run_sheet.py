"""The run sheet of a 1:1: its order, what it names as missing, and what of it may lie on the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import DossierBuilder, a_dossier
from decks.preread import preread
from prep.library.tiny import open_library
from prep.model.idea import Answer
from prep.readiness.assessment import assess
from prep.run_sheet import Line, RunSheet, Sort, planned_with, run_sheet
from prep.share import share
from prep.telling import ORDER, Part
from prep.words import LANGUAGES, Message, render
from tui.actions.importing import import_files
from tui.actions.run_sheets import markdown_of

SAMPLES = Path(__file__).parents[2] / "prep" / "words" / "samples"


def with_dana(**fields: object) -> DossierBuilder:
    return (
        a_dossier()
        .with_goal()
        .with_why(goal_ids=("g1",), why_do=Answer(text="They leave in silence"))
        .with_stakeholder(decision_role="approver", stance="resistant", impact="Loses two heads", **fields)
        .with_stakeholder(name="Rui")
        .with_conversation(notes="She said it is a toy", follow_up={"what": "Send the sums"})
        .with_objection(concern="It is a toy", raised_by="s1", explore="What would make it real?")
        .with_objection(concern="Not mine", raised_by="s2")
        .with_quote(text="Show me the sums", stakeholder_id="s1", consent="not_asked")
        .with_quote(text="Hers, granted", stakeholder_id="s1")
        .with_quote(text="Said by Rui", stakeholder_id="s2", consent="not_asked")
        .with_change(to="Two desks", conversation_id="c1")
    )


def sheet_of(builder: DossierBuilder) -> RunSheet:
    sheet = run_sheet(builder.build(), "s1")
    assert sheet is not None
    return sheet


def lines(sheet: RunSheet) -> list[Line]:
    return [*sheet.who, *(line for part in sheet.parts for line in part.lines)]


def words(line: Line) -> str:
    return render(line.words, "en") if isinstance(line.words, Message) else line.words


def test_the_parts_come_in_the_order_of_the_preread_and_the_whys_lead() -> None:
    parts = [part.part for part in sheet_of(with_dana()).parts]
    assert parts == sorted(parts, key=ORDER.index)
    assert parts[0] is Part.WHY
    assert parts[1] is Part.VOICES
    assert parts[-1] is Part.NEXT


def test_the_slides_of_the_preread_follow_the_same_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(tmp_path)
    dossier = library.get(import_files(library, [SAMPLES / "case-en.json"])[0].preparation_ids[0]).dossier
    told = [slide.id for slide in preread(share(dossier, assess(dossier))).slides][1:9]
    assert told == list("23456789")
    monkeypatch.setattr("decks.preread.ORDER", ORDER[::-1])
    assert [slide.id for slide in preread(share(dossier, assess(dossier))).slides][1:9] == told[::-1]


def test_a_why_that_is_missing_is_named_as_missing() -> None:
    why = sheet_of(with_dana()).parts[0]
    assert [line.sort for line in why.lines] == [Sort.FACT, Sort.OWN, Sort.FACT, Sort.MISSING, Sort.FACT, Sort.MISSING]
    assert words(why.lines[1]) == "They leave in silence"


def test_it_knows_of_them_what_was_promised_what_they_object_to_and_what_they_changed() -> None:
    told = "\n".join(map(words, lines(sheet_of(with_dana()))))
    for known in ("Send the sums", "It is a toy", "What would make it real?", "Two desks", "Show me the sums"):
        assert known in told
    for others in ("Not mine", "Said by Rui", "Hers, granted"):
        assert others not in told


def test_the_questions_fit_their_part_in_the_decision_and_how_it_stands() -> None:
    def keys(builder: DossierBuilder) -> set[str]:
        return {line.words.key for line in lines(sheet_of(builder)) if isinstance(line.words, Message)}

    assert {"talks.ask.approver", "talks.ask.stance.resistant", "talks.ask.since"} <= keys(with_dana())
    unmet = a_dossier().with_stakeholder(decision_role="driver")
    assert {"talks.ask.driver", "talks.ask.stance.unaware", "talks.ask.first_time"} <= keys(unmet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_shows_nothing_of_stance_objections_notes_or_other_peoples_words(language: str) -> None:
    sheet = sheet_of(with_dana())
    printed = markdown_of(sheet, "ja" if language == "ja" else "en")
    private = ("toy", "sums", "Loses two heads", "Rui", "Two desks", "Not mine", "real?")
    assert [one for one in private if one in printed] == []
    for line in lines(sheet):
        if not line.printed:
            said = render(line.words, "en") if isinstance(line.words, Message) else line.words
            assert said not in printed
    stances = [render(Message(f"common.stance.{one}"), "en").lower() for one in ("resistant", "supportive")]
    assert [one for one in stances if one in printed.lower()] == []
    assert "They leave in silence" in printed
    assert "Keep more customers" in printed


def test_the_first_lines_of_the_print_say_that_it_is_private() -> None:
    assert markdown_of(sheet_of(with_dana()), "en").startswith("> For your own use only: this contains private notes")


def test_what_is_written_in_the_preparation_is_no_markdown() -> None:
    builder = with_dana().with_why(goal_ids=("g1",), why_do=Answer(text="# <b>*x*\n## y"))
    assert "> \\# \\<b\\>\\*x\\* \\#\\# y" in markdown_of(sheet_of(builder), "en")


def test_there_is_no_sheet_for_someone_who_is_not_there() -> None:
    assert run_sheet(a_dossier().build(), "s1") is None


def test_a_planned_talk_without_a_record_is_the_one_to_begin() -> None:
    builder = a_dossier().with_stakeholder().with_conversation(date="2026-11-01").with_conversation(date="2026-12-01")
    planned = planned_with(builder.build(), "s1")
    assert planned is not None
    assert planned.id == "c2"
    held = a_dossier().with_stakeholder().with_conversation(date=None, notes="Talked")
    assert planned_with(held.build(), "s1") is None
