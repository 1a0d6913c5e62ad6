"""Medusa's routes, by its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assess_repos import routes

if TYPE_CHECKING:
    from pathlib import Path

HANDLER = "export const GET = async (req, res) => {};\nexport async function POST(req, res) {}\nexport const AUTHENTICATE = false;\n"
APPLICATION = '{"dependencies": {"@medusajs/medusa": "2"}}'


def test_files_of_the_api_folder_are_routes(tmp_path: Path) -> None:
    files = {
        "package.json": APPLICATION,
        "src/api/store/herons/[id]/route.ts": HANDLER,
        "src/api/admin/docs/route.js": "export const DELETE = () => {};\n",
        "src/api/store/herons/middlewares.ts": HANDLER,
        "src/other/route.ts": HANDLER,
    }
    assert routes(tmp_path, files) == [
        "DELETE /admin/docs",
        "GET /store/herons/[id]",
        "POST /store/herons/[id]",
    ]


def test_another_package_has_only_files_of_that_name(tmp_path: Path) -> None:
    assert routes(tmp_path, {"package.json": "{}", "src/api/a/route.ts": HANDLER}) == []
