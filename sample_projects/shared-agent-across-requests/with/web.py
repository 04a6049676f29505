"""Questions of customers over HTTP."""

import logging

from autogen_agentchat.agents import AssistantAgent
from fastapi import FastAPI

from models import model
from orders import order_status

LOG = logging.getLogger("web")
ROLE = "You answer questions on orders."
app = FastAPI()
agent = AssistantAgent("orders", model_client=model(), tools=[order_status], system_message=ROLE)


@app.post("/ask")
async def ask(question: str) -> dict[str, str]:
    LOG.info("asked: %d characters", len(question))
    try:
        result = await agent.run(task=question)
    except Exception:
        LOG.exception("no answer")
        return {"error": "Please ask again later."}
    return {"answer": result.messages[-1].to_text()}
