"""What `mutuals triage` makes of posts, in whatever form they come, and from which saved replies it drafts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.triage import run
from bot.cli.triage.posts import posts_in
from bot.domain import Intent
from bot.drafting.examples import EXAMPLES
from bot.drafting.import_export import NewReply, export_replies
from bot.drafting.opt_outs.requests import detect_opt_out
from bot.drafting.templates import without_name
from bot.store import Store
from tests.support.databases.migrated import create_database

Answer = dict[str, Any]
Post = dict[str, Any]

OPT_OUT, PERHAPS = "Please stop replying to me.", "stop bothering my sister with your ads"
SAID = {
    "ada": ("Ada", "@acme What time do you open tomorrow?", "en"),
    "bo_1": ("Bo", "Thank you so much @acme!", "en"),
    "cy": ("Cy", OPT_OUT, "en"),
    "dee": ("Inés Ruiz ☀️", "¿A qué hora abrís?", "es"),
}
POSTS: list[Post] = [
    {
        "id": str(1_900_000_000_000_000_000 + number),
        "author_id": str(number + 1),
        "text": text,
        "lang": lang,
        "created_at": "2026-03-01T10:00:00.000Z",
    }
    for number, (_, text, lang) in enumerate(SAID.values())
]
USERS = [{"id": str(number + 1), "username": handle, "name": name} for number, (handle, (name, _, _)) in enumerate(SAID.items())]
PAGE = {"data": POSTS, "includes": {"users": USERS, "tweets": [{"id": "9", "text": "another one"}]}, "meta": {"result_count": 4}}


@pytest.fixture
def triage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[list[Answer], str, int]]:
    """Answers, what was said beside them, and the exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'mutuals.sqlite3'}")

    def answered(content: str, replies: str = "") -> tuple[list[Answer], str, int]:
        (tmp_path / "posts").write_text(content, encoding="utf-8", newline="")
        code = run(str(tmp_path / "posts"), replies)
        said = capfd.readouterr()
        return [json.loads(line) for line in said.out.splitlines()], said.err, code

    return answered


