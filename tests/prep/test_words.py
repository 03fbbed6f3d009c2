"""Every text stands in both languages with the same arguments and is used; values read as each language writes them."""

from __future__ import annotations

import ast
import datetime as dt
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

import prep.words
from prep.words import LANGUAGES, Lang, Message, has_text, keys, render, text
from prep.words.catalogue import DOMAINS, LOCALE_DIR
from prep.words.formatting import date, decimals_of, moment, money, month, number, quantity, short_money, signed
from prep.words.message import Argument

ROOT = Path(prep.words.__file__).parents[2]
ROOMS = ("prep", "decks", "tui")
NOT_KEYS = frozenset(
    {"keys.toml", "keys.schema.json", "tour.tcss", "app.tcss", "app.xml", "app.focus_next", "app.quit_saved"}
)
SHORTER_IN_ONE = frozenset(
    {
        # a Japanese message begins with who writes it
        "deck.mail.opening.name",
        "deck.mail.opening.team",
        # English says the verb within the object
        "deck.title.1.to_target",
        "deck.title.1.by",
        "deck.title.1.plain",
        # a Japanese title has room for thirty characters; the rest stands on the slide
        "deck.title.3.series",
        "deck.title.4.hold",
        "deck.title.4.hold_undated",
        "deck.title.9.by_check",
    }
)
OF_SCREENS = re.compile(r"app\.(quit|palette|language|theme|help)")  # names of actions in Textual's bindings


