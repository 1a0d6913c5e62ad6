"""Routes, schemas, migrations and tests of Elixir."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "Phoenix: scopes, resources in each other, constants, loops, live routes, development's own": (
        {
            "lib/shop_web/router.ex": """defmodule ShopWeb.Router do
  use ShopWeb, :router
  @base "/b"
  pipeline :api do
    plug :accepts, ["json"]
  end
  scope "/api", ShopWeb, as: :x do
    pipe_through [:api, :auth]
    get "/x/:id", C, :show
    resources "/users", UserController, only: [:index] do
      resources "/posts", PostController, except: ~w(new edit create update delete)a
    end
    match :*, "/any", C, :any
    for x <- ["a", "b"] do
      get("/#{x}", C, :x)
    end
  end
  scope @base do
    live_session :default do
      live "/live", L, :index
    end
    resources "/me", MeController, singleton: true, only: [:show]
  end
  if Mix.env() == :dev do
    get "/dev", C, :d
  end
end
"""
        },
        [
            "ANY /api/any",
            "GET /api/a",
            "GET /api/b",
            "GET /api/users",
            "GET /api/users/:user_id/posts",
            "GET /api/users/:user_id/posts/:id",
            "GET /api/x/:id",
            "GET /b/live",
            "GET /b/me",
        ],
    ),
    "Plug: a router that another forwards to": (
        {
            "lib/a.ex": 'defmodule Shop.A do\n  use Plug.Router\n  forward "/u", to: Shop.B\n  match _ do\n    1\n  end\nend\n',
            "lib/b.ex": 'defmodule Shop.B do\n  use Plug.Router\n  get "/x" do\n    1\n  end\nend\n',
        },
        ["GET /u/x"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_routes(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    assert routes(tmp_path, files) == expected


@pytest.mark.parametrize(
    ("files", "kind", "expected"),
    [
        (
            {
                "lib/shop/user.ex": 'defmodule Shop.User do\n  @moduledoc """\n  schema "no" do\n  """\n  use Ecto.Schema\n  schema "users" do\n  end\nend\n'
            },
            "models",
            ["User"],
        ),
        (
            {"priv/repo/migrations/1_a.exs": "defmodule A do\n  use Ecto.Migration\nend\n"},
            "migration_dirs",
            ["priv/repo/migrations"],
        ),
        (
            {"config/runtime.exs": 'x = System.get_env("SHOP_A") # System.get_env("NO")\n'},
            "env_vars",
            ["SHOP_A"],
        ),
        ({"test/test_helper.exs": "ExUnit.start()\n"}, "test_framework", ["exunit"]),
        (
            {
                "mix.exs": 'defp deps do\n  [{:phoenix, "~> 1.7"}, {:credo, "~> 1.7", only: [:dev, :test]}]\nend\n'
            },
            "frameworks",
            ["phoenix"],
        ),
        (
            {"mix.exs": 'defp deps do\n  [{:postgrex, ">= 0.0.0"}]\nend\n'},
            "databases",
            ["postgresql"],
        ),
    ],
)
def test_facts(files: dict[str, str], kind: str, expected: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, files, kind) == expected
