"""By what name somebody is called in a text: their first name, where their display name tells it.

It is told where the display name begins with one of the first names in `first_names.txt` and is not that of a shop, a team or two people.
Names in Chinese, Japanese or Korean letters are used whole, as people there are called. A name that is not told is better left out than
guessed: "Hi Coffee!" is worse than "Hi!".
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import dropwhile

from bot.drafting.lexicon.phrases import folded
from bot.drafting.names import sanitize_display_name

_MAX_READ = 200
_BEHIND_A_NAME = re.compile(r"\s[-–—]\s|[|｜/／\\•·・～~〜:：,，、(（\[【「@＠#＃\u2190-\u2bff\U0001f000-\U0001faff]")
"""What parts a name from what people add to it: "Ana | Design", "Ana (she/her)", "Ana 🌸"."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AROUND = ".!?…*'’\"“”„«»"
_MOST_WORDS = 5

_TITLES = frozenset({"dr", "dra", "prof", "profa", "professor", "ing", "ir", "mag"})
"""Behind one of them a single word is a family name: "Dr. Oetker"."""
_COUPLING = frozenset({"&", "and", "und", "et", "y", "e", "en", "og", "och", "x"})
"""Behind the first of two people's names, or between a person and a thing."""
_OF_SHOPS = """
ag agency agentur agentura apotheke app associates association atelier backerei bakery band bank bar beauty beer bikes bistro
blog boat books bookshop bookstore boulangerie boutique brand brands brewery bros brothers cafe cakes capital cars center
centre charity church city clinic clothing club co coffee collective college company consulting corp corporation council
crafts crypto cuisine daily deli design designs digital diner ev events exchange family fanclub fanpage fans fashion fc fest
festival film films finance fitness fm food foods foundation fund fundacion galerie gallery games gaming garage gazette gmbh
grill group gym haus health herald home hospital hotel immobilien inc industries inmobiliaria institut institute instituto
international jewelry kaffee kg kitchen lab labs libreria limited live llc llp loja ltd ltda magazine market marketing markt
media motors museo museum music musik news noticias official officiel offiziell oficial online oy padaria panaderia parody
partners pharmacy photography pictures pizza plc podcast podcasts praxis press production productions project pub radio realty
records restaurant restaurante roasters salon sarl school schule services shoes shop shops signals skincare sl society
software solutions sport sports srl st startup stiftung store studio studios style supply support systems tax tea team tech
technologies tienda times tours toys travel tribune trust tv ug universidad university updates ventures verein verlag wine
wines world
"""
_NO_PERSON = frozenset(_OF_SHOPS.split())

_LETTERS = "[々〆ー\u3040-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
_EASTERN = re.compile(f"{_LETTERS}(?: {_LETTERS})?")
_LONGEST_EASTERN = 8
"""Letters; hardly a name of a person has more."""
_NO_EASTERN_PERSON = re.compile(
    "公式|株式|会社|新聞|速報|情報|珈琲|カフェ|コーヒー|ショップ|グルメ|ニュース|スタジオ|공식|회사|카페|뉴스|官方|(?:[店社会館院堂校局課舗])$"
)


def first_name(display_name: str) -> str:
    """What somebody who calls themselves this is called by; empty where it does not tell. It holds letters, hyphens and a space alone."""
    name = next(filter(None, map(sanitize_display_name, _BEHIND_A_NAME.split(display_name[:_MAX_READ]))), "")
    if _EASTERN.fullmatch(name):
        return "" if len(name) > _LONGEST_EASTERN or _NO_EASTERN_PERSON.search(name) else name
    return _first_of(name.split())


def _first_of(words: list[str]) -> str:
    untitled = list(dropwhile(_is_title, words))
    if not untitled or len(untitled) > _MOST_WORDS or (len(untitled) == 1 and words != untitled):
        return ""
    if not _COUPLING.isdisjoint(untitled[1:2]) or not _NO_PERSON.isdisjoint(map(_bare, untitled)):
        return ""
    first = untitled[0].strip(_AROUND)
    known = _WORD.fullmatch(first) and all(part in _first_names() for part in folded(first).split("-"))
    return _capitalized(first) if known else ""


def _is_title(word: str) -> bool:
    return _bare(word) in _TITLES


def _bare(word: str) -> str:
    return folded(word.strip(_AROUND))


def _capitalized(name: str) -> str:
    """The name as it is written in a sentence, whether its bearer shouts or whispers it."""
    return name.title() if name.isupper() or name.islower() else name


@cache
def _first_names() -> frozenset[str]:
    lines = files("bot.drafting").joinpath("first_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
