"""Whom a message mentions, as far as its `allowed_mentions` permit."""

from __future__ import annotations

import re

from bot.demo.discord.guild import Guild
from bot.demo.discord.json_types import Json

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


def mentions(text: str, allowed: Json | None, guild: Guild) -> Json:
    """The three fields of a message that say who gets a notification.

    Roles that not everybody may mention ask for the same permission as everybody and here.
    """
    everybody = "MENTION_EVERYONE" in guild.bot_permissions
    parse = set((allowed or {}).get("parse") or ()) if allowed is not None else {"users", "roles", "everyone"}
    users = [int(found) for found in dict.fromkeys(_USER.findall(text)) if _allows(allowed, parse, "users", found)]
    roles = [found for found in dict.fromkeys(_ROLE.findall(text)) if _allows(allowed, parse, "roles", found)]
    members = [member for member in map(guild.member, users) if member is not None]
    return {
        "mentions": [member.user_json() for member in members],
        "mention_roles": [role for role in roles if role in {str(known.id) for known in guild.roles if known.mentionable or everybody}],
        "mention_everyone": "everyone" in parse and everybody and bool(_EVERYONE.search(text)),
    }


def _allows(allowed: Json | None, parse: set[str], kind: str, found: str) -> bool:
    return kind in parse or found in map(str, (allowed or {}).get(kind) or ())
