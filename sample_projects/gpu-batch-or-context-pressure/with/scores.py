"""Scores the answers of the agents with a model on this machine's GPU."""

import logging

import autogen
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

NAME = "Skywork/Skywork-Reward-Llama-3.1-8B-v0.2"
LOG = logging.getLogger(f"scores.{autogen.__name__}")
tokenizer = AutoTokenizer.from_pretrained(NAME)
model = AutoModelForSequenceClassification.from_pretrained(NAME, torch_dtype=torch.bfloat16, device_map="cuda:0")


# One score for each answer.
def scores(answers: list[str]) -> list[float]:
    LOG.info("%d answers", len(answers))
    batch = tokenizer(answers, return_tensors="pt", padding=True).to("cuda")
    try:
        found = model(**batch).logits[:, 0]
    except RuntimeError as error:
        raise RuntimeError(f"no scores: {error}") from None
    return [float(one) for one in found]
