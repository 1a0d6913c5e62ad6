"""Lending tools and taking them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.models import Loan, Member, Tool
from app.problems import Problem
from app.services.catalogue import find, forget_tools
from app.stores import database, settings

MOST_AT_ONCE = 3


def loans(member_id: int | None = None) -> list[dict]:
    """Return the loans, oldest first; those of one member when one is named."""
    with database() as session:
        wanted = select(Loan).order_by(Loan.id)
        if member_id is not None:
            find(session, Member, member_id)
            wanted = wanted.where(Loan.member_id == member_id)
        return [_loan(row) for row in session.scalars(wanted)]


def lend(data: object) -> dict:
    """Lend a tool to a member, from `member_id` and `tool_id`."""
    member_id, tool_id = _numbers(data)
    today = date.today()
    try:
        with database() as session:
            find(session, Member, member_id)
            find(session, Tool, tool_id)
            out = session.scalar(
                select(func.count())
                .select_from(Loan)
                .where(Loan.member_id == member_id, Loan.returned_on.is_(None))
            )
            if out >= MOST_AT_ONCE:
                raise Problem(409, f"Nobody has more than {MOST_AT_ONCE} tools at once.")
            row = Loan(
                member_id=member_id,
                tool_id=tool_id,
                lent_on=today,
                due_on=today + timedelta(days=settings().loan_days),
            )
            session.add(row)
            session.flush()
            lent = _loan(row)
    except IntegrityError as problem:
        raise Problem(409, f"Tool {tool_id} is out.") from problem
    forget_tools()
    return lent


def give_back(loan_id: int) -> dict:
    """Take a tool back; a second time is refused."""
    with database() as session:
        row = find(session, Loan, loan_id)
        if row.returned_on is not None:
            raise Problem(409, f"Loan {loan_id} was returned on {row.returned_on}.")
        row.returned_on = date.today()
        session.flush()
        returned = _loan(row)
    forget_tools()
    return returned


def _numbers(data: object) -> tuple[int, int]:
    if not isinstance(data, Mapping):
        raise Problem(400, "Send a JSON object.")
    for name in ("member_id", "tool_id"):
        if not isinstance(data.get(name), int):
            raise Problem(400, f"{name} is needed, as a number.")
    return data["member_id"], data["tool_id"]


def _loan(row: Loan) -> dict:
    return {
        "id": row.id,
        "member_id": row.member_id,
        "tool_id": row.tool_id,
        "lent_on": row.lent_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "returned_on": row.returned_on.isoformat() if row.returned_on else None,
    }
