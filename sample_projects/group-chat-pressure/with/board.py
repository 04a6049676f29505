"""An editorial board that discusses a draft until it is fit to print."""

import sys
from pathlib import Path

from autogen import GroupChatManager, UserProxyAgent

from members import MODEL, discussion

editor = UserProxyAgent("editor", human_input_mode="NEVER", code_execution_config=False)


def discuss(draft: str) -> str:
    chat = discussion(editor)
    board = GroupChatManager(groupchat=chat, llm_config=MODEL)
    editor.initiate_chat(board, message=draft)
    return chat.messages[-1]["content"]


if __name__ == "__main__":
    print(discuss(Path(sys.argv[1]).read_text("utf-8")[:3000]))
