"""Go's routers, by their documentation and by how people hand them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stacks.repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

MOD = "module example.org/app\n\ngo 1.22\n"


def go(package: str, imports: str, body: str) -> str:
    """Return a Go file."""
    lines = "\n".join(f'\t"{path}"' for path in imports.split())
    return f"package {package}\n\nimport (\n{lines}\n)\n\n{body}\n"


CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "net/http: methods, hosts and ends in patterns, the default mux, stripped prefixes": (
        {
            "main.go": go(
                "main",
                "net/http",
                """
func main() {
	http.HandleFunc("/old", h)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items/{id}", h)
	mux.Handle("POST example.org/items/{$}", h)
	mux.HandleFunc("/tree/", h)
	// mux.HandleFunc("/comment", h)
	sub := http.NewServeMux()
	sub.HandleFunc("DELETE /x", h)
	mux.Handle("/api/", http.StripPrefix("/api", logged(sub)))
	whole := http.NewServeMux()
	whole.HandleFunc("/whole/y", h)
	mux.Handle("/whole/", whole)
	server := &http.Server{Addr: ":80", Handler: mux}
	server.ListenAndServe()
}

func logged(next http.Handler) http.Handler { return next }
""",
            )
        },
        [
            "ANY /old",
            "ANY /tree/",
            "ANY /whole/y",
            "DELETE /api/x",
            "GET /items/{id}",
            "POST /items/",
        ],
    ),
    "a handler answers, and what it calls is no route; unless it makes a mux for this one request": (
        {
            "main.go": go(
                "main",
                "net/http",
                """
func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/answer", answer)
	http.ListenAndServe(":80", mux)
}

func answer(w http.ResponseWriter, r *http.Request) { cache.Get("/no/route"); mux.Use("/none") }

func Inner(w http.ResponseWriter, r *http.Request) {
	mux := http.NewServeMux()
	mux.HandleFunc("/inner", answer)
	mux.ServeHTTP(w, r)
	http.ListenAndServe(":81", mux)
}
""",
            )
        },
        ["ANY /answer", "ANY /inner"],
    ),
    "net/http: a table of methods and paths that are joined": (
        {
            "main.go": go(
                "main",
                "net/http",
                """
var table = []struct{ method, path string }{
	{http.MethodPost, "/a"},
	{"GET", "/b"},
}

func main() {
	mux := http.NewServeMux()
	for _, entry := range table {
		mux.HandleFunc(entry.method+" "+entry.path, h)
	}
	mux.HandleFunc(http.MethodDelete+" /c/{id}", h)
	http.ListenAndServe(":80", mux)
}
""",
            )
        },
        ["DELETE /c/{id}", "GET /b", "POST /a"],
    ),
    "groups below a setting that is empty unless the whole is installed below a path": (
        {
            "main.go": go(
                "main",
                "github.com/gin-gonic/gin path",
                """
func main() {
	r := gin.Default()
	settings := load()
	api := r.Group(settings.BaseURL)
	api.GET("/a", h)
	r.GET(settings.APIBasePath+"/b", h)
	r.GET(path.Join(settings.RootPath, "c"), h)
	named := r.Group(settings.Tenant)
	named.GET("/d", h)
}
""",
            )
        },
        ["GET /a", "GET /b", "GET /c", "GET /{Tenant}/d"],
    ),
    "gin: groups of groups, functions of other packages, Any, Handle, Match, constants": (
        {
            "cmd/main.go": go(
                "main",
                "github.com/gin-gonic/gin example.org/app/users net/http",
                """
const base = "/api"

func main() {
	r := gin.Default()
	v1 := r.Group(base + "/v1")
	{
		v1.GET("/ping", func(c *gin.Context) { c.JSON(200, gin.H{"/no": 1}) })
		users.Register(v1.Group("/users"), nil)
	}
	r.Any("/any", h)
	r.Handle(http.MethodPatch, "/handled", h)
	r.Match([]string{"GET", "PUT"}, "/matched", h)
	r.NoRoute(h)
	for _, route := range routes {
		r.Handle(route.Method, route.Path, route.Handler)
	}
	r.Run()
}

