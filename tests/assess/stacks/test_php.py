"""Routes, models, migrations and variables of PHP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = "<?php\nuse Illuminate\\Support\\Facades\\Route;\nuse App\\Http\\C;\n"
LARAVEL = {"composer.json": '{"require": {"laravel/framework": "^11"}}', "artisan": ""}


def laravel(web: str, **others: str) -> dict[str, str]:
    """Return an application with a file of routes for the web, and others by their paths."""
    bootstrap = (
        "<?php\nuse Illuminate\\Foundation\\Application;\n"
        "return Application::configure(basePath: dirname(__DIR__))->withRouting("
        "web: __DIR__.'/../routes/web.php', api: __DIR__.'/../routes/api.php', health: '/up')->create();\n"
    )
    files = {"bootstrap/app.php": bootstrap, "routes/web.php": ROUTE + web}
    return LARAVEL | files | others


SYMFONY = "<?php\nnamespace App\\Controller;\nuse Symfony\\Component\\Routing\\Attribute\\Route;\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "Laravel: verbs, comments, groups of both kinds, controllers, redirects": (
        laravel("""
Route::get('/', fn () => view('x'));
// Route::get('no', 'x');
Route::middleware(['auth'])->prefix('admin')->name('x.')->group(function () {
    Route::get('/x/{id?}', [C::class, 'show'])->where('id', '.*');
});
Route::group(['prefix' => 'g'], function () { Route::match(['get', 'post'], 'm', 'C@m'); });
Route::controller(C::class)->prefix('k')->group(function () { Route::delete('{id}', 'x'); });
Route::redirect('old', 'new');
"""),
        [
            "ANY /old",
            "DELETE /k/{id}",
            "GET /",
            "GET /admin/x/{id?}",
            "GET /g/m",
            "GET /up",
            "POST /g/m",
        ],
    ),
    "Laravel: resources with only, except, nesting, shallow nesting; singletons": (
        laravel("""
Route::resource('photos', C::class)->only(['index', 'show']);
Route::resource('photos.comments', C::class, ['only' => ['store', 'destroy']])->shallow();
Route::apiResources(['categories' => C::class]);
Route::singleton('profile', C::class);
"""),
        [
            "DELETE /categories/{category}",
            "DELETE /comments/{comment}",
            "GET /categories",
            "GET /categories/{category}",
            "GET /photos",
            "GET /photos/{photo}",
            "GET /profile",
            "GET /profile/edit",
            "GET /up",
            "PATCH /categories/{category}",
            "PATCH /profile",
            "POST /categories",
            "POST /photos/{photo}/comments",
            "PUT /categories/{category}",
            "PUT /profile",
        ],
    ),
    "Laravel: other files, constants, loops, settings": (
        laravel(
            """
require __DIR__.'/auth.php';
foreach (['a', 'b'] as $k) { Route::view("list/$k", 'x'); }
Route::prefix(C::P)->group(base_path('routes/more.php'));
Route::prefix(config('shop.prefix'))->group(function () { Route::put('conf', 'x'); });
""",
            **{
                "routes/auth.php": f"{ROUTE}Route::get('login', 'x');\n",
                "routes/more.php": f"{ROUTE}Route::post('more', 'x');\n",
                "routes/unused.php": f"{ROUTE}Route::post('unused', 'x');\n",
                "routes/api.php": f"{ROUTE}Route::get('users', 'x');\n",
                "config/shop.php": "<?php\nreturn ['prefix' => env('SHOP', 'shop')];\n",
                "app/Http/C.php": "<?php\nnamespace App\\Http;\nclass C { const P = 'const'; }\n",
            },
        ),
        [
            "GET /api/users",
            "GET /list/a",
            "GET /list/b",
            "GET /login",
            "GET /up",
            "POST /const/more",
            "PUT /shop/conf",
        ],
    ),
    "Laravel with a provider of its own": (
        LARAVEL
        | {
            "bootstrap/app.php": "<?php\n$app = new Illuminate\\Foundation\\Application();\nreturn $app;\n",
            "routes/api.php": f"{ROUTE}Route::get('x', 'x');\n",
            "routes/web.php": f"{ROUTE}Route::get('y', 'x');\n",
            "app/Providers/RouteServiceProvider.php": """<?php
