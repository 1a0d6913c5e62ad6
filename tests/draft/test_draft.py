from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import answers_of
from made_repos import API, LIBRARY, landed

from groundplan.core import registry
from groundplan.core.model import Answer, Assessment, ChangeRequest, Fact, Lane
from groundplan.core.repo_facts import repo_facts
from groundplan.draft import draft_steps, draft_text
from groundplan.draft.context import Ground, Role, plain_path, published, role_of
from groundplan.draft.data_model import columns_in
from groundplan.draft.endpoints import concrete
from groundplan.draft.step import MOST_ACTIONS, MOST_CHECKS
from groundplan.plan.field_names import field_at
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import Frame, plan_text

if TYPE_CHECKING:
    from groundplan.plan.model import Step

KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]
PORT = Fact("published_ports", "127.0.0.1:${API_PORT:-8000}:80", "api", "compose.yaml", 3)
PIP = Fact("package_managers", "pip", "requirements.txt", "requirements.txt", 1)
FACTS = Assessment((PORT, PIP), ("published_ports", "package_managers"))
CONTAINER = 'docker exec "$(make -s -f groundplan.mk docker-name)"'


def ground(facts: dict[str, object] = API, **answers: Answer) -> Ground:
    request = ChangeRequest({key.replace("__", "."): answer for key, answer in answers.items()})
    return Ground(request, repo_facts(facts), assessment=FACTS)


def steps_of(ground: Ground) -> tuple[Step, ...]:
    """Return the drafted steps as the plan's reader finds them."""
    request = ground.request
    text = plan_text(request, Frame("x", steps=draft_text(ground)), landed())
    return parse_plan(text, "PLAN.md").steps


def blocks(step: Step) -> list[tuple[str, str]]:
    """Return the info string and the body of each block of a step."""
    return [(v.block.info, v.block.body) for v in step.verifications if v.block]


def test_every_plan_ends_with_the_whole_suite_and_the_criteria() -> None:
    (step,) = steps_of(ground(success__criteria=("Fast",), requirements__must_have=("A header",)))
    assert step.is_draft
    assert blocks(step) == [
        ("sh verify=S1.a kind=test min-tests=1 timeout=1800", "make docker-test\n")
    ]
    said = [v.text for v in step.verifications if v.is_manual]
    assert said == [
        "A header.",
        "Fast.",
        "Documentation is updated.",
        "Nothing that worked is broken.",
    ]


def test_a_changed_table_gets_its_migration_and_a_look_at_the_columns() -> None:
    step, _ = steps_of(
        ground(
            interface__data_models=(("loans", "modified", "`exported_at` (timestamp), `note`"),),
            files__primary=(("app/models.py", "the columns"), ("tests/test_loans.py", "the loans")),
        )
    )
    actions = "\n".join(action.text for action in step.actions)
    assert "make docker-revision M='change loans'" in actions
    assert "make docker-migrate" in actions
    assert step.touches == ("app/models.py", "tests/test_loans.py")
    assert blocks(step) == [
        ("sh verify=S1.a kind=cmd timeout=120", "make docker-migrate\n"),
        (
            "sql verify=S1.b rows=2",
            (
                "SELECT column_name FROM information_schema.columns\n"
                "WHERE table_name = 'loans' AND column_name IN ('exported_at', 'note')\n"
            ),
        ),
        ("sh verify=S1.c kind=test min-tests=1", f"{CONTAINER} pytest tests/test_loans.py\n"),
    ]


def test_a_table_of_sqlite_is_looked_at_in_its_own_way() -> None:
    found = Assessment((Fact("databases", "sqlite", "", "x", 1),), ("databases",))
    request = ChangeRequest({"interface.data_models": (("loans", "new", "`id`"),)})
    facts = repo_facts(API | {"containers": False})
    step, _ = steps_of(Ground(request, facts, assessment=found))
    assert (
        "sql verify=S1.b url-env=DATABASE_URL rows=1",
        "SELECT name FROM pragma_table_info('loans')\nWHERE name IN ('id')\n",
    ) in blocks(step)


