"""The integrity check of a library file: its last line holds the hash of every byte before it.

The file stays readable JSON. Bytes are hashed, not values: most torn writes still parse (storage.md).
"""

from __future__ import annotations

import hashlib
import json
import re

import msgspec

Tables = dict[str, dict[str, dict[str, object]]]
"""What TinyDB keeps: tables by name, documents by number."""

_SEAL = re.compile(rb',\n  "checksum": "sha256:([0-9a-f]{64})"\n\}\n\Z')
_SEAL_LENGTH = len(b',\n  "checksum": "sha256:') + 64 + len(b'"\n}\n')
_EMPTY = b'{\n  "checksum": "sha256:' + hashlib.sha256(b"{").hexdigest().encode() + b'"\n}\n'
"""No tables at all, sealed."""


class UnsoundError(Exception):
    """The bytes are not what was written; ``args[0]`` says how that shows: "empty", "torn", "checksum", "content"."""


def fingerprint(data: bytes) -> str:
    """A hash by which bytes are known again: the etag of a file."""
    return hashlib.sha256(data).hexdigest()[:32]


def seal(tables: Tables) -> bytes:
    """The tables as indented JSON in insertion order, closed by the line with the hash."""
    if not tables:
        return _EMPTY
    body = _encode(tables)
    body = body.removesuffix(b"\n}")
    digest = hashlib.sha256(body).hexdigest().encode()
    return body + b',\n  "checksum": "sha256:' + digest + b'"\n}\n'


def _encode(tables: Tables) -> bytes:
    try:
        return msgspec.json.format(msgspec.json.encode(tables), indent=2)
    except OverflowError:  # integers beyond 64 bits, which JSON allows
        return json.dumps(tables, ensure_ascii=False, indent=2, allow_nan=False).encode()


def unseal(data: bytes) -> Tables:
    """The tables in sealed bytes; UnsoundError when a single byte is not as it was written."""
    if not data:
        raise UnsoundError("empty")
    if data == _EMPTY:
        return {}
    found = _SEAL.search(data, max(0, len(data) - _SEAL_LENGTH))
    if found is None:
        raise UnsoundError("torn")
    if hashlib.sha256(data[: found.start()]).hexdigest().encode() != found[1]:
        raise UnsoundError("checksum")
    loaded: Tables = json.loads(data)
    del loaded["checksum"]
    return loaded


def format_of_stranger(data: bytes) -> int | None:
    """The format number in bytes sealed in a way we do not know; None when they hold none, or our own seal."""
    if b'"checksum": "sha256:' in data[-_SEAL_LENGTH:]:
        return None  # our seal, broken: what the bytes say cannot be believed
    try:
        loaded = json.loads(data)
        number = loaded["meta"]["1"]["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return number if isinstance(number, int) else None
