"""How it stands with everyone concerned: who was met, who drifts away, who carries the idea, where there is a silo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from prep.folding import fold, folded, has_text
from prep.model.dossier import Dossier
from prep.model.evidence import Objection, ObjectionStatus
from prep.model.people import Conversation, FollowUp, Stakeholder, Stance
from prep.places import each
from prep.readiness.facts import Facts, is_held, is_overdue, must_be_met

SILENCE = 21
"""Days without a word from us after which someone is unheard, the 21st included: the first talk fades (A49)."""

REACH = 3
"""Influence from which support carries others (W10, A27)."""

WITH_US = (Stance.SUPPORTIVE, Stance.LEADING)
_RANK = {stance: rank for rank, stance in enumerate(Stance)}


class View(Enum):
    """Whom one looks at."""

    ALL = "all"
    UNMET = "unmet"
    GAPS = "gaps"
    CHAMPIONS = "champions"
    UNHEARD = "unheard"


@dataclass(frozen=True)
class Relation:
    """How it stands with one person; private as a whole (format.md, the wall).

    The stance is the stakeholder's as it stands, as in the rules (W06, W10). ``noted`` is what the latest held
    conversation noted of it and ``moved`` by how many steps the notes rose (or fell, below 0) from the first to the
    latest; None: not noted, or only once. ``last_heard`` is the day of the last held conversation of any kind (A5),
    None: never; ``silent`` counts the days since. ``concern`` is the first open objection this person raised.
    """

    place: str
    person: Stakeholder
    met: bool
    must_meet: bool
    last_heard: dt.date | None
    silent: int | None
    noted: Stance | None
    moved: int | None
    overdue: tuple[FollowUp, ...]
    concern: Objection | None

    @property
    def gap(self) -> int:
        """Steps from the stance now to the desired one; 0 when it is reached or passed."""
        return max(0, _RANK[self.person.desired] - _RANK[self.person.stance])

    @property
    def is_unheard(self) -> bool:
        """Spoken with once, and no word from us for ``SILENCE`` days or more (A49)."""
        return self.silent is not None and self.silent >= SILENCE

    @property
    def is_champion(self) -> bool:
        """With us, and with reach (A27)."""
        return self.person.stance in WITH_US and self.person.influence >= REACH

    @property
    def is_stale(self) -> bool:
        """Whether the latest conversation noted another stance than the one on record."""
        return self.noted is not None and self.noted is not self.person.stance


@dataclass(frozen=True)
class Silo:
    """Quotes, or 1:1s, that all come from one person or one team (A20); ``name`` as written, "" for no other team."""

    of: Literal["quotes", "talks"]
    only: Literal["person", "team", "own"]
    name: str
    person: Stakeholder | None = None


@dataclass(frozen=True)
class Team:
    """One team's people: how many there are, are with us, and rose or fell in what was noted of them (A27).

    ``name`` is "" for people without a team.
    """

    name: str
    people: int
    with_us: int
    risen: int
    fallen: int


@dataclass(frozen=True)
class Relations:
    """Everyone concerned, in the order of the list. ``missing`` are served teams of whom nobody is listed (A22)."""

    people: tuple[Relation, ...]
    silos: tuple[Silo, ...]
    teams: tuple[Team, ...]
    missing: tuple[str, ...]

    def seen(self, view: View) -> tuple[Relation, ...]:
        """Those of one view, the most pressing first; ``ALL`` in the order of the list."""
        match view:
            case View.UNMET:
                return _by(self.people, lambda one: not one.met, lambda one: (one.must_meet, *_weight(one)))
            case View.GAPS:
                return _by(
                    self.people, lambda one: one.gap > 0, lambda one: (one.gap * one.person.influence, *_weight(one))
                )
            case View.CHAMPIONS:
                return _by(
                    self.people, lambda one: one.is_champion, lambda one: (*_weight(one), _RANK[one.person.stance])
                )
            case View.UNHEARD:
                return _by(self.people, lambda one: one.is_unheard, lambda one: (one.silent or 0, *_weight(one)))
        return self.people

    @property
    def with_us(self) -> int:
        """How many are with us."""
        return sum(team.with_us for team in self.teams)


def relations(dossier: Dossier) -> Relations:
    """How it stands with everyone on the list, as of ``dossier.today``. Never fails, whatever an import let in."""
    facts = Facts(dossier)
    held: dict[str, list[Conversation]] = {}
    promises: dict[str, list[FollowUp]] = {}
    for talk in dossier.preparation.conversations:
        if is_held(talk, dossier.today):
            held.setdefault(talk.stakeholder_id, []).append(talk)
        if talk.follow_up is not None and is_overdue(talk.follow_up, dossier.today):
            promises.setdefault(talk.stakeholder_id, []).append(talk.follow_up)
    concerns: dict[str, Objection] = {}
    for objection in dossier.preparation.objections:
        if objection.raised_by is not None and objection.status is ObjectionStatus.OPEN:
            concerns.setdefault(objection.raised_by, objection)
    met = facts.met
    people = tuple(
        _relation(place, person, dossier.today, held.get(person.id, []), person.id in met, promises, concerns)
        for place, person in each("stakeholders", dossier.preparation.stakeholders)
    )
    return Relations(people, tuple(_silos(facts)), _teams(people), _missing(dossier))


def last_heard(dossier: Dossier, stakeholder_id: str) -> dt.date | None:
    """The day of the last conversation held with someone by today (A5); None: there was none."""
    dates = [
        talk.date
        for talk in dossier.preparation.conversations
        if talk.stakeholder_id == stakeholder_id and talk.date is not None and is_held(talk, dossier.today)
    ]
    return max(dates, default=None)


def _relation(
    place: str,
    person: Stakeholder,
    today: dt.date,
    talks: list[Conversation],
    met: bool,
    promises: dict[str, list[FollowUp]],
    concerns: dict[str, Objection],
) -> Relation:
    in_order = sorted(talks, key=lambda talk: talk.date or dt.date.min)
    last = in_order[-1].date if in_order else None
    notes = [talk.stance_after for talk in in_order if talk.stance_after is not None]
    return Relation(
        place=place,
        person=person,
        met=met,
        must_meet=must_be_met(person),
        last_heard=last,
        silent=(today - last).days if last is not None else None,
        noted=notes[-1] if notes else None,
        moved=_RANK[notes[-1]] - _RANK[notes[0]] if len(notes) > 1 else None,
        overdue=tuple(sorted(promises.get(person.id, []), key=lambda one: one.due or dt.date.min)),
        concern=concerns.get(person.id),
    )


def _weight(one: Relation) -> tuple[int, int]:
    return one.person.influence, one.person.interest


def _by(
    people: Iterable[Relation], wanted: Callable[[Relation], bool], weight: Callable[[Relation], tuple[int, ...]]
) -> tuple[Relation, ...]:
    return tuple(sorted(filter(wanted, people), key=weight, reverse=True))


def _silos(facts: Facts) -> Iterable[Silo]:
    """Nothing is said while nobody was quoted or met: that is what the rules say (R05, R06)."""
    quoted = facts.quoted_people
    teams = [person.team for person in quoted if has_text(person.team)]
    if quoted and len({person.id for person in quoted}) == 1:
        yield Silo("quotes", "person", quoted[0].name, quoted[0])
    elif teams and len(folded(teams)) == 1:
        yield Silo("quotes", "team", teams[0])
    met, others = tuple(facts.met.values()), tuple(facts.other_teams_met.values())
    if len(met) == 1:
        yield Silo("talks", "person", met[0].name, met[0])
    elif met and not others:
        yield Silo("talks", "own", "")
    elif len(others) == 1:
        yield Silo("talks", "team", others[0])


def _teams(people: tuple[Relation, ...]) -> tuple[Team, ...]:
    """Team by team in the order of the list, names compared folded."""
    grouped: dict[str, list[Relation]] = {}
    for one in people:
        grouped.setdefault(fold(one.person.team) if has_text(one.person.team) else "", []).append(one)
    return tuple(
        Team(
            name=members[0].person.team if key else "",
            people=len(members),
            with_us=sum(one.person.stance in WITH_US for one in members),
            risen=sum((one.moved or 0) > 0 for one in members),
            fallen=sum((one.moved or 0) < 0 for one in members),
        )
        for key, members in grouped.items()
    )


def _missing(dossier: Dossier) -> tuple[str, ...]:
    preparation = dossier.preparation
    there = folded([person.team for person in preparation.stakeholders] + [preparation.owner.team])
    served = {fold(team): team for team in preparation.initiative.teams_served if has_text(team)}
    return tuple(team for key, team in served.items() if key not in there)
