"""`http`: a request is answered as it should be."""

from __future__ import annotations

import json
import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.core.errors import Refused
from groundplan.verify.kinds.interface import (
    KIND,
    NAME,
    RETRY,
    TIMEOUT,
    Context,
    Judgement,
    Key,
    Verdict,
    Verifier,
    seconds_of,
)
from groundplan.verify.kinds.json_path import Nothing, as_text, at_path, is_same
from groundplan.verify.kinds.matching import is_found
from groundplan.verify.kinds.requests import Request, read_requests
from groundplan.verify.process.capture import Log

if TYPE_CHECKING:
    from groundplan.plan.model import BlockKey, CodeBlock, Verification

SECONDS = 30.0
LARGEST_BODY = 8 << 20
_STATUS = re.compile(r"[1-5](?:\d\d|xx)(?:,[1-5](?:\d\d|xx))*")
_PRIVATE_HEADERS = frozenset({"set-cookie", "authorization", "www-authenticate", "cookie"})


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_whole: bool

    def header(self, name: str) -> str:
        """Return a header's values, joined as RFC 9110 5.3 says; empty where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


def run(verification: Verification, context: Context) -> Judgement:
    """Send the block's requests in their order and judge the last answer."""
    block = verification.block
    assert block is not None  # noqa: S101 - a block is what makes this kind
    _check_keys(block)
    limit = seconds_of(block, "timeout", SECONDS)
    requests = read_requests(block.body, context.variables)
    started = time.monotonic()
    log = Log(context.log, context.mask)
    answer = None
    reason = ""
    for position, request in enumerate(requests, start=1):
        context.show(_note(log, f"{request.method} {request.url}\n"))
        left = limit - (time.monotonic() - started)
        answer, reason = _send(request, left) if left > 0 else (None, "")
        if answer is None:
            reason = reason or f"no whole answer within {limit:g} s"
            break
        _note(log, _written(answer))
        if position < len(requests) and answer.status >= 400:
            reason = f"request {position} of {len(requests)} was answered with {answer.status}"
            break
    reason = reason or (_wrong(block, answer) if answer else "")
    captured, uncaptured = _captured(block, answer) if answer and not reason else ({}, "")
    _note(log, f"{reason}\n" if reason else "")
    context.show(log.end())
    kept = log.close()
    return Judgement(
        verdict=Verdict.FAILED if reason or uncaptured else Verdict.PASSED,
        reason=context.mask.text(reason or uncaptured or f"answered with {answer.status}"),  # type: ignore[union-attr]
        seconds=time.monotonic() - started,
        exit=answer.status if answer else None,
        tail=context.tail(answer.body) if answer else "",
        size=len(answer.body) if answer else 0,
        sha256=kept.sha256,
        captured=captured,
        notes=(kept.note,) if kept.note else (),
    )


def _check_keys(block: CodeBlock) -> None:
    status = block.get("status")
    if status is not None and not _STATUS.fullmatch(status):
        raise Refused(f"status={status} is no status.", "Write 200, 2xx or 200,404.")


def _note(log: Log, text: str) -> str:
    return log.add("out", text.encode("utf-8", "backslashreplace"))


def _written(answer: Answer) -> str:
    lines = [str(answer.status)]
    for name, value in answer.headers:
        shown = "[not kept]" if name.lower() in _PRIVATE_HEADERS else value
        lines.append(f"{name}: {shown}")
    return "\n".join([*lines, "", answer.body.decode("utf-8", "backslashreplace"), ""])


def _send(request: Request, seconds: float) -> tuple[Answer | None, str]:
    """Send a request; return the answer, or why there is none. Never takes longer than `seconds`."""
    result: list[tuple[Answer | None, str]] = []
    # A thread of its own, because looking a name up can't be given a time limit.
    thread = threading.Thread(
        target=lambda: result.append(_exchange(request, seconds)), daemon=True
    )
    thread.start()
    thread.join(seconds)
    return result[0] if result else (None, "")


