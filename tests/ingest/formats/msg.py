"""Outlook messages for tests: properties in an OLE file, written by hand (MS-CFB, MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, SMALL_SECTOR, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]
"""Names with bytes, or with names again: streams and storages."""


def msg(texts: dict[int, str], attached: list[Tree] | None = None, more: Tree | None = None) -> bytes:
    """A message: its texts by property id, its attachments, and other streams."""
    return ole(message(texts, attached, more))


def message(
    texts: dict[int, str], attached: list[Tree] | None = None, more: Tree | None = None, inner: bool = False
) -> Tree:
    sent = int((datetime(2023, 3, 14, 12, 4, tzinfo=UTC).timestamp() + 11644473600) * 10**7)
    fixed = bytes(24 if inner else 32) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent)
    folders = {f"__attach_version1.0_#{n:08X}": each for n, each in enumerate(attached or [])}
    return {"__properties_version1.0": fixed, **_texts(texts), **folders, **(more or {})}


def attachment(name: str, content: bytes, texts: dict[int, str] | None = None) -> Tree:
    streams = {"__substg1.0_37010102": content, **_texts({0x3707: name, **(texts or {})})}
    return {"__properties_version1.0": bytes(8), **streams}


def attached_message(inner: Tree) -> Tree:
    return {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner}


def _texts(texts: dict[int, str]) -> dict[str, bytes]:
    return {f"__substg1.0_{id:04X}001F": text.encode("utf-16-le") for id, text in texts.items()}


def ole(tree: Tree) -> bytes:
    """An OLE file. Small streams lie in a stream of their own, as readers insist."""
    entries: list[list[object]] = []
    sectors: list[bytes] = []
    chain: list[int] = []
    small = bytearray()
    small_chain: list[int] = []

    def stored(data: bytes) -> int:
        first = len(sectors)
        count = -(-len(data) // SECTOR)
        sectors.extend(data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count))
        chain.extend([*range(first + 1, first + count), END] if count else [])
        return first if count else END

    def packed(data: bytes) -> int:
        first = len(small_chain)
        count = -(-len(data) // SMALL_SECTOR)
        small.extend(data.ljust(count * SMALL_SECTOR, b"\0"))
        small_chain.extend([*range(first + 1, first + count), END] if count else [])
        return first if count else END

    def add(name: str, node: bytes | Tree, kind: int) -> int:
        at = len(entries)
        entry: list[object] = [name, kind, FREE, FREE, END, 0]
        entries.append(entry)
        if isinstance(node, bytes):
            entry[4:] = [packed(node) if len(node) < CUTOFF else stored(node), len(node)]
            return at
        children = [add(each, inner, 2 if isinstance(inner, bytes) else 1) for each, inner in node.items()]
        for here, after in pairwise(children):
            entries[here][2] = after
        entry[3] = children[0] if children else FREE
        return at

    add("Root Entry", tree, 5)
    entries[0][4:] = [stored(bytes(small)), len(small)]
    small_fat = stored(struct.pack(f"<{len(small_chain)}I", *small_chain).ljust(SECTOR, b"\xff"))
    directory = stored(b"".join(_entry(*entry) for entry in entries))
    fats = 1
    while fats * SECTOR // 4 < len(chain) + fats:
        fats += 1
    first_fat = len(sectors)
    table = struct.pack(f"<{len(chain) + fats}I", *chain, *[FAT] * fats).ljust(fats * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_sectors = -(-len(small_chain) * 4 // SECTOR) or 1
    header += struct.pack("<IIIIIIIII", 0, fats, directory, 0, CUTOFF, small_fat, small_sectors, END, 0)
    header += struct.pack("<109I", *range(first_fat, first_fat + fats), *[FREE] * (109 - fats))
    return header + b"".join(sectors) + table


def _entry(name: object, kind: object, right: object, child: object, first: object, size: object) -> bytes:
    text = str(name).encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)
