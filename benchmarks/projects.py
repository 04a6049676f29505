"""Projects that are made up: files of 200 lines, some with agents, of these some with a fault that is known."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

LINES = 200
_IMPORTS = {
    "python": ("from autogen import AssistantAgent, UserProxyAgent", "import json"),
    "typescript": ('import OpenAI from "openai";', 'import { readdir } from "node:fs/promises";'),
}
_SUFFIXES = {"python": ".py", "typescript": ".ts"}
_WORDS = ("order", "batch", "report", "user", "page", "score", "item", "index", "price", "event", "label", "group")
_BODIES = {
    "python": '''

def {verb}_{noun}(rows: list[dict[str, object]], limit: int = {number}) -> dict[str, int]:
    """Counts by {noun}."""
    found: dict[str, int] = {{}}
    for row in rows[:limit]:
        key = str(row.get("{noun}", "none")).strip().lower()
        if key in found and len(key) > {number}:
            found[key] += 1
        else:
            found.setdefault(key, {number})
    try:
        total = sum(found.values()) / max(1, len(found))
        print(f"{noun}: {{total:.1f}} of {{limit}}", json.dumps(sorted(found)))
    except (KeyError, ValueError) as error:
        raise RuntimeError("no {noun}") from error
    return {{name: count for name, count in found.items() if count > {number}}}
''',
    "typescript": """
export async function {verb}{Noun}(rows: Record<string, string>[], limit = {number}): Promise<Map<string, number>> {{
  const found = new Map<string, number>();
  for (const row of rows.slice(0, limit)) {{
    const key = (row["{noun}"] ?? "none").trim().toLowerCase();
    if (found.has(key) && key.length > {number}) {{
      found.set(key, (found.get(key) ?? 0) + 1);
    }} else {{
      found.set(key, {number});
    }}
  }}
  try {{
    const names = await readdir(`./${{limit}}`);
    console.log("{noun}", names.length, [...found.values()].reduce((one, other) => one + other, 0));
  }} catch (error) {{
    throw new Error(`no {noun}: ${{String(error)}}`);
  }}
  return new Map([...found].filter(([, count]) => count > {number}));
}}
""",
}

_AGENTS = {
    "python": """

llm_config = {"config_list": [{"model": "gpt-4o-mini", "api_key": None}], "timeout": 60, "max_tokens": 800}
assistant = AssistantAgent("assistant", system_message="Answer in one line.", llm_config=llm_config)
user = UserProxyAgent("user", human_input_mode="NEVER", code_execution_config=False, max_consecutive_auto_reply=3)


def ask(question: str) -> list[str]:
    answers: list[str] = []
    for turn in range(3):
        result = user.initiate_chat(assistant, message=f"{question} ({turn})", max_turns=2, summary_method="last_msg")
        answers.append(str(result.summary)[:400])
    return answers
""",
    "typescript": """
const client = new OpenAI({ timeout: 60_000, maxRetries: 2 });

export async function ask(questions: string[]): Promise<string[]> {
  const answers: string[] = [];
  for (const question of questions.slice(0, 3)) {
    const messages = [{ role: "system" as const, content: "Be short." }, { role: "user" as const, content: question }];
    const reply = await client.chat.completions.create({ model: "gpt-4o-mini", messages, max_tokens: 200 });
    answers.push(reply.choices[0]?.message?.content ?? "");
  }
  return answers;
}
""",
}


def project(folder: Path, files: int, share: int, faults: Mapping[str, Sequence[str]]) -> int:
    """Fill a folder; every ``share``-th file has agents, every tenth of these a fault. How many have one.

    ``faults`` are samples of code by language. Two of three files are Python.
    """
    chance = random.Random(6)
    planted = agents = 0
    for number in range(files):
        language = "typescript" if number % 3 == 2 else "python"
        has_agents = number % share == 0
        fault = ""
        if has_agents:
            agents += 1
            if agents % 10 == 0 and faults.get(language):
                fault = faults[language][planted % len(faults[language])]
                planted += 1
        text = "\n".join(_lines(language, has_agents, fault, chance)) + "\n"
        path = folder / f"part{number % 40}" / f"{chance.choice(_WORDS)}{number}{_SUFFIXES[language]}"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return planted


def _lines(language: str, has_agents: bool, fault: str, chance: random.Random) -> list[str]:
    imports = _IMPORTS[language]
    lines = [*fault.splitlines(), *(imports if has_agents and not fault else imports[1:])]
    # not beside a fault: what is well done in one file may speak for all of it
    lines += _AGENTS[language].splitlines() if has_agents and not fault else []
    while True:
        noun = chance.choice(_WORDS)
        names = {"verb": chance.choice(("count", "sort", "read")), "noun": noun, "Noun": noun.title()}
        body = _BODIES[language].format(number=chance.randrange(2, 99), **names).split("\n")
        if len(lines) + len(body) > LINES:
            break
        lines += body
    sign = "#" if language == "python" else "//"
    return [*lines, *(f"{sign} {number}" for number in range(LINES - len(lines)))]
