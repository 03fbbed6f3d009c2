"""Every error has a sentence in both languages that takes the same arguments."""

from __future__ import annotations

import string

import pytest

from prep.errors import Conflict, InputError, LibraryError, NemawashiError, NotFound, Refused, common_error
from prep.words import LANGUAGES, keys, text
from prep.words.catalogue import lookup

OURS = sorted(key for key in keys("common", "en") if key.startswith(("common.error.", "common.expected.")))


def _placeholders(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


@pytest.mark.parametrize("key", OURS)
def test_both_languages_say_it_with_the_same_arguments(key: str) -> None:
    assert _placeholders(lookup(key, "ja")) == _placeholders(lookup(key, "en"))


def test_both_languages_know_the_same_errors() -> None:
    assert sorted(key for key in keys("common", "ja") if key.startswith(("common.error.", "common.expected."))) == OURS
    assert len(OURS) > 40


def test_the_exit_code_tells_bad_input_from_a_library_that_refuses() -> None:
    message = common_error("not_found", id="x")
    codes = [kind(message).exit_code for kind in (InputError, Refused, LibraryError, Conflict, NotFound)]
    assert codes == [2, 1, 3, 3, 2]


def test_an_error_reads_as_its_sentence() -> None:
    error: NemawashiError = NotFound(common_error("not_found", id="p9"))
    assert str(error) == text("common.error.not_found", "en", id="p9")
    assert all("p9" in text("common.error.not_found", language, id="p9") for language in LANGUAGES)
