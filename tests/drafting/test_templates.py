"""Saved replies: their errors, and filling them in without harm."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.drafting.names import MAX_NAME_LENGTH, sanitize_display_name
from bot.drafting.rules import cashtags, handles_in
from bot.drafting.templates import Addressee, fill, placeholders_of, template_errors, without_name
from bot.post_text import links_in
from bot.views.words.text_faults import text_fault
from tests.support.samples.texts import anything, mixed

handles = st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True)
names = (
    anything
    | st.from_regex(r"[a-zа]{1,8}[.．。/:-][a-z]{1,5}(/[a-z]+)?", fullmatch=True)
    | st.sampled_from(["com", "www.", ".com", "@eve", "$TSLA", "{handle}", "x" * 26 + ".company", "https://x.com", "Ada\u202e", "so.Me"])
)
templates = mixed | st.lists(
    st.sampled_from(
        ["{name}", "{handle}", "{topic}", ".", "com", " ", "Hi", "@", "$", "#", "/", "www.", ".So", "é", "_", "-", "日本", ":"]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, {name}!",
        "Hi {handle}, {name}.",
        "({handle}) We love {topic}.",
        "#{topic} it is",
        "See https://example.com",
        "$TSLA!",
        "{name}’s day ❤️",
    ],
)
def test_good_templates_have_no_fault(text: str) -> None:
    assert template_errors(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A saved reply needs some words of its own."),
        (" \n", "A saved reply needs some words of its own."),
        ("{name} {handle}", "A saved reply needs some words of its own."),
        ("Hi {nmae}", "There is no placeholder {nmae}. There are {name}, {handle}, {topic}."),
        ("Hi {a} {b}", "There is no placeholder {a} or {b}. There are {name}, {handle}, {topic}."),
        ("Hi {Name}", "There is no placeholder {Name}. There are {name}, {handle}, {topic}."),
        ("Hi {name", "A brace is open or closed alone. Braces are for placeholders: {name}, {handle}, {topic}."),
        ("Hi {{name}}", "A brace is open or closed alone. Braces are for placeholders: {name}, {handle}, {topic}."),
        ("Hi {name} " + "a" * 280, "Even with a short name this is 285 characters long by X's count; X takes 280."),
        ("a" * 801, "This has 801 characters; there is room for 800, in links, too."),
        ("$A or $B", "X takes at most one cashtag, and this has 2."),
        (
            "Hi {name}, ask @help and @bob",
            "An answer may mention its author alone, and this always mentions @help and @bob. Write {handle} for the author.",
        ),
        ("Hi @{handle}", "A placeholder stands too close to what is around it: X would read “@@ada” there. Put a space between."),
        ("Hi{handle}", "A placeholder stands too close to what is around it: X would read “Hi@ada” there. Put a space between."),
        ("{handle}s day", "A placeholder stands too close to what is around it: X would read “@adas” there. Put a space between."),
        ("{name}@{name}", "A placeholder stands too close to what is around it: X would read “@Nova” there. Put a space between."),
        ("@{name} hi", "A placeholder stands too close to what is around it: X would read “@Nova” there. Put a space between."),
        (
            "Thanks {name}.So kind",
            "A placeholder stands too close to what is around it: X would read “Nova.So” there. Put a space between.",
        ),
        ("Get ${name}", "A placeholder stands too close to what is around it: X would read “$Nova” there. Put a space between."),
        ("Hi\ufeff", "This holds characters that nobody can see and X does not take: U+FEFF. Typing the text anew removes them."),
    ],
)
def test_each_fault_is_one_plain_sentence(text: str, sentence: str) -> None:
    assert [*map(text_fault, template_errors(text))] == [sentence]


def test_placeholders_are_named() -> None:
    assert placeholders_of("Hi {name}, {topic} and {name} {other}") == {"name", "topic", "other"}
    assert placeholders_of("Hi {name") == frozenset()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada", "Ada"),
        ("  Ada\n\tLovelace ", "Ada"),
        ("Dr. Ada Lovelace (she/her)", "Ada"),
        ("Ada 🌸🇩🇪", "Ada"),
        ("Ada's Shop", "Ada's Shop"),
        ("Ада", "Ада"),
        ("エイダ", "エイダ"),
        ("أدا", "أدا"),
        ("@ada #1 $TSLA {name}", "Ada"),
        ("#1 $TSLA {name}", "1 TSLA name"),
        ("A\u202ed\u200ba\x00", "Ada"),
        ("Z\u0301\u0302\u0303\u0304\u0305\u0306a", "Ź\u0302\u0303\u0304a"),
        ("The Augusta King Countess of Lovelace", "The Augusta King Countess of"),
        ("x" * 50, "x" * 30),
        ("", "ada_l"),
        ("🌸🌸", "ada_l"),
        ("...", "ada_l"),
        ("\u3164", "ada_l"),
        ("ada.example.com", "ada_l"),
        ("t.me/ada", "Ada"),
        ("t.me/xyz", "ada_l"),
        ("ada.zip", "ada_l"),
        ("https://ada", "ada_l"),
        ("x" * 26 + ".company", "ada_l"),
    ],
)
def test_names_are_made_harmless_where_a_sentence_needs_one(name: str, shown: str) -> None:
    assert fill("We heard of {name}!", Addressee(name, "ada_l")) == f"We heard of {shown}!"


@pytest.mark.parametrize(
    ("template", "shorter"),
    [
        ("Hi {name}!", "Hi!"),
        ("Hello {name}, lovely to see you", "Hello, lovely to see you"),
        ("So kind! Thank you {name}.", "So kind! Thank you."),
        ("Thanks {name} 🙏 See you", "Thanks 🙏 See you"),
        ("Thanks, {name}", "Thanks"),
        ("Sorry, {name}, that is not right", "Sorry, that is not right"),
        ("{name}, thank you!", "Thank you!"),
        ("Oh!\n{name}, thank you!", "Oh!\nThank you!"),
        ("¡{name}, gracias!", "¡Gracias!"),
        ("Merci, {name} ! À bientôt", "Merci ! À bientôt"),
        ("{name}さん、ありがとうございます", "ありがとうございます"),
        ("うれしいです！{name}様、ありがとう、{name}さん！では", "うれしいです！ありがとう！では"),
        ("{name}님, 감사합니다", "감사합니다"),
        ("{name}’s day ❤️", "{name}’s day ❤️"),
        ("We think of {name}.", "We think of {name}."),
        ("{name}, this is {name}’s day", "{name}, this is {name}’s day"),
        ("{name}さん、！", "{name}さん、！"),
        ("Hi all", "Hi all"),
    ],
)
def test_a_name_is_left_out_with_its_comma(template: str, shorter: str) -> None:
    assert without_name(template) == shorter
    assert fill(template, Addressee("The Shop", "shop")) == shorter.replace("{name}", "The Shop")
    assert fill(template, Addressee("Ada Lovelace", "ada_l")) == template.replace("{name}", "Ada")


def test_filling_in() -> None:
    ada = Addressee("Ada", "ada_l", "coffee")

    assert fill("{handle} {name}: {topic}. {name}, {other}", ada) == "@ada_l Ada: coffee. Ada, {other}"
    assert fill("For you, dear {name}", Addressee("{topic}", "ada_l", "coffee")) == "For you, dear topic"


@given(templates, names, handles, st.sampled_from(["", "coffee", "so", "com", "x.y"]))
@example("Hi{name}.{topic}", "ada", "ada", "com")
@example("{name}{topic}", "ada.", "ada", "com")
@settings(deadline=5_000)
def test_filling_in_adds_no_link(template: str, name: str, handle: str, topic: str) -> None:
    assume(not links_in(template))

    assert links_in(fill(template, Addressee(name, handle, topic))) == []


@given(templates, names, handles)
@example("{name}@{name}", "1?", "0")
@settings(deadline=5_000)
def test_a_good_template_mentions_the_author_alone_whatever_they_call_themselves(template: str, name: str, handle: str) -> None:
    assume(not template_errors(template))
    filled = fill(template, Addressee(name, handle, "coffee"))

    assert {mentioned.lower() for mentioned in handles_in(filled)} <= {handle.lower()}
    assert len(cashtags(filled)) <= 1
    assert filled.isprintable() or not template.isprintable()


@given(names)
@settings(deadline=5_000)
def test_a_harmless_name_is_short_and_on_one_line(name: str) -> None:
    shown = sanitize_display_name(name)

    assert len(shown) <= MAX_NAME_LENGTH
    assert shown.isprintable()
    assert not set(shown) & set("@#${}")
    assert shown == shown.strip()


@given(anything)
@example("{first\nname}")
@settings(deadline=10_000)
def test_the_check_never_raises_and_tells_in_one_line_each(text: str) -> None:
    for fault in map(text_fault, template_errors(text)):
        assert "\n" not in fault
        assert len(fault) < 400
    fill(text, Addressee(text, "ada", "coffee"))
