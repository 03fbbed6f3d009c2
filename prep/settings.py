"""Where the library lies and what the user chose for the interface; read when asked, never kept globally."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from prep.errors import InputError, common_error
from prep.words import LANGUAGES, Lang

HOME_VARIABLE = "NEMAWASHI_HOME"
UI_VARIABLE = "NEMAWASHI_UI"
SETTINGS_FILE = "settings.json"
TERMINAL = "terminal"
"""The theme that has no colours of its own."""

OWN_THEMES = ("dark", "light", TERMINAL)
"""Our own themes as the settings name them, in the order in which a key leads through them."""


@dataclass(frozen=True)
class Settings:
    """What the user chose in the app; ``language`` None: follow the environment.

    ``daily`` is the folder of the daily backup ("": none is made). ``library`` is the mark by which a backup tells
    whose it is: given when the folder is chosen. ``template`` is the file of the company's template for decks ("": our
    own design). ``coach``: whether the coach stands beside the fields where there is room. ``theme`` "": the one that
    suits the terminal. ``tour`` is the preparation of the guided sample, ``stop`` how far it has come ("": none).
    """

    language: Lang | None = None
    daily: str = ""
    library: str = ""
    template: str = ""
    coach: bool = True
    theme: str = ""
    tour: str = ""
    stop: str = ""


def library_home(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the library: NEMAWASHI_HOME, else the platform's folder for user data; it need not exist yet."""
    environ = os.environ if environ is None else environ
    named = environ.get(HOME_VARIABLE, "")
    if named:
        with suppress(RuntimeError):  # "~" of a user who has no home: then it is a name like any other
            return Path(named).expanduser().absolute()
        return Path(named).absolute()
    from platformdirs import user_data_path  # not needed when the variable is set

    return user_data_path("nemawashi", appauthor=False)


def interface_language(
    flag: str | None, environ: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Lang:
    """The language of the interface: --ui, NEMAWASHI_UI, the user's choice in the app, else the locale.

    InputError when --ui or NEMAWASHI_UI names a language we do not have. A locale that is neither is English.
    """
    environ = os.environ if environ is None else environ
    for named in (flag, environ.get(UI_VARIABLE)):
        if named:
            return _known(named)
    if settings is not None and settings.language is not None:
        return settings.language
    return "ja" if _locale(environ).lower().startswith("ja") else "en"


def _known(value: str) -> Lang:
    wanted = value.strip().lower()
    for language in LANGUAGES:
        if wanted == language:
            return language
    raise InputError(common_error("unknown_language", value=value))


def _locale(environ: Mapping[str, str]) -> str:
    """The locale's name as POSIX orders the variables; on systems that set none, what the platform says."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return environ[variable]
    if os.name == "nt":
        import locale

        return locale.getlocale()[0] or ""  # Windows says "Japanese_Japan"
    return ""


def read_settings(home: Path) -> Settings:
    """The settings kept beside the library; the defaults when there are none or they cannot be read."""
    try:
        kept = json.loads((home / SETTINGS_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    texts = {name: value for name, value in kept.items() if isinstance(value, str)}
    language = next((one for one in LANGUAGES if one == texts.get("language")), None)
    return Settings(
        language,
        daily=texts.get("daily", ""),
        library=texts.get("library", ""),
        template=texts.get("template", ""),
        coach=kept.get("coach") is not False,
        theme=texts.get("theme", ""),
        tour=texts.get("tour", ""),
        stop=texts.get("stop", ""),
    )


def write_settings(home: Path, settings: Settings) -> None:
    """Keep the settings beside the library; LibraryError when the folder does not take them."""
    from prep.library.files import write_atomically  # not needed to read
    from prep.library.home import reach, saving

    with saving(home):  # never into the place of a drive that is gone
        reach(home)
    data = json.dumps(asdict(settings), indent=2).encode() + b"\n"
    write_atomically(home / SETTINGS_FILE, data)
