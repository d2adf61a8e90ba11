"""Bytes from X → an object or nothing, whatever comes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.x.http.json_object import DEEPEST, json_object


def test_what_x_sends_may_be_as_deep_as_the_bound() -> None:
    nested = b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1)
    assert json_object(b'{"data":' + nested + b"}") is not None
    assert json_object(b'{"data":[' + nested + b"]}") is None
    assert json_object(b'{"data":"' + b"[{" * 1_000 + b'\\"[["}') == {"data": "[{" * 1_000 + '"[['}


JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON), st.booleans())
def test_whatever_object_x_sends_is_read(body: dict[str, object], escaped: bool) -> None:
    assert json_object(json.dumps(body, ensure_ascii=escaped).encode(errors="surrogatepass" if escaped else "replace")) is not None


@given(st.binary() | st.text().map(str.encode))
def test_whatever_bytes_x_sends_never_raise(content: bytes) -> None:
    assert isinstance(json_object(content), dict | None)
