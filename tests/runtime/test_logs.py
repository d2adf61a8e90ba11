"""What reaches standard error."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator

import pytest

from bot.runtime import logs
from bot.x.http.refusals import LONGEST_DETAIL, ErrorPayload

SECRETS = ["token-01", "token-01-and-more", "a+b/c=d+e/f=", "back\\slash"]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logger.level for name, logger in logging.Logger.manager.loggerDict.items() if isinstance(logger, logging.Logger)}
    yield
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level
    for name in logging.Logger.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


def test_an_event_is_one_line_with_time_level_and_logger(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", [])
    logging.getLogger("bot.workflow").info("Found %d new followers", 3)

    written = capsys.readouterr()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO bot\.workflow: Found 3 new followers\n", written.err)
    assert written.out == ""


def test_secrets_are_hidden_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", SECRETS)
    log = logging.getLogger("bot.x")
    log.info("with token-01-and-more in the message")
    log.info("arguments %s and %r", "token-01", SECRETS)
    log.info("signed as %s", "a%2Bb%2Fc%3Dd%2Be%2Ff%3D")
    try:
        raise ValueError("the text of an error: token-01") from KeyError("its cause: a+b/c=d+e/f=")
    except ValueError:
        log.exception("failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("a warning: token-01", stacklevel=1)

    written = capsys.readouterr().err
    assert written.count("[secret]") >= 9
    assert "-and-more" not in written
    assert not any(form in written for form in [*SECRETS, "a%2Bb%2Fc%3Dd%2Be%2Ff%3D", "back\\\\slash"])
    assert "Traceback" in written


def test_what_is_left_of_a_secret_that_was_cut_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    secret = "1789-Kq8vTz3mWx7pLr2nJc5hYb"
    logs.configure("INFO", [secret])
    log = logging.getLogger("bot.x")
    body = {"detail": "x" * (LONGEST_DETAIL - 15) + f" {secret} is not known"}

    log.info("X said: %s", ErrorPayload(body).detail)
    log.info("its end: %s", secret[-12:])
    log.info("its middle, %r, and who it is for: account 1789", secret[8:18])

    written = capsys.readouterr().err
    assert not any(secret[start : start + 8] in written for start in range(len(secret) - 7))
    assert written.count("[secret]") == 3
    assert "and who it is for: account 1789" in written


def test_a_secret_of_two_letters_blacks_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["in", "seventy"])
    logging.getLogger("bot").info("Mutuals is running in seventy ways")

    assert "Mutuals is running in seventy ways" in capsys.readouterr().err


def test_an_id_that_a_token_begins_with_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["1100000000000000006-Kq8vTz3mWx7pLr2nJc5hYb"])
    logging.getLogger("bot").info("account 1100000000000000006")

    assert "account 1100000000000000006" in capsys.readouterr().err


def test_text_from_outside_cannot_pass_for_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", [])
    logging.getLogger("bot.x").warning("bio: %s", "hi\n2026-01-01T00:00:00Z INFO bot: all is well\r\x1b[2J\u2028\u202eevil")

    lines = capsys.readouterr().err.split("\n")
    assert [line[:4] for line in lines[1:]] == ["    ", ""]
    assert not re.search("[\r\x1b\u2028\u202e]", "".join(lines))


@pytest.mark.parametrize(
    ("level", "heard"),
    [
        ("DEBUG", {"bot DEBUG", "bot INFO", "discord.http INFO", "bot WARNING", "discord.http WARNING"}),
        ("INFO", {"bot INFO", "bot WARNING", "discord.http WARNING"}),
        ("WARNING", {"bot WARNING", "discord.http WARNING"}),
        ("ERROR", set()),
    ],
)
def test_libraries_are_quieter_than_we_are(capsys: pytest.CaptureFixture[str], level: str, heard: set[str]) -> None:
    logs.configure(level, [])
    for name in ("bot", "discord.http"):
        for spoken in (logging.DEBUG, logging.INFO, logging.WARNING):
            logging.getLogger(name).log(spoken, "%s %s", name, logging.getLevelName(spoken))

    assert {line.split(": ")[1] for line in capsys.readouterr().err.splitlines()} == heard