namespace App\\Providers;
use Illuminate\\Support\\Facades\\Route;
class RouteServiceProvider extends ServiceProvider {
    public function boot() { $this->routes(function () {
        Route::middleware('api')->prefix('api/v1')->group(base_path('routes/api.php'));
        $this->mapWeb();
    }); }
    protected function mapWeb() { Route::middleware('web')->group(base_path('routes/web.php')); }
}
""",
        },
        ["GET /api/v1/x", "GET /y"],
    ),
    "Symfony: attributes of classes and methods, a prefix of the configuration, YAML": (
        {
            "src/Controller/A.php": SYMFONY
            + "#[Route('/a', name: 'a_')]\nclass A {\n  #[Route('/x/{id<\\d+>}', methods: ['GET', 'POST'])]\n"
            "  public function x() {}\n  #[Route]\n  public function y() {}\n}\n",
            "src/Controller/B.php": SYMFONY
            + "#[Route('/b', methods: 'DELETE')]\nclass B { public function __invoke() {} }\n",
            "config/routes.yaml": "controllers:\n  resource: ../src/Controller/\n  type: attribute\n  prefix: /p\n"
            "health:\n  path: /health\n  controller: App\\H\n  methods: [GET]\n",
        },
        ["ANY /p/a", "DELETE /p/b", "GET /health", "GET /p/a/x/{id}", "POST /p/a/x/{id}"],
    ),
    "Symfony: doc comments": (
        {
            "src/Controller/A.php": "<?php\nuse Symfony\\Component\\Routing\\Annotation\\Route;\n"
            '/**\n * @Route("/a")\n */\nclass A {\n  /**\n   * @Route("/x/{id}", name="x", methods={"GET", "PUT"})\n   */\n'
            "  public function x() {}\n}\n"
        },
        ["GET /a/x/{id}", "PUT /a/x/{id}"],
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
                "app/Models/User.php": "<?php\nnamespace App\\Models;\nuse Illuminate\\Foundation\\Auth\\User as Authenticatable;\nclass User extends Authenticatable {}\n",
                "app/Models/Base.php": "<?php\nnamespace App\\Models;\nuse Illuminate\\Database\\Eloquent\\Model;\nabstract class Base extends Model {}\n",
                "app/Models/Book.php": "<?php\nnamespace App\\Models;\nclass Book extends Base {}\n",
                "app/Other.php": "<?php\nclass Other extends Thing {}\n",
            },
            "models",
            ["Book", "User"],
        ),
        (
            {
                "src/Entity/A.php": "<?php\nuse Doctrine\\ORM\\Mapping as ORM;\n#[ORM\\Entity]\nclass A {}\n",
                "src/Entity/B.php": "<?php\nuse Doctrine\\ORM\\Mapping as ORM;\n/**\n * @ORM\\Entity\n */\nclass B {}\n",
                "src/Entity/M.php": "<?php\nuse Doctrine\\ORM\\Mapping as ORM;\n#[ORM\\MappedSuperclass]\nclass M {}\n",
            },
            "models",
            ["A", "B"],
        ),
        (
            {"database/migrations/1_x.php": "<?php\nreturn new class extends Migration {};\n"},
            "migration_tool",
            ["laravel"],
        ),
        (
            {
                "migrations/Version1.php": "<?php\nuse Doctrine\\Migrations\\AbstractMigration;\nclass Version1 extends AbstractMigration {}\n"
            },
            "migration_tool",
            ["doctrine"],
        ),
        (
            {
                "config/a.php": "<?php\nreturn ['a' => env('SHOP_A', 1), // env('SHOP_NO')\n'b' => getenv('SHOP_B')];\n",
                "config/services.yaml": "parameters:\n  c: '%env(int:SHOP_C)%'\n",
            },
            "env_vars",
            ["SHOP_A", "SHOP_B", "SHOP_C"],
        ),
        ({"composer.json": '{"require-dev": {"pestphp/pest": "^3"}}'}, "test_framework", ["pest"]),
        ({"composer.json": '{"require": {"slim/slim": "^4"}}'}, "package_managers", ["composer"]),
    ],
)
def test_facts(files: dict[str, str], kind: str, expected: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, files, kind) == expected
