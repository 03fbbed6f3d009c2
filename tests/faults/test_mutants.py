"""The proofs prove something: with one safeguard of the library taken out, they fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mutants import MUTANTS, WHOLE, Mutant, quick_tests, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the proofs that need POSIX")


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_a_library_without_one_of_its_safeguards_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    result = run(mutant, mutant.tests, tmp_path)
    assert result.failed, f"nothing noticed that {mutant.name}\n{result.output}"


def test_the_library_as_it_is_passes_in_a_copy(tmp_path: Path) -> None:
    assert run(None, quick_tests(), tmp_path).failed == ()


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_the_whole_suite_notices_each_mutant(mutant: Mutant, tmp_path: Path) -> None:
    assert run(mutant, WHOLE, tmp_path).failed
