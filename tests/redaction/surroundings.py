"""How a secret stands in a log: a function from its field and itself to the text around it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from random import Random
from urllib.parse import quote

from tests.redaction.kinds import BASIC, BEARER, drawn, private_key

Surrounding = Callable[[str, str], str]


def _header(field: str) -> str:
    return field.lower().replace("_", "-")


def _snake(field: str) -> str:
    return field.lower().replace("-", "_")


def _upper(field: str) -> str:
    return field.upper().replace("-", "_")


def _box(field: str, secret: str) -> str:
    """Local variables as Rich shows them, long ones on several lines."""
    rows, text = [], f"{_snake(field)} = {secret!r}"
    while text:
        rows.append(f"│ │ {text[:70]:<70} │ │")
        text = text[70:]
    return "\n".join(["│ ╭──────── locals ────────╮ │", *rows, "│ │ tokens = 8207" + " " * 57 + " │ │"])


NAMED: Mapping[str, Surrounding] = {
    "headers of httpx": lambda f, s: f"Headers({{'host': 'api.example.org', '{_header(f)}': '{s}', 'accept': '*/*'}})",
    "raw headers": lambda f, s: f"GET / HTTP/1.1\r\nHost: x\r\n{_header(f)}: {s}\r\nAccept: */*\r\n",
    "header tuples": lambda f, s: f"headers=[(b'Host', b'x'), (b'{_header(f)}', b'{s}'), (b'a', b'b')]",
    "json": lambda f, s: json.dumps({"a": 1, f: s, "z": [2]}),
    "json, indented": lambda f, s: json.dumps({"a": {"b": {_snake(f): s}}, "n": 8207}, indent=2),
    "json in json": lambda f, s: json.dumps({"msg": json.dumps({f: s, "max_tokens": 4096}), "level": "error"}),
    "json in json in json": lambda f, s: json.dumps({"log": json.dumps({"msg": json.dumps({f: s})})}),
    "json of a repr": lambda f, s: json.dumps({"message": f"failed with { ({_snake(f): s})!r}"}),
    "json of settings": lambda f, s: json.dumps({"message": f"env:\n{_upper(f)}={s}\nHOME=/root"}),
    "har": lambda f, s: json.dumps({"headers": [{"name": _header(f), "value": s}]}),
    "repr": lambda f, s: repr({"model": "gpt-4o", _snake(f): s, "timeout": 30}),
    "repr of bytes": lambda f, s: repr({_snake(f): s.encode()}),
    "dataclass": lambda f, s: f"Config(model='m', {_snake(f)}={s!r}, timeout=30.0)",
    "keyword": lambda f, s: f'    client = OpenAI({_snake(f)}="{s}", base_url="http://localhost:8000/v1")',
    "assignment": lambda f, s: f"self.{_snake(f)} = '{s}'",
    "annotated": lambda f, s: f'    {_snake(f)}: str | None = "{s}"',
    "environ": lambda f, s: f'os.environ["{_upper(f)}"] = "{s}"',
    "yaml": lambda f, s: f"model: gpt-4o\n{_snake(f)}: {s}\ntimeout: 30",
    "yaml, quoted": lambda f, s: f'llm:\n  - model: x\n    {_snake(f)}: "{s}"  # mine',
    "kubernetes": lambda f, s: f"env:\n  - name: {_upper(f)}\n    value: {s}\n  - name: PORT\n    value: 80",
    "settings": lambda f, s: f"DEBUG=1\n{_upper(f)}={s}\nHOST=localhost",
    "export": lambda f, s: f"export {_upper(f)}={s}",
    "export, quoted": lambda f, s: f"$ export {_upper(f)}='{s}' && python app.py",
    "dockerfile": lambda f, s: f"Step 3 : ENV {_upper(f)} {s}",
    "docker run": lambda f, s: f"docker run -e {_upper(f)}={s} -p 80:80 image",
    "powershell": lambda f, s: f'PS> $env:{_upper(f)} = "{s}"',
    "option": lambda f, s: f"python app.py --{_header(f)} {s} --verbose",
    "option with =": lambda f, s: f"python app.py --{_header(f)}={s} --verbose",
    "argv": lambda f, s: repr(["app.py", f"--{_header(f)}", s, "-v"]),
    "curl": lambda f, s: f"curl -H '{_header(f)}: {s}' https://api.example.org/v1/models",
    "logfmt": lambda f, s: f"level=error {_snake(f)}={s} status=401",
    "query": lambda f, s: f"GET https://api.example.org/v1?model=m&{_snake(f)}={quote(s, safe='')}&n=1 HTTP/1.1",
    "connection string": lambda f, s: f"Endpoint=sb://x.example.org/;{f}={s};EntityPath=q",
    "locals": _box,
    "xml": lambda f, s: f"<config><{_snake(f)}>{s}</{_snake(f)}></config>",
    "record": lambda f, s: f"2026-03-01 10:00:00,123 ERROR app [req_8f3a]: {_snake(f)}={s!r} was refused",
    "terraform": lambda f, s: f'  + {_snake(f)} = "{s}"',
}
"""With the field's name beside it."""

