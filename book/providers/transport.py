"""The way to the providers: requests that say who asks, two at once, and answers that are bounded in time and size."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import metadata
from types import MappingProxyType

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_any, stop_before_delay
from tenacity.wait import wait_exponential_jitter

from book.providers.refusals import Absent, ProviderError, Unavailable, after, said, short, wrong
from book.providers.unpacking import Broken, plain

BASES = MappingProxyType({
    "cbs": "https://datasets.cbs.nl/odata/v1/CBS",
    "cbs_v3": "https://opendata.cbs.nl/ODataFeed/odata",
    "eurostat": "https://ec.europa.eu/eurostat/api/dissemination",
    "unhcr": "https://api.unhcr.org/population/v1",
})  # fmt: skip
LIMIT = 32 * 2**20  # bytes of an answer, packed or not: 100,000 cells of CBS are about 20 million
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
ENDS = {"application/json": (b"}", b"]", b"\n"), "text/csv": b"\n"}  # of a whole answer


class Transport:
    """Asks the providers at `bases`; to be used from several threads, and closed.

    Times are in seconds: `connect` and `read` for a step, `deadline` for an answer with all its `tries`, between which
    it waits about `pause`, twice as long each time, or what Retry-After says, at most `patience`. `limit` is in bytes.
    """

    def __init__(
        self, bases: Mapping[str, str] = BASES, *, connect: float = 10, read: float = 60, deadline: float = 300,
        tries: int = 4, pause: float = 1, patience: float = 60, limit: int = LIMIT, at_once: int = 2, agent: str = "",
    ) -> None:  # fmt: skip
        self.bases = {**BASES, **bases}
        self.deadline, self.tries, self.patience, self.limit = deadline, tries, patience, limit
        self._jitter = wait_exponential_jitter(multiplier=pause, max=patience, jitter=pause)
        self._places = threading.BoundedSemaphore(at_once)
        self._client = httpx.Client(
            timeout=httpx.Timeout(read, connect=connect),
            # each request opens a connection of its own: its watch ends that and no other
            headers={"User-Agent": agent or who(), "Accept-Encoding": "gzip", "Connection": "close"},
        )

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, address: str, accept: str = "application/json") -> bytes:
        """The body of an answer, unpacked; ProviderError for anything else, after as many tries as make sense."""
        if not any(same_host(address, base) for base in self.bases.values()):
            raise ProviderError(f"{short(address)} is not on the host of a provider")
        asking = Retrying(
            retry=retry_if_exception_type(Unavailable),
            stop=stop_any(stop_after_attempt(self.tries), stop_before_delay(self.deadline)),
            wait=self._wait,
            reraise=True,
        )
        with self._places:
            return asking(self._try, address, accept, time.monotonic() + self.deadline)

    def _wait(self, state: RetryCallState) -> float:
        after = state.outcome.exception().after
        return self._jitter(state) if after is None else min(after, self.patience)

    def _try(self, address: str, accept: str, end: float) -> bytes:
        with _Watch(end - time.monotonic()) as watch:
            try:
                body = self._followed(address, accept, watch)
            except (httpx.HTTPError, httpx.InvalidURL, Broken) as error:
                if watch.over:
                    raise self._late(address) from None
                raise Unavailable(f"{short(address)}: {wrong(error)}") from None
            if watch.over:  # to the reader, a connection that the watch ended looks like one that came to its end
                raise self._late(address)
        start = body.lstrip()[:100].lower()
        if start.startswith((b"<!doctype html", b"<html")):
            raise Unavailable(f"{short(address)}: a page instead of figures")
        if start.startswith(b"<"):
            raise ProviderError(f"{short(address)}: no figures{said(body)}")
        if not body.rstrip(b" \r").endswith(ENDS.get(accept, b"")):
            raise Unavailable(f"{short(address)}: the answer is cut off")
        return body

    def _late(self, address: str) -> ProviderError:
        return ProviderError(f"{short(address)}: not answered within {self.deadline:g} seconds")

    def _followed(self, address: str, accept: str, watch: "_Watch") -> bytes:
        """The body at the end of redirects, all of them on one host."""
        for _ in range(REDIRECTS + 1):
            asked = self._client.stream("GET", address, headers={"Accept": accept}, extensions={"trace": watch})
            with asked as response:
                if response.status_code not in MOVED:
                    return self._judged(response, address)
                target = str(response.url.join(response.headers.get("Location", "")))
            if not same_host(address, target):
                raise ProviderError(f"{short(address)}: sends elsewhere, to {short(target)}")
            address = target
        raise ProviderError(f"{short(address)}: sends on and on")

    def _judged(self, response: httpx.Response, address: str) -> bytes:
        if response.status_code == 200:
            return b"".join(self._pieces(response, address))
        reason = f"{short(address)}: status {response.status_code}"
        if response.status_code == 429 or response.status_code >= 500:
            raise Unavailable(reason, after(response.headers.get("Retry-After", "")))
        kind = Absent if response.status_code == 404 else ProviderError
        raise kind(reason + said(next(self._pieces(response, address), b"")))

    def _pieces(self, response: httpx.Response, address: str) -> Iterator[bytes]:
        """The unpacked body piece by piece, refused as soon as it is too long, packed or unpacked."""
        sizes = {"packed": 0, "unpacked": 0}

        def counted(pieces: Iterator[bytes], kind: str) -> Iterator[bytes]:
            for piece in pieces:
                sizes[kind] += len(piece)
                if sizes[kind] > self.limit:
                    raise ProviderError(f"{short(address)}: more than {self.limit:,} bytes")
                yield piece

        yield from counted(plain(counted(response.iter_raw(), "packed")), "unpacked")


class _Watch:
    """Ends the connection of a request when its time is over: no time-out of a step ends a body that drips for ever."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(seconds, 0), self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def __call__(self, event: str, info: dict) -> None:
        """The client tells of each step; two of them bring a new connection."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.over:
                self._end()

    def _end(self) -> None:
        self.over = True
        if self._socket is not None:
            try:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                return


def same_host(one: str, two: str) -> bool:
    """Both addresses have the same scheme, host and port."""
    try:
        a, b = httpx.URL(one), httpx.URL(two)
    except httpx.InvalidURL:
        return False
    return (a.scheme, a.host, a.port) == (b.scheme, b.host, b.port)


def who() -> str:
    """Name and version of the project, and its address where its metadata have one."""
    known = metadata("book")
    pages = [page.split(",", 1)[-1].strip() for page in known.get_all("Project-URL") or ()]
    return f"state-of-migration/{known['Version']} ({'; '.join([*pages, known['Summary']])})"
