"""Routes, tables, migrations and tests of Rust."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

AXUM = "use axum::{routing::{get, post as p, delete}, Router};\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "axum: nested and merged routers of other modules, several methods, constants, branches": (
        {
            "src/main.rs": AXUM
            + """
mod users;
const BASE: &str = "/api";
#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/", get(h).post(create))
        .nest(BASE, users::router(state.clone()))
        .merge(other());
    let app = if debug { app.route("/debug", p(h)) } else { app };
    axum::serve(listener, app.layer(x)).await.unwrap();
}
fn other() -> Router { Router::new().route(&format!("{}/x", BASE), delete(h)) }
#[cfg(test)]
mod tests { use super::*; fn t() -> Router { Router::new().route("/test", get(h)) } }
""",
            "src/users.rs": "use axum::{routing, Router};\npub fn router(s: S) -> Router {\n"
            '    Router::new().route("/u/:id", routing::get(one)).nest("/deep", super::deep::routes())\n}\n',
            "src/deep/mod.rs": 'use axum::{routing::any, Router};\npub fn routes() -> Router { Router::new().route("/d", any(h)) }\n',
        },
        ["ANY /api/deep/d", "DELETE /api/x", "GET /", "GET /api/u/:id", "POST /", "POST /debug"],
    ),
    "Actix: scopes, resources, macros, configuration functions of other modules": (
        {
            "src/main.rs": """use actix_web::{web, App, HttpServer, get};
mod routes;
#[get("/x/{id}")]
async fn x() -> String { "".into() }
#[actix_web::main]
async fn main() {
    HttpServer::new(move || {
        App::new()
            .service(web::scope("/s").service(x).route("/r", web::post().to(y)))
            .configure(routes::config)
            .route("/", web::get().to(y))
    });
}
""",
            "src/routes.rs": "use actix_web::web;\npub fn config(cfg: &mut web::ServiceConfig) {\n"
            '    cfg.service(web::resource("/res").route(web::put().to(h)).route(web::delete().to(h)));\n}\n',
        },
        ["DELETE /res", "GET /", "GET /s/x/{id}", "POST /s/r", "PUT /res"],
    ),
    "Rocket: lists of routes by their paths, queries, parameters": (
        {
            "src/main.rs": """#[macro_use] extern crate rocket;
mod a;
#[get("/?<q>")]
fn index(q: String) -> &'static str { "" }
#[launch]
fn rocket() -> _ { rocket::build().mount("/", routes![index]).mount("/api", routes![a::show, a::make]) }
""",
            "src/a.rs": 'use rocket::get;\n#[get("/x/<id>")]\npub fn show(id: u8) {}\n#[post("/x", data = "<d>")]\npub fn make(d: D) {}\n',
        },
        ["GET /", "GET /api/x/{id}", "POST /api/x"],
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
                "src/m.rs": "#[derive(Debug, Queryable, Selectable)]\n#[diesel(table_name = users)]\npub struct User { id: i32 }\n"
                "#[derive(sqlx::FromRow)]\nstruct Row { id: i32 }\n#[derive(Debug)]\nstruct No;\n"
            },
            "models",
            ["Row", "User"],
        ),
        (
            {"migrations/2024-01-01-000000_start/up.sql": "create table a (id int);\n"},
            "migration_tool",
            ["diesel"],
        ),
        (
            {
                "migrations/20240101000000_start.sql": "create table a (id int);\n",
                "Cargo.toml": '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n',
            },
            "migration_tool",
            ["sqlx"],
        ),
        (
            {"Cargo.toml": '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n'},
            "databases",
            ["postgresql"],
        ),
        (
            {"src/a.rs": 'fn a() { std::env::var("SHOP_A"); // env::var("SHOP_NO")\n }\n'},
            "env_vars",
            ["SHOP_A"],
        ),
        (
            {"src/a.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn x() {}\n}\n"},
            "test_framework",
            ["cargo-test"],
        ),
    ],
)
def test_facts(files: dict[str, str], kind: str, expected: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, files, kind) == expected
