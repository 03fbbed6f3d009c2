"""Whole, consistent preparations whose texts, numbers and lists go wild: what people may paste, in any amount.

They begin as one of the samples, so that evidence is found, quotes are granted and charts have points; cases made from
the schema (``case_strategies``) reach what is inconsistent. The same seed always gives the same case.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from prep.intake.case import dossier_of, parse_case
from prep.intake.json_text import Json
from prep.model.dossier import Dossier

SAMPLES = Path(__file__).parent.parent / "prep" / "words" / "samples"
SCHEMA: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "case.schema.json").read_text("utf-8"))
EN = "Reaching flagged accounts within two working days doubled the save rate in the pilot. "
JA = "お客さまの声を二営業日以内に担当者へ届け、年額契約の更新率を92.4％から95.0％へ引き上げます。"
ODD = (
    '=HYPERLINK("https://example.invalid","x")',
    "+1-2",
    "@SUM(A1:A9)",
    "-5 points",
    "_x003D_1+1",
    "<b>&amp;</b> ]]> \"q\" 'a' \\n %s {0} {name}",
    "$slides ${title} $$",
    "C:\\Users\\name\\deck.pptx /home/name/deck.pptx",
    "نحن نحتاج إلى دليل واضح قبل أن نوافق",
    "עלות הפרויקט 240,000 ש״ח עד מרץ 2027",
    "abc نحتاج 12% (דוגמה) xyz",
    "\u202etxet desrever\u202c \u2066isolated\u2069 \u200fmark\u200e",
    "👩\u200d👩\u200d👧\u200d👦🏽🇯🇵🇸🇦🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f1\ufe0f\u20e3❤\ufe0f\u200d🔥",
    "𠮷野家 葛\U000e0100城市 辻\U000e0101 𩸽 ｶﾞｷﾞｸﾞ ㍿㌔㌢ ①②",
    "Z\u0351\u036b\u0343a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307l\u0334\u0335\u0336go\u0338 e\u0301 が",
    "สวัสดีครับเราต้องการหลักฐาน हिन्दी में प्रमाण தமிழ்",
    "中文简体 繁體中文 한국어 사업 Ελληνικά Кириллица",
    "line one\nline two\r\nline three\ttabbed\u2028separator\u2029paragraph\u0085next",
    "non\u00a0breaking\u2011hyphen soft\u00adhyphen zero\u200bwidth\u2060joiner\ufeffbom",
    "trailing spaces      ",
    "\u3000\u3000全角の空白\u3000だけ\u3000",
    "。。。、、、「」（）〜ー々ゝ！？",
    "．" * 60,
    "-" * 120,
    "\U0001d54f\U0001d7d9 \U0002f800 \U0003fffd \ue000 \uf8ff \ufdd0",
    "…",
    "   ",
    "\u200b",
    "\u2066\u2069",
    "\u0301",
)
"""Texts that have broken somebody's file: formulas, markup, marks of direction, joined and combining characters."""

IDS = frozenset(("evidence[]", "attendees[]", "recipients[]", "decided_by[]", "people[]", "from[]", "teams_served[]"))
Texts = Callable[[Random], str]
Change = Callable[[Json, dict[str, Any], str], Json]


def _word(random: Random) -> str:
    return random.choice(("W", "i", "Donaudampfschiff", "ワーク", "漢", "x1/")) * random.choice((40, 150, 600))


def _prose(random: Random) -> str:
    return random.choice((EN, JA, EN + JA)) * random.choice((1, 2, 4, 8, 30))


def _points(random: Random) -> str:
    return "".join(chr(_point(random)) for _ in range(random.choice((1, 5, 30, 200))))


def _point(random: Random) -> int:
    """Any character that a case file may carry, of the planes in use."""
    return random.choice((random.randint(0x20, 0xD7FF), random.randint(0xE000, 0x1FFFF), random.randint(0x20, 0x2FF)))


TEXTS: tuple[Texts, ...] = (
    lambda random: random.choice(ODD),
    lambda random: random.choice(ODD),
    lambda random: " ".join(random.choice(ODD) for _ in range(random.randint(2, 12))),
    _word,
    _prose,
    _prose,
    _points,
    lambda random: "",
)
NUMBERS: tuple[float | int | None, ...] = (0, -1, 1, 0.1, -0.004, 1e-9, 100, 1e6, -1e9, 123456789012, 1e22, -1e22, None)


def wild_case(seed: int) -> Json:
    """The document of a case file; what goes wild, and how far, follows from ``seed``."""
    random = Random(seed)
    case = json.loads((SAMPLES / f"case-{random.choice(('ja', 'en'))}.json").read_text("utf-8"))
    texts, numbers = random.choice((0.0, 0.02, 0.1, 0.4, 1.0)), random.choice((0.0, 0.1, 0.6))

    def gone_wild(value: Json, schema: dict[str, Any], key: str) -> Json:
        if isinstance(value, str) and _is_prose(schema, key):
            return random.choice(TEXTS)(random) if random.random() < texts else value
        if _is_number(schema):
            return random.choice(NUMBERS) if random.random() < numbers else value
        return value

    for _ in range(random.choice((0, 0, 1, 3))):
        _resize(case["preparations"][0], random)
    return _each(case, SCHEMA, "", gone_wild)


def wild_dossier(seed: int) -> Dossier:
    """The first preparation of the wild case ``seed``, opened on the samples' day."""
    return _opened(wild_case(seed))


def longer_dossier(language: str, times: int) -> Dossier:
    """The sample of ``language`` with every text ``times`` as long."""
    case = json.loads((SAMPLES / f"case-{language}.json").read_text("utf-8"))
    joint = "" if language == "ja" else " "

    def longer(value: Json, schema: dict[str, Any], key: str) -> Json:
        return joint.join([value] * times) if isinstance(value, str) and _is_prose(schema, key) else value

    return _opened(_each(case, SCHEMA, "", longer))


def _opened(case: Json) -> Dossier:
    parsed = parse_case(json.dumps(case).encode(), "case.json")
    return dossier_of(parsed, None, None, dt.date(2026, 11, 21))


def _each(value: Json, schema: dict[str, Any], key: str, change: Change) -> Json:
    """``value`` with ``change`` made to everything in it that is neither object nor list."""
    schema = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", {})
        return {name: _each(one, known.get(name, other), name, change) for name, one in value.items()}
    if isinstance(value, list):
        return [_each(one, schema["items"], key + "[]", change) for one in value]
    return change(value, schema, key)


def _is_prose(schema: dict[str, Any], key: str) -> bool:
    """Whether a text is what people write: not an id, a date, or one of a set."""
    if schema.get("type") != "string" or "pattern" in schema:
        return False
    return not key.endswith(("id", "_ids[]")) and key not in IDS


def _is_number(schema: dict[str, Any]) -> bool:
    return schema.get("type") == ["number", "null"]


def _resize(preparation: dict[str, Any], random: Random) -> None:
    """One of the preparation's lists grows many times over, with new ids, or is emptied."""
    owner = random.choice([preparation, preparation["initiative"], preparation["rollout"] or preparation])
    names = [name for name, value in owner.items() if isinstance(value, list) and name != "carried_lessons"]
    name = random.choice(names)
    times = random.choice((0, 0, 2, 6, 20))
    found = [copy.deepcopy(one) for _ in range(times) for one in owner[name]]
    for number, one in enumerate(found):
        if isinstance(one, dict) and "id" in one and number >= len(owner[name]):
            one["id"] = f"{one['id']}x{number}"
        if isinstance(one, dict) and "series" in one:
            one["series"] = one["series"] * random.choice((0, 1, 3))
    owner[name] = found
