"""Writing playbooks: a draft from a log, and the samples of a pack held against what is answered."""
