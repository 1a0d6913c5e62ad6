"""What a block gets of this process's environment: what is on the list, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.verify.process.masking import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

INSIDE = "GROUNDPLAN_VERIFYING"
"""Set for every block: a verify inside of a verify proves nothing and would wait for itself."""

# What programs need to be found and to behave as at the prompt (POSIX, "Environment Variables").
_ALWAYS = frozenset(
    [
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "FORCE_COLOR",
        "PWD",
        "OLDPWD",
        "TMPDIR",
        "TMP",
        "TEMP",
        "COLUMNS",
        "LINES",
        "HOSTNAME",
        "CI",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "MANPATH",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "JAVA_HOME",
        "JAVA_OPTS",
        "M2_HOME",
        "ANDROID_HOME",
        "ANDROID_SDK_ROOT",
        "GEM_HOME",
        "GEM_PATH",
        "BUNDLE_GEMFILE",
        "BUNDLE_PATH",
        "COMPOSER_HOME",
        "CARGO_HOME",
        "CARGO_TARGET_DIR",
        "NODE_ENV",
        "NODE_PATH",
        "NODE_OPTIONS",
        "RAILS_ENV",
        "RACK_ENV",
        "APP_ENV",
        "FLASK_ENV",
        "FLASK_APP",
        "DATABASE_URL",
        "DJANGO_SETTINGS_MODULE",
        "TEST_DATABASE_URL",
        "LD_LIBRARY_PATH",
        "PKG_CONFIG_PATH",
        "CC",
        "CXX",
        "CPP",
        "AR",
        "CFLAGS",
        "CXXFLAGS",
        "CPPFLAGS",
        "LDFLAGS",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
        "NODE_EXTRA_CA_CERTS",
        "PIP_CERT",
        "DOCKER_HOST",
        "DOCKER_CONTEXT",
        "DOCKER_CONFIG",
        "DOCKER_CERT_PATH",
        "DOCKER_TLS_VERIFY",
        "DOCKER_BUILDKIT",
        "CONTAINER_HOST",
        "PGHOST",
        "PGPORT",
        "PGUSER",
        "PGDATABASE",
        "MYSQL_HOST",
        "XDG_RUNTIME_DIR",
    ]
)
_FAMILIES = re.compile(
    r"(?:LC|PYTHON|PYTEST|COVERAGE|PIP|UV|POETRY|PYENV|PDM|TOX|NOX|NPM_CONFIG|NVM|FNM|VOLTA|PNPM|YARN"
    r"|JDK|MAVEN|GRADLE|SDKMAN|GO|CGO|RUST|RUSTUP|RBENV|RVM|ASDF|MISE|DOTNET|NUGET|NIX|PLAYWRIGHT"
    r"|PUPPETEER|CYPRESS|COMPOSE|DYLD|XDG_(?:CACHE|CONFIG|DATA|STATE))(?:_\w+)?"
    r"|GO[A-Z]+|PYTHON[A-Z]+"
)
# What acts in a person's name on other machines: agents' sockets (ssh-agent(1), gpg-agent(1)), and
# tokens of clouds, forges, registries and language models. No file of a repo can ask for these.
_OF_THE_PERSON = re.compile(
    r"(?i)SSH_|GPG_|GNUPG|GIT_ASKPASS|SSH_ASKPASS|DBUS_|.*(?:_|^)(?:SOCK|SOCKET|AGENT_INFO|AGENT_PID)$"
    r"|(?:AWS|AZURE|ARM|AZ|GOOGLE|GCP|GCLOUD|CLOUDSDK|GH|GITHUB|GITLAB|GL|CI_JOB|CI_REGISTRY|CI_DEPLOY"
    r"|BITBUCKET|GITEA|FORGEJO|CIRCLE|TRAVIS|BUILDKITE|DRONE|JENKINS|ACTIONS|RUNNER|NPM|NODE_AUTH|YARN_NPM"
    r"|PYPI|TWINE|FLIT|HATCH|UV_PUBLISH|POETRY_HTTP|POETRY_PYPI|PIP|CARGO_REGISTRY|CARGO_REGISTRIES|GEM_HOST|RUBYGEMS|NUGET"
    r"|DOCKER|DOCKERHUB|QUAY|KUBE|KUBERNETES|HELM|VAULT|CONSUL|NOMAD|TF|TERRAFORM|PULUMI|DIGITALOCEAN|DO"
    r"|LINODE|HCLOUD|HETZNER|SCW|OVH|ALICLOUD|ALIBABA|TENCENT|IBMCLOUD|OCI|CLOUDFLARE|CF|FASTLY|VERCEL"
    r"|NETLIFY|HEROKU|FLY|RENDER|RAILWAY|SUPABASE|ANTHROPIC|CLAUDE|OPENAI|AZURE_OPENAI|GEMINI|MISTRAL"
    r"|COHERE|GROQ|DEEPSEEK|OPENROUTER|REPLICATE|HF|HUGGINGFACE|HUGGING_FACE|COPILOT|CURSOR|SLACK|DISCORD"
    r"|TELEGRAM|SENTRY_AUTH|SNYK|SONAR|CODECOV|JIRA|ATLASSIAN|LINEAR|NOTION|OP|BW|BITWARDEN|LASTPASS|SOPS"
    r"|AGE|DOPPLER|INFISICAL|PHASE)_.*(?:TOKEN|KEY|SECRET|PASS|PWD|CREDENTIAL|AUTH|PAT$|SESSION|CONFIG)"
    r"|KUBECONFIG$|NETRC$|.*CREDENTIALS?_FILE$|.*_CREDENTIALS$|.*WEB_IDENTITY.*|.*ACCESS_KEY.*|.*SESSION_TOKEN"
)
# Named as if they held a secret, and without which docker and TLS do not work at all.
_NEEDED = frozenset({"XAUTHORITY", "DOCKER_CERT_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "PIP_CERT"})


def is_withheld(name: str, value: str) -> bool:
    """Say whether a variable is a credential or an agent's socket, which no block gets unasked."""
    if name in _NEEDED:
        return False
    return is_of_the_person(name) or is_secret_name(name) or bool(_has_password(value))


def is_of_the_person(name: str) -> bool:
    """Say whether a variable lets its holder act as the person: no file of a repo can ask for it."""
    return name not in _ALWAYS and bool(_OF_THE_PERSON.match(name))


def _has_password(value: str) -> re.Match[str] | None:
    return re.search(r"://[^/\s:@]*:[^/\s@]+@", value)


def block_environment(
    environment: Mapping[str, str],
    declared: Collection[str],
    named: Collection[str] = (),
) -> dict[str, str]:
    """Return what a block gets: an allow list, what the repo declares, and what the person names.

    Args:
        environment: this process's own.
        declared: names that the repo declares as its settings (an example env file); a variable that
            lets its holder act as the person is not given for that.
        named: names that the person gave on the command line.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name in named
        or (name in declared and not is_of_the_person(name))
        or (is_allowed(name) and not is_withheld(name, value))
    }
    return kept | {INSIDE: "1"}


def is_allowed(name: str) -> bool:
    """Say whether every block gets a variable of this name, as long as it holds no credential."""
    upper = name.upper()
    return upper in _ALWAYS or bool(_FAMILIES.fullmatch(upper))


def secrets_given(
    environment: Mapping[str, str], declared: Collection[str], named: Collection[str]
) -> list[str]:
    """Return the names of credentials that a block gets, which a person is told before it runs."""
    given = block_environment(environment, declared, named)
    return sorted(name for name in given if name != INSIDE and is_withheld(name, given[name]))
