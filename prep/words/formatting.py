"""Numbers, amounts and dates as each language writes them, through Babel. Import it only where values are shown."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from decimal import Context, Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers

from prep.words.catalogue import Lang


@cache
def _locale(language: Lang) -> Locale:
    return Locale("ja", "JP") if language == "ja" else Locale("en", "GB")


def number(value: int | float | Decimal, language: Lang, decimals: int | None = None) -> str:
    """A number with digit groups; as many decimals as it has (at most 6), or exactly ``decimals``."""
    pattern = "#,##0." + "0" * decimals if decimals else ("#,##0" if decimals == 0 else "#,##0.######")
    return _decimal(str(value), pattern, language)


@lru_cache(maxsize=4096)
def _decimal(digits: str, pattern: str, language: Lang) -> str:
    exact = Decimal(digits)
    with _room_for(exact):
        return babel_numbers.format_decimal(exact, format=pattern, locale=_locale(language))


def _room_for(value: Decimal) -> AbstractContextManager[Context]:
    """A context in which no digit of the value is lost: Babel rounds in the present one, which has 28."""
    return localcontext(Context(prec=abs(value.adjusted()) + 40))


def signed(value: int | float | Decimal, language: Lang, decimals: int | None = None) -> str:
    """A difference with its sign: +6.7, −0.8 (a true minus sign), ±0."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + number(Decimal(str(value)).copy_abs(), language, decimals)


def money(value: int | float, currency: str | None, language: Lang) -> str:
    """An amount in whole units: "1,860万円" and "£240,000"; an unknown currency is written after the number."""
    code = (currency or "").upper()
    if code == "JPY" and language == "ja":
        return _in_ten_thousands(value) + "円"
    if _is_currency(code):
        pattern = "¤#,##0" if value == int(value) else "¤#,##0.00"
        exact = Decimal(str(value))
        with _room_for(exact):
            shown = babel_numbers.format_currency(
                exact, code, format=pattern, locale=_locale(language), currency_digits=False
            )
        return shown.replace("JP¥", "¥")
    return f"{number(value, language)} {currency}".strip() if currency else number(value, language)


@cache
def _is_currency(code: str) -> bool:
    return len(code) == 3 and code in _locale("en").currencies


def _in_ten_thousands(value: int | float) -> str:
    """Yen as a Japanese reader says them: 18,600,000 → 1,860万, exact or not shortened at all."""
    for size, unit, lower in ((10**12, "兆", "億"), (10**8, "億", "万"), (10**4, "万", "")):
        if abs(value) >= size and value == int(value):
            whole, rest = divmod(int(abs(value)), size)
            sign = "−" if value < 0 else ""
            if rest == 0:
                return f"{sign}{whole:,}{unit}"
            if lower and rest % (size // 10**4) == 0:
                return f"{sign}{whole:,}{unit}{rest // (size // 10**4):,}{lower}"
    return ("−" if value < 0 else "") + number(abs(value), "ja")


def date(value: dt.date, language: Lang) -> str:
    """A date with its year: 2026年12月10日, 10 Dec 2026."""
    if language == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return babel_dates.format_date(value, format="d MMM y", locale=_locale(language))


def month(value: dt.date, language: Lang) -> str:
    """A month with its year: 2026年10月, Oct 2026."""
    if language == "ja":
        return f"{value.year}年{value.month}月"
    return babel_dates.format_date(value, format="MMM y", locale=_locale(language))


def moment(value: dt.datetime, language: Lang, *, seconds: bool = False) -> str:
    """A date and time in its own offset: 2026年12月10日 10:00, 10 Dec 2026, 10:00."""
    separator = " " if language == "ja" else ", "
    return f"{date(value.date(), language)}{separator}{time(value, seconds=seconds)}"


def time(value: dt.datetime, *, seconds: bool = False) -> str:
    """The time of day in its own offset: 10:00, with ``seconds`` 10:00:07."""
    return f"{value:%H:%M:%S}" if seconds else f"{value:%H:%M}"


def quantity(value: int | float | Decimal, unit: str, language: Lang, decimals: int | None = None) -> str:
    """A value with its unit as it is written: 61.3%, 9,840円, 143件/千箱, 45 days, £1,200."""
    shown = number(Decimal(str(value)).copy_abs(), language, decimals)
    sign = "−" if value < 0 else ""
    unit = unit.strip()
    if unit[:1] in _LEADING_SIGNS:
        return f"{sign}{unit[0]}{shown}{unit[1:]}"
    gap = " " if unit[:1].isascii() and unit[:1].isalnum() else ""
    return f"{sign}{shown}{gap}{unit}"


_LEADING_SIGNS = ("£", "$", "€", "¥", "￥")


def decimals_of(values: tuple[int | float, ...]) -> int:
    """How many decimals the most exact of the values needs, at most 3, so that a row reads alike (61.3, 68.0)."""
    exponents = (Decimal(str(value)).normalize().as_tuple().exponent for value in values)
    return min(3, max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))]))


def short_money(value: int | float, currency: str | None, language: Lang) -> str:
    """An amount for large print: whole millions in short where nothing is lost (£57.7m), else as ``money``."""
    code = (currency or "").upper()
    for size, letter in ((10**9, "bn"), (10**6, "m")):
        units = Decimal(str(value)) / size
        is_code = len(code) == 3 and code.isalpha() and code.isascii()
        if language == "en" and is_code and 1 <= abs(units) < 10**6 and units == round(units, 1):
            shown = babel_numbers.format_currency(
                units, code, format=f"¤#,##0.#'{letter}'", locale=_locale(language), currency_digits=False
            )
            return shown.replace("JP¥", "¥")
    return money(value, currency, language)


def day(value: dt.date, language: Lang) -> str:
    """A date without its year, where a title has no room for more: 12月10日, 10 Dec."""
    if language == "ja":
        return f"{value.month}月{value.day}日"
    return babel_dates.format_date(value, format="d MMM", locale=_locale(language))


def short_month(value: dt.date, language: Lang) -> str:
    """A month without its year, for an axis on which the year already stands: 12月, Dec."""
    if language == "ja":
        return f"{value.month}月"
    return babel_dates.format_date(value, format="MMM", locale=_locale(language))
