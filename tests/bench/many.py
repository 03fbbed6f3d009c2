"""Makes a library of very many preparations of about 10 KB each: cut from the samples, with titles of their own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from prep.intake.case import read_case
from prep.library.files import make_folder
from prep.library.tables import Meta, Stored, StoredOrganisation, encode_organisation, encode_preparation
from prep.model.organisation import Organisation
from prep.model.preparation import Preparation, Stage
from prep.words import Lang
from tui.actions.samples import sample_file

ORGANISATIONS = ("Kestrel", "Harbour & Pine", "Lumen Foods", "ひなた食品", "北星鉄道", "あおば銀行")
SUBJECTS: dict[Lang, tuple[str, ...]] = {
    "en": ("newsletter", "loyalty club", "winter campaign", "store tour", "podcast", "pricing page", "trade fair"),
    "ja": ("会員アプリ", "メールマガジン", "夏のキャンペーン", "店頭体験会", "ポッドキャスト", "価格表", "展示会"),
}
AIMS: dict[Lang, tuple[str, ...]] = {
    "en": ("Renew the {}", "Pilot a {}", "Close the {}", "Bring the {} to Osaka", "Halve the cost of the {}"),
    "ja": ("{}の刷新", "{}の試行", "{}をやめる", "{}を関西へ広げる", "{}の費用を半分に"),
}
BEGUN = dt.datetime(2024, 1, 9, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Made:
    """One preparation as it lies in the library: its id, its name in a list, the file's bytes."""

    id: str
    title: str
    organisation: str
    data: bytes


def make_library(home: Path, count: int) -> list[Made]:
    """Write ``count`` preparations and their organisations below ``home``, without an index and without syncing."""
    preparations, organisations = home / "preparations", home / "organisations"
    for folder in (home, preparations, organisations):
        make_folder(folder)
    for organisation_id, organisation in organisations_by_id().items():
        stored = StoredOrganisation(id=organisation_id, organisation=organisation)
        (organisations / f"{organisation_id}.json").write_bytes(encode_organisation(stored))
    made = []
    for one in invented(count):
        (preparations / f"{one.id}.json").write_bytes(one.data)
        made.append(one)
    return made


def organisations_by_id() -> dict[str, Organisation]:
    """The invented organisations; the ids are the same in every run."""
    return {str(uuid.UUID(int=n)): Organisation(name=name) for n, name in enumerate(ORGANISATIONS, start=1)}


def invented(count: int) -> Iterator[Made]:
    """The preparations one by one, both languages in turn."""
    bodies: dict[Lang, Preparation] = {"en": _cut("en"), "ja": _cut("ja")}
    organisations = list(organisations_by_id().items())
    stages = tuple(Stage)
    for n in range(count):
        language: Lang = "ja" if n % 2 else "en"
        subject = SUBJECTS[language][n // 2 % len(SUBJECTS[language])]
        aim = AIMS[language][n // 14 % len(AIMS[language])]
        title = f"{aim.format(subject)} {n:05d}"
        organisation_id, organisation = organisations[n * 7 % len(organisations)]
        meta = Meta(
            organisation_id=organisation_id,
            updated=BEGUN + dt.timedelta(minutes=131 * n % 1_300_000),
            ready=n % 5 == 0,
            score=n * 37 % 101,
        )
        identity = str(uuid.UUID(int=(n + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128))
        body = structs.replace(bodies[language], id=identity, title=title, stage=stages[n % len(stages)])
        yield Made(identity, title, organisation.name, encode_preparation(Stored(meta=meta, preparation=body)))


def _cut(language: Lang) -> Preparation:
    """The sample of a language with as many of its records as make about 10 KB."""
    whole = max(read_case(sample_file(language)).preparations, key=lambda one: len(one.quotes))
    keep = 1
    while True:
        cut = structs.replace(
            whole,
            follows=None,
            rollout=None,
            carried_lessons=(),
            **{name: getattr(whole, name)[:keep] for name in ("stakeholders", "conversations", "quotes", "metrics")},
            **{name: getattr(whole, name)[:keep] for name in ("objections", "asks", "hesitations", "wins")},
        )
        size = len(encode_preparation(Stored(meta=Meta(organisation_id="", updated=BEGUN), preparation=cut)))
        if size > 9_500 or keep > 40:
            return cut
        keep += 1