BARE: Mapping[str, Surrounding] = {
    "alone": lambda _, s: s,
    "sentence": lambda _, s: f"Incorrect API key provided: {s}. You can find your API key at the site.",
    "brackets": lambda _, s: f"refused ({s}) <{s}> [{s}]",
    "quotes": lambda _, s: f"key '{s}' and \"{s}\" and `{s}`",
    "argument": lambda _, s: f"f({s!r})",
    "escaped line": lambda _, s: json.dumps({"m": f"first\n{s}\nlast\t{s}"}),
    "escaped twice": lambda _, s: json.dumps(json.dumps({"m": f"first\n{s}\nlast"})),
    "bearer": lambda _, s: f"> Authorization: Bearer {s}",
    "bearer, lower": lambda _, s: f"'authorization': 'bearer {s}'",
    "query": lambda _, s: f"https://x.example.org/?key={s}&a=b",
    "encoded": lambda _, s: f"redirect=https%3A%2F%2Fx.org%3Fk%3D{s}%26a%3D1",
    "log": lambda _, s: f"[2026-03-01T10:00:00Z] tool returned: {s},{s};",
    "user of an address": lambda _, s: f"git clone https://{s}@example.org/x.git",
}
"""Without a name, for what shows by its form what it is."""


def quoting(secret: str) -> dict[str, str]:
    """Places where a secret is quoted by a library, so that it may hold any character."""
    return {
        "json": json.dumps({"user": "u", "password": secret, "port": 5432}),
        "json in json": json.dumps({"m": json.dumps({"password": secret, "n": 1}), "k": 2}),
        "json in json in json": json.dumps({"l": json.dumps({"m": json.dumps({"password": secret, "n": 1})})}),
        "json in json in json in json": json.dumps(
            json.dumps({"l": json.dumps({"m": json.dumps({"password": secret})})})
        ),
        "repr": repr({"user": "u", "password": secret, "port": 5432}),
        "keyword": f"connect(user='u', password={secret!r}, port=5432)",
    }


def addresses(random: Random) -> tuple[str, list[str]]:
    """A password, and addresses that carry it."""
    secret = drawn(random, "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789!$*+-_", 14)
    return secret, [
        f"postgresql+asyncpg://app:{secret}@db.example.org:5432/agents",
        f"could not connect to postgres://app:{secret}@db/agents?sslmode=require: timeout",
        f"redis://:{secret}@localhost:6379/0",
        f"REDIS_URL=redis://default:{secret}@10.0.0.1:6379",
        f"amqp://user:{secret}@rabbit:5672//",
        f"mongodb+srv://u:{secret}@c0.example.net/?retryWrites=true",
        f"https://user:{secret}@proxy.example.org:3128",
        f"{{'http': 'http://user:{secret}@proxy:8080', 'https': None}}",
        json.dumps({"url": f"mysql://root:{secret}@127.0.0.1/x"}),
        json.dumps({"url": f"mysql://root:{secret}@127.0.0.1/x"}).replace("/", "\\/"),
        f"postgres://app:{secret[:6]}@{secret[6:]}@db:5432/x",
        f"postgres://app:{secret[:6]}/{secret[6:]}@db:5432/x",
        f"jdbc:postgresql://db/agents?user=app&password={secret}",
        f"the address was postgres://app:{secret}",
        f"curl -u admin:{secret} https://x.example.org",
        f"machine x.example.org login me password {secret}",
    ]


