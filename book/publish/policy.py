"""What a page may load and run, said in the page itself: files of this site, and nothing that is written into a page."""

import base64
import hashlib
from html import escape


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