def test_an_endpoint_gets_route_service_functional_test_and_a_request() -> None:
    step, _ = steps_of(
        ground(
            interface__new_endpoints=(("GET", "/members/{id}/loans.csv", "the loans as CSV"),),
            files__primary=(("app/routes/members.py", "the route"),),
            files__new=(("app/services/export.py", "loans into CSV"), ("tests/test_export.py", "")),
            behavior__after="GET /members/7/loans.csv answers 206 with `text/csv`.",
            testing__integration=("An unknown member gets 404",),
        )
    )
    assert step.title == "GET /members/{id}/loans.csv"
    assert step.touches == (
        "app/routes/members.py",
        "app/services/export.py",
        "tests/test_export.py",
    )
    actions = "\n".join(action.text for action in step.actions)
    assert "call the API, then look into the database" in actions
    assert "Cover the scenario: An unknown member gets 404." in actions
    assert blocks(step) == [
        ("sh verify=S1.a kind=test min-tests=1", f"{CONTAINER} pytest tests/test_export.py\n"),
        (
            "http verify=S1.b status=206 header.Content-Type~=text/csv retry=30s",
            "GET http://localhost:8000/members/7/loans.csv\n",
        ),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_request_whose_body_nobody_named_is_left_to_a_person(method: str) -> None:
    step, _ = steps_of(ground(interface__new_endpoints=((method, "/loans", "x"),)))
    assert [v.is_manual for v in step.verifications] == [False, True]


def test_new_variables_are_asked_of_the_user() -> None:
    step, _ = steps_of(ground(setup__env_vars=(("`EXPORT_LIMIT`", "most loans"),)))
    assert any(
        "Ask the user to set `EXPORT_LIMIT` in `.env`" in action.text for action in step.actions
    )
    assert blocks(step) == [
        (
            r"sh verify=S1.a kind=cmd stdout~=\bEXPORT_LIMIT\b",
            "make -s -f groundplan.mk env-names\n",
        )
    ]


def test_a_dependency_is_seen_where_the_code_runs() -> None:
    step, _ = steps_of(
        ground(
            setup__dependencies=(("httpx", ">=0.27", "calls"),),
            files__primary=(("requirements.txt", ""),),
        )
    )
    assert step.touches == ("requirements.txt",)
    assert blocks(step) == [
        ("sh verify=S1.a kind=cmd stdout~=httpx", f"{CONTAINER} python -m pip show httpx\n")
    ]


def test_a_library_without_containers_gets_the_same_names_over_its_own_commands() -> None:
    steps = steps_of(
        ground(
            LIBRARY,
            change__summary="Round up",
            files__primary=(("src/money.py", "rounds up"),),
            files__new=(("tests/test_money.py", "rounding"),),
            behavior__after="2.5 becomes 3.",
        )
    )
    assert [step.title for step in steps] == [
        "Code: `money.py`",
        "The whole suite and the success criteria",
    ]
    assert blocks(steps[0]) == [
        ("sh verify=S1.a kind=test min-tests=1", "pytest tests/test_money.py\n")
    ]
    assert blocks(steps[1])[0][1] == "make test-suite\n"
    assert "docker" not in draft_text(ground(LIBRARY, setup__env_vars=(("A", "x"),)))


def test_a_command_that_needs_a_shell_goes_through_its_target() -> None:
    facts = LIBRARY | {"test_one_command": "cd api && npx jest"}
    step, _ = steps_of(
        ground(facts, files__primary=(("a b.js", ""), ("web/x.js", ""), ("web/x.test.js", "")))
    )
    assert blocks(step)[0][1] == "make test-one T=web/x.test.js\n"


def test_documents_patterns_build_and_manual_checks_get_their_steps() -> None:
    steps = steps_of(
        ground(
            files__primary=(("docs/api.md", "endpoints"), ("docs/patterns/paging.md", "new paging"), ("Dockerfile", "a package")),
            interface__new_endpoints=(("GET", "/loans.csv", "x"),),
            setup__build_deploy="The migration runs first.",
            testing__manual=(("Open it", "It opens"),),
        )
    )  # fmt: skip
    assert [step.title for step in steps[1:]] == [
        "Changed pattern", "Documentation", "Build and deploy", "Try it by hand",
        "The whole suite and the success criteria",
    ]  # fmt: skip
    assert ("sh verify=S3.a kind=cmd", "grep -n -F -e loans.csv docs/api.md\n") in blocks(steps[2])
    assert steps[4].verifications[0].text == "Open it. Expect: It opens."
    assert steps[-1].depends == ("S1", "S2", "S3", "S4", "S5")


def test_what_is_too_much_for_one_step_becomes_several() -> None:
    rows = tuple((f"t{n}", "new", f"`c{n}`") for n in range(12))
    packages = tuple((f"p{n}", "", "") for n in range(20))
    criteria = tuple(f"criterion {n}" for n in range(30))
    steps = steps_of(
        ground(
            interface__data_models=rows,
            setup__dependencies=packages,
            setup__env_vars=tuple((f"NAME_{n}", "") for n in range(20)),
            testing__manual=tuple((f"do {n}", "") for n in range(20)),
            testing__integration=tuple(f"scenario {n}" for n in range(30)),
            interface__new_endpoints=(("GET", "/x", ""),),
            success__criteria=criteria,
        )
    )
    assert all(len(step.actions) <= MOST_ACTIONS for step in steps)
    assert all(len(step.verifications) <= MOST_CHECKS for step in steps)
    text = "\n".join(v.text for step in steps for v in step.verifications)
    actions = "\n".join(a.text for step in steps for a in step.actions)
    for said in (
        *criteria,
        *(f"t{n} has c{n}" for n in range(12)),
        *(f"do {n}." for n in range(20)),
    ):
        assert said in text
    for number in range(30):
        assert f"scenario {number}." in actions


def test_a_step_names_the_pattern_that_governs_what_it_touches() -> None:
    made = ground(files__primary=(("app/a.py", "x"), ("app/b.py", "y")))
    patterns = (("docs/patterns/a.md", ("app/*.py",)), ("docs/patterns/z.md", ("web/**",)))
    step, _ = steps_of(replace(made, patterns=patterns))
    named = [action.text for action in step.actions if "docs/patterns/" in action.text]
    assert len(named) == 1
    assert named[0].startswith("Read `docs/patterns/a.md`, which governs what is touched here")


def test_a_request_that_names_no_file_begins_with_finding_them() -> None:
    step, _ = steps_of(
        ground(LIBRARY, change__summary="Round up", change__functionality="2.5 becomes 3.")
    )
    assert step.title == "Round up"
    assert [action.text for action in step.actions][:2] == [
        "Find the files that it takes, by the assessment; name them in section 4 and under Touches.",
        "Make the change: 2.5 becomes 3.",
    ]
    assert blocks(step) == [("sh verify=S1.a kind=test min-tests=1", "make test-suite\n")]


def test_a_small_change_gets_little() -> None:
    request = ChangeRequest(
        {"change.summary": "x", "files.primary": (("a.py", "y"),), "behavior.after": "z"}
    )
    assert len(draft_steps(Ground(request, repo_facts(LIBRARY), Lane.SMALL))) == 2


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from([API, LIBRARY]))
def test_whatever_is_answered_the_steps_read_back_as_drafted(
    data: st.DataObject, facts: dict[str, object]
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=8))
    answers = {key: data.draw(answers_of(field_at(key))) for key in chosen}
    request = ChangeRequest({key: answer for key, answer in answers.items() if answer is not None})
    drafted = draft_steps(Ground(request, repo_facts(facts), assessment=FACTS))
    steps = steps_of(Ground(request, repo_facts(facts), assessment=FACTS))
    assert [step.id for step in steps] == [f"S{n}" for n in range(1, len(drafted) + 1)]
    for step, made in zip(steps, drafted, strict=True):
        assert step.is_draft
        assert step.goal
        assert len(step.actions) == len(made.actions)
        assert len(step.verifications) == len(made.checks)
        assert [v.is_manual for v in step.verifications] == [not c.language for c in made.checks]
        assert all(
            v.block is not None and v.block.closed for v in step.verifications if not v.is_manual
        )
        assert not step.loose_blocks
        assert len(step.actions) <= MOST_ACTIONS
        assert len(step.verifications) <= MOST_CHECKS
        assert all(re.fullmatch(r"S\d+", other) for other in step.depends)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("tests/models.py", Role.TEST),
        ("src/loan.test.ts", Role.TEST),
        ("spec/loan_spec.rb", Role.TEST),
        ("app/models/loan.rb", Role.MODEL),
        ("prisma/schema.prisma", Role.MODEL),
        ("db/migrate/1_x.rb", Role.MIGRATION),
        ("app/routes/loans.py", Role.ROUTE),
        ("src/loans.controller.ts", Role.ROUTE),
        ("app/api/users/route.ts", Role.ROUTE),
        ("package.json", Role.MANIFEST),
        ("poetry.lock", Role.MANIFEST),
        (".github/workflows/ci.yml", Role.BUILD),
        ("docker-compose.dev.yml", Role.BUILD),
        ("README.md", Role.DOCUMENT),
        ("docs/patterns/x.md", Role.PATTERN),
        (".env.example", Role.ENV),
        ("app/services/export.py", Role.CODE),
        ("src/Button.tsx", Role.CODE),
    ],
)
def test_a_path_tells_what_the_file_is_for(path: str, role: Role) -> None:
    assert role_of(path) is role


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("`app/x.py`", "app/x.py"), ("./app/x.py:41", "app/x.py"), ("app/x.py:3-9", "app/x.py"),
        ("the usual ones", ""), ("../x.py", ""), ("/etc/passwd", ""), ("a'b", ""), ("$(id)", ""),
        ("https://x.org/y", ""), ("-rf", ""), ("app/[id]/page.tsx", "app/[id]/page.tsx"),
    ],
)  # fmt: skip
def test_only_a_plain_path_is_taken_for_one(cell: str, path: str) -> None:
    assert plain_path(cell) == path


