"""Files and pipes that still grow: each new fault once, when it is complete."""
