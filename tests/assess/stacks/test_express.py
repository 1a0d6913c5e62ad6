"""Express's ways to a route, by its documentation and by how people split applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed, routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "methods by name, from a table and from a list": (
        {
            "app.js": """
const express = require('express');
const app = express();
const table = [{ method: 'get', path: '/a' }, { method: 'delete', path: '/b' }];
for (const entry of table) { app[entry.method](entry.path, handler); }
['post', 'put'].forEach((verb) => app[verb]('/c', handler));
app['patch']('/d', handler);
app[unknown]('/e', handler);
"""
        },
        ["DELETE /b", "GET /a", "PATCH /d", "POST /c", "PUT /c"],
    ),
    "verbs, chained routes, lists of paths, all, a path on a line of its own": (
        {
            "app.js": """
const express = require('express');
const app = express();
app.set('port', 3000);
app.get('port');
app.get(
  '/own-line',
  handler,
);
app.route('/chain').get(a).post(b, c);
app.put(['/one', '/two'], h);
app.all('/all', h);
app.get(/regular/, h);
// app.get('/comment', h);
const text = "app.get('/text', h)";
""",
        },
        ["ANY /all", "GET /chain", "GET /own-line", "POST /chain", "PUT /one", "PUT /two"],
    ),
    "routers by require, by import, by name, re-exported through an index, under several prefixes": (
        {
            "package.json": '{"name": "shop"}',
            "src/app.ts": """
import express from 'express';
import { users as people, pets } from './routes';
import * as all from './routes';
const app: express.Application = express();
app.use('/p', logger, people);
app.use(['/a', '/b'], pets);
app.use('/ns', all.pets);
app.use('/cjs', require('./old'));
app.use('/named', require('./old-named').router);
export default app;
""",
            "src/routes/index.ts": "export { default as users } from './users';\nexport * from './pets.js';\n",
            "src/routes/users.ts": "import { Router } from 'express';\nconst r = Router({ mergeParams: true });\nr.get('/', h).post('/:id', h);\nexport default r;\n",
            "src/routes/pets.ts": "import { Router as R } from 'express';\nexport const pets = R();\npets.delete('/x', h);\n",
            "src/old.js": "const router = require('express').Router();\nrouter.get('/y', h);\nmodule.exports = router;\n",
            "src/old-named.js": "const router = require('express').Router();\nrouter.patch('/z', h);\nexports.router = router;\n",
        },
        [
            "DELETE /a/x",
            "DELETE /b/x",
            "DELETE /ns/x",
            "GET /cjs/y",
            "GET /p",
            "PATCH /named/z",
            "POST /p/:id",
        ],
    ),
    "constants, templates, objects of constants, defaults of the environment": (
        {
            "constants.js": "exports.API = '/api';\nexports.PATHS = { users: '/users' };\n",
            "app.js": """
const express = require('express');
const { API, PATHS } = require('./constants');
const VERSION = process.env.API_VERSION || 'v1';
const base = `${API}/${VERSION}`;
const app = express();
const router = express.Router();
router.get(PATHS.users, h);
router.get(PATHS['users'] + '/:id', h);
app.use(base, router);
app.get(`/unknown/${process.env.TENANT}/x`, h);
""",
        },
        ["GET /api/v1/users", "GET /api/v1/users/:id", "GET /unknown/{TENANT}/x"],
    ),
    "functions that are given the application, that make routers, that are called later": (
        {
            "index.js": """
const express = require('express');
const app = express();
require('./routes')(app, { prefix: '/api' });
require('./auth').register(app);
app.use('/made', require('./make')('things'));
start().then(() => { app.get('/late', h); });
""",
            "routes.js": "module.exports = (app, { prefix }) => {\n  app.get(`${prefix}/x`, h);\n};\n",
            "auth.js": "exports.register = function (app) { app.post('/login', h); };\n",
            "make.js": "const { Router } = require('express');\nmodule.exports = function (name) {\n  const r = Router();\n  r.get('/' + name, h);\n  return r;\n};\n",
        },
        ["GET /api/x", "GET /late", "GET /made/things", "POST /login"],
    ),
    "classes with routers, inheritance, lists of controllers, a getter": (
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": "src", "paths": {"@c/*": ["controllers/*"]}}}',
            "src/server.ts": """
import App from './app';
import { UserController } from '@c/user';
import PetRoutes from 'controllers/pet';
const app = new App([new UserController()], '/api');
app.listen();
""",
            "src/app.ts": """
import express, { Application } from 'express';
export default class App {
  public app: Application = express();
  constructor(controllers: Base[], private readonly prefix: string) {
    this.routes(controllers);
  }
  private routes(controllers: Base[]) {
    controllers.forEach((controller) => {
      this.app.use(this.prefix + controller.path, controller.router);
    });
    for (const { path, route } of [{ path: '/pets', route: new PetRoutes() }]) {
      this.app.use(path, route.routes);
    }
  }
  listen() { this.app.listen(3000); }
}
import PetRoutes from 'controllers/pet';
""",
            "src/controllers/base.ts": "import { Router } from 'express';\nexport abstract class Base {\n  router = Router();\n  constructor() { this.init(); }\n  abstract init(): void;\n}\n",
            "src/controllers/user.ts": "import { Base } from './base';\nexport class UserController extends Base {\n  path = '/users';\n  init() {\n    this.router.get('/', this.all);\n    this.router.get('/:id', this.one.bind(this));\n  }\n  all = async () => {};\n  async one() {}\n}\n",
            "src/controllers/pet.ts": "import { Router } from 'express';\nexport default class PetRoutes {\n  private r = Router();\n  constructor() { this.r.post('/feed', h); }\n  get routes() { return this.r; }\n}\n",
        },
        ["GET /api/users", "GET /api/users/:id", "POST /pets/feed"],
    ),
    "a folder that is read and required file by file": (
        {
            "app.js": """