def others(random: Random) -> list[tuple[str, str, str]]:
    """What is neither a value behind a name nor of a form of its own: what it is, the secret, the text."""
    token, basic = BEARER.make(random), BASIC.make(random)
    signature = drawn(random, "0123456789abcdef", 64)
    sas = quote(drawn(random, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789+/", 43) + "=", safe="")
    storage = drawn(random, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789+/", 86) + "=="
    hook = (
        f"T{drawn(random, 'ABCDEFGH0123', 10)}/B{drawn(random, 'ABCDEFGH0123', 10)}/{drawn(random, 'abcXYZ0123', 24)}"
    )
    cookie = drawn(random, "abcdefghijklmnopqrstuvwxyz0123456789", 32)
    return [
        ("bearer", token, f"Authorization: Bearer {token}"),
        ("bearer in headers", token, repr({"Authorization": f"Bearer {token}", "User-Agent": "x"})),
        ("bearer in json", token, json.dumps({"m": json.dumps({"headers": {"authorization": f"Bearer {token}"}})})),
        ("bearer, curl", token, f'curl -H "Authorization: Bearer {token}" https://x.example.org'),
        ("bearer in a list", token, f"{{ authorization: [ 'Bearer {token}' ] }}"),
        ("bearer of go", token, f"map[Accept:[*/*] Authorization:[Bearer {token}] Host:[x]]"),
        ("bearer alone", token, f"sent Bearer {token} to the server"),
        ("token scheme", token, f"authorization: token {token}"),
        ("no scheme", token, f"authorization: {token}"),
        ("proxy", basic, f"Proxy-Authorization: Basic {basic}"),
        ("basic", basic, f"> authorization: Basic {basic}\r\n> accept: */*"),
        ("basic alone", basic, f"with Basic {basic} in it"),
        (
            "aws signature",
            signature,
            f"Authorization: AWS4-HMAC-SHA256 Credential=x/20260301/us-east-1/s3/aws4_request, Signature={signature}",
        ),
        ("presigned", signature, f"https://b.s3.example.org/k?X-Amz-Expires=900&X-Amz-Signature={signature}"),
        ("presigned by google", signature, f"https://storage.example.org/b/o?X-Goog-Signature={signature}&x=1"),
        ("sas", sas, f"https://a.blob.example.net/c?sv=2022-11-02&se=2026-03-01T00%3A00%3A00Z&sr=b&sp=r&sig={sas}"),
        ("sas in json", sas, json.dumps({"url": f"https://a.example.net/c?se=2026&sig={sas}&sv=1"})),
        (
            "storage",
            storage,
            f"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={storage};EndpointSuffix=core.windows.net",
        ),
        ("slack webhook", hook.rpartition("/")[2], f"POST https://hooks.slack.com/services/{hook} 404"),
        ("discord webhook", cookie, f"https://discord.com/api/webhooks/123456789012345678/{cookie}"),
        ("telegram address", token[:33], f"https://api.telegram.org/bot123456789:AA{token[:33]}/getMe"),
        ("cookie", cookie, f"Cookie: theme=dark; sessionid={cookie}; lang=en"),
        ("cookie in headers", cookie, repr({"cookie": f"a=1; sid={cookie}", "host": "x"})),
        ("cookie in json", cookie, json.dumps({"headers": {"cookie": f"sid={cookie}; b=2"}})),
        ("cookie in json in json", cookie, json.dumps({"m": json.dumps({"cookie": f'sid="{cookie}"; b=2'})})),
        ("set-cookie", cookie, f"Set-Cookie: sid={cookie}; Path=/; HttpOnly; SameSite=Lax"),
        (
            "set-cookies",
            cookie,
            f"set-cookie: a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT; Path=/, sid={cookie}; Secure",
        ),
        ("cookies as a table", cookie, f"requests.get(url, cookies={{'theme': 'dark', 'sid': '{cookie}'}})"),
        ("cookie tuples", cookie, f"[('Cookie', 'sid={cookie}'), ('a', 'b')]"),
        ("sessionid", cookie, f"redirected with sessionid={cookie} to /login"),
        ("curl cookie", cookie, f"curl -H 'Cookie: sid={cookie}' https://x.example.org"),
    ]


def key_blocks(random: Random) -> list[tuple[str, list[str], str]]:
    """What it is, the lines of the key, the text."""
    found = []
    for title in ("RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"):
        lines = private_key(random, title)
        held = [line for line in lines[1:-1] if line and ": " not in line]
        text = "\n".join(lines)
        found += [
            (f"{title}, lines", held, f"before\n{text}\nafter"),
            (f"{title}, windows", held, text.replace("\n", "\r\n")),
            (f"{title}, indented", held, "\n".join(f"    {line}" for line in lines)),
            (f"{title}, logged", held, "\n".join(f"web-1  | 2026-03-01 INFO {line}" for line in lines)),
            (f"{title}, json", held, json.dumps({"type": "service_account", "private_key": text + "\n"})),
            (f"{title}, json in json", held, json.dumps({"m": json.dumps({"private_key": text + "\n", "n": 1})})),
            (f"{title}, repr", held, repr({"key": text, "n": 1})),
            (f"{title}, one line", held, f'PRIVATE="{text}"'.replace("\n", "\\n")),
            (f"{title}, cut off below", held[:12], "\n".join(["x", *lines[: 1 + len(lines) - len(held) - 2 + 12]])),
            (
                f"{title}, cut off above",
                held[6:],
                "\n".join([*held[6:], lines[-1], "Traceback (most recent call last):"]),
            ),
            (f"{title}, box", held, "\n".join(f"│ │ {line:<70} │ │" for line in lines)),
        ]
    return found
