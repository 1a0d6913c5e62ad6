"""Annotations over classes: the one mechanism of Spring, JAX-RS, Micronaut, Symfony and ASP.NET.

A class says a path, its methods say verbs and further paths; a base class or an interface may say
either for it. What an annotation is told is followed as far as constants of the project go.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.assess.code import Call, Function, Member, Name, Named
from groundplan.assess.values import ClassValue, External, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.code import Expression, Part
    from groundplan.assess.project import Project
    from groundplan.assess.values import Value


@dataclass(frozen=True)
class Annotation:
    """An annotation: its simple name, what it is told by position and by name."""

    name: str
    line: int
    given: tuple[Value, ...] = ()
    named: dict[str, Value] = field(default_factory=dict)

    def value(self, *names: str) -> Value | None:
        """Return what is given under one of these names, or first; None where nothing is."""
        for name in names:
            if name in self.named:
                return self.named[name]
        return self.given[0] if self.given else None

    def texts(self, *names: str) -> list[str]:
        """Return the texts given under one of these names, or by position."""
        for name in names:
            if name in self.named:
                rest = self.given if name == "value" else ()
                return [text for value in (self.named[name], *rest) for text in texts_of(value)]
        return [text for value in self.given for text in texts_of(value)]


def texts_of(value: Value | None) -> list[str]:
    """Return a text or a list of them as texts; what is unknown stands in braces by its name."""
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts_of(item)]
    if isinstance(value, str):
        return [value]
    if isinstance(value, Unknown | External):
        name = (value.text if isinstance(value, Unknown) else value.name).rpartition(".")[2]
        return ["{" + name + "}"] if name else []
    return []


def words_of(value: Value | None) -> list[str]:
    """Return the last parts of constants such as `RequestMethod.GET`, or texts, in capitals."""
    if isinstance(value, list | tuple):
        return [word for item in value for word in words_of(item)]
    if isinstance(value, str):
        return [value.upper()]
    if isinstance(value, Unknown | External):
        name = value.text if isinstance(value, Unknown) else value.name
        return [name.rpartition(".")[2].upper()] if name else []
    return []


def marks_of(run: Project, of: ClassValue, part: Part | None = None) -> list[Annotation]:
    """Return the annotations of a class, or of one of its parts, with their values."""
    expressions = of.code.decorators if part is None else part.decorators
    return [found for one in expressions if (found := annotation(run, of, one)) is not None]


def annotation(run: Project, of: ClassValue, expression: Expression) -> Annotation | None:
    """Return one annotation; None for what is not one."""
    if not isinstance(expression, Call):
        return None
    called = expression.function
    name = called.name if isinstance(called, Member | Name) else ""
    given = [one for one in expression.arguments if not isinstance(one, Named)]
    named = [one for one in expression.arguments if isinstance(one, Named)]
    return Annotation(
        name,
        expression.line,
        tuple(run.constant(one, of) for one in given),
        {one.name: run.constant(one.value, of) for one in named},
    )


def names(of: ClassValue) -> set[str]:
    """Return the simple names of the annotations of a class."""
    called = [one.function for one in of.code.decorators if isinstance(one, Call)]
    return {one.name for one in called if isinstance(one, Member | Name)}


def methods(run: Project, of: ClassValue) -> Iterator[tuple[ClassValue, Part]]:
    """Yield the methods of a class and those of its bases that it does not define itself.

    A method that only a base annotates is the base's: the class takes its annotations over.
    """
    seen: set[str] = set()
    for owner in run.bases(of):
        for part in owner.code.parts:
            if isinstance(part.value, Function) and part.decorators:
                key = f"{part.name}/{len(part.value.parameters)}"
                if owner is not of and key in seen:
                    continue
                seen.add(key)
                yield owner, part
