"""Asks the local model what stands in questions.txt."""

from pathlib import Path

from local import answer

for question in Path("questions.txt").read_text("utf-8").splitlines():
    reply = answer(question)
    print(reply)
