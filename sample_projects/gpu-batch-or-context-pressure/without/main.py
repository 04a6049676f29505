"""Two agents answer; the better answer is printed."""

import sys

from autogen import AssistantAgent

from scores import scores

MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}
question = [{"role": "user", "content": sys.argv[1]}]
answers = [str(AssistantAgent(name, llm_config=MODEL).generate_reply(question)) for name in ("first", "second")]
ranking = scores(answers)
print(answers[ranking.index(max(ranking))])
