"""Endpoints: route, service and functional test in one step, confirmed by a real request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.draft.context import Role, named_words
from groundplan.draft.shared import file_actions, passing_tests, start_action, writing_tests
from groundplan.draft.sharing import shared, words_of
from groundplan.draft.step import Check, DraftStep, code, line_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground, NamedFile

_METHOD = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)")
_PARAMETER = re.compile(r"\{[^{}/]*\}|<[^<>/]*>|:[A-Za-z_]\w*|\[[^\[\]/]*\]")
_PATH = re.compile(r"/[\w.~!$&'()*+,;=:@%/?-]*")
_STATUS = re.compile(
    r"\b(?:answers?|returns?|responds?|status|with|gets?|->)\s+(?:an?\s+)?`?([1-5]\d\d)\b"
)
_LAYERS = ("routes", "services", "repositories", "models")
_TYPE = re.compile(r"`?\b((?:application|text|image|audio|video)/[a-z0-9.+-]+)\b`?")


@dataclass(frozen=True)
class _Endpoint:
    method: str
    path: str
    text: str
    is_new: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield one step for each endpoint that is new or changes, each file in one of them."""
    endpoints = {endpoint.name: endpoint for endpoint in _endpoints(ground)}
    words = {name: words_of(e.path, e.text) for name, e in endpoints.items()}
    files = shared(ground.of(Role.ROUTE, Role.CODE), named_words, words)
    words = {name: words[name] | words_of(*(n.text for n in files[name])) for name in words}
    scenarios = _scenarios(ground, words)
    first = next(iter(endpoints), "")
    for name, endpoint in endpoints.items():
        tests = ground.tests_about(
            words_of(*(f"{n.path} {n.text}" for n in files[name])) | words[name]
        )
        own = (*scenarios[name], *(scenarios_left(ground) if name == first else ()))
        yield _step(ground, endpoint, files[name], tests, own)


def scenarios_left(ground: Ground) -> tuple[str, ...]:
    """Return the scenarios that belong to no endpoint by their words."""
    words = {e.name: words_of(e.path, e.text) for e in _endpoints(ground)}
    given = {text for texts in _scenarios(ground, words).values() for text in texts}
    left = (*ground.items("testing.integration"), *ground.items("testing.unit"))
    return tuple(text for text in left if text not in given)


def _scenarios(ground: Ground, words: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    return shared(ground.items("testing.integration"), words_of, words)


def _endpoints(ground: Ground) -> Iterator[_Endpoint]:
    for key in ("interface.new_endpoints", "interface.modified_endpoints"):
        for method, path, text, *_ in ground.rows(key):
            verb, route = method.strip("` ").upper(), path.strip("` ")
            if _METHOD.fullmatch(verb) and route.startswith("/"):
                yield _Endpoint(verb, route, text, key.startswith("interface.new"))


def _step(
    ground: Ground,
    endpoint: _Endpoint,
    files: tuple[NamedFile, ...],
    tests: tuple[str, ...],
    scenarios: tuple[str, ...],
) -> DraftStep:
    there = ground.route_file(endpoint.name)
    deed = "Change" if there or not endpoint.is_new else "Add"
    where = f" in {code(there)}" if there else ""
    paths = tuple(dict.fromkeys([*(named.path for named in files), *([there] if there else [])]))
    places = ground.test_places(tests, paths)
    return DraftStep(
        key=f"endpoints:{endpoint.name}",
        title=endpoint.name,
        goal=f"{endpoint.name}: {endpoint.text}" if endpoint.text else f"{endpoint.name} answers",
        actions=(
            *start_action(ground),
            f"{deed} the route {code(endpoint.name)}{where}: {sentence(endpoint.text)}",
            *file_actions(files),
            _layers(ground),
            *writing_tests(ground, code(endpoint.name), places, scenarios),
            *_refusals(ground),
        ),
        checks=(passing_tests(ground, endpoint.name, tests), *_request_checks(ground, endpoint)),
        touches=(*paths, *places),
        after=("dependencies", "env_vars", "data_model"),
    )


def _layers(ground: Ground) -> str:
    """Return the reminder of the API's layers, by the places that the code has for them."""
    facts = ground.assessment.of("layers")
    known = {fact.value: fact.name for fact in reversed(facts) if fact.value in _LAYERS}
    if len(known) < 2:
        return (
            "Keep the layers: the route reads the input and writes the answer, the service decides."
        )
    listed = ", ".join(f"{layer} in {code(known[layer])}" for layer in _LAYERS if layer in known)
    return f"Keep the layers that are here: {listed}; the route only reads the input and writes the answer."


def _refusals(ground: Ground) -> Iterator[str]:
    if text := ground.text("change.user_view"):
        yield f"Test what happens when it is used wrongly, as the request says: {sentence(text)}"
    if text := ground.text("requirements.security"):
        yield f"Keep to what must hold for security: {sentence(text)}"


def _request_checks(ground: Ground, endpoint: _Endpoint) -> Iterator[Check]:
    """Yield the request against the published port; a person calls where its body is unknown."""
    if ground.facts.project_type != "api":
        return
    real, said = concrete(endpoint.path, f"{ground.text('behavior.after')}\n{endpoint.text}")
    if endpoint.method not in ("GET", "HEAD") or ground.port is None:
        yield Check(f"Call {endpoint.name} with real input: it answers as section 5 says")
        return
    status = _STATUS.search(said)
    kind = _TYPE.search(said)
    keys = f"status={status[1] if status else 200}"
    keys += f" header.Content-Type~={kind[1]}" if kind else ""
    url = f"http://localhost:{ground.port}{real}"
    text = (
        f"{endpoint.method} {line_of(real, 120)} answers, with the data in place that it speaks of"
    )
    yield Check(text, "http", f"{keys} retry=30s", f"{endpoint.method} {url}")


def concrete(path: str, text: str) -> tuple[str, str]:
    """Return a path without parameters, and what the request says of it.

    Args:
        path: as `/members/{id}/loans.csv`, its parameters in any notation.
        text: where the request may name a real one, such as `/members/7/loans.csv answers 200`.
    """
    parts = _PARAMETER.split(path)
    middle = r"[\w-]+".join(re.escape(part) for part in parts)
    if found := re.search(rf"(?<![\w/}}>-]){middle}(?![\w/{{<-]|\.\w)", text):
        return found[0], text[found.start() :].partition("\n")[0]
    plain = _PATH.match(_PARAMETER.sub("1", path))
    return (plain[0] if plain else "/"), ""
