"""The database: can Mutuals start with it? And may others read it, or the options?"""

from __future__ import annotations

from pathlib import Path

from bot.cli.check.findings import Section
from bot.config import ENV_FILE
from bot.runtime.file_modes import readable_by_others
from bot.store import Store

DATABASE = "Database"
FILES = "File permissions"
LABELS = (DATABASE, FILES)


async def check_database(url: str, section: Section) -> None:
    seen = await Store.inspect(url)
    file = url.partition(":///")[2]
    if seen.problem:
        section.bad(DATABASE, seen.problem)
    elif not seen.exists:
        section.good(DATABASE, f"{file} will be created at the first start.")
    elif seen.at_head:
        section.good(DATABASE, f"{file} is whole and at the newest migration.")
    else:
        section.good(DATABASE, f"{file} is whole and from an older version; the next start migrates it.")
    shared = readable_by_others([Path(ENV_FILE), *Store.files(url)])
    if shared:
        section.warning(FILES, shared)
    else:
        section.good(FILES, "the options and the database can be read by this user alone.")
