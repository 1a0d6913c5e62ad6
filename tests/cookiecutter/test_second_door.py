"""cookiecutter lands what copier lands, and what it lands can be updated by copier (U4)."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from support import ANSWERS_FILE, commit, git, land, landed_files, make_repo, release, run

from groundplan.dev.cookiecutter_files import AS_FOUND, cookiecutter_json, questions

if TYPE_CHECKING:
    from conftest import Cookiecutter

pytestmark = pytest.mark.slow
MARKER = ".groundplan-cookiecutter.json"


def answers_of(folder: Path) -> dict[str, object]:
    found = yaml.safe_load((folder / ANSWERS_FILE).read_text())
    assert isinstance(found, dict)
    return found


def test_every_question_that_copier_asks_is_asked() -> None:
    asked = json.loads(cookiecutter_json())
    assert [name for name in asked if name not in ("target", "__prompts__")] == list(questions())
    assert asked["project_type"][0] == ""
    assert asked["__prompts__"]["project_type"][""] == AS_FOUND.capitalize()
    assert asked["first_change"] is False


def test_a_new_folder_is_what_copier_makes(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    done = cookiecutter(
        "--no-input",
        kit,
        "target=ours",
        "project_type=library",
        "agents=codex,cursor",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    theirs = land(kit, tmp_path / "theirs", project_type="library", agents=["codex", "cursor"])
    assert landed_files(tmp_path / "ours") == landed_files(theirs)


def test_in_place_the_repo_is_assessed_and_keeps_its_files(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    repo = make_repo(
        tmp_path / "repo",
        {
            "Makefile": "all:\n\ttrue\n",
            "package.json": "{}",
            ".keep": "mine",
            "go.mod": "module x\n",
        },
    )
    refused = cookiecutter("--no-input", kit, cwd=repo)
    assert refused.returncode == 1
    done = cookiecutter("--no-input", "-f", kit, cwd=repo)
    assert done.returncode == 0, done.stderr
    assert (repo / "Makefile").read_text() == "all:\n\ttrue\n"
    assert (repo / ".keep").read_text() == "mine"
    assert answers_of(repo)["own_files"] == ["Makefile"]
    assert answers_of(repo)["test_command"] == "npm test"
    assert not (repo / MARKER).exists()
    assert "include groundplan.mk" in done.stderr + done.stdout


def test_what_is_typed_is_what_lands(kit: Path, tmp_path: Path, cookiecutter: Cookiecutter) -> None:
    typed = [
        "typed",  # the folder
        "2",  # project type: api
        "2",  # containers: yes
        "web",
        """pytest -k "{{ 7*7 }} {% raw %} é 'x' \\ $HOME `id`" """.strip(),
        "",
        "1",  # migrations: as found
        *[""] * 20,  # the rest as found, however many there are
    ]
    done = cookiecutter(kit, cwd=tmp_path, stdin="\n".join(typed) + "\n")
    assert done.returncode == 0, done.stderr
    answers = answers_of(tmp_path / "typed")
    assert answers["test_command"] == typed[4]
    assert answers["api_service"] == "web"
    assert answers["containers"] is True


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        (("migration_tool=none", "migrate_command=rm"), "migrate_command", "rm"),
        (("migration_tool=none", "revision_command=rm"), "revision_command", "rm"),
        (("containers=false", "data_services=moon"), "data_services", "moon"),
        (("containers=false", "api_service=moon"), "api_service", "moon"),
    ],
)
def test_an_answer_that_is_not_asked_for_decides_nothing(
    kit: Path,
    tmp_path: Path,
    cookiecutter: Cookiecutter,
    given: tuple[str, ...],
    name: str,
    value: str,
) -> None:
    done = cookiecutter("--no-input", kit, "target=a", *given, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert name not in answers_of(tmp_path / "a")
    assert f'"{value}"' not in (tmp_path / "a/.groundplan/facts.json").read_text()


def test_a_command_that_is_given_counts_though_nobody_asks_for_it(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    """As with copier's `-d`; the answers file has it, too, so that an update keeps it."""
    done = cookiecutter(
        *("--no-input", kit, "target=a", "migration_tool=alembic", "migrate_command=make migrate"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert answers_of(tmp_path / "a")["migrate_command"] == "make migrate"
    assert '"make migrate"' in (tmp_path / "a/.groundplan/facts.json").read_text()


def test_copier_updates_it_later(kit: Path, tmp_path: Path, cookiecutter: Cookiecutter) -> None:
    ours = tmp_path / "kit"
    shutil.copytree(kit, ours)
    done = cookiecutter("--no-input", "../kit", "target=new", cwd=make_folder(tmp_path / "w"))
    assert done.returncode == 0, done.stderr
    new = tmp_path / "w/new"
    assert answers_of(new)["_src_path"] == str(ours)
    assert answers_of(new)["_commit"] == "v1.0.0"
    git(new, "init", "--quiet")
    (new / "AGENTS.md").write_text((new / "AGENTS.md").read_text() + "\nOurs.\n")
    commit(new, "Landed")
    template = ours / "template/docs/patterns/_template.md"
    template.write_text(template.read_text() + "\nNew in the template.\n")
    release(ours, "v1.1.0")
    updated = run(
        sys.executable, "-m", "copier", "update", "--defaults", "-a", ANSWERS_FILE, cwd=new
    )
    assert updated.returncode == 0, updated.stderr
    assert "New in the template." in (new / "docs/patterns/_template.md").read_text()
    assert (new / "AGENTS.md").read_text().endswith("\nOurs.\n")


def test_a_tag_and_a_url_are_handed_on(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    ours = tmp_path / "kit.git"
    run("git", "clone", "--quiet", "--bare", kit, ours, cwd=tmp_path)
    source = f"git+file://{ours}"
    done = cookiecutter("--no-input", "--checkout", "v1.0.0", source, "target=new", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert answers_of(tmp_path / "new")["_commit"] == "v1.0.0"
    assert answers_of(tmp_path / "new")["_src_path"] == source


def test_an_invalid_choice_is_one_line_and_leaves_nothing(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    done = cookiecutter(
        "--no-input", kit, "target=new", "api_service=a b", "containers=true", cwd=tmp_path
    )
    assert done.returncode == 1
    assert "A service's name has letters" in done.stderr
    # cookiecutter itself shows its own traceback of a failed hook; ours is one line before it.
    assert done.stderr.startswith("groundplan: copier could not land the kit.")
    assert not (tmp_path / "new").exists()


def test_a_second_landing_is_refused(kit: Path, tmp_path: Path, cookiecutter: Cookiecutter) -> None:
    assert cookiecutter("--no-input", kit, "target=new", cwd=tmp_path).returncode == 0
    before = landed_files(tmp_path / "new")
    done = cookiecutter("--no-input", "-f", kit, cwd=tmp_path / "new")
    assert done.returncode == 1
    assert "copier update" in done.stderr
    assert landed_files(tmp_path / "new") == before


def test_a_folder_in_the_way_changes_nothing(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    repo = make_repo(tmp_path / "repo", {"groundplan.mk/x": "", "AGENTS.md": "mine\n"})
    done = cookiecutter("--no-input", "-f", kit, cwd=repo)
    assert done.returncode == 1
    assert "groundplan.mk is in the way" in done.stderr
    assert landed_files(repo) == {"groundplan.mk/x": "", "AGENTS.md": "mine\n"}


def test_a_linked_folder_is_not_left(kit: Path, tmp_path: Path, cookiecutter: Cookiecutter) -> None:
    repo = make_repo(tmp_path / "repo", {"a.txt": "a\n"})
    outside = make_folder(tmp_path / "outside")
    (repo / "docs").symlink_to(outside)
    done = cookiecutter("--no-input", "-f", kit, cwd=repo)
    assert done.returncode == 1
    assert "docs" in done.stderr
    assert list(outside.iterdir()) == []
    assert landed_files(repo) == {"a.txt": "a\n"}


def test_a_rules_file_that_links_out_of_the_repo_stays_and_its_target_too(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    repo = make_repo(tmp_path / "repo", {"a.txt": "a\n"})
    (tmp_path / "outside.md").write_text("theirs\n")
    (repo / "AGENTS.md").symlink_to(tmp_path / "outside.md")
    done = cookiecutter("--no-input", "-f", kit, cwd=repo)
    assert done.returncode == 0, done.stderr
    assert (repo / "AGENTS.md").is_symlink()
    assert (tmp_path / "outside.md").read_text() == "theirs\n"
    assert "AGENTS.md" in answers_of(repo)["own_files"]


def test_a_read_only_folder_is_one_line_and_unchanged(
    kit: Path, tmp_path: Path, cookiecutter: Cookiecutter
) -> None:
    repo = make_repo(tmp_path / "repo", {"docs/patterns/ours.md": "a\n"})
    (repo / "docs/patterns").chmod(0o555)
    home = {"HOME": str(tmp_path / "home"), "PWD": str(repo)}
    powers = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    program = Path(sys.executable).parent / "cookiecutter"
    done = run(*powers, program, "--no-input", "-f", kit, cwd=repo, env=home)
    (repo / "docs/patterns").chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith("groundplan: ")
    assert landed_files(repo) == {"docs/patterns/ours.md": "a\n"}


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("copier", "copy --defaults"),
        ("uvx", "--quiet --from copier>=9.17.2,<10 copier copy --defaults"),
        ("pipx", "run --spec copier>=9.17.2,<10 copier copy --defaults"),
    ],
)
def test_copier_is_found_by_another_program(tmp_path: Path, program: str, expected: str) -> None:
    hook, folder, path = hook_without_copier(tmp_path)
    log = tmp_path / "log"
    (path / program).write_text(f'#!/bin/sh\necho "$@" > {log}\nexit 3\n')
    (path / program).chmod(0o755)
    done = run(sys.executable, "-I", "-S", hook, cwd=folder, env={"PATH": str(path)})
    assert done.returncode == 1
    assert log.read_text().startswith(expected)


def test_without_copier_there_is_one_line_and_nothing_left(tmp_path: Path) -> None:
    hook, folder, path = hook_without_copier(tmp_path)
    done = run(sys.executable, "-I", "-S", hook, cwd=folder, env={"PATH": str(path)})
    assert done.returncode == 1
    assert done.stderr == (
        "groundplan: copier was not found. Install it: pipx install 'copier>=9.17.2,<10'\n"
    )
    assert list(folder.iterdir()) == []


def test_the_hook_itself_is_no_template() -> None:
    text = (Path(__file__).parents[2] / "hooks/post_gen_project.py").read_text()
    assert not any(mark in text for mark in ("{" + "{", "{" + "%", "{" + "#"))


def make_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def hook_without_copier(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return the hook, a folder with its answers, and an empty PATH."""
    template = make_folder(tmp_path / "template")
    (template / "copier.yml").write_text("")
    folder = make_folder(tmp_path / "new")
    given = {"_template": str(template), "_output_dir": os.fspath(tmp_path), "api_service": ""}
    (folder / MARKER).write_text(json.dumps(given))
    return (
        Path(__file__).parents[2] / "hooks/post_gen_project.py",
        folder,
        make_folder(tmp_path / "bin"),
    )
