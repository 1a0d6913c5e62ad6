"""A route's whole path is every prefix on the way from an application to it."""

from __future__ import annotations

from groundplan.assess.mounts import Endpoint, Mounts, concatenated


def paths(mounts: Mounts) -> list[tuple[str, str]]:
    return [(fact.value, fact.name) for fact in mounts.routes()]


def test_prefixes_add_up_from_the_application_down() -> None:
    mounts = Mounts()
    mounts.application("app")
    mounts.mount("app", "outer", "/api/")
    mounts.mount("outer", "inner", "v1")
    mounts.endpoint("inner", Endpoint("get", "/items", "a.py", 3), prefix="/shop")
    assert paths(mounts) == [("GET", "/api/v1/shop/items")]


def test_an_empty_path_under_a_prefix_has_no_slash_at_its_end() -> None:
    mounts = Mounts(concatenated)
    mounts.application("app")
    mounts.mount("app", "router", "/items")
    mounts.endpoint("router", Endpoint("GET", "", "a.py", 1))
    assert paths(mounts) == [("GET", "/items")]


def test_a_router_mounted_twice_serves_twice_and_one_mounted_never_serves_nothing() -> None:
    mounts = Mounts()
    mounts.application("app")
    mounts.mount("app", "twice", "/a")
    mounts.mount("app", "twice", "/b")
    mounts.endpoint("twice", Endpoint("GET", "/x", "a.py", 1))
    mounts.endpoint("never", Endpoint("GET", "/y", "b.py", 1))
    assert paths(mounts) == [("GET", "/a/x"), ("GET", "/b/x")]


def test_routers_that_mount_each_other_come_to_an_end() -> None:
    mounts = Mounts()
    mounts.application("app")
    mounts.mount("app", "one")
    mounts.mount("one", "two", "/x")
    mounts.mount("two", "one", "/y")
    mounts.endpoint("two", Endpoint("GET", "/z", "a.py", 1))
    assert paths(mounts) == [("GET", "/x/z")]
