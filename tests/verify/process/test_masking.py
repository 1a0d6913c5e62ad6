"""Values of env files are found in any output, and nothing else is."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.verify.process.masking import Mask, is_secret_name, secrets_of


@pytest.mark.parametrize(
    ("output", "kept"),
    [
        ("pw=correct-horse!", "pw=[masked]"),
        ("correct-horse%21", "[masked]"),
        ('{"a": "correct-horse!"}', '{"a": "[masked]"}'),
        (base64.b64encode(b"correct-horse!").decode().rstrip("="), "[masked]"),
        ("correct-horse", "correct-horse"),  # not the whole value
    ],
)
def test_a_value_is_masked_in_every_form_in_which_programs_print_it(output: str, kept: str) -> None:
    assert Mask(["correct-horse!"]).text(output) == kept


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("API_KEY", "abc", {"abc"}),
        ("PIN", "1234", {"1234"}),  # a number is a secret by its name
        ("PORT", "8000", set()),
        ("DEBUG", "true", set()),
        ("HOST", "localhost", set()),
        ("OWNER", "Ada Lovelace", {"Ada Lovelace"}),
        ("DATABASE_URL", "postgres://u:s3cret@db/x", {"postgres://u:s3cret@db/x", "s3cret"}),
        ("KEY", "-----BEGIN\nabcdefgh\n", {"-----BEGIN\nabcdefgh", "-----BEGIN", "abcdefgh"}),
        ("TOKEN", "ab", set()),  # would mask half of every output
    ],
)
def test_what_is_worth_masking(name: str, value: str, masked: set[str]) -> None:
    assert secrets_of(name, value) == masked


def test_a_short_value_is_masked_only_as_a_word() -> None:
    assert Mask(["abc"]).text("abc abcd x-abc") == "[masked] abcd x-[masked]"


@given(
    st.lists(st.text("abc1", min_size=8, max_size=12), min_size=1, max_size=3),
    st.lists(st.text("abc1 ", max_size=20), max_size=6),
    st.integers(1, 7),
)
def test_no_secret_passes_however_the_output_is_cut(
    secrets: list[str], noise: list[str], size: int
) -> None:
    mask = Mask(secrets)
    output = "".join(f"{piece}|{secrets[0]}|" for piece in [*noise, ""]).encode()
    feed = mask.feed()
    shown = b"".join(feed.add(output[at : at + size]) for at in range(0, len(output), size))
    shown += feed.end()
    assert secrets[0].encode() not in shown
    assert shown == mask.apply(output)


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("PWD", False),  # the shell's folder, in what every make and compiler prints
        ("OLDPWD", False),
        ("MYSQL_PWD", True),  # a client's password
        ("DB_PASSWORD", True),
    ],
)
def test_which_names_are_of_secrets(name: str, is_secret: bool) -> None:
    assert is_secret_name(name) is is_secret
