"""NestJS's ways to a route, by its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import routes

if TYPE_CHECKING:
    from pathlib import Path

COMMON = "import { All, Controller, Delete, Get, Module, Post, Put, RequestMethod, Version, VERSION_NEUTRAL, VersioningType } from '@nestjs/common';\nimport { NestFactory, RouterModule } from '@nestjs/core';\n"
MODULE = "@Module({ controllers: [C] })\nexport class AppModule {}\n"


def app(setup: str = "", controllers: str = "", modules: str = MODULE) -> dict[str, str]:
    """Return one file with an application: its set-up, its controllers, its modules."""
    start = f"async function bootstrap() {{\n  const app = await NestFactory.create(AppModule);\n{setup}\n  await app.listen(3000);\n}}\nbootstrap();\n"
    return {"src/main.ts": COMMON + controllers + modules + start}


PLAIN = "@Controller('c')\nexport class C {\n  @Get('x') x() {}\n}\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "methods, empty paths, lists of paths, other decorators between": (
        app(
            controllers="""
@UseGuards(AuthGuard)
@Controller('c')
export class C {
  @Get() all() {}
  @Get(['a', 'b']) two() {}
  @HttpCode(204)
  @Delete(':id')
  async remove(@Param('id') id: string) {}
  @All('any') any() {}
  // @Put('comment') no() {}
  private helper() {}
}
@Controller()
export class Root { @Get() hello() {} }
""",
            modules="@Module({ controllers: [C, Root] })\nexport class AppModule {}\n",
        ),
        ["ANY /c/any", "DELETE /c/:id", "GET /", "GET /c", "GET /c/a", "GET /c/b"],
    ),
    "a global prefix, with what it is not for": (
        app(
            "app.setGlobalPrefix('api', { exclude: ['health', { path: 'c/x', method: RequestMethod.GET }, 'in/(.*)'] });",
            "@Controller()\nexport class C {\n  @Get('health') h() {}\n  @Get('c/x') x() {}\n  @Post('c/x') y() {}\n  @Get('in/a/b') z() {}\n}\n",
        ),
        ["GET /c/x", "GET /health", "GET /in/a/b", "POST /api/c/x"],
    ),
    "an optional part of what the prefix is not for starts at a slash": (
        app(
            "app.setGlobalPrefix('api', { exclude: ['ca{/*rest}', 'page/:n?'] });",
            "@Controller()\nexport class C {\n  @Get('ca') h() {}\n  @Get('ca/b/c') x() {}\n  @Get('cache') y() {}\n  @Get('page/:n') z() {}\n}\n",
        ),
        ["GET /api/cache", "GET /ca", "GET /ca/b/c", "GET /page/:n"],
    ),
    "a module that a long method of its own describes": (
        app(
            controllers=PLAIN,
            modules="@Module({ controllers: [C] })\nexport class Inner {\n  static async register() {\n"
            "    if (!(await isPopulated())) return { module: Inner };\n"
            + "    const word = 'a text that makes the body longer than a small one is';\n" * 8
            + "    return { module: Inner, providers: [word] };\n  }\n}\n"
            + "@Module({ imports: [Inner.register()] })\nexport class AppModule {}\n",
        ),
        ["GET /c/x"],
    ),
    "versions in the path: of the application, the controller, the method, and none": (
        app(
            "app.enableVersioning({ type: VersioningType.URI, prefix: 'ver', defaultVersion: ['1', '2'] });",
            "@Controller('c')\nexport class C { @Get() a() {} @Version('3') @Get('v') v() {} @Version(VERSION_NEUTRAL) @Get('n') n() {} }\n@Controller({ path: 'd', version: '4' })\nexport class D { @Get() d() {} }\n",
            "@Module({ controllers: [C, D] })\nexport class AppModule {}\n",
        ),
        ["GET /c/n", "GET /ver1/c", "GET /ver2/c", "GET /ver3/c/v", "GET /ver4/d"],
    ),
    "versions in a header are not in the path": (
        app("app.enableVersioning({ type: VersioningType.HEADER, header: 'v' });", PLAIN),
        ["GET /c/x"],
    ),
    "module paths of RouterModule, dynamic modules, modules that nobody imports": (
        app(
            controllers=PLAIN
            + "@Controller('d')\nexport class D { @Get() d() {} }\n@Controller('lost')\nexport class L { @Get() l() {} }\n",
            modules="""
@Module({ controllers: [C] })
export class Inner {}
@Module({})
export class Dynamic {
  static register() { return { module: Dynamic, controllers: [D] }; }
}
@Module({ controllers: [L] })
export class Lost {}
@Module({ imports: [Inner, Dynamic.register(), RouterModule.register([{ path: 'up', children: [{ path: 'low', module: Inner }, Dynamic] }])] })
export class AppModule {}
""",
        ),
        ["GET /up/d", "GET /up/low/c/x"],
    ),
    "a prefix from registered settings, a controller that inherits": (
        {
            "src/config.ts": "import { registerAs } from '@nestjs/config';\nexport default registerAs<Config>('app', () => ({ prefix: process.env.API_PREFIX || 'api' }));\n",
            **app(
                "const config = app.get(ConfigService);\n  app.setGlobalPrefix(config.getOrThrow('app.prefix', { infer: true }));",
                "import { ConfigService } from '@nestjs/config';\nabstract class Base { @Get('base') b() {} @Get('both') old() {} }\n@Controller('c')\nexport class C extends Base { @Post('own') o() {} }\n",
            ),
        },
        ["GET /api/c/base", "GET /api/c/both", "POST /api/c/own"],
    ),
    "an application that is only asked for its settings serves nothing": (
        app(
            "const first = await NestFactory.create(AppModule);\n  app.setGlobalPrefix('api');",
            PLAIN,
        ),
        ["GET /api/c/x"],
    ),
    "a monorepo: each application has its own prefix": (
        {
            "apps/a/src/main.ts": COMMON
            + "import { Shared } from '../../../libs/shared';\n@Module({ imports: [Shared] })\nclass A {}\nasync function b() { const app = await NestFactory.create(A); app.setGlobalPrefix('a'); }\nb();\n",
            "apps/b/src/main.ts": COMMON
            + "import { Shared } from '../../../libs/shared';\n@Module({ imports: [Shared] })\nclass B {}\n(async () => { const app = await NestFactory.create(B); app.setGlobalPrefix('b'); })();\n",
            "libs/shared/index.ts": COMMON
            + "@Controller('s')\nexport class S { @Get() s() {} }\n@Module({ controllers: [S] })\nexport class Shared {}\n",
        },
        ["GET /a/s", "GET /b/s"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nestjs_serves(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == expected
