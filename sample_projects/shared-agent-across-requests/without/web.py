"""Questions of customers over HTTP."""

import logging

from autogen_agentchat.agents import AssistantAgent
from fastapi import FastAPI

from models import model
from orders import order_status

LOG = logging.getLogger("web")
ROLE = "You answer questions on orders."
app = FastAPI()
client = model()


@app.post("/ask")
async def ask(question: str) -> dict[str, str]:
    agent = AssistantAgent("orders", model_client=client, tools=[order_status], system_message=ROLE)
    try:
        result = await agent.run(task=question)
    except Exception:
        LOG.exception("no answer")
        return {"error": "Please ask again later."}
    return {"answer": result.messages[-1].to_text()}
