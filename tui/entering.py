"""What a user types as a date, a time, a number or a series, and how such values are written back into a field."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata

from prep.errors import InputError
from prep.model.evidence import Point
from prep.words import Message
from tui.steps.form import Kind

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?\Z")
_MOMENT = re.compile(r"(.*?)[\sT,]+(\d{1,2})\s*[:時]\s*(\d{2})?\s*分?(?::\d{2})?\s*([+-]\d{1,2}:?\d{2}|Z)?\Z")
_NUMBER = re.compile(r"([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*([万億千]|百万)?\Z", re.IGNORECASE)
_UNITS = {"千": 10**3, "万": 10**4, "百万": 10**6, "億": 10**8}
_GAPS = {"", "-", "–", "—", "n/a", "na", "null", "none", "欠測"}
HALF_A_YEAR = dt.timedelta(days=183)
DIGITS = 300


def written(value: object, kind: Kind) -> str:
    """The text a field shows for ``value``; what ``read`` takes back unchanged."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        offset = value.strftime("%z")
        return f"{value:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}" if offset else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        if kind is Kind.SERIES:
            return "\n".join(_point(point) for point in value if isinstance(point, Point))
        return "\n".join(str(item) for item in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return f"{value:.1f}"
    return str(value)


def read(text: str, kind: Kind, today: dt.date, offset: dt.tzinfo | None) -> object:
    """The value that ``text`` means for a field of ``kind``; InputError says what would be understood.

    ``today`` completes a date without a year, ``offset`` a time without one (None: the computer's own).
    """
    if kind in (Kind.LINE, Kind.TEXT):
        return text
    if kind is Kind.LINES:
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if kind is Kind.SERIES:
        return _series(text, today)
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded:
        return None
    if kind is Kind.DATE:
        return read_date(folded, today)
    if kind is Kind.MOMENT:
        return _moment(folded, today, offset)
    value = read_number(folded)
    if kind is Kind.WHOLE and not isinstance(value, int):
        raise InputError(Message("app.entering.whole"))
    return value


def read_date(text: str, today: dt.date) -> dt.date:
    """A date in any of the usual spellings; without a year the one nearest to ``today``, rather ahead than behind."""
    folded = unicodedata.normalize("NFKC", text).strip()
    full, short = _FULL.match(folded), _SHORT.match(folded)
    try:
        if full:
            return dt.date(int(full[1]), int(full[2]), int(full[3]))
        if short:
            date = dt.date(today.year, int(short[1]), int(short[2]))
            return date if date >= today - HALF_A_YEAR else date.replace(year=today.year + 1)
    except ValueError:
        raise InputError(Message("app.entering.no_such_date", {"text": folded[:40]})) from None
    raise InputError(Message("app.entering.date"))


def read_number(text: str) -> int | float:
    """A number with or without digit groups, 万 and 億; whole when it is written whole."""
    folded = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    plain = re.sub(r"(?<=\d)[,_\s'’](?=\d)", "", folded)
    plain = re.sub(r"\A([+-]?)[¥$€£]\s*", r"\1", plain).removesuffix("円").strip()
    found = _NUMBER.match(plain) if len(plain) <= DIGITS else None
    if found is None:
        raise InputError(Message("app.entering.number"))
    digits = found[2]
    value: int | float = int(digits) if digits.isdigit() else float(digits)
    if found[3]:
        scaled = value * _UNITS[found[3]]
        value = int(scaled) if scaled == int(scaled) else scaled
    if isinstance(value, float) and not math.isfinite(value):
        raise InputError(Message("app.entering.number"))
    return -value if found[1] == "-" else value


def _moment(text: str, today: dt.date, offset: dt.tzinfo | None) -> dt.datetime:
    found = _MOMENT.match(text)
    if found is None:
        raise InputError(Message("app.entering.moment"))
    date = read_date(found[1], today)
    try:
        zone = dt.datetime.strptime(found[4].replace("Z", "+0000"), "%z").tzinfo if found[4] else offset
        moment = dt.datetime.combine(date, dt.time(int(found[2]), int(found[3] or 0)))
        return moment.replace(tzinfo=zone) if zone else moment.astimezone()
    except (ValueError, OverflowError):
        raise InputError(Message("app.entering.moment")) from None


def _series(text: str, today: dt.date) -> tuple[Point, ...]:
    points: list[Point] = []
    for number, line in enumerate(text.split("\n"), start=1):
        folded = unicodedata.normalize("NFKC", line).strip()
        if not folded:
            continue
        date, value = _columns(folded)
        if not points and number == 1 and not any(character.isdigit() for character in folded):
            continue  # the heading that comes with a spreadsheet's columns
        try:
            month = _MONTH.match(date)
            day = dt.date(int(month[1]), int(month[2]), 1) if month else read_date(date, today)
            points.append(Point(date=day, value=None if value.lower() in _GAPS else read_number(value)))
        except (InputError, ValueError):
            raise InputError(Message("app.entering.series", {"n": number, "line": folded[:40]})) from None
    return tuple(points)


def _columns(line: str) -> tuple[str, str]:
    """A date and a value; between them a tab, a comma or semicolon with or without spaces, or spaces."""
    for separator in ("\t", ";", ",", " "):
        date, found, value = line.partition(separator)
        if found:
            return date.strip(), value.strip()
    return line, ""


def _point(point: Point) -> str:
    date = point.date.isoformat() if point.date is not None else ""
    value = "-" if point.value is None else written(point.value, Kind.NUMBER)
    return f"{date} {value}"
