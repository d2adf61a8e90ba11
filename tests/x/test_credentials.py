"""Keys show nowhere."""

from __future__ import annotations

import pytest

from bot.x.credentials import Credentials

SECRETS = ("ck-4411", "cs-4412", "99-at-4413", "ts-4414", "bt-4415")


def test_the_account_is_what_precedes_the_dash() -> None:
    assert Credentials(*SECRETS).account_id == 99


@pytest.mark.parametrize("token", ["", "99", "-99", "abc-99", "99.5-x", "٣-x", "1" * 20 + "-x"])
def test_a_token_without_an_account_is_explained_without_quoting_it(token: str) -> None:
    with pytest.raises(ValueError, match="access token should begin with digits and a dash") as caught:
        Credentials("ck", "cs", token, "ts").account_id  # noqa: B018

    assert not token or token not in str(caught.value)


def test_no_key_shows_when_printed() -> None:
    shown = repr(Credentials(*SECRETS))

    assert not any(secret in shown for secret in SECRETS)
