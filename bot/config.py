"""Every option, typed and bounded, read once from the environment and `.env`."""

from __future__ import annotations

import difflib
import logging
import re
import zoneinfo
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

import platformdirs
from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain import MICROS, SETTINGS, Access, ActivityEvent, Channels, Mentionable, MentionableKind, Policy
from bot.domain.local_days import Weekday
from bot.x.billing.pricing import PUBLISHED, PriceList
from bot.x.credentials import Credentials

# What python-dotenv would complain about is among our own errors.
logging.getLogger("dotenv").setLevel(logging.ERROR)

ENV_FILE = ".env"
_ASYNC_SQLITE = "sqlite+aiosqlite:///"
_ENCODING = "utf-8-sig"
"""Editors on Windows put a byte order mark first."""
_RENAMED = {"POLL_SECONDS": "FRESHNESS_SECONDS"}
_TYPO_CUTOFF = 0.85
"""How alike two names must be (difflib's ratio): one or two letters wrong, missing or too many."""


class ConfigError(Exception):
    """Some options are missing or wrong; `errors` holds one plain sentence for each."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


_QUOTES = re.compile("[\"'`´‘-‟«»‹›「」＂＇]")
"""In no key of X's or Discord's. Docker's env files and quotes within quotes leave them in the value, and writers put in curly ones."""


def _secret(secret: SecretStr) -> SecretStr:
    if _QUOTES.search(secret.get_secret_value()):
        raise PydanticCustomError("quoted", "quotation marks")
    # Secrets travel in HTTP headers, where a space or an umlaut from a careless copy would only fail later and obscurely.
    if not re.fullmatch(r"[\x21-\x7e]+", secret.get_secret_value()):
        raise PydanticCustomError("not_one_word", "not one word")
    return secret


def _access_token(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[1-9]\d{0,18}-.+", secret.get_secret_value()):
        raise ValueError("no account id before the dash")
    return secret


_PAST_SNOWFLAKES = 2**63


def _snowflake(value: object) -> object:
    # Discord's ids are kept as signed 64-bit integers. Its own have 17 digits or more, those of a gateway of one's own may be short.
    if isinstance(value, str) and not re.fullmatch(r"[1-9]\d{0,18}", value.strip()):
        raise ValueError("not an id")
    return value


def _split(value: object) -> object:
    return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _mentionables(value: object) -> object:
    words = _split(value)
    if not isinstance(value, str) or not isinstance(words, frozenset):
        return value
    return frozenset(map(_mentionable, words))


def _mentionable(word: str) -> Mentionable:
    kind, _, number = word.partition(":")
    if not re.fullmatch(r"[1-9]\d{0,18}", number) or int(number) >= _PAST_SNOWFLAKES:
        raise ValueError("not an id")
    return Mentionable(MentionableKind(kind.lower()), int(number))


def _zone(value: object) -> object:
    if isinstance(value, str):
        if value not in zoneinfo.available_timezones():
            raise ValueError("no such zone")
        return zoneinfo.ZoneInfo(value)
    return value


def _hour_and_minute(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
            raise ValueError("not HH:MM")
        return time.fromisoformat(value.zfill(5))
    return value


_WEEKDAYS = dict(zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), Weekday, strict=True))
_WEEKDAYS |= {name[:3]: day for name, day in _WEEKDAYS.items()}


def _weekdays(value: object) -> object:
    words = _split(value)
    if not isinstance(value, str) or not isinstance(words, frozenset):
        return value
    if len(words) > 1 and _NEVER in {word.lower() for word in words}:
        raise ValueError("days, and none")
    return frozenset(_WEEKDAYS.get(word.lower(), word.lower()) for word in words)


def _weekday(value: object) -> object:
    return _WEEKDAYS.get(value.strip().lower(), value.strip().lower()) if isinstance(value, str) else value


_NEVER = "none"
_Never = Literal["none"]
"""Instead of a day."""
_StrictWeekday = Annotated[Weekday, Field(strict=True)]


