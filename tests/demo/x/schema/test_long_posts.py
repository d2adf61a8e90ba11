"""Posts of up to 4,000 characters: cut for those who do not ask for more, whole for those who do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.x import Dialect, SimulatedX
from bot.demo.x.schema.long_posts import is_long, shown_text
from bot.post_text import weighted_length
from tests.demo.x.conftest import Caller

NOTE = {Dialect.TWEET: "note_tweet", Dialect.POST: "note_post"}


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_the_whole_of_a_long_post_is_there_for_who_asks(x: SimulatedX, call: Caller, dialect: Dialect) -> None:
    x.dialect = dialect
    ada = x.gains_follower("ada")
    post = x.posts(ada, "word " * 100 + "@harbourlight $BEAN #coffee", mentions_account=False)
    path, parameter = f"/2/users/{x.account.id}/mentions", dialect.vocabulary.post_fields_parameter

    (plain,) = (await call("GET", path)).body["data"]
    (full,) = (await call("GET", path, query={parameter: f"entities,{NOTE[dialect]}"})).body["data"]

    assert NOTE[dialect] not in plain
    assert plain["text"] == full["text"]
    cut, link = plain["text"].split("… ")
    assert post.text.startswith(cut)
    assert link.startswith("https://t.co/")
    assert full["entities"].keys() == {"urls"}
    assert full[NOTE[dialect]]["text"] == post.text
    (mention,) = full[NOTE[dialect]]["entities"]["mentions"]
    assert post.text[mention["start"] : mention["end"]] == "@harbourlight"
    assert full[NOTE[dialect]]["entities"].keys() == {"mentions", "cashtags", "hashtags"}


async def test_a_short_post_has_no_note(x: SimulatedX, call: Caller) -> None:
    post = x.posts(x.gains_follower("ada"), "a" * (280 - len("@harbourlight ")))
    reply = await call("GET", "/2/tweets", query={"ids": str(post.id), "tweet.fields": "note_tweet"})
    assert reply.body["data"][0] == {"id": str(post.id), "text": post.text, "edit_history_tweet_ids": [str(post.id)]}


async def test_somebody_writes_four_thousand_characters(x: SimulatedX, call: Caller) -> None:
    post = x.writes_long_post(x.gains_follower("ada"))
    reply = await call("GET", "/2/tweets", query={"ids": str(post.id), "tweet.fields": "note_tweet"})
    assert len(reply.body["data"][0]["note_tweet"]["text"]) == 4_000
    assert post.text.startswith("@harbourlight I have")
    assert post.text.endswith("Do you roast on deck?")


@given(st.text(alphabet=st.sampled_from("a 語👩‍\u202e@é…"), max_size=700))
def test_a_cut_text_fits_and_is_the_beginning_of_the_whole(text: str) -> None:
    shown = shown_text(text)
    if is_long(text):
        cut, _, link = shown.rpartition("… ")
        assert text.startswith(cut)
        assert weighted_length(cut) <= 276
        assert weighted_length(text[: len(cut) + 1]) > 276
        assert link.startswith("https://t.co/")
    else:
        assert shown == text
