"""Commands in files: each where it stands, none where it is prose."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundplan.review.commands import Command, commands_in, may_hold_commands


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("run.sh", "ls\npwd\n", [("ls\npwd\n", 1, 3)]),
        ("bin/go", "#!/usr/bin/env bash\nls\n", [("#!/usr/bin/env bash\nls\n", 1, 3)]),
        ("bin/go", "#!/usr/bin/env python3\nls\n", []),
        (".husky/pre-commit", "npx x\n", [("npx x\n", 1, 2)]),
        ("README.md", "```sh\ndocker-compose up\n```\n", []),
        ("app.py", "os.system('docker-compose up')\n", []),
        # Makefiles
        ("Makefile", "up:\n\t@docker-compose up\n", [("docker-compose up", 2, 2)]),
        ("Makefile", "C = docker-compose\nup:\n\t$(C) up\n", [("docker-compose up", 3, 3)]),
        ("Makefile", "A=$(B)\nB=$(A)\nup:\n\t$(A) up\n", [("${B} up", 4, 4)]),
        ("a.mk", "up:\n\techo a \\\n\t  b\n\nx: y ; ls\n", [("echo a  \t  b", 2, 3), ("ls", 5, 5)]),
        (
            "Makefile",
            "up:\n\tfor i in $$x; do echo $$i; done\n",
            [("for i in $x; do echo $i; done", 2, 2)],
        ),
        (
            "Makefile",
            "v := $(shell docker-compose ps)\nup:\n\t$(v)\n",
            [("$(docker-compose ps)", 3, 3)],
        ),
        ("Makefile", "up:\n\t$(if $(V),a,b) x\n", [("${MAKE_VALUE} x", 2, 2)]),
        # CI
        (
            ".github/workflows/x.yml",
            "jobs:\n  a:\n    steps:\n      - run: |\n          one\n          two\n      - run: three\n",
            [("one\ntwo\n", 5, 6), ("three", 7, 7)],
        ),
        (
            ".github/workflows/x.yml",
            "a:\n  - run: echo ${{ github.x }}\n  - {run: dir, shell: pwsh}\n  - {run: print(1), shell: python}\n",
            [("echo ${CI_VALUE}", 2, 2), ("dir", 3, 3)],
        ),
        (".gitlab-ci.yml", "a:\n  script:\n    - one\n    - two\n", [("one", 3, 3), ("two", 4, 4)]),
        (".github/workflows/x.yml", "a: [\n", []),
        ("config/x.yml", "run: docker-compose up\n", []),
        # images
        ("Dockerfile", "FROM x\nRUN a \\\n # note\n  b\nCOPY . .\n", [("a    b", 2, 4)]),
        ("api.Dockerfile", 'RUN ["a", "b c"]\n', [("a 'b c'", 1, 1)]),
        (
            "Dockerfile.dev",
            "RUN --mount=type=cache,target=/x pip install\n",
            [("pip install", 1, 1)],
        ),
        ("Dockerfile", "RUN <<EOF\na\nb\nEOF\nRUN c\n", [("a\nb", 1, 4), ("c", 5, 5)]),
        # package scripts
        (
            "web/package.json",
            '{\n "scripts": {\n  "up": "docker-compose up",\n  "n": 3\n }\n}\n',
            [("docker-compose up", 3, 3)],
        ),
        ("package.json", '{"scripts": []}', []),
        ("package.json", "{", []),
        # Windows
        ("a.ps1", "docker-compose up\n", [("docker-compose up\n", 1, 2)]),
        (
            "a.bat",
            "@echo off\nREM docker-compose\ndocker-compose up\n",
            [("echo off", 1, 1), ("docker-compose up", 3, 3)],
        ),
    ],
)
def test_the_commands_of_a_file(path: str, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [(c.text, c.first, c.last) for c in commands_in(path, text)] == expected


def test_a_command_says_which_shell_reads_it() -> None:
    assert commands_in("a.ps1", "x")[0].shell == "powershell"
    assert commands_in("a.cmd", "x") == [Command("x", 1, 1, "cmd")]


@pytest.mark.parametrize(
    ("path", "expected"), [("a.py", False), ("Makefile", True), ("bin/tool", True)]
)
def test_only_files_that_could_hold_commands_are_read(path: str, expected: bool) -> None:
    assert may_hold_commands(path) is expected


NAMES = ["a.sh", "Makefile", "Dockerfile", "package.json", ".github/workflows/x.yml", "a.bat", "x"]
PIECES = st.sampled_from(
    [
        "\n",
        "\t",
        "\\\n",
        "a:",
        "RUN ",
        "<<E",
        "E\n",
        "run: ",
        "- ",
        "|\n",
        "$(X)",
        "$$",
        "{",
        '"scripts":',
        "#",
        ";",
    ]
)


@example("Dockerfile", "RUN <<E")  # a here-document without an end
@given(st.sampled_from(NAMES), st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_any_text_gives_commands_within_its_lines(path: str, text: str) -> None:
    for command in commands_in(path, text):
        assert 1 <= command.first <= command.last <= text.count("\n") + 1
