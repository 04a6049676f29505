"""The user's own source code: which files a project has, what they say, and which of them a trace names.

Nothing outside the project is ever opened, and nothing in it is ever run.
"""

from __future__ import annotations

from diagnose.sources.project import Project
from diagnose.sources.rewrite import rewritten
from diagnose.sources.root import find_project
from diagnose.sources.source import Cell, Place, Source, State
from diagnose.sources.text import source_of, sources_of

__all__ = ["Cell", "Place", "Project", "Source", "State", "find_project", "rewritten", "source_of", "sources_of"]
