"""A judge that reads drafts on this machine's GPU."""

import logging

import torch
from autogen import AssistantAgent
from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "Qwen/Qwen2.5-7B-Instruct"
tokenizer = AutoTokenizer.from_pretrained(NAME)
writer = AssistantAgent("writer", llm_config={"model": "gpt-4o-mini", "timeout": 60})


def verdicts(drafts: list[str]) -> list[str]:
    found = []
    try:
        judge = AutoModelForCausalLM.from_pretrained(NAME).to("cuda")
        for draft in drafts:
            tokens = tokenizer(f"Good or bad? {draft[:4000]}", return_tensors="pt").to("cuda")
            with torch.inference_mode():
                found.append(tokenizer.decode(judge.generate(**tokens, max_new_tokens=8)[0]))
    except RuntimeError as error:
        logging.error("no verdict")
        raise RuntimeError(f"the judge failed: {error}") from None
    return found
