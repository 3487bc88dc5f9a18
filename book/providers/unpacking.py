"""A stream of bytes, unpacked in small steps where it is gzip, whatever its header says."""

import zlib
from collections.abc import Iterator

GZIP = b"\x1f\x8b"
STEP = 2**16  # bytes: a small packed piece may be a very large one


class Broken(ValueError):
    """A packed stream that is damaged or ends too early."""


def plain(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as they are, or unpacked to pieces of at most STEP bytes; Broken for what is no whole gzip."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= len(GZIP):
            break
    yield from _unpacked(head, pieces) if head.startswith(GZIP) else _chained(head, pieces)


def _chained(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from pieces


def _unpacked(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for packed in _chained(head, pieces):
            if decoder.eof:
                raise Broken("more behind the end of a packed answer")
            out = b"?"
            while out:  # until nothing more comes of this piece
                out = decoder.decompress(packed, STEP)
                packed = decoder.unconsumed_tail
                yield out
    except zlib.error as error:
        raise Broken(f"a damaged packed answer ({error})") from None
    if not decoder.eof or decoder.unused_data:
        raise Broken("the packed answer is cut off" if not decoder.eof else "more behind the end of a packed answer")
