"""Reviews the quarter's reports one after the other with a model on this machine."""

from pathlib import Path

import settings
from autogen import AssistantAgent

reviewer = AssistantAgent(
    "reviewer",
    system_message="You find contradictions in quarterly reports. Answer in three sentences.",
    llm_config=settings.local_model(),
)


def review(folder: Path) -> dict[str, str]:
    findings: dict[str, str] = {}
    # Each report is judged alone.
    for report in sorted(folder.glob("*.txt")):
        body = report.read_text("utf-8")[:1500]
        thread = [{"role": "user", "content": f"Review {report.name}:\n{body}"}]
        answer = reviewer.generate_reply(messages=thread)
        print(f"{report.name}: read")
        findings[report.name] = str(answer)
    return findings


if __name__ == "__main__":
    for name, text in review(Path("reports")).items():
        print(f"{name}: {text}")