const fs = require('fs');
const path = require('path');
const express = require('express');
const app = express();
fs.readdirSync(path.join(__dirname, 'routes')).forEach((file) => {
  app.use('/' + path.basename(file, '.js'), require('./routes/' + file));
});
""",
            "routes/a.js": "const r = require('express').Router();\nr.get('/x', h);\nmodule.exports = r;\n",
            "routes/b.js": "const r = require('express').Router();\nr.get('/y', h);\nmodule.exports = r;\n",
        },
        ["GET /a/x", "GET /b/y"],
    ),
    "an application in an application, a wrapped router, routers that nobody mounts": (
        {
            "app.js": """
const express = require('express');
const { wrap } = require('router-wrapper');
const inner = express();
inner.get('/in', h);
const app = express();
app.use('/outer', inner);
const wrapped = wrap(express.Router());
wrapped.get('/w', h);
app.use(wrapped);
const lost = express.Router();
lost.get('/lost', h);
""",
        },
        ["GET /outer/in", "GET /w"],
    ),
    "test servers, mocks, examples and documentation serve nothing": (
        {
            "tests/server.js": "const app = require('express')();\napp.get('/test', h);\n",
            "src/app.spec.ts": "import express from 'express';\nexpress().get('/spec', h);\n",
            "mock-server.js": "const app = require('express')();\napp.get('/mock', h);\n",
            "examples/a.js": "const app = require('express')();\napp.get('/example', h);\n",
            "node_modules/x/index.js": "const app = require('express')();\napp.get('/vendored', h);\n",
        },
        [],
    ),
    "modules and routers that go round in circles come to an end": (
        {
            "a.js": "const express = require('express');\nconst b = require('./b');\nconst app = express();\napp.use('/b', b.router);\nconst one = express.Router(), two = express.Router();\none.use('/t', two); two.use('/o', one); two.get('/x', h);\napp.use(one);\nmodule.exports = app;\n",
            "b.js": "const { Router } = require('express');\nrequire('./a');\nexports.router = Router();\nexports.router.get('/y', h);\nfunction again(n) { return again(n); }\nagain(1);\n",
        },
        ["GET /b/y", "GET /t/x"],
    ),
    "a package of the workspace gives the routes": (
        {
            "apps/api/package.json": '{"name": "api", "dependencies": {"express": "4"}}',
            "apps/api/main.ts": "import express from 'express';\nimport { router } from '@org/routes';\nimport { extra } from '@org/routes/extra';\nexpress().use('/r', router).use('/e', extra);\n",
            "packages/routes/package.json": '{"name": "@org/routes", "main": "dist/index.js"}',
            "packages/routes/src/index.ts": "import { Router } from 'express';\nexport const router = Router().get('/x', h);\n",
            "packages/routes/src/extra.ts": "import { Router } from 'express';\nexport const extra = Router().get('/y', h);\n",
        },
        ["GET /e/y", "GET /r/x"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_express_serves(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == expected


def test_a_route_stands_where_its_method_is_called(tmp_path: Path) -> None:
    files = {
        "a.js": "const app = require('express')();\n\napp\n  .get('/x', h)\n  .post('/y', h);\n"
    }
    found = assessed(tmp_path, files, "routes").of("routes")
    assert [(fact.name, fact.path, fact.line) for fact in found] == [
        ("/x", "a.js", 4),
        ("/y", "a.js", 5),
    ]


BROKEN = "const app = require('express')();\napp.get('/ok', h);\nfunction ( { ] `${\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("syntax.js", BROKEN.encode()),
        ("latin.js", b"// caf\xe9\nconst app = require('express')();\napp.get('/ok', h);\n"),
        ("bom.js", b"\xef\xbb\xbfconst app = require('express')();\napp.get('/ok', h);\n"),
        ("crlf.js", b"const app = require('express')();\r\napp.get('/ok', h);\r\n"),
    ],
)
def test_a_damaged_file_still_says_what_it_can(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert routes(tmp_path, {}) == ["GET /ok"]


def test_minified_and_deeply_nested_files_are_passed_over(tmp_path: Path) -> None:
    line = "var e=require('express')();e.get('/min',h);"
    deep = "const app = require('express')();\nx(" + "(\n" * 3000 + ")\n" * 3000 + ");\n"
    (tmp_path / "bundle.js").write_text(line * 500)
    (tmp_path / "deep.js").write_text(deep)
    (tmp_path / "good.js").write_text("const app = require('express')();\napp.get('/ok', h);\n")
    found = assessed(tmp_path, {}, "routes").of("routes")
    assert [fact.name for fact in found] == ["/ok"]


def test_modules_and_calls_nested_without_end_leave_the_rest(tmp_path: Path) -> None:
    files = {
        f"m{n}.js": f"require('./m{n + 1}')();\nmodule.exports = () => {{}};\n" for n in range(600)
    }
    files["m600.js"] = "module.exports = function f(a) { return f([[a]]); };\n"
    files["app.js"] = "require('./m0');\nconst app = require('express')();\napp.get('/ok', h);\n"
    files["other.js"] = "const app = require('express')();\napp.get('/also', h);\n"
    found = assessed(tmp_path, files, "routes")
    assert "/also" in {fact.name for fact in found.of("routes")}
