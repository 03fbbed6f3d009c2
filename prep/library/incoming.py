"""The preparations of a case on their way into the library: new ids, and every reference under its new id."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from msgspec import structs

from prep.intake.case_ids import renamed
from prep.library.merging import with_goal_ids
from prep.model.dossier import Dossier, named_elsewhere
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation


def incoming(
    organisation_id: str,
    organisation: Organisation,
    preparations: Sequence[Preparation],
    evaluate_on: dt.date | None,
    goal_ids: Mapping[str, str],
) -> list[Dossier]:
    """The preparations of a case as dossiers of the organisation they join; ``goal_ids`` are its new ids of goals."""
    fresh = [str(uuid.uuid4()) for _ in preparations]
    first = dict(zip(reversed([one.id for one in preparations]), reversed(fresh), strict=True))
    case_ids = {new: one.id for new, one in zip(fresh, preparations, strict=True)}
    ready = [
        structs.replace(with_goal_ids(renamed(one, first), goal_ids), id=new)
        for new, one in zip(fresh, preparations, strict=True)
    ]
    by_id = {one.id: one for one in ready}
    return [
        Dossier(
            organisation_id=organisation_id,
            organisation=organisation,
            preparation=one,
            earlier=(earlier := _followed(one, by_id)),
            others=tuple(by_id[name] for name in named_elsewhere((one, *earlier)) if name in by_id),
            evaluate_on=evaluate_on,
            today=evaluate_on or dt.date.today(),
            case_ids=case_ids,
        )
        for one in ready
    ]


def _followed(one: Preparation, by_id: dict[str, Preparation]) -> tuple[Preparation, ...]:
    chain = [one]
    while (earlier := by_id.get(chain[-1].follows or "")) is not None and earlier not in chain:
        chain.append(earlier)
    return tuple(chain[1:])
