"""JUnit, TestNG, Kotest, Spock: by the artifacts that each is installed with (2026-11)."""

from __future__ import annotations

from groundplan.assess.stacks import Package, Stack, no_facts

FRAMEWORKS = {
    "junit": (
        "org.junit.jupiter:*",
        "org.junit.vintage:*",
        "junit:junit",
        "org.junit:*",
        "org.springframework.boot:spring-boot-starter-test",
        "io.quarkus:quarkus-junit5",
        "org.jetbrains.kotlin:kotlin-test-junit",
        "org.jetbrains.kotlin:kotlin-test-junit5",
    ),
    "kotest": ("io.kotest:*",),
    "spock": ("org.spockframework:*",),
    "testng": ("org.testng:*",),
}
"""Framework -> the artifacts that show it."""

STACK = Stack(
    key="jvm_tests",
    title="JUnit, TestNG, Kotest, Spock",
    languages=("Java", "Kotlin"),
    finds=("test_framework",),
    facts=no_facts,
    packages=tuple(
        Package("test_framework", name, maven=names, development=True)
        for name, names in FRAMEWORKS.items()
    ),
)