@pytest.mark.parametrize(
    ("port", "host"),
    [
        ("8000:80", 8000), ("127.0.0.1:8000:80/tcp", 8000), ("${PORT:-8080}:80", 8080),
        ("${PORT-81}:80", 81), ("80", None), ("${PORT}:80", None), ("8000-8010:80-90", None),
        ("[::1]:9000:80", 9000),
    ],
)  # fmt: skip
def test_the_published_port_is_the_hosts(port: str, host: int | None) -> None:
    assert published(port) == host


@pytest.mark.parametrize(
    ("path", "text", "real", "said"),
    [
        ("/a/{id}", "GET /a/7 answers 404.", "/a/7", "/a/7 answers 404."),
        ("/a/<int:x>/b", "see /a/9/b!\nmore", "/a/9/b", "/a/9/b!"),
        ("/a/:id", "", "/a/1", ""),
        ("/a/[id]", "/a/{id} is a template", "/a/1", ""),
        ("/loans", "/members/7/loans.csv and /x/loans", "/loans", ""),
        ("/loans", "GET /loans shows", "/loans", "/loans shows"),
    ],
)
def test_a_real_path_is_taken_from_the_request(path: str, text: str, real: str, said: str) -> None:
    assert concrete(path, text) == (real, said)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("`exported_at` (timestamp), `note`", ("exported_at", "note")),
        ("id: uuid, name (text)", ("id", "name")),
        ("relation to members", ()),
        ("`a-b`, `drop table`", ()),
    ],
)
def test_columns_are_plain_names(text: str, columns: tuple[str, ...]) -> None:
    assert columns_in(text) == columns