def _days(days: frozenset[Weekday | _Never]) -> frozenset[Weekday] | None:
    """None for never."""
    return None if _NEVER in days else frozenset(day for day in days if isinstance(day, Weekday))


def _span_of_hours(value: object) -> object:
    if isinstance(value, str):
        begin, _, end = value.replace("–", "-").partition("-")
        span = _hour_and_minute(begin.strip()), _hour_and_minute(end.strip())
        if span[0] == span[1]:
            raise ValueError("never, or all day")
        return span
    return value


def _languages(value: object) -> object:
    words = _split(value)
    if not isinstance(value, str) or not isinstance(words, frozenset):
        return value
    if not all(re.fullmatch(r"[A-Za-z]{2}", word) for word in words):
        raise ValueError("not two letters each")
    return frozenset(word.lower() for word in words)


_STREAMED = {"follows": ActivityEvent.FOLLOW, "unfollows": ActivityEvent.UNFOLLOW, "mentions": ActivityEvent.MENTION}


def _streamed(value: object) -> object:
    words = _split(value)
    if not isinstance(value, str) or not isinstance(words, frozenset):
        return value
    return frozenset(_STREAMED.get(word.lower(), word) for word in words)


def _prices(value: object) -> object:
    if not isinstance(value, str):
        return value
    prices: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        name, _, dollars = part.partition("=")
        if name.strip().lower() not in PUBLISHED or not re.fullmatch(r"\d?(\.\d{1,6})?", dollars.strip()) or not dollars.strip():
            raise ValueError("no such price")
        prices[name.strip().lower()] = int(Decimal(dollars.strip()) * MICROS)
    return prices


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment or parts.port == 0:
        raise ValueError("not a base URL")
    return value.rstrip("/")


def _sqlite_file(value: str) -> str:
    url = re.sub(r"^sqlite:///", _ASYNC_SQLITE, value)
    path = url.removeprefix(_ASYNC_SQLITE)
    if path == url or path.startswith((":", "?")) or path.endswith("/") or not path:
        raise ValueError("not an SQLite file")
    return url


def _default_database() -> str:
    return _ASYNC_SQLITE + (platformdirs.user_data_path("mutuals", appauthor=False) / "mutuals.sqlite3").as_posix()


Secret = Annotated[SecretStr, AfterValidator(_secret)]
Snowflake = Annotated[int, BeforeValidator(_snowflake), Field(gt=0, lt=_PAST_SNOWFLAKES)]
Url = Annotated[str, AfterValidator(_base_url)]
MOST_MENTIONED = 25
"""As many as a menu of Discord's takes."""
Mentionables = Annotated[frozenset[Mentionable], NoDecode, BeforeValidator(_mentionables), Field(max_length=MOST_MENTIONED)]
Prices = Annotated[dict[str, int], NoDecode, BeforeValidator(_prices)]
Lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
_MENTIONABLES = (
    "up to 25 roles and members as role:ID and member:ID with commas between them, or empty; @everyone is not possible "
    "(right-click a role or a member in Discord → Copy ID)"
)
Upper = BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value)


