"""What a provider did not answer, and why: errors of one line, and the words of them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from book.data.records import DataError

SAID = re.compile(r'"(?:label|message)"\s*:\s*"([^"]*)"|<faultstring>([^<]*)<')


class ProviderError(DataError):
    """A provider gave no good rows; one line says what and where."""


class Unavailable(ProviderError):
    """No answer, or not the whole of it: asked again, or by another channel, the provider may give one."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after  # seconds that the provider asks to wait


class Absent(ProviderError):
    """The provider has no such thing at this address: another channel may."""


def short(address: str) -> str:
    """An address as a message names it, without its parameters."""
    return address.split("?", 1)[0][:150]


def wrong(error: Exception) -> str:
    """What went wrong on the way, on one line."""
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return " ".join(str(error).split())[:150] or type(error).__name__


def said(body: bytes) -> str:
    """What a provider says of its refusal, without markup."""
    found = SAID.search(body[:4000].decode("utf-8", "replace"))
    words = " ".join(next(filter(None, found.groups()), "").split()) if found else ""
    return f": {words[:150]}" if words else ""


def after(text: str) -> float | None:
    """The seconds that Retry-After names, as a number or by a date."""
    if re.fullmatch("[0-9]{1,9}", text.strip()):
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0)
    except (ValueError, TypeError):
        return None
