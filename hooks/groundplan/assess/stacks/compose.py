"""Compose: files, services, published ports, container names, and which service is the API.

Which service runs the HTTP API is weighed from what its file says: what it starts, whether it is
built here, its ports, its name. A repo without an API has none, however many services it lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.compose_files import COMPOSE, Service
from groundplan.assess.dockerfiles import DOCKERFILES
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout

_SERVER = re.compile(
    r"\b(?:uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|uwsgi|runserver|runserver_plus|flask(?:\s+--?\S+)*\s+run|"
    r"fastapi\s+(?:run|dev)|litestar\s+run|sanic|puma|rails\s+(?:s|server)|rackup|unicorn|nest\s+start|start:(?:dev|prod|debug)|"
    r"nodemon|ts-node(?:-dev)?|tsx\s+watch|node\s+\S+|next\s+(?:start|dev)|go\s+run|air|(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?:start|dev|serve)\S*)"
)
_WORKER = re.compile(
    r"\b(?:celery|flower|rq\s+worker|rqworker|rqscheduler|dramatiq|arq|huey|sidekiq|good_job|resque|bull|worker|beat|scheduler|"
    r"qcluster|cron|consumer|migrate|upgrade|makemigrations|prestart|seed|pytest|test)\b"
)
_FRONT_END = re.compile(
    r"\b(?:vite|react-scripts|ng\s+serve|webpack(?:-dev-server)?|vue-cli-service|storybook|nginx|caddy|serve\s+-s)\b"
)
_OTHERS = re.compile(
    r"(?:^|/)(?:postgres|postgis|mysql|mariadb|mongo|redis|valkey|memcached|rabbitmq|kafka|zookeeper|nginx|traefik|caddy|haproxy|"
    r"elasticsearch|opensearch|kibana|minio|mailhog|mailpit|maildev|mailcatcher|adminer|pgadmin4?|dpage|phpmyadmin|mongo-express|"
    r"redisinsight|prometheus|grafana|jaeger|loki|clickhouse|localstack|selenium|cypress|node-exporter|cadvisor|vault|consul|"
    r"keycloak|hasura|meilisearch|typesense|qdrant|weaviate|pgvector|timescaledb|cockroach|neo4j|influxdb|statsd|sentry|"
    r"flower|swagger-ui|wiremock|mockserver|tempo|otel|opentelemetry|ubuntu|alpine|busybox|debian|playwright)[\w.-]*(?::|$|@)",
    re.I,
)
_NAMES = (
    (re.compile(r"api|.*[-_]api|api[-_].*", re.I), 5),
    (re.compile(r"backend|(?:web)?server|.*[-_](?:backend|server)|back[-_]?end", re.I), 4),
    (
        re.compile(
            r"web|app|django|flask|fastapi|rails|express|nest|.*[-_](?:web|app)|webapp|service",
            re.I,
        ),
        3,
    ),
    (
        re.compile(
            r".*(?:worker|beat|celery|sidekiq|queue|scheduler|cron|migrat|prestart|seed|test|flower|jobs?|consumer).*",
            re.I,
        ),
        -8,
    ),
    (
        re.compile(
            r".*(?:front|ui\b|client|proxy|nginx|docs|storybook|gateway|admin|dashboard).*", re.I
        ),
        -4,
    ),
)
_ENOUGH = 4
_USUAL = re.compile(r"(?:docker-)?compose\.ya?ml")
_ASIDE = re.compile(r"\.devcontainer/|(?:^|[./_-])(?:ci|e2e|tests?)(?:[./_-])")
"""Files for tests or for an editor's container."""


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield files, services, ports and container names."""
    for file, compose in checkout.read(COMPOSE):
        yield Fact("compose_files", file.path, "", file.path, 1)
        for service in compose.services:
            shown = service.image or (f"built from {service.context}" if service.context else "")
            yield Fact("compose_services", service.name, shown, file.path, service.line)
            for port, line in service.ports:
                yield Fact("published_ports", port, service.name, file.path, line)
            if service.container_name:
                yield Fact(
                    "container_names",
                    service.container_name,
                    service.name,
                    file.path,
                    service.container_line,
                )


def concluded(checkout: Checkout, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the service that runs the HTTP API, best first, where there is one."""
    served = [fact for fact in found if fact.kind == "routes"]
    if not served and not any(fact.kind == "frameworks" for fact in found):
        return
    weighed: dict[str, tuple[tuple[int, int], str, Service]] = {}
    own = _own_names(checkout, served)
    for file, compose in checkout.read(COMPOSE):
        aside = file.place is not Place.PRODUCT or _ASIDE.search(file.path) is not None
        for service in compose.services:
            weight = _weight(checkout, service, compose.services, served)
            image = re.split(r"[:@]", service.image.rpartition("/")[2])[0].lower()
            weight += 6 * (bool(image) and image in own)  # an image of this very product
            weight += 3 * (service.name.lower() in own)
            # A file for tests or for an editor's container counts where no other has the service.
            # What `docker compose` takes by itself counts before a file that has to be named.
            usual = not file.folder and _USUAL.fullmatch(file.name) is not None
            worth = ((weight >= _ENOUGH and not aside) * (1 + usual), weight - 6 * aside)
            if service.name not in weighed or worth > weighed[service.name][0]:
                weighed[service.name] = (worth, file.path, service)
    best = sorted(
        weighed.values(),
        key=lambda one: (-one[0][0], -one[0][1], one[1].count("/"), one[2].line),
    )
    for (_, weight), path, service in best[:1]:
        if weight >= _ENOUGH:
            yield Fact("api_service", service.name, _why(service), path, service.line)


