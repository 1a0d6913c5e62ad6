"""Which HTTP methods a Django or REST framework view answers, and what a view set serves.

The tables of generic views are from the frameworks' reference (2026-11):
https://docs.djangoproject.com/en/stable/ref/class-based-views/ and
https://www.django-rest-framework.org/api-guide/generic-views/, .../viewsets/, .../routers/.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.python.names import (
    ClassRef,
    External,
    FunctionRef,
    Instance,
    Names,
    Value,
    Where,
    passed,
)

if TYPE_CHECKING:
    from groundplan.assess.python.modules import Function

VERBS = ("get", "post", "put", "patch", "delete")
_FORM = ("GET", "POST", "PUT")
GENERIC_VIEWS: dict[str, tuple[str, ...]] = {
    "TemplateView": ("GET",),
    "ListView": ("GET",),
    "DetailView": ("GET",),
    "ArchiveIndexView": ("GET",),
    "YearArchiveView": ("GET",),
    "MonthArchiveView": ("GET",),
    "WeekArchiveView": ("GET",),
    "DayArchiveView": ("GET",),
    "TodayArchiveView": ("GET",),
    "DateDetailView": ("GET",),
    "FormView": _FORM,
    "CreateView": _FORM,
    "UpdateView": _FORM,
    "ProcessFormView": _FORM,
    "DeleteView": ("GET", "POST", "DELETE"),
    "RedirectView": ("GET", "POST", "PUT", "PATCH", "DELETE"),
    "LoginView": _FORM,
    "LogoutView": ("POST",),
    "PasswordChangeView": _FORM,
    "PasswordChangeDoneView": ("GET",),
    "PasswordResetView": _FORM,
    "PasswordResetDoneView": ("GET",),
    "PasswordResetConfirmView": _FORM,
    "PasswordResetCompleteView": ("GET",),
    "ListAPIView": ("GET",),
    "RetrieveAPIView": ("GET",),
    "CreateAPIView": ("POST",),
    "DestroyAPIView": ("DELETE",),
    "UpdateAPIView": ("PUT", "PATCH"),
    "ListCreateAPIView": ("GET", "POST"),
    "RetrieveUpdateAPIView": ("GET", "PUT", "PATCH"),
    "RetrieveDestroyAPIView": ("GET", "DELETE"),
    "RetrieveUpdateDestroyAPIView": ("GET", "PUT", "PATCH", "DELETE"),
}
"""Last part of the dotted name of a view outside the repo -> the methods that it has."""

ACTIONS: dict[str, tuple[str, bool]] = {
    "list": ("GET", False),
    "create": ("POST", False),
    "retrieve": ("GET", True),
    "update": ("PUT", True),
    "partial_update": ("PATCH", True),
    "destroy": ("DELETE", True),
}
"""Action of a view set -> its method, and whether it is about one thing."""
_MIXIN_ACTIONS: dict[str, tuple[str, ...]] = {
    "ModelViewSet": tuple(ACTIONS),
    "ReadOnlyModelViewSet": ("list", "retrieve"),
    "ListModelMixin": ("list",),
    "CreateModelMixin": ("create",),
    "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"),
    "DestroyModelMixin": ("destroy",),
}
_REQUIRED = {"require_GET": ("GET",), "require_POST": ("POST",), "require_safe": ("GET",)}


@dataclass(frozen=True)
class Action:
    """What a view set serves at one path: methods, whether below one thing, and the path's end."""

    methods: tuple[str, ...]
    detail: bool
    path: str
    line: int


@dataclass(frozen=True)
class View:
    """What a route leads to."""

    methods: tuple[str, ...]
    name: str
    outside: bool = False
    """Whether it is somebody else's code."""


