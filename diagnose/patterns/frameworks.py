"""Which agent frameworks a source file imports."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from diagnose.lazy import regex
from diagnose.patterns.definitions import cells
from diagnose.patterns.tree import root_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.source import Source

_NONE: frozenset[str] = frozenset()
_PYTHON = {
    "autogen": frozenset({"autogen-0.2", "ag2"}),
    "ag2": frozenset({"ag2"}),
    "autogen_agentchat": frozenset({"autogen-0.4"}),
    "autogen_core": frozenset({"autogen-0.4"}),
    "autogen_ext": frozenset({"autogen-0.4"}),
    "autogenstudio": frozenset({"autogen-0.4"}),
}
_NODE = frozenset({"node"})
_PACKAGES = (
    r"openai|ollama|langchain|ai|llamaindex|cohere-ai|groq-sdk|together-ai|autogen|ag2|"
    r"@(?:langchain|ai-sdk|autogen|anthropic-ai|openai|mastra|llamaindex|mistralai|modelcontextprotocol)/[\w.-]+|"
    r"@google/(?:genai|generative-ai|adk)|@azure/openai|@aws-sdk/client-bedrock-runtime"
)
_MODULE = regex(rf"(?:npm:|jsr:|https://esm\.sh/)?(?:{_PACKAGES})(?:@[\w.^~-]+)?(?:/.*)?")
_LOOK = {
    "python": regex(r"\b(?:autogen|ag2|autogen_(?:agentchat|core|ext)|autogenstudio)\b"),
    "typescript": regex(rf"""["'`](?:npm:|jsr:|https://esm\.sh/)?(?:{_PACKAGES})["'`@/]"""),
}
"""What the text of a file has that imports one: most files need not be parsed."""
_PYTHON_IMPORTS = {"rule": {"any": [{"kind": "import_statement"}, {"kind": "import_from_statement"}]}}
_NODE_IMPORTS = {
    "rule": {
        "kind": "string",
        "any": [
            {"inside": {"kind": "import_statement", "field": "source"}},
            {"inside": {"kind": "export_statement", "field": "source"}},
            {"inside": {"kind": "import_require_clause"}},
            {
                "inside": {
                    "kind": "arguments",
                    "inside": {
                        "kind": "call_expression",
                        "has": {"field": "function", "any": [{"kind": "import"}, {"regex": "^require(\\.resolve)?$"}]},
                    },
                }
            },
        ],
    }
}


@lru_cache(maxsize=64)
def belongs(source: Source) -> frozenset[str]:
    """The frameworks that a file imports: autogen-0.2, ag2, autogen-0.4, node. None: no code of agents.

    ``import autogen`` is of both autogen-0.2 and ag2. A name in a comment or a text is no import. What one cell of a
    notebook imports, all have.
    """
    return frozenset().union(*map(_imports, cells(source)))


def _imports(source: Source) -> frozenset[str]:
    look = _LOOK.get(source.language)
    if look is None or not look.search(source.text):
        return _NONE
    root = root_of(source)
    if root is None:
        return _NONE
    return _of_python(root) if source.language == "python" else _of_node(root)


def _of_python(root: SgNode) -> frozenset[str]:
    found = _NONE
    for statement in root.find_all(_PYTHON_IMPORTS):  # type: ignore[call-overload]
        if statement.kind() == "import_from_statement":
            names = statement.field_children("module_name")
        else:
            names = statement.field_children("name")
        for name in names:
            module = name.field("name") if name.kind() == "aliased_import" else name
            if module is not None and module.kind() == "dotted_name":
                found |= _PYTHON.get(module.text().partition(".")[0].strip(), _NONE)
    return found


def _of_node(root: SgNode) -> frozenset[str]:
    found = root.find_all(_NODE_IMPORTS)  # type: ignore[call-overload]
    return _NODE if any(_MODULE.fullmatch(text.text()[1:-1]) for text in found) else _NONE
