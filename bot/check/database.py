"""The database: can Mutuals start with it?"""

from __future__ import annotations

from bot.check.findings import Section
from bot.store import Store

DATABASE = "Database"
LABELS = (DATABASE,)


async def look_at_database(url: str, section: Section) -> None:
    seen = await Store.inspect(url)
    file = url.partition(":///")[2]
    if seen.problem:
        section.bad(DATABASE, seen.problem)
    elif not seen.exists:
        section.good(DATABASE, f"{file} will be created at the first start.")
    elif seen.at_head:
        section.good(DATABASE, f"{file} can be reached and is at the newest migration.")
    else:
        section.good(DATABASE, f"{file} is from an older version; the next start migrates it.")