class Views:
    """Answers questions about views, through the names of a checkout."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def view(self, expression: ast.expr, where: Where, depth: int = 8) -> View:
        """Return what a view expression answers: a function, `X.as_view()`, or either wrapped."""
        if isinstance(expression, ast.Lambda):
            return View(("ANY",), "lambda")
        if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
            return self._named(expression.value, where)
        if isinstance(expression, ast.Call):
            return self._called(expression, where, depth)
        for target in self.names.resolve(expression, where):
            if isinstance(target, FunctionRef):
                return View(self.function_methods(target), target.found.name)
            if isinstance(target, ClassRef):  # an instance serves itself, as feeds do
                return View(("ANY",), target.found.name)
            if isinstance(target, Value) and target.expression is not expression and depth > 0:
                return self.view(target.expression, target.where, depth - 1)
            if isinstance(target, Instance) and target.call is not None and depth > 0:
                return self.view(target.call, target.where, depth - 1)
            if isinstance(target, External):
                return View(("ANY",), target.name, outside=True)
        return View(("ANY",), ast.unparse(expression))

    def _named(self, dotted: str, where: Where) -> View:
        module = self.names.dotted_module(where.module.path, dotted.rpartition(".")[0])
        found = module.functions.get(dotted.rpartition(".")[2]) if module else None
        methods = (
            self.function_methods(FunctionRef(module, found)) if module and found else ("ANY",)
        )
        return View(methods, dotted)

    def _called(self, call: ast.Call, where: Where, depth: int) -> View:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "as_view":
            return self._as_view(call, call.func.value, where)
        # A wrapper: login_required(view), cache_page(60)(view), admin_view(view)
        for given in call.args if depth > 0 else ():
            inner = self.view(given, where, depth - 1)
            if not isinstance(given, ast.Constant) and inner.name != ast.unparse(given):
                return inner
        for target in self.names.resolve(call.func, where):
            if isinstance(target, External):
                return View(("ANY",), target.name, outside=True)
            if isinstance(target, ClassRef):
                return View(("ANY",), target.found.name)
        return View(("ANY",), ast.unparse(call.func))

    def _as_view(self, call: ast.Call, viewed: ast.expr, where: Where) -> View:
        for target in self.names.resolve(viewed, where):
            if isinstance(target, ClassRef):
                mapping = passed(call, 0, "actions")
                if isinstance(mapping, ast.Dict):
                    return View(_mapped(mapping), target.found.name)
                return View(self.class_methods(target) or ("ANY",), target.found.name)
            if isinstance(target, External):
                methods = GENERIC_VIEWS.get(target.name.rpartition(".")[2])
                known = methods is not None and target.name.startswith(
                    ("django.", "rest_framework.")
                )
                return View(methods or ("ANY",), target.name, outside=not known)
        return View(("ANY",), ast.unparse(viewed))

    def function_methods(self, ref: FunctionRef) -> tuple[str, ...]:
        """Return the methods that a function view lets through; `ANY` where nothing is said."""
        function = ref.found
        where = Where(ref.module, function.owner)
        for decorator in function.decorators:
            call = decorator if isinstance(decorator, ast.Call) else None
            name = _last(call.func if call else decorator)
            if name in _REQUIRED:
                return _REQUIRED[name]
            if name == "api_view":
                given = passed(call, 0, "http_method_names") if call else None
                return self._upper(given, where) or ("GET",)
            if name == "require_http_methods" and call and call.args:
                return self._upper(call.args[0], where) or ("ANY",)
        return ("ANY",)

    def _upper(self, given: ast.expr | None, where: Where) -> tuple[str, ...]:
        found = self.names.texts(given, where) if given is not None else None
        return tuple(dict.fromkeys(text.upper() for text in found or ()))

    def class_methods(self, ref: ClassRef) -> tuple[str, ...]:
        """Return the methods that a class-based view has, its own and those of its bases."""
        own = self.names.methods(ref)
        found = [verb.upper() for verb in VERBS if verb in own]
        for base in sorted(self.names.outside_bases(ref)):
            found += GENERIC_VIEWS.get(base.rpartition(".")[2], ())
        return self._allowed(ref, tuple(dict.fromkeys(found)))

    def _allowed(self, ref: ClassRef, methods: tuple[str, ...]) -> tuple[str, ...]:
        for one in self.names.line_of_descent(ref):
            if not isinstance(one, ClassRef):
                continue
            for value in one.module.names.get(one.found.name, {}).get("http_method_names", ()):
                allowed = self._upper(value, Where(one.module, one.found.name))
                if allowed:
                    return tuple(method for method in methods if method in allowed)
        return methods

    # -- view sets ---------------------------------------------------------------------------------

    def actions(self, ref: ClassRef) -> list[Action]:
        """Return what a router serves of a view set: the standard actions, then the extra ones."""
        own = self.names.methods(ref)
        has = {name for name in ACTIONS if name in own}
        for base in self.names.outside_bases(ref):
            last = base.rpartition(".")[2]
            has |= set(_MIXIN_ACTIONS.get(last, ()))
        found = [
            Action(methods, ACTIONS[name][1], "", ref.found.line)
            for name in ACTIONS
            if name in has and (methods := self._allowed(ref, (ACTIONS[name][0],)))
        ]
        for one, method in own.values():
            found += self._extra(ref, one, method)
        return found

    def _extra(self, ref: ClassRef, owner: ClassRef, method: Function) -> list[Action]:
        where = Where(owner.module, owner.found.name)
        name = method.name.rpartition(".")[2]
        for decorator in method.decorators:
            call = decorator if isinstance(decorator, ast.Call) else None
            kind = _last(call.func if call else decorator)
            if kind not in ("action", "list_route", "detail_route") or call is None:
                continue
            detail = kind == "detail_route" or _is_true(passed(call, 1, "detail"))
            methods = self._upper(passed(call, 0, "methods"), where) or ("GET",)
            methods += self._mapped_methods(owner, name)
            given = passed(call, 2, "url_path")
            path = self.names.text(given, where) if given is not None else None
            return [Action(self._allowed(ref, methods), detail, path or name, method.line)]
        return []

    def _mapped_methods(self, owner: ClassRef, name: str) -> tuple[str, ...]:
        """Return the methods that `@name.mapping.delete` adds to an action."""
        found = []
        for method in owner.found.methods.values():
            for decorator in method.decorators:
                parts = ast.unparse(decorator).split("(")[0].split(".")
                if parts[:2] == [name, "mapping"] and len(parts) == 3:
                    found.append(parts[2].upper())
        return tuple(found)

    def lookup(self, ref: ClassRef) -> str:
        """Return the name of the parameter that picks one thing of a view set."""
        for attribute in ("lookup_url_kwarg", "lookup_field"):
            for one in self.names.line_of_descent(ref):
                if isinstance(one, ClassRef):
                    for value in one.module.names.get(one.found.name, {}).get(attribute, ()):
                        if text := self.names.text(value, Where(one.module, one.found.name)):
                            return text
        return "pk"


def _mapped(mapping: ast.Dict) -> tuple[str, ...]:
    return tuple(
        key.value.upper()
        for key in mapping.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    )


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _last(node: ast.expr) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""
