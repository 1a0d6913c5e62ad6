"""Answers of every kind, hostile ones included, for properties of readers and writers."""

from __future__ import annotations

from hypothesis import strategies as st

from groundplan.core import registry
from groundplan.core.model import Answer, Field, Kind
from groundplan.plan.answers import canonical
from groundplan.request.cleaning import cleaned
from groundplan.request.parts import ALWAYS_SAID, SKIPPED

# Lines that look like the structure of a form, a plan, a list, a table or a template.
TRAPS = [
    "# heading", "## 2. Change Request", "### Summary", "### Before", "#### Actions", "---", "===",
    "```", "~~~~", "````py", "<!-- x", "-->", "- item", "1. item", "- [ ] box", "[x] y", "> quote",
    "_Open: what?_", "_Not needed in a small change._", "_No response_", "None", "| a | b |",
    "| --- | --- |", "a | b", "\\|", "a\\", "<br>", "{{ 7*7 }}", "{% raw %}", "${HOME}", "$(id)",
    "    indented", "\tx", "**Summary:** x", "- **Summary:** x", "Not applicable: why", "https://x/?a=b",
    "naïve 👩‍🔧 e\u0301", "שלום עולם", "a\u2028b", "\u202eevil", "key: value", "a: &b c", "..", "%", "*", "+ x",
]  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\t")
LINES = st.one_of(st.sampled_from(TRAPS), st.text(LETTERS, max_size=24))
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


def field_of(key: str) -> Field:
    """Return the field that `section.field` names."""
    section_id, field_id = key.split(".")
    section = next(section for section in registry.sections() if section.id == section_id)
    return next(field for field in section.fields if field.id == field_id)


def answers_of(field: Field) -> st.SearchStrategy[Answer | None]:
    """Return answers of the field's shape as they are kept; None is the open one."""
    if field.kind is Kind.TABLE:
        wide = len(field.columns)
        rows = st.lists(st.tuples(*[TEXTS] * wide), max_size=4).map(tuple)
        return rows.map(lambda answer: canonical(field, answer))
    if field.kind in (Kind.TEXT, Kind.LINE):
        return TEXTS.map(lambda answer: canonical(field, answer))
    items = st.lists(TEXTS, max_size=5).map(tuple)
    return items.map(lambda answer: canonical(field, answer))


def said(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return answers without what nobody said: placeholders, and "none" where there is always something."""
    kept = {
        key: canonical(field_of(key), cleaned(field_of(key), answer).answer)
        for key, answer in answers.items()
    }
    return {
        key: answer
        for key, answer in kept.items()
        if answer is not None
        and not (
            key in ALWAYS_SAID
            and str(answer).startswith("Not applicable: ")
            and isinstance(answer, str)
            and len(answer.split()) <= SKIPPED
        )
    }
