"""`mutuals triage`: posts, in whatever form people have them → what Mutuals would make of each, as JSON lines. Sends and stores nothing."""

import click

from bot.cli.exports.command import run as answered
from bot.cli.triage.results import POSTS, Triage
from bot.cli.triage.saved_replies import NoReplies, replies_of
from bot.runtime.clock import SystemClock

__all__ = ["POSTS", "Triage", "run"]

_NOT_DONE = 2


def run(name: str, replies: str = "") -> int:
    """Triage the posts in this file, or in the standard input for "-"; returns the exit code, as `files.command` gives it.

    replies: the file of saved replies that drafts are made from; empty for the team's own, or the examples where it has none.
    """
    try:
        saved, whose = replies_of(replies)
    except NoReplies as error:
        click.echo(str(error), err=True)
        return _NOT_DONE
    click.echo(f"Drafts are made from {whose}.", err=True)
    triage = Triage(saved, SystemClock())
    return answered(name, POSTS, triage.answers, triage.ended)
