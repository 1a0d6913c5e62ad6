"""PHPUnit, Pest, Behat, Codeception: by the packages that each is installed with (2026-11)."""

from __future__ import annotations

from groundplan.assess.stacks import Package, Stack, no_facts

FRAMEWORKS = {
    "behat": ("behat/behat",),
    "codeception": ("codeception/codeception",),
    "pest": ("pestphp/pest",),
    "phpunit": ("phpunit/phpunit", "symfony/phpunit-bridge"),
}
"""Framework -> the packages that show it."""

STACK = Stack(
    key="php_tests",
    title="PHPUnit, Pest, Behat, Codeception",
    languages=("PHP",),
    finds=("test_framework",),
    facts=no_facts,
    packages=tuple(
        Package("test_framework", name, composer=names, development=True)
        for name, names in FRAMEWORKS.items()
    ),
)
