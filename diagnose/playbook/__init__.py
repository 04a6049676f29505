"""Playbooks: YAML in, frozen values and every fault out."""

from diagnose.playbook.load import Loaded, load
from diagnose.playbook.locate import shipped_folder
from diagnose.playbook.marks import Fault

__all__ = ["Fault", "Loaded", "load", "shipped_folder"]
