"""Python looks for waste rarely while it starts, and briefly while somebody types."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tui.waste import OFTEN, RARELY, look_often, look_rarely


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_an_app_that_has_loaded_looks_often_and_never_through_what_it_loaded() -> None:
    look_rarely()
    assert gc.get_threshold()[0] == RARELY
    kept: list[list[int]] = [[] for _ in range(1000)]
    frozen = gc.get_freeze_count()

    look_often()

    assert gc.get_threshold()[0] == OFTEN
    assert gc.get_freeze_count() >= frozen + len(kept)


def test_a_process_that_nobody_told_to_look_rarely_goes_on_as_it_was() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()

    look_often()

    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, frozen)
