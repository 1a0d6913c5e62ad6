"""Programs that nothing is known about: whether their words hold a command that a rule stops.

A command is tried on an event of its own and counts only where a rule stops it, so that a word
which merely looks like a program (`pip install NAME`) changes nothing.
"""

from ..event import Event
from ..options import names, program_name
from ..paths import base
from . import dispatch, program_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..shell.interpreter import Shell

_MOST = 16
"""How many words of a command are tried as its beginning."""
_DEEPEST = 3
"""How deep tries may stand in each other."""

_STARTS_NOTHING = frozenset(
    names(
        "apt apt-get aptitude apk brew dnf yum zypper pacman rpm dpkg snap port choco scoop winget"
        " emerge nix-env gem pip pip3 pip-compile pip-audit pipdeptree pip-licenses easy_install"
        " cpan cpanm composer nuget rustup deptry vulture renovate dependabot"
        " systemctl service journalctl logger notify-send say wall zenity dialog whiptail osqueryi"
        " tldr cheat howdoi whatis apropos whereis locate mlocate plocate mdfind help pydoc pydoc3"
        " jira linear asana slack telegram-send mail mailx sendmail mutt ntfy pushover"
        " llm ollama sgpt aichat fabric glow bat batcat cloc scc tokei ctags etags cscope"
        " semgrep bandit trivy grype syft snyk hadolint dclint yamllint actionlint markdownlint vale"
        " cspell codespell typos proselint alex pyright pyre pytype radon xenon lizard wily"
        " delta difft icdiff colordiff meld kdiff3 hub tea bb act earthly dagger"
        " ddev lando sail okteto skaffold tilt telepresence mosh autossh sshpass lima colima"
        " doctl flyctl railway vercel netlify firebase supabase wrangler ansible ansible-playbook"
        " complete compgen compopt bind getopts caller disown jobs bg fg times dirs enable bindkey"
        " cowsay cowthink figlet toilet lolcat banner fzf sk peco dmenu rofi espeak"
        " puppet chef salt packer pulumi tofu terragrunt etcdctl consul nomad rg ugrep sift pt"
        " qpdf convert magick ffmpeg ffprobe sqlmap nmap ping dig host nslookup traceroute nc netstat"
        " ss lsof fuser top htop btop iotop vmstat free uptime screenfetch neofetch fastfetch"
        " claude codex gemini copilot cursor-agent opencode qwen aider goose droid amp crush kiro-cli"
    )
)
"""Programs that read, find, install, send or describe what they are given, or start it elsewhere."""

_KNOWN = (program_table.RUNNERS, program_table.PLAIN, program_table.OUTPUTS)

_VERBS = frozenset(
    names(
        "install add remove uninstall upgrade update outdated info show search help explain describe"
        " list ls man which enable disable status doc docs tldr rule why tree pin unpin link unlink"
        " stop restart logs lock sync audit check lint format create new init comment note say ask"
        " exclude include ignore grep find locate open view edit config get set"
    )
)
"""Words of an unknown program after which a program's name is only spoken of."""

_FLAGS = frozenset(
    names(
        "--host --user --pty --tty --quiet --verbose --wait --fork --foreground --now -q -v -i -t -it"
    )
)
"""Options that take no value, as far as starters of programs have them."""
_TEXTS = frozenset(
    names("-c -lc -ic -x --command --commands --exec --execute --cmd --run --shell-command")
)
"""Options whose value is a command's text."""


def look(shell: "Shell", name: str, given: list) -> None:
    """Look for a command that an unknown program would start: in its words, or in a text of `-c`."""
    if name in _STARTS_NOTHING or any(name in known for known in _KNOWN):
        return
    if shell.event.table is None or shell.calls >= _DEEPEST * 8:
        return
    is_script = "/" in given[0]
    for number, word in enumerate(given[1:], 1):
        if number > _MOST or word in _VERBS:
            return
        key, equals, value = word.partition("=")
        if key in _TEXTS:
            text = value if equals else "".join(given[number + 1 : number + 2])
            if " " in text and tries_text(shell, text):
                return
        elif _begins(shell, given, number) and _tries(shell, given[number:], is_script):
            return


def _begins(shell: "Shell", given: list, number: int) -> bool:
    """Whether a command may begin at this word."""
    word = given[number]
    if word[:1] in ("-", "+", ":") or "=" in word or not word.isprintable() or " " in word:
        return False
    before = given[number - 1]
    is_value = number > 1 and before[:1] == "-" and before not in _FLAGS
    if is_value and number == len(given) - 1:
        return False
    table = shell.event.table
    if table is not None and base(before) in table.service_names():
        return False  # `dc exec api RUNNER`: whatever this is, it runs in a container
    name = program_name(word)
    if name in shell.event.place.protected.programs:
        return True
    return (
        name in program_table.PROGRAMS
        or name in program_table.EFFECTS
        or name in program_table.RUNNERS
        or name in ("groundplan", "copier")
        or (name[:2] == "py" and dispatch.is_python(name))
    )


def _tries(shell: "Shell", words: list, is_script: bool) -> bool:
    def follow(inner: "Shell") -> None:
        if is_script:
            # A script of the repo's may well enter a container: what holds on the host alone is left out.
            inner.where = "unknown"
        dispatch.run_words(inner, words, {}, False)

    return tried(shell, follow)


def tries_text(shell: "Shell", text: str) -> bool:
    """Follow a text that may be a command; whether a rule stops it."""

    def follow(inner: "Shell") -> None:
        inner.run_text(text)

    return tried(shell, follow)


def tried(shell: "Shell", follow: "Callable[[Shell], None]") -> bool:
    """Follow what may be a command; note it only where a rule stops it, and say whether one does."""
    event = shell.event
    if event.table is None:
        return False
    apart = Event(event.place, event.listed, event.table)
    apart.steps, apart.called, apart.links = event.steps, event.called, event.links
    inner = shell.inner()
    inner.event = apart
    inner.calls = shell.calls + 8
    follow(inner)
    event.steps = apart.steps
    event.is_cut = event.is_cut or apart.is_cut
    if event.table.verdict(apart).decision == "allow":
        return False
    event.take(apart)
    return True