def code_facts(*facts: tuple[str, str, str, str]) -> Assessment:
    return Assessment(tuple(Fact(kind, name, value, path, 1) for kind, name, value, path in facts))


@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("archived_at timestamp, may be empty", ("archived_at",)),
        ("user_id int, article_id bigint, note text", ("user_id", "article_id", "note")),
        ("closed_at a nullable timestamp", ("closed_at",)),
        ("`quiet_from` (time), `quiet_to` (time)", ("quiet_from", "quiet_to")),
        ("one row a member, kept for a year", ()),  # prose names no column
        ("the date of the loan", ()),
    ],
)
def test_columns_are_read_from_what_people_write(written: str, columns: tuple[str, ...]) -> None:
    assert columns_in(written) == columns


@pytest.mark.parametrize(
    ("folders", "files", "touched"),
    [
        (["migrations"], [], ["migrations/**"]),
        (["shop/loans/migrations", "shop/members/migrations"], ["shop/members/models.py"], ["shop/members/migrations/**"]),
        (["loans/migrations", "members/migrations"], [], []),  # nobody knows which
        (["migrations"], ["migrations/0002_x.py"], []),  # the request names the file
    ],
)  # fmt: skip
def test_the_migrations_folder_of_what_changes_is_touched(
    folders: list[str], files: list[str], touched: list[str]
) -> None:
    facts = code_facts(*(("migration_dirs", folder, "", folder) for folder in folders))
    step, *_ = draft_steps(
        Ground(
            ChangeRequest(
                {
                    "interface.data_models": (("member", "modified", "`left_on`"),),
                    "files.primary": tuple((file, "") for file in files),
                }
            ),
            repo_facts(API),
            assessment=facts,
        )
    )
    assert [path for path in step.touches if path.endswith("**")] == touched


