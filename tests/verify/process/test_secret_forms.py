"""Each form that the documentation claims is found; what it does not claim is not tested for."""

from __future__ import annotations

import base64
import html
import json
import shlex
from urllib.parse import quote, quote_plus

import pytest
from support import ROOT

from groundplan.verify.process.masking import Mask
from groundplan.verify.process.secret_forms import FORMS

VALUE = 'p@ss "w/ord" & é\\x'
RAW = VALUE.encode()
EXAMPLES = {
    FORMS[0]: [VALUE],
    FORMS[1]: [quote(VALUE, safe=""), quote(VALUE), quote_plus(VALUE), quote(VALUE).lower()],
    FORMS[2]: [json.dumps(VALUE), json.dumps(VALUE, ensure_ascii=False)],
    FORMS[3]: [repr(VALUE), VALUE.encode("unicode_escape").decode()],
    FORMS[4]: [shlex.quote(VALUE), shlex.quote("it's " + VALUE)],
    FORMS[5]: [html.escape(VALUE), html.escape(VALUE, quote=False)],
    FORMS[6]: [
        base64.b64encode(RAW).decode(),
        base64.urlsafe_b64encode(RAW).decode(),
        base64.b64encode(b"user:" + RAW).decode(),  # basic authentication
        base64.b64encode(b"ab" + RAW + b"more").decode(),
        base64.b64encode(b"a" + RAW).decode(),
    ],
    FORMS[7]: [RAW.hex(), RAW.hex().upper()],
}


@pytest.mark.parametrize("form", FORMS)
def test_t8_every_claimed_form_is_masked(form: str) -> None:
    mask = Mask([VALUE, f"it's {VALUE}"])
    for text in EXAMPLES[form]:
        shown = mask.text(f"before {text} after")
        assert "[masked]" in shown, text
        assert "ord" not in shown
    assert len(EXAMPLES) == len(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_the_documentation_lists_what_is_found(form: str) -> None:
    assert form in " ".join((ROOT / "docs/verifying.md").read_text().split())
