"""The same preparation, template and day give the same bytes, whoever writes them, where and after what."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, environment, nemawashi
from template_builder import FULL, ALayout, ATemplate

import decks.pptx.package
import decks.pptx.workbook
import decks.pptx.write

ROOT = Path(__file__).parents[2]
ON = ("--on", "2026-11-21")
TEMPLATE = "company.potx"
WRITES: dict[str, tuple[str, ...]] = {
    "pre-read-ja.pptx": (str(CASE_JA), "--kind", "preread"),
    "pre-read-en.pptx": (str(CASE_EN), "--kind", "preread"),
    "rollout-ja.pptx": (str(CASE_JA), "--kind", "rollout"),
    "rollout-en.pptx": (str(CASE_JA), "--kind", "rollout", "--lang", "en"),
    "template-ja.pptx": (str(CASE_JA), "--kind", "preread", "--template", TEMPLATE),
    "template-en.pptx": (str(CASE_EN), "--kind", "preread", "--template", TEMPLATE),
    "pre-read-en.md": (str(CASE_EN), "--kind", "preread"),
    "rollout-ja.md": (str(CASE_JA), "--kind", "rollout"),
}
PLACES = [
    pytest.param("1", "Pacific/Kiritimati", "C", 0o022, id="far east of us, in C"),
    pytest.param("4242", "America/Los_Angeles", "ja_JP.UTF-8", 0o077, id="far west of us, in Japanese"),
    pytest.param("random", "Asia/Kathmandu", "de_DE.UTF-8", 0o002, id="between the hours, in German"),
]
RUN = "import json, sys; from tui.cli.run import run; sys.exit(max(run(line) for line in json.loads(sys.argv[1])))"


def a_template() -> ATemplate:
    coloured = ALayout(drawn=(("0F766E", 0.0, 0.0, 960.0, 12.0),), background="F8FAFC")
    return ATemplate(masters=((ALayout(FULL[:1]), coloured), (ALayout(),)), samples=2)


def written(folder: Path, names: list[str], umask: int = 0o022, **environ: str) -> dict[str, bytes]:
    """The files named, written one after the other by a process of its own that works in ``folder``."""
    folder.mkdir(parents=True)
    (folder / TEMPLATE).write_bytes(a_template().data())
    lines = [["deck", *WRITES[name], *ON, "-o", name] for name in names]
    subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(lines)],
        cwd=folder,
        env=environment(folder / "home", "en") | {"PYTHONPATH": str(ROOT)} | environ,
        umask=umask,
        check=True,
        capture_output=True,
    )
    return {name: (folder / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each file as a process writes it that writes nothing else."""
    base = tmp_path_factory.mktemp("alone")
    return {name: written(base / name, [name])[name] for name in WRITES}


@pytest.mark.parametrize(("seed", "zone", "locale", "umask"), PLACES)
def test_hash_seed_zone_locale_umask_folder_and_what_was_written_before_change_nothing(
    seed: str, zone: str, locale: str, umask: int, alone: dict[str, bytes], tmp_path: Path
) -> None:
    names = list(WRITES)
    random.Random(seed).shuffle(names)
    found = written(
        tmp_path / "in a folder" / "深い所",
        names,
        umask,
        **{"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale},
    )
    assert [name for name in WRITES if found[name] != alone[name]] == []


@pytest.mark.parametrize("kind", ["preread", "rollout"])
def test_a_preparation_of_the_library_gives_the_bytes_of_its_file(kind: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    out: list[bytes] = []
    for attempt in range(2):
        ran = nemawashi("import", CASE_JA, home=home / str(attempt))
        for target in (ran.lines[0], CASE_JA):
            path = tmp_path / f"{len(out)}.pptx"
            ran = nemawashi("deck", target, "--kind", kind, *ON, "-o", path, home=home / str(attempt))
            assert ran.code == 0, ran.err
            out.append(path.read_bytes())
    assert len(set(out)) == 1


def test_a_file_written_twice_in_a_process_is_the_same(tmp_path: Path) -> None:
    assert a_deck(tmp_path / "a.pptx") == a_deck(tmp_path / "b.pptx")


def a_deck(path: Path, *options: str) -> bytes:
    ran = nemawashi("deck", CASE_EN, *ON, *options, "-o", path, home=path.parent / "home")
    assert ran.code == 0, ran.err
    return path.read_bytes()


def test_another_day_gives_another_file(tmp_path: Path) -> None:
    assert a_deck(tmp_path / "a.pptx") != a_deck(tmp_path / "b.pptx", "--on", "2026-11-22")


@pytest.mark.parametrize(
    ("module", "name", "careless"),
    [
        pytest.param(decks.pptx.package, "FIXED_TIME", (2026, 11, 22, 3, 4, 6), id="the time of day in the file"),
        pytest.param(decks.pptx.workbook, "FIXED_TIME", (2026, 11, 22, 3, 4, 6), id="the time of day in a workbook"),
        pytest.param(decks.pptx.write, "SECTION_SPACE", uuid.UUID(int=time.time_ns()), id="ids by chance"),
    ],
)
def test_a_careless_writer_would_be_noticed(
    module: object, name: str, careless: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    careful = a_deck(tmp_path / "a.pptx")
    monkeypatch.setattr(module, name, careless)
    assert a_deck(tmp_path / "b.pptx") != careful


def test_an_order_by_chance_would_be_noticed(alone: dict[str, bytes], tmp_path: Path) -> None:
    """A subject put together from a set differs from one hash seed to another."""
    careless = (
        "import decks.pptx.write as w; from msgspec.structs import replace; own = w.write_deck; "
        "by_chance = ' '.join({*map(str, range(50))}); "
        "w.write_deck = lambda pages, *more, **named: own(replace(pages, subject=by_chance), *more, **named); "
    )
    seen = set()
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        line = ["deck", *WRITES["pre-read-en.pptx"], *ON, "-o", "deck.pptx"]
        subprocess.run(
            [sys.executable, "-c", careless + RUN, json.dumps([line])],
            cwd=folder,
            env=environment(folder / "home", "en") | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        seen.add((folder / "deck.pptx").read_bytes())
    assert len(seen) == 2
    assert alone["pre-read-en.pptx"] not in seen
