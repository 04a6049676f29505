"""What stands behind the name of a field: how far it goes, and whether it is a secret or words about one."""

from __future__ import annotations

from collections import Counter

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.redaction.chance import is_uuid, looks_random

LONGEST = 8192
"""Characters of a value; none is longer but a block of lines."""
_BACK = 2048
"""Characters of a line that are looked at for the quotes that are open."""

_OPEN = regex(
    r"(?:(?:SecretStr|SecretBytes|Secret|str|bytes|AzureKeyCredential|Literal)\()?"
    r"(?:[bBrRuUfF]{1,2}(?=\\*[\"'`]))?(?P<slashes>\\*)(?P<mark>[\"'`])"
)
_ELEMENT = regex(r"([^<>\"'\\\s]{1,400})</")
_GOES_ON = regex(r"[ \t]*(?:[,\]}):]|$|[\n\r])")
_MARKS = {mark: regex(rf"(\\*){mark}") for mark in "\"'`"}
_LINE_END = regex(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BOX = regex(r"[ \t]*[│|┃║]?[ \t]*\Z")
_BARE = regex(r"(?:[^\s\"'`\\,;&(){}\[\]<>|│┃║]|\\+(?![nrtu\"'`\\\s])[^\s\"'`])+")
_NUMBER = regex(r"-?[0-9]+(?:\.[0-9]+)?(?=\s*(?:[,}\]]|\Z|\n))")
_NO_SECRET = regex(
    r"(?i)(?:none|null|nil|true|false|undefined|nan|str|string|int|float|bytes|bool|any|object|secretstr|secret"
    r"|required|missing|invalid|expected|not|is|was|must|should|unset|set|empty|provided|present|yes|no|ok|wrong"
    r"|incorrect|authentication|authorization|bearer|basic|optional|default|todo|redacted|filtered|hidden|secure|masked"
    r"|n/?a|for|from|in|of|to|with|and|or|the|an?|using|use|failed|expired|revoked|denied|unauthori[sz]ed|api_?key"
    r"|password|token|key|value|here|x{3,}|(?:g?sk[-_])?\.{2,}|…|\*+|-+|_+|your.*|my[-_ ](?:api|secret|key|token).*"
    r"|.*[-_ ]here|[a-z0-9]|\w*[a-z]credentials?"
    r"|empty|ollama|dummy|fake|placeholder|unused|not[-_ ]?(?:needed|used|required)|no[-_]?key.*|lm[-_]studio"
    r"|<[^<>]*>|\$?\{+[^{}]*\}+|\$[A-Z_]+|\$\([^()]*\)|%[a-z0-9_().]*s?%?|\[(?:redacted|filtered|hidden|secure|masked)[^\[\]]*\]"
    r"|os\.(?:environ|getenv).*|process\.env.*|env\(.*|self\..*|args\..*|kwargs\..*|lambda.*|f[\"'].*)[.:!?]*"
)
_PROSE = regex(r"(?i)\b(?:is|be|must|not|the|this|field|should|for|please|required|missing|has|your|invalid|expired)\b")
_IDENTIFIER = regex(r"[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*")
_PLACEHOLDER = regex(r"\[redacted(?: [a-z0-9-]+ [0-9]+)?\]")
_OF_CODE = regex(r"(?i)pass|pwd|key|token|secret|cred|auth|env|conf|setting|getenv|param|option|arg|value|input")
_CALLS = regex(r"[(\[.]")


@dataclass(frozen=True, slots=True)
class Value:
    """A value: from where to where, whether quoted, and whether its quote is closed on its line."""

    start: int
    stop: int
    quote: str = ""
    closed: bool = True
    number: bool = False

    def of(self, text: str) -> str:
        """The value itself."""
        return text[self.start : self.stop]


def value_at(text: str, at: int, to_line_end: bool = False) -> Value | None:
    """The value that begins there; None where there is none.

    ``to_line_end`` tells that a bare value goes on over commas and brackets, as in a file of settings.
    """
    if placeholder_end(text, at):
        return None
    opened = _OPEN.match(text, at)
    if opened is not None:
        return quoted(text, opened.end(), opened["slashes"], opened["mark"])
    number = _NUMBER.match(text, at)
    if number is not None and not to_line_end:
        return Value(at, number.end(), number=True)
    if to_line_end:
        end = line_end(text, at)
        whole = text[at:end].rstrip()
        if whole and not any(char in "\"'`\\ \t" for char in whole):
            return Value(at, at + len(whole))
    bare = _BARE.match(text, at, at + LONGEST)
    return Value(at, bare.end()) if bare is not None else None


def element_at(text: str, at: int) -> Value | None:
    """What an element holds: ``<password>…</password>``."""
    hit = _ELEMENT.match(text, at)
    return Value(*hit.span(1)) if hit is not None else None


def quoted(text: str, at: int, slashes: str, mark: str) -> Value:
    """The value from behind its opening quote to before the closing one, or to the end of its line.

    A text inside a text has its quotes escaped: a closing quote has as many backslashes as the opening one, whatever
    escapes stand before it. A quote with fewer ends the text around it, and so this one.
    """
    end = line_end(text, at)
    depth, unit = len(slashes), 2 * (len(slashes) + 1)
    for hit in _MARKS[mark].finditer(text, at, end):
        run = len(hit[1])
        if run % unit == depth:
            return _inside(text, Value(at, hit.end() - 1 - depth, slashes + mark))
        if run < depth:
            return Value(at, hit.start(), slashes + mark, closed=False)
    cut = text[at:end]
    stop = at + len(cut) - len((_BOX.search(cut) or [""])[0])
    return _inside(text, Value(at, at + len(text[at:stop].rstrip("\\")), slashes + mark, closed=False))


def _inside(text: str, value: Value) -> Value:
    """The value, cut where the text ends that it stands in: at a double quote that was opened before it."""
    if value.quote[-1] == '"' or text.find('"', value.start, value.stop) < 0:
        return value
    before = Counter(len(hit[1]) for hit in _MARKS['"'].finditer(text, _line_start(text, value.start), value.start))
    for hit in _MARKS['"'].finditer(text, value.start, value.stop):
        if before[len(hit[1])] % 2:
            return Value(value.start, hit.start(), value.quote, closed=False)
    return value


def _line_start(text: str, at: int) -> int:
    """Where the line begins, or as far back as is looked."""
    return max(text.rfind("\n", max(0, at - _BACK), at) + 1, at - _BACK, 0)


def placeholder_end(text: str, at: int) -> int:
    """Where the placeholder ends that stands there; 0 where none does."""
    hit = _PLACEHOLDER.match(text, at)
    return hit.end() if hit is not None else 0


def ends_text(text: str, name: int, value: Value | None) -> bool:
    """Whether the quote before the value does not open it but ends the text that the name stands in.

    So it is in ``["api_key=", "x"]``: the quote is the second of its kind in the line, and what follows goes on a list.
    """
    if value is None or not value.quote or not _GOES_ON.match(text, value.start):
        return False
    depth = len(value.quote) - 1
    marks = _MARKS[value.quote[-1]].finditer(text, _line_start(text, name), name)
    return sum(len(hit[1]) == depth for hit in marks) % 2 == 1


def line_end(text: str, at: int) -> int:
    """Where the line ends, or where it becomes too long to be read on."""
    hit = _LINE_END.search(text, at, at + LONGEST)
    return hit.start() if hit is not None else min(len(text), at + LONGEST)


def is_no_secret(value: str) -> bool:
    """Whether it is plainly a word, a variable, a gap to be filled in, or masked wholly."""
    bare = value.strip()
    return not bare or _NO_SECRET.fullmatch(bare[:200]) is not None


def is_sentence(value: str) -> bool:
    """Whether it is words about a secret."""
    return " " in value and (len(value) > 100 or _PROSE.search(value) is not None)


def is_code(value: str, after: str) -> bool:
    """Whether it is an expression of a program: ``api_key=settings.key``."""
    if _IDENTIFIER.fullmatch(value) is None or (value.isupper() and len(value) > 40):
        return False
    if _CALLS.match(after):
        return True
    return _OF_CODE.search(value) is not None and not looks_random(value)


def is_telling(value: str) -> bool:
    """Whether a value behind a name of which not all hold secrets is one."""
    return len(value) >= 10 and " " not in value and not is_uuid(value) and looks_random(value)
