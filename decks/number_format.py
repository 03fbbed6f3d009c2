"""Number formats of spreadsheets, so that a chart's labels follow its values when somebody edits them."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from decks.deck import Number

MINUS = "−"
LONGEST = 60
"""Units longer than this stay out of a format: a spreadsheet takes 255 characters in all."""
OURS = re.compile(r'(?:"(?P<before>[^"]*)")?#,##0(?:\.(?P<places>0+))?(?:"(?P<after>[^"]*)")?(?:;.*)?')
MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""


def number_format(before: str, places: int, after: str) -> str:
    """Digits in groups with ``places`` decimals between two texts, and a true minus sign before negative numbers."""
    if len(before) + len(after) > LONGEST:
        before = after = ""
    digits = "#,##0." + "0" * places if places else "#,##0"
    positive = f"{_quoted(before)}{digits}{_quoted(after)}"
    return f"{positive};{_quoted(MINUS + _plain(before))}{digits}{_quoted(after)}"


def written(value: Number, form: str) -> str | None:
    """``value`` as a spreadsheet writes it in a ``form`` of ours; None for another form, or for more digits."""
    found = OURS.fullmatch(form)
    if found is None or not math.isfinite(value) or abs(value) >= 10**MOST_DIGITS:
        return None
    places = len(found["places"] or "")
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = MINUS if exact < 0 else ""
    return f"{sign}{found['before'] or ''}{abs(exact):,.{places}f}{found['after'] or ''}"


def within(text: str, value: Number, form: str) -> str | None:
    """The format that writes ``value`` inside ``text``, as "Target 95%"; None when the text does not have it so."""
    shown = written(value, form)
    found = OURS.fullmatch(form)
    if not shown or found is None or value < 0 or shown not in text:
        return None
    before, _, after = text.partition(shown)
    places = len(found["places"] or "")
    wanted = number_format(before + (found["before"] or ""), places, (found["after"] or "") + after)
    return wanted if written(value, wanted) == text else None


def _plain(text: str) -> str:
    return " ".join(text.replace('"', "").replace("\\", "").split("\n"))


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"' if _plain(text) else ""
