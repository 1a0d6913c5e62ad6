"""An environment variable is a fact in whatever form Python reads it, and only its name is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed, names

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "every form of os.environ": (
        {
            "a.py": """
import os
from os import environ, getenv
import os as system
KEY = "FROM_CONSTANT"
A = os.environ["A"]
B = os.environ.get("B", "x")
C = os.getenv("C")
D = environ["D"]
E = getenv("E")
F = system.environ.pop("F", None)
if "G" in os.environ: ...
H = os.getenv(KEY)
env = os.environ
I = env.get("I")
os.environ["WRITTEN"] = "1"
{}.get("NOT_ENV")
config = {"x": 1}
config.get("NEITHER")
""",
        },
        ["A", "B", "C", "D", "E", "F", "FROM_CONSTANT", "G", "I"],
    ),
    "helpers of the repo, and classes of packages": (
        {
            "env.py": "import os\ndef need(name, default=None):\n    value = os.environ.get(name, default)\n    return value\n",
            "b.py": """
from decouple import config
import environ
from environs import Env
from starlette.config import Config
from env import need
import env as e
A = need("A")
B = e.need("B")
C = config("C", cast=bool)
env = environ.Env(DEBUG=(bool, False))
environ.Env.read_env(".env")
D = env("D")
E = env.bool("E")
F = env.db()
other = Env()
G = other.str("G")
starlette = Config(".env")
H = starlette("H", default=1)
""",
        },
        ["A", "B", "C", "D", "DATABASE_URL", "E", "G", "H"],
    ),
    "settings classes": (
        {
            "base.py": "from pydantic_settings import BaseSettings\nclass Root(BaseSettings):\n    stage: str = 'x'\n",
            "c.py": """
from typing import ClassVar
from pydantic import Field, AliasChoices
from pydantic_settings import BaseSettings, SettingsConfigDict
from base import Root
class One(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ONE_")
    host: str
    port: int = 1
    aliased: str = Field(validation_alias="TWO_NAMES")
    choices: str = Field(validation_alias=AliasChoices("X", "Y"))
    plain: str = Field("z", env="OLD_STYLE")
    constant: ClassVar[str] = "no"
    _private: str = "no"
class Child(Root):
    extra: str
    class Config:
        env_prefix = "CH_"
        fields = {"extra": {"env": "EXTRA_ENV"}}
""",
        },
        ["EXTRA_ENV", "OLD_STYLE", "ONE_HOST", "ONE_PORT", "STAGE", "TWO_NAMES", "X", "Y"],
    ),
    "helpers of helpers, keys by keyword and in any place, closures, a table that is handed over": (
        {
            "envs.py": """
import os
def read(default, key): return os.environ.get(key) or default
def later(key, default=None): return lambda: read(default, key=key)
def asks(name):
    def answer(): return os.getenv(name)
    return answer
def unrelated(key): return {}.get(key)
class Source:
    def require(self, name): return os.environ[name]
""",
            "config.py": """
import os
from envs import Source, asks, later, read, unrelated
from paths import base
A = read(None, "A_DEEP")
B = later("B_LATER")
C = later(key="C_KEYWORD")
D = asks("D_CLOSURE")
E = Source().require(name="E_METHOD")
F = os.getenv(key="F_PLAIN")
unrelated("NOT_ENV")
for name in ("I_LOOP", "J_LOOP"): os.environ[name]
K = {key: os.getenv(f"K_{key}") for key in ["A", "B"]}
base("/tmp", os.environ)
base("/tmp", {})
""",
            "paths.py": """
def base(folder, environ):
    return environ.get("G_HANDED") or environ["H_HANDED"]
def application(environ, start_response):
    return environ.get("HTTP_HOST")
""",
        },
        [
            "A_DEEP",
            "B_LATER",
            "C_KEYWORD",
            "D_CLOSURE",
            "E_METHOD",
            "F_PLAIN",
            "G_HANDED",
            "H_HANDED",
            "I_LOOP",
            "J_LOOP",
            "K_A",
            "K_B",
        ],
    ),
    "settings that keep their case, that hold others, that take fields from a plain base": (
        {
            "settings.py": """
from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict
class Common(BaseModel):
    level: str = "info"
class Store(BaseSettings):
    model_config = {"env_prefix": "STORE_"}
    url: str
class Settings(Common, BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    name: str
    store: Store = Store()
class Exact(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    mixedCase: str
""",
        },
        ["APP_LEVEL", "APP_NAME", "STORE_URL", "mixedCase"],
    ),
    "options of command lines": (
        {
            "d.py": "import click\n@click.option('--token', envvar='TOKEN')\n@click.option('--x', envvar=['X1', 'X2'])\ndef f(): ...\n"
        },
        ["TOKEN", "X1", "X2"],
    ),
    "what only tests read does not count": (
        {"tests/test_a.py": "import os\nos.environ['IN_A_TEST']\n", ".env": "SECRET=hunter2\n"},
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_names(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert names(tmp_path, files, "env_vars") == expected


def test_no_value_is_ever_a_fact(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        {
            "a.py": "import os\nX = os.getenv('TOKEN', 'hunter2')\n",
            ".env": "TOKEN=hunter2\n",
            "compose.yml": "services:\n  api:\n    build: .\n    environment:\n      TOKEN: hunter2\n      U: postgres://me:hunter2@db/x\n",
            ".github/workflows/x.yml": "env:\n  TOKEN: hunter2\njobs: {}\n",
            "Makefile": "test:\n\tTOKEN=hunter2 pytest\n",
            "README.md": "    TOKEN=hunter2 make test\n\n    docker compose run -e TOKEN=hunter2 api pytest\n",
        },
    )
    assert [fact.name for fact in found.of("env_vars")] == ["TOKEN"]
    assert "hunter2" not in repr(found)
