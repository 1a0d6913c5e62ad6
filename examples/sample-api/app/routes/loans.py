"""Loans over HTTP."""

from __future__ import annotations

from flask import Blueprint, jsonify, request

from app.services import lending

loans = Blueprint("loans", __name__, url_prefix="/loans")


@loans.get("")
def list_loans():
    """Answer the loans, oldest first; `?member_id=` for those of one member."""
    return jsonify(lending.loans(request.args.get("member_id", type=int)))


@loans.post("")
def lend():
    """Lend a tool to a member."""
    return jsonify(lending.lend(request.get_json(silent=True))), 201


@loans.post("/<int:loan_id>/return")
def give_back(loan_id: int):
    """Take a tool back."""
    return jsonify(lending.give_back(loan_id))
