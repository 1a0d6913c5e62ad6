"""Java and Kotlin as languages of a project."""

from __future__ import annotations

import re

from groundplan.assess.java.syntax import read_java
from groundplan.assess.kotlin.syntax import read_kotlin
from groundplan.assess.project import Language

JAVA = Language(
    (".java",),
    read_java,
    re.compile(r"\b(?:class|interface|record|enum)\s+(\w+)"),
    bare_members=True,
)
KOTLIN = Language(
    (".kt",),
    read_kotlin,
    re.compile(
        r"\b(?:fun(?:\s+<[^>\n]*>)?\s+(?:[\w.<>?*, ]+\.)?|(?:class|interface|object|val|var)\s+)`?(\w+)"
    ),
    bare_members=True,
    implicit=True,
)
JVM = (JAVA, KOTLIN)
