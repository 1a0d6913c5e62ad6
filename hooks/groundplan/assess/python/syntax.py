"""Python source -> its syntax tree, by the interpreter's own parser."""

from __future__ import annotations

import ast
import warnings

from groundplan.assess.checkout import Unreadable


def parsed(text: str) -> ast.Module:
    """Return the tree of a module's text.

    Raises:
        Unreadable: the text is not valid for this interpreter; it names the line.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in somebody's string is not our news
            return ast.parse(text)
    except SyntaxError as problem:
        raise Unreadable(problem.lineno or 0, f"not valid Python: {problem.msg}") from problem
    except ValueError as problem:  # a NUL byte
        raise Unreadable(0, f"not valid Python: {problem}") from problem
