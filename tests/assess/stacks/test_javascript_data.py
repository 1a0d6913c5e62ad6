"""Environment variables, models and migrations of scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed, names

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES: dict[str, tuple[dict[str, str], list[str]]] = {
    "every form of process.env": (
        {
            "a.ts": """
process.env.DOT; process.env['QUOTED']; process.env?.OPTIONAL; (process.env as any).CAST;
const { ONE, TWO: two, THREE = 'x' } = process.env;
globalThis.process.env.GLOBAL;
// process.env.COMMENT
const text = "process.env.TEXT";
process.env[name];
""",
            "b.test.ts": "process.env.ONLY_IN_TEST;\n",
            "c.js": "other.env.NO; import.meta.env.VITE_X; import.meta.env.PROD; Bun.env.BUN_X; Deno.env.get('DENO_X');\n",
        },
        [
            "BUN_X",
            "CAST",
            "DENO_X",
            "DOT",
            "GLOBAL",
            "ONE",
            "OPTIONAL",
            "QUOTED",
            "THREE",
            "TWO",
            "VITE_X",
        ],
    ),
    "the whole environment under another name, and what a module exports of it": (
        {
            "a.ts": "const env = process.env;\nenv.BY_ALIAS; env.toString(); const { TAKEN } = env;\nother.BY_OTHER;\n",
            "one.ts": "const port = process.env.PORT;\nport.NOT_ONE;\n",
            "lib/environment.ts": "export function wrapped(env) { return new Proxy(env, {}); }\nexport default wrapped(process.env);\n",
            "lib/named/index.js": "export const variables = { ...process.env };\n",
            "b.ts": "import environment from './lib/environment';\nexport const a = environment.BY_DEFAULT ?? environment.lower;\n",
            "c.ts": "import { variables as v } from './lib/named';\nv.BY_NAME; // v.nothing\n",
            "d.ts": "import environment from 'elsewhere/environment';\nenvironment.FOREIGN;\n",
        },
        ["BY_ALIAS", "BY_DEFAULT", "BY_NAME", "PORT", "TAKEN"],
    ),
    "components with scripts of their own": (
        {
            "a.vue": "<script>\nexport default { a: import.meta.env.VITE_A, b: process.env.VUE_B };\n// import.meta.env.COMMENT\nif (import.meta.env.DEV) {}\n</script>\n",
            "b.svelte": "<script>let x = import.meta.env.VITE_C;</script>\n",
        },
        ["VITE_A", "VITE_C", "VUE_B"],
    ),
    "schemas: zod, envalid, t3, Joi": (
        {
            "zod.ts": "import { z } from 'zod';\nexport const env = z.object({ Z_ONE: z.string(), Z_TWO: z.coerce.number() }).parse(process.env);\n",
            "envalid.ts": "import { cleanEnv, str } from 'envalid';\nexport default cleanEnv(process.env, { E_ONE: str() });\n",
            "named.js": "const { cleanEnv, num } = require('envalid');\nconst spec = {\n  N_ONE: num({ default: 1 }),\n  N_TWO: num(),\n};\nmodule.exports = cleanEnv(process.env, spec);\n",
            "t3.ts": "import { createEnv } from '@t3-oss/env-nextjs';\nexport const env = createEnv({ server: { T_ONE: z.string() }, client: { NEXT_PUBLIC_T: z.string() }, runtimeEnv: process.env });\n",
            "joi.js": "const schema = Joi.object()\n  .keys({ K_ONE: Joi.string() })\n  .unknown();\nconst { value } = schema.prefs({ errors: {} }).validate(process.env);\n",
            "app.module.ts": "ConfigModule.forRoot({ validationSchema: Joi.object({ J_ONE: Joi.string().required() }) });\n",
            "other.ts": "const body = z.object({ NOT_ENV: z.string() });\nbody.parse(request.body);\n",
        },
        ["E_ONE", "J_ONE", "K_ONE", "NEXT_PUBLIC_T", "N_ONE", "N_TWO", "T_ONE", "Z_ONE", "Z_TWO"],
    ),
    "helpers and services that look a name up": (
        {
            "env.ts": "export function requireEnv(name: string) { return process.env[name]; }\nexport const optionalEnv = (key: string) => process.env[key];\n",
            "use.ts": "requireEnv('H_ONE'); env.optionalEnv('H_TWO'); otherEnv('H_NONE'); configService.get<string>('C_ONE'); this.config.getOrThrow('C_TWO'); config.get('some.path');\n",
        },
        ["C_ONE", "C_TWO", "H_ONE", "H_TWO"],
    ),
    "prisma": (
        {
            "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n  url = env("P_ONE")\n  // url = env("P_COMMENT")\n}\n',
            "prisma.config.ts": "import { env } from 'prisma/config';\nexport default { url: env('P_TWO') };\n",
        },
        ["P_ONE", "P_TWO"],
    ),
}


@pytest.mark.parametrize("name", VARIABLES)
def test_scripts_read_these_variables(name: str, tmp_path: Path) -> None:
    files, expected = VARIABLES[name]
    assert names(tmp_path, files, "env_vars") == expected


MODELS: dict[str, tuple[dict[str, str], list[str]]] = {
    "prisma: models, not enums, types, views or comments": (
        {
            "prisma/schema/a.prisma": 'model A {\n  id Int @id @default(dbgenerated("//model X {"))\n}\nenum E {\n  X\n}\ntype T {\n  x String\n}\nview V {\n  id Int\n}\n// model C {\n',
            "prisma/schema/b.prisma": "model   B   {\n  id Int @id\n}\n",
        },
        ["A", "B"],
    ),
    "typeorm and mikro-orm: entities, not abstract bases nor somebody else's decorator": (
        {
            "a.entity.ts": "import {\n  // what a model is made of\n  Entity as E, Column } from 'typeorm';\nexport abstract class Base {}\n@E({ name: 'users' })\nexport class User extends Base {}\n",
            "b.entity.ts": "import * as orm from 'typeorm';\n@orm.Entity()\nclass Post {}\n",
            "c.entity.ts": "import { Entity } from '@mikro-orm/core';\n@Entity()\nexport default class Tag {}\n",
            "d.ts": "import { Entity } from './domain';\n@Entity()\nclass NotOne {}\n",
            "e.ts": "import { Entity } from '@mikro-orm/core';\n@Entity({ abstract: true })\nexport abstract class AnyOne {}\n",
        },
        ["Post", "Tag", "User"],
    ),
    "sequelize": (
        {
            "a.js": "module.exports = (sequelize, DataTypes) => {\n  const A = sequelize.define('A', { x: DataTypes.STRING });\n  return A;\n};\n",
            "b.ts": "import { Model, Sequelize } from 'sequelize';\nexport class B extends Model {}\nB.init({ id: 1 }, { sequelize });\nOther.init({}, {});\n",
            "c.ts": "import { Table, Model } from 'sequelize-typescript';\n@Table\nexport class C extends Model {}\n",
        },
        ["A", "B", "C"],
    ),
    "mongoose": (
        {
            "a.js": "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('A', schema);\nmongoose.model('LookedUp');\n",
            "b.ts": "import { model, Schema } from 'mongoose';\nexport default model<IB>('B', new Schema({}));\n",
            "c.ts": "import { Schema } from '@nestjs/mongoose';\n@Schema()\nexport class C {}\n",
        },
        ["A", "B", "C"],
    ),
    "objection: the classes that name a table, whatever base is between": (
        {
            "base.js": "const { Model } = require('objection');\nmodule.exports = class Base extends Model {};\n",
            "a.js": "const Base = require('./base');\nmodule.exports = class A extends Base {\n  static get tableName() { return 'a'; }\n};\n",
            "b.ts": "import Base from './base';\nexport class B extends Base {\n  static tableName = 'b';\n}\nconst options = { tableName: 'c' };\n",
        },
        ["A", "B"],
    ),
    "drizzle": (
        {
            "a.ts": "import { pgTable, pgEnum } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', {});\nexport const role = pgEnum('role', ['x']);\n"
        },
        ["users"],
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_models_are(name: str, tmp_path: Path) -> None:
    files, expected = MODELS[name]
    assert names(tmp_path, files, "models") == expected


@pytest.mark.parametrize(
    ("path", "text", "tool"),
    [
        ("src/migrations/1-a.ts", "export class A implements MigrationInterface {}\n", "typeorm"),
        ("db/migrations/1.js", "exports.up = (queryInterface) => {};\n", "sequelize"),
        ("migrations/1.js", "exports.up = function (knex) {};\n", "knex"),
        (
            "src/migrations/M1.ts",
            "import { Migration } from '@mikro-orm/migrations';\nexport class M1 extends Migration {}\n",
            "mikro-orm",
        ),
        ("drizzle/meta/_journal.json", "{}\n", "drizzle"),
        ("prisma/migrations/migration_lock.toml", 'provider = "mysql"\n', "prisma"),
        ("prisma/migrations/1_a/migration.sql", "SELECT 1;\n", "prisma"),
    ],
)
def test_a_migration_shows_its_tool(path: str, text: str, tool: str, tmp_path: Path) -> None:
    assert names(tmp_path, {path: text}, "migration_tool") == [tool]


def test_packages_show_frameworks_orms_and_runners(tmp_path: Path) -> None:
    text = '{"dependencies": {"express": "4", "react": "18", "typeorm": "0"},\n "devDependencies": {"vitest": "1", "fastify": "5", "cypress": "13"}}'
    found = assessed(tmp_path, {"package.json": text})
    assert {fact.name for fact in found.of("frameworks")} == {"express", "react"}
    assert {fact.name for fact in found.of("orms")} == {"typeorm"}
    assert {fact.name for fact in found.of("test_framework")} == {"vitest", "cypress"}
