"""What `--help` says to whoever has just installed Mutuals."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from bot.cli.main import main

EXIT_CODES = {
    "run": {0, 1, 2},
    "check": {0, 1, 2},
    "demo": {0, 1, 2},
    "plan": {0, 2},
    "score": {0, 1, 2, 130},
    "triage": {0, 1, 2, 130},
    "backup": {0, 1, 2},
    "restore": {0, 1, 2},
}


def help_of(*arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--help"])
    assert result.exit_code == 0
    return result.output


def test_the_help_says_what_to_run_first() -> None:
    said = help_of()

    places = [said.index(f"mutuals {command} ") for command in ("demo", "check", "run")]
    assert places == sorted(places)
    assert places[-1] < said.index("Commands:")


def test_every_command_has_exit_codes() -> None:
    assert main.commands.keys() == EXIT_CODES.keys()


@pytest.mark.parametrize("command", EXIT_CODES)
def test_the_help_of_a_command_names_its_exit_codes(command: str) -> None:
    named = re.search(r"^  Exit codes:\n((?: +\d+  .+\n)+)", help_of(command), re.MULTILINE)

    assert named is not None
    assert {int(code) for code in re.findall(r"^ +(\d+)  ", named[1], re.MULTILINE)} == EXIT_CODES[command]


@pytest.mark.parametrize("command", EXIT_CODES)
def test_an_unknown_parameter_ends_a_command_with_2(command: str) -> None:
    assert CliRunner().invoke(main, [command, "--no-such-parameter"]).exit_code == click.UsageError.exit_code == 2


@pytest.mark.parametrize("command", EXIT_CODES)
def test_the_list_of_commands_cuts_no_summary_off(command: str) -> None:
    summary = re.search(rf"^  {command} +(.+)$", help_of(), re.MULTILINE)

    assert summary is not None
    assert not summary[1].endswith("...")
