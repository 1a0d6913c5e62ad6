"""What a service says when it can't do what it was asked."""

from __future__ import annotations


class Problem(Exception):
    """An expected refusal: the HTTP status and one sentence for the client."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
