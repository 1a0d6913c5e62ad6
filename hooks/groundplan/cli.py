"""The command line: names -> commands, and the one place that turns ends into exit statuses."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import NoReturn

import click

from groundplan import __version__, world
from groundplan.commands import COMMANDS
from groundplan.errors import Stop

BUG_STATUS = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED_STATUS = 130  # 128 + SIGINT, as shells report it


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import `groundplan.commands.NAME` and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"groundplan.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any of them."""
        if COMMANDS:
            with formatter.section("Commands"):
                formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and name the near ones when there is none of that name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise click.UsageError(f"There is no command {world.printable(name)!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command explains itself: groundplan COMMAND --help",
)
@click.version_option(__version__, "-V", "--version", message="groundplan %(version)s")
def root() -> None:
    """Plans that are checked and proven, and rules that hold, in any repo."""


def run(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: what follows the program's name; the process's own when None.

    Returns:
        The exit status: 0 done, 1 problems found, 2 refused or wrong use, 3 needs a person,
        4 the environment, 70 a bug of ours, 130 stopped.
    """
    try:
        status = root.main(args=arguments, prog_name="groundplan", standalone_mode=False)
    except Stop as problem:
        world.print_error(problem.sentence, problem.advice)
        return problem.status
    except click.UsageError as problem:
        where = problem.ctx.command_path if problem.ctx else "groundplan"
        world.print_error(problem.format_message(), f"{where} --help shows the usage.")
        return 2
    except click.ClickException as problem:
        world.print_error(problem.format_message())
        return 2
    except (click.Abort, KeyboardInterrupt):
        world.print_error("Stopped.")
        return INTERRUPTED_STATUS
    except BrokenPipeError:
        world.discard_output()
        return 0
    except OSError as problem:
        world.print_error(
            world.os_sentence(problem), "Free the disk or the permission, then again."
        )
        return 4
    except Exception:
        log = world.write_crash_log()
        world.print_error(
            "This is a bug of groundplan, not of yours.", f"What happened is written in {log}."
        )
        return BUG_STATUS
    return status if isinstance(status, int) else 0


def main() -> NoReturn:
    """Run the command of this process and leave with its status."""
    status = run()
    # Python looks for circles once more when it ends; there is no need to.
    gc.freeze()
    sys.exit(status)
