"""What Devise draws for a model (its own routes.rb, 4.x, 2026-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Devise:
    """What a model gives Devise: modules, and the providers that people can sign in with."""

    modules: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


DEVISE = (
    ("sessions", "database_authenticatable", "GET", "sign_in"),
    ("sessions", "database_authenticatable", "POST", "sign_in"),
    ("sessions", "database_authenticatable", "DELETE", "sign_out"),
    ("passwords", "recoverable", "GET", "password/new"),
    ("passwords", "recoverable", "GET", "password/edit"),
    ("passwords", "recoverable", "PATCH", "password"),
    ("passwords", "recoverable", "PUT", "password"),
    ("passwords", "recoverable", "POST", "password"),
    ("registrations", "registerable", "GET", "cancel"),
    ("registrations", "registerable", "GET", "sign_up"),
    ("registrations", "registerable", "GET", "edit"),
    ("registrations", "registerable", "PATCH", ""),
    ("registrations", "registerable", "PUT", ""),
    ("registrations", "registerable", "DELETE", ""),
    ("registrations", "registerable", "POST", ""),
    ("confirmations", "confirmable", "GET", "confirmation/new"),
    ("confirmations", "confirmable", "GET", "confirmation"),
    ("confirmations", "confirmable", "POST", "confirmation"),
    ("unlocks", "lockable", "GET", "unlock/new"),
    ("unlocks", "lockable", "GET", "unlock"),
    ("unlocks", "lockable", "POST", "unlock"),
)
"""(controller, the model's module that it needs, method, path below the model's)."""


def drawn_by_devise(
    model: Devise,
    *,
    skipped: Container[str],
    only: Container[str] | None,
    words: Mapping[str, str],
    ways_out: Sequence[str],
) -> Iterator[tuple[str, str]]:
    """Yield the method and the path, below the model's, of every route that is drawn.

    Args:
        model: what the model gives Devise.
        skipped: controllers that are left out; `all` for every one.
        only: the controllers that are drawn; None for those that the model asks for.
        words: other words for parts of the paths.
        ways_out: the methods that sign out; empty for the usual one.
    """
    for controller, needs, method, path in DEVISE:
        if controller in skipped or "all" in skipped or needs not in model.modules:
            continue
        if only is not None and controller not in only:
            continue
        spelled = "/".join(words.get(word, word) for word in path.split("/"))
        for one in ways_out if path == "sign_out" and ways_out else (method,):
            yield one.upper(), spelled
    if "omniauthable" in model.modules and "omniauth_callbacks" not in skipped:
        for provider in model.providers:
            yield "POST", f"auth/{provider}"
            yield "GET", f"auth/{provider}/callback"
            yield "POST", f"auth/{provider}/callback"
