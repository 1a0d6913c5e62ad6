from __future__ import annotations

import pytest

from groundplan.core import registry
from groundplan.core.model import Assessment, Fact
from groundplan.plan.answers import answer_from_text, canonical, text_from_answer
from groundplan.plan.field_names import field_at
from groundplan.request.prefill import MOST, context, propose
from groundplan.request.questions import proposed

FIELDS = [field for section in registry.sections() for field in section.fields if field.prefill]
FACTS = (
    Fact("frameworks", "flask", "depends on flask", "requirements.txt", 2),
    Fact("frameworks", "flask", "imported", "app.py", 1),
    Fact("databases", "postgresql", "", "compose.yaml", 5),
    Fact("routes", "/loans", "GET", "app/loans.py", 3),
    Fact("routes", "/loans", "POST", "app/loans.py", 9),
    Fact("models", "Loan", "sqlalchemy", "app/models.py", 7),
    Fact("env_vars", "LOAN_DAYS", "", "app/settings.py", 4),
    Fact("docs_dirs", "docs", "", "docs/api.md", 1),
)
ASSESSMENT = Assessment(FACTS, tuple({fact.kind for fact in FACTS}))


@pytest.mark.parametrize(
    ("key", "answer", "places"),
    [
        ("context.project_type", "flask", ("requirements.txt:2",)),
        ("context.technology_stack", ("flask", "postgresql"), ("requirements.txt:2", "compose.yaml:5")),
        ("files.primary", (("app/loans.py", ""), ("app/models.py", "")), ("app/loans.py:3", "app/models.py:7")),
        ("interface.modified_endpoints", (("GET", "/loans", ""), ("POST", "/loans", "")), ("app/loans.py:3", "app/loans.py:9")),
        ("interface.data_models", (("Loan", "", ""),), ("app/models.py:7",)),
        ("references.similar", (("app/loans.py:3", ""), ("app/loans.py:9", "")), ("app/loans.py:3", "app/loans.py:9")),
    ],
)  # fmt: skip
def test_facts_become_an_answer_with_their_places(
    key: str, answer: object, places: tuple[str, ...]
) -> None:
    found = propose(field_at(key), ASSESSMENT)
    assert found is not None
    assert (found.answer, found.places) == (answer, places)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_a_proposal_has_its_fields_own_shape(field: object) -> None:
    assert isinstance(field, type(FIELDS[0]))
    assert propose(field, Assessment()) is None
    found = propose(field, ASSESSMENT)
    if found is not None:
        assert canonical(field, found.answer) == found.answer


def test_a_long_list_is_cut_and_says_so() -> None:
    facts = tuple(Fact("routes", f"/name-{n}", "GET", "x", n) for n in range(100))
    found = propose(field_at("interface.modified_endpoints"), Assessment(facts, ("routes",)))
    assert found is not None
    assert len(found.answer) == len(found.places) == MOST
    assert found.more == 100 - MOST


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("setup.env_vars", (("LOAN_DAYS", ""),)),
        ("setup.database", "postgresql"),
        ("context.project_type", None),
    ],
)
def test_what_is_there_already_is_no_answer_to_what_is_new(key: str, answer: object) -> None:
    field = field_at(key)
    assert field.context == () or propose(field, ASSESSMENT) is None
    found = context(field, ASSESSMENT)
    assert (found and found.answer) == answer


@pytest.mark.parametrize(
    ("said", "paths"),
    [
        ("Export the loans of a member", ["/loans", "/members/{id}/loans", "/members/{id}"]),
        ("Close a Member", ["/members/{id}", "/members/{id}/loans"]),
        (
            "Faster start",
            ["/loans", "/members/{id}", "/tools", "/members/{id}/loans"],
        ),  # none is near
    ],
)
def test_only_what_has_to_do_with_the_change_is_proposed(said: str, paths: list[str]) -> None:
    routes = ["/loans", "/members/{id}", "/tools", "/members/{id}/loans"]
    facts = tuple(Fact("routes", path, "GET", "app/api.py", n) for n, path in enumerate(routes, 1))
    field = field_at("interface.modified_endpoints")
    found = propose(field, Assessment(facts, ("routes",)), said)
    assert found is not None
    assert {row[1] for row in found.answer} == set(paths)
    assert found.answer[0][1] in paths[:2]


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("context.technology_stack", ["- flask (requirements.txt:2)", "- postgresql (compose.yaml:5)"]),
        ("files.primary", ["app/loans.py | (line 3)", "app/models.py | (line 7)"]),
        ("interface.modified_endpoints", ["GET | /loans | (app/loans.py:3)", "POST | /loans | (app/loans.py:9)"]),
        ("context.project_type", ["flask (requirements.txt:2)"]),
    ],
)  # fmt: skip
def test_a_proposal_is_shown_as_it_would_be_typed(key: str, lines: list[str]) -> None:
    field = field_at(key)
    found = propose(field, ASSESSMENT)
    assert found is not None
    assert proposed(field, found) == lines
    typed = text_from_answer(field, found.answer).split("\n")
    assert [line.startswith(text) for line, text in zip(lines, typed, strict=True)]
    assert answer_from_text(field, "\n".join(typed)) == found.answer
