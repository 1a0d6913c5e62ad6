"""`groundplan fleet`: many repos at once."""

from __future__ import annotations

from pathlib import Path

import click

PLACES = click.argument("places", nargs=-1, type=click.Path(path_type=Path))
LISTING = click.option(
    "--file",
    "listing",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with one path a line.",
)


@click.group(
    epilog="""\b
Examples:
  groundplan fleet status ~/clones
  groundplan fleet status ~/clones --html fleet.html
  groundplan fleet sync ~/clones --branch update-groundplan"""
)
def command() -> None:
    """Look at many repos, or bring all of them up to date."""


@command.command("status", epilog="Example: groundplan fleet status ~/clones --html fleet.html")
@PLACES
@LISTING
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one page to this file."
)
@click.option("--offline", is_flag=True, help="Do not ask for the newest version.")
def fleet_status(
    places: tuple[Path, ...],
    listing: Path | None,
    as_json: bool,
    html: Path | None,
    offline: bool,
) -> int:
    """Show each repo's version, drift, plan, hooks and CI.

    PLACES are repos or folders of clones; this folder without any. Exit 1 when something is behind.
    """
    from groundplan import fleet

    found = fleet.repos(places or (() if listing else (Path(),)), listing)
    return fleet.status(found, as_json=as_json, html=html, offline=offline)


@command.command("sync", epilog="Example: groundplan fleet sync ~/clones --patches ./patches")
@PLACES
@LISTING
@click.option(
    "--branch", metavar="NAME", help="Commit to a new branch; checkouts stay as they are."
)
@click.option(
    "--patches",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write patches into this folder; checkouts stay as they are.",
)
@click.option("--ref", metavar="REF", help="The version to go to; the newest without it.")
@click.option("--jobs", default=4, show_default=True, help="How many at a time.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcomes as JSON.")
def fleet_sync(
    places: tuple[Path, ...],
    listing: Path | None,
    branch: str | None,
    patches: Path | None,
    ref: str | None,
    jobs: int,
    as_json: bool,
) -> int:
    """Run `groundplan sync` in each repo.

    A dirty one is not touched, a broken one stops no other. Exit 3 when a person has to look at one.
    """
    from groundplan import fleet
    from groundplan.fleet.sync import sync_all

    found = fleet.repos(places or (() if listing else (Path(),)), listing)
    options = ["--ref", ref] if ref else []
    return sync_all(
        found, branch=branch, patches=patches, options=options, jobs=jobs, as_json=as_json
    )
