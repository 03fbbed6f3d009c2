"""An error reads as a sentence and has the exit code of its kind; test_words holds the sentences."""

from __future__ import annotations

from prep.errors import Conflict, InputError, LibraryError, NemawashiError, NotFound, Refused, common_error
from prep.words import LANGUAGES, text


def test_the_exit_code_tells_bad_input_from_a_library_that_refuses() -> None:
    message = common_error("not_found", id="x")
    codes = [kind(message).exit_code for kind in (InputError, Refused, LibraryError, Conflict, NotFound)]
    assert codes == [2, 1, 3, 3, 2]


def test_an_error_reads_as_its_sentence() -> None:
    error: NemawashiError = NotFound(common_error("not_found", id="p9"))
    assert str(error) == text("common.error.not_found", "en", id="p9")
    assert all("p9" in text("common.error.not_found", language, id="p9") for language in LANGUAGES)
