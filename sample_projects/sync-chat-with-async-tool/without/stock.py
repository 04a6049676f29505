"""The stock, as the warehouse knows it."""

import httpx

WAREHOUSE = "http://warehouse.example.com"


def pieces(article: str) -> int:
    with httpx.Client(base_url=WAREHOUSE, timeout=10) as http:
        answer = http.get(f"/articles/{article}")
    return int(answer.json()["pieces"])
