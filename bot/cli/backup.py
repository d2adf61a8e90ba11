"""The commands that copy the database and put a copy back. Of the options they need DATABASE_URL alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
def backup(file: Path, *, overwrite: bool) -> None:
    """Write a backup of the database to FILE.

    Mutuals may run meanwhile. The backup is checked, and FILE appears only when it is complete; this user alone may read it.
    It is one file and holds everything that Mutuals knows, but no key of yours.

    \b
      mutuals backup /backups/mutuals-$(date +%F).sqlite3     # a new name each day
      mutuals backup --overwrite /backups/mutuals.sqlite3     # always the same

    Needs DATABASE_URL, in the environment or in .env, where you have set it, and no other option.

    \b
    Exit codes:
      0  the backup is there
      1  it could not be made; FILE is as it was
      2  DATABASE_URL or a parameter is wrong
    """
    url = _database_url()
    from bot.store.database.backup import back_up
    from bot.store.errors import StoreError

    try:
        size = back_up(url, file, overwrite=overwrite)
    except StoreError as error:
        _fail(str(error))
    click.echo(f"{file} is a complete backup of the database ({size / 1_000_000:,.1f} MB). `mutuals restore {file}` puts it back.")


@click.command()
@click.argument("file", type=_FILE)
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database.

    Stop Mutuals first. The database that is there is kept under another name, together with the files that SQLite keeps beside it,
    and can be restored in the same way. FILE stays as it is. A backup of an older version is fine: the next start brings it up to date.

    Whatever happened since the backup is not in it: look through the cards in the channel after the start.

    Needs DATABASE_URL, in the environment or in .env, where you have set it, and no other option.

    \b
    Exit codes:
      0  the backup is in place
      1  it is not, because Mutuals runs or FILE is no complete backup; nothing was changed
      2  DATABASE_URL or a parameter is wrong
    """
    url = _database_url()
    from bot.runtime.file_modes import readable_by_others
    from bot.store.database.backup import restore as put_back
    from bot.store.errors import StoreError

    try:
        previous = put_back(url, file)
    except StoreError as error:
        _fail(str(error))
    kept = f" The database that was there is kept as {previous}." if previous else ""
    click.echo(f"{file} is restored.{kept} `mutuals run` starts with it.")
    if sentence := readable_by_others([file]):
        click.echo(sentence, err=True)


def _database_url() -> str:
    from bot.config import ConfigError, load_database_url

    try:
        return load_database_url()
    except ConfigError as error:
        _fail(str(error), code=2)


def _fail(sentence: str, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
