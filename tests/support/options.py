"""The options of a team whose X and Discord are the simulated ones, as they would stand in its environment."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.demo.discord import SimulatedDiscord
from bot.demo.x import SimulatedX


def options_for(x: SimulatedX, discord: SimulatedDiscord, database: Path) -> dict[str, str]:
    keys = x.credentials
    return {
        "DISCORD_TOKEN": discord.token,
        "DISCORD_GUILD_ID": str(discord.guild_id),
        "DISCORD_CHANNEL_ID": str(discord.channel_id),
        "DISCORD_APPROVER_ROLE_IDS": str(discord.approver_role_id),
        "DISCORD_VIEWER_ROLE_IDS": str(discord.viewer_role_id),
        "DISCORD_API_URL": discord.api_url,
        "X_CONSUMER_KEY": keys.consumer_key,
        "X_CONSUMER_SECRET": keys.consumer_secret,
        "X_ACCESS_TOKEN": keys.access_token,
        "X_ACCESS_TOKEN_SECRET": keys.access_token_secret,
        "X_BEARER_TOKEN": keys.bearer_token,
        "X_API_URL": x.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
    }


def settings_of(options: dict[str, str]) -> Settings:
    """The same, validated, without a look at the real environment."""
    return Settings.model_validate({name.lower(): value for name, value in options.items()})
