"""Columns of lines: what `cut` keeps of them, and what awk's `print` makes of them."""

from .marks import has_hole


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