class Settings(BaseModel):
    """The options, wherever they came from.

    title: what the option is, in a sentence. description: what its value must be; it ends the error message.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    discord_token: Secret = Field(
        title="What Mutuals logs in to Discord with.",
        description="the bot's token (Discord developer portal → your application → Bot → Reset Token)",
    )
    discord_guild_id: Snowflake = Field(
        title="Your Discord server.",
        description="your server's id, a long number (right-click the server in Discord → Copy Server ID)",
    )
    discord_channel_id: Snowflake = Field(
        title="The team's channel: cards come here.",
        description="the channel's id, a long number (right-click it in Discord → Copy Channel ID)",
    )
    discord_digest_channel_id: Snowflake | None = Field(
        title="Where the digest comes, if not to the team's channel.",
        default=None,
        description="a channel's id, or empty (right-click the channel in Discord → Copy Channel ID)",
    )
    discord_alert_channel_id: Snowflake | None = Field(
        title="Where alerts come (outages, budgets, bursts of followers, pauses, changed settings), if not to the team's channel.",
        default=None,
        description="a channel's id, or empty (right-click the channel in Discord → Copy Channel ID)",
    )
    discord_approver_role_ids: Annotated[frozenset[Snowflake], NoDecode, BeforeValidator(_split)] = Field(
        title="The roles that may decide; without any, members with Manage Server decide.",
        default=frozenset(),
        description="role ids with commas between them, or empty (right-click a role in Discord's server settings → Copy Role ID)",
    )
    discord_viewer_role_ids: Annotated[frozenset[Snowflake], NoDecode, BeforeValidator(_split)] = Field(
        title="The roles that may see everything and decide nothing; whoever decides or manages the server sees it anyway.",
        default=frozenset(),
        description="role ids with commas between them, or empty (right-click a role in Discord's server settings → Copy Role ID)",
    )
    x_consumer_key: Secret = Field(
        title="Names your app to X.",
        description="the app's API key (X developer portal → your app → Keys and tokens)",
    )
    x_consumer_secret: Secret = Field(
        title="Proves to X that it is your app.",
        description="the app's API key secret (X developer portal → your app → Keys and tokens)",
    )
    x_access_token: Annotated[Secret, AfterValidator(_access_token)] = Field(
        title="Lets the app act for the account; create it while you are logged in as the account that the team runs.",
        description="the account's access token: digits, a dash, letters (X developer portal → your app → Keys and tokens)",
    )
    x_access_token_secret: Secret = Field(
        title="Belongs to the access token.",
        description="the account's access token secret (X developer portal → your app → Keys and tokens)",
    )
    x_bearer_token: Secret | None = Field(
        title="Only X_STREAM needs it.",
        default=None,
        description="the app's bearer token, or empty (X developer portal → your app → Keys and tokens)",
    )
    x_access: Annotated[Access, Lower] = Field(
        title="self_serve: follow-backs are handed to you as links; enterprise: they go by API; auto: Mutuals finds out what X allows.",
        default=Access.AUTO,
        description="auto, self_serve or enterprise",
    )
    x_owns_app: bool = Field(
        title="An account that owns the X app pays a tenth for its own lists; with an app of, say, your agency it does not.",
        default=True,
        description="true if the account itself owns the X app, else false",
    )
    x_stream: Annotated[frozenset[ActivityEvent], NoDecode, BeforeValidator(_streamed)] = Field(
        title="What X reports by itself the moment it happens; costs more than polling (mutuals plan).",
        default=frozenset(),
        description="follows, unfollows and mentions, or some of them with commas between, and needs X_BEARER_TOKEN; empty switches it off",
    )
    x_prices: Prices = Field(
        title="Prices that X has changed.",
        default_factory=dict,
        description="dollars by name with commas between, such as owned_read=0.001,user_read=0.01, or empty; the names are "
        + ", ".join(PUBLISHED),
    )
    monthly_budget_usd: Decimal = Field(
        title="The most to spend on X in a calendar month (UTC); nothing is ever spent beyond it.",
        default=Decimal(50),
        ge=0,
        le=100_000,
        decimal_places=6,
        description="dollars from 0 to 100000, such as 50 or 12.50",
    )
    daily_budget_usd: Decimal = Field(
        title="The most to spend on X in a day (UTC); nothing is ever spent beyond it.",
        default=Decimal(10),
        ge=0,
        le=100_000,
        decimal_places=6,
        description="dollars from 0 to 100000, such as 10 or 2.50",
    )
    baseline_usd: Decimal = Field(
        title="The most to spend on the initial sync of your followers at the very first start.",
        default=Decimal(5),
        ge=0,
        le=10_000,
        decimal_places=6,
        description="dollars from 0 to 10000, such as 5 or 2.50",
    )
    leavers_budget_usd: Decimal = Field(
        title="The most to spend in a month (UTC), within the budgets, on finding out who left; nothing where X_STREAM has unfollows.",
        default=Decimal(10),
        ge=0,
        le=100_000,
        decimal_places=6,
        description="dollars from 0 (never) to 100000, such as 10 or 2.50",
    )
    read_mentions: bool = Field(
        title="Whether people who speak to the account are noticed, can be answered, and count as engaged; false saves the price.",
        default=True,
        description="true if mentions of the account are to be read, else false",
    )
    freshness_seconds: int = Field(
        title="How soon a new follower is noticed; polling often costs nothing more.",
        default=60,
        ge=5,
        le=3600,
        description="a whole number of seconds from 5 to 3600",
    )
    database_url: Annotated[str, AfterValidator(_sqlite_file)] = Field(
        title="Where Mutuals keeps what it knows; without it, mutuals.sqlite3 in the data folder of your user.",
        default_factory=_default_database,
        description="an SQLite file such as sqlite+aiosqlite:///mutuals.sqlite3 (this version supports no other database)",
    )
    timezone: Annotated[zoneinfo.ZoneInfo, BeforeValidator(_zone)] = Field(
        title="The team's time zone: days begin and the digest comes by its clock.",
        default=zoneinfo.ZoneInfo("UTC"),
        description="a time zone such as Europe/Berlin or America/New_York",
    )
    language: Literal["en", "de"] = Field(
        title="In which language Mutuals speaks in Discord; its log and its command line are in English.",
        default="en",
        description="en (English) or de (German)",
    )
    digest_time: Annotated[time, BeforeValidator(_hour_and_minute)] = Field(
        title="When the digests come.",
        default=time(9),
        description="a time of day such as 09:00",
    )
    digest_days: Annotated[frozenset[_StrictWeekday | _Never], NoDecode, BeforeValidator(_weekdays)] = Field(
        title="On which days the daily digest comes; each covers the time since the last one.",
        default=frozenset(),
        description="days with commas between them, such as mon,thu, or empty for every day, or none for no daily digest",
    )
    digest_weekday: Annotated[_StrictWeekday | _Never, BeforeValidator(_weekday)] = Field(
        title="On which day the weekly digest comes, with the best and the worst of the week.",
        default=Weekday.MON,
        description="a day such as mon, or none for no weekly digest",
    )
    prompts_per_day: int = Field(
        title="The most cards a day about new followers: half at once, half over the hours in which you decide. The others wait in /queue.",
        default=20,
        ge=0,
        le=500,
        description="a whole number from 0 to 500",
    )
    card_hours: Annotated[tuple[time, time] | None, NoDecode, BeforeValidator(_span_of_hours)] = Field(
        title="In which hours those cards come, by the team's clock; without it, in those in which you have decided before.",
        default=None,
        description="a span of the day such as 09:00-18:00, or empty",
    )
    follow_backs_per_hour: int = Field(
        title="The most follow-backs an hour.",
        default=15,
        ge=1,
        le=50,
        description="a whole number from 1 to 50",
    )
    follow_backs_per_day: int = Field(
        title="The most follow-backs a day.",
        default=100,
        ge=1,
        le=400,
        description="a whole number from 1 to 400 (X allows no more)",
    )
    reply_prompts_per_day: int = Field(
        title="The most cards a day about posts to answer; the others wait in /replies queue.",
        default=20,
        ge=0,
        le=500,
        description="a whole number from 0 to 500",
    )
    draft_languages: Annotated[frozenset[str], NoDecode, BeforeValidator(_languages)] = Field(
        title="The languages of the saved replies from which drafts are made, such as those that your team can check.",
        default=frozenset(),
        description="two letters for each, with commas between them, such as en,de, or empty for every language",
    )
    replies_per_hour: int = Field(
        title="The most replies an hour.",
        default=30,
        ge=1,
        le=100,
        description="a whole number from 1 to 100",
    )
    replies_per_day: int = Field(
        title="The most replies a day.",
        default=100,
        ge=1,
        le=500,
        description="a whole number from 1 to 500",
    )
    reply_window_hours: int = Field(
        title="How long after it was written a post can be answered.",
        default=24,
        ge=1,
        le=168,
        description="a whole number of hours from 1 to 168",
    )
    repeat_days: int = Field(
        title="How long the same text, or nearly the same, does not go out again: X refuses and punishes repetitions.",
        default=3,
        ge=1,
        le=90,
        description="a whole number of days from 1 to 90",
    )
    four_eyes: bool = Field(
        title="Whether a reply that a member wrote has to be approved by somebody else.",
        default=False,
        description="true if whoever wrote a reply may not approve it, else false",
    )
    quiet_hours: Annotated[tuple[time, time] | None, NoDecode, BeforeValidator(_span_of_hours)] = Field(
        title="When nothing is written to X, by the team's clock; links handed to you come all the same.",
        default=None,
        description="a span of the day such as 22:00-07:00, or empty",
    )
    prompt_expires_hours: int = Field(
        title="How long a card that nobody decided stays open.",
        default=72,
        ge=1,
        le=720,
        description="a whole number of hours from 1 to 720",
    )
    handoff_expires_hours: int = Field(
        title="How long what was handed to you may take to be seen on X.",
        default=72,
        ge=1,
        le=720,
        description="a whole number of hours from 1 to 720",
    )
    notify_complaints: Mentionables = Field(
        title="Whom a message about new complaints mentions, at any hour.",
        default=frozenset(),
        description=_MENTIONABLES,
    )
    notify_expiring: Mentionables = Field(
        title="Whom a message about cards that expire within two hours mentions; not in quiet hours.",
        default=frozenset(),
        description=_MENTIONABLES,
    )
    notify_waiting: Mentionables = Field(
        title="Whom a message about cards that wait for too long mentions; not in quiet hours.",
        default=frozenset(),
        description=_MENTIONABLES,
    )
    notify_waiting_hours: int = Field(
        title="After how long a card waits for too long: for a decision, or for somebody to follow its link.",
        default=4,
        ge=1,
        le=720,
        description="a whole number of hours from 1 to 720",
    )
    notify_outages: Mentionables = Field(
        title="Whom the message mentions that X is out of reach or refuses Mutuals, or that the set-up in Discord is wrong, at any hour.",
        default=frozenset(),
        description=_MENTIONABLES,
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = Field(
        title="How much is logged.",
        default="INFO",
        description="DEBUG, INFO, WARNING or ERROR",
    )
    x_api_url: Url = Field(
        title="Where X is; another address is for tests and gateways of your own.",
        default="https://api.x.com",
        description="a web address such as https://api.x.com",
    )
    discord_api_url: Url = Field(
        title="Where Discord is; another address is for tests and gateways of your own.",
        default="https://discord.com/api/v10",
        description="a web address such as https://discord.com/api/v10",
    )

    @field_validator("x_stream")
    @classmethod
    def _has_a_bearer_token(cls, events: frozenset[ActivityEvent], info: ValidationInfo) -> frozenset[ActivityEvent]:
        if events and "x_bearer_token" in info.data and info.data["x_bearer_token"] is None:
            raise ValueError("no bearer token")
        return events

    @field_validator("notify_complaints", "notify_expiring", "notify_waiting", "notify_outages")
    @classmethod
    def _not_everyone(cls, mentioned: frozenset[Mentionable], info: ValidationInfo) -> frozenset[Mentionable]:
        # The role @everyone has the server's id.
        if Mentionable(MentionableKind.ROLE, info.data.get("discord_guild_id", 0)) in mentioned:
            raise ValueError("everyone")
        return mentioned

    @model_validator(mode="before")
    @classmethod
    def _blank_is_not_set(cls, values: dict[str, Any]) -> dict[str, Any]:
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in trimmed.items() if value != ""}

    def policy(self) -> Policy:
        """The team's own limits and times."""
        return Policy(
            timezone=self.timezone,
            digest_time=self.digest_time,
            digest_days=_days(self.digest_days),
            digest_weekday=self.digest_weekday if isinstance(self.digest_weekday, Weekday) else None,
            guild_id=self.discord_guild_id,
            channels=Channels(self.discord_channel_id, self.discord_digest_channel_id, self.discord_alert_channel_id),
            access=self.x_access,
            approver_role_ids=self.discord_approver_role_ids,
            viewer_role_ids=self.discord_viewer_role_ids,
            freshness=timedelta(seconds=self.freshness_seconds),
            prompts_per_day=self.prompts_per_day,
            follow_backs_per_hour=self.follow_backs_per_hour,
            follow_backs_per_day=self.follow_backs_per_day,
            reply_prompts_per_day=self.reply_prompts_per_day,
            replies_per_hour=self.replies_per_hour,
            replies_per_day=self.replies_per_day,
            reply_window=timedelta(hours=self.reply_window_hours),
            repeat_days=self.repeat_days,
            four_eyes=self.four_eyes,
            prompt_expires=timedelta(hours=self.prompt_expires_hours),
            hand_off_expires=timedelta(hours=self.handoff_expires_hours),
            quiet_hours=self.quiet_hours,
            card_hours=self.card_hours,
            draft_languages=self.draft_languages,
            baseline_micros=int(self.baseline_usd * MICROS),
            leavers_budget=int(self.leavers_budget_usd * MICROS),
            daily_budget=int(self.daily_budget_usd * MICROS),
            monthly_budget=int(self.monthly_budget_usd * MICROS),
            read_mentions=self.read_mentions,
            stream=self.x_stream,
            notify_complaints=self.notify_complaints,
            notify_expiring=self.notify_expiring,
            notify_waiting=self.notify_waiting,
            waits_too_long=timedelta(hours=self.notify_waiting_hours),
            notify_outages=self.notify_outages,
        )

    def written(self, name: str) -> str:
        """An option's value as it is written in the environment."""
        return written(getattr(self, name))

    def bounds(self, name: str) -> tuple[Decimal, Decimal] | None:
        """The least and the most that one of SETTINGS may be; None where it is no number."""
        sides = {side: getattr(rule, side) for rule in Settings.model_fields[name].metadata for side in ("ge", "le") if hasattr(rule, side)}
        if len(sides) < len(("ge", "le")):
            return None
        most = min(sides["le"], getattr(self, name)) if SETTINGS[name].host_is_ceiling else sides["le"]
        return Decimal(sides["ge"]), Decimal(most)

    def changed(self, values: Mapping[str, str]) -> Settings:
        """The host's settings with the team's own values of SETTINGS, each written as in the environment.

        Raises ConfigError for what could not stand there, and for what is beyond the host's value where that is the ceiling.
        """
        wrong = [name for name, value in values.items() if not value.strip() and not is_optional(name)]
        try:
            changed = Settings.model_validate({name: getattr(self, name) for name in Settings.model_fields} | dict(values))
        except ValidationError as error:
            raise ConfigError(_sentences(error)) from None
        wrong += [name for name in values if SETTINGS[name].host_is_ceiling and getattr(changed, name) > getattr(self, name)]
        if wrong:
            raise ConfigError([_must_be(name) for name in wrong])
        return changed

    def prices(self) -> PriceList:
        """What X charges this team."""
        return PriceList(self.x_prices, owns_app=self.x_owns_app)

    def secrets(self) -> list[str]:
        """What may appear in no log, message or error."""
        return [value.get_secret_value() for _, value in self if isinstance(value, SecretStr)]

    def x_credentials(self) -> Credentials:
        """The keys that sign calls to X."""
        return Credentials(
            consumer_key=self.x_consumer_key.get_secret_value(),
            consumer_secret=self.x_consumer_secret.get_secret_value(),
            access_token=self.x_access_token.get_secret_value(),
            access_token_secret=self.x_access_token_secret.get_secret_value(),
            bearer_token=self.x_bearer_token.get_secret_value() if self.x_bearer_token else None,
        )


