"""The tables. Written so that SQLAlchemy 1.4 and 2 both read it."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Member(Base):
    """Somebody who may borrow."""

    __tablename__ = "members"

    id = Column(Integer, primary_key=True)
    name = Column(String(120), nullable=False)
    email = Column(String(254), nullable=False, unique=True)
    loans = relationship("Loan", back_populates="member")


class Tool(Base):
    """Something that can be borrowed, and the shelf that it lies on."""

    __tablename__ = "tools"

    id = Column(Integer, primary_key=True)
    name = Column(String(120), nullable=False)
    shelf = Column(String(20), nullable=False)
    loans = relationship("Loan", back_populates="tool")


class Loan(Base):
    """One tool with one member, from a day until it is returned."""

    __tablename__ = "loans"
    __table_args__ = (
        # A tool can be out only once; the database holds this when two requests come at once.
        Index(
            "uq_loans_tool_out",
            "tool_id",
            unique=True,
            postgresql_where=text("returned_on IS NULL"),
        ),
    )

    id = Column(Integer, primary_key=True)
    member_id = Column(Integer, ForeignKey("members.id"), nullable=False, index=True)
    tool_id = Column(Integer, ForeignKey("tools.id"), nullable=False)
    lent_on = Column(Date, nullable=False)
    due_on = Column(Date, nullable=False)
    returned_on = Column(Date)
    member = relationship("Member", back_populates="loans")
    tool = relationship("Tool", back_populates="loans")
