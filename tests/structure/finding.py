"""What the checker says: one fault of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A fault: the ``rule`` it breaks, the ``part`` of the file, ``where`` in it and ``what`` is wrong."""

    rule: str
    part: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.part}, {self.where}: {self.what}"


Findings = Iterator[Finding]
Report = Callable[[str, str, str], Finding]


def about(part: str) -> Report:
    """Makes findings on one part: called with rule, where and what."""

    def found(rule: str, where: str, what: str) -> Finding:
        return Finding(rule, part, where, what)

    return found
