"""What only a service that is paid for refuses: an account without credit, a model that is not enabled, a content."""

from __future__ import annotations

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.settings import WORDINGS
from tests.proofs.talk import CHAT, USER, post

BODY = {"model": "gpt-4", "messages": [USER]}


def test_credit_that_is_used_up_belongs_to_one_key(server: FaultServer) -> None:
    """The key is good and still refused, with the rate limit's status; another account's key is answered."""
    server.set(Faults(spent="sk-poor"))
    refused = post(server, CHAT, BODY, {"authorization": "Bearer sk-poor"})
    assert (refused.status, refused.json["error"]["code"]) == (429, "insufficient_quota")
    assert post(server, CHAT, BODY, {"authorization": "Bearer sk-rich"}).status == 200
    assert (server.counters().rate_limited, server.counters().answered) == (1, 1)


def test_a_model_may_exist_and_be_forbidden(server: FaultServer) -> None:
    """403 for what the key may not use, whose code is that of a model that does not exist, as at the service."""
    server.set(Faults(forbidden=("gpt-4",)))
    refused = post(server, CHAT, BODY)
    assert (refused.status, refused.json["error"]["code"]) == (403, "model_not_found")
    assert post(server, CHAT, {**BODY, "model": "gpt-4o-mini"}).status == 200


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_banned_text_in_the_prompt_is_refused(server: FaultServer, wording: str) -> None:
    """In any message; a prompt without it is answered."""
    server.set(Faults(banned=("open?",), wording=wording))
    assert post(server, CHAT, BODY).status == 400
    assert post(server, CHAT, {**BODY, "messages": [{"role": "user", "content": "How many?"}]}).status == 200


def test_azure_names_the_category_of_what_it_filtered(server: FaultServer) -> None:
    """The code says that it was the filter, the inner error which of its categories."""
    server.set(Faults(banned=("open?",), wording="azure"))
    said = post(server, CHAT, BODY).json["error"]
    results = said["innererror"]["content_filter_result"]
    assert said["code"] == "content_filter"
    assert [name for name, one in results.items() if one["filtered"]] == ["violence"]


def test_a_banned_text_in_the_answer_ends_it_there(server: FaultServer) -> None:
    """The status is 200, and only the finish reason tells."""
    server.set(Faults(banned=("rifle",), replies=("He took the rifle and left.",)))
    choice = post(server, CHAT, BODY).json["choices"][0]
    assert (choice["finish_reason"], choice["message"]["content"]) == ("content_filter", "He took the ")


def test_azure_takes_a_banned_text_in_the_instructions_for_an_attack(server: FaultServer) -> None:
    """Its shield is another category than those of the contents."""
    server.set(Faults(banned=("open?",), wording="azure"))
    said = post(server, CHAT, {**BODY, "messages": [{**USER, "role": "system"}, USER]}).json["error"]
    results = said["innererror"]["content_filter_result"]
    assert [name for name, one in results.items() if one["filtered"]] == ["jailbreak"]
