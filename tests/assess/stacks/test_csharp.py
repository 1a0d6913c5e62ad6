"""Routes, models, migrations and tests of C#."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

MVC = "using Microsoft.AspNetCore.Mvc;\nnamespace Shop;\n"
START = "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "groups, constraints, several methods, extensions in another file, constants": (
        {
            "Program.cs": START
            + """
var api = app.MapGroup("/api").WithTags("x");
api.MapGet("/x/{id:int}", async (int id) => { return 1; }).RequireAuthorization();
app.MapUsers();
api.MapMethods("/m", new[] { "GET", "POST" }, h);
// app.MapGet("/no", () => 1);
app.MapGroup("/more").MapMore().WithTags("y");
app.Run();
""",
            "Users.cs": """namespace Shop;
public static class UserEndpoints {
  private const string Base = "/users";
  public static IEndpointRouteBuilder MapUsers(this IEndpointRouteBuilder routes) {
    var g = routes.MapGroup($"{Base}/v1");
    g.MapPost("", C.Create);
    return routes;
  }
  public static RouteGroupBuilder MapMore(this RouteGroupBuilder group) { group.MapDelete("{id}", () => 1); return group; }
}
""",
        },
        ["DELETE /more/{id}", "GET /api/m", "GET /api/x/{id}", "POST /api/m", "POST /users/v1"],
    ),
    "endpoints that classes of an interface map": (
        {
            "Program.cs": f'{START}var v = app.MapGroup("/v");\n'
            "foreach (var e in app.Services.GetRequiredService<IEnumerable<IEndpoint>>()) { e.MapEndpoint(v); }\n",
            "E.cs": 'class E : IEndpoint { public void MapEndpoint(IEndpointRouteBuilder app) { app.MapPut("e", () => 1); } }\n',
            "F.cs": 'class F : IEndpoint { public void MapEndpoint(IEndpointRouteBuilder app) { app.MapGet("f", () => 1); } }\n',
        },
        ["GET /v/f", "PUT /v/e"],
    ),
    "controllers: tokens, two routes, templates of methods, absolute ones, a base's route": (
        {
            "A.cs": f"""{MVC}
[ApiController, Route("api/[controller]")]
[Route("v2/x")]
public class ItemsController : ControllerBase {{
  [HttpGet("{{id:guid}}", Name = "x"), Authorize] public async Task<IActionResult> Get(int id) => Ok();
  [HttpPost] [Route("create")] public void Post([FromBody] X x) {{ }}
  [HttpDelete("/abs/[action]")] public void DelAsync() {{ }}
}}
[Route("base/[controller]")] public abstract class Base : ControllerBase {{ }}
public class ThingsController : Base {{ [HttpGet] public void All() {{ }} [NonAction] [HttpGet("no")] public void No() {{ }} }}
"""
        },
        [
            "DELETE /abs/Del",
            "DELETE /abs/Del",
            "GET /api/Items/{id}",
            "GET /base/Things",
            "GET /v2/x/{id}",
            "POST /api/Items/create",
            "POST /v2/x/create",
        ],
    ),
    "a start-up class": (
        {
            "Startup.cs": "using Microsoft.AspNetCore.Builder;\npublic class Startup { public void Configure(IApplicationBuilder app) {\n"
            '  app.UseRouting(); app.UseEndpoints(endpoints => { endpoints.MapGet("/old", h); endpoints.MapControllers(); }); } }\n'
        },
        ["GET /old"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_routes(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    assert sorted(set(routes(tmp_path, files))) == sorted(set(expected))


CONTEXT = "class Ctx(DbContextOptions o) : DbContext(o) {{ {} }}\n"


@pytest.mark.parametrize(
    ("files", "kind", "expected"),
    [
        (
            {
                "Ctx.cs": CONTEXT.format(
                    "public DbSet<User> Users { get; set; } = null!;\n// public DbSet<No> No { get; set; }\npublic DbSet<Shop.Item> Items => Set<Item>();"
                )
            },
            "models",
            ["Item", "User"],
        ),
        (
            {"Data/Migrations/1_Start.cs": "public partial class Start : Migration { }\n"},
            "migration_tool",
            ["ef-core"],
        ),
        (
            {"E.cs": 'class E { string a = Environment.GetEnvironmentVariable("SHOP_A"); }\n'},
            "env_vars",
            ["SHOP_A"],
        ),
        (
            {
                "Shop.Tests/Shop.Tests.csproj": '<Project><PackageReference Include="Microsoft.NET.Test.Sdk" /><PackageReference Include="xunit" /></Project>',
                "Shop/A.cs": "class A {}\n",
            },
            "test_framework",
            [],  # the project of tests is no manifest of the product
        ),
        ({"tests/Shop.Tests/ATests.cs": "class ATests {}\n"}, "test_dirs", ["tests"]),
        (
            {"src/Shop.Api.Tests/ATests.cs": "class ATests {}\n"},
            "test_dirs",
            ["src/Shop.Api.Tests"],
        ),
        (
            {"Shop/Shop.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>'},
            "frameworks",
            ["aspnetcore"],
        ),
    ],
)
def test_facts(files: dict[str, str], kind: str, expected: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, files, kind) == expected
