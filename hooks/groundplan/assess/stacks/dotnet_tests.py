"""xUnit, NUnit, MSTest, TUnit: by the packages that each is installed with (2026-11)."""

from __future__ import annotations

from groundplan.assess.stacks import Package, Stack, no_facts

FRAMEWORKS = {
    "mstest": ("mstest", "mstest.testframework"),
    "nunit": ("nunit",),
    "tunit": ("tunit",),
    "xunit": ("xunit", "xunit.v3"),
}
"""Framework -> the packages that show it."""

STACK = Stack(
    key="dotnet_tests",
    title="xUnit, NUnit, MSTest, TUnit",
    languages=("C#",),
    finds=("test_framework",),
    facts=no_facts,
    packages=tuple(
        Package("test_framework", name, nuget=names, development=True)
        for name, names in FRAMEWORKS.items()
    ),
)
