"""What stands left of `=` in PowerShell, and what is put there."""

from ..event import WRITTEN
from ..shell.sentinel import HOLE
from .cmdlets import STAMPS
from .common import touch
from .pipelines import Pipelines

TYPE_CHECKING = False
_ASSIGNS = ("??=", "+=", "-=", "*=", "/=", "=")


class Assignments(Pipelines):
    """Reads assignments and follows them."""

    __slots__ = ()

    if TYPE_CHECKING:
        # The right side of an assignment is a statement: this comes with `Reader`.
        def statement(self) -> list: ...

    def target(self) -> "tuple | None":
        """Read what stands left of `=`; None where no assignment stands here."""
        before = self.at
        text = self.text
        while text[self.at : self.at + 1] == "[" and text[self.at + 1 : self.at + 2].isalpha():
            self.at = self.behind(self.at, "[", "]")
            self.space()
        subject: list = []
        if text[self.at : self.at + 1] == "(":
            # `(Get-Item FILE).LastWriteTime = ...`
            start = self.at
            self.at = self.behind(self.at, "(", ")")
            if not self._is_assigned():
                self.at = before
                return None
            self.at = start
            subject = self.primary()
            return [subject[0] if subject else HOLE], self._member(), self._sign()
        if text[self.at : self.at + 1] != "$" or not self._is_assigned():
            self.at = before
            return None
        end = self.at + 1
        if text[end : end + 1] == "{":
            end = self.behind(end, "{", "}")
        else:
            while end < self.end and (text[end].isalnum() or text[end] in "_:?"):
                end += 1
        name = text[self.at + 1 : end].strip("{}").lower()
        self.at = end
        return [name], self._member(), self._sign()

    def _is_assigned(self) -> bool:
        """Say whether `=` follows the place that begins here."""
        text, at = self.text, self.at
        while at < self.end:
            sign = text[at]
            if sign in "[{(":
                at = self.behind(at, sign, {"[": "]", "{": "}", "(": ")"}[sign])
            elif sign.isalnum() or sign in "$_:.?," or (sign == " " and text[at - 1] == ","):
                at += 1
            else:
                break
        rest = text[at:].lstrip(" \t")
        return rest.startswith(_ASSIGNS) and not rest.startswith("==")

    def _member(self) -> str:
        start = self.at
        while self.at < self.end and not self.text[self.at :].lstrip(" \t").startswith(_ASSIGNS):
            self.at += 1
        return self.text[start : self.at].strip().lower()

    def _sign(self) -> str:
        self.space()
        for sign in _ASSIGNS:
            if self.text.startswith(sign, self.at):
                self.at += len(sign)
                return sign
        return ""

    def assigned(self, names: list, member: str, sign: str) -> list:
        """Follow an assignment: its right side may be any statement."""
        self.space(True)
        value = self.statement()
        if member:
            self.put(names[0], member, value)
        else:
            self.set(names[0], value or [""], sign == "+=")
        return []

    def put(self, name: str, member: str, value: list) -> None:
        """Follow what is given to a property of an object."""
        last = member.rpartition(".")[2]
        if last in STAMPS or last == "isreadonly":
            held = self.shell.variables.get(f"${name}")
            if last in STAMPS:
                touch(self.shell, held if isinstance(held, str) else name, WRITTEN)
        elif last in ("filename", "arguments") and value:
            self.shell.variables["$\x02file" if last == "filename" else "$\x02arguments"] = value[0]
        elif member[:1] == "[" and value:
            known = self.value(name)
            self.shell.variables[f"${name}"] = [*known, *value]
