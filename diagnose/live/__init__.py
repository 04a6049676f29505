"""Programs that still run: one that is started here, and files that still grow."""
