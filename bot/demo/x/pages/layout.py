"""The layout of the simulated X's own pages, and the fragments that they share."""

from __future__ import annotations

from html import escape
from string import Template

from aiohttp import web

from bot.demo.x.pages.style import STYLE
from bot.demo.x.world.models import Person, Post

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title><style>$style</style>
</head>
<body><main>$body</main></body>
</html>
"""
)

_PERSON = Template(
    """<img src="/avatars/$id.svg" alt="">
<h1><bdi>$name</bdi></h1>
<p class="soft">@$username</p>
<p><bdi>$bio</bdi></p>
<p class="soft">$followers followers · follows $following</p>"""
)

_POST = Template(
    """<article>
<img src="/avatars/$author_id.svg" alt="">
<p class="author"><a href="/$username"><bdi>$name</bdi></a> <span class="soft">@$username</span></p>
$above<p class="text"><bdi>$text</bdi></p>
$below<p class="soft"><a href="$address"><time datetime="$moment">$shown_moment</time></a></p>
</article>"""
)


def page(title: str, body: str, status: int = 200) -> web.Response:
    """title: as text. body: as HTML."""
    return web.Response(text=_PAGE.substitute(title=escape(title), style=STYLE, body=body), status=status, content_type="text/html")


def notice(sentence: str) -> str:
    """A status line that screen readers announce; empty for an empty sentence."""
    return f'<p class="notice" role="status">{escape(sentence)}</p>' if sentence else ""


def profile_html(person: Person) -> str:
    return _PERSON.substitute(
        id=person.id,
        name=escape(person.name),
        username=escape(person.username),
        bio=escape(person.bio),
        followers=f"{person.followers:,}",
        following=f"{person.following:,}",
    )


def post_html(post: Post, above: str = "", below: str = "") -> str:
    """above, below: HTML about the post it answers and the one it quotes."""
    return _POST.substitute(
        author_id=post.author.id,
        username=escape(post.author.username),
        name=escape(post.author.name),
        above=above,
        text=escape(post.text),
        below=below,
        address=address_of(post),
        moment=post.created_at.isoformat(),
        shown_moment=post.created_at.strftime("%d %B %Y, %H:%M UTC").lstrip("0"),
    )


def address_of(post: Post) -> str:
    """The path of a post's page."""
    return f"/{post.author.username}/status/{post.id}"


def user_not_found_page() -> web.Response:
    return page("Nobody here", "<h1>This account doesn’t exist</h1><p>It may have been removed or suspended.</p>", status=404)
