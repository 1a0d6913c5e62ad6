"""What an agent sends before a tool call -> one call, whatever the agent's shape."""

from ..event import LONGEST
from ..json_text import Unreadable, load
from ..shell.sentinel import cleaned
from .agent_table import ROOT_VARIABLES
from .senders import shape
from .tools import describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Call:
    """One tool call: who asks, what kind it is, and what it names."""

    __slots__ = (
        "agent",
        "commands",
        "content",
        "cwd",
        "dialect",
        "event",
        "kind",
        "paths",
        "root",
        "session",
        "shape",
        "tool",
    )

    def __init__(self) -> None:
        self.agent = "claude-code"
        self.event = "PreToolUse"
        self.kind = "other"
        self.tool = ""
        self.commands: list = []
        self.paths: list = []
        self.content = ""
        self.cwd = ""
        self.root = ""
        self.session = ""
        self.shape: dict = {}  # the row of the agents' table by which it is read
        self.dialect = "bash"


def read(
    value: object, environment: "Mapping[str, str]", here: str, call: "Call | None" = None
) -> Call:
    """Return the call that a payload describes.

    Args:
        value: the payload, as JSON.
        environment: the process's variables, for the project's folder.
        here: the process's folder, where the payload names none.
        call: what is filled: so the sender is known where the rest can't be read.

    Raises:
        Unreadable: it is no object, or its parts are not what every shape has in common.
    """
    if not isinstance(value, dict):
        raise Unreadable("the call is not a JSON object")
    call = call or Call()
    arguments = shape(call, value)
    if isinstance(arguments, str):
        text = arguments
        try:
            arguments = load(text.encode("utf-8", "surrogatepass"))
        except Unreadable:
            arguments = {"command": text, "input": text}
    if not isinstance(arguments, dict):
        arguments = {}
    renamed = call.shape.get("renamed")
    if renamed:
        arguments = {renamed.get(key, key): item for key, item in arguments.items()}
    if call.tool == "tool_call" and isinstance(arguments.get("name"), str):
        call.tool = arguments["name"]
        inner = arguments.get("arguments")
        arguments = inner if isinstance(inner, dict) else {}
    _place(call, value, arguments, environment, here)
    describe(call, value, arguments)
    return call


def _place(
    call: Call, value: dict, arguments: dict, environment: "Mapping[str, str]", here: str
) -> None:
    root = ""
    for name in ROOT_VARIABLES:
        root = environment.get(name) or ""
        if root:
            break
    if not root:
        for key in ("workspace_roots", "workspacePaths", "workspaceRoots", "worktree"):
            found = value.get(key)
            if isinstance(found, list) and found:
                found = found[0]
            if isinstance(found, str) and found:
                root = found
                break
    folder = ""
    for source in (arguments, value):
        for key in ("working_directory", "Cwd", "workdir", "cwd", "working_dir", "directory"):
            found = source.get(key)
            if (
                isinstance(found, str)
                and found
                and not (key == "directory" and source is arguments)
            ):
                folder = found
                break
        if folder:
            break
    call.cwd = slashed(folder or root or here)[:LONGEST]
    call.root = slashed(root)
    if call.root and not call.cwd.startswith(("/", "~")):
        call.cwd = f"{call.root}/{call.cwd}"
    for key in (
        "session_id",
        "sessionId",
        "conversation_id",
        "conversationId",
        "taskId",
        "trajectory_id",
    ):
        found = value.get(key)
        if isinstance(found, str) and found:
            call.session = found
            break


def slashed(path: str) -> str:
    """Return a folder's path with forward slashes, absolute on Windows too."""
    path = cleaned(path)
    if "\\" in path:
        path = path.replace("\\", "/")
    if len(path) > 1 and path[1] == ":" and path[0].isalpha():
        path = "/" + path
    return path.rstrip("/") or "/"
