"""Names of fields: whether what stands behind such a name is a secret, and of which kind."""

from __future__ import annotations

from functools import lru_cache

from diagnose.lazy import regex

_WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_PROVIDERS = frozenset(
    (
        "openai", "azure", "anthropic", "claude", "google", "gemini", "groq", "xai", "grok", "mistral", "together",
        "cohere", "deepseek", "openrouter", "huggingface", "huggingfacehub", "hf", "replicate", "perplexity", "tavily",
        "langsmith", "langchain", "langfuse", "pinecone", "github", "gitlab", "slack", "stripe", "sendgrid", "twilio",
        "npm", "pypi", "docker", "telegram", "discord", "aws", "bedrock", "gcp", "serper", "serpapi", "bing", "exa",
        "wandb", "qdrant", "weaviate", "milvus", "elastic", "elasticsearch", "nvidia", "fireworks", "cerebras",
        "voyage",
        "dashscope", "moonshot", "zhipuai", "qwen", "databricks", "vault", "notion", "jira", "composio", "mem0", "e2b",
    )
)  # fmt: skip
_OF_KEYS = _PROVIDERS | frozenset(
    (
        "api", "access", "secret", "private", "account", "shared", "signing", "sign", "encryption", "auth",
        "authentication", "subscription", "master", "service", "admin", "storage", "functions", "function", "deploy",
        "ssh", "jwt", "hmac", "sharedaccess", "secretaccess", "webhook", "fernet", "application", "search", "client",
        "server", "root", "virtual", "litellm",
    )
)  # fmt: skip
_OF_TOKENS = _PROVIDERS | frozenset(
    (
        "access", "refresh", "auth", "api", "bearer", "id", "session", "security", "bot", "oauth", "oauth2", "jwt",
        "csrf", "xsrf", "personal", "service", "account", "verification", "secret", "user", "client", "app", "device",
        "push", "sas", "registry", "x", "private", "job", "deploy", "hub", "login", "signing", "webhook", "vault",
        "admin", "install", "installation", "runner", "read", "write", "huggingfacehub", "notary", "my", "hugging",
        "ad", "motherduck", "astra", "upstash", "modal", "temporary", "temp",
    )
)  # fmt: skip
_NO_TOKENS = frozenset(
    (
        "eos", "bos", "pad", "unk", "sep", "cls", "mask", "special", "stop", "start", "end", "next", "page", "first",
        "last", "prev", "previous", "new", "per", "image", "continuation", "prompt", "completion", "output", "input",
        "max", "min", "num", "total", "unexpected", "expected", "invalid", "sampled", "think", "cancellation", "tool",
    )
)  # fmt: skip
_PASSWORDS = ("password", "passwd", "passphrase", "passcode", "pwd")
_COOKIES = frozenset(("sessionid", "jsessionid", "phpsessid", "aspsessionid", "csrftoken", "xsrftoken", "sessid"))
_BARE = frozenset(("value", "b64", "base64", "plain", "raw", "string", "str"))
"""Words behind a name that change nothing: ``api_key_value``."""

STRONG, WEAK = True, False


@lru_cache(maxsize=2048)
def secret_name(name: str) -> tuple[str, bool] | None:
    """The kind of secret that a field of this name holds; WEAK where only what looks random is one. None for others."""
    words = [word.lower() for word in _WORD.findall(name)]
    while words and (words[-1].isdigit() or words[-1] in _BARE):
        words.pop()
    if not words:
        return None
    tail, before = words[-1], words[-2] if len(words) > 1 else ""
    if tail in ("keys", "passwords", "secrets"):
        tail = tail[:-1]
    for judge in (_password, _key, _token, _other):
        found = judge(tail, before, words)
        if found is not None:
            return found
    return None


def _password(tail: str, before: str, words: list[str]) -> tuple[str, bool] | None:
    if tail.endswith(_PASSWORDS):
        return "password", STRONG
    if tail == "pass" and before not in ("", "to", "we", "not", "first", "second", "will"):
        return "password", STRONG
    if tail in ("pass", "pw"):
        return "password", WEAK
    if tail == "word" and before == "pass":
        return "password", STRONG
    if tail.endswith("secret"):
        return f"{_provider(words)}secret", STRONG
    return None


def _key(tail: str, before: str, words: list[str]) -> tuple[str, bool] | None:
    if tail.endswith("key") and (before in _OF_KEYS if tail == "key" else tail[:-3] in _OF_KEYS):
        if "public" in words:
            return None
        return f"{_provider(words) or 'api-'}key", STRONG
    return None


def _token(tail: str, before: str, words: list[str]) -> tuple[str, bool] | None:
    if not tail.endswith("token") or before in _NO_TOKENS:
        return None
    known = before in _OF_TOKENS if tail == "token" else tail[:-5] in _OF_TOKENS
    if tail == "csrftoken":
        return "cookie", STRONG
    return f"{_provider(words)}token", STRONG if known else WEAK


def _other(tail: str, before: str, words: list[str]) -> tuple[str, bool] | None:
    if tail == "authorization":
        return "authorization", STRONG
    if tail in ("cookie", "cookies"):
        return "cookies", STRONG
    if tail in _COOKIES or (tail == "sid" and before == "connect"):
        return "cookie", STRONG
    if tail == "id" and before == "session" and "net" in words:
        return "cookie", STRONG
    if tail in ("signature", "sig"):
        return "signature", WEAK
    if tail in ("auth", "credential", "credentials"):
        return "credentials", WEAK
    return None


def _provider(words: list[str]) -> str:
    """The provider that the name names, with a hyphen; of several the first."""
    return next((f"{word}-" for word in words if word in _PROVIDERS), "")
