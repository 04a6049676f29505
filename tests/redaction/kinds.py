"""Secrets that look like real ones and open nothing: drawn anew at each run, so that none of them is in any file."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

WORD = ascii_letters + digits
URL_SAFE = WORD + "-_"
BASE64 = WORD + "+/"
HEX = digits + "abcdef"


@dataclass(frozen=True)
class Kind:
    """A kind of secret: how one is made, the field it is known by, and whether it shows without that what it is."""

    id: str
    make: Callable[[Random], str]
    field: str
    shaped: bool = True

    def __str__(self) -> str:
        return self.id


def drawn(random: Random, letters: str, length: int) -> str:
    """A text by chance that ends in a letter or digit, and holds at least one of each, as nearly every key does."""
    while True:
        text = "".join(random.choice(letters) for _ in range(length))
        if text[-1].isalnum() and text[0].isalnum() and any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
            return text


def _prefixed(id: str, field: str, *parts: str | tuple[str, int]) -> Kind:
    """The parts one after the other: texts as they are, letters and lengths drawn."""

    def make(random: Random) -> str:
        return "".join(part if isinstance(part, str) else drawn(random, *part) for part in parts)

    return Kind(id, make, field)


def _named(id: str, field: str, letters: str, length: int, end: str = "") -> Kind:
    return Kind(id, lambda random: drawn(random, letters, length) + end, field, shaped=False)


def _uuid(random: Random) -> str:
    return "-".join(drawn(random, HEX, length) for length in (8, 4, 4, 4, 12))


def _jwt(random: Random) -> str:
    parts = [json.dumps({"alg": "HS256", "n": random.random()}), json.dumps({"sub": drawn(random, WORD, 12)})]
    coded = [base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts]
    return ".".join([*coded, drawn(random, URL_SAFE, 43)])


def _basic(random: Random) -> str:
    return base64.b64encode(f"user{random.randrange(100)}:{drawn(random, WORD, 14)}".encode()).decode()


SHAPED = (
    _prefixed("openai-old", "OPENAI_API_KEY", "sk-", (WORD, 20), "T3Blbk" + "FJ", (WORD, 20)),
    _prefixed("openai-project", "OPENAI_API_KEY", "sk-" + "proj-", (URL_SAFE, 74), "T3Blbk" + "FJ", (URL_SAFE, 74)),
    _prefixed("openai-service", "OPENAI_API_KEY", "sk-" + "svcacct-", (URL_SAFE, 74), "T3Blbk" + "FJ", (URL_SAFE, 74)),
    _prefixed("openai-admin", "OPENAI_ADMIN_KEY", "sk-" + "admin-", (URL_SAFE, 60)),
    _prefixed("openai-session", "OPENAI_API_KEY", "sess" + "-", (WORD, 40)),
    _prefixed("openai-masked", "OPENAI_API_KEY", "sk-" + "proj-", "*" * 20, (WORD, 4)),
    _prefixed("anthropic", "ANTHROPIC_API_KEY", "sk-" + "ant-api03-", (URL_SAFE, 93), "AA"),
    _prefixed("deepseek", "DEEPSEEK_API_KEY", "sk-", (HEX, 32)),
    _prefixed("litellm", "LITELLM_MASTER_KEY", "sk-", (URL_SAFE, 22)),
    _prefixed("openrouter", "OPENROUTER_API_KEY", "sk-" + "or-v1-", (HEX, 64)),
    Kind("langfuse-secret", lambda random: "sk-" + "lf-" + _uuid(random), "LANGFUSE_SECRET_KEY"),
    Kind("langfuse-public", lambda random: "pk-" + "lf-" + _uuid(random), "LANGFUSE_PUBLIC_KEY"),
    _prefixed("google", "GOOGLE_API_KEY", "AI" + "za", (URL_SAFE, 35)),
    _prefixed("google-oauth", "GOOGLE_OAUTH_TOKEN", "ya" + "29.", (URL_SAFE, 120)),
    _prefixed("google-client", "GOOGLE_CLIENT_SECRET", "GOC" + "SPX-", (URL_SAFE, 28)),
    _prefixed("groq", "GROQ_API_KEY", "gs" + "k_", (WORD, 52)),
    _prefixed("xai", "XAI_API_KEY", "xa" + "i-", (WORD, 80)),
    _prefixed("huggingface", "HF_TOKEN", "h" + "f_", (WORD, 34)),
    _prefixed("replicate", "REPLICATE_API_TOKEN", "r" + "8_", (WORD, 37)),
    _prefixed("perplexity", "PERPLEXITY_API_KEY", "ppl" + "x-", (WORD, 48)),
    _prefixed("tavily", "TAVILY_API_KEY", "tvl" + "y-dev-", (WORD, 32)),
    _prefixed("langsmith", "LANGSMITH_API_KEY", "lsv" + "2_pt_", (HEX, 32), "_", (HEX, 10)),
    _prefixed("pinecone", "PINECONE_API_KEY", "pcs" + "k_", (WORD, 6), "_", (WORD, 63)),
    _prefixed("together-new", "TOGETHER_API_KEY", "tgp" + "_v1_", (URL_SAFE, 43)),
    _prefixed("fireworks", "FIREWORKS_API_KEY", "f" + "w_", (WORD, 22)),
    _prefixed("nvidia", "NVIDIA_API_KEY", "nva" + "pi-", (URL_SAFE, 64)),
    _prefixed("cerebras", "CEREBRAS_API_KEY", "cs" + "k-", (ascii_lowercase + digits, 48)),
    _prefixed("bedrock", "AWS_BEARER_TOKEN_BEDROCK", "ABS" + "K", (BASE64, 128), "="),
    _prefixed("github-personal", "GITHUB_TOKEN", "gh" + "p_", (WORD, 36)),
    _prefixed("github-oauth", "GITHUB_TOKEN", "gh" + "o_", (WORD, 36)),
    _prefixed("github-user", "GITHUB_TOKEN", "gh" + "u_", (WORD, 36)),
    _prefixed("github-server", "GITHUB_TOKEN", "gh" + "s_", (WORD, 36)),
    _prefixed("github-refresh", "GITHUB_TOKEN", "gh" + "r_", (WORD, 76)),
    _prefixed("github-fine", "GH_TOKEN", "github" + "_pat_", (WORD, 22), "_", (WORD, 59)),
    _prefixed("gitlab", "GITLAB_TOKEN", "glp" + "at-", (URL_SAFE, 20)),
    _prefixed(
        "slack-bot", "SLACK_BOT_TOKEN", "xox" + "b-", (digits + "a", 12), "-", (digits + "b", 13), "-", (WORD, 24)
    ),
    _prefixed("slack-user", "SLACK_TOKEN", "xox" + "p-", (digits + "a", 12), "-", (digits + "b", 12), "-", (HEX, 32)),
    _prefixed("slack-app", "SLACK_APP_TOKEN", "xap" + "p-1-A", (WORD, 10), "-", (digits + "a", 13), "-", (HEX, 64)),
    _prefixed("stripe", "STRIPE_SECRET_KEY", "sk" + "_live_", (WORD, 24)),
    _prefixed("stripe-restricted", "STRIPE_API_KEY", "rk" + "_live_", (WORD, 24)),
    _prefixed("stripe-webhook", "STRIPE_WEBHOOK_SECRET", "whs" + "ec_", (WORD, 32)),
    _prefixed("sendgrid", "SENDGRID_API_KEY", "S" + "G.", (URL_SAFE, 22), ".", (URL_SAFE, 43)),
    _prefixed("twilio-key", "TWILIO_API_KEY", "S" + "K", (HEX, 32)),
    _prefixed("npm", "NPM_TOKEN", "np" + "m_", (WORD, 36)),
    _prefixed("pypi", "PYPI_TOKEN", "pyp" + "i-AgEIcHlwaS5vcmc", (URL_SAFE, 120)),
    _prefixed("docker", "DOCKER_TOKEN", "dckr" + "_pat_", (URL_SAFE, 27)),
    Kind(
        "telegram",
        lambda random: f"{random.randrange(10**8, 10**10)}:AA{drawn(random, URL_SAFE, 33)}",
        "TELEGRAM_BOT_TOKEN",
    ),
    Kind(
        "discord",
        lambda random: f"M{drawn(random, WORD, 25)}.{drawn(random, URL_SAFE, 6)}.{drawn(random, URL_SAFE, 38)}",
        "DISCORD_TOKEN",
    ),
    _prefixed("databricks", "DATABRICKS_TOKEN", "da" + "pi", (HEX, 32)),
    _prefixed("vault", "VAULT_TOKEN", "hv" + "s.", (URL_SAFE, 90)),
    _prefixed("aws-id", "AWS_ACCESS_KEY_ID", "AK" + "IA", (ascii_uppercase + "234567", 16)),
    _prefixed("aws-temporary-id", "AWS_ACCESS_KEY_ID", "AS" + "IA", (ascii_uppercase + "234567", 16)),
    Kind("jwt", _jwt, "access_token"),
    _prefixed("organization", "OPENAI_ORGANIZATION", "org-", (WORD, 24)),
    _prefixed("project", "OPENAI_PROJECT", "proj_", (WORD, 24)),
)
"""Kinds that show by their own form what they are."""

NAMED = (
    _named("azure-old", "AZURE_OPENAI_API_KEY", HEX, 32),
    _named("azure-new", "AZURE_OPENAI_API_KEY", WORD, 84),
    _named("azure-header", "api-key", HEX, 32),
    _named("azure-search", "Ocp-Apim-Subscription-Key", HEX, 32),
    _named("azure-client", "AZURE_CLIENT_SECRET", URL_SAFE + "~.", 40),
    _named("azure-storage", "AccountKey", BASE64, 86, "=="),
    _named("azure-bus", "SharedAccessKey", BASE64, 43, "="),
    _named("mistral", "MISTRAL_API_KEY", WORD, 32),
    _named("together", "TOGETHER_API_KEY", HEX, 64),
    _named("cohere", "CO_API_KEY", WORD, 40),
    _named("wandb", "WANDB_API_KEY", HEX, 40),
    _named("serper", "SERPER_API_KEY", HEX, 40),
    _named("twilio-token", "TWILIO_AUTH_TOKEN", HEX, 32),
    _named("aws-secret", "aws_secret_access_key", BASE64, 40),
    _named("aws-secret-json", "SecretAccessKey", BASE64, 40),
    _named("aws-session", "AWS_SESSION_TOKEN", BASE64, 300, "=="),
    _named("api-key", "api_key", WORD, 24),
    _named("api-key-camel", "apiKey", WORD, 24),
    _named("api-key-header", "x-api-key", WORD, 24),
    _named("secret", "client_secret", WORD, 20),
    _named("signing", "JWT_SECRET", WORD, 16),
    _named("refresh", "refresh_token", URL_SAFE, 60),
    _named("session-token", "session_token", WORD, 40),
    _named("password", "password", WORD, 10),
    _named("password-env", "POSTGRES_PASSWORD", WORD, 12),
    _named("password-letters", "password", ascii_lowercase + "0", 12),
    _named("password-short", "PGPASSWORD", WORD, 6),
    _named("passphrase", "passphrase", WORD, 14),
)
"""Kinds that only their name tells: no form, just letters."""

KINDS = SHAPED + NAMED


def private_key(random: Random, title: str = "RSA PRIVATE KEY", lines: int = 25) -> list[str]:
    """The lines of a private key block."""
    first = ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,0123456789ABCDEF", ""] if title.startswith("DSA") else []
    body = [drawn(random, BASE64, 64) for _ in range(lines)] + [drawn(random, BASE64, 30) + "=="]
    return [f"-----BEGIN {title}-----", *first, *body, f"-----END {title}-----"]


BASIC = Kind("basic", _basic, "Authorization")
BEARER = _named("bearer", "Authorization", URL_SAFE, 40)
