"""Members and tools."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Loan, Member, Tool
from app.problems import Problem
from app.stores import cache, database, settings

TOOLS_KEY = "tools"


def members() -> list[dict]:
    """Return all members, in the order in which they joined."""
    with database() as session:
        return [_member(row) for row in session.scalars(select(Member).order_by(Member.id))]


def member(member_id: int) -> dict:
    """Return one member."""
    with database() as session:
        return _member(find(session, Member, member_id))


def add_member(data: object) -> dict:
    """Store a member from `name` and `email`; each e-mail address only once."""
    values = texts(data, ("name", "email"))
    try:
        with database() as session:
            row = Member(**values)
            session.add(row)
            session.flush()
            return _member(row)
    except IntegrityError as problem:
        raise Problem(409, "A member with this e-mail address exists.") from problem


def tools() -> list[dict]:
    """Return all tools, each with whether it is in; from the cache where it holds them."""
    if (kept := cache().get(TOOLS_KEY)) is not None:
        return json.loads(kept)
    with database() as session:
        out = set(session.scalars(select(Loan.tool_id).where(Loan.returned_on.is_(None))))
        rows = session.scalars(select(Tool).order_by(Tool.id))
        found = [_tool(row, available=row.id not in out) for row in rows]
    cache().set(TOOLS_KEY, json.dumps(found), ex=settings().cache_seconds)
    return found


def tool(tool_id: int) -> dict:
    """Return one tool, from the database."""
    with database() as session:
        row = find(session, Tool, tool_id)
        return _tool(row, available=all(loan.returned_on for loan in row.loans))


def add_tool(data: object) -> dict:
    """Store a tool from `name` and `shelf`."""
    with database() as session:
        row = Tool(**texts(data, ("name", "shelf")))
        session.add(row)
        session.flush()
        stored = _tool(row, available=True)
    forget_tools()
    return stored


def forget_tools() -> None:
    """Drop the kept list of tools, after something in it has changed."""
    cache().delete(TOOLS_KEY)


def find(session: Session, model: type, key: int):
    """Return the row with this key, or say that there is none."""
    row = session.get(model, key)
    if row is None:
        raise Problem(404, f"There is no {model.__name__.lower()} {key}.")
    return row


def texts(data: object, names: Sequence[str]) -> dict[str, str]:
    """Return the named texts of a JSON body, or say which one is missing."""
    if not isinstance(data, Mapping):
        raise Problem(400, "Send a JSON object.")
    for name in names:
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise Problem(400, f"{name} is needed, as text.")
    return {name: data[name].strip() for name in names}


def _member(row: Member) -> dict:
    return {"id": row.id, "name": row.name, "email": row.email}


def _tool(row: Tool, *, available: bool) -> dict:
    return {"id": row.id, "name": row.name, "shelf": row.shelf, "available": available}
