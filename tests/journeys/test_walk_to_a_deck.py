"""From an empty library to a ready deck, with keys alone: the whole walk, as a marketer would take it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from app_driver import NARROW, WIDE, running
from pptx import Presentation
from pptx_reading import all_text
from stories import Chapter, Story, story
from walker import Entry, Linked, Typed, Walker, linked

from prep.words import LANGUAGES, Lang, text
from tui.steps.form import Records
from tui.steps.walk import WALK

Tables = dict[str, dict[str, dict[str, object]]]
BOTH = [(language, size) for language in LANGUAGES for size in (WIDE, NARROW)]


@pytest.mark.parametrize(("language", "size"), BOTH, ids=lambda one: one if isinstance(one, str) else str(one[0]))
def test_keys_alone_lead_from_nothing_to_a_ready_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Lang, size: tuple[int, int]
) -> None:
    told = story(language, dt.date.today())
    desk, home = tmp_path / "desk", tmp_path / "home"
    desk.mkdir()
    monkeypatch.chdir(desk)

    async def scenario() -> Path:
        async with running(home, language=language, size=size) as (app, pilot):
            walker = Walker(app, pilot, language)
            await walker.begins(told.words["title"], told.words["organisation"])
            for chapter in told.chapters:
                await enter(walker, chapter)
            await prove(walker, told)
            await walker.goes_to_check()
            await ready(walker)
            written = await write_deck(walker, desk, typed=size == NARROW)
            await walker.press("ctrl+q")
        assert app.return_code == 0
        assert app.farewell == []
        return written

    written = asyncio.run(scenario())
    kept_on_disk(home, told)
    told_in_deck(written, told)


async def enter(walker: Walker, chapter: Chapter) -> None:
    """One section, from its first field to its last."""
    if WALK[walker.step].id != chapter.step:
        await walker.goes_to(chapter.step)
    await walker.turns_to(chapter.section)
    for entries in chapter.entries:
        if isinstance(walker.section, Records):
            await walker.adds(entries)
        else:
            await walker.fills(entries)


async def prove(walker: Walker, told: Story) -> None:
    """The check says that the whys lack their evidence, and leads there; then it is linked."""
    await walker.goes_to_check()
    await walker.sees(walker.say("app.check.must"))
    await walker.press("enter")
    await walker.reads("why", "answers")
    await walker.stands_at("why_do.evidence")
    for name, words in told.proofs:
        await walker.enters(name, linked(*words))


async def ready(walker: Walker) -> None:
    """No must is left; of the warnings only the rehearsal, which comes in a later step."""
    shown = text("app.check.ready", walker.language, score=99, key_walk_next_step="F6")
    await walker.sees(shown)
    await walker.sees(text("app.check.warnings", walker.language, n=1))


async def write_deck(walker: Walker, desk: Path, *, typed: bool) -> Path:
    """Write the deck: under the name proposed, or under one that is typed."""
    await walker.goes_to_deck()
    await walker.sees(walker.say("app.deck.file"))
    if typed:
        await walker.press("shift+tab")
        await walker.press("end", "ctrl+u")
        await walker.types("../out.pptx")
        await walker.press("enter")
    else:
        await walker.press("ctrl+s")
    await walker.sees(walker.say("app.deck.written").partition("{")[0])
    (written,) = [*desk.glob("*.pptx"), *desk.parent.glob("*.pptx")]
    assert (written.name == "out.pptx") is typed
    return written


def kept_on_disk(home: Path, told: Story) -> None:
    """Every value stands in the TinyDB files as it was typed."""
    tables: Tables = {}
    for folder in ("organisations", "preparations"):
        (file,) = (home / folder).glob("*.json")
        tables |= {name: rows for name, rows in json.loads(file.read_text("utf-8")).items() if name != "meta"}
    (whole,) = tables["preparation"].values()
    assert whole["title"] == told.words["title"]
    assert whole["language"] == told.language
    assert tables["organisation"]["1"]["name"] == told.words["organisation"]
    for chapter in told.chapters:
        section = next(one for step in WALK for one in step.sections if one.id == chapter.section)
        held: object = whole
        names = section.place.removeprefix("organisation.").split(".") if section.place else []
        if names and names[0] in tables:
            held = list(tables[names.pop(0)].values())
        for name in names:
            held = part(held, name)
        records = held if isinstance(held, list) else [held]
        assert len(records) == len(chapter.entries), chapter.section
        for record, entries in zip(records, chapter.entries, strict=True):
            for name, entry in entries.items():
                same(record, name, entry)


def same(record: object, name: str, entry: Entry) -> None:
    """One value as it is kept: links as ids, choices as their values."""
    value: object = record
    for step in name.split("."):
        value = part(value, step)
    if isinstance(entry, Linked):
        assert len(value) == len(entry.words) if isinstance(value, list) else value, name
    elif isinstance(entry, Typed):
        assert value == entry.kept, name
    else:
        assert value == getattr(entry, "value", entry), name


def part(of: object, name: str) -> object:
    assert isinstance(of, Mapping)
    return of[name]


def told_in_deck(file: Path, told: Story) -> None:
    """The file opens, every slide has its title, nothing says draft, and nothing private is in it."""
    words, slides = told.words, Presentation(str(file)).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(title.strip() for title in titles)
    assert len(set(titles)) == len(titles)
    assert any(shape.has_chart for slide in slides for shape in slide.shapes), "the series has become a chart"
    written = all_text(file.read_bytes())
    told_words = {"title", "summary", "why_do", "why_goals", "why_care", "goal", "where", "how", "missed", "approver"}
    told_words |= {"quote", "concern_quote", "metric", "concern", "acknowledge", "response", "step", "nothing", "coach"}
    told_words |= {"ask", "if_no", "condition", "changed_to", "metric_source"}
    spoken = "".join(written.split())
    missing = [name for name in sorted(told_words) if "".join(words[name].split()) not in spoken]
    assert not missing, missing
    assert text("deck.draft", told.language) not in written
    assert not [secret for secret in told.secrets if secret in written]
