"""The stock, as the warehouse knows it."""

import httpx

WAREHOUSE = "http://warehouse.example.com"


async def pieces(article: str) -> int:
    async with httpx.AsyncClient(base_url=WAREHOUSE, timeout=10) as http:
        answer = await http.get(f"/articles/{article}")
    return int(answer.json()["pieces"])
