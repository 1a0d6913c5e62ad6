"""Tools over HTTP."""

from __future__ import annotations

from flask import Blueprint, jsonify, request

from app.services import catalogue

tools = Blueprint("tools", __name__, url_prefix="/tools")


@tools.get("")
def list_tools():
    """Answer all tools, each with whether it is in."""
    return jsonify(catalogue.tools())


@tools.post("")
def add_tool():
    """Put a tool on its shelf."""
    return jsonify(catalogue.add_tool(request.get_json(silent=True))), 201


@tools.get("/<int:tool_id>")
def show_tool(tool_id: int):
    """Answer one tool."""
    return jsonify(catalogue.tool(tool_id))
