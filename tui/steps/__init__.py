"""The steps of the walk as declarations: which sections and fields each has. Draws nothing, imports no textual."""
