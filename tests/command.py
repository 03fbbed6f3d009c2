"""Runs the nemawashi command for tests: in this process where a new one adds nothing, else as a user would."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tui.cli.run import run

SAMPLES = Path(__file__).parent.parent / "prep" / "words" / "samples"
CASE_JA = SAMPLES / "case-ja.json"
CASE_EN = SAMPLES / "case-en.json"


@dataclass(frozen=True)
class Ran:
    """What a run of the command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def nemawashi(*arguments: str | Path, home: Path, ui: str = "en") -> Ran:
    """Run the command in this process on the library in ``home``."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True) for _ in range(2))
    with mock.patch.dict(os.environ, environment(home, ui), clear=True), redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(code, *(_written(stream) for stream in (out, err)))


def nemawashi_process(*arguments: str | Path, home: Path, ui: str = "en", **environ: str) -> Ran:
    """Run the command in a process of its own, in an environment without a UTF-8 locale."""
    command = [sys.executable, "-m", "tui.cli", *(str(argument) for argument in arguments)]
    env = environment(home, ui) | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} | environ
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=env, cwd=home.parent, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def environment(home: Path, ui: str) -> dict[str, str]:
    """The environment without any setting of the developer's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEMAWASHI_")}
    return kept | {"NEMAWASHI_HOME": str(home), "NEMAWASHI_UI": ui}


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