def _own_names(checkout: Checkout, served: Sequence[Fact]) -> set[str]:
    """Return what the product is called: by its folder, by its manifest, by its serving package."""
    found = {checkout.root.name.lower(), re.split(r"[^\w.-]", checkout.root.name.lower())[-1]}
    manifests = list(checkout.read(MANIFESTS))
    top = min((file.path.count("/") for file, _ in manifests), default=0)
    for file, manifest in manifests:  # one of many packages of a monorepo is not the whole
        below = sum(fact.path.startswith(f"{file.folder}/") for fact in served)
        if file.path.count("/") == top or 2 * below > len(served):
            found |= set(_names_in(manifest.name.lower()))
    return found - {""}


def _names_in(name: str) -> Iterator[str]:
    """Yield the names in a package's name: `@scope/name`, `example.org/owner/name/v2`."""
    yield name
    parts = [part for part in name.split("/") if not re.fullmatch(r"v\d+", part)]
    if name.startswith("@"):
        yield parts[0][1:]
    if len(parts) > 1:
        yield parts[-1]
    elif parts and "." in parts[0]:
        yield parts[0].partition(".")[0]


def _weight(
    checkout: Checkout, service: Service, others: Sequence[Service], served: Sequence[Fact]
) -> int:
    base = _base(service, others)
    command = service.command or (base.command if base else "")
    context = service.context or (base.context if base else "")
    weight = sum(points for pattern, points in _NAMES if pattern.fullmatch(service.name))
    if not context and _OTHERS.search(service.image):
        return -10
    if _WORKER.search(command) and not _SERVER.search(command):
        weight -= 8
    started = command or _started(checkout, service, base)
    if _SERVER.search(started):
        weight += 6
    if _FRONT_END.search(started):
        weight -= 6
    weight += 3 * bool(context) + 2 * bool(service.ports) + bool(service.depends_on)
    weight -= 2 * (not context)
    if context:
        inside = "" if context == "." else f"{context}/"
        weight += 4 * any(fact.path.startswith(inside) for fact in served)
    return weight


def _base(service: Service, others: Sequence[Service]) -> Service | None:
    _, name = service.extends
    if not name:
        return None
    return next((other for other in others if other.name == name and other is not service), None)


def _started(checkout: Checkout, service: Service, base: Service | None) -> str:
    path = service.dockerfile or (base.dockerfile if base else "")
    file = checkout.files.get(path)
    found = file.digest(DOCKERFILES.read) if file else None
    return found.starts if found else ""


def _why(service: Service) -> str:
    if service.command:
        program = service.command.split()[0].rpartition("/")[2]
        return f"starts {program}"
    return f"built from {service.context}" if service.context else service.image


STACK = Stack(
    key="compose",
    title="Compose files",
    finds=(
        "compose_files",
        "compose_services",
        "published_ports",
        "container_names",
        "api_service",
    ),
    facts=facts,
    wants=(COMPOSE, DOCKERFILES),
    concludes=concluded,
)
