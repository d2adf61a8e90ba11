"""Plain spam, and customers who only look like it at first glance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scoring.spam import PITCHES, SPAM_FROM, spam_in
from bot.views.words.posts import signs
from tests.support.samples.texts import anything

CROWD = " ".join(f"@user{n}" for n in range(12))


@pytest.mark.parametrize(
    ("text", "copies", "because"),
    [
        ("@acme DM for promo 🔥", 0, "says “dm for promo”"),
        ("@acme promote it on @growth", 0, "says “promote it on”"),
        ("@acme GIVEAWAY!! Claim your spot", 0, "says “giveaway … claim your”"),
        ("@acme claim your airdrop https://t.co/x", 0, "says “claim your airdrop”, has a link"),
        ("@acme recover your wallet with our team", 0, "says “recover your wallet”"),
        ("@acme hot pics, check my profile", 0, "says “check my profile”, says “hot pics”"),
        ("@acme follow for follow, team follow back", 0, "says “team follow back”"),
        ("@acme #FollowForFollow", 0, "says “followforfollow”"),
        ("@acme follow back, dm me, giveaway", 0, "says “follow back”, says “dm me”, says “giveaway”"),
        (f"{CROWD} https://t.co/x", 0, "mentions 12 people, says nothing beside a link, has a link"),
        ("$AAA $BBB $CCC $DDD $EEE https://t.co/x", 0, "names 5 cashtags, has a link"),
        ("$PEPE $WIF memecoin of the year, dm me https://t.co/x", 0, "names 2 cashtags, says “dm me”, says “memecoin”"),
        ("@acme Do you want to grow your account? DM for promo", 0, "says “dm for promo”"),
        ("@acme hey, were you scammed? recover your funds with our team", 0, "says “recover your funds”"),
        ("@acme I got scammed but they recovered my funds, whatsapp them", 0, "says “recovered my funds”, says “whatsapp”"),
        (f"{CROWD} can I claim your airdrop?", 0, "says “claim your airdrop”, mentions 12 people"),
        ("$PEPE $WIF did you see? dm for promo", 0, "says “dm for promo”, names 2 cashtags"),
        ("@acme did you see this? link in bio, dm me", 3, "3 other people posted the same text, says “link in bio”, says “dm me”"),
        ("DM @growthguru to boost your followers", 0, "says “boost your followers”"),
        ("Contact @recovery_pro they helped me recover my hacked account", 0, "says “helped me recover my hacked”"),
        ("Earn $5000 weekly from home, ask me how", 0, "says “weekly from home”"),
        ("@acme this changed my whole life today", 10, "10 other people posted the same text"),
        ("@acme this changed my life, link in bio", 3, "3 other people posted the same text, says “link in bio”"),
    ],
)
def test_spam_is_told_with_its_signs(text: str, copies: int, because: str) -> None:
    assert signs(spam_in(text, copies)) == because


@pytest.mark.parametrize(
    "text",
    [
        "@acme do you ship to Norway? https://t.co/x",
        "@acme #coffee #morning #berlin best beans https://t.co/x",
        "@acme THIS IS A SCAM!!! WORST SERVICE EVER!!! I want my money back NOW 😡😡😡",
        "@acme https://t.co/photo",
        "@acme can I still claim my prize from the giveaway? https://t.co/x",
        "@acme is the giveaway promo still on? https://t.co/x",
        "@acme does the promo code work with whatsapp orders?",
        "@acme please follow back 🥺",
        "@acme could you follow me back so I can dm you my order number?",
        "@acme $AAPL or $MSFT, which one? https://t.co/x",
        "@acme why is my bitcoin withdrawal stuck? dm me https://t.co/x",
        "@acme I lost my seed phrase, what now?",
        "@acme I press connect your wallet and nothing happens",
        "@acme can't claim my airdrop",
        "@acme please check my profile, I was locked out by mistake",
        "@acme made this with your beans, link in bio https://t.co/photo",
        "@acme our SDV platform uses your chips https://t.co/x",
        "@acme dm for collab?",
        f"{CROWD} I agree with all of you",
        f"{' '.join(f'@user{n}' for n in range(11))} my order never arrived, look https://t.co/abc",
        f"{CROWD} good morning, my bike https://t.co/abc",
        "link in bio is broken, dm me",
        "@acme the link in bio is broken, dm me https://t.co/screenshot",
        "I clicked 'claim now' in the promotion, nothing happens",
        "@acme I clicked 'claim now' in the promotion, nothing happens https://t.co/screenshot",
        "someone says 'dm for promo' in your name, is that you?",
        "Claim now button on your giveaway page is dead",
        "Your team helped me recover my order, thank you",
        "@acme why does your app say “recover your wallet”? https://t.co/screenshot",
        "@acme",
        "",
    ],
)
def test_customers_are_no_spam(text: str) -> None:
    assert spam_in(text) == ()


def test_a_few_may_say_the_same_and_many_may_say_something_short() -> None:
    assert spam_in("@acme just backed this on a crowdfunding page https://t.co/x", copies=9) == ()
    assert spam_in("@acme congratulations to you all", copies=99) == ()


@pytest.mark.parametrize("pitch", PITCHES, ids=lambda pitch: f"{pitch.trade}-{pitch.points}")
def test_every_phrase_of_the_table_counts_for_what_the_table_says(pitch: object) -> None:
    row = next(row for row in PITCHES if row is pitch)
    for phrase in row.phrases:
        said = f"@acme hey {phrase.replace(' … ', ' and then ')} friends"
        assert bool(spam_in(said)) == (row.points >= SPAM_FROM), phrase
        assert spam_in(f"{CROWD} {said}"), phrase


@given(anything, st.integers(-5, 10**9))
@settings(deadline=10_000)
def test_it_never_raises_and_says_it_shortly(text: str, copies: int) -> None:
    because = signs(spam_in(text, copies))

    assert "\n" not in because
    assert len(because) < 180
