"""Which functions stand in traces, and which packages they come in: what ``frametable`` reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Release = tuple[int, ...]


@dataclass(frozen=True)
class Product:
    """What has versions of its own: ``has`` tells which versions of ``packages`` belong to it.

    ``ends_only``: of each minor version only the first and the last are read.
    """

    name: str
    packages: tuple[str, ...]
    modules: tuple[str, ...]
    has: Callable[[str, Release], bool]
    ends_only: bool = False


def _old(package: str, release: Release) -> bool:
    """0.2 came as pyautogen up to 0.2.35, then as autogen-agentchat."""
    return (0, 2) <= release < ((0, 3) if package == "pyautogen" else (0, 2, 99))


def _ag2(package: str, release: Release) -> bool:
    """AG2 came as pyautogen from 0.3 up to 0.9, ag2 and autogen being names for that; since 0.9.1 it comes as ag2."""
    if package == "pyautogen":
        return (0, 3) <= release < (0, 9, 1)
    return release >= (0, 9, 1) if package == "ag2" else release == (0, 14, 1)


def _since_04(_: str, release: Release) -> bool:
    return release >= (0, 4)


PRODUCTS = (
    Product("autogen-0.2", ("pyautogen", "autogen-agentchat"), ("autogen",), _old),
    Product("ag2", ("pyautogen", "ag2", "autogen"), ("autogen", "ag2"), _ag2),
    Product("autogen-agentchat", ("autogen-agentchat",), ("autogen_agentchat",), _since_04),
    Product("autogen-core", ("autogen-core",), ("autogen_core",), _since_04),
    Product("autogen-ext", ("autogen-ext",), ("autogen_ext",), _since_04),
    Product("openai", ("openai",), ("openai",), lambda _, release: release >= (1,), ends_only=True),
)

_CHAT = "autogen/agentchat"
_TEAMS = "autogen_agentchat/teams/_group_chat"

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    path: tuple(names.split())
    for path, names in {
        f"{_CHAT}/conversable_agent.py": (
            "send receive a_send a_receive generate_reply a_generate_reply generate_oai_reply a_generate_oai_reply "
            "_generate_oai_reply_from_client initiate_chat a_initiate_chat initiate_chats generate_tool_calls_reply "
            "generate_function_call_reply execute_function a_execute_function __init__ _validate_llm_config "
            "wrapped_reply_func _summary_from_nested_chats _reflection_with_llm _wrapped_func run "
            "generate_code_execution_reply _generate_code_execution_reply_using_executor register_for_llm"
        ),
        f"{_CHAT}/groupchat.py": "run_chat a_run_chat _auto_select_speaker select_speaker a_select_speaker __init__",
        f"{_CHAT}/chat.py": "initiate_chats a_initiate_chats",
        f"{_CHAT}/user_proxy_agent.py": "__init__",
        f"{_CHAT}/assistant_agent.py": "__init__",
        f"{_CHAT}/group/multi_agent_chat.py": "initiate_group_chat a_initiate_group_chat run_group_chat",
        "autogen/oai/client.py": "create wrapper __init__ _register_default_client",
        "autogen/code_utils.py": "check_can_use_docker_or_throw decide_use_docker execute_code",
        "autogen/coding/docker_commandline_code_executor.py": "__init__ execute_code_blocks",
        "autogen/coding/local_commandline_code_executor.py": "execute_code_blocks _execute_code_dont_check_setup",
        "autogen/beta/agent.py": "ask _execute _execute_turn _call_client drive",
        "ag2/agent.py": "ask _execute _execute_turn _call_client drive __aexit__",
        "ag2/context.py": "send",
        "ag2/stream.py": "send",
        "ag2/config/openai/openai_client.py": "__call__",
        "autogen_agentchat/agents/_assistant_agent.py": (
            "on_messages on_messages_stream _call_llm _process_model_result _reflect_on_tool_use_flow "
            "_execute_tool_call __init__"
        ),
        "autogen_agentchat/agents/_base_chat_agent.py": "run run_stream",
        f"{_TEAMS}/_sequential_routed_agent.py": "on_message_impl",
        f"{_TEAMS}/_chat_agent_container.py": "handle_request on_unhandled_message",
        f"{_TEAMS}/_base_group_chat.py": "run run_stream",
        f"{_TEAMS}/_base_group_chat_manager.py": (
            "handle_start handle_agent_response handle_group_chat_error _transition_to_next_speakers"
        ),
        f"{_TEAMS}/_selector_group_chat.py": "select_speaker _select_speaker",
        f"{_TEAMS}/_magentic_one/_magentic_one_orchestrator.py": (
            "handle_start handle_agent_response _reenter_outer_loop _orchestrate_step _get_json_response"
        ),
        "autogen_agentchat/ui/_console.py": "Console",
        "autogen_core/_single_threaded_agent_runtime.py": (
            "_on_message send_message process_next _process_send _process_publish run stop_when_idle start"
        ),
        "autogen_core/_base_agent.py": "on_message",
        "autogen_core/_routed_agent.py": "on_message_impl wrapper",
        "autogen_core/tools/_base.py": "run_json",
        "autogen_ext/models/openai/_openai_client.py": (
            "create create_stream __init__ _create_stream_chunks _openai_client_from_config"
        ),
        "autogen_ext/models/openai/_model_info.py": "get_info",
        "autogen_ext/models/anthropic/_anthropic_client.py": "create create_stream __init__",
        "autogen_ext/models/ollama/_ollama_client.py": "create create_stream __init__",
        "autogen_ext/tools/mcp/_session.py": "create_mcp_server_session",
        "autogen_ext/tools/mcp/_actor.py": "_run_actor call",
        "autogen_ext/tools/mcp/_factory.py": "mcp_server_tools",
        "autogen_ext/tools/mcp/_base.py": "run _run from_server_params",
        "autogen_ext/tools/mcp/_workbench.py": "start list_tools call_tool",
        "openai/_base_client.py": "request _request _retry_request post get _send_request",
        "openai/_client.py": "_send_request _send_with_auth_retry",
        "openai/lib/_client_auth.py": (
            "async_send_request async_send_with_auth_retry sync_send_request sync_send_with_auth_retry"
        ),
        "openai/resources/chat/completions.py": "create",
        "openai/resources/chat/completions/completions.py": "create parse stream",
        "openai/resources/beta/chat/completions.py": "parse",
        "openai/resources/embeddings.py": "create",
        "openai/resources/responses/responses.py": "create",
        "openai/_utils/_utils.py": "wrapper",
        "openai/_legacy_response.py": "wrapped",
        "openai/_streaming.py": "__iter__ __stream__ _iter_events __next__ __anext__ __aiter__",
    }.items()
}
