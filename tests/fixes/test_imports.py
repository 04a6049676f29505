"""Imports that a fix needs."""

from __future__ import annotations

import pytest

from diagnose.fixes.splice import Unfit
from tests.fixes.mending import imported


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("import asyncio", "import asyncio\n"),
        ("import asyncio", "import os, asyncio\n"),
        ("import asyncio", "import asyncio.subprocess\n"),
        ("import asyncio", "try:\n    import asyncio\nexcept ImportError:\n    raise\n"),
        ("from a.b import C", "from a.b import (\n    B,\n    C,\n)\n"),
        ("from a.b import C, D", "from a.b import C\nfrom a.b import D\n"),
        ("import numpy as np", "import numpy as np\n"),
    ],
)
def test_what_is_imported_is_not_imported_again(line: str, text: str) -> None:
    """In whatever form it is there."""
    assert imported(text, line) == text


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("import asyncio", "f()\n", "import asyncio\n\nf()\n"),
        ("import asyncio", '"""Doc."""\nf()\n', '"""Doc."""\n\nimport asyncio\n\nf()\n'),
        ("import asyncio", '"""Doc."""\n\nf()\n', '"""Doc."""\n\nimport asyncio\n\nf()\n'),
        (
            "import asyncio",
            "#!/usr/bin/env python\n# -*- coding: cp1252 -*-\n# of f\nf()\n",
            "#!/usr/bin/env python\n# -*- coding: cp1252 -*-\n\nimport asyncio\n\n# of f\nf()\n",
        ),
        ("import asyncio", "# Licence.\n\n# of f\nf()\n", "# Licence.\n\nimport asyncio\n\n# of f\nf()\n"),
        (
            "import asyncio",
            "from __future__ import annotations\nf()\n",
            "from __future__ import annotations\n\nimport asyncio\nf()\n",
        ),
        (
            "import asyncio",
            '"""Doc."""\nfrom __future__ import annotations\n\nimport os\nimport abc\n\nf()\n',
            '"""Doc."""\nfrom __future__ import annotations\n\nimport os\nimport abc\nimport asyncio\n\nf()\n',
        ),
        (
            "import asyncio",
            "import abc\nimport os\n\nimport autogen\n",
            "import abc\nimport asyncio\nimport os\n\nimport autogen\n",
        ),
        ("import asyncio", "# first\nimport autogen\n", "# first\nimport asyncio\n\nimport autogen\n"),
        (
            "from autogen.x import Y",
            "import os\n\nimport autogen\n",
            "import os\n\nimport autogen\nfrom autogen.x import Y\n",
        ),
        (
            "from autogen.x import Y",
            "from autogen import (\n    A,\n)\n",
            "from autogen import (\n    A,\n)\nfrom autogen.x import Y\n",
        ),
        ("import asyncio", "import os; f()\r\n", "import asyncio\r\nimport os; f()\r\n"),
        ("import zlib", "import os", "import os\nimport zlib"),
        ("import zlib", "import asyncio as aio\nf()\n", "import asyncio as aio\nimport zlib\nf()\n"),
        ("import asyncio", "def f():\n    import asyncio\n", "import asyncio\n\ndef f():\n    import asyncio\n"),
        (
            "import asyncio",
            "if TYPE_CHECKING:\n    import asyncio\n",
            "import asyncio\n\nif TYPE_CHECKING:\n    import asyncio\n",
        ),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_beside_the_other_imports(line: str, before: str, after: str) -> None:
    """After docstring and ``__future__``, at its place among imports that are sorted, else after them."""
    assert imported(before, line) == after


def test_several() -> None:
    """Each finds its place among those that came before it."""
    text = imported("f()\n", "import asyncio", "import abc", "from autogen.x import Y")

    assert text == "import abc\nimport asyncio\nfrom autogen.x import Y\n\nf()\n"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("import asyncio", "def asyncio():\n    pass\n"),
        ("import asyncio", "asyncio = 1\n"),
        ("from a import C", "from b import C\n"),
        ("from a import C", "@d\nclass C:\n    pass\n"),
    ],
)
def test_a_name_that_means_something_else(line: str, text: str) -> None:
    """An import would change what the program means by the name."""
    with pytest.raises(Unfit, match="means something else in this file"):
        imported(text, line)


LIMIT = 'import pLimit from "p-limit";'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f();\n", 'import pLimit from "p-limit";\n\nf();\n'),
        (
            '#!/usr/bin/env node\n"use client";\n\nf();\n',
            '#!/usr/bin/env node\n"use client";\n\nimport pLimit from "p-limit";\n\nf();\n',
        ),
        ("import a from 'a'\nf()\n", "import a from 'a'\nimport pLimit from 'p-limit'\nf()\n"),
        (
            'import {\n  a,\n} from "a";\r\nf();\r\n',
            'import {\n  a,\n} from "a";\r\nimport pLimit from "p-limit";\r\nf();\r\n',
        ),
        ('import a from "a";', 'import a from "a";\nimport pLimit from "p-limit";'),
        ('import pLimit from "p-limit";\n', 'import pLimit from "p-limit";\n'),
        ('import { x } from "a";\nexport {};\n', 'import { x } from "a";\nimport pLimit from "p-limit";\nexport {};\n'),
    ],
    ids=repr,
)
def test_in_a_script(before: str, after: str) -> None:
    """After the last import, in the quotes and with the semicolons of the file; else after the directives."""
    assert imported(before, LIMIT, dialect="typescript") == after


def test_where_require_is_used() -> None:
    """Names are required there; a default may be for import only, so that is left to a person."""
    text = 'const a = require("a");\nf();\n'

    assert imported(text, 'import { setTimeout } from "node:timers/promises"', dialect="tsx") == (
        'const a = require("a");\nconst { setTimeout } = require("node:timers/promises");\nf();\n'
    )
    with pytest.raises(Unfit, match="the file uses require"):
        imported(text, LIMIT, dialect="tsx")


def test_a_type_alone_is_no_value() -> None:
    """``import type`` of the name does not make it one that can be called."""
    text = imported('import type { X } from "x";\n', 'import { Y } from "x";', dialect="typescript")

    assert text == 'import type { X } from "x";\nimport { Y } from "x";\n'
