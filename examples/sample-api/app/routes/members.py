"""Members over HTTP."""

from __future__ import annotations

from flask import Blueprint, jsonify, request

from app.services import catalogue

members = Blueprint("members", __name__, url_prefix="/members")


@members.get("")
def list_members():
    """Answer all members."""
    return jsonify(catalogue.members())


@members.post("")
def add_member():
    """Take a member in."""
    return jsonify(catalogue.add_member(request.get_json(silent=True))), 201


@members.get("/<int:member_id>")
def show_member(member_id: int):
    """Answer one member."""
    return jsonify(catalogue.member(member_id))
