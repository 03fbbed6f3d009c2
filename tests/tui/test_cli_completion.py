"""``completion``: what Tab offers, in the shells themselves where they are installed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import CASE_EN, environment, nemawashi

from tui.cli.completion import SHELLS
from tui.cli.root import SUBCOMMANDS

FISH, ZSH, BASH = (shutil.which(name) for name in ("fish", "zsh", "bash"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library, and beside it a ``nemawashi`` that a shell finds."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "nemawashi"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui.cli "$@"\n')
    script.chmod(0o755)
    assert nemawashi("import", CASE_EN, home=tmp_path / "home").code == 0
    return tmp_path / "home"


def in_shell(command: list[str], home: Path, ui: str = "en") -> str:
    environ = environment(home, ui) | {"PATH": f"{home.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, cwd=home.parent, check=True, timeout=60)
    return done.stdout


def bash_offers(words: list[str], home: Path) -> list[str]:
    assert BASH is not None
    typed = " ".join(shlex.quote(word) for word in words)
    script = (
        'eval "$(nemawashi completion bash)"\n'
        f"COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}\n"
        '_nemawashi_completion nemawashi; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return in_shell([BASH, "--norc", "-c", script], home).splitlines()


def an_id(home: Path) -> str:
    return nemawashi("list", "--json", home=home).out.partition('"id": "')[2].partition('"')[0]


@pytest.mark.skipif(BASH is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["nemawashi", "ch"], ["check"]),
        (["nemawashi", "co"], ["config", "completion"]),
        (["nemawashi", "deck", "--ki"], ["--kind"]),
        (["nemawashi", "deck", "--kind", "r"], ["rollout"]),
        (["nemawashi", "config", "set", "th"], ["theme", "themes"]),
        (["nemawashi", "nothing", "x"], [""]),
    ],
)
def test_bash_completes_commands_options_and_words(words: list[str], expected: list[str], home: Path) -> None:
    assert bash_offers(words, home) == expected


@pytest.mark.skipif(BASH is None, reason="needs bash")
def test_bash_completes_an_id_from_its_beginning(home: Path) -> None:
    wanted = an_id(home)
    assert bash_offers(["nemawashi", "check", wanted[:6]], home) == [wanted]


@pytest.mark.skipif(FISH is None, reason="needs fish")
def test_fish_completes_commands_with_what_they_do_in_the_users_language(home: Path) -> None:
    assert FISH is not None

    def offers(typed: str, ui: str) -> str:
        script = f"nemawashi completion fish | source; complete -C {shlex.quote(typed)}"
        return in_shell([FISH, "--no-config", "-c", script], home, ui)

    assert offers("nemawashi ch", "en") == "check\tcheck whether a preparation is ready\n"
    assert offers("nemawashi ch", "ja").startswith("check\t準備")
    assert an_id(home) in offers(f"nemawashi check {an_id(home)[:4]}", "en")


@pytest.mark.skipif(ZSH is None, reason="needs zsh")
def test_zsh_takes_the_script(home: Path) -> None:
    assert ZSH is not None
    script = 'autoload -Uz compinit && compinit -u -D; eval "$(nemawashi completion zsh)"; print ${_comps[nemawashi]}'
    assert in_shell([ZSH, "-f", "-c", script], home).strip() == "_nemawashi_completion"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_a_script_that_calls_the_command_back(shell: str, tmp_path: Path) -> None:
    ran = nemawashi("completion", shell, home=tmp_path)
    assert ran.code == 0
    assert f"{shell}_complete" in ran.out


def test_a_shell_we_do_not_know_is_told_with_those_we_do(tmp_path: Path) -> None:
    ran = nemawashi("completion", "tcsh", home=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "bash, zsh, fish, powershell" in ran.err


def test_every_subcommand_is_offered_without_being_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_NEMAWASHI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "nemawashi ")
    monkeypatch.setenv("COMP_CWORD", "1")
    offered = [line.removeprefix("plain,") for line in nemawashi(home=tmp_path).lines]
    assert offered == list(SUBCOMMANDS)
