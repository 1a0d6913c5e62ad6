"""What several kinds of step say alike: their tests, their files, their services."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from groundplan.draft.step import Check, code, line_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.draft.context import Ground, NamedFile


Thing = TypeVar("Thing")


def chunks(things: Sequence[Thing], most: int) -> list[Sequence[Thing]]:
    """Return the things in their order, at most so many together."""
    return [things[start : start + most] for start in range(0, len(things), most)]


def part(number: int, of: int) -> str:
    """Return what tells the parts of a divided step apart; "" where there is only one."""
    return f", part {number} of {of}" if of > 1 else ""


def file_actions(files: Iterable[NamedFile]) -> tuple[str, ...]:
    """Return one action a file: what to do in it."""
    return tuple(
        f"{'Create' if named.is_new else 'Change'} {code(named.path)}"
        + (f": {sentence(named.text)}" if named.text else ".")
        for named in files
    )


def writing_tests(
    ground: Ground, what: str, tests: tuple[str, ...], scenarios: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the actions that write the tests of a step, together with its code.

    Args:
        ground: what is known.
        what: what the tests are about.
        tests: the files or folders that they stand in; none leaves it to the suite's own order.
        scenarios: of the request, those that belong to this step.
    """
    where = (
        " and ".join(code(path.removesuffix("/**")) for path in tests)
        or "the suite's own place for them"
    )
    if ground.facts.project_type == "api":
        stored = ", then look into the database for the result" if ground.facts.database else ""
        first = f"Write the functional tests for {what} in {where}: call the API{stored}."
    else:
        first = f"Write the tests for {what} in {where}, through the interface that others use."
    return (first, *(f"Cover the scenario: {sentence(text)}" for text in scenarios))


def passing_tests(ground: Ground, what: str, tests: tuple[str, ...]) -> Check:
    """Return the verification that runs the tests of a step; the whole suite where none is named."""
    command = ground.test_command(tests)
    return Check(f"The tests for {line_of(what, 80)} pass", "sh", "kind=test min-tests=1", command)


def start_action(ground: Ground) -> tuple[str, ...]:
    """Return the action that has the application running, where containers say how."""
    if not ground.facts.containers:
        return ()
    service = code(ground.facts.api_service)
    start = (
        "Start the services where they are not running: `docker compose up -d`. `docker ps` "
        f"says what the container of {service} is really called."
    )
    seen = ground.assessment
    if "compose_files" not in seen.looked or seen.of("compose_files"):
        return (start,)
    # The set-up says that there are containers: in an empty repo that is a wish.
    make = (
        f"Make the compose file, with a service {service} that runs the application and its tests, "
        "where there is still none."
    )
    return (make, start)
