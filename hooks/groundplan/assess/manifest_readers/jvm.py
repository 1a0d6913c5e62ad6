"""Maven and Gradle (maven.apache.org/pom.html, docs.gradle.org, 2026-11), read as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess import data_files
from groundplan.assess.manifest import Dependency, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import File

_BLOCK = re.compile(r"<(dependency|parent|plugin)>(.*?)</\1>", re.S)
_TAG = re.compile(r"<(groupId|artifactId|scope)>\s*([^<\s]+)\s*</")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_CALL = re.compile(
    r"""^\s*(?P<configuration>\w+)(?:\s+|\s*\(\s*)(?:(?:platform|enforcedPlatform|project|kotlin)\s*\(\s*)?"""
    r"""(?:["'](?P<whole>[\w.-]+:[\w.-]+)[^"']*["']|group\s*[:=]\s*["'](?P<group>[\w.-]+)["']\s*,\s*name\s*[:=]\s*["'](?P<name>[\w.-]+)["'])"""
)
_PLUGIN = re.compile(r"""^\s*(?:id\s*\(?\s*|apply plugin:\s*)["']([\w.-]+)["']""")
_LINE_COMMENT = re.compile(r"^\s*(?://|\*|/\*)")


def read_maven(file: File) -> Manifest:
    """Return the dependencies, the parent and the plugins of a pom.xml."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    found = []
    for block in _BLOCK.finditer(text):
        tags: dict[str, str] = {}
        for tag, value in _TAG.findall(block[2]):
            tags.setdefault(tag, value)
        if artifact := tags.get("artifactId"):
            line = text.count("\n", 0, block.start(2) + block[2].index(artifact)) + 1
            name = f"{tags.get('groupId', 'org.apache.maven.plugins')}:{artifact}"
            found.append(Dependency("maven", name, tags.get("scope") == "test", line))
    own = re.search(r"<artifactId>\s*([^<\s]+)", _BLOCK.sub("", text))
    return Manifest("maven", own[1] if own else "", tuple(found))


def read_gradle(file: File) -> Manifest:
    """Return the dependencies that a build script names by their coordinates, and its plugins."""
    return Manifest("gradle", "", tuple(_gradle(file)))


def _gradle(file: File) -> Iterator[Dependency]:
    for number, line in enumerate(file.text.split("\n"), 1):
        if _LINE_COMMENT.match(line):
            continue
        if call := _CALL.match(line):
            name = call["whole"] or f"{call['group']}:{call['name']}"
            development = "test" in call["configuration"].lower()
            yield Dependency("maven", name, development, number)
        elif plugin := _PLUGIN.match(line):
            yield Dependency("maven", f"{plugin[1]}:plugin", False, number)


def read_catalog(file: File) -> Manifest:
    """Return the libraries and plugins of a version catalog.

    Raises:
        Unreadable: it is not TOML.
    """
    data = data_files.toml(file)
    found = []
    for group in ("libraries", "plugins"):
        table = data.get(group)
        for alias, wanted in table.items() if isinstance(table, dict) else ():
            line = data_files.line_with(file.text, rf"^\s*{re.escape(alias)}\s*=")
            if name := _coordinates(wanted):
                development = re.search(r"test|mock|assert|junit", alias, re.I) is not None
                found.append(Dependency("maven", name, development, line))
    return Manifest("catalog", "", tuple(found))


def _coordinates(wanted: object) -> str:
    if isinstance(wanted, str):
        parts = wanted.split(":")
        return ":".join(parts[:2]) if len(parts) > 1 else ""
    if not isinstance(wanted, dict):
        return ""
    if isinstance(wanted.get("id"), str):
        return f"{wanted['id']}:plugin"
    if isinstance(wanted.get("module"), str):
        return str(wanted["module"])
    group, name = wanted.get("group"), wanted.get("name")
    return f"{group}:{name}" if isinstance(group, str) and isinstance(name, str) else ""
