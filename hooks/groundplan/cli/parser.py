"""Words of the command line -> a command: read by click, with a command's module imported when it runs."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click

from groundplan import __version__
from groundplan.cli import COMMANDS
from groundplan.core import characters, terminal
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import `groundplan.cli.NAME` and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"groundplan.cli.{cmd_name}")
        command: click.Command = module.command
        refuse_swallowed_options(command)
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
            raise click.UsageError(
                f"There is no command {characters.printable(name)!r}.{hint}", ctx
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command explains itself: groundplan COMMAND --help",
)
@click.version_option(__version__, "-V", "--version", message="groundplan %(version)s")
def root() -> None:
    """Plans that are checked and proven, and rules that hold, in any repo."""


def refuse_swallowed_options(command: click.Command) -> None:
    """Let an option of a command refuse another option as its value: `--by --show` names nobody.

    What reads a command line without this parser, as the guard does, takes the word for the option.

    Args:
        command: the command, changed in place; of a group, every command in it.
    """
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            refuse_swallowed_options(inner)
    known = {name for option in command.params for name in option.opts}

    def checked(context: click.Context, option: click.Parameter, value: object) -> object:
        given = value if isinstance(value, tuple) else (value,)
        if any(str(word) in known for word in given):
            raise click.BadParameter("an option stands where its value should be", context, option)
        return value

    for option in command.params:
        if isinstance(option, click.Option) and not option.is_flag and option.callback is None:
            option.callback = checked


def _command_named(arguments: Sequence[str]) -> str:
    """Return the command that some words begin with: click's own errors do not always know it."""
    return " ".join(["groundplan", *(word for word in arguments[:1] if word in COMMANDS)])


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that some words name, and return its exit status.

    Raises:
        Refused: the words are no right use of a command.
        KeyboardInterrupt: a person stopped it.
    """
    try:
        status = root.main(args=list(arguments), prog_name="groundplan", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        terminal.print_part(
            f"{problem.format_message()}\n"
        )  # a bare group: its help, as it is laid out
        return Refused.status
    except click.UsageError as problem:
        where = problem.ctx.command_path if problem.ctx else _command_named(arguments)
        said = problem.format_message().rstrip()
        ended = said if said.endswith((".", "?", "!")) else f"{said}."
        raise Refused(ended, f"{where} --help shows the usage.") from problem
    except click.ClickException as problem:
        raise Refused(problem.format_message()) from problem
    except click.Abort as problem:
        raise KeyboardInterrupt from problem
    return status if isinstance(status, int) else 0
