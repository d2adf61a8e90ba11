"""The options of a team whose X and Discord are the simulated ones, as they would stand in its environment."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings
from bot.demo.discord import SimulatedDiscord
from bot.demo.x import SimulatedX
from bot.domain import MICROS, Policy


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


def settings_with(policy: Policy, database: Path) -> Settings:
    """Options that come to this policy, whether it could be written in an environment or not."""
    secret = SecretStr("secret")
    return Settings.model_construct(
        discord_token=secret,
        discord_guild_id=policy.guild_id,
        discord_channel_id=policy.channels.cards or 1,
        discord_digest_channel_id=policy.channels.digest,
        discord_alert_channel_id=policy.channels.alerts,
        x_consumer_key=secret,
        x_consumer_secret=secret,
        x_access_token=SecretStr("1-secret"),
        x_access_token_secret=secret,
        database_url=f"sqlite+aiosqlite:///{database}",
        timezone=policy.timezone,
        digest_time=policy.digest_time,
        digest_days=frozenset({"none"}) if policy.digest_days is None else policy.digest_days,
        digest_weekday="none" if policy.digest_weekday is None else policy.digest_weekday,
        x_access=policy.access,
        x_stream=policy.stream,
        discord_approver_role_ids=policy.approver_role_ids,
        discord_viewer_role_ids=policy.viewer_role_ids,
        freshness_seconds=policy.freshness // timedelta(seconds=1),
        prompts_per_day=policy.prompts_per_day,
        card_hours=policy.card_hours,
        draft_languages=policy.draft_languages,
        notify_complaints=policy.notify_complaints,
        notify_expiring=policy.notify_expiring,
        notify_waiting=policy.notify_waiting,
        notify_waiting_hours=policy.waits_too_long // timedelta(hours=1),
        notify_outages=policy.notify_outages,
        follow_backs_per_hour=policy.follow_backs_per_hour,
        follow_backs_per_day=policy.follow_backs_per_day,
        reply_prompts_per_day=policy.reply_prompts_per_day,
        replies_per_hour=policy.replies_per_hour,
        replies_per_day=policy.replies_per_day,
        reply_window_hours=policy.reply_window // timedelta(hours=1),
        repeat_days=policy.repeat_days,
        four_eyes=policy.four_eyes,
        prompt_expires_hours=policy.prompt_expires // timedelta(hours=1),
        handoff_expires_hours=policy.hand_off_expires // timedelta(hours=1),
        quiet_hours=policy.quiet_hours,
        baseline_usd=Decimal(policy.baseline_micros) / MICROS,
        leavers_budget_usd=Decimal(policy.leavers_budget) / MICROS,
        daily_budget_usd=Decimal(policy.daily_budget) / MICROS,
        monthly_budget_usd=Decimal(policy.monthly_budget) / MICROS,
        read_mentions=policy.read_mentions,
    )


def settings_of(options: dict[str, str]) -> Settings:
    """The same, validated, without a look at the real environment."""
    return Settings.model_validate({name.lower(): value for name, value in options.items()})
