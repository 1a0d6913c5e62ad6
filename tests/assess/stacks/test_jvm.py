"""Routes, models, migrations, tests and variables of Java and Kotlin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

WEB = "import org.springframework.web.bind.annotation.*;\n"
MAIN = "src/main/java/shop/"
RESOURCES = "src/main/resources/"
KTOR = "import io.ktor.server.routing.*\nimport io.ktor.server.application.*\n"

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "Spring: paths of a class and of its methods, lists, constants, methods, comments": (
        {
            f"{MAIN}C.java": f"""package shop;
{WEB}
@RestController
@RequestMapping(path = {{"/a", C.P + "/b"}})
public class C {{
  public static final String P = "/p";
  @GetMapping public String all() {{ return ""; }}
  @RequestMapping(value = Paths.ONE, method = {{RequestMethod.GET, RequestMethod.POST}}) void x() {{}}
  // @PutMapping("/comment") void no() {{}}
  @DeleteMapping("/{{id:[0-9]+}}") void d() {{}}
}}
""",
            f"{MAIN}Paths.java": 'package shop;\nfinal class Paths { static final String ONE = "/one"; }\n',
        },
        [
            "DELETE /a/{id}",
            "DELETE /p/b/{id}",
            "GET /a",
            "GET /a/one",
            "GET /p/b",
            "GET /p/b/one",
            "POST /a/one",
            "POST /p/b/one",
        ],
    ),
    "Spring: handlers of a base class and of an interface, below the controller's own path": (
        {
            f"{MAIN}C.java": f'{WEB}@RestController @RequestMapping("/c")\nclass C extends Base implements Api {{}}\n',
            f"{MAIN}Base.java": f'{WEB}abstract class Base {{ @PutMapping("/base") void b() {{}} }}\n',
            f"{MAIN}Api.java": f'{WEB}interface Api {{ @PatchMapping("/api") void m(); }}\n',
        },
        ["PATCH /c/api", "PUT /c/base"],
    ),
    "Spring: a context path, a servlet's path, placeholders of settings with and without default": (
        {
            f"{MAIN}C.java": f'{WEB}@RestController class C {{ @GetMapping("${{shop.path}}/x") void x() {{}}\n'
            '@GetMapping("${none.such:/y}") void y() {} @PostMapping("${none}/z") void z() {} }\n',
            f"{RESOURCES}application.yml": "server:\n  servlet:\n    context-path: /ctx\n"
            "spring.mvc.servlet.path: /mvc\nshop:\n  path: /shop\n",
        },
        ["GET /ctx/mvc/shop/x", "GET /ctx/mvc/y", "POST /ctx/mvc/{none}/z"],
    ),
    "Spring: a client and a test serve nothing; a prefix for all controllers": (
        {
            f"{MAIN}Client.java": f'{WEB}@FeignClient("x") interface Client {{ @GetMapping("/far") void f(); }}\n',
            f"{MAIN}C.java": f'{WEB}@RestController class C {{ @GetMapping("/near") void f() {{}} }}\n',
            f"{MAIN}Web.java": 'class Web { void configure(X c) { c.addPathPrefix("/v1", HandlerTypePredicate.forAnnotation(RestController.class)); } }\n',
            "src/test/java/shop/T.java": f'{WEB}@RestController class T {{ @GetMapping("/t") void f() {{}} }}\n',
        },
        ["GET /v1/near"],
    ),
    "Spring in Kotlin: templates, companions, arrays": (
        {
            "src/main/kotlin/K.kt": """package shop
import org.springframework.web.bind.annotation.*
const val ROOT = "/kt"
@RestController
@RequestMapping("$ROOT/x")
class K(val s: S) {
  @GetMapping(value = ["/a", "/b"]) fun a(): String = ""
  @PostMapping fun p() {}
  companion object { const val Q = "/q" }
  @RequestMapping(Q, method = [RequestMethod.PUT]) fun q() {}
}
"""
        },
        ["GET /kt/x/a", "GET /kt/x/b", "POST /kt/x", "PUT /kt/x/q"],
    ),
    "JAX-RS: an application's path, patterns of parameters, sub-resources": (
        {
            f"{MAIN}J.java": 'import jakarta.ws.rs.*;\n@Path("/j")\npublic class J {\n'
            '  @GET public String a() { return ""; }\n  @POST @Path("/{id: \\\\d+}") public X b() {}\n'
            '  @Path("sub") public Sub s() {}\n}\n',
            f"{MAIN}Sub.java": 'import jakarta.ws.rs.*;\npublic class Sub { @GET @Path("one") public String o() {} }\n',
            f"{MAIN}App.java": 'import jakarta.ws.rs.*;\n@ApplicationPath("/rest") class App extends Application {}\n',
        },
        ["GET /rest/j", "GET /rest/j/sub/one", "POST /rest/j/{id}"],
    ),
    "Quarkus: root paths of the settings": (
        {
            f"{MAIN}J.java": 'import jakarta.ws.rs.*;\n@Path("j") public class J { @GET public String a() {} }\n',
            f"{RESOURCES}application.properties": "quarkus.http.root-path=/r\nquarkus.rest.path=/api\n",
        },
        ["GET /r/api/j"],
    ),
    "Micronaut": (
        {
            f"{MAIN}M.java": "import io.micronaut.http.annotation.*;\n"
            '@Controller("/m") class M { @Get("/{id}") String a() {} @Post String b() {} }\n'
        },
        ["GET /m/{id}", "POST /m"],
    ),
    "Ktor: nested routes, extension functions in two places, resources, streams": (
        {
            "src/main/kotlin/Users.kt": f"""{KTOR}
