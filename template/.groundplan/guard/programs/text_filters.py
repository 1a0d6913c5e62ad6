"""Lines and their columns: what `head`, `tail`, `sed -n`, `cut` and awk's `print` keep of them."""

from ..shell.sentinel import has_hole


def cut(text: str, fields: str, mark: str) -> str:
    """Return the fields of each line; without a mark between them the fields are letters."""
    wanted = _ranges(fields)
    if not wanted:
        return text
    found: list = []
    for line in text.split("\n"):
        if not line:
            continue
        parts = line.split(mark) if mark else list(line)
        if mark and len(parts) == 1:
            found.append(line)
            continue
        kept = [
            part
            for number, part in enumerate(parts, 1)
            if any(low <= number <= high for low, high in wanted)
        ]
        found.append(mark.join(kept))
    return "".join(f"{line}\n" for line in found)


def _ranges(text: str) -> list:
    """Return the ranges of `2`, `1,3` and `2-`, each with both ends."""
    found: list = []
    for piece in text.split(","):
        first, dash, last = piece.partition("-")
        if not (first or last) or not (first + last).isdigit():
            return []
        low = int(first) if first else 1
        found.append((low, int(last) if last else 10**6 if dash else low))
    return found


def printed(program: str, text: str, mark: str) -> str:
    """Return what an awk program prints of a text; all of it where the program does more."""
    start = program.find("{")
    before = program[:start].strip()
    end = program.find("}", start)
    which = program.strip() if start < 0 else before
    if which.replace(" ", "").startswith("NR==") and which.rpartition("=")[2].strip().isdigit():
        line = addressed(which.rpartition("=")[2].strip() + "p", text) or ""
        return line if start < 0 else printed(program[start:], line, mark)
    if start < 0 or end < 0 or program[end + 1 :].strip() or (before and before[:1] != "/"):
        return text
    dropped: list = []
    items: list | None = None
    for statement in program[start + 1 : end].split(";"):
        words = statement.strip()
        if words[:1] == "$" and words.replace(" ", "").endswith('=""'):
            dropped.append(words[1 : words.index("=")].strip())
        elif words == "print" or words.startswith("print "):
            items = [item.strip() for item in words[5:].split(",")] if words[5:].strip() else ["$0"]
        elif words:
            return text
    if items is None or not all(map(_is_simple, items)):
        return text
    return "".join(f"{_line(line, items, dropped, mark)}\n" for line in text.split("\n") if line)


def _is_simple(item: str) -> bool:
    return (item[:1] == "$" and (item[1:].isdigit() or item[1:] == "NF")) or (
        len(item) > 1 and item[0] == item[-1] == '"' and '"' not in item[1:-1]
    )


def _line(line: str, items: list, dropped: list, mark: str) -> str:
    if has_hole(line):
        return line
    fields = line.split(mark or None)
    for number in dropped:
        if number.isdigit() and 0 < int(number) <= len(fields):
            fields[int(number) - 1] = ""
    found: list = []
    for item in items:
        if item[0] == '"':
            found.append(item[1:-1])
        elif item == "$0":
            found.append(" ".join(fields) if dropped else line)
        else:
            at = len(fields) if item == "$NF" else int(item[1:])
            found.append(fields[at - 1] if 0 < at <= len(fields) else "")
    return " ".join(found)


def ends(name: str, rest: list, text: str) -> str:
    """Return the lines that `head` or `tail` keeps; all of them where that is not told in lines."""
    count = "10"
    for number, word in enumerate(rest):
        if word in ("-n", "--lines"):
            count = "".join(rest[number + 1 : number + 2])
        elif word.startswith(("-n", "--lines=")):
            count = word.partition("=")[2] if "=" in word else word[2:]
        elif word[:1] in ("-", "+") and word[1:].isdigit():
            count = word[1:] if word[0] == "-" else word
        elif word[:2] in ("-c", "--"):
            return text
    if has_hole(text) or not count.lstrip("+-").isdigit():
        return text
    lines = text.split("\n")[:-1] if text.endswith("\n") else text.split("\n")
    size = int(count.lstrip("+-"))
    if name == "head":
        kept = lines[:-size] if count[0] == "-" else lines[:size]
    else:
        kept = lines[size - 1 :] if count[0] == "+" else lines[-size:] if size else []
    return "".join(f"{line}\n" for line in kept)


def addressed(script: str, text: str) -> "str | None":
    """Return the lines that `sed -n 2p` prints; None for any other script."""
    address = script[:-1]
    if script[-1:] != "p" or not address.replace(",", "").replace("$", "0").isdigit():
        return None
    if has_hole(text):
        return text
    lines = text.rstrip("\n").split("\n")
    first, _, last = address.partition(",")
    low = len(lines) if first == "$" else int(first)
    high = low if not last else len(lines) if last == "$" else int(last)
    return "".join(f"{line}\n" for line in lines[max(low, 1) - 1 : high])


def member(path: str, text: str) -> "str | None":
    """Return what `jq -r .a.b` prints of JSON; None where that is not known."""
    from ..json_text import Unreadable, load

    try:
        value = load(text.encode())
    except Unreadable:
        return None
    for key in path.strip().lstrip(".").replace('"', "").split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return f"{value}\n" if isinstance(value, str) else None
