"""What screens and the command both do, without a screen."""
