"""Writing Pages into a PowerPoint file."""
