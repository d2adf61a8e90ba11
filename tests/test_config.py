"""Options: what is read from where, and what is said about those that are missing or wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from bot.config import ConfigError, Settings, is_optional, load_settings
from bot.domain import MICROS, OPTIONS, Access, ActivityEvent, Channels, Mentionable, MentionableKind
from bot.domain.local_days import Weekday

REPOSITORY = Path(__file__).parents[1]

REQUIRED = {
    "DISCORD_TOKEN": "discord.secret-0001",
    "DISCORD_GUILD_ID": "1100000000000000001",
    "DISCORD_CHANNEL_ID": "1100000000000000002",
    "X_CONSUMER_KEY": "consumer-secret-0002",
    "X_CONSUMER_SECRET": "consumer-secret-0003",
    "X_ACCESS_TOKEN": "1789-access-secret-0004",
    "X_ACCESS_TOKEN_SECRET": "access-secret-0005",
}
SECRETS = {name: value for name, value in REQUIRED.items() if "secret" in value} | {"X_BEARER_TOKEN": "bearer-secret-0006"}

BROKEN = {
    "DISCORD_TOKEN": ["two words", "pässwort", "a\tb"],
    "DISCORD_GUILD_ID": ["my server", "-1100000000000000001", "9999999999999999999", "1.1e18", "0"],
    "DISCORD_CHANNEL_ID": ["#followers", "12345 67890", "11000000000000000020000"],
    "DISCORD_APPROVER_ROLE_IDS": ["Approvers", "1100000000000000001;1100000000000000002", "1100000000000000001,x,y"],
    "DISCORD_DIGEST_CHANNEL_ID": ["#digests", "0", "9999999999999999999"],
    "DISCORD_ALERT_CHANNEL_ID": ["alerts", "-1"],
    "DISCORD_VIEWER_ROLE_IDS": ["Viewers", "1100000000000000001;1100000000000000002", "9999999999999999999"],
    "X_CONSUMER_KEY": ["two words"],
    "X_CONSUMER_SECRET": ["geheim für uns"],
    "X_ACCESS_TOKEN": ["no-digits-first", "1789", "1789-", "-abc", "12345678901234567890-abc"],
    "X_ACCESS_TOKEN_SECRET": ["two words"],
    "X_BEARER_TOKEN": ["Bearer AAAA"],
    "X_ACCESS": ["pro", "self-serve", "1"],
    "X_OWNS_APP": ["maybe", "2"],
    "DATABASE_URL": [
        "postgresql://mutuals:hidden-secret@db/mutuals",
        "mutuals.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///data/",
    ],
    "TIMEZONE": ["Mars/Olympus", "Europe", "../../etc/passwd", "+02:00", "europe/berlin"],
    "LANGUAGE": ["fr", "DE", "German"],
    "DIGEST_DAYS": ["someday", "mo", "1", "mon thu", "mon;thu", "7", "mon,none"],
    "DIGEST_WEEKDAY": ["someday", "mo", "0", "mon,thu", "never"],
    "DIGEST_TIME": ["24:00", "9", "9 am", "09:60", "0900", "09:00:00"],
    "FRESHNESS_SECONDS": ["4", "3601", "1m", "-60", "nan", "59.5"],
    "PROMPTS_PER_DAY": ["-1", "501", "many"],
    "FOLLOW_BACKS_PER_HOUR": ["0", "51"],
    "FOLLOW_BACKS_PER_DAY": ["0", "401", "1000"],
    "REPLY_PROMPTS_PER_DAY": ["-1", "501", "all"],
    "REPLIES_PER_HOUR": ["0", "101", "1.5"],
    "REPLIES_PER_DAY": ["0", "501"],
    "REPLY_WINDOW_HOURS": ["0", "169", "1 day"],
    "REPEAT_DAYS": ["0", "91", "never"],
    "PROMPT_EXPIRES_HOURS": ["0", "721"],
    "HANDOFF_EXPIRES_HOURS": ["0", "721", "3 days"],
    "CARD_HOURS": ["09:00", "9-18", "09:00-09:00", "office"],
    "DRAFT_LANGUAGES": ["english", "e", "en de", "en;de", "12"],
    "NOTIFY_COMPLAINTS": ["Support", "1100000000000000003", "role:", "role:9999999999999999999", "role:1100000000000000001"],
    "NOTIFY_EXPIRING": ["<@&1100000000000000003>", "role:1;role:2", "member:-1", "role:1100000000000000001"],
    "NOTIFY_WAITING": ["everyone", ",".join(f"member:{number}" for number in range(1, 27)), "role:1100000000000000001"],
    "NOTIFY_WAITING_HOURS": ["0", "721", "4 hours"],
    "NOTIFY_OUTAGES": ["channel:1100000000000000002", "role:0x1", "role:1100000000000000001"],
    "QUIET_HOURS": ["22:00", "22-7", "22:00-22:00", "night"],
    "X_STREAM": ["everything", "follows;unfollows", "true"],
    "X_PRICES": ["0.01", "coffee=1", "post=cheap", "post=", "post=-1", "post=10", "post=0.0000001"],
    "READ_MENTIONS": ["maybe"],
    "FOUR_EYES": ["maybe"],
    "MONTHLY_BUDGET_USD": ["-1", "100000.01", "$5", "NaN", "0.0000001"],
    "DAILY_BUDGET_USD": ["-1", "100000.01", "ten", "Infinity"],
    "LEAVERS_BUDGET_USD": ["-1", "100000.01", "never", "NaN", "0.0000001"],
    "BASELINE_USD": ["-1", "10000.01", "$5", "5,00", "NaN", "Infinity", "0.0000001"],
    "LOG_LEVEL": ["LOUD", "10"],
    "X_API_URL": [
        "api.x.com",
        "ftp://api.x.com",
        "https://",
        "https://me:secret@api.x.com",
        "https://api.x.com?a=b",
        "http://[",
        "http://x:99999",
    ],
    "DISCORD_API_URL": ["discord.com/api/v10", "ws://discord.com", "https://discord.com/#api"],
}

AT_THEIR_LIMITS = [
    ("FRESHNESS_SECONDS", "5"),
    ("FRESHNESS_SECONDS", "3600"),
    ("PROMPTS_PER_DAY", "0"),
    ("PROMPTS_PER_DAY", "500"),
    ("FOLLOW_BACKS_PER_HOUR", "1"),
    ("FOLLOW_BACKS_PER_HOUR", "50"),
    ("FOLLOW_BACKS_PER_DAY", "1"),
    ("FOLLOW_BACKS_PER_DAY", "400"),
    ("REPLY_PROMPTS_PER_DAY", "0"),
    ("REPLY_PROMPTS_PER_DAY", "500"),
    ("REPLIES_PER_HOUR", "1"),
    ("REPLIES_PER_HOUR", "100"),
    ("REPLIES_PER_DAY", "1"),
    ("REPLIES_PER_DAY", "500"),
    ("REPLY_WINDOW_HOURS", "1"),
    ("REPLY_WINDOW_HOURS", "168"),
    ("REPEAT_DAYS", "1"),
    ("REPEAT_DAYS", "90"),
    ("PROMPT_EXPIRES_HOURS", "1"),
    ("PROMPT_EXPIRES_HOURS", "720"),
    ("HANDOFF_EXPIRES_HOURS", "1"),
    ("HANDOFF_EXPIRES_HOURS", "720"),
    ("MONTHLY_BUDGET_USD", "0"),
    ("DAILY_BUDGET_USD", "100000"),
    ("LEAVERS_BUDGET_USD", "0"),
    ("LEAVERS_BUDGET_USD", "100000"),
    ("BASELINE_USD", "0"),
    ("BASELINE_USD", "10000"),
    ("DISCORD_GUILD_ID", "100000000000000"),
    ("DISCORD_GUILD_ID", str(2**63 - 1)),
]


def settings_from(environment: dict[str, str], env_file: Path) -> Settings:
    with patch.dict(os.environ, environment, clear=True):
        return load_settings(env_file)


def faults_of(environment: dict[str, str], env_file: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        settings_from(environment, env_file)
    assert str(caught.value) == "\n".join(caught.value.errors)
    return caught.value.errors


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


@pytest.fixture(scope="module")
def no_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("empty") / ".env"


def lines(options: dict[str, str]) -> Iterator[str]:
    return (f"{name}='{value}'\n" for name, value in options.items())


def test_what_is_required_is_enough(no_file: Path) -> None:
    settings = settings_from(REQUIRED, no_file)
    policy = settings.policy()

    assert settings.discord_guild_id == 1100000000000000001
    assert settings.x_credentials().account_id == 1789
    assert settings.x_owns_app
    assert settings.database_url.startswith("sqlite+aiosqlite:///")
    assert settings.database_url.endswith("mutuals.sqlite3")
    assert (policy.timezone, policy.digest_time, policy.access) == (ZoneInfo("UTC"), time(9), Access.AUTO)
    assert (policy.freshness, policy.prompts_per_day) == (timedelta(minutes=1), 20)
    assert (policy.follow_backs_per_hour, policy.follow_backs_per_day) == (15, 100)
    assert (policy.reply_prompts_per_day, policy.replies_per_hour, policy.replies_per_day) == (20, 30, 100)
    assert (policy.reply_window, policy.repeat_days, policy.four_eyes) == (timedelta(days=1), 3, False)
    assert policy.prompt_expires == policy.hand_off_expires == timedelta(hours=72)
    assert (policy.baseline_micros, policy.leavers_budget) == (5 * MICROS, 10 * MICROS)
    assert (policy.monthly_budget, policy.daily_budget) == (50 * MICROS, 10 * MICROS)
    assert (policy.quiet_hours, policy.stream, policy.read_mentions) == (None, frozenset(), True)
    assert policy.approver_role_ids == frozenset()


def test_either_digest_can_be_switched_off(no_file: Path) -> None:
    settings = settings_from(REQUIRED, no_file)
    assert (settings.policy().digest_days, settings.policy().digest_weekday) == (frozenset(), Weekday.MON)
    off = settings_from(REQUIRED | {"DIGEST_DAYS": "None", "DIGEST_WEEKDAY": "none"}, no_file)
    assert (off.policy().digest_days, off.policy().digest_weekday) == (None, None)
    assert (off.written("digest_days"), off.written("digest_weekday")) == ("none", "none")


def test_every_option_can_be_set(no_file: Path) -> None:
    chosen = {
        "DISCORD_APPROVER_ROLE_IDS": " 1100000000000000003, 1100000000000000004 ,",
        "DISCORD_VIEWER_ROLE_IDS": "1100000000000000005",
        "DISCORD_DIGEST_CHANNEL_ID": "1100000000000000006",
        "DISCORD_ALERT_CHANNEL_ID": "1100000000000000007",
        "X_BEARER_TOKEN": "bearer",
        "X_ACCESS": "Enterprise",
        "X_OWNS_APP": "false",
        "DATABASE_URL": "sqlite:///data/team.db",
        "TIMEZONE": "America/New_York",
        "LANGUAGE": "de",
        "DIGEST_TIME": "7:05",
        "DIGEST_DAYS": "Mon, Thursday",
        "DIGEST_WEEKDAY": "Friday",
        "X_STREAM": "Follows, unfollows",
        "X_PRICES": "owned_read=0.002, User_Read=.5",
        "MONTHLY_BUDGET_USD": "12.50",
        "DAILY_BUDGET_USD": "1",
        "READ_MENTIONS": "false",
        "QUIET_HOURS": "22:30 - 7:00",
        "CARD_HOURS": "9:00-17:30",
        "DRAFT_LANGUAGES": "en, DE",
        "FRESHNESS_SECONDS": "30",
        "PROMPTS_PER_DAY": "7",
        "FOLLOW_BACKS_PER_HOUR": "3",
        "FOLLOW_BACKS_PER_DAY": "30",
        "REPLY_PROMPTS_PER_DAY": "9",
        "REPLIES_PER_HOUR": "4",
        "REPLIES_PER_DAY": "40",
        "REPLY_WINDOW_HOURS": "36",
        "REPEAT_DAYS": "14",
        "FOUR_EYES": "true",
        "PROMPT_EXPIRES_HOURS": "24",
        "HANDOFF_EXPIRES_HOURS": "48",
        "LEAVERS_BUDGET_USD": "3.50",
        "BASELINE_USD": "2.50",
        "NOTIFY_COMPLAINTS": "Role:1100000000000000003, member:1100000000000000006",
        "NOTIFY_EXPIRING": "member:1100000000000000006",
        "NOTIFY_WAITING": "role:1100000000000000003,",
        "NOTIFY_WAITING_HOURS": "6",
        "NOTIFY_OUTAGES": "role:1100000000000000004",
        "LOG_LEVEL": "debug",
        "X_API_URL": "http://127.0.0.1:9001/",
        "DISCORD_API_URL": "http://127.0.0.1:9002/api/v10/",
    }
    assert {name.upper() for name in Settings.model_fields} == set(chosen) | set(REQUIRED)
    settings = settings_from(REQUIRED | chosen, no_file)
    policy = settings.policy()

    assert policy.approver_role_ids == {1100000000000000003, 1100000000000000004}
    assert policy.viewer_role_ids == {1100000000000000005}
    assert policy.channels == Channels(int(REQUIRED["DISCORD_CHANNEL_ID"]), 1100000000000000006, 1100000000000000007)
    assert settings.x_credentials().bearer_token == "bearer"
    assert (policy.access, settings.x_owns_app) == (Access.ENTERPRISE, False)
    assert settings.database_url == "sqlite+aiosqlite:///data/team.db"
    assert (policy.timezone, policy.digest_time) == (ZoneInfo("America/New_York"), time(7, 5))
    assert policy.digest_days == frozenset({Weekday.MON, Weekday.THU})
    assert policy.digest_weekday is Weekday.FRI
    assert settings.language == "de"
    assert (policy.freshness, policy.prompts_per_day) == (timedelta(seconds=30), 7)
    assert (policy.follow_backs_per_hour, policy.follow_backs_per_day) == (3, 30)
    assert (policy.reply_prompts_per_day, policy.replies_per_hour, policy.replies_per_day) == (9, 4, 40)
    assert (policy.reply_window, policy.repeat_days, policy.four_eyes) == (timedelta(hours=36), 14, True)
    assert (policy.prompt_expires, policy.hand_off_expires) == (timedelta(days=1), timedelta(days=2))
    assert (policy.baseline_micros, policy.leavers_budget) == (2_500_000, 3_500_000)
    assert (policy.monthly_budget, policy.daily_budget, policy.read_mentions) == (12_500_000, 1_000_000, False)
    assert policy.quiet_hours == (time(22, 30), time(7))
    assert policy.card_hours == (time(9), time(17, 30))
    assert policy.draft_languages == {"en", "de"}
    role, member = Mentionable(MentionableKind.ROLE, 1100000000000000003), Mentionable(MentionableKind.MEMBER, 1100000000000000006)
    assert policy.notify_complaints == {role, member}
    assert (policy.notify_expiring, policy.notify_waiting) == (frozenset({member}), frozenset({role}))
    assert settings.written("notify_complaints") == "member:1100000000000000006,role:1100000000000000003"
    assert policy.waits_too_long == timedelta(hours=6)
    assert policy.notified_role_ids == {1100000000000000003, 1100000000000000004}
    assert policy.stream == {ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW}
    prices = settings.prices()
    assert (prices["owned_read"].micros, prices["user_read"].micros, prices["post_read"].micros) == (2_000, 500_000, 5_000)
    assert prices.own_list == prices["follows_read"]
    assert settings.log_level == "DEBUG"
    assert (settings.x_api_url, settings.discord_api_url) == ("http://127.0.0.1:9001", "http://127.0.0.1:9002/api/v10")


def test_the_environment_wins_over_the_file_and_blank_means_not_set(env_file: Path) -> None:
    in_file = REQUIRED | {"FRESHNESS_SECONDS": "120", "PROMPTS_PER_DAY": "5", "TIMEZONE": "", "X_BEARER_TOKEN": ""}
    env_file.write_text("\ufeff" + "".join(lines(in_file)), encoding="utf-8")

    settings = settings_from({"FRESHNESS_SECONDS": "30", "PROMPTS_PER_DAY": "", "LOG_LEVEL": "  "}, env_file)

    assert (settings.freshness_seconds, settings.prompts_per_day) == (30, 5)
    assert (settings.timezone, settings.x_bearer_token, settings.log_level) == (ZoneInfo("UTC"), None, "INFO")


def test_each_missing_option_gets_one_sentence_in_the_order_of_the_options(no_file: Path) -> None:
    faults = faults_of({}, no_file)

    assert [fault.split()[0] for fault in faults] == list(REQUIRED)
    assert all(" is missing; " in fault and fault.endswith(".") for fault in faults)


def test_every_option_has_broken_examples() -> None:
    assert set(BROKEN) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("in_file", [True, False], ids=["file", "environment"])
@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BROKEN.items() for value in values])
def test_a_broken_option_is_named_and_no_value_is_shown(env_file: Path, name: str, value: str, in_file: bool) -> None:
    options = REQUIRED | SECRETS | {name: value}
    if in_file:
        env_file.write_text("".join(lines(options)), encoding="utf-8")

    faults = faults_of({} if in_file else options, env_file)

    assert len(faults) == 1, faults
    assert faults[0].startswith(f"{name} must be ")
    assert faults[0].endswith(".")
    assert not any(secret in faults[0] for secret in [*SECRETS.values(), "hidden-secret"])


@pytest.mark.parametrize("line", ["\"'{}'\"", "'\"{}\"'", "“{}”", '\\"{}\\"', "‘{}’", "\"' {} '\"", "`{}`"])
def test_quotes_within_quotes_are_told_with_their_cure(env_file: Path, line: str) -> None:
    given = REQUIRED | {"X_CONSUMER_KEY": ""}
    env_file.write_text("".join(lines(given)) + f"X_CONSUMER_KEY={line.format(REQUIRED['X_CONSUMER_KEY'])}\n", encoding="utf-8")

    (fault,) = faults_of({}, env_file)

    assert fault.startswith("X_CONSUMER_KEY must be the app's API key")
    assert "take them away" in fault
    assert REQUIRED["X_CONSUMER_KEY"] not in fault


def test_quotes_that_docker_leaves_in_the_environment_are_told_too(no_file: Path) -> None:
    (fault,) = faults_of(REQUIRED | {"DISCORD_TOKEN": f'"{REQUIRED["DISCORD_TOKEN"]}"'}, no_file)

    assert fault.startswith("DISCORD_TOKEN must be the bot's token")
    assert "take them away" in fault


@pytest.mark.parametrize("value", ["two words", "two\nlines", "zero\u200bwidth-secret"])
def test_what_no_key_has_is_told_with_its_cure(no_file: Path, value: str) -> None:
    (fault,) = faults_of(REQUIRED | {"X_CONSUMER_SECRET": value}, no_file)

    assert fault.startswith("X_CONSUMER_SECRET must be ")
    assert fault.endswith("copy it once more.")


@pytest.mark.parametrize("name", sorted(set(BROKEN) - set(SECRETS)))
def test_a_secret_in_the_wrong_place_is_not_shown(no_file: Path, name: str) -> None:
    faults = faults_of(REQUIRED | {name: "secret-in-the-wrong-place"}, no_file)

    assert [fault.split()[0] for fault in faults] == [name]
    assert "secret-in-the-wrong-place" not in faults[0]


@given(
    st.dictionaries(
        st.sampled_from(sorted(BROKEN)), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
    )
)
def test_whatever_stands_in_the_options_there_are_settings_or_sentences(no_file: Path, odd: dict[str, str]) -> None:
    try:
        settings = settings_from(REQUIRED | odd, no_file)
    except ConfigError as error:
        named = [fault.split()[0] for fault in error.errors]
        assert set(named) <= set(odd)
        assert len(set(named)) == len(named)
    else:
        assert settings.policy().baseline_micros >= 0


@pytest.mark.parametrize(("name", "value"), AT_THEIR_LIMITS)
def test_the_limits_themselves_are_allowed(no_file: Path, name: str, value: str) -> None:
    settings = settings_from(REQUIRED | {name: value}, no_file)

    assert str(getattr(settings, name.lower())) == value


def test_a_likely_typo_in_the_file_is_a_fault(env_file: Path) -> None:
    env_file.write_text("".join(lines(REQUIRED | {"X_ACESS": "enterprise", "DISCORD_GUILD": "1", "log_levl": "DEBUG"})))

    assert faults_of({}, env_file) == [
        f"X_ACESS in {env_file} is not an option of Mutuals; did you mean X_ACCESS?",
        f"DISCORD_GUILD in {env_file} is not an option of Mutuals; did you mean DISCORD_GUILD_ID?",
        f"log_levl in {env_file} is not an option of Mutuals; did you mean LOG_LEVEL?",
    ]


def test_a_stream_needs_the_bearer_token(env_file: Path) -> None:
    (fault,) = faults_of(REQUIRED | {"X_STREAM": "follows"}, env_file)

    assert fault.startswith("X_STREAM must be follows, unfollows and mentions")
    assert "needs X_BEARER_TOKEN" in fault


def test_an_option_that_got_a_new_name_is_a_fault(env_file: Path) -> None:
    env_file.write_text("".join(lines(REQUIRED | {"POLL_SECONDS": "60"})))

    assert faults_of({}, env_file) == [f"POLL_SECONDS in {env_file} has a new name: call it FRESHNESS_SECONDS."]


def test_names_of_others_are_left_alone(env_file: Path) -> None:
    env_file.write_text("".join(lines(REQUIRED | {"COMPOSE_PROJECT_NAME": "team", "OPENAI_API_KEY": "x", "timezone": "Europe/Paris"})))

    settings = settings_from({"X_ACESS": "nonsense", "FRESHNES_SECONDS": "no"}, env_file)

    assert settings.timezone == ZoneInfo("Europe/Paris")


def test_a_line_that_cannot_be_read_is_a_fault(env_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    env_file.write_text("".join(lines(REQUIRED)) + "# fine\n\nX_ACCESS='enterprise\nFRESHNESS_SECONDS=30\n")

    assert faults_of({}, env_file) == [
        f"Line {len(REQUIRED) + 3} of {env_file} cannot be understood; write NAME=value, and close what you quote."
    ]
    assert capsys.readouterr().err == ""


def test_a_file_that_is_not_text_is_a_fault(env_file: Path) -> None:
    env_file.write_bytes(b"DISCORD_TOKEN=\xff\xfe\xff")

    assert faults_of(REQUIRED, env_file) == [f"{env_file} is not plain text; save it as UTF-8."]


def test_secrets_are_known_and_show_nowhere(no_file: Path) -> None:
    settings = settings_from(REQUIRED | SECRETS, no_file)

    assert sorted(settings.secrets()) == sorted(SECRETS.values())
    shown = f"{settings!r} {settings} {settings.x_credentials()!r} {settings.model_dump()}"
    assert not any(secret in shown for secret in SECRETS.values())


def test_settings_made_by_hand_read_neither_the_environment_nor_a_file(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text("FRESHNESS_SECONDS=999")
    monkeypatch.chdir(env_file.parent)
    monkeypatch.setenv("PROMPTS_PER_DAY", "499")
    word = SecretStr("word")

    settings = Settings(
        discord_token=word,
        discord_guild_id=1100000000000000001,
        discord_channel_id=1100000000000000002,
        x_consumer_key=word,
        x_consumer_secret=word,
        x_access_token=SecretStr("1-word"),
        x_access_token_secret=word,
    )

    assert (settings.freshness_seconds, settings.prompts_per_day) == (60, 20)


def test_the_example_file_holds_every_option_with_its_default_and_a_comment(no_file: Path) -> None:
    example_file = REPOSITORY / ".env.example"
    written = dotenv_values(example_file)
    assert list(written) == [name.upper() for name in Settings.model_fields]

    defaults = settings_from(REQUIRED, no_file)
    shown = settings_from({name: value or "" for name, value in written.items()} | REQUIRED, no_file)
    assert shown == defaults
    for name, field in Settings.model_fields.items():
        stands_there = field.default is not PydanticUndefined and field.default not in (None, frozenset()) and field.default_factory is None
        assert bool(written[name.upper()]) == stands_there, name

    text = example_file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(text):
        if line and not line.startswith("#"):
            assert text[number - 1].startswith("# "), line


@pytest.mark.parametrize("name", OPTIONS)
def test_what_the_team_may_change_is_taken_as_it_is_written(name: str) -> None:
    host = Settings.model_validate({option.lower(): value for option, value in REQUIRED.items()})

    assert host.changed({name: host.written(name)}).policy() == host.policy()
    for broken in BROKEN[name.upper()]:
        with pytest.raises(ConfigError) as caught:
            host.changed({name: broken})
        assert [error.partition(" ")[0] for error in caught.value.errors] == [name.upper()]


@given(st.decimals(0, 200, places=2), st.decimals(0, 100, places=2))
def test_no_change_goes_beyond_the_hosts_budget(asked: Decimal, allowed: Decimal) -> None:
    host = Settings.model_validate({option.lower(): value for option, value in REQUIRED.items()} | {"daily_budget_usd": allowed})
    try:
        changed = host.changed({"daily_budget_usd": str(asked)})
    except ConfigError:
        assert asked > allowed
    else:
        assert changed.daily_budget_usd == asked <= allowed
    assert host.bounds("daily_budget_usd") == (Decimal(), allowed)


def test_what_may_be_empty_can_be_emptied_and_nothing_else() -> None:
    set_by_host = {"quiet_hours": "22:00-07:00", "digest_days": "mon", "discord_viewer_role_ids": "1,2"}
    host = Settings.model_validate({option.lower(): value for option, value in REQUIRED.items()} | set_by_host)

    assert {name: host.written(name) for name in set_by_host} == set_by_host
    assert host.changed({name: " " for name in OPTIONS if is_optional(name)}).policy().quiet_hours is None
    for name in OPTIONS:
        if not is_optional(name):
            with pytest.raises(ConfigError):
                host.changed({name: " "})
