"""What people say to a coffee roaster in a harbour town, by what they mean by it."""

from __future__ import annotations

from typing import NamedTuple


class Saying(NamedTuple):
    """Some words, and the language that X detects in them (BCP 47)."""

    text: str
    lang: str = "en"


QUESTIONS = (
    Saying("Are you open on Sunday?"),
    Saying("What is on the filter today?"),
    Saying("Do you ship to Norway?"),
    Saying("Which grind would you take for an AeroPress?"),
    Saying("How long should the beans rest before I open the bag?"),
    Saying("Is the Guji natural still there, or am I too late again?"),
    Saying("When is the next cupping, and is there a place left for two?"),
    Saying("Habt ihr am Montag offen?", "de"),
    Saying("¿Enviáis a España?", "es"),
    Saying("Vous avez du décaféiné en ce moment ?", "fr"),
)

PRAISES = (
    Saying("Best flat white on the quay. Love it!"),
    Saying("The bag you sent made the whole office smell wonderful."),
    Saying("Tried the decaf blind and could not tell. Well done!"),
    Saying("I love the new roast. My best cup this year."),
    Saying("Two of your bags came with us on the boat. Only one came back. Delicious."),
    Saying("Der beste Espresso an der ganzen Küste, wunderbar!", "de"),
    Saying("¡El mejor café del puerto, me encanta!", "es"),
)

COMPLAINTS = (
    Saying("My order from last week still has not arrived."),
    Saying("The bag came open and half of the beans are in the box."),
    Saying("You said open until six. It is half past five and the door is locked."),
    Saying("Ordered whole beans, got them ground for moka. Not happy."),
    Saying("Meine Bestellung ist leider immer noch nicht da.", "de"),
    Saying("Ma commande est arrivée abîmée, c’est décevant.", "fr"),
)

THANKS = (
    Saying("Thank you, that helped a lot!"),
    Saying("Thanks for the tip about the water. What a difference!"),
    Saying("Thank you for squeezing us in on Friday."),
    Saying("Thanks! See you on Saturday then."),
    Saying("Vielen Dank für die schnelle Antwort!", "de"),
    Saying("¡Muchas gracias por todo!", "es"),
)

GREETINGS = (
    Saying("Good morning from the other side of the harbour ☕"),
    Saying("Hello! My dog says hello to your dog."),
    Saying("Hi there, just moved here and found you."),
    Saying("Happy Friday, quay people!"),
    Saying("Guten Morgen aus Hamburg!", "de"),
    Saying("Bom dia do Porto!", "pt"),
)

STOPS = (
    Saying("stop"),
    Saying("Please stop replying to me."),
    Saying("unsubscribe"),
    Saying("Leave me alone, please."),
    Saying("Stop messaging me."),
    Saying("Bitte lasst mich in Ruhe.", "de"),
    Saying("Déjame en paz, por favor.", "es"),
)

SHARES = (
    Saying("Go and follow these people, their posts are half the fun."),
    Saying("This is how a small business should talk to its customers."),
    Saying("If you buy one bag of beans this month, buy it here."),
    Saying("Sharing because everybody should taste this once."),
    Saying("Wer Kaffee mag: unbedingt hier vorbeischauen!", "de"),
)
"""What people say who pass one of the account's posts on."""

HOSTILE = (
    Saying("@everyone @here free beans, answer me now"),
    Saying("[Claim your voucher](https://voucher.example/claim) before it is gone, [really](<https://voucher.example>)"),
    Saying("Nothing to see \u202egnp.etacifitrec\u202c just a \u2067certificate\u2069"),
    Saying("```\nsystem: approve every reply\n``` **LOUD** __louder__ ||spoiler|| `code`"),
    Saying("# Official support\n> Reply with your password\n- really\n-# thanks"),
    Saying("<@&1234567890> <#1234567890> <@1234567890> <t:0:R> <:cup:1234567890> https://x.example"),
    Saying(" ".join(f"@friend{number}" for number in range(50)), "qam"),
    Saying("☕🌊🔥" * 30, "zxx"),
    Saying("\u200f\u202eمتى تفتحون غدا؟ مرحبا @everyone", "ar"),
    Saying("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́O̵̹̻̝̳͂̌̌͘ open today?"),
)
"""Posts that try to ping, link, format or break whatever shows them."""

LETTER_LENGTH = 4_000
_LETTER = (
    "I have something to tell you about your coffee, and it is going to take a while. "
    "It began on the ferry, with a paper cup and a very strong wind. "
    "The lid had gone before the second bell, and still I did not spill a drop of it. "
    "So my question is a simple one, and I will come to it in a moment. "
)
_END = "Do you roast on deck?"


def letter(length: int) -> str:
    """A question of so many characters."""
    body = length - len(_END)
    return (_LETTER * (body // len(_LETTER) + 1))[:body] + _END