var routes = []Route{{"GET", "/table", h}, {Method: "POST", Path: "/table"}}

type Route struct {
	Method, Path string
	Handler      gin.HandlerFunc
}
""",
            ),
            "users/routes.go": go(
                "users",
                "github.com/gin-gonic/gin",
                """
func Register(rg *gin.RouterGroup, db *DB) {
	h := &Handler{db: db}
	rg.GET("", h.list)
	admin := rg.Group("/admin", auth())
	admin.DELETE("/:id", h.remove)
}

type Handler struct{ db *DB }

func (h *Handler) list(c *gin.Context) { c.Get("/not/a/route") }
""",
            ),
        },
        [
            "ANY /any",
            "DELETE /api/v1/users/admin/:id",
            "GET /api/v1/ping",
            "GET /api/v1/users",
            "GET /matched",
            "GET /table",
            "PATCH /handled",
            "POST /table",
            "PUT /matched",
        ],
    ),
    "echo: an application in a struct, embedded, methods called on it, a list of handlers": (
        {
            "main.go": go(
                "main",
                "github.com/labstack/echo/v4",
                """
type Server struct {
	*echo.Echo
	handlers []Registrar
}

type Registrar interface{ Register(g *echo.Group) }

func New() (*Server, error) {
	if bad() {
		return nil, err
	}
	s := &Server{Echo: echo.New(), handlers: []Registrar{&Pets{}, NewCats()}}
	s.GET("/embedded", h)
	s.setup()
	return s, nil
}

func (s *Server) setup() {
	g := s.Group("/g")
	for _, each := range s.handlers {
		each.Register(g)
	}
	s.Echo.Add("PUT", "/added", h)
}

type Pets struct{}

func (p *Pets) Register(g *echo.Group) { g.POST("/pets", p.add) }

type Cats struct{ prefix string }

func NewCats() *Cats { return &Cats{prefix: "/cats"} }

func (c Cats) Register(g *echo.Group) { g.GET(c.prefix+"/:id", c.one) }

func main() {
	s, err := New()
	s.Start(":80")
}
""",
            )
        },
        ["GET /embedded", "GET /g/cats/:id", "POST /g/pets", "PUT /added"],
    ),
    "chi: routes in routes, mounted methods, With, Method": (
        {
            "main.go": go(
                "main",
                "github.com/go-chi/chi/v5 net/http",
                """
func main() {
	r := chi.NewRouter()
	r.Route("/a", func(r chi.Router) {
		r.With(paginate).Get("/", h)
		r.Group(func(r chi.Router) {
			r.Use(auth)
			r.MethodFunc("PUT", "/{id:[a-z]+}", h)
		})
		r.Mount("/b", (&admin{}).Routes())
	})
	r.Handle("/metrics", metrics())
	r.HandleFunc("/f", h)
	http.ListenAndServe(":80", r)
}

type admin struct{}

func (a *admin) Routes() http.Handler {
	r := chi.NewRouter()
	r.Post("/c", h)
	return r
}
""",
            )
        },
        ["ANY /f", "ANY /metrics", "GET /a", "POST /a/b/c", "PUT /a/{id:[a-z]+}"],
    ),
    "gorilla/mux: methods told later, sub-routers, the long way": (
        {
            "main.go": go(
                "main",
                "github.com/gorilla/mux net/http",
                """
