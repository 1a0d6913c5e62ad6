"""C# as the language of a project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.code import Class, Function
from groundplan.assess.csharp.syntax import read_csharp
from groundplan.assess.project import Language, Project
from groundplan.assess.values import ClassValue, Closure, Instance, Router, Unknown

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.values import Scope, Value

_BUILDERS = r"(?:IEndpointRouteBuilder|RouteGroupBuilder|WebApplication|IApplicationBuilder)"
CSHARP = Language(
    (".cs",),
    read_csharp,
    re.compile(
        r"\b(?:class|interface|record(?:\s+struct)?|struct|enum)\s+(\w+)"
        rf"|\b(\w+)\s*(?:<[^>(]*>)?\s*\((?:[^()]*[\s,(])?(?:this\s+)?{_BUILDERS}\b"
    ),
    bare_members=True,
)


class CSharpProject(Project):
    """A project of C#: what an interface's method does is what each class of the repo does."""

    def unknown_method(self, of: Unknown, name: str, site: Site, scope: Scope) -> Value:
        """Follow every method of this name in the repo when it is given a router."""
        if any(isinstance(argument, Router) for argument in site.arguments):
            for path in self._defined.get(name, ()):
                for value in list(self.scope(path).names):
                    self._call_all(self.value_in(path, value), name, site)
            return Unknown(name)
        return super().unknown_method(of, name, site, scope)

    def _call_all(self, of: Value, name: str, site: Site) -> None:
        if not isinstance(of, ClassValue):
            return
        for part in of.code.parts:
            if isinstance(part.value, Class):
                self._call_all(self.static_member(of, part.name), name, site)
            elif isinstance(part.value, Function) and part.name == name and not part.static:
                inside = self.this_scope(of, Instance(of))
                self.invoke(Closure(part.value, inside, Instance(of)), site.arguments)
