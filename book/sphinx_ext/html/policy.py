"""What a page may load and run, said in the page itself: its own files, and of inline code only what was built into it."""

import base64
import hashlib
import re
from html import escape
from pathlib import Path

INLINE = {
    "script-src": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.S),
    "style-src": re.compile(r"<style[^>]*>(.*?)</style>", re.S),
}
CHARSET = '<meta charset="utf-8" />'


def add_policies(site: Path) -> None:
    """Give every page of a finished site its policy."""
    for path in site.rglob("*.html"):
        path.write_text(with_policy(path.read_text(encoding="utf-8")), encoding="utf-8")


def with_policy(page: str) -> str:
    """The page with its policy right behind the character set, before anything that it rules."""
    if "Content-Security-Policy" in page or CHARSET not in page:
        return page
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(page), quote=False)}" />'
    return page.replace(CHARSET, f"{CHARSET}\n    {meta}", 1)


def policy(page: str) -> str:
    """Nothing but this site's files; `connect-src` is the search, which reads the pages it found."""
    rules = {"default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"]}
    for name, inline in INLINE.items():
        rules[name] += sorted({f"'sha256-{_hash(code)}'" for code in inline.findall(page)})
    rules |= {name: ["'self'"] for name in ("img-src", "font-src", "connect-src", "form-action")}
    rules["img-src"].append("data:")
    rules["base-uri"] = ["'none'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def _hash(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode()
