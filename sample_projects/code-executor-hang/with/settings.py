"""How long an analysis may take, and who makes it."""

LIMIT = 300
MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}
