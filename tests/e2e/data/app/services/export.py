"""Loans as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from sqlalchemy import select

from app.models import Loan, Member
from app.services.catalogue import find
from app.stores import database

HEADER = ("loan", "tool", "lent_on", "due_on", "returned_on")


def member_loans(member_id: int) -> str:
    """Return a member's loans as CSV, and note on each when it was first exported."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    with database() as session:
        find(session, Member, member_id)
        for loan in session.scalars(
            select(Loan).where(Loan.member_id == member_id).order_by(Loan.id)
        ):
            loan.exported_at = loan.exported_at or datetime.now(UTC)
            writer.writerow((loan.id, loan.tool.name, loan.lent_on, loan.due_on, loan.returned_on))
    return text.getvalue()
