"""The gettext catalogues: one domain a subject (rules, deck, app, coach, …), the same keys in both languages."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["ja", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
DOMAINS = ("app", "coach", "command", "common", "deck", "find", "keys", "relations", "rules", "talks", "tour")
LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def _translations(domain: str, language: Lang) -> gettext.GNUTranslations:
    with (LOCALE_DIR / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def lookup(key: str, language: Lang, count: int | None = None) -> str:
    """The pattern of ``key``; ``count`` chooses the plural form where there is one. KeyError when it is missing."""
    translations = _translations(key.partition(".")[0], language)
    found = key if count is None else translations.ngettext(key, key, count)
    if found == key:
        found = translations.gettext(key)
    if found == key:
        raise KeyError(f"no text for {key} in {language}")
    return found


def has_text(key: str, language: Lang) -> bool:
    """Whether the catalogue of ``language`` has ``key``."""
    try:
        lookup(key, language)
    except (KeyError, FileNotFoundError):
        return False
    return True


def keys(domain: str, language: Lang) -> frozenset[str]:
    """All message keys of one domain (plural forms once)."""
    catalogue: dict[object, str] = _translations(domain, language)._catalog  # type: ignore[attr-defined]
    return frozenset(str(key[0] if isinstance(key, tuple) else key) for key in catalogue if key)
