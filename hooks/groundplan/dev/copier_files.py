"""What the template includes and nobody writes by hand: made from the sections, the agents and `template/`.

copier reads `copier.yml`; the parts that would repeat something said elsewhere are files in
`copier/`, made here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from groundplan.agents import AGENTS, agent_files, reads_instead, runs_commands
from groundplan.agents.skills import skill_files
from groundplan.core import registry
from groundplan.core.model import Field, Kind, Lane, Section

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "template"
HEADER = "# Made by `python -m groundplan.dev gen`. Do not edit it by hand.\n"

# `_subdirectory` switches copier's own excludes off, so they are said again.
NEVER_COPIED = ["__pycache__", "*.py[co]", ".git", ".DS_Store", "~*", "*.swp"]

# Jinja source of one entry of `_exclude`; an entry that renders to nothing excludes nothing.
PLAN_ENTRY = "{{ '/PLAN.md' if _copier_operation == 'update' else '' }}"

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
"""Control characters (Unicode category Cc) but tab, line feed and carriage return."""


def landing_files() -> list[str]:
    """Return the paths, from a repo's root, of all files that the template can land, sorted."""
    found = (path for path in TEMPLATE.rglob("*") if path.is_file())
    names = (path.relative_to(TEMPLATE).as_posix().removesuffix(".jinja") for path in found)
    return sorted(name for name in names if "{{" not in name and "__pycache__" not in name)


def files_list() -> str:
    """Return `copier/files.yml`: what a repo may have had before, so that it stays the repo's."""
    return _yaml([name for name in landing_files() if not name.startswith(".groundplan/")])


def exclude_list() -> str:
    """Return `copier/exclude.yml`: what is not rendered, as patterns made from stored answers."""
    conditions = {name: condition for name in landing_files() if (condition := _left_out(name))}
    # A folder goes too where none of its files lands: copier would make it and leave it empty.
    for folder in sorted({folder for name in conditions for folder in _folders(name)}):
        inside = [name for name in landing_files() if name.startswith(f"{folder}/")]
        if all(name in conditions for name in inside):
            conditions[folder] = " and ".join(sorted({f"({conditions[name]})" for name in inside}))
    entries = [f"{{{{ '/{name}' if {conditions[name]} else '' }}}}" for name in sorted(conditions)]
    return _yaml({"_exclude": [*NEVER_COPIED, PLAN_ENTRY, *entries]})


