"""What a page may load and run, said in the page itself, and the style of the pages that belong to no book."""

import base64
import hashlib
from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #1b2026; --paper: #fff; --subject: #14396a; --rule: #d9dee3 }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #121212; --subject: #c4dafb; --rule: #343c47 } }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1.125rem/1.6 "Open Sans", sans-serif }
h1, a { color: var(--subject) }
section { border-top: 3px solid var(--subject); margin-top: 2rem }
ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; list-style: none }
"""


def meta(*styles: str) -> str:
    """The policy as an element for a page's head, which may use these `styles`, each known by its own text.

    Scripts come from files alone. `connect-src` is the search, which reads the pages it found.
    """
    rules = {
        "default-src": "'none'",
        **dict.fromkeys(("script-src", "style-src", "font-src", "connect-src", "form-action"), "'self'"),
        "img-src": "'self' data:",
        "base-uri": "'none'",
    }
    rules["style-src"] += "".join(f" 'sha256-{_hash(style)}'" for style in styles)
    text = "; ".join(f"{name} {sources}" for name, sources in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=False)}" />'


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
