"""Discord's markdown as the page's own modules render it, and what their command line reads; in one browser window."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Page as Window

from tests.demo.page.conftest import Opens

pytestmark = pytest.mark.asyncio(loop_scope="session")

RENDERED = {
    "plain": "<p>plain</p>",
    "**b** *i* _i_ __u__ ~~s~~": "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s></p>",
    "***both*** and **b *bi***": "<p><strong><em>both</em></strong> and <strong>b <em>bi</em></strong></p>",
    "*a **b** c*": "<p><em>a <strong>b</strong> c</em></p>",
    "snake_case_name 2 * 3 * 4 **": "<p>snake_case_name 2 * 3 * 4 **</p>",
    r"\*not\* \_so\_ \<@1> \# \a \\": r"<p>*not* _so_ &lt;@1&gt; # \a \</p>",
    "`**code**` ``a ` b``": "<p><code>**code**</code> <code>a ` b</code></p>",
    "# One\n## Two\n### Three\n#none": (
        '<h4 class="heading-1">One</h4><h4 class="heading-2">Two</h4><h4 class="heading-3">Three</h4><p>#none</p>'
    ),
    "-# fine print": '<p class="small">fine print</p>',
    "- a\n- b\n  - c": "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    "3. a\n4. b": '<ol start="3"><li>a</li><li>b</li></ol>',
    "> q\n> r\nout": "<blockquote><p>q<br>r</p></blockquote><p>out</p>",
    ">>> a\n- b": "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>",
    "```py\n<b>1</b>\n```\nafter": '<pre tabindex="0"><code>&lt;b&gt;1&lt;/b&gt;</code></pre><p>after</p>',
    "```never closed": "<p>```never closed</p>",
    "a\nb": "<p>a<br>b</p>",
    "<@1> <@&2> <#3> <:wave:4>": (
        '<p><span class="mention">@1</span> <span class="mention">@&amp;2</span> <span class="mention">#3</span> :wave:</p>'
    ),
    "@everyone": "<p>@everyone</p>",
    "[x](javascript:alert(1)) [y](data:,z) [z](//x.com)": "<p>[x](javascript:alert(1)) [y](data:,z) [z](//x.com)</p>",
    "[**a**](https://x.com/b_(c)) <https://d.example>": (
        '<p><a href="https://x.com/b_(c)" target="_blank" rel="noopener noreferrer"><strong>a</strong></a> '
        '<a href="https://d.example" target="_blank" rel="noopener noreferrer">https://d.example</a></p>'
    ),
    "see https://x.com/a_b_c.": (
        '<p>see <a href="https://x.com/a_b_c" target="_blank" rel="noopener noreferrer">https://x.com/a_b_c</a>.</p>'
    ),
    "[https://good.example](https://bad.example)": (
        '<p><a href="https://bad.example" target="_blank" rel="noopener noreferrer">https://good.example</a></p>'
    ),
    "||hush||": '<p><details class="spoiler"><summary>Spoiler</summary>hush</details></p>',
    "<b onclick=x>&amp;</b>": "<p>&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</p>",
    "<t:9999999999999999:F>": "<p>&lt;t:9999999999999999:F&gt;</p>",
}

RENDER = """async (texts) => {
    const { markdown } = await import("/message/markdown.js");
    const context = { linkTo: (url) => url, nameOf: (kind, id) => (kind === "@" ? "@" : kind) + id };
    return texts.map((text) => {
        const root = document.createElement("div");
        root.append(...markdown(text, context));
        return root.innerHTML;
    });
}"""

SLOW = ("*_" * 2000, "**a " * 1000, "[" * 4000, "||" * 2000, "`" * 4000, "> " * 2000, "- " * 2000, " _a" * 1300)

READ = """async (text) => {
    const { read } = await import("/composer/command_line.js");
    const option = (name) => ({ name, type: 3, description: name, required: false });
    const commands = [{ path: "/followers lookup", options: [option("handle"), option("since")] }, { path: "/queue", options: [] }];
    const line = read(text, commands);
    return line && [line.found ? line.found.map(({ path }) => path) : line.command.path, line.values ?? null, line.current?.name ?? null];
}"""

LINES: dict[str, Any] = {
    "hello": None,
    "/": [["/followers lookup", "/queue"], None, None],
    "/look": [["/followers lookup"], None, None],
    "/queue ": ["/queue", {}, None],
    "/followers  lookup  Ada L": ["/followers lookup", {"handle": "Ada L"}, "handle"],
    "/followers lookup handle:ada since:": ["/followers lookup", {"handle": "ada", "since": ""}, "since"],
    "/followers lookup since:1 handle:a:b": ["/followers lookup", {"handle": "a:b", "since": "1"}, "handle"],
}


async def rendered(window: Window, *texts: str) -> list[str]:
    htmls: list[str] = await window.evaluate(RENDER, list(texts))
    return htmls


async def test_texts_look_as_in_discord(opens: Opens) -> None:
    window = await opens()

    assert dict(zip(RENDERED, await rendered(window, *RENDERED), strict=True)) == RENDERED


async def test_times_are_told_in_every_style(opens: Opens) -> None:
    window = await opens()
    styles = {style: f"<t:1772445600:{style}>" for style in "tTdDfFsSR"}

    htmls = await rendered(window, *styles.values(), "<t:1772445600>")

    texts = [html.partition(">")[2].partition(">")[2].partition("<")[0] for html in htmls]
    assert texts[-1] == texts[list(styles).index("f")]
    assert "2 March 2026" in texts[-1]
    assert re.fullmatch(r"now|\d+ seconds? ago", texts[-2])
    assert len(set(texts)) == len(styles)


async def test_texts_made_to_be_slow_are_not(opens: Opens) -> None:
    window = await opens()
    timed = "async (texts) => { const begun = performance.now(); await (RENDER)(texts); return performance.now() - begun; }"
    took: Any = await window.evaluate(timed.replace("RENDER", RENDER), SLOW)

    assert took < 2_000


async def test_a_command_line_is_read(opens: Opens) -> None:
    window = await opens()

    assert {text: await window.evaluate(READ, text) for text in LINES} == LINES
