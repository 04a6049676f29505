"""A judge that reads drafts on this machine, which has no GPU."""

import logging

import torch
from autogen import AssistantAgent
from transformers import AutoModelForCausalLM, AutoTokenizer

NAME = "Qwen/Qwen2.5-7B-Instruct"
TYPE = torch.bfloat16
writer = AssistantAgent("writer", llm_config={"model": "gpt-4o-mini", "timeout": 60})


def verdict(draft: str) -> str:
    tokenizer = AutoTokenizer.from_pretrained(NAME)
    try:
        judge = AutoModelForCausalLM.from_pretrained(NAME, torch_dtype=TYPE, device_map="auto")
        tokens = tokenizer(f"Good or bad? {draft[:4000]}", return_tensors="pt")
        return str(tokenizer.decode(judge.generate(**tokens, max_new_tokens=8)[0]))
    except MemoryError:
        logging.error("no verdict")
        raise MemoryError("the local model ran out of memory") from None
