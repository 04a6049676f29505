"""Programs that prove the playbooks' before/after code against real frameworks; no part of the installed package."""
