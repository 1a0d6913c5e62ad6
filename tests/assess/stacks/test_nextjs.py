"""Next.js: what its folders serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = '{"name": "x", "dependencies": {"next": "16", "react": "19"}}'
GET = "export async function GET() {}\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "groups, slots and private folders, dynamic and catch-all segments, pages that are no routes": (
        {
            "app/(shop)/api/a/route.ts": GET,
            "app/@modal/b/route.ts": GET,
            "app/_private/c/route.ts": GET,
            "app/d/[id]/[...rest]/route.js": GET,
            "app/e/[[...all]]/route.tsx": GET,
            "app/f/page.tsx": "export default function Page() { return null; }\n",
            "app/route.ts": GET,
            "lib/route.ts": GET,
        },
        ["GET /", "GET /api/a", "GET /b", "GET /d/[id]/[...rest]", "GET /e/[[...all]]"],
    ),
    "handlers as constants, under other names, from other modules": (
        {
            "src/app/a/route.ts": "export const GET = handler(async () => {});\nconst del = async () => {};\nexport { del as DELETE };\nexport const dynamic = 'force-dynamic';\n",
            "src/app/b/route.ts": "export { GET, POST } from '@/lib/handlers';\n",
            "src/app/c/route.ts": "export * from '../../lib/handlers';\n",
            "src/app/d/route.ts": "import { handlers } from '@/auth';\nexport const { GET, POST } = handlers;\n",
            "src/lib/handlers.ts": "export function GET() {}\nexport function POST() {}\nexport function helper() {}\n",
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
        },
        ["DELETE /a", "GET /a", "GET /b", "GET /c", "GET /d", "POST /b", "POST /c", "POST /d"],
    ),
    "a base path": (
        {
            "next.config.mjs": "// basePath: '/old'\nexport default { basePath: process.env.BASE ?? '/docs' };\n",
            "app/a/route.ts": GET,
        },
        ["GET /docs/a"],
    ),
    "API routes of the pages folder: any method, unless the handler says which": (
        {
            "pages/api/index.ts": "export default function handler(req, res) {}\n",
            "pages/api/a/[id].ts": "export default async function h(req, res) {\n  switch (req.method) {\n    case 'GET': return 1;\n    // case 'PATCH':\n    case 'PUT': return 2;\n  }\n}\n",
            "pages/api/b.js": "module.exports = (req, res) => {\n  if (req.method !== 'POST') return res.status(405).end();\n};\n",
            "pages/api/c.ts": "import nc from 'next-connect';\nexport default nc().get(h).delete(h);\n",
            "pages/api/d.ts": "export default handlers({\n  GET: async () => ({ POST: 1 }),\n  PATCH: import('./x'),\n});\n",
            "pages/api/e.ts": "export default (req, res) => {\n  if (!['PUT', 'GET'].includes(req.method)) return;\n};\n",
            "pages/api/f.ts": "import handler from '../../lib/handler';\nexport default handler;\n",
            "pages/api/g.ts": "import { named } from '../../lib/handler';\nexport default withLog(named);\n",
            "lib/handler.ts": "export const named = (req) => {};\nexport default function (req) {\n  if (req.method === 'DELETE') return 1;\n}\n",
            "pages/api/generated/h.ts": "export default {};\n",
            "pages/api/helper.ts": "export function notARoute() {}\n",
            "pages/index.tsx": "export default function Page() { return null; }\n",
        },
        [
            "ANY /api",
            "DELETE /api/c",
            "DELETE /api/f",
            "DELETE /api/g",
            "GET /api/a/[id]",
            "GET /api/c",
            "GET /api/d",
            "GET /api/e",
            "PATCH /api/d",
            "POST /api/b",
            "PUT /api/a/[id]",
            "PUT /api/e",
        ],
    ),
    "an application deeper in the repo": (
        {
            "apps/web/package.json": PACKAGE,
            "apps/web/src/app/a/route.ts": GET,
            "package.json": "{}",
        },
        ["GET /a"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nextjs_serves(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, {"package.json": PACKAGE} | files) == expected


def test_names_that_the_build_puts_in_are_no_variables(tmp_path: Path) -> None:
    files = {
        "package.json": PACKAGE,
        "next.config.js": "module.exports = { env: { shown: process.env.REAL_NAME, other } };\n",
        "app/page.tsx": "export default () => process.env.shown + process.env.other + process.env.READ;\n",
    }
    assert names(tmp_path, files, "env_vars") == ["READ", "REAL_NAME"]


def test_without_next_a_folder_of_that_name_is_only_a_folder(tmp_path: Path) -> None:
    assert routes(tmp_path, {"app/a/route.ts": GET, "package.json": "{}"}) == []
