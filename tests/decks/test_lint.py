"""The deck's own rules: a sound deck breaks none, and each rule finds the deck built to break it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from deck_builders import Language, Words, a_deck
from msgspec.structs import replace

from decks.deck import (
    Bullets,
    Chart,
    ChartPoint,
    Column,
    Deck,
    Fact,
    Facts,
    Pair,
    Pairs,
    Paragraph,
    QuoteCard,
    QuoteCards,
    Section,
    Slide,
    Table,
    Text,
    Tile,
    Tiles,
)
from decks.layout.items import Page, Pages, Para, Run, TextBox
from decks.layout.pages import paginate
from decks.lint import RULES, Finding, gathered, lint, musts, slide_numbers
from decks.phrases import Phrases
from decks.pptx import plot
from prep.model.dossier import Dossier
from prep.words import LANGUAGES, Lang, render
from tui.actions.checking import check
from tui.actions.decks import build_deck
from tui.actions.mending import place_of, sentence
from tui.actions.opening import file_target, from_file

SAMPLES = Path(__file__).parents[2] / "prep" / "words" / "samples"
SAY = Phrases("en")
SENTENCE = "Reaching customers early keeps 6 of 10 of them"


def a_slide(*blocks: object, title: str = SENTENCE, sources: tuple[str, ...] = ("CRM, Sep 2026",)) -> Slide:
    return Slide("2", Section.REASONS, title, blocks, sources)  # type: ignore[arg-type]


def a_table(labels: tuple[str, ...], *rows: tuple[str, ...], alt: str = "") -> Table:
    columns = tuple(Column(SAY(f"column.{label}")) for label in labels)
    cells = tuple(tuple(Text(cell) for cell in row) for row in rows)
    return Table(columns, cells, alt or f"A table with {rows[0][0]}")


def a_line(**fields: object) -> Chart:
    points = tuple(ChartPoint(f"M{n}", n, f"{n}%") for n in (1, 2, 3))
    plain = Chart("line", "Rate", "Rate", points, 5, "Target 5%", "%", "It rose from 1% to 3%; the target is 5%.")
    return replace(plain, **fields)


def dossier_of_sample(name: str) -> Dossier:
    target = file_target(str(SAMPLES / f"{name}.json"))
    assert target is not None
    return from_file(target, None)


def of(*slides: Slide, language: Language = "en") -> Deck:
    return a_deck(language, slides=slides)


def every_page(pages: Pages, change: Callable[[Page], Page]) -> Pages:
    return replace(pages, pages=tuple(map(change, pages.pages)))


def with_items(page: Page, change: Callable[[TextBox], TextBox]) -> Page:
    return replace(page, items=tuple(change(one) if isinstance(one, TextBox) else one for one in page.items))


def ids(found: tuple[Finding, ...]) -> set[str]:
    return {one.id for one in found}


METRICS = ("metric", "baseline", "target", "difference")
GOOD_METRIC = ("Retention", "40%\nSep 2026", "45%\nSep 2027", "+5 points\nhigher")
OPTIONS = ("option", "benefit", "cost", "verdict")
NOTHING = ("Do nothing", "None", "£0", "We lose them.")
STEPS = ("step", "owner", "due")
WHY = SAY("label.why_do")

BROKEN: dict[str, Deck] = {
    "D11": of(a_slide(title="It keeps " + "very " * 14 + "many customers")),
    "D13": of(a_slide(title="Market overview")),
    "D14": of(a_slide(), replace(a_slide(), id="3", title=SENTENCE.upper())),
    "D15": of(a_slide(Tiles((Tile("Rate", "40%", "by 2027", lead=True),)), title="It keeps more of them")),
    "D21": of(a_slide(Paragraph(Text("Many words are read here. " * 32)))),
    "D22": of(a_slide(Bullets(tuple(Text(f"Point {n} of many") for n in range(6))))),
    "D31": of(a_slide(a_line(), sources=())),
    "D32": of(a_slide(a_line(), sources=(f"Rate: {SAY('source_missing')} (as of Sep 2026)",))),
    "D33": of(a_slide(a_table(METRICS, ("Retention", "40\nSep 2026", *GOOD_METRIC[2:])))),
    "D34": of(a_slide(a_table(METRICS, ("Retention", "40%", *GOOD_METRIC[2:])))),
    "D41": of(a_slide(Facts((Fact(WHY, Text("It pays for itself.")),)))),
    "D41 in an answer": of(
        a_slide(Pairs("a", "b", (Pair((Text("Too dear?"),), (Text("No."),)),), "Concern: Too dear?"))
    ),
    "D42": of(a_slide(Pairs("a", "b", (Pair((Text("Too dear?"),), (Text("No."),)),), "Concern: Too dear?"))),
    "D43": of(a_slide(Paragraph(Text("It works.", tags=("m99",))))),
    "D71": of(a_slide(a_table(OPTIONS, ("Hire", "More", "£5", "Good")))),
    "D72": of(a_slide(a_table(OPTIONS, NOTHING, ("Hire", "More", SAY("not_yet_known"), "Good")))),
    "D73": of(a_slide(a_table(STEPS, ("Sign", SAY("owner_missing"), "1 Dec 2026")))),
    "D74": of(a_slide(a_table(STEPS, ("Sign", "Ann", SAY("not_yet_set"))))),
    "D81": of(a_slide(QuoteCards("Colleagues", (QuoteCard("Fine.", "CFO", "q1", who="CFO", points_to="role"),)))),
    "D82": of(a_slide(QuoteCards("Colleagues", (QuoteCard("It is good ... and cheap.", "A colleague", "q1"),)))),
    "D91": of(a_slide(a_table(METRICS, (*GOOD_METRIC[:3], "+12.5%")))),
    "D92": of(a_slide(a_table(METRICS, ("Calls", "0 a day\nSep 2026", "5 a day\nSep 2027", "+5 a day (+100%)")))),
    "D93": of(a_slide(a_table(METRICS, ("Retention", "", *GOOD_METRIC[2:])))),
    "D101": of(a_slide(a_line(alt=""))),
    "D102": of(a_slide(a_line(alt="The rate over three months."))),
}
"""A deck a rule that its content can break."""


def _shrunk(page: Page) -> Page:
    return with_items(page, lambda box: replace(box, paras=(Para((Run("Small print here", 9.0),), 11),)))


def _squeezed(page: Page) -> Page:
    return with_items(page, lambda box: replace(box, box=replace(box.box, h=1.0)))


def _pale(page: Page) -> Page:
    return with_items(page, lambda box: replace(box, paras=(Para((Run("Pale words", 16.0, "surface"),), 20),)))


def _without_words(page: Page) -> Page:
    return replace(page, items=())


BENT: dict[str, Callable[[Page], Page]] = {
    "D12": lambda page: replace(page, heading=replace(page.heading, paras=(Para((), 20, breaks=(3, 6)),))),
    "D14": lambda page: replace(page, title="The same words on every page"),
    "D23": _shrunk,
    "D51": lambda page: replace(page, foot=replace(page.foot, line=replace(page.foot.line, paras=()))),
    "D52": lambda page: replace(page, foot=replace(page.foot, draft=None)),
    "D61": lambda page: page,
    "D62": _without_words,
    "D63": _squeezed,
    "D103": _pale,
}
"""What our own writer grants, and how a page loses it."""


def _plain_deck(count: int = 3) -> Deck:
    body = Paragraph(Text("Customers stay when somebody answers them within two working days."))
    return of(*(replace(a_slide(body), id=f"x{n}", title=f"{SENTENCE} in year {n}") for n in range(count)))


def test_every_rule_has_a_deck_that_breaks_it() -> None:
    assert {rule.id for rule in RULES} == {rule.split()[0] for rule in BROKEN} | set(BENT) | {"D75"}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_finds_the_deck_that_breaks_it(rule: str) -> None:
    found = [one for one in lint(BROKEN[rule]) if one.id == rule.split()[0]]
    assert found
    assert all(one.slides and one.slides[0] == 1 for one in found)


@pytest.mark.parametrize("rule", BENT)
def test_what_our_writer_grants_is_looked_for_on_the_pages(rule: str) -> None:
    deck = _plain_deck(10 if rule == "D61" else 3)
    pages = paginate(deck)
    if rule != "D61":
        assert rule not in ids(lint(deck, pages))
    assert rule in ids(lint(deck, every_page(pages, BENT[rule])))


def test_bars_that_do_not_start_at_zero_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    deck = of(a_slide(a_line(kind="bar")))
    assert "D75" not in ids(lint(deck))
    monkeypatch.setattr(plot, "scale", lambda chart: (1.0, 5.0))
    assert "D75" in ids(lint(deck))


def test_a_sound_deck_breaks_no_rule() -> None:
    sound = a_slide(
        a_table(METRICS, GOOD_METRIC),
        Facts((Fact(WHY, Text(f"It pays for itself [{SAY('hypothesis_alone')}]")),)),
        QuoteCards("Colleagues", (QuoteCard("It is good […] and cheap. Really…", "A colleague", "q1"),)),
    )
    choices = replace(
        a_slide(
            a_table(OPTIONS, NOTHING, ("Hire", "More", "£5", "Good")), a_table(STEPS, ("Sign", "Ann", "1 Dec 2026"))
        ),
        id="3",
        title="Hiring 2 people costs £5",
    )
    assert lint(of(sound, choices)) == ()


def test_a_japanese_title_is_a_sentence_and_a_list_of_topics_is_not() -> None:
    good, topic = "解約率は6.2%から5.4%へ下がります", "市場の状況と2026年の課題"
    assert "D13" not in ids(lint(of(a_slide(title=good), language="ja")))
    assert "D13" in ids(lint(of(a_slide(title=topic), language="ja")))


def test_an_english_title_may_name_a_japanese_metric() -> None:
    deck = of(a_slide(title="月次解約率 to 5.4%: please approve ¥18.6m by 10 Dec 2026"))
    assert not ids(lint(deck)) & {"D11", "D13"}


def test_a_final_deck_with_a_draft_mark_is_found() -> None:
    deck = _plain_deck()
    final = replace(deck, foot=replace(deck.foot, draft=None))
    assert [one.why.key for one in lint(final, paginate(deck))] == ["rules.lint.D52.final"]


def test_findings_say_their_slides_after_pagination() -> None:
    words = Words("en", 12)
    long = replace(a_slide(*(Paragraph(Text(words.sentence(n))) for n in range(3))), id="1", title="This takes 2 pages")
    bare = replace(a_slide(a_line(), sources=()), id="2")
    deck = of(long, bare)
    pages = paginate(deck)
    numbers = tuple(at for at, page in enumerate(pages.pages, 1) if page.slide_id == "2")
    found = next(one for one in lint(deck, pages) if one.id == "D31")
    assert numbers[0] > 2
    assert found.slides == numbers


def test_musts_come_first_and_slides_are_told_as_ranges() -> None:
    found = lint(of(a_slide(a_line(), title="Market overview", sources=())))
    levels = [one.level for one in found]
    assert levels == sorted(levels)
    assert [one.level for one in musts(found)] == ["must"] * levels.count("must")
    assert slide_numbers((2, 5, 6, 7, 9, 10)) == ("2", "5–7", "9", "10")


def test_many_findings_alike_are_told_together_and_few_one_by_one() -> None:
    rows = tuple((f"Step {n}", SAY("owner_missing"), "1 Dec 2026") for n in range(1, 6))
    found = lint(
        of(a_slide(a_table(STEPS, *rows[:2])), replace(a_slide(a_table(STEPS, *rows[2:])), id="3", title="It has 3"))
    )
    owners = [one for one in gathered(found) if one.id == "D73"]
    assert [(one.slides, one.slide_ids, one.alike) for one in owners] == [((1, 2), ("2", "3"), 4)]
    assert render(sentence(owners[0]), "en") == "Slides 1, 2: “Step 1” has no owner; name one. (4 more like it.)"
    assert len([one for one in gathered(found[:2]) if one.id == "D73"]) == 2
    assert sum(1 + one.alike for one in gathered(found)) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_a_sentence_in_both_languages(language: Lang) -> None:
    decks = [*BROKEN.values()]
    for finding in (one for deck in decks for one in lint(deck)):
        told = render(sentence(finding), language)
        assert "{" not in told
        assert told.endswith(("。", ".", "）"))


@pytest.mark.parametrize("name", ["case-ja", "case-en"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_give_no_false_alarm(name: str, language: Lang) -> None:
    """What is left: roles and teams that fit one person; and text of the other language, longer than planned for."""
    dossier = dossier_of_sample(name)
    own = dossier.preparation.language.value == language
    found = lint(build_deck(dossier, check(dossier), "preread", language))
    assert ids(found) <= ({"D81"} if own else {"D81", "D21"})
    assert all(place_of(one, dossier).startswith(("quotes[", "objections", "asks", "why", "metrics")) for one in found)
    if name == "case-ja":
        assert lint(build_deck(dossier, check(dossier), "rollout", language)) == ()
