"""Measuring, breaking and placing text: from a Deck to Pages."""
