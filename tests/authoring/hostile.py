"""Logs that a stranger made to harm whoever drafts a playbook from them."""

from __future__ import annotations

KEY = "sk-proj-" + "Zq8Kw2Lm9Xc4Vb7Nt1Rf6Yh3Jd5Gs0Pa" + "T3BlbkFJ" + "Zq8Kw2Lm9Xc4Vb7Nt1Rf6Yh3Jd5Gs0Pa"
"""Put together here, so that nothing that looks like a key stands in the repository."""
PASSWORD = "hunter2-Xk9" + "vQ4zLm8"
SECRETS = (KEY, PASSWORD, KEY[8:30])


def trace(message: str, kind: str = "zlorp.Blimp") -> str:
    """A traceback with this message."""
    return f'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\n{kind}: {message}\n'


HOSTILE: dict[str, str] = {
    "colours": trace("the \x1b[31mblimp\x1b[0m burst over \x1b]52;c;ZXZpbA==\x07 the lake"),
    "bells": trace("the blimp\x07 burst\x08\x08 over\x9b31m the lake"),
    "markup": trace("[bold red]the blimp[/bold red] burst <script>alert(1)</script> over ![x](http://e.example/)"),
    "template": trace("the blimp {{ 7 * 7 }} {% include '/etc/passwd' %} {# x #} burst"),
    "code in quotes": trace("""blimp burst "!!python/object/apply:os.system ['touch evil']" near the lake"""),
    "yaml": trace("blimp: {burst: [over, &a *a]} # the lake ---\t- 'x': \"y\" | > % @ `z` !!tag"),
    "documents": trace("the blimp burst over\n---\n- id: evil\n  class: evil\n...\n%YAML 1.1\n---\nthe lake"),
    "single quotes": trace("it's 'blimp''s' ''' burst '' over ' the lake"),
    "double quotes": trace('the "blimp" burst """ over \\" the lake \\'),
    "backslashes": trace(r"the blimp \d+ \\1 (?P<evil>.*) \Q.*\E $ ^ burst (a+)+ [^x]{1000}{1000}"),
    "pattern": trace(".* | .+ | ()* (?i)(?s). [[:alpha:]]"),
    "line breaks": trace("the blimp \u2028 burst \u2029 over \x85 the \x0b lake \x0c."),
    "direction": trace("the \u202eblimp\u202c burst \u200b\ufeff over \U000e0041 the lake"),
    "megabyte": trace("the blimp burst over " + "lake " * 250_000),
    "megabyte of quotes": trace("the blimp burst " + "'" * 1_200_000),
    "megabyte of digits": trace("the blimp burst " + "1.1" * 400_000),
    "many lines": trace("the blimp burst\n" + "  'x'\n" * 5_000),
    "key": trace(f"the gateway refused the key {KEY} of this blimp"),
    "key alone": trace(KEY),
    "password": trace(f"login failed: password={PASSWORD} user=bob"),
    "password in a URL": trace(f"cannot reach https://bob:{PASSWORD}@db.example.com:5432/x?y=1 in time"),
    "type that is none": trace("the blimp burst", "a.b.<locals>.C"),
    "type of a megabyte": trace("the blimp burst", "z" * 1_100_000 + "Error"),
    "type as a key": trace("the blimp burst over the lake", "AKIA" + "QWERTYUIOPASDFGH"),
    "only digits": trace("4711"),
    "only signs": trace("!?*+()[]{}"),
    "nothing said": 'Traceback (most recent call last):\n  File "/srv/app/a.py", line 3, in f\n    g()\nzlorp.Blimp\n',
    "home": 'Traceback (most recent call last):\n  File "/home/ritadoe/app/a.py", line 3, in f\n    g()\n'
            "zlorp.Blimp: cannot read /home/ritadoe/blimp.toml today\n",
    "file of a stranger": trace("burst over the lake").replace("a.py", "a\x1b[31m'{{ x }}: - .py"),
}  # fmt: skip
