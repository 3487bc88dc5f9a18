"""A provider's file as it was downloaded: CSV or TSV, plain or gzipped, all cells as text."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd


class FormatError(ValueError):
    """A file that is not what the provider's format says; the message names what is wrong."""


@dataclass(frozen=True)
class Rows:
    """Long rows of a provider: its dimensions by their own names and codes, and period, topic, value, flags."""

    frame: pd.DataFrame


def read(path: Path) -> pd.DataFrame:
    """All cells as text; FormatError for a file that is missing, no UTF-8, truncated or ragged."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except FileNotFoundError:
        raise FormatError(f"{path.name}: no such file") from None
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name}: byte {error.start} is not UTF-8") from None
    except (OSError, EOFError) as error:
        raise FormatError(f"{path.name}: {error}") from None
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    head, *body = list(csv.reader(io.StringIO(text), delimiter=delimiter)) or [[]]
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(head):
            raise FormatError(f"{path.name}, row {number}: {len(cells)} cells, not {len(head)}")
    return pd.DataFrame(body, columns=[name.strip() for name in head], dtype=str)
