"""The one declaration of what may stand in a playbook file.

Validation (``check``) and the JSON Schema (``jsonschema``) both come from it, so they cannot disagree.
"""

from __future__ import annotations

from enum import Enum

from diagnose.model.dataclass import dataclass
from diagnose.model.events import EventKind, Surfaced
from diagnose.model.playbook import Role
from diagnose.model.proof import ENDS, QUANTITIES
from diagnose.model.vocabulary import CHECKS, FRAMEWORKS, LANGUAGES, RETRIES, SEVERITIES, SIDES

LONGEST_PATTERN = 1000
LONGEST_TITLE = 70
LONGEST_CODE_TITLE = 100
LONGEST_SAMPLE = 20_000
CODE_LANGUAGES = ("python", "typescript")
SCOPES = ("agent", "tool", "cell")
LABELS = ("safe", "review", "manual")
DEEDS = ("add-argument", "set-property", "replace", "insert-before", "insert-after", "remove")
STRICTNESS = ("cst", "smart", "ast", "relaxed", "signature")
WORDINGS = ("openai", "azure", "vllm", "llama.cpp", "ollama", "anthropic", "litellm")


class Form(Enum):
    """What a text must be."""

    WORDS = "words"
    TITLE = "title"
    """One line without a full stop."""
    CODE = "code"
    PATTERN = "pattern"
    TEMPLATE = "template"
    URL = "url"
    TYPE = "type"
    """The name of an exception type, short or dotted."""
    ID = "id"
    """Lower-case words joined with hyphens, as file stems are."""
    FACT = "fact"
    """The name of a fact or an observation."""
    FINDING = "finding"
    """The name of something that a built-in check finds."""
    CODE_TEMPLATE = "code-template"
    """A template whose text is code."""
    REGEX = "regex"
    """A regular expression of a rule for source code: what RE2 and Rust both know."""
    METAVARIABLE = "metavariable"
    """The name of a metavariable, without its dollar sign."""


