"""Which earlier versions may go: the last ones all stay, older ones thin out (promise 6)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import islice

KEPT = 50
"""Versions that are kept whatever their age, and as many again of those another window or a conflict left."""

_HOURS = dt.timedelta(days=1)
_DAYS = dt.timedelta(days=60)
_NAME = re.compile(r"([0-9]{20})(-[a-z]+)?\.json")

PLAIN = ""
FOUND = "-found"
"""As another window, or an earlier session, left it: not one of the many that typing makes in a minute."""

GIVEN_UP = "-kept"
DELETED = "-deleted"
BASE = "-base"


def kind_of(name: str) -> str | None:
    """The kind of a version by its file's name; None: it is no version's name."""
    found = _NAME.fullmatch(name)
    return None if found is None else found[2] or PLAIN


def time_of(name: str) -> int:
    """When a version was set aside, in nanoseconds; 0 when the name does not say."""
    return int(name[:20]) if name[:20].isascii() and name[:20].isdigit() else 0


def beyond(names: Sequence[str]) -> list[str]:
    """Those of the names, newest first, that need not be kept.

    Kept are the last 50; of older ones the last of each hour for a day and of each day for 60 days, and 50 of those
    that no typing made. Ages count from the newest version, so a clock that is wrong for a day costs nothing.
    """
    kinds = {name: kind for name in names if (kind := kind_of(name)) is not None}
    bases = [name for name, kind in kinds.items() if kind == BASE]
    versions = [name for name, kind in kinds.items() if kind != BASE]
    return [*_thinned(versions, kinds), *bases[KEPT:]]


def _thinned(versions: list[str], kinds: dict[str, str]) -> list[str]:
    if len(versions) <= KEPT:
        return []
    newest = time_of(versions[0])
    going, marked = [], 0
    spans: set[object] = set()
    for name in islice(versions, KEPT, None):
        age = dt.timedelta(microseconds=(newest - time_of(name)) // 1000)
        if kinds[name] != PLAIN:
            marked += 1
            stays = age < _DAYS and marked <= KEPT
        else:
            span = _span(name, age)
            stays = span is not None and span not in spans
            spans.add(span)
        if not stays:
            going.append(name)
    return going


def _span(name: str, age: dt.timedelta) -> object:
    """The hour or the day, as the user's clock counts them, of which one version is enough; None: too old."""
    if age >= _DAYS:
        return None
    try:
        moment = dt.datetime.fromtimestamp(time_of(name) / 1e9)
    except (OverflowError, ValueError, OSError):  # a name that is no time of this world
        return None
    return (moment.date(), moment.hour) if age < _HOURS else moment.date()
