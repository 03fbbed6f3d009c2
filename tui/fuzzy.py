"""Which of many names are meant by a few letters, the likeliest first; whatever the width, the case or the kana.

A matcher of our own: the terminal library's folds neither width nor kana, and tries every way to spread the letters
over a text, which takes minutes for a word of six letters in a long one.
"""

from __future__ import annotations

from collections.abc import Sequence

from prep.folding import for_search
from prep.marking import Folded, Span

START, WORD, INSIDE, SPREAD = 100, 80, 60, 40
"""What a word of the query is worth at the start of a name, at that of a word, inside one, and letter by letter."""

ELSEWHERE = 30
"""What it is worth less where it stands only in the rest of what is known of the name."""

REACH, LOOSE = 3, 6
"""How far letters may be spread: ``REACH`` times their number, and ``LOOSE`` more."""


class Names:
    """Names folded once and asked at every key; ``others`` of each are found, too, but not marked."""

    def __init__(self, names: Sequence[str], others: Sequence[Sequence[str]] = ()) -> None:
        self._names = tuple(names)
        self._folded = [for_search(one) for one in names]
        self._others = [[for_search(one) for one in some] for some in others] or [[] for _ in names]

    def find(self, query: str) -> list[int]:
        """The places of those that have every word of ``query``, the likeliest first; all of them without a word."""
        words = for_search(query).split()
        if not words:
            return list(range(len(self._names)))
        found = []
        for index, name in enumerate(self._folded):
            score = _score(words, name, self._others[index])
            if score is not None:
                found.append((-score, index))
        return [index for _, index in sorted(found)]

    def marks(self, index: int, query: str) -> tuple[Span, ...]:
        """The parts of the name at ``index`` that the words of ``query`` mean."""
        folded = Folded(self._names[index])
        places: set[int] = set()
        for word in for_search(query).split():
            found = match(word, folded.text)
            places.update(found[1] if found is not None else ())
        return folded.spans(sorted(places))


def match(word: str, name: str) -> tuple[int, tuple[int, ...]] | None:
    """How well the folded ``word`` stands in the folded ``name``, and at which of its letters; None: not at all."""
    at = _best_start(word, name)
    if at is not None:
        worth = START if at == 0 else WORD if _begins(name, at) else INSIDE
        return worth, tuple(range(at, at + len(word)))
    places = _spread(word, name)
    if places is None:
        return None
    gaps = places[-1] - places[0] + 1 - len(word)
    starts = sum(_begins(name, place) for place in places)
    return max(1, SPREAD - 2 * gaps + 3 * starts), places


def _score(words: Sequence[str], name: str, others: Sequence[str]) -> int | None:
    total = 0
    for word in words:
        own = match(word, name)
        worths = [own[0]] if own is not None else []
        worths += [max(1, found[0] - ELSEWHERE) for other in others if (found := match(word, other)) is not None]
        worths += [START] if word in others else []  # a key, a tag: what is named whole is meant
        if not worths:
            return None
        total += max(worths)
    return total


def _best_start(word: str, name: str) -> int | None:
    """Where the whole word stands, at the start of a word if it does anywhere; None: nowhere."""
    first = at = name.find(word)
    while at >= 0:
        if _begins(name, at):
            return at
        at = name.find(word, at + 1)
    return first if first >= 0 else None


def _begins(name: str, at: int) -> bool:
    return at == 0 or not name[at - 1].isalnum() or (name[at - 1].isascii() and not name[at].isascii())


def _spread(word: str, name: str) -> tuple[int, ...] | None:
    """The letters of ``word`` in order and as near to each other as the first way through finds; None: too far."""
    end = -1
    for letter in word:
        end = name.find(letter, end + 1)
        if end < 0:
            return None
    places, at = [], end + 1
    for letter in reversed(word):  # back from the end: the nearest that still lead there
        at = name.rfind(letter, 0, at)
        places.append(at)
    span = places[0] - places[-1] + 1
    return tuple(reversed(places)) if len(word) > 1 and span <= REACH * len(word) + LOOSE else None
