"""The prefixes by which the keys of providers are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_BODY = r"[A-Za-z0-9_*-]{8,}"
_PLAIN = r"[A-Za-z0-9*]{8,}"
_HEX = r"[0-9a-fA-F*]{16,}"
_UUID = r"[0-9a-fA-F*]{8}(?:-?[0-9a-fA-F*]{2,}){0,8}"


class Form(NamedTuple):
    """A kind of key and how it goes on behind its prefix; ``sure`` where nothing else looks so."""

    kind: str
    body: str = _BODY
    sure: bool = False


FORMS: Mapping[str, Form] = {
    "sk-proj-": Form("openai-key"),
    "sk-svcacct-": Form("openai-key"),
    "sk-admin-": Form("openai-key"),
    "sess-": Form("openai-key", r"[A-Za-z0-9*]{12,}"),
    "sk-ant-": Form("anthropic-key"),
    "sk-or-": Form("openrouter-key"),
    "sk-lf-": Form("langfuse-key", _UUID),
    "pk-lf-": Form("langfuse-key", _UUID),
    "sk-": Form("api-key"),
    "gsk_": Form("groq-key", _PLAIN),
    "xai-": Form("xai-key"),
    "hf_": Form("huggingface-key", _PLAIN),
    "api_org_": Form("huggingface-key", _PLAIN),
    "r8_": Form("replicate-key", _PLAIN),
    "pplx-": Form("perplexity-key", _PLAIN),
    "tvly-": Form("tavily-key", sure=True),
    "lsv2_": Form("langsmith-key", sure=True),
    "ls__": Form("langsmith-key", _PLAIN),
    "pcsk_": Form("pinecone-key"),
    "tgp_v1_": Form("together-key", sure=True),
    "fw_": Form("fireworks-key", _PLAIN),
    "nvapi-": Form("nvidia-key"),
    "csk-": Form("cerebras-key", _PLAIN),
    "voyage-pa-": Form("voyage-key"),
    "jina_": Form("jina-key", _PLAIN),
    "fc-": Form("firecrawl-key", _HEX),
    "e2b_": Form("e2b-key", _HEX),
    "ABSK": Form("bedrock-key", r"[A-Za-z0-9+/*]{16,}={0,2}"),
    "bedrock-api-key-": Form("bedrock-key", r"[A-Za-z0-9+/*_-]{16,}={0,2}", sure=True),
    "AIza": Form("google-key", r"[A-Za-z0-9_*-]{12,}"),
    "ya29.": Form("google-token", r"[A-Za-z0-9._*-]{16,}"),
    "GOCSPX-": Form("google-secret"),
    "1//0": Form("google-token", r"[A-Za-z0-9_*-]{20,}"),
    "AKIA": Form("aws-key-id", r"[A-Z0-9*]{12,}"),
    "ASIA": Form("aws-key-id", r"[A-Z0-9*]{12,}"),
    "ABIA": Form("aws-key-id", r"[A-Z0-9*]{12,}"),
    "ACCA": Form("aws-key-id", r"[A-Z0-9*]{12,}"),
    "LTAI": Form("alibaba-key-id", r"[A-Za-z0-9*]{12,}"),
    "ghp_": Form("github-token", _PLAIN, sure=True),
    "gho_": Form("github-token", _PLAIN, sure=True),
    "ghu_": Form("github-token", _PLAIN, sure=True),
    "ghs_": Form("github-token", _PLAIN, sure=True),
    "ghr_": Form("github-token", _PLAIN, sure=True),
    "github_pat_": Form("github-token", sure=True),
    "glpat-": Form("gitlab-token", r"[A-Za-z0-9_.*-]{6,}", sure=True),
    "glrt-": Form("gitlab-token", r"[A-Za-z0-9_.*-]{6,}", sure=True),
    "gldt-": Form("gitlab-token", sure=True),
    "glptt-": Form("gitlab-token", sure=True),
    "glcbt-": Form("gitlab-token", sure=True),
    "xoxa-": Form("slack-token", sure=True),
    "xoxb-": Form("slack-token", sure=True),
    "xoxc-": Form("slack-token", sure=True),
    "xoxd-": Form("slack-token", r"[A-Za-z0-9_%*-]{8,}", sure=True),
    "xoxe-": Form("slack-token", sure=True),
    "xoxe.": Form("slack-token", r"xox[a-z]-[A-Za-z0-9_*-]{8,}"),
    "xoxo-": Form("slack-token", sure=True),
    "xoxp-": Form("slack-token", sure=True),
    "xoxr-": Form("slack-token", sure=True),
    "xoxs-": Form("slack-token", sure=True),
    "xapp-": Form("slack-token", sure=True),
    "sk_live_": Form("stripe-key", _PLAIN, sure=True),
    "sk_test_": Form("stripe-key", _PLAIN, sure=True),
    "pk_live_": Form("stripe-key", _PLAIN, sure=True),
    "pk_test_": Form("stripe-key", _PLAIN, sure=True),
    "rk_live_": Form("stripe-key", _PLAIN, sure=True),
    "rk_test_": Form("stripe-key", _PLAIN, sure=True),
    "whsec_": Form("stripe-key", r"[A-Za-z0-9+/*]{8,}={0,2}", sure=True),
    "sk_": Form("api-key", r"[A-Za-z0-9*]{20,}"),
    "SG.": Form("sendgrid-key", r"[A-Za-z0-9_*-]{10,}(?:\.[A-Za-z0-9_*-]*)?"),
    "SK": Form("twilio-key", r"[0-9a-f]{32}(?![0-9A-Za-z])", sure=True),
    "AC": Form("twilio-account", r"[0-9a-f]{32}(?![0-9A-Za-z])", sure=True),
    "npm_": Form("npm-token", r"[A-Za-z0-9*]{12,}"),
    "pypi-": Form("pypi-token", r"[A-Za-z0-9_*-]{16,}"),
    "dckr_pat_": Form("docker-token", sure=True),
    "dckr_oat_": Form("docker-token", sure=True),
    "dapi": Form("databricks-token", r"[0-9a-f]{8,}(?:-\d)?"),
    "hvs.": Form("vault-token", r"[A-Za-z0-9_*-]{16,}"),
    "hvb.": Form("vault-token", r"[A-Za-z0-9_*-]{16,}"),
    "dop_v1_": Form("digitalocean-token", _HEX),
    "shpat_": Form("shopify-token", _HEX, sure=True),
    "ATATT3": Form("atlassian-token", r"[A-Za-z0-9_=*-]{20,}"),
    "lin_api_": Form("linear-key", _PLAIN),
    "ntn_": Form("notion-token", r"[A-Za-z0-9*]{20,}"),
    "figd_": Form("figma-token"),
    "phx_": Form("posthog-key", _PLAIN),
    "phc_": Form("posthog-key", _PLAIN),
    "sntrys_": Form("sentry-token", r"[A-Za-z0-9_+/=*-]{20,}"),
    "sntryu_": Form("sentry-token", _HEX),
    "AGE-SECRET-KEY-1": Form("age-key", r"[A-Z0-9]{20,}", sure=True),
    "org-": Form("organization-id", r"[A-Za-z0-9*]{7,}"),
    "proj-": Form("project-id", r"[A-Za-z0-9*]{7,}"),
    "proj_": Form("project-id", r"[A-Za-z0-9*]{7,}"),
}
"""By prefix; of two that fit the longer one counts."""
