"""From what happened to why: events and playbooks in, ranked diagnoses out."""
