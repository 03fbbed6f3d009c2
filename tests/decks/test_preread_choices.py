"""What a pre-read shows first, and how its numbers read (decks.md, "How things are chosen")."""

from __future__ import annotations

import pytest

from builders import DossierBuilder, a_dossier
from decks import choosing, figures
from decks.phrases import Phrases
from decks.preread import preread
from prep.model.idea import Answer
from prep.readiness.assessment import assess
from prep.share import share
from prep.shareable import Metric, Shareable


def _shared(builder: DossierBuilder) -> Shareable:
    dossier = builder.build()
    return share(dossier, assess(dossier))


def _metric(baseline: float | None, target: float | None, unit: str = "%", direction: str = "up") -> Metric:
    fields = {"baseline": {"value": baseline}, "target": {"value": target}, "unit": unit, "direction": direction}
    return _shared(a_dossier().with_metric(**fields)).metrics[0]


@pytest.mark.parametrize(
    ("baseline", "target", "unit", "direction", "shown"),
    [
        (61.3, 68.0, "%", "up", "+6.7 points"),
        (61, 68, "％", "up", "+7 points"),
        (101.8, 102.8, "%", "up", "+1.0 point"),
        (9840, 10900, "days", "up", "+1,060 days, +10.8%"),
        (0, 45, "days", "up", "+45 days"),
        (6420, 6400, "yen", "down", "−20 yen, −0.3% (hold)"),
        (50, 40, "%", "up", "−10 points (no improvement)"),
        (None, 40, "%", "up", "not yet measured"),
    ],
)
def test_a_difference_is_told_as_what_it_is(
    baseline: float | None, target: float | None, unit: str, direction: str, shown: str
) -> None:
    assert figures.judged(_metric(baseline, target, unit, direction), Phrases("en")) == shown


def test_the_biggest_risk_is_by_severity_then_open_before_answered_before_resolved_then_as_listed() -> None:
    builder = a_dossier()
    for severity, status in (
        ("medium", "open"),
        ("high", "resolved"),
        ("high", "answered"),
        ("high", "open"),
        ("high", "open"),
    ):
        builder = builder.with_objection(severity=severity, status=status)
    ranked = [concern.id for concern in choosing.ranked_concerns(_shared(builder))]
    assert ranked == ["o4", "o5", "o3", "o2", "o1"]


def test_an_open_concern_of_high_severity_is_never_left_to_the_appendix() -> None:
    builder = a_dossier()
    for _ in range(8):
        builder = builder.with_objection(severity="high", status="open")
    shown = _shared(builder.with_objection(severity="high", status="answered"))
    assert [concern.id for concern in choosing.further_concerns(shown)] == ["o9"]


def test_three_to_five_quotes_hold_a_concern() -> None:
    builder = a_dossier()
    for kind in ("support", "support", "support", "support", "support", "customer_voice", "concern"):
        builder = builder.with_quote(kind=kind)
    shown = choosing.shown_quotes(_shared(builder))
    assert len(shown) == 5
    assert {"concern", "customer_voice"} <= {quote.kind for quote in shown}


def test_a_proposal_without_doing_nothing_says_that_it_was_not_assessed() -> None:
    builder = a_dossier().with_option(name="A").with_option(name="B")
    (slide,) = [slide for slide in preread(_shared(builder)).slides if slide.id == "6"]
    assert "not yet assessed" in repr(slide)


def test_a_claim_without_usable_evidence_is_a_hypothesis() -> None:
    deck = preread(_shared(a_dossier().with_why(why_do=Answer(text="It pays", evidence=()))))
    assert "It pays [hypothesis]" in repr(deck.slides[0])


def test_a_preparation_that_is_not_ready_is_marked_as_a_draft() -> None:
    assert preread(_shared(a_dossier())).foot.draft == "DRAFT"
