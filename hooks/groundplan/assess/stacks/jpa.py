"""JPA, Spring Data and Exposed: entities, documents and tables of Java and Kotlin (2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.annotations import names
from groundplan.assess.code import Name
from groundplan.assess.java.endpoints import Annotated
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

READ = Annotated(
    (
        b"persistence.Entity",
        b"persistence.*",
        b"mapping.Document",
        b"relational.core.mapping.Table",
        b"io.quarkus.mongodb",
        b"org.jetbrains.exposed",
    )
)
_MARKS = {"Entity": "jpa", "Document": "spring-data", "MongoEntity": "panache"}
_TABLES = frozenset(
    ["Table", "IntIdTable", "LongIdTable", "UUIDTable", "IdTable", "CompositeIdTable"]
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the persistent classes of the product."""
    for run, want in READ.runs(checkout):
        for of, _ in run.classes(want):
            marks = names(of)
            orm = next((orm for mark, orm in _MARKS.items() if mark in marks), "")
            if not orm and "Table" in marks:
                orm = "spring-data"
            bases = {base.name for base in of.code.bases if isinstance(base, Name)}
            if not orm and bases & _TABLES and not of.code.abstract:
                orm = "exposed"
            if orm:
                yield Fact("models", of.code.name, orm, of.scope.path, of.code.line)


STACK = Stack(
    key="jpa",
    title="JPA, Spring Data, Exposed",
    languages=("Java", "Kotlin"),
    finds=("models", "orms"),
    facts=facts,
    wants=READ.wants,
    packages=(
        Package(
            "orms",
            "jpa",
            maven=(
                "org.springframework.boot:spring-boot-starter-data-jpa",
                "jakarta.persistence:jakarta.persistence-api",
                "javax.persistence:javax.persistence-api",
                "org.hibernate:*",
                "io.quarkus:quarkus-hibernate-orm",
                "io.quarkus:quarkus-hibernate-orm-panache",
                "io.quarkus:quarkus-hibernate-orm-panache-kotlin",
                "io.micronaut.data:micronaut-data-hibernate-jpa",
            ),
        ),
        Package(
            "orms",
            "spring-data",
            maven=(
                "org.springframework.boot:spring-boot-starter-data-mongodb",
                "org.springframework.boot:spring-boot-starter-data-mongodb-reactive",
                "org.springframework.boot:spring-boot-starter-data-jdbc",
                "org.springframework.boot:spring-boot-starter-data-r2dbc",
            ),
        ),
        Package("orms", "exposed", maven=("org.jetbrains.exposed:*",)),
    ),
)
