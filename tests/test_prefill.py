from __future__ import annotations

import pytest

from groundplan import shelf
from groundplan.answers import canonical
from groundplan.model import Assessment, Fact
from groundplan.prefill import MOST, propose
from groundplan.requests.names import field_at

FIELDS = [field for section in shelf.sections() for field in section.fields if field.prefill]
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
        ("setup.env_vars", (("LOAN_DAYS", ""),), ("app/settings.py:4",)),
        ("setup.database", "postgresql", ("compose.yaml:5",)),
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


def test_a_long_list_is_cut() -> None:
    facts = tuple(Fact("env_vars", f"NAME_{n}", "", "x", n) for n in range(100))
    found = propose(field_at("setup.env_vars"), Assessment(facts, ("env_vars",)))
    assert found is not None
    assert len(found.answer) == len(found.places) == MOST