class _Environment(BaseSettings, Settings):
    """Settings read from the environment and a file; the environment wins."""

    model_config = SettingsConfigDict(frozen=True, hide_input_in_errors=True, env_ignore_empty=True, extra="ignore")


class _SingleOption(BaseSettings):
    """One option for whoever has not set up anything else."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)


class _PricesOption(_SingleOption):
    x_prices: Prices = Field(default_factory=dict)


class _DatabaseOption(_SingleOption):
    database_url: Annotated[str, AfterValidator(_sqlite_file)] = Field(default_factory=_default_database)


def load_prices(env_file: str | Path = ENV_FILE) -> dict[str, int]:
    """X_PRICES: micro-dollars by name. Raises ConfigError."""
    return _load_single(_PricesOption, env_file).x_prices


def load_database_url(env_file: str | Path = ENV_FILE) -> str:
    """DATABASE_URL. Raises ConfigError."""
    return _load_single(_DatabaseOption, env_file).database_url


_A = TypeVar("_A", bound=_SingleOption)


def _load_single(option: type[_A], env_file: str | Path) -> _A:
    read: Callable[..., _A] = option
    try:
        return read(_env_file=env_file, _env_file_encoding=_ENCODING)
    except (UnicodeDecodeError, OSError):
        raise ConfigError([f"{env_file} cannot be read."]) from None
    except ValidationError as error:
        raise ConfigError(_sentences(error)) from None


def load_settings(env_file: str | Path = ENV_FILE) -> Settings:
    """Read every option; a blank one counts as not set.

    Raises ConfigError with every error found. No message shows a value: a secret may stand in the wrong place.
    """
    errors: list[str] = []
    try:
        errors += _errors_in(Path(env_file))
        read: Callable[..., Settings] = _Environment
        settings = read(_env_file=env_file, _env_file_encoding=_ENCODING)
    except UnicodeDecodeError:
        errors.append(f"{env_file} is not plain text; save it as UTF-8.")
    except OSError:
        errors.append(f"{env_file} cannot be read; give yourself the right to read it.")
    except ValidationError as error:
        errors += _sentences(error)
    if errors:
        raise ConfigError(errors)
    return settings


def _errors_in(env_file: Path) -> list[str]:
    """Lines that nobody can read, and names that are nearly one of ours. The rest of the file is no business of ours."""
    if not env_file.is_file():
        return []
    options = [name.upper() for name in Settings.model_fields]
    errors = []
    with env_file.open(encoding=_ENCODING) as lines:
        for line in parse_stream(lines):
            name = line.key or ""
            close = difflib.get_close_matches(name.upper(), options, n=1, cutoff=_TYPO_CUTOFF)
            if line.error:
                blank = line.original.string.partition(line.original.string.strip())[0].count("\n")
                errors.append(
                    f"Line {line.original.line + blank} of {env_file} cannot be understood; write NAME=value, and close what you quote."
                )
            elif name.upper() in _RENAMED:
                errors.append(f"{name} in {env_file} has a new name: call it {_RENAMED[name.upper()]}.")
            elif close and name.upper() not in options:
                errors.append(f"{name} in {env_file} is not an option of Mutuals; did you mean {close[0]}?")
    return errors


_HINTS = {
    "quoted": " Now there are quotation marks in it: take them away, or leave one straight pair around all of it in the .env file.",
    "not_one_word": " Now there is a space, a line's end or a letter in it that no key has: copy it once more.",
}
"""Hints added to an error, by its type."""


def _sentences(error: ValidationError) -> list[str]:
    errors: dict[str, str] = {}
    for detail in error.errors(include_input=False, include_context=False):
        name = str(detail["loc"][0])
        errors[name] = _must_be(name, missing=detail["type"] == "missing") + _HINTS.get(detail["type"], "")
    return list(errors.values())


def _must_be(name: str, *, missing: bool = False) -> str:
    return f"{name.upper()}{' is missing; it' if missing else ''} must be {Settings.model_fields[name].description}."


def is_optional(name: str) -> bool:
    """Whether an option may be empty, which then means something."""
    return not written(Settings.model_fields[name].default)


def written(value: object) -> str:
    """An option's value as it is written in the environment."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Weekday():
            return value.name.lower()
        case Decimal():
            return f"{value.normalize():f}"
        case time():
            return value.strftime("%H:%M")
        case Enum():
            return str(value.value)
        case tuple():
            return "-".join(map(written, value))
        case frozenset():
            return ",".join(map(written, sorted(value)))
    return str(value)