fun Route.users(s: S) {{
  route("/u") {{
    get("/{{id}}") {{ call.x() }}
    authenticate("x") {{ post {{ }} }}
    get<Articles.Id> {{ x -> }}
    route("z", HttpMethod.Put) {{ handle {{ }} }}
  }}
}}
fun Route.neverUsed() {{ get("/never") {{ }} }}
@Resource("/a") class Articles {{ @Resource("{{id}}") class Id(val parent: Articles = Articles()) }}
""",
            "src/main/kotlin/App.kt": f"""{KTOR}
fun Application.module() {{
  routing {{
    users(s)
    get("/") {{ }}
    route("/api") {{ users(s) }}
    more()
  }}
}}
fun Routing.more() {{ webSocket("/ws") {{ }} }}
fun main() {{ embeddedServer(Netty, port = 8080, module = Application::module).start(wait = true) }}
""",
        },
        [
            "GET /",
            "GET /api/u/a/{id}",
            "GET /api/u/{id}",
            "GET /u/a/{id}",
            "GET /u/{id}",
            "GET /ws",
            "POST /api/u",
            "POST /u",
            "PUT /api/u/z",
            "PUT /u/z",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_routes(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    assert routes(tmp_path, files) == expected


POM = "<project><dependencies>\n{}\n</dependencies></project>\n"
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId></dependency>"


@pytest.mark.parametrize(
    ("files", "kind", "expected"),
    [
        (
            {
                f"{MAIN}A.java": "import jakarta.persistence.*;\n@Entity class A {}\n@MappedSuperclass class B {}\n"
            },
            "models",
            ["A"],
        ),
        (
            {
                "src/main/kotlin/T.kt": 'import org.jetbrains.exposed.sql.*\nobject Users : Table("users") { }\n'
            },
            "models",
            ["Users"],
        ),
        (  # JUnit comes with Spring's starter for tests; the wrapper is Maven's
            {
                "pom.xml": POM.format(
                    DEPENDENCY.format("org.springframework.boot", "spring-boot-starter-test")
                )
            },
            "test_framework",
            ["junit"],
        ),
        (
            {
                "build.gradle.kts": 'dependencies {\n  implementation("io.ktor:ktor-server-netty:3.0.0")\n}\n'
            },
            "frameworks",
            ["ktor"],
        ),
        (  # a version catalog
            {
                "gradle/libs.versions.toml": '[libraries]\npg = { module = "org.postgresql:postgresql", version = "1" }\n'
            },
            "databases",
            ["postgresql"],
        ),
        (
            {f"{RESOURCES}db/changelog/main.yaml": "databaseChangeLog:\n  - include: {}\n"},
            "migration_dirs",
            [f"{RESOURCES}db/changelog"],
        ),
        (
            {f"{RESOURCES}db/migration/V1__start.sql": "create table a (id int);\n"},
            "migration_tool",
            ["flyway"],
        ),
        (
            {
                f"{MAIN}E.java": 'class E { String a = System.getenv("SHOP_A"); // System.getenv("NO")\n'
                '  @Value("${SHOP_B:x}") String b; @Value("${shop.c}") String c; }\n',
                f"{RESOURCES}application.properties": "spring.datasource.url=${SHOP_D}\n# ${SHOP_NO}\n",
            },
            "env_vars",
            ["SHOP_A", "SHOP_B", "SHOP_D"],
        ),
        ({"src/test/java/shop/ATest.java": "class ATest {}\n"}, "test_dirs", ["src/test"]),
    ],
)
def test_facts(files: dict[str, str], kind: str, expected: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, files, kind) == expected