def lines(*records: object) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def table(columns: dict[str, Callable[[Post, str], object]]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([columns, *([make(post, handle) for make in columns.values()] for post, handle in people())])
    return file.getvalue()


def people() -> list[tuple[Post, str]]:
    return list(zip(POSTS, SAID, strict=True))


def v1(post: Post, handle: str) -> Post:
    cut = {"text": f"{post['text'][:12]}…", "truncated": True, "extended_tweet": {"full_text": post["text"]}}
    user = {"id_str": post["author_id"], "screen_name": handle, "name": SAID[handle][0]}
    return cut | {"id_str": post["id"], "lang": post["lang"], "user": user, "quoted_status": {"text": "x", "user": {"screen_name": "no"}}}


def scraped(post: Post, handle: str) -> Post:
    author = {"userName": handle, "name": SAID[handle][0], "id": post["author_id"], "followers": 3}
    return {"type": "tweet", "id": post["id"], "fullText": post["text"], "lang": post["lang"], "author": author, "likeCount": 3}


def website(post: Post, handle: str) -> Post:
    user = {"rest_id": "4", "legacy": {"name": SAID[handle][0], "screen_name": handle}}
    legacy = {"full_text": post["text"], "lang": post["lang"], "id_str": post["id"]}
    result = {"__typename": "Tweet", "rest_id": post["id"], "core": {"user_results": {"result": user}}, "legacy": legacy}
    return {"content": {"itemContent": {"tweet_results": {"result": result}}}}


FORMS = {
    "pages a line": lines(PAGE, {"meta": {"result_count": 0}}),
    "a pretty page": json.dumps({name: PAGE[name] for name in ("includes", "data")}, indent=1),
    "posts with their authors": lines(*({**post, "author": USERS[number]} for number, post in enumerate(POSTS))),
    "v1.1": lines(*(v1(*each) for each in people())),
    "a search of v1.1": json.dumps({"statuses": [v1(*each) for each in people()]}, indent=2),
    "an array of a scraper": json.dumps([scraped(*each) for each in people()]),
    "the website's entries": lines(*(website(*each) for each in people())),
    "a table": table(
        {
            "Tweet ID": lambda post, _: post["id"],
            "Handle": lambda _, handle: f"@{handle}",
            "Name": lambda _, handle: SAID[handle][0],
            "Text": lambda post, _: post["text"],
            "Language": lambda post, _: post["lang"],
        }
    ),
    "a table of paths": table(
        {
            "id": lambda post, _: post["id"],
            "text": lambda post, _: post["text"],
            "lang": lambda post, _: post["lang"],
            "author.username": lambda _, handle: handle,
            "author.name": lambda _, handle: SAID[handle][0],
        }
    ),
}


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fills(answer: Answer, intent: Intent, name: str, language: str = "en") -> bool:
    fitting = [reply.text for reply in EXAMPLES if (reply.intent, reply.language) == (intent, language)]
    return answer["draft"] in ([text.replace("{name}", name) for text in fitting] if name else map(without_name, fitting))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_posts_are_triaged_alike_in_every_form(form: str, triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    (asks, thanks, request, spanish), said, code = triage(FORMS[form])

    assert code == 0
    assert said.startswith("Drafts are made from the examples that Mutuals brings along.\nRead as ")
    assert said.endswith(" with 4 posts.\n")
    assert list(asks) == ["id", "intent", "because", "wish", "perhaps_wish", "draft"]
    assert [answer["id"] for answer in (asks, thanks, request, spanish)] == [post["id"] for post in POSTS]
    assert (asks["intent"], asks["wish"], asks["perhaps_wish"]) == ("question", False, False)
    assert "what time" in asks["because"]
    assert fills(asks, Intent.QUESTION, "Ada")
    assert thanks["intent"] == "thanks"
    assert fills(thanks, Intent.THANKS, "Bo")
    assert (request["wish"], request["perhaps_wish"], request["draft"]) == (True, False, "")
    assert request["because"].startswith("opts out “")
    assert spanish["intent"] == "question"
    assert fills(spanish, Intent.QUESTION, "Inés", "es")


def test_the_least_is_a_text(triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    found, _, code = triage(
        lines({"text": "Thank you so much!"}, {"text": "Look at this", "lang": "en", "kind": "quote"}, {"text": PERHAPS, "kind": None})
    )

    assert code == 0
    assert fills(found[0], Intent.THANKS, "")
    assert "id" not in found[0]
    assert found[1]["intent"] == "share"
    request = detect_opt_out(PERHAPS)
    assert found[2]["wish"] == (request is not None and request.certain)
    assert found[2]["perhaps_wish"] == (request is not None and not request.certain)
    assert not found[2]["draft"] or request is None


def test_what_holds_no_post_is_said_in_its_place(triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    found, said, code = triage(lines(POSTS[0], {"id": "5"}, {"text": "Hi", "kind": "letter"}) + "x\n" + lines(POSTS[1]))

    assert code == 1
    assert [answer.get("line") for answer in found] == [None, 2, 3, 4, None]
    assert [answer.get("error", "").split(";")[0] for answer in found[1:4]] == [
        'There is no post here: no "text".',
        "Its kind is none of mention, implicit_mention, reply, quote.",
        "The line is not JSON",
    ]
    assert "Read as JSON lines with 2 posts; 3 entries could not be read, as the answers say." in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("12\n13\n", "it is a list of ids or single words, without the text of any post"),
        ('window.YTD.tweets.part0 = [ {"tweet": {}} ]', "use an export of your mentions"),
        (
            "Dear all,\nhere they are:\n",
            "it is in no form that Mutuals knows: it reads JSON, JSON lines and tables (CSV) of posts with their text",
        ),
    ],
)
def test_what_cannot_be_read_is_explained(content: str, why: str, triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    found, said, code = triage(content)

    assert (found, code) == ([], 2)
    assert why in said


def test_drafts_come_from_a_file_of_saved_replies(tmp_path: Path, triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    file = tmp_path / "replies.csv"
    file.write_bytes(
        export_replies([NewReply(Intent.QUESTION, "", "=Nine to five, {handle}."), NewReply(Intent.QUESTION, "es", "De nueve a cinco.")])
    )

    (asks, thanks, _, spanish), said, code = triage(FORMS["pages a line"], str(file))

    assert code == 0
    assert said.startswith(f"Drafts are made from the saved replies in {file.name}.\n")
    assert (asks["draft"], thanks["draft"], spanish["draft"]) == ("=Nine to five, @ada.", "", "De nueve a cinco.")


def test_a_file_of_saved_replies_that_cannot_be_used_is_explained(
    tmp_path: Path, triage: Callable[..., tuple[list[Answer], str, int]]
) -> None:
    (tmp_path / "replies.csv").write_text("intent,language,text\nquestoin,,Yes.\n")

    found, said, code = triage(FORMS["pages a line"], "replies.csv")
    absent = triage(FORMS["pages a line"], "none.csv")

    assert (found, code) == ([], 2)
    assert said == (
        "replies.csv holds no saved replies as they are:\nLine 2: “questoin” is no intent. "
        "There are question, thanks, praise, complaint, share, greeting, other.\n"
    )
    assert absent == ([], "Cannot read none.csv: No such file or directory.\n", 2)


async def test_drafts_come_from_the_teams_own_saved_replies(tmp_path: Path, triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    store = await Store.open(create_database(tmp_path / "mutuals.sqlite3"), account_id=1)
    async with store.write() as tx:
        await tx.saved_replies.add(Intent.QUESTION, "At nine, {name}.", "en")

    (asks, thanks, *_), said, code = triage(FORMS["pages a line"])  # while the bot has it open
    await store.close()
    before = (tmp_path / "mutuals.sqlite3").read_bytes()
    again = triage(FORMS["pages a line"])[0]

    assert code == 0
    assert said.startswith("Drafts are made from your team's saved replies.\n")
    assert (asks["draft"], thanks["draft"]) == ("At nine, Ada.", "")
    assert again[0]["draft"] == "At nine, Ada."
    assert (tmp_path / "mutuals.sqlite3").read_bytes() == before
    assert files_in(tmp_path) == ["mutuals.sqlite3", "posts"]


def test_a_database_that_is_none_is_explained(tmp_path: Path, triage: Callable[..., tuple[list[Answer], str, int]]) -> None:
    (tmp_path / "mutuals.sqlite3").write_text("not a database at all " * 100)

    found, said, code = triage(FORMS["pages a line"])

    assert (found, code) == ([], 2)
    assert said.endswith("Or name a file with --replies, such as /replies saved export gives.\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "id", "data", "author", "user", "legacy", "referenced_tweets", "includes"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["text", "id", "data", "author", "legacy", "includes", "core"]) | st.text(), JSON))
def test_any_record_holds_posts_or_none(record: Post) -> None:
    assert all(post.text for post in posts_in(record))
