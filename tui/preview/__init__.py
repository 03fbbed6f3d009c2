"""The pages of a deck in a terminal: drawn as they will look, and in plain words. Values in, values out."""
