"""`mutuals triage`: posts, in whatever form people have them → what Mutuals would make of each, as JSON lines. Sends and stores nothing."""

import click

from bot.cli.exports.command import run as answered
from bot.cli.triage.results import POSTS, PostTriager
from bot.cli.triage.saved_replies import NoSavedReplies, replies_of
from bot.runtime.clock import SystemClock

__all__ = ["POSTS", "PostTriager", "run"]

_FAILED = 2


def run(name: str, replies: str = "") -> int:
    """PostTriager the posts in this file, or in the standard input for "-"; returns the exit code, as `files.command` gives it.

    replies: the file of saved replies that drafts are made from; empty for the team's own, or the examples where it has none.
    """
    try:
        saved, whose = replies_of(replies)
    except NoSavedReplies as error:
        click.echo(str(error), err=True)
        return _FAILED
    click.echo(f"Drafts are made from {whose}.", err=True)
    triager = PostTriager(saved, SystemClock())
    return answered(name, POSTS, triager.answers, triager.summarize)
