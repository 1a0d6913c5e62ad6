"""Requests are sent as they stand in the plan, and their answers are judged."""

from __future__ import annotations

import http.server
import json
import threading
import time
from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import last, make_plan, prove, prove_one, records, step, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Service(http.server.BaseHTTPRequestHandler):
    """A small API; `ready_at` is when it stops answering 503."""

    ready_at = 0.0

    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(3)
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
            return
        status = {"/missing": 404, "/late": 200 if time.monotonic() > self.ready_at else 503}
        body: object = {"name": "Saw", "n": 1, "yes": True, "none": None, "all": [{"id": 7}, {}]}
        if self.path == "/headers":
            body = dict(self.headers)
        self.answer(status.get(self.path, 200), body)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        self.answer(201, {"id": 41, "got": self.rfile.read(size).decode()})

    def answer(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Set-Cookie", "session=very-secret-cookie")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""


@pytest.fixture
def url() -> Iterator[str]:
    Service.ready_at = 0.0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/", ""),
        ("/", "status=200"),
        ("/", "status=2xx header.Content-Type~=json"),
        ("/", "header.content-type='application/json; charset=utf-8'"),
        ("/missing", "status=404"),
        ("/missing", "status=200,404"),
        ("/", "json.$.name=Saw json.$.n=1 json.$.yes=true json.$.none=null"),
        ("/", "json.$.all[0].id=7 json.$.all.length=2 json.$.name~=^S json.$['name']=Saw"),
        ("/", "body~=Saw"),
    ],
)
def test_an_answer_that_is_as_expected(tmp_path: Path, url: str, path: str, keys: str) -> None:
    passed, reason = prove_one(tmp_path, f"GET {url}{path}", keys, "http")
    assert passed, reason


@pytest.mark.parametrize(
    ("path", "keys", "said"),
    [
        ("/missing", "", "answered with 404, not with 2xx"),
        ("/", "status=201", "answered with 200, not with 201"),
        ("/", "header.X-None~=.", "header X-None is ''"),
        ("/", "json.$.name=Drill", "$.name is Saw, not ='Drill'"),
        ("/", "json.$.n=true", "$.n is 1"),  # a number is no truth value
        ("/", "json.$.gone=null", "$.gone is nothing"),
        ("/", "json.$.all[5].id=7", "$.all[5].id is nothing"),
        ("/", "body~=Drill", "the body has nothing like"),
        ("/", "capture.tool=$.gone", "nothing to capture at $.gone"),
        ("/slow", "timeout=300ms", "no whole answer within 0.3 s"),
        ("/drip", "timeout=300ms", "no whole answer within 0.3 s"),
    ],
)
def test_an_answer_that_is_not(tmp_path: Path, url: str, path: str, keys: str, said: str) -> None:
    passed, reason = prove_one(tmp_path, f"GET {url}{path}", keys, "http")
    assert not passed
    assert said in reason


@pytest.mark.parametrize(
    ("body", "keys", "said"),
    [
        ("FETCH http://x/", "", "is no request"),
        ("GET /relative", "", "is no request"),
        ("GET ftp://x/", "", "is no request"),
        ("GET http://x/\nno header", "", "is no header"),
        ("# nothing", "", "has no request"),
        ("GET http://x/{{thing}}", "", "{{thing}} has no value"),
        ("POST http://x/\n\n< ./file", "", "bodies from files are not read"),
        ("GET http://x/", "status=fine", "status=fine is no status"),
        ("GET http://x/", "json.a=1", "is no JSON path"),
    ],
)
def test_what_is_no_request_is_refused_or_failed(
    tmp_path: Path, url: str, body: str, keys: str, said: str
) -> None:
    passed, reason = prove_one(tmp_path, body.replace("http://x", url), keys, "http")
    assert not passed
    assert said in reason


def test_nothing_that_answers_is_a_sentence(tmp_path: Path) -> None:
    passed, reason = prove_one(tmp_path, "GET http://127.0.0.1:9/", "", "http")
    assert not passed
    assert "nothing answers at http://127.0.0.1:9/" in reason
    assert "docker compose ps" in reason


def test_headers_and_body_arrive_as_they_are_written(tmp_path: Path, url: str) -> None:
    body = f"@host = {url}\n# a note\nPOST {{{{host}}}}/x HTTP/1.1\nX-One: 1\n\n" + '{"a": 1}'
    assert prove_one(tmp_path, body, "status=201 json.$.got='{\"a\": 1}'", "http")[0]


def test_what_a_request_captured_is_used_by_later_ones(tmp_path: Path, url: str) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", f"POST {url}/x", "status=201 capture.tool=$.id", "http")),
        step(
            "S2",
            verification(
                "S2.a", f"POST {url}/x\n\n{{{{tool}}}}", "status=201 json.$.got=41", "http"
            ),
        ),
    )
    assert verdicts(prove(repo)) == {"S1.a": "passed", "S2.a": "passed"}
    # Alone, the later one brings the earlier one with it: captured values are never stored.
    assert verdicts(prove(repo, "S2.a")) == {"S1.a": "passed", "S2.a": "passed"}


def test_several_requests_in_a_block_stop_at_a_failure(tmp_path: Path, url: str) -> None:
    body = f"GET {url}/missing\n\n###\n\nGET {url}/"
    passed, reason = prove_one(tmp_path, body, "", "http")
    assert not passed
    assert "request 1 of 2 was answered with 404" in reason


def test_it_is_tried_again_until_the_service_is_up(tmp_path: Path, url: str) -> None:
    Service.ready_at = time.monotonic() + 1.5
    assert prove_one(tmp_path, f"GET {url}/late", "retry=20s", "http")[0]
    assert "tried" in last(tmp_path, "S1.a").note


def test_cookies_are_not_kept_and_values_of_env_files_are_masked(tmp_path: Path, url: str) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", f"GET {url}/headers\nX-Key: correct-horse!", "", "http")),
        files={".env": "API_KEY=correct-horse!\n"},
    )
    prove(repo)
    kept = "".join(path.read_text() for path in (repo / ".groundplan").rglob("*") if path.is_file())
    assert "very-secret-cookie" not in kept
    assert "correct-horse!" not in kept
    assert records(repo).records
