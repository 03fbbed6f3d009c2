"""Export onto a deck that was edited by hand: what a person changed stays, what the preparation changed comes in."""
