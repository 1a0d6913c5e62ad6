"""What the built-in objects of JavaScript and Node give: texts, paths, objects."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from groundplan.assess.values import ModuleValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.assess.evaluation import Site
    from groundplan.assess.values import Value


def of_text(text: str, name: str, site: Site) -> Value | None:
    """Return what a method of a text gives; None where it is not known."""
    changes: dict[str, Callable[[str], str]] = {
        "toLowerCase": str.lower,
        "toUpperCase": str.upper,
        "trim": str.strip,
        "toString": str,
    }
    if name in changes:
        return changes[name](text)
    given = [argument for argument in site.arguments if isinstance(argument, str)]
    if len(given) != len(site.arguments):
        return Unknown(text) if name != "replace" else text
    match name:
        case "concat":
            return text + "".join(given)
        case "replace" | "replaceAll" if len(given) == 2:
            return text.replace(given[0], given[1])
        case "split" if len(given) == 1:
            return list(text.split(given[0])) if given[0] else list(text)
    return None


def of_path(name: str, site: Site) -> Value | None:
    """Return what a function of the module `path` gives; None where it is not known."""
    texts = [argument for argument in site.arguments if isinstance(argument, str)]
    if len(texts) != len(site.arguments) or not texts:
        return Unknown() if name in ("join", "resolve") else None
    match name:
        case "join":
            return posixpath.normpath("/".join(texts))
        case "resolve":
            return posixpath.normpath(posixpath.join("/", *texts))
        case "dirname":
            return posixpath.dirname(texts[0])
        case "basename":
            base = posixpath.basename(texts[0])
            return base.removesuffix(texts[1]) if len(texts) > 1 else base
        case "extname":
            return posixpath.splitext(texts[0])[1]
        case "parse":
            base = posixpath.basename(texts[0])
            return {"name": posixpath.splitext(base)[0], "base": base}
    return None


def of_object(name: str, site: Site) -> Value | None:
    """Return what a function of `Object` gives; None where it is not known."""
    of = site.argument(0)
    if isinstance(of, ModuleValue):
        of = of.whole if isinstance(of.whole, dict) else dict(of.exports)
    if not isinstance(of, dict):
        return Unknown() if name != "freeze" else of
    match name:
        case "keys":
            return list(of)
        case "values":
            return list(of.values())
        case "entries":
            return [[key, value] for key, value in of.items()]
        case "freeze":
            return of
        case "assign":
            for other in site.arguments[1:]:
                of.update(other if isinstance(other, dict) else {})
            return of
    return None
