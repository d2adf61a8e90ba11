"""What reaches standard error."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator

import pytest

from bot import logs

SECRETS = ["tok-1", "tok-1-and-more", "a+b/c=", "back\\slash"]


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
    log.info("with tok-1-and-more in the message")
    log.info("arguments %s and %r", "tok-1", SECRETS)
    log.info("signed as %s", "a%2Bb%2Fc%3D")
    try:
        raise ValueError("the text of an error: tok-1") from KeyError("its cause: a+b/c=")
    except ValueError:
        log.exception("failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("a warning: tok-1", stacklevel=1)

    written = capsys.readouterr().err
    assert written.count("[secret]") >= 9
    assert "-and-more" not in written
    assert not any(form in written for form in [*SECRETS, "a%2Bb%2Fc%3D", "back\\\\slash"])
    assert "Traceback" in written


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
