"""Which functions agents can call, and what these call."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.patterns import scan, scan_tools
from diagnose.sources import Project
from tests.patterns.samples import source
from tests.patterns.test_scan import pattern

_SLOW = pattern({"rule": {"pattern": "slow($WHO)"}}, scope="tool")
_SLOW_NODE = pattern({"rule": {"pattern": "slow($WHO)"}}, "typescript", scope="tool")

_PYTHON = """\
import autogen

def registered(): return helper()
def helper(): slow("helper")
def listed(): slow("listed")
def wrapped(): slow("wrapped")
def mapped(): slow("mapped")
def unrelated(): slow("unrelated")
def curried(): slow("curried")
class Search(BaseTool):
    def _run(self): return self.more()
    def more(self): slow("method")
    def other(self): slow("other")
register_function(registered, caller=a, executor=b)
TOOLS = [listed, FunctionTool(wrapped, description="x")]
agent = AssistantAgent("x", tools=TOOLS)
user.register_function(function_map={"mapped": mapped, "l": lambda q: slow("lambda")})
user.register_for_execution()(agent.register_for_llm(description="d")(curried))
@agent.tool
async def decorated(): slow("decorated")
@server.tool()
def served(): slow("served")
@user.register_for_llm(description="d")
@user.register_for_execution()
def stacked(): slow("stacked")
@app.get("/")
def page(): slow("page")
HANDLERS = {"x": dispatched}
def dispatched(): slow("dispatched")
out = HANDLERS[call.function.name](**arguments)
slow("module")
"""
_NODE = """\
import OpenAI from "openai";
async function called(u) { return helper(u); }
const helper = async (u) => slow("helper");
const unrelated = () => slow("unrelated");
const a = tool({ description: "x", inputSchema: s, execute: async ({ u }) => called(u) });
const b = tool({ description: "x", async execute({ u }) { return slow("shorthand"); } });
const c = new DynamicTool({ name: "a", description: "b", func: named });
async function named() { slow("named"); }
const d = tool(first, { name: "x" });
function first() { slow("first"); }
const handlers = { getWeather, x: async () => slow("inline") };
function getWeather() { slow("weather"); }
const out = await handlers[call.function.name](args);
switch (toolCall.function.name) { case "z": r = await switched(a); break; }
function switched() { slow("switched"); }
if (call.function.name === "why") { await compared(); }
function compared() { slow("compared"); }
app.post("/x", { handler: page });
function page() { slow("page"); }
"""


def test_functions_that_agents_call_in_python() -> None:
    """All ways of handing a function to an agent count, and what it calls; other functions do not."""
    found = [hit.texts["WHO"].strip('"') for hit in scan(source(_PYTHON), {"c": (_SLOW,)})]
    assert found == (
        [
            "helper",
            "listed",
            "wrapped",
            "mapped",
            "curried",
            "method",
            "lambda",
            "decorated",
            "served",
            "stacked",
            "dispatched",
        ]
    )


@pytest.mark.parametrize("dialect", ["typescript", "javascript"])
def test_functions_that_models_call_in_node(dialect: str) -> None:
    """The same in TypeScript and JavaScript: tool({...}), DynamicTool, tables and switches over names of calls."""
    found = [hit.texts["WHO"].strip('"') for hit in scan(source(_NODE, dialect), {"c": (_SLOW_NODE,)})]
    assert found == ["helper", "shorthand", "named", "first", "inline", "weather", "switched", "compared"]


def test_calls_are_followed_three_deep() -> None:
    """What a tool calls counts, down to the third call; a function that calls itself ends."""
    text = "import autogen\n@x.tool\ndef f0(): f1()\n" + "".join(
        f"def f{n}():\n    slow({n})\n    f{n + 1}()\n    f{n}()\n" for n in range(1, 6)
    )
    assert [hit.texts["WHO"] for hit in scan(source(text), {"c": (_SLOW,)})] == ["1", "2", "3"]


def test_tools_in_another_file(tmp_path: Path) -> None:
    """Tools that an agent's file imports are judged where they stand; nothing else of that file is."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "lib" / "__init__.py").write_text("")
    (tmp_path / "lib" / "web.py").write_text("def fetch(): slow('fetch')\ndef other(): slow('other')\n")
    main = "import autogen\nfrom lib.web import fetch as get\nfrom lib import web\n"
    (tmp_path / "main.py").write_text(main + "agent = A(tools=[get])\n")
    project = Project(tmp_path)
    agent, web = project.source("main.py"), project.source("lib/web.py")
    assert agent is not None
    assert web is not None
    found = [(hit.source.path, hit.texts["WHO"]) for hit in scan_tools(agent, {"c": (_SLOW,)}, project)]
    assert found == [("lib/web.py", "'fetch'")]
    assert scan(web, {"c": (_SLOW,)}, project) == scan(agent, {"c": (_SLOW,)}, project) == ()
