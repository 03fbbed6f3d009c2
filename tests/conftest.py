"""How the tests run: the short forms, the same on every run; the long ones when they are asked for.

``pytest -m long`` runs the long forms of the fault runs. ``pytest --hypothesis-profile=long`` tries twenty times as
many examples in every property test, other ones on every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)  # whole case files are large

# Without Phase.shrink: shrinking a whole case file takes minutes.
settings.register_profile(
    "short",
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=_SLOW,
)
settings.register_profile("long", max_examples=2000, deadline=None, database=None, suppress_health_check=_SLOW)
settings.load_profile("short")


@pytest.fixture(autouse=True, scope="session")
def _state_beside_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Locks lie in the user's state folder: here, in one of the tests' own. Every terminal shows all colours."""
    state = str(tmp_path_factory.mktemp("state"))
    with mock.patch.dict(os.environ, XDG_STATE_HOME=state, COLORTERM="truecolor", TERM="xterm-256color"):
        os.environ.pop("NO_COLOR", None)
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" in str(config.getoption("markexpr")):
        return
    left_out = [item for item in items if item.get_closest_marker("long") is not None]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
