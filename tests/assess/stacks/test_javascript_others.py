"""Fastify, Koa and Hono: their ways to a route, by their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "hono: a router with a base path that another application serves": (
        {
            "app.ts": """
import { Hono } from 'hono';
const herons = new Hono().get('/', h).get('/:id', h);
const api = new Hono().basePath('/api').basePath('/v1').route('/herons', herons);
api.post('/x', h);
const app = new Hono();
app.route('/in', api);
export default app;
"""
        },
        ["GET /in/api/v1/herons", "GET /in/api/v1/herons/:id", "POST /in/api/v1/x"],
    ),
    "fastify: plugins in plugins, options, full declarations, wrapped plugins, constants": (
        {
            "server.js": """
import Fastify from 'fastify';
import users from './users.js';
import shared from './shared.js';
const fastify = Fastify({ logger: true });
fastify.get('/', async () => ({}));
fastify.route({ method: ['GET', 'POST'], url: '/both', handler });
fastify.register(users, { prefix: '/v1' });
fastify.register(import('./lazy.js'), { prefix: '/lazy' });
fastify.register(shared, { prefix: '/ignored' });
fastify.register(async (inner, options) => {
  inner.all('/all', handler);
}, { prefix: '/inline' });
await fastify.listen({ port: 3000 });
""",
            "users.js": "export default async function (fastify, opts) {\n  fastify.get('/users/:id', opts, handler);\n  fastify.register(require('./deep'), { prefix: '/deep' });\n}\n",
            "deep.js": "module.exports = function (app, _, done) {\n  app.delete('/', handler);\n  done();\n};\n",
            "lazy.js": "export default async (f) => { f.put('/x', handler); };\n",
            "shared.js": "import fp from 'fastify-plugin';\nexport default fp(async (f) => { f.get('/shared', handler); });\n",
        },
        [
            "ANY /inline/all",
            "DELETE /v1/deep",
            "GET /",
            "GET /both",
            "GET /shared",
            "GET /v1/users/:id",
            "POST /both",
            "PUT /lazy/x",
        ],
    ),
    "fastify: a folder that is loaded by itself": (
        {
            "app.ts": "import autoload from '@fastify/autoload';\nimport path from 'node:path';\nimport { fileURLToPath } from 'node:url';\nimport fastify from 'fastify';\nconst here = path.dirname(fileURLToPath(import.meta.url));\nconst app = fastify();\napp.register(autoload, { dir: path.join(here, 'routes'), options: { prefix: '/api' } });\n",
            "routes/root.ts": "export default async function (f) { f.get('/', h); }\n",
            "routes/users/index.ts": "export default async function (f) { f.get('/:id', h); }\n",
            "routes/users/schemas.ts": "export default async function (f) { f.get('/not-a-plugin', h); }\n",
            "routes/users/_name/x.ts": "export default async function (f) { f.get('/y', h); }\n",
            "routes/own.ts": "export default async function (f) { f.get('/z', h); }\nexport const autoPrefix = '/mine';\n",
        },
        ["GET /api", "GET /api/mine/z", "GET /api/users/:id", "GET /api/users/:name/y"],
    ),
    "koa: prefixes before and after, names of routes, nested routers, koa-mount": (
        {
            "app.js": """
const Koa = require('koa');
const Router = require('@koa/router');
const mount = require('koa-mount');
const app = new Koa();
const users = new Router({ prefix: '/users' });
users.get('/', h).post('name', '/named', h).del('/:id', h);
const outer = new Router();
outer.use('/api', users.routes(), users.allowedMethods());
outer.get(['/a', '/b'], h);
outer.prefix('/v1');
app.use(outer.routes());
const inner = new Koa();
const r = new Router();
r.all('/x', h);
inner.use(r.middleware());
app.use(mount('/inner', inner));
""",
        },
        [
            "ANY /inner/x",
            "DELETE /v1/api/users/:id",
            "GET /v1/a",
            "GET /v1/api/users",
            "GET /v1/b",
            "POST /v1/api/users/named",
        ],
    ),
    "hono: chains, base paths, mounted applications, on, OpenAPI": (
        {
            "src/index.ts": """
import { Hono } from 'hono';
import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
import books from './books';
const app = new Hono<{ Bindings: Env }>().basePath('/api');
app.get('/', (c) => c.text('x')).post('/p', validator(), (c) => c.text('y'));
app.route('/books', books);
app.on(['PUT', 'DELETE'], '/on', (c) => c.text('z'));
const docs = new OpenAPIHono();
docs.openapi(createRoute({ method: 'get', path: '/doc/{id}', responses: {} }), (c) => c.json({}));
app.route('/o', docs);
export default app;
""",
            "src/books.ts": "import { Hono } from 'hono';\nconst books = new Hono();\nbooks.get('/:id', (c) => c.text(c.get('user')));\nexport default books;\n",
        },
        [
            "DELETE /api/on",
            "GET /api",
            "GET /api/books/:id",
            "GET /api/o/doc/{id}",
            "POST /api/p",
            "PUT /api/on",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_serves(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == expected
