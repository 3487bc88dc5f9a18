"""Typst code as text: literals, calls and labels. Words are string literals, so that nothing in them is markup."""

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def string(text: str) -> str:
    """A string literal."""
    return f'"{text.translate(ESCAPES)}"'


def block(parts) -> str:
    """A code block that joins its parts into one content; empty content where there are none."""
    lines = [part for part in parts if part]
    return "{\n" + "\n".join(lines) + "\n}" if lines else "[]"


def call(name: str, *arguments: str, **named: str) -> str:
    """A call; `named` arguments write their hyphens as underscores."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items()]
    return f"{name}({', '.join([*pairs, *arguments])})"


def array(items) -> str:
    """An array, also of one item or none."""
    return f"({''.join(f'{item}, ' for item in items)})"
