"""Lets an agent write and run a small analysis, for five minutes at most."""

import sys
import threading

from autogen import AssistantAgent, UserProxyAgent

from settings import LIMIT, MODEL


def analyse(question: str) -> str:
    analyst = AssistantAgent("analyst", llm_config=MODEL)
    runner = UserProxyAgent(
        "runner",
        human_input_mode="NEVER",
        is_termination_msg=lambda message: "TERMINATE" in (message.get("content") or ""),
        max_consecutive_auto_reply=5,
        code_execution_config={"work_dir": "scratch", "use_docker": False},
    )
    work = threading.Thread(target=runner.initiate_chat, args=(analyst, question), daemon=True)
    work.start()
    work.join(LIMIT)
    if work.is_alive():
        raise TimeoutError("the analysis did not end in time")
    return str(runner.last_message(analyst)["content"])


if __name__ == "__main__":
    print(analyse(sys.argv[1]))
