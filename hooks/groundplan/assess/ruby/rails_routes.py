"""The routes that a Rails route file draws.

Sources: guides.rubyonrails.org/routing.html, and the behaviour of ActionDispatch's mapper for what
the guide leaves open; Rails 5 to 8, 2026-11.

A resource adds nothing to the path by itself: its collection, its members, what is nested in it and
its `new` each do. A scope's path counts for shallow members too, a resource's does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.assess.mounts import route
from groundplan.assess.ruby.rails_devise import drawn_by_devise
from groundplan.assess.ruby.rails_places import (
    Place,
    Resource,
    joined,
    singular,
    with_optional_parts,
)
from groundplan.assess.ruby.syntax import Assigned, Branches, Method, Send, Symbol, Variable, Woven
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from groundplan.assess.ruby.rails_devise import Devise
    from groundplan.assess.ruby.syntax import Statement, Value
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "patch", "delete", "options", "head")
_PLURAL = ("index", "create", "new", "edit", "show", "update", "destroy")
_SINGULAR = ("create", "new", "edit", "show", "update", "destroy")
_CANONICAL = ("index", "create", "show", "update", "destroy")
_IGNORED = frozenset(["direct", "resolve", "default_url_options", "mount_graphiql"])
MAX_ROUTES = 20_000
MAX_DEPTH = 60


class Drawing:
    """The drawing of one application's or engine's routes."""

    def __init__(
        self,
        *,
        api_only: bool,
        draw: Callable[[str, str], tuple[str, Iterable[Statement]] | None],
        mounted: Callable[[str, str], Iterable[Fact]],
        devise: Callable[[str], Devise],
        not_followed: set[Trouble],
    ) -> None:
        """Make a drawing.

        Args:
            api_only: whether resources have no `new` and `edit`.
            draw: the file and statements of a name given to `draw`, asked with the drawing file.
            mounted: the routes of an engine or application by its constant's name, below a path.
            devise: what a model gives Devise, by the model's name.
            not_followed: gets the mounts of what is not part of the repo.
        """
        self.api_only = api_only
        self._draw = draw
        self._mounted = mounted
        self._devise = devise
        self._not_followed = not_followed
        self._concerns: dict[str, Send] = {}
        self._methods: dict[str, Method] = {}
        self._count = 0

    def routes(self, statements: Iterable[Statement], place: Place) -> Iterator[Fact]:
        """Yield the routes that statements draw at a place."""
        if place.depth > MAX_DEPTH:
            return
        variables = dict(place.variables)
        here = replace(place, variables=variables, depth=place.depth + 1)
        for statement in statements:
            match statement:
                case Assigned():
                    variables[statement.name] = self._resolved(statement.value, here)
                case Branches():
                    yield from self.routes(statement.statements, here)
                case Method():
                    self._methods[statement.name] = statement
                case Send():
                    yield from self._sent(statement, here)

    # -- one call ----------------------------------------------------------------------------------

    def _sent(self, send: Send, place: Place) -> Iterator[Fact]:
        name = send.name
        if isinstance(asked := send.options.get("format"), bool):
            place = replace(place, needs_format=asked)
        send = self._with_options(send, place)
        if name in VERBS or name == "match":
            yield from self._match(send, place)
        elif name == "root":
            yield from self._drawn("GET", place.path, send.line, place)
        elif name in ("resources", "resource"):
            yield from self._resources(send, place)
        elif name in ("scope", "namespace"):
            yield from self._scope(send, place)
        elif name in ("member", "collection", "new", "nested"):
            inner = self._inside(name, place)
            yield from self.routes(send.block or (), inner)
        elif name == "shallow":
            yield from self.routes(send.block or (), replace(place, is_shallow=True))
        elif name == "concern":
            self._concerns[self._text(send.arguments[:1], place)] = send
        elif name == "concerns":
            names = self._texts(send.arguments, place)
            yield from self._use_concerns(names, place, send.options)
        elif name == "draw" and send.block is None:
            yield from self._drawn_file(self._text(send.arguments[:1], place), place)
        elif name == "mount":
            yield from self._mount(send, place)
        elif name == "devise_for":
            yield from self._devise_for(send, place)
        elif name in ("each", "each_with_index", "map", "times") and send.block is not None:
            yield from self._each(send, place)
        elif name == "with_options" and send.block is not None:
            limits = {**place.limits, **self._limits(send, place)}
            yield from self.routes(send.block, replace(place, limits=limits))
        elif name in self._methods and place.depth < MAX_DEPTH:
            yield from self._called(self._methods[name], send, place)
        elif send.block is not None and name not in _IGNORED:
            yield from self.routes(send.block, place)  # constraints, defaults, authenticate, ...

    def _with_options(self, send: Send, place: Place) -> Send:
        """Return a call with what a variable holds for its options: `resources :a, options`."""
        given = [self._resolved(one, place) for one in send.arguments if isinstance(one, Variable)]
        options = [value for value in given if isinstance(value, dict)]
        return replace(send, options={**send.options, **options[0]}) if options else send

    def _called(self, method: Method, send: Send, place: Place) -> Iterator[Fact]:
        given = dict(zip(method.parameters, send.arguments, strict=False))
        variables = {**place.variables, **{k: self._resolved(v, place) for k, v in given.items()}}
        yield from self.routes(method.body, replace(place, variables=variables))

    def _each(self, send: Send, place: Place) -> Iterator[Fact]:
        items = self._resolved(send.receiver, place)
        if isinstance(items, dict):
            items = [[key, value] for key, value in items.items()]
        for item in items if isinstance(items, list) else [None]:
            values = item if isinstance(item, list) else [item]
            bound = dict(zip(send.parameters, values, strict=False))
            variables = {**place.variables, **bound}
            yield from self.routes(send.block or (), replace(place, variables=variables))

    # -- plain routes ------------------------------------------------------------------------------

    def _match(self, send: Send, place: Place) -> Iterator[Fact]:
        on = self._resolved(send.options.get("on"), place)
        methods = [send.name.upper()]
        if send.name == "match":
            via = self._resolved(send.options.get("via"), place)
            asked = [str(item) for item in (via if isinstance(via, list) else [via]) if item]
            methods = ["ANY" if item in ("all", "any") else item.upper() for item in asked] or [
                "ANY"
            ]
        paths: list[Value] = [self._resolved(argument, place) for argument in send.arguments]
        paths += [self._resolved(key, place) for key, _ in send.pairs]
        whole = self._resolved(send.options.get("path"), place)
        if isinstance(on, str):
            place = self._inside(on, place)
        elif place.level == "resources":
            place = self._inside("nested", place)
        elif place.level == "resource":
            place = self._inside("member", place)
        for path in paths[:1] if isinstance(whole, str) else paths:
            if not isinstance(path, str):
                continue
            below = joined(place.path, self._own(path, whole, place))
            for method in methods:
                yield from self._drawn(method, below, send.line, place)

    def _own(self, path: str, whole: Value, place: Place) -> str:
        if isinstance(whole, str):
            return whole
        if isinstance(path, Symbol):
            if place.level in ("collection", "member", "new") and path in _CANONICAL:
                return ""
            named = self._resolved({**place.names}.get(path), place)
            return named if isinstance(named, str) else path
        return path

    def _drawn(self, method: str, path: str, line: int, place: Place) -> Iterator[Fact]:
        self._count += 1
        if self._count <= MAX_ROUTES:
            clean = path.replace("(.:format)", "").replace("//", "/")
            clean = with_optional_parts(clean)
            clean += ".:format" if place.needs_format else ""
            yield route(method, clean or "/", place.file, line)

    # -- resources ---------------------------------------------------------------------------------

    def _resources(self, send: Send, place: Place) -> Iterator[Fact]:
        if place.level in ("resources", "resource"):
            place = self._inside("nested", place)
        if self._resolved(send.options.get("shallow"), place) is True:
            place = replace(place, is_shallow=True)
        if (
            self._resolved(send.options.get("shallow"), place) is False
            and "shallow" in send.options
        ):
            place = replace(place, is_shallow=False)
        for name in self._texts(send.arguments, place):
            yield from self._one(send, name, place)

    def _one(self, send: Send, name: str, place: Place) -> Iterator[Fact]:
        resource = self._resource(send, name, place)
        level = "resource" if resource.is_single else "resources"
        inside = replace(place, level=level, resource=resource, names=resource.names)
        yield from self.routes(send.block or (), inside)
        used = self._resolved(send.options.get("concerns"), place)
        yield from self._use_concerns(
            [str(item) for item in (used if isinstance(used, list) else [used]) if item], inside
        )
        actions = resource.actions
        collection = self._inside("collection", inside).path
        member = self._inside("member", inside).path

        def word(action: str) -> str:
            found = self._resolved(resource.names.get(action), place)
            return found if isinstance(found, str) else action

        table = (
            ("index", "GET", collection),
            ("create", "POST", collection),
            ("new", "GET", joined(collection, word("new"))),
            ("edit", "GET", joined(member, word("edit"))),
            ("show", "GET", member),
            ("update", "PATCH", member),
            ("update", "PUT", member),
            ("destroy", "DELETE", member),
        )
        for action, method, path in table:
            if action in actions:
                yield from self._drawn(method, path, send.line, place)

    def _resource(self, send: Send, name: str, place: Place) -> Resource:
        single = send.name == "resource"
        options = send.options
        path = self._resolved(options.get("path"), place)
        param = self._resolved(options.get("param"), place)
        alias = self._resolved(options.get("as"), place)
        names = self._resolved(options.get("path_names"), place)
        limits = {**place.limits, **self._limits(send, place)}
        actions: tuple[str, ...] = _SINGULAR if single else _PLURAL
        if self.api_only:
            actions = tuple(action for action in actions if action not in ("new", "edit"))
        if "only" in limits:
            actions = tuple(action for action in actions if action in _many(limits["only"]))
        elif "except" in limits:
            actions = tuple(action for action in actions if action not in _many(limits["except"]))
        return Resource(
            path.strip("/") if isinstance(path, str) else name,
            param if isinstance(param, str) else "id",
            singular(alias if isinstance(alias, str) and alias else name.rpartition("/")[2]),
            actions,
            single,
            place.is_shallow and not single,
            {**place.names, **(names if isinstance(names, dict) else {})},
        )

    def _limits(self, send: Send, place: Place) -> dict[str, Value]:
        found = {
            key: self._resolved(send.options[key], place)
            for key in ("only", "except")
            if key in send.options
        }
        return {key: value for key, value in found.items() if value is not None}

    def _inside(self, level: str, place: Place) -> Place:
        """Return the place within a resource: its collection, one member, what is nested in it."""
        resource = place.resource
        if resource is None:
            return place
        base = (
            place.shallow_path
            if resource.is_shallow and level in ("member", "nested")
            else place.path
        )
        own = {
            "collection": resource.path,
            "member": resource.member,
            "nested": resource.nested,
            "new": f"{resource.path}/{resource.names.get('new', 'new')}",
        }.get(level, "")
        # A nested resource that is shallow itself starts from where it stands for its collection.
        return replace(place, path=joined(base, own), level=level)

    def _use_concerns(
        self, names: Iterable[str], place: Place, options: Mapping[str, Value] | None = None
    ) -> Iterator[Fact]:
        for name in names:
            concern = self._concerns.get(name)
            if concern is not None and concern.block is not None:
                given = {key: dict(options or {}) for key in concern.parameters[:1]}
                variables = {**place.variables, **given}
                yield from self.routes(concern.block, replace(place, variables=variables))

    # -- scopes ------------------------------------------------------------------------------------

    def _scope(self, send: Send, place: Place) -> Iterator[Fact]:
        if send.name == "namespace" and place.level in ("resources", "resource"):
            place = self._inside("nested", place)
        given = self._resolved(send.options.get("path"), place)
        texts = self._texts(send.arguments, place)
        path = given if isinstance(given, str) else "/".join(texts)
        if send.name == "namespace" and given is False:
            path = ""
        shallow_path = self._resolved(send.options.get("shallow_path"), place)
        limits = self._limits(send, place)
        names = self._resolved(send.options.get("path_names"), place)
        is_shallow = self._resolved(send.options.get("shallow"), place)
        inner = replace(
            place,
            path=joined(place.path, path),
            shallow_path=joined(
                place.shallow_path, shallow_path if isinstance(shallow_path, str) else path
            )
            if place.level != "nested" or send.name == "namespace"
            else place.shallow_path,
            limits={**place.limits, **limits},
            names={**place.names, **(names if isinstance(names, dict) else {})},
            is_shallow=place.is_shallow if not isinstance(is_shallow, bool) else is_shallow,
            level="" if send.name == "namespace" else place.level,
        )
        yield from self.routes(send.block or (), inner)

    # -- other files -------------------------------------------------------------------------------

    def _drawn_file(self, name: str, place: Place) -> Iterator[Fact]:
        found = self._draw(name, place.file) if name else None
        if found is not None and found[0] != place.file:
            yield from self.routes(found[1], replace(place, file=found[0]))

    def _mount(self, send: Send, place: Place) -> Iterator[Fact]:
        at = self._resolved(send.options.get("at"), place)
        what: Value = send.arguments[0] if send.arguments else None
        for key, value in send.pairs:
            what, at = key, self._resolved(value, place)
        if isinstance(what, Send):
            what = what.receiver
        if isinstance(what, Variable) and isinstance(at, str):
            found = list(self._mounted(what.name, joined(place.path, at)))
            if not found:
                self._not_followed.add(Trouble(place.file, send.line, f"mount {what.name}"))
            yield from found

    def _devise_for(self, send: Send, place: Place) -> Iterator[Fact]:
        def given(option: str) -> Value:
            return self._resolved(send.options.get(option), place)

        only, names, path = given("only"), given("path_names"), given("path")
        for scope in self._texts(send.arguments, place):
            base = joined(place.path, path if isinstance(path, str) else scope)
            drawn = drawn_by_devise(
                self._devise(singular(scope)),
                skipped=_many(given("skip")),
                only=_many(only) if only is not None else None,
                words={k: str(v) for k, v in names.items()} if isinstance(names, dict) else {},
                ways_out=_many(given("sign_out_via")),
            )
            for method, own in drawn:
                yield from self._drawn(method, joined(base, own), send.line, place)

    # -- values ------------------------------------------------------------------------------------

    def _resolved(self, value: Value, place: Place) -> Value:
        match value:
            case Variable():
                found = place.variables.get(value.name)
                return found if not isinstance(found, Variable) else None
            case Woven():
                parts = [self._resolved(part, place) for part in value.parts]
                return "".join(
                    part if isinstance(part, str) else "{" + _spelled(own) + "}"
                    for part, own in zip(parts, value.parts, strict=True)
                )
            case list():
                return [self._resolved(item, place) for item in value]
            case Send():
                return self._computed(value, place)
        return value

    def _computed(self, send: Send, place: Place) -> Value:
        of = self._resolved(send.receiver, place)
        if send.name in ("freeze", "to_s", "to_sym", "dup") and isinstance(of, (str, list)):
            return Symbol(of) if send.name == "to_sym" and isinstance(of, str) else of
        if send.name == "fetch" and len(send.arguments) == 2:
            return self._resolved(send.arguments[1], place)
        if not send.arguments and send.receiver is None:
            return place.variables.get(send.name)
        return None

    def _text(self, values: Iterable[Value], place: Place) -> str:
        return next(iter(self._texts(values, place)), "")

    def _texts(self, values: Iterable[Value], place: Place) -> list[str]:
        found: list[str] = []
        for value in values:
            resolved = self._resolved(value, place)
            items = resolved if isinstance(resolved, list) else [resolved]
            found += [item for item in items if isinstance(item, str)]
        return found


def _many(value: Value) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _spelled(value: Value) -> str:
    if isinstance(value, Variable):
        return value.name
    return value.name if isinstance(value, Send) else ""