@cache
def _entries(domain: str, language: Lang) -> dict[str, Entry]:
    with (LOCALE_DIR / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return {_key(entry): entry for entry in read_po(file, locale=language) if entry.id}


def _key(entry: Entry) -> str:
    return str(entry.id if isinstance(entry.id, str) else entry.id[0])


def _patterns(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(str(form) for form in entry.string or ())


def _placeholders(pattern: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None)


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_texts_and_none_is_empty(domain: str) -> None:
    assert set(_entries(domain, "ja")) == set(_entries(domain, "en"))
    for language in LANGUAGES:
        assert keys(domain, language) == set(_entries(domain, language))  # what was compiled is what is written
        for key, entry in _entries(domain, language).items():
            assert key.startswith(f"{domain}.")
            assert not entry.fuzzy, key
            assert all(pattern.strip() for pattern in _patterns(entry)), key


def _arguments(key: str, language: Lang) -> set[frozenset[str]]:
    """What each form takes; "one day" need not say its number."""
    forms = _patterns(_entries(key.partition(".")[0], language)[key])
    return {_placeholders(form) - ({"n"} if len(forms) > 1 else frozenset()) for form in forms}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_form_of_a_text_takes_the_same_arguments_in_both_languages(domain: str) -> None:
    for key, entry in _entries(domain, "en").items():
        counted = not isinstance(entry.string, str)
        taken = {one - ({"n"} if counted else frozenset()) for lang in LANGUAGES for one in _arguments(key, lang)}
        assert all(name.isidentifier() for one in taken for name in one), key
        assert len(taken) == (2 if key in SHORTER_IN_ONE else 1), (key, taken)


def _literals() -> Iterator[tuple[str, bool]]:
    """Every string of the code with whether it is a pattern: the holes of an f-string are any words."""
    for room in ROOMS:
        for source in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value, False
                elif isinstance(node, ast.JoinedStr):
                    parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else "§" for one in node.values)
                    yield "".join(parts), True


def _used() -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The literal strings, and patterns with something to tell them by: "common.stage.§", "title.4.§_undated"."""
    found = list(_literals())
    patterns = {one for one, pattern in found if pattern and r"\." in one and re.search(r"[a-z]{2}.*\\\.|\d\\\.§", one)}
    told = patterns - {rf"{domain}\.§" for domain in DOMAINS}
    holes = [re.compile(one.replace("§", r"[\w-]+")) for one in sorted(told)]
    return frozenset(one for one, pattern in found if not pattern), holes


def test_no_text_is_left_that_nothing_shows() -> None:
    literal, patterns = _used()

    def shown(whole: str) -> bool:
        key = whole.removesuffix(".short").removesuffix("_undated")  # added to a key that is named
        rest = key.partition(".")[2]  # the decks name theirs without the domain
        return any(one in literal or any(pattern.fullmatch(one) for pattern in patterns) for one in (key, rest))

    every = {key for domain in DOMAINS for key in keys(domain, "en")}
    # The texts of the steps and of the coach are held to the declarations by tests/tui/test_steps.py and test_coach.py.
    left = sorted(key for key in every if not key.startswith(("app.step.", "coach.")) and not shown(key))
    assert left == []


def test_every_key_that_the_code_names_has_a_text() -> None:
    named = re.compile(rf"(?:{'|'.join(DOMAINS)})(?:\.[a-z_][\w-]*)+")
    wanted = {one for one, pattern in _literals() if not pattern and named.fullmatch(one)}
    places = {"deck.lead_metric_id"}
    wanted = {one for one in wanted - NOT_KEYS - places if not OF_SCREENS.fullmatch(one)}
    assert len(wanted) > 200
    assert sorted(key for key in wanted if not all(has_text(key, language) for language in LANGUAGES)) == []


def test_a_key_that_has_no_text_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"app\.nothing"):
        text("app.nothing", "en")


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("{n} is text", "{n} is text", "{n} is text"),
        (12_345, "12,345", "12,345"),
        (dt.date(2026, 12, 3), "2026年12月3日", "3 Dec 2026"),
        (("一", 2, Message("common.term.goal")), "一、2、全社目標", "一, 2, goal"),
    ],
)
def test_values_and_lists_in_a_message_are_written_as_the_language_does(value: Argument, ja: str, en: str) -> None:
    for language, shown in zip(LANGUAGES, (ja, en), strict=True):
        assert shown in render(Message("common.error.file_is_folder", {"file": value}), language)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567.25, None, "1,234,567.25"),
        (0.1 + 0.2, None, "0.3"),
        (12, 1, "12.0"),
        (61.25, 0, "61"),
        (10**30, None, "1" + ",000" * 10),
        (Decimal("-0.5"), None, "-0.5"),
    ],
)
def test_a_number_is_grouped_by_thousands_in_both_languages(
    value: float | Decimal, decimals: int | None, shown: str
) -> None:
    assert [number(value, language, decimals) for language in LANGUAGES] == [shown, shown]


def test_a_difference_carries_its_sign() -> None:
    assert [signed(value, "en", 1) for value in (6.7, -0.8, 0)] == ["+6.7", "−0.8", "±0.0"]


@pytest.mark.parametrize(
    ("value", "currency", "ja", "en"),
    [
        (18_600_000, "JPY", "1,860万円", "¥18,600,000"),
        (120_030_000, "jpy", "1億2,003万円", "¥120,030,000"),
        (18_600_001, "JPY", "18,600,001円", "¥18,600,001"),
        (9_840, "JPY", "9,840円", "¥9,840"),
        (240_000, "GBP", "£240,000", "£240,000"),
        (1200.5, "EUR", "€1,200.50", "€1,200.50"),
        (40, "person-days", "40 person-days", "40 person-days"),
        (10, None, "10", "10"),
    ],
)
def test_an_amount_is_written_in_its_currency(value: float, currency: str | None, ja: str, en: str) -> None:
    assert [money(value, currency, language) for language in LANGUAGES] == [ja, en]


def test_large_print_shortens_millions_only_where_nothing_is_lost() -> None:
    assert short_money(57_700_000, "GBP", "en") == "£57.7m"
    assert short_money(57_710_000, "GBP", "en") == "£57,710,000"
    assert short_money(57_700_000, "JPY", "ja") == "5,770万円"


def test_dates_are_written_in_the_order_of_the_language() -> None:
    day = dt.datetime(2026, 12, 10, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    assert [date(day.date(), language) for language in LANGUAGES] == ["2026年12月10日", "10 Dec 2026"]
    assert [month(day.date(), language) for language in LANGUAGES] == ["2026年12月", "Dec 2026"]
    assert [moment(day, language) for language in LANGUAGES] == ["2026年12月10日 09:05", "10 Dec 2026, 09:05"]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (61.3, "%", "61.3%"),
        (9840, "円", "9,840円"),
        (143, "件/千箱", "143件/千箱"),
        (45, "days", "45 days"),
        (-1200, "£", "−£1,200"),
        (980, "￥", "￥980"),
        (7, " ", "7"),
    ],
)
def test_a_quantity_stands_with_its_unit(value: float, unit: str, shown: str) -> None:
    assert [quantity(value, unit, language) for language in LANGUAGES] == [shown, shown]


def test_a_row_of_values_reads_alike() -> None:
    assert [decimals_of(values) for values in ((61.3, 68.0), (1, 2), (0.12345,), ())] == [1, 0, 3, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_numbers_are_written_alike_with_babel_and_without_it(language: Lang) -> None:
    for value in (0, 7, 999, 1000, 10_001, 1_234_567, 10**12):
        formatted = text("coach.more", language, press="F3", page=number(value, language), pages="")
        assert text("coach.more", language, press="F3", page=value, pages="") == formatted


def test_a_count_does_not_load_babel() -> None:
    count = "text('app.library.count', 'en', n=10000)"
    asked = f"import sys; from prep.words import text; {count}; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
