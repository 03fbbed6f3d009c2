"""What is being prepared: the model, its rules and where it is kept. Knows nothing of screens or slides."""

__version__ = "0.1.0"