def _exchange(request: Request, seconds: float) -> tuple[Answer | None, str]:
    import httpx

    deadline = time.monotonic() + seconds
    body = bytearray()
    try:
        # Not the user's proxies and .netrc: the same result everywhere.
        with (
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                request.method,
                request.url,
                headers=list(request.headers),
                content=request.body.encode() if request.body else None,
            ) as response,
        ):
            for piece in response.iter_bytes():
                body += piece[: LARGEST_BODY - len(body)]
                if len(body) >= LARGEST_BODY or time.monotonic() > deadline:
                    break
            headers = tuple(response.headers.multi_items())
            whole = len(body) < LARGEST_BODY
            return Answer(response.status_code, headers, bytes(body), whole), ""
    except httpx.TimeoutException:
        return None, ""
    except httpx.ConnectError as problem:
        return None, (
            f"nothing answers at {request.url} ({problem}). Is the service up: docker compose ps"
        )
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, UnicodeError) as problem:
        return None, f"the request to {request.url} went wrong: {problem}"


def _wrong(block: CodeBlock, answer: Answer) -> str:
    """Return what is not as expected, or an empty string."""
    status = block.get("status")
    if not _is_status(answer.status, status or "2xx"):
        return f"answered with {answer.status}, not with {status or '2xx'}"
    if not answer.is_whole and any(key.name.startswith(("json.", "body")) for key in block.keys):
        return f"the answer is larger than {LARGEST_BODY:,} bytes"
    return next((wrong for key in block.keys if (wrong := _wrong_key(key, answer))), "")


def _is_status(status: int, wanted: str) -> bool:
    return any(
        str(status) == one or (one.endswith("xx") and str(status)[0] == one[0])
        for one in wanted.split(",")
    )


def _wrong_key(key: BlockKey, answer: Answer) -> str:
    what, _, name = key.name.partition(".")
    if what == "header" and name:
        value = answer.header(name)
        right = value == key.value if key.operator == "=" else is_found(key.value, value)
        return "" if right else f"header {name} is {value!r}, not {key.operator}{key.value!r}"
    if what == "body" and key.operator == "~=":
        right = is_found(key.value, answer.body.decode("utf-8", "replace"))
        return "" if right else f"the body has nothing like {key.value!r}"
    if what == "json" and name:
        return _wrong_json(name, key, answer)
    return ""


def _wrong_json(path: str, key: BlockKey, answer: Answer) -> str:
    document, trouble = _document(answer)
    if trouble:
        return trouble
    value = at_path(document, path)
    if key.operator == "=":
        right = is_same(value, key.value)
    else:
        right = not isinstance(value, Nothing) and is_found(key.value, as_text(value))
    return "" if right else f"{path} is {as_text(value)[:200]}, not {key.operator}{key.value!r}"


def _document(answer: Answer) -> tuple[Any, str]:
    try:
        return json.loads(answer.body), ""
    except (ValueError, RecursionError):
        return None, "the body is no JSON"


def _captured(block: CodeBlock, answer: Answer) -> tuple[dict[str, str], str]:
    """Return the variables for later requests, and which of them is not in the answer."""
    found: dict[str, str] = {}
    for key in block.keys:
        what, _, name = key.name.partition(".")
        if what != "capture" or not name or key.operator != "=":
            continue
        if key.value.startswith("header."):
            value: Any = answer.header(key.value.removeprefix("header.")) or Nothing()
        else:
            document, trouble = _document(answer)
            if trouble:
                return {}, trouble
            value = at_path(document, key.value)
        if isinstance(value, Nothing):
            return {}, f"there is nothing to capture at {key.value}"
        found[name] = as_text(value)
    return found, ""


VERIFIER = Verifier(
    kind="http",
    title="A request",
    help="The request is sent as it is written. It passes when the answer has the expected status "
    "(2xx where nothing is said), headers and values. `###` separates several requests: the last is "
    "judged, those before it must be answered below 400. Redirects are not followed.",
    languages=("http",),
    keys=(
        NAME,
        KIND,
        Key("status", ("=",), "number", "The status: `200`, `2xx` or `200,404`."),
        Key("header.NAME", ("=", "~="), "text", "The value of a header."),
        Key("body", ("~=",), "regex", "What the body must hold."),
        Key(
            "json.$.a.b",
            ("=", "~="),
            "text",
            "The value at a path of the JSON body; `.length` of a list.",
        ),
        Key(
            "capture.NAME",
            ("=",),
            "text",
            "Keeps `$.path` or `header.NAME` of the answer as {{NAME}} for later requests of the same run.",
        ),
        TIMEOUT,
        RETRY,
    ),
    seconds=SECONDS,
    example="""```http verify=S1.b status=201 json.$.name=Saw capture.tool=$.id retry=30s
POST http://localhost:8000/tools
Content-Type: application/json

{"name": "Saw", "shelf": "A1"}
```""",
    run=run,
)
