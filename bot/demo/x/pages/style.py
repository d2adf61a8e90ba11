"""How the simulated X's own pages look."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #10151a; --soft: #56616c; --paper: #f5f7f8; --card: #fff; --line: #d8dee3;
  --go: #0b5f6b; --on-go: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef2f4; --soft: #a5b0b9; --paper: #0f1418; --card: #182026; --line: #2d3840; --go: #7fd0db; --on-go: #06282d; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(26rem, 100%); padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 1rem; text-align: center; }
img { width: 5rem; height: 5rem; border-radius: 50%; }
h1 { margin: 1rem 0 0; font-size: 1.25rem; overflow-wrap: anywhere; }
p { margin: .5rem 0 0; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .9rem; }
.notice { margin-top: 1.5rem; font-weight: 600; }
button { margin-top: 1.5rem; width: 100%; padding: .75rem; border: 0; border-radius: 2rem; background: var(--go); color: var(--on-go);
  font: inherit; font-weight: 600; cursor: pointer; }
article { margin-top: 1rem; padding: .75rem; display: grid; grid-template-columns: auto 1fr; column-gap: .75rem; text-align: start;
  border: 1px solid var(--line); border-radius: .75rem; }
article:first-child { margin-top: 0; }
article > * { grid-column: 2; margin: 0; min-width: 0; }
article > img { grid-area: 1 / 1 / span 9; width: 2.5rem; height: 2.5rem; }
.author { font-weight: 600; }
.author a { color: inherit; text-decoration: none; }
.author .soft { font-weight: 400; }
.text { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { margin: .5rem 0; }
h2 { margin: 1.5rem 0 0; font-size: 1rem; text-align: start; }
a { color: var(--go); }
label { display: block; margin-top: 1.5rem; text-align: start; font-weight: 600; }
textarea { width: 100%; margin-top: .5rem; padding: .75rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--paper);
  color: var(--ink); font: inherit; resize: vertical; }
form button { margin-top: .75rem; }
.act a { display: block; margin-top: 1rem; padding: .75rem; border-radius: 2rem; background: var(--go); color: var(--on-go);
  font-weight: 600; text-decoration: none; }
a:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
"""