def test_a_route_that_the_code_has_is_changed_where_it_stands() -> None:
    facts = code_facts(
        ("routes", "/loans/<int:loan_id>", "DELETE", "app/routes/loans.py"),
        ("layers", "app/routes", "routes", "app/routes/loans.py"),
        ("layers", "app/services", "services", "app/services/loans.py"),
    )
    files = (
        "app/routes/loans.py",
        "tests/test_loans.py",
        "tests/test_tools.py",
        "web/loans.spec.ts",
    )
    request = ChangeRequest({"interface.new_endpoints": (("DELETE", "/loans/{id}", "archives"),)})
    step, *_ = draft_steps(Ground(request, repo_facts(API), assessment=facts, repo_files=files))
    assert step.touches == ("app/routes/loans.py", "tests/test_loans.py")
    text = "\n".join(step.actions)
    assert "Change the route `DELETE /loans/{id}` in `app/routes/loans.py`: archives." in text
    assert "routes in `app/routes`, services in `app/services`" in text
    assert "functional tests for `DELETE /loans/{id}` in `tests/test_loans.py`" in text


@pytest.mark.parametrize(
    ("table", "paths"),
    [
        ("loan_items", ("app/models/items.py",)),
        ("Member", ("app/models/members.py",)),
        ("nobody", ()),  # several files, and none has it
    ],
)
def test_the_model_of_a_table_is_named(table: str, paths: tuple[str, ...]) -> None:
    facts = code_facts(
        ("models", "LoanItem", "sqlalchemy", "app/models/items.py"),
        ("models", "Member", "sqlalchemy", "app/models/members.py"),
    )
    request = ChangeRequest({"interface.data_models": ((table, "modified", "`left_on`"),)})
    step, *_ = draft_steps(Ground(request, repo_facts(API), assessment=facts))
    assert step.touches == paths


@pytest.mark.parametrize(
    ("place", "touched"),
    [
        ("app/settings.py", "app/settings.py"),
        ("app/settings", "app/settings/**"),  # a package: which of its modules is not known yet
    ],
)
def test_settings_are_read_where_the_others_are(place: str, touched: str) -> None:
    facts = code_facts(("layers", place, "settings", place))
    request = ChangeRequest({"setup.env_vars": (("EXPORT_LIMIT", "most rows"),)})
    files = ("app/settings.py", "app/settings/base.py")
    step, *_ = draft_steps(Ground(request, repo_facts(API), assessment=facts, repo_files=files))
    assert f"Read each value in `{place}`" in "\n".join(step.actions)
    assert step.touches == (touched,)


@pytest.mark.parametrize(
    ("folders", "changed", "touched", "written"),
    [
        (["tests"], "app/money.py", "tests/**", "in `tests`"),
        (["web/tests", "api/tests"], "api/app/money.py", "api/tests/**", "in `api/tests`"),
        ([], "app/money.py", "", "in the suite's own place for them"),
    ],
)
def test_tests_are_written_in_the_nearest_folder_of_tests(
    folders: list[str], changed: str, touched: str, written: str
) -> None:
    facts = code_facts(*(("test_dirs", folder, "", folder) for folder in folders))
    request = ChangeRequest({"files.primary": ((changed, "rounds up"),)})
    step, *_ = draft_steps(Ground(request, repo_facts(API), assessment=facts))
    assert step.touches == tuple(path for path in (changed, touched) if path)
    assert written in "\n".join(step.actions)
    assert (
        step.checks[0].body == "make docker-test"
    )  # a folder's path in the container is not known


@pytest.mark.parametrize(
    ("looked", "files", "is_asked"),
    [
        ((), (), False),  # nobody looked
        (("compose_files",), (), True),
        (("compose_files",), (("compose_files", "compose.yaml", "", "compose.yaml"),), False),
    ],
)
def test_a_repo_of_containers_without_a_compose_file_gets_one(
    looked: tuple[str, ...], files: tuple[tuple[str, str, str, str], ...], is_asked: bool
) -> None:
    facts = code_facts(*files)._replace(looked=looked)
    request = ChangeRequest({"interface.new_endpoints": (("GET", "/loans", "all loans"),)})
    step, *_ = draft_steps(Ground(request, repo_facts(API), assessment=facts))
    asked = [action for action in step.actions if action.startswith("Make the compose file")]
    assert bool(asked) is is_asked
    assert all("a service `api`" in action for action in asked)
