"""The shop's own interface."""

import requests

SHOP = "http://shop.example.com/api"


def order_status(order: str) -> str:
    """Where an order is, in one sentence."""
    answer = requests.get(f"{SHOP}/orders/{order}", headers={"Accept": "application/json"}, timeout=10)
    answer.raise_for_status()
    return str(answer.json()["status"])[:200]
