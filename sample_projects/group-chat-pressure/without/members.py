"""Who sits on the board."""

from autogen import AssistantAgent, GroupChat, UserProxyAgent

MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}
ROLES = {
    "facts": "You check the facts of a draft.",
    "style": "You check the style of a draft.",
    "law": "You look for sentences that could be sued over.",
    "pictures": "You propose a picture and its caption.",
    "headline": "You propose three headlines.",
    "reader": "You say what a hurried reader would not understand.",
}


def discussion(editor: UserProxyAgent) -> GroupChat:
    members = [AssistantAgent(name, system_message=text, llm_config=MODEL) for name, text in ROLES.items()]
    return GroupChat(
        agents=[editor, *members],
        messages=[],
        max_round=6,
        speaker_selection_method="round_robin",
    )
