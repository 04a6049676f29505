"""Sorts the letters that came in today."""

from pathlib import Path

from agents import build_clerk

clerk = build_clerk()


def sort_letter(text: str) -> str:
    question = [{"role": "user", "content": text[:2000]}]
    reply = clerk.generate_reply(question)
    return str(reply).strip()


if __name__ == "__main__":
    for letter in sorted(Path("inbox").glob("*.txt")):
        print(letter.name, sort_letter(letter.read_text("utf-8")))
