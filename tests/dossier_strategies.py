"""A Hypothesis strategy for dossiers of every importable case."""

from __future__ import annotations

import datetime as dt
import json

from case_strategies import cases
from hypothesis import strategies as st

from prep.intake.case import dossier_of, parse_case
from prep.intake.json_text import Json
from prep.model.dossier import Dossier


def dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers of every case with a preparation; ids are made to meet, so that references hit and clash."""

    def opened(case: Json, today: dt.date) -> Dossier:
        parsed = parse_case(json.dumps(case).encode(), "case.json")
        return dossier_of(parsed, None, today, today)

    return st.builds(opened, cases().filter(lambda case: case["preparations"]).map(_meeting_ids), st.dates())


def _meeting_ids(node: Json) -> Json:
    """The document with every id, and every reference, cut to one of a few."""
    if isinstance(node, list):
        return [_meeting_ids(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: _few(value) if _holds_ids(key) else _meeting_ids(value) for key, value in node.items()}


def _holds_ids(key: str) -> bool:
    return key.endswith(("id", "_ids")) or key in (
        "evidence",
        "from",
        "attendees",
        "recipients",
        "decided_by",
        "people",
    )


def _few(value: Json) -> Json:
    if isinstance(value, list):
        return [_few(one) for one in value]
    return ("a", "b", "", "0", "a].text")[len(value) % 5] if isinstance(value, str) else value