def _folders(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def _left_out(name: str) -> str:
    """Return the Jinja condition under which a file of the template is not rendered; "" for never."""
    conditions = []
    if not name.startswith(".groundplan/"):
        conditions.append(f"'{name}' in own_files")
    if name.startswith((".github/ISSUE_TEMPLATE/", ".github/workflows/")):
        conditions.append("forge == 'gitlab'")
    if name.startswith(".gitlab/"):
        conditions.append("forge != 'gitlab'")
    if needed_by := agent_files().get(name) or skill_files().get(name):
        agents = ", ".join(f"'{key}'" for key in needed_by)
        conditions.append(f"not [{agents}] | select('in', agents) | list")
    if name == ".groundplan/AGENTS.block.md":
        conditions.append("'AGENTS.md' not in own_files")
    return " or ".join(conditions)


def agent_list() -> str:
    """Return `copier/agents.yml`: the agents to choose from, and by which files each is known."""
    return _yaml(
        [{"key": each.key, "title": each.title, "signs": list(each.signs)} for each in AGENTS]
    )


def change_request_questions() -> str:
    """Return `copier/change_request.yml`: the ten sections as copier asks them."""
    lane = {
        "cr_lane": {
            "type": "str",
            "when": "{{ first_change }}",
            "help": "How big is the change? It decides how much of a plan it needs.",
            "choices": {
                "Small: one screen of plan": "small",
                "Normal": "normal",
                "High: many are affected, or much can break": "high",
            },
            "default": "normal",
        }
    }
    fields = {
        f"cr_{section.id}_{field.id}": _question(section, field)
        for section in registry.sections()
        for field in section.fields
    }
    return _yaml(lane | fields)


def _question(section: Section, field: Field) -> dict[str, Any]:
    name = f"cr_{section.id}_{field.id}"
    lanes = sorted({*field.lanes, Lane.HIGH})
    fits = f" and kit_{field.needs}" if field.needs else ""
    question: dict[str, Any] = {
        "type": "str",
        "when": f"{{{{ first_change and cr_lane in {[str(lane) for lane in lanes]}{fits} }}}}",
        "help": f"{section.number}/10 {section.title} - {field.question} {_shape(field)}".rstrip(),
        "placeholder": field.example,
        "default": "",
        "validator": (
            f"{{%- if {name} | regex_search('{CONTROL}') -%}}"
            f"The answer to '{field.label}' holds a control character. Type it without."
            "{%- endif -%}"
        ),
    }
    if field.kind is not Kind.LINE:
        question["multiline"] = True
    return question


def _shape(field: Field) -> str:
    if field.kind is Kind.TABLE:
        return f"(One a line: {' | '.join(column.label for column in field.columns)})"
    if field.kind in (Kind.LIST, Kind.CHECKLIST, Kind.ORDERED):
        return "(One a line.)"
    return ""


def _yaml(data: object) -> str:
    import yaml

    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return HEADER + text


# What to add to a file that the repo had before, where that is not the kit's whole file.
ADDITIONS = {
    "Makefile": "the line\n\n    include groundplan.mk",
    "AGENTS.md": "at its end, the text of .groundplan/AGENTS.block.md",
    "PLAN.md": (
        "nothing: rename it if it is no plan of this kit, then run\n\n    sh .groundplan/run new"
    ),
    ".pre-commit-config.yaml": (
        "under `repos:`, as deep as what stands there\n\n"
        "  - repo: {{ (_copier_answers._src_path | default('')) | to_json(ensure_ascii=False) }}\n"
        "    rev: {{ (_copier_answers._commit | default('')) | to_json }}\n"
        "    hooks:\n"
        "      - id: groundplan"
    ),
}

AFTER_UPDATE = """
Look at the update before you commit it: git diff, and git status for conflicts
(copier ends with status 0 even when there are some).
`groundplan sync` does the same and says what was lost or left out.
"""


def messages() -> str:
    """Return `copier/messages.yml`: what copier says after a copy and after an update."""
    return _yaml(
        {"_message_after_copy": _message_after_copy(), "_message_after_update": AFTER_UPDATE}
    )


def _message_after_copy() -> str:
    runs = [name for name in landing_files() if runs_commands(name)]
    lines = [
        "",
        "The kit has landed. Look at it, then commit it: git add -A && git commit",
        (
            "{%- if not (kit_here ~ '.git') | fileglob and not (kit_here ~ '.git/HEAD') | fileglob"
            " and not (kit_here ~ '../.git/HEAD') | fileglob and not (kit_here ~ '../../.git/HEAD') | fileglob %}"
        ),
        "This folder is in no git repository: run git init first, updates need it.",
        "{%- endif %}",
        "Then: `make help` lists the targets, `make plan` asks for a change; docs/onboarding.md explains.",
        "Later: copier update -a {{ _copier_conf.answers_file }}",
        "",
        "These files make programs run; read them:"
        + "".join("{% if " + _lands(name) + " %} " + name + "{% endif %}" for name in runs),
        "{%- if own_files %}",
        "",
        "These files were here before and are as they were. Add to them (or run `groundplan adopt`):",
        "{%- endif %}",
    ]
    for name in landing_files():
        if not name.startswith(".groundplan/"):
            lines += [f"{{%- if '{name}' in own_files %}}", *_addition(name), "{%- endif %}"]
    for name, (agent, line) in reads_instead().items():
        lines += [
            f"{{%- if (kit_here ~ '{name}') | fileglob and '{agent}' in agents %}}",
            "",
            f"{name}: the line (it is read before AGENTS.md, or instead of it)",
            "",
            f"    {line}",
            "{%- endif %}",
        ]
    return "\n".join(lines) + "\n"


def _lands(name: str) -> str:
    needed_by = agent_files().get(name)
    agents = (
        f" and [{', '.join(repr(key) for key in needed_by)}] | select('in', agents) | list"
        if needed_by
        else ""
    )
    return f"'{name}' not in own_files{agents}"


def _addition(name: str) -> list[str]:
    if name in ADDITIONS:
        return ["", f"{name}: {ADDITIONS[name]}"]
    if name.endswith(".md") or name.startswith(".github/"):
        return ["", f"{name}: nothing. To have the kit's own, rename yours and copy again."]
    source = name if (TEMPLATE / name).is_file() else f"{name}.jinja"
    return [
        "",
        f"{name}: what is in",
        "",
        f"{{% filter indent(4, true) %}}{{% include 'template/{source}' %}}{{% endfilter %}}",
    ]


def guard_files() -> dict[str, str]:
    """Return the template's copy of the guard: path in this repo -> text, byte for byte.

    Copies, not links or includes: a clone without symlinks would land a text file in its place, and
    an include would render what looks like Jinja.
    """
    source = Path(__file__).parents[1] / "guard"
    return {
        f"template/.groundplan/guard/{path.relative_to(source).as_posix()}": path.read_text(
            encoding="utf-8"
        )
        for path in sorted(source.rglob("*.py"))
        if path.parent == source or path.name != "__init__.py"
    }
