"""Where the library lies and which language the interface speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from prep.errors import InputError, LibraryError
from prep.library.home import make_home
from prep.settings import Settings, interface_language, library_home, read_settings, write_settings
from prep.words import Lang


def test_the_library_lies_where_the_variable_says(tmp_path: Path) -> None:
    assert library_home({"NEMAWASHI_HOME": str(tmp_path)}) == tmp_path
    assert library_home({"NEMAWASHI_HOME": "~/n"}) == Path.home() / "n"
    assert library_home({"NEMAWASHI_HOME": "here"}) == Path.cwd() / "here"


def test_without_the_variable_it_lies_in_the_users_data_folder() -> None:
    assert library_home({}).name == "nemawashi"
    assert library_home({"NEMAWASHI_HOME": ""}) == library_home({})


@pytest.mark.parametrize(
    ("flag", "environ", "chosen", "expected"),
    [
        ("ja", {"NEMAWASHI_UI": "en", "LANG": "en_GB.UTF-8"}, "en", "ja"),
        (None, {"NEMAWASHI_UI": "ja", "LANG": "en_GB.UTF-8"}, "en", "ja"),
        (None, {"LANG": "en_GB.UTF-8"}, "ja", "ja"),
        (None, {"LANG": "ja_JP.UTF-8"}, None, "ja"),
        (None, {"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, None, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "en_US"}, None, "ja"),
        (None, {"LANG": "C"}, None, "en"),
        (None, {"LANG": "de_DE"}, None, "en"),
        (None, {}, None, "en"),
        ("JA", {}, None, "ja"),
    ],
)
def test_the_language_is_the_flags_the_variables_the_choices_and_the_locales_in_this_order(
    flag: str | None, environ: dict[str, str], chosen: Lang | None, expected: Lang
) -> None:
    assert interface_language(flag, environ, Settings(language=chosen)) == expected


@pytest.mark.parametrize(("flag", "environ"), [("fr", {}), (None, {"NEMAWASHI_UI": "fr"})])
def test_a_language_we_do_not_have_is_refused_with_those_we_have(flag: str | None, environ: dict[str, str]) -> None:
    with pytest.raises(InputError, match="Use ja or en"):
        interface_language(flag, environ)


def test_settings_are_kept_beside_the_library(tmp_path: Path) -> None:
    home = tmp_path / "library"
    make_home(home)
    assert read_settings(home) == Settings()
    write_settings(home, Settings(language="ja"))
    assert read_settings(home) == Settings(language="ja")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"language": "fr"}', b"\xff"])
def test_settings_that_cannot_be_read_are_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert read_settings(tmp_path) == Settings()


def test_settings_that_cannot_be_kept_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        write_settings(tmp_path / "file", Settings())