@dataclass(frozen=True, slots=True)
class Text:
    form: Form = Form.WORDS
    longest: int = 2000
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds; ``above`` and ``below`` are not themselves allowed."""

    whole: bool = False
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    pass


@dataclass(frozen=True, slots=True)
class Anything:
    """A number or a text."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list; one text may stand for a list of one."""

    item: Spec
    fewest: int = 1


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping whose keys are texts of one form, such as names of facts."""

    value: Spec
    keys: Form = Form.FACT


@dataclass(frozen=True, slots=True)
class Ref:
    """A record by its name in RECORDS."""

    record: str


@dataclass(frozen=True, slots=True)
class Either:
    """A text, or a record in its place."""

    text: Text
    record: str


Spec = Text | Number | Flag | Anything | Many | Keyed | Ref | Either


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record: what may stand there, and what it means."""

    name: str
    spec: Spec
    help: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys; of the keys in ``some_of`` at least one must be there."""

    fields: tuple[Field, ...]
    some_of: tuple[str, ...] = ()


_PATTERN = Text(Form.PATTERN, LONGEST_PATTERN)
_PATTERNS = Many(_PATTERN)
_TYPES = Many(Text(Form.TYPE, 200))
_SENTENCES = Many(Text(Form.WORDS, 600), fewest=0)
_URLS = Many(Text(Form.URL, 300), fewest=0)
_TEMPLATE = Text(Form.TEMPLATE, 1000)

_CLAUSES = (
    Field("exception", _TYPES, "the exception has one of these types, or one derived from it"),
    Field("message", _PATTERNS, "the exception's message, white space folded, matches one of these"),
    Field("unless", _PATTERNS, "the exception's message matches none of these"),
    Field("frame", _PATTERNS, "some frame of the event, written filename:name, matches"),
    Field("raised_in", _PATTERNS, "the innermost frame of the exception, written filename:name, matches"),
    Field("code", _PATTERNS, "the source line of some application frame matches"),
    Field("chain", _TYPES, "another exception of the event has one of these types"),
    Field("members", Number(whole=True, at_least=1), "the exception is a group of at least so many members"),
    Field("line", _PATTERNS, "some line of the program's own output matches"),
    Field("before", _PATTERNS, "some line of the program's own output before the error matches"),
    Field("after", _PATTERNS, "some line of the program's own output after the error matches"),
    Field("counted", Ref("counted"), "enough lines before the error match"),
    Field("facts", Keyed(Ref("bounds")), "bounds on facts and observations"),
    Field("framework", Many(Text(choices=FRAMEWORKS)), "the log comes from one of these frameworks"),
    Field("kind", Many(Text(choices=tuple(kind.value for kind in EventKind))), "the form in which the error stands"),
    Field("surfaced", Many(Text(choices=tuple(way.value for way in Surfaced))), "how the exception reached the log"),
    Field("none_of", Many(Ref("condition")), "none of these conditions holds"),
)
CLAUSES = tuple(clause.name for clause in _CLAUSES)

_SIGNS = Field("signs", Many(Ref("sign"), fewest=0), "observations that speak for or against it")
_STEPS = Field("steps", Many(Ref("step"), fewest=0), "what to check, in order")
_PREVENTION = Field("prevention", _SENTENCES, "how to keep it from coming back")
_REFERENCES = Field("references", _URLS, "where the facts stated here can be read")

_HANDLING = (
    Field("side", Text(choices=SIDES), "where it fails: whose part has to change"),
    Field("retry", Ref("retry"), "whether the same call made again can succeed"),
    Field("settings", Many(Ref("setting"), fewest=0), "settings to change, with what they are by default"),
)

_AMOUNT = Number(at_least=0)
_COUNT = Number(whole=True, at_least=0)
_SERVER = (
    Field("wording", Text(choices=WORDINGS), "whose words it uses"),
    Field("window", _COUNT, "tokens of the context window"),
    Field("tokens_per_minute", _COUNT, "its limit of tokens per minute"),
    Field("requests_per_minute", _COUNT, "its limit of requests per minute"),
    Field("minute", _AMOUNT, "seconds that such a minute takes"),
    Field("latency", _AMOUNT, "seconds before the first byte of an answer"),
    Field("chunk_pause", _AMOUNT, "seconds between the chunks of a stream"),
    Field("hang_first", _COUNT, "how many first requests get no answer"),
    Field("hang", _AMOUNT, "seconds for which such a request is held"),
    Field("slots", _COUNT, "requests that are served at once; others queue"),
    Field("overload", _COUNT, "requests in flight above which the others are refused"),
    Field("break_after", _COUNT, "chunks after which a stream is cut"),
    Field("stall_after", _COUNT, "chunks after which a stream says nothing more"),
    Field("stream_mb", _AMOUNT, "megabytes of a streamed answer"),
    Field("refuse", _COUNT, "the HTTP status of every answer"),
    Field("refuse_first", _COUNT, "… only of so many first ones"),
    Field("key", Text(longest=200), "the only API key that it takes"),
    Field("spent", Text(longest=200), "the API key whose credit is used up"),
    Field("models", Many(Text(longest=200)), "the only models that it has"),
    Field("forbidden", Many(Text(longest=200)), "models that the key may not use"),
    Field("banned", Many(Text(longest=200)), "texts that the content filter stops"),
    Field("replies", Many(Text(longest=5000)), "what the model answers, in turn; the last one is repeated"),
    Field("reply_chars", _COUNT, "the length of an answer"),
    Field("echo", Flag(), "the answer repeats the user's messages"),
    Field("call_tools", Flag(), "the model calls the first tool that it is offered"),
    Field("parallel_calls", _COUNT, "tool calls in one answer"),
    Field("call_name", Text(longest=200), "the name with which it calls a tool, whatever is offered"),
    Field("call_arguments", Text(longest=2000), "the text of a call's arguments"),
    Field("no_tools", Many(Text(longest=200)), "models to which no tools may be offered"),
    Field("rules", Many(Text(longest=40)), "what the messages must be besides"),
    Field("strict", Flag(), "whether the order of tool messages is checked"),
)

_RULE = (
    Field("pattern", Either(Text(Form.CODE, 2000), "rule-pattern"), "code with metavariables that the node is like"),
    Field("kind", Text(longest=80), "the node's kind in the grammar"),
    Field("regex", Text(Form.REGEX, 500), "the node's text matches"),
    Field("nthChild", Either(Text(longest=20), "rule-nth-child"), "which child of its parent the node is"),
    Field("inside", Ref("rule-relation"), "a node around it matches"),
    Field("has", Ref("rule-relation"), "a node in it matches"),
    Field("precedes", Ref("rule-relation"), "a node after it matches"),
    Field("follows", Ref("rule-relation"), "a node before it matches"),
    Field("all", Many(Ref("rule")), "all of these match"),
    Field("any", Many(Ref("rule")), "one of these matches"),
    Field("not", Ref("rule"), "this does not match"),
    Field("matches", Text(longest=60), "the rule of this name under utils matches"),
)
RULE_KEYS = tuple(field.name for field in _RULE)

RECORDS: dict[str, Record] = {
    "class": Record(
        (
            Field("title", Text(Form.TITLE, LONGEST_TITLE), "what went wrong, in plain words", required=True),
            Field("summary", Text(), "one or two sentences: what it means", required=True),
            Field("severity", Text(choices=SEVERITIES), "how bad it is", required=True),
            Field("advice", Many(_TEMPLATE, fewest=0), "the first whose facts are all known is printed"),
            Field("signatures", Many(Ref("signature")), "the forms in which it shows itself", required=True),
            Field("facts", Ref("fact-patterns"), "further patterns, tried once the class is decided"),
            Field("causes", Many(Ref("cause-mention"), fewest=0), "why it happens, the likeliest first"),
            _STEPS,
            Field("not_this", _SENTENCES, "what is often taken for it and is not"),
            *_HANDLING,
            _PREVENTION,
            _REFERENCES,
        )
    ),
    "signature": Record(
        (
            Field("name", Text(Form.ID, 60), "its name, unique in the file", required=True),
            Field(
                "certainty",
                Number(above=0, at_most=1),
                "the probability that an error with it is of this class",
                required=True,
            ),
            Field("status", Text(choices=("failed", "harmless")), "what it says of the outcome"),
            *_CLAUSES,
        ),
        some_of=tuple(name for name in CLAUSES if name != "none_of"),
    ),
    "condition": Record(_CLAUSES, some_of=CLAUSES),
    "counted": Record(
        (
            Field("patterns", _PATTERNS, "what the lines match", required=True),
            Field("at_least", Number(whole=True, at_least=1), "how many lines", required=True),
        )
    ),
    "bounds": Record(
        (
            Field("at_least", Number(), "the least value"),
            Field("at_most", Number(), "the greatest value"),
            Field("equals", Anything(), "the only value"),
            Field("present", Flag(), "whether it is known at all"),
        ),
        some_of=("at_least", "at_most", "equals", "present"),
    ),
    "fact-patterns": Record(
        (
            Field("message", Many(_PATTERN, fewest=0), "tried on messages, notes and properties"),
            Field("log", Many(_PATTERN, fewest=0), "tried on lines of the program's own output near the error"),
            Field("code", Many(_PATTERN, fewest=0), "tried on source lines of frames"),
        )
    ),
    "cause-mention": Record(
        (
            Field("cause", Text(Form.ID, 60), "the stem of a file in causes/", required=True),
            Field("prior", Number(above=0, at_most=1), "its probability before any evidence", required=True),
            _SIGNS,
        )
    ),
    "sign": Record(
        (
            Field("say", _TEMPLATE, "the observation as a sentence", required=True),
            Field(
                "ratio",
                Number(above=0, at_most=1000),
                "how many times more often it is seen with the cause than without; below 1 speaks against",
                required=True,
            ),
            *_CLAUSES,
        ),
        some_of=CLAUSES,
    ),
    "step": Record(
        (
            Field("say", Text(Form.WORDS, 600), "what to do", required=True),
            Field(
                "id", Text(Form.ID, 60), "its name in the file; elsewhere the same name is the same step", required=True
            ),
            Field("run", Text(Form.CODE, 600), "the command for it"),
            Field("cost", Number(above=0, at_most=86_400), "about how many seconds it takes", required=True),
            Field("framework", Many(Text(choices=FRAMEWORKS)), "only for logs of these frameworks"),
            Field("check", Text(choices=tuple(CHECKS)), "the built-in check that can answer it"),
            Field("outcomes", Many(Ref("step-outcome"), fewest=2), "what may come out of it", required=True),
        )
    ),
    "step-outcome": Record(
        (
            Field("answer", Text(Form.WORDS, 120), "the outcome as an answer to choose", required=True),
            Field("means", Text(Form.WORDS, 400), "what it means, a sentence", required=True),
            Field(
                "likely",
                Keyed(Number(at_least=0, at_most=1), Form.ID),
                "how probable this outcome is with each cause, and with any other; the last outcome takes the rest",
            ),
            Field("shown", Ref("condition"), "where it holds in the log, the log has given this answer"),
            Field("found", Keyed(Ref("bounds"), Form.FINDING), "where it holds for what the check found, it is given"),
        )
    ),
    "cause": Record(
        (
            Field("title", Text(Form.TITLE, LONGEST_TITLE), "the cause in plain words", required=True),
            Field("statement", Text(Form.WORDS, 400), "one sentence: what happens", required=True),
            Field("why", Text(), "two to five sentences: the mechanism", required=True),
            Field("guide", Many(Text(Form.ID, 80), fewest=0), "stems of the guides that name it"),
            _SIGNS,
            Field("separates", Text(Form.WORDS, 600), "what would tell it from its neighbours"),
            _STEPS,
            Field("remedies", Many(Ref("remedy"), fewest=0), "how to fix it, per framework"),
            Field("proof", Ref("proof"), "how its remedies are proven, where they do not say it themselves"),
            Field("code", Many(Ref("code-pattern")), "what of it can be seen in source code"),
            Field("verify", _SENTENCES, "how to see that the fix works"),
            *_HANDLING,
            _PREVENTION,
            _REFERENCES,
        )
    ),
    "retry": Record(
        (
            Field("helps", Text(choices=RETRIES), "whether it helps; later: after a wait", required=True),
            Field("because", Text(Form.WORDS, 200), "why, a short sentence", required=True),
        )
    ),
    "setting": Record(
        (
            Field("name", Text(longest=100), "its name as it is written", required=True),
            Field("of", Text(longest=100), "the function, class, file or program it belongs to", required=True),
            Field("default", Text(longest=100), "what it is in the current version; none where nothing", required=True),
            Field("set", Text(longest=200), "what to set it to, in a few words", required=True),
            Field("framework", Many(Text(choices=FRAMEWORKS)), "only for logs of these frameworks"),
        )
    ),
    "remedy": Record(
        (
            Field("framework", Text(choices=(*FRAMEWORKS, "any")), "for whom it is", required=True),
            Field("language", Text(choices=LANGUAGES), "the language of its code", required=True),
            Field("summary", Text(Form.WORDS, 600), "what to change", required=True),
            Field("before", Text(Form.CODE, 20_000), "a program that fails"),
            Field("after", Text(Form.CODE, 20_000), "the same program, fixed", required=True),
            Field("illustrative", Text(Form.WORDS, 600), "why the code cannot be run in a test"),
            Field("when", Many(Text(Form.ID, 60)), "only for these classes"),
            Field("proof", Ref("proof"), "how it is proven, where that differs from the cause's"),
        )
    ),
    "proof": Record(
        (
            Field("class", Many(Text(Form.ID, 60)), "as which the output of a before that fails is diagnosed"),
            Field("also", Many(Text(Form.ID, 60)), "classes of further errors that this output really has"),
            Field("environment", Text(longest=60), "the packages, where the framework does not say it"),
            Field("server", Ref("server"), "what the fault server does"),
            Field("options", Many(Text(longest=200)), "options of the interpreter"),
            Field("harness", Text(Form.ID, 60), "what carries a program that is none by itself"),
            Field("limit", Number(above=0, at_most=300), "seconds; a program that takes longer hangs"),
            Field("before", Ref("outcome"), "what before must show"),
            Field("after", Ref("outcome"), "what after must show"),
            Field("mutations", Many(Ref("mutation")), "changes of after that must make the proof fail"),
        ),
        some_of=(
            "class",
            "also",
            "environment",
            "server",
            "options",
            "harness",
            "limit",
            "before",
            "after",
            "mutations",
        ),
    ),
    "outcome": Record(
        (
            Field("ends", Text(choices=tuple(ENDS)), "how the program ends"),
            Field("prints", _PATTERNS, "its output matches all of these"),
            Field("lacks", _PATTERNS, "its output matches none of these"),
            *(Field(name, Ref("bounds"), help) for name, help in QUANTITIES.items()),
        ),
        some_of=("ends", "prints", "lacks", *QUANTITIES),
    ),
    "mutation": Record(
        (
            Field("take", Text(Form.CODE, 2000), "a text that stands in after", required=True),
            Field(
                "put", Text(Form.CODE, 2000), "what stands there instead, so that nothing is fixed; nothing if left out"
            ),
        )
    ),
    "code-pattern": Record(
        (
            Field("id", Text(Form.ID, 60), "its name, unique in all playbooks; ignore[…] names it", required=True),
            Field("title", Text(Form.TITLE, LONGEST_CODE_TITLE), "what is wrong with the code", required=True),
            Field("language", Text(choices=CODE_LANGUAGES), "the language of the code", required=True),
            Field("framework", Many(Text(choices=FRAMEWORKS)), "only in files that import one of these"),
            Field("scope", Text(choices=SCOPES), "all code of agents, what they call as tools, cells of notebooks"),
            Field("say", _TEMPLATE, "the evidence as a sentence, over the rule's metavariables", required=True),
            Field(
                "ratio",
                Number(above=1, at_most=1000),
                "how many times more often it stands in code with the cause than without",
                required=True,
            ),
            Field("absent", Number(above=0, below=1), "the same for code of the framework that does not have it"),
            Field("words", Many(Text(longest=60)), "a file with a hit has one of these texts"),
            Field("check", Flag(), "whether it is exact enough for a rule of the linter; true if left out"),
            Field("rule", Ref("rule"), "the rule of ast-grep that finds it", required=True),
            Field("constraints", Keyed(Ref("rule"), Form.METAVARIABLE), "rules for what metavariables hold"),
            Field("utils", Keyed(Ref("rule"), Form.ID), "rules that matches can name"),
            Field("follow", Many(Ref("code-follow")), "what names in it must be defined as"),
            Field("fix", Ref("code-fix"), "how the code is changed"),
            Field("flagged", Many(Text(Form.CODE, LONGEST_SAMPLE)), "code that must be hit", required=True),
            Field("clean", Many(Text(Form.CODE, LONGEST_SAMPLE)), "near misses, not to be hit", required=True),
        )
    ),
    "rule": Record(_RULE, some_of=RULE_KEYS),
    "rule-relation": Record(
        (
            *_RULE,
            Field("stopBy", Either(Text(choices=("neighbor", "end")), "rule"), "how far to look, or up to which node"),
            Field("field", Text(longest=60), "only in this field of the grammar"),
        ),
        some_of=RULE_KEYS,
    ),
    "rule-pattern": Record(
        (
            Field("context", Text(Form.CODE, 2000), "code around the pattern, so that it parses", required=True),
            Field("selector", Text(longest=80), "the kind of the node in it that is the pattern"),
            Field("strictness", Text(choices=STRICTNESS), "how exactly it must be like that"),
        )
    ),
    "rule-nth-child": Record(
        (
            Field("position", Text(longest=20), "a number, or a form such as 2n+1", required=True),
            Field("ofRule", Ref("rule"), "only children that match are counted"),
            Field("reverse", Flag(), "counted from the last"),
        )
    ),
    "code-follow": Record(
        (
            Field("name", Text(Form.METAVARIABLE, 60), "the metavariable that holds the name", required=True),
            Field("some", Ref("rule"), "the hit stands only where a definition is found that this matches"),
            Field("none", Ref("rule"), "the hit falls where a definition is found that this matches"),
        ),
        some_of=("some", "none"),
    ),
    "code-fix": Record(
        (
            Field("label", Text(choices=LABELS), "whether a person must look at it, or write it", required=True),
            Field("say", _TEMPLATE, "what is changed, a sentence over the rule's metavariables", required=True),
            Field("imports", Many(Text(Form.CODE, 200)), "lines that the file must have"),
            Field("edits", Many(Ref("code-edit")), "the changes"),
        )
    ),
    "code-edit": Record(
        (
            Field("do", Text(choices=DEEDS), "the kind of change", required=True),
            Field("node", Text(Form.METAVARIABLE, 60), "the metavariable that is changed; the whole hit if left out"),
            Field("text", Text(Form.CODE_TEMPLATE, 1000), "the new code, a template over the rule's metavariables"),
        )
    ),
    "server": Record(_SERVER, some_of=tuple(field.name for field in _SERVER)),
    "exceptions": Record(
        (Field("exceptions", Many(Ref("exception-type"), fewest=0), "the known exception types", required=True),)
    ),
    "exception-type": Record(
        (
            Field(
                "name", Text(Form.TYPE, 200), "the dotted name, or the short one where it has no package", required=True
            ),
            Field("bases", Many(Text(Form.TYPE, 200), fewest=0), "what it derives from"),
            Field("role", Text(choices=tuple(role.value for role in Role)), "what it says about the error"),
            Field("aliases", Many(Text(Form.TYPE, 200), fewest=0), "its other spellings"),
            Field("rules", Many(Ref("role-rule"), fewest=0), "other roles, decided by the message"),
        )
    ),
    "role-rule": Record(
        (
            Field("message", _PATTERNS, "where the message matches one of these", required=True),
            Field("role", Text(choices=tuple(role.value for role in Role)), "it has this role", required=True),
        )
    ),
    "facts": Record((Field("facts", Ref("fact-patterns"), "patterns of facts, for every class", required=True),)),
}

FILES = {
    "class": "classes/<id>.yaml",
    "cause": "causes/<id>.yaml",
    "exceptions": "exceptions.yaml",
    "facts": "facts.yaml",
}
"""The four kinds of file, by the name of their record."""