func main() {
	r := mux.NewRouter().StrictSlash(true)
	r.HandleFunc("/both", h).Methods("GET", http.MethodPost).Name("both")
	r.Handle("/any", h)
	api := r.PathPrefix("/api").Subrouter()
	api.Path("/path").Methods("PUT").HandlerFunc(h)
	api.Methods("DELETE").Path("/deleted").Handler(h)
	only := api.Methods("PATCH").Subrouter()
	only.HandleFunc("/patched", h)
	r.PathPrefix("/static/").Handler(http.FileServer(dir))
	api.PathPrefix("/tree").Handler(h).Methods("GET")
	http.Handle("/", r)
	http.ListenAndServe(":80", nil)
}
""",
            )
        },
        [
            "ANY /any",
            "DELETE /api/deleted",
            "GET /api/tree",
            "GET /both",
            "PATCH /api/patched",
            "POST /both",
            "PUT /api/path",
        ],
    ),
    "fiber: groups, Route, mounted applications; httprouter": (
        {
            "fiber/main.go": go(
                "main",
                "github.com/gofiber/fiber/v2",
                """
func main() {
	app := fiber.New()
	app.Get("/", h)
	api := app.Group("/api", mw)
	api.Route("/r", func(r fiber.Router) { r.Post("/x", h) })
	sub := fiber.New()
	sub.All("/y", h)
	app.Mount("/sub", sub)
	app.Listen(":80")
}
""",
            ),
            "hr/main.go": go(
                "main",
                "github.com/julienschmidt/httprouter",
                'func main() {\n\tr := httprouter.New()\n\tr.GET("/hr/:id", h)\n\tr.Handler("PUT", "/hr", h)\n}\n',
            ),
        },
        ["ANY /sub/y", "GET /", "GET /hr/:id", "POST /api/r/x", "PUT /hr"],
    ),
    "handlers that put themselves into a list when their package starts, lists of unknown types": (
        {
            "cmd/main.go": go(
                "main",
                "example.org/app/web _",
                'func main() {\n\tweb.Build().Start(":80")\n}\n',
            ).replace('\t"_"', '\t_ "example.org/app/plugins"'),
            "web/web.go": go(
                "web",
                "github.com/labstack/echo/v4",
                """
var parts []Part

type Part interface{ Routes(g *echo.Group) }

func Add(p Part) { parts = append(parts, p) }

func all() []Part { return parts }

func Build() *echo.Echo {
	e := echo.New()
	for _, p := range all() {
		p.Routes(e.Group("/g"))
	}
	return e
}
""",
            ),
            "web/one.go": go(
                "web",
                "github.com/labstack/echo/v4",
                'type One struct{}\n\nfunc init() { Add(new(One)) }\n\nfunc (o *One) Routes(g *echo.Group) { g.GET("/one", o.x) }\n',
            ),
            "web/two.go": go(
                "web",
                "github.com/labstack/echo/v4",
                'type Two struct{}\n\nfunc init() { Add(&Two{}) }\n\nfunc (t *Two) Routes(g *echo.Group) { g.GET("/two", t.x) }\n',
            ),
            "plugins/three.go": go(
                "plugins",
                "github.com/labstack/echo/v4 example.org/app/web",
                'type Three struct{}\n\nfunc init() { web.Add(&Three{}) }\n\nfunc (t *Three) Routes(g *echo.Group) { g.GET("/three", t.x) }\n',
            ),
        },
        ["GET /g/one", "GET /g/three", "GET /g/two"],
    ),
    "an application that only a framework of injected parts starts": (
        {
            "server.go": go(
                "server",
                "github.com/gin-gonic/gin",
                'func Provide(cfg *Config) *gin.Engine {\n\tr := gin.New()\n\tr.GET("/provided", h)\n\treturn r\n}\n\nfunc Routes(r *gin.Engine) { r.GET("/invoked", h) }\n',
            )
        },
        ["GET /invoked", "GET /provided"],
    ),
    "tests, generated code and clients serve nothing": (
        {
            "a_test.go": go("a", "net/http", 'func TestX() { http.HandleFunc("/test", h) }\n'),
            "gen.pb.go": "// Code generated. DO NOT EDIT.\n"
            + go("a", "net/http", 'func init() { http.HandleFunc("/generated", h) }\n'),
            "client.go": go(
                "a", "net/http", 'func f() { http.Get("/client"); req.Header.Get("/x") }\n'
            ),
        },
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_go_serves(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, {"go.mod": MOD} | files) == expected


def test_an_import_without_a_name_at_its_end_stops_nothing(tmp_path: Path) -> None:
    files = {
        "main.go": go(
            "main",
            "example.org/app/ net/http",
            'func main() { http.HandleFunc("/x", h) }\n',
        )
    }
    assert routes(tmp_path, {"go.mod": MOD} | files) == ["ANY /x"]


def test_go_reads_these_variables(tmp_path: Path) -> None:
    files = {
        "a.go": go(
            "a",
            "os github.com/spf13/viper",
            """
