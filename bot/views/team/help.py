"""What Mutuals is, what to do first, and every command with an example."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.views.format.i18n import _
from bot.views.format.pager import pager, where
from bot.views.format.palette import BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import at_handle
from bot.views.words.commands import COMMANDS, EXAMPLES

HELP = "help"
PAGE = 9
_INTRODUCTION = 6
"""So many commands give way to it on the first page."""


def help_view(commands: Sequence[str], *, offset: int, account: str) -> Screen:
    """One page of the commands, on the first one below what Mutuals is.

    commands: by their whole names. account: its handle, where it is known.
    """
    ordered = sorted(commands, key=_place)
    first = max(0, offset - _INTRODUCTION)
    shown = ordered[first : max(0, offset + PAGE - _INTRODUCTION)]
    items: list[Item] = [] if offset else _introduction(account)
    items.append(text(_("### Commands"), *map(_command, shown), where(first, len(shown), len(ordered))))
    return Screen(ui.Container(*items, accent_colour=BLUE), *pager(HELP, offset=offset, size=PAGE, total=help_length(commands)))


def help_length(commands: Sequence[str]) -> int:
    """Of all pages together, in commands."""
    return _INTRODUCTION + len(commands)


def example(command: str) -> str:
    """What somebody might type."""
    return " ".join([f"/{command}", *(f"{option}:{value}" for option, value in EXAMPLES.get(command, {}).items())])


def first_steps() -> Item:
    """What a new team does first, for below the message that ends the initial sync."""
    return text(_("**What to do first**"), *_steps(), _("- **/help** has every command."))


def _steps() -> list[str]:
    return [
        _("- **/settings topics** says what your account is about: people who share it come first."),
        _("- Cards come to the team's channel: **Approve** or **Skip**. **/queue** has everybody who waits."),
        _("- **/replies saved add** keeps an answer that you give often."),
        _("- **/pause** stops everything at once."),
    ]


def _introduction(account: str) -> list[Item]:
    message = _(
        "Mutuals notices who follows {account} on X and who writes to it, says who is worth a follow-back or an answer and why, "
        "and does on X what your team approves. Nothing else reaches X."
    )
    what = message.format(account=at_handle(account) if account else _("your account"))
    return [text(_("### What Mutuals does"), what), text(_("### What to do first"), *_steps())]


def _place(command: str) -> int:
    names = list(COMMANDS)
    return names.index(command) if command in names else len(names)


def _command(command: str) -> str:
    return f"- `{example(command)}`: {_(COMMANDS.get(command, ''))}"
