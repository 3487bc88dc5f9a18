"""The datasets that a notebook has loaded: all that one chapter reads of another."""

import json
from pathlib import Path


def loaded(notebook: Path) -> list[str]:
    """The datasets of its committed run, as its outputs note them, in order of first use. OSError, ValueError: no notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    shown = (output.get("data", {}) for cell in cells for output in cell.get("outputs", []))
    ours = (value for data in shown for value in data.values() if isinstance(value, dict))
    return list(dict.fromkeys(value["dataset"] for value in ours if value.get("kind") == "loaded"))
