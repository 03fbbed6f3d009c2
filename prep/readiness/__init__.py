"""When a preparation is ready: one small function a rule (rules.md)."""