const name = "BY_CONSTANT"

type Config struct {
	One string `env:"TAGGED,required"`
	Two string `envconfig:"kelsey"`
	Three string `json:"NOT_THIS"`
}

func f() {
	os.Getenv("PLAIN")
	os.LookupEnv(name)
	// os.Getenv("COMMENT")
	os.Setenv("WRITTEN", "x")
	viper.BindEnv("key", "BOUND")
	getEnv("THROUGH_HELPER", "x")
	log("NOT_A_VARIABLE")
	app.Flags = []cli.Flag{&cli.StringFlag{Name: "x", EnvVars: []string{"FLAG_ONE", "FLAG_TWO"}}}
}

func getEnv(key, fallback string) string { return os.Getenv(key) }
""",
        ),
        "b.go": 'package a\n\nfunc g() { getEnv("FROM_ELSEWHERE", "") }\n',
        "a_test.go": 'package a\n\nfunc t() { os.Getenv("ONLY_IN_TEST") }\n',
    }
    assert names(tmp_path, files, "env_vars") == [
        "BOUND",
        "BY_CONSTANT",
        "FLAG_ONE",
        "FLAG_TWO",
        "FROM_ELSEWHERE",
        "KELSEY",
        "PLAIN",
        "TAGGED",
        "THROUGH_HELPER",
    ]


def test_a_package_that_compares_all_variables_with_its_table_reads_the_table(
    tmp_path: Path,
) -> None:
    files = {
        "config/parse.go": go(
            "config",
            "os strings",
            """
func parse() {
	for _, line := range os.Environ() {
		key, value, ok := strings.Cut(line, "=")
		switch key {
		case "FROM_CASE", "ALSO_FROM_CASE":
			use(value, ok)
		}
	}
}
""",
        ),
        "config/options.go": 'package config\n\nvar options = map[string]*option{\n\t"FROM_TABLE": {\n\t\ttext: "x",\n\t},\n}\n',
        # What hands the environment on to a program knows no names.
        "other/run.go": 'package other\n\nfunc f() {\n\tcmd.Env = append(os.Environ(), "X=1")\n}\n\nvar t = map[string]*option{\n\t"NOT_READ": {\n\t},\n}\n',
    }
    assert names(tmp_path, files, "env_vars") == ["ALSO_FROM_CASE", "FROM_CASE", "FROM_TABLE"]


@pytest.mark.parametrize(
    ("text", "database"),
    [
        ('import _ "github.com/jinzhu/gorm/dialects/sqlite"\n', "sqlite"),
        ('import "gorm.io/driver/mysql"\n', "mysql"),
        ('var db, err = sql.Open("pgx", dsn())\n', "postgresql"),
        ('var engine, err = xorm.NewEngine("sqlite3", path)\n', "sqlite"),
        ('var db = sqlx.MustConnect("mysql", dsn)\n', "mysql"),
    ],
)
def test_a_driver_that_the_code_names_is_the_database(
    text: str, database: str, tmp_path: Path
) -> None:
    assert names(tmp_path, {"db.go": f"package a\n\n{text}"}, "databases") == [database]


def test_structs_that_xorm_keeps_are_models_and_results_of_queries_are_not(tmp_path: Path) -> None:
    files = {
        "entity/a.go": 'package entity\n\ntype Kept struct {\n\tID int `xorm:"bigint autoincr not null pk"`\n}\n\ntype Named struct {\n\tA int `xorm:"not null"`\n}\n\nfunc (Named) TableName() string { return "n" }\n\ntype Counted struct {\n\tN int `xorm:"n"`\n}\n\ntype Wide struct {\n\tKept `xorm:"extends"`\n\tB int `xorm:"-"`\n}\n',
        "migrations/v1.go": 'package migrations\n\ntype Old struct {\n\tID int `xorm:"pk"`\n}\n',
    }
    assert names(tmp_path, files, "models") == ["Kept", "Named"]


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (
            ("internal/migrations/v0.1.0.go", "internal/migrations/v0.2.0.go"),
            ["internal/migrations"],
        ),
        (
            ("store/migration/sqlite/1.2/00__a.sql", "store/migration/mysql/1.2/00__a.sql"),
            ["store/migration"],
        ),
        (("pkg/migration/20240101.go", "pkg/migration/20240102.go"), ["pkg/migration"]),
        (("pkg/migration/todoist.go", "pkg/migration/trello.go"), []),  # imports from elsewhere
        (("internal/migrations/v1.go",), []),  # one file is no series
        (("versions/v1.go", "versions/v2.go"), []),
    ],
)
def test_the_products_own_migrations_are_known_by_folder_and_versions(
    paths: tuple[str, ...], folders: list[str], tmp_path: Path
) -> None:
    files = dict.fromkeys(paths, "x\n")
    assert names(tmp_path, files, "migration_dirs") == folders
    assert names(tmp_path, files, "migration_tool") == []


def test_structs_with_a_table_are_models(tmp_path: Path) -> None:
    files = {
        "models/base.go": 'package models\n\nimport "gorm.io/gorm"\n\ntype Base struct {\n\tgorm.Model\n}\n',
        "models/a.go": 'package models\n\nimport "gorm.io/gorm"\n\ntype User struct {\n\tBase\n\tName string `gorm:"unique"`\n}\n\ntype Owner struct{ gorm.Model }\n\ntype Query struct{ Db *gorm.DB }\n',
        "models/plain.go": "package models\n\ntype Migrated struct {\n\tID int\n}\n\ntype Plain struct{ ID int }\n\ntype Named struct{ ID int }\n",
        "models/named.go": 'package models\n\n// gorm asks for it\nfunc (Named) TableName() string { return "n" }\n',
        "main.go": "package main\n\nfunc main() {\n\tdb.AutoMigrate(&models.User{}, new(models.Migrated))\n}\n",
        "a_test.go": "package main\n\ntype Fake struct{ gorm.Model }\n",
    }
    assert names(tmp_path, files, "models") == ["Migrated", "Named", "Owner", "User"]


@pytest.mark.parametrize(
    ("path", "text", "tool"),
    [
        ("db/m/1_a.sql", "-- +goose Up\nSELECT 1;\n", "goose"),
        ("db/m/1_a.sql", "-- migrate:up\nSELECT 1;\n", "dbmate"),
        ("db/m/1_a.sql", "-- +migrate Up\nSELECT 1;\n", "sql-migrate"),
        ("db/m/V1__a.sql", "SELECT 1;\n", "flyway"),
        ("db/m/1_a.go", "package m\n\nfunc init() { goose.AddMigration(up, down) }\n", "goose"),
    ],
)
def test_a_folder_of_sql_migrations_is_known_by_its_tool(
    path: str, text: str, tool: str, tmp_path: Path
) -> None:
    assert names(tmp_path, {path: text}, "migration_tool") == [tool]
    assert names(tmp_path, {}, "migration_dirs") == ["db/m"]


def test_pairs_of_up_and_down_are_golang_migrate_and_one_alone_is_not(tmp_path: Path) -> None:
    assert names(tmp_path, {"m/1_a.up.sql": "x", "n/1_b.up.sql": "x"}, "migration_tool") == []
    assert names(tmp_path, {"m/1_a.down.sql": "x"}, "migration_dirs") == ["m"]
