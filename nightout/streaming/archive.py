import struct

from isal import isal_zlib

# What the plain zip format can count to. The larger one, ZIP64, Excel reads in few of its forms.
LARGEST = 0xFFFF_FFFF
# Version, sizes after the data and names in UTF-8, deflated, time and a date (1980) for any day.
COMMON = struct.pack("<HHHHH", 20, 0x0808, 8, 0, 0x21)


class Member:
    def __init__(self, name: str, offset: int) -> None:
        self.name = name.encode()
        self.offset = offset
        self.checksum = self.size = self.packed_size = 0
        self.deflate = isal_zlib.compressobj(1, wbits=-15)

    def facts(self) -> bytes:
        if self.size > LARGEST:
            raise OverflowError(f"{self.name!r} is larger than a part of a plain zip can be.")
        return struct.pack("<LLL", self.checksum, self.packed_size, self.size)


class Archive:
    """A zip that is never turned back to: each method returns the bytes that leave next."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.length = 0

    def start(self, name: str) -> bytes:
        member = Member(name, offset=self.length)
        self.members.append(member)
        names = struct.pack("<HH", len(member.name), 0) + member.name
        return self._leaving(b"PK\3\4" + COMMON + bytes(12) + names)

    def write(self, data: bytes) -> bytes:
        member = self.members[-1]
        member.checksum = isal_zlib.crc32(data, member.checksum)
        member.size += len(data)
        return self._packed(member.deflate.compress(data))

    def finish(self) -> bytes:
        member = self.members[-1]
        return self._packed(member.deflate.flush()) + self._leaving(b"PK\7\10" + member.facts())

    def whole(self, name: str, content: bytes) -> bytes:
        return self.start(name) + self.write(content) + self.finish()

    def close(self) -> bytes:
        """The table of contents, by which a zip is read."""
        if self.length > LARGEST:
            raise OverflowError("The file is larger than a plain zip can be.")
        contents = b"".join(
            b"PK\1\2\x14\0"
            + COMMON
            + member.facts()
            + struct.pack("<HHHHHLL", len(member.name), 0, 0, 0, 0, 0, member.offset)
            + member.name
            for member in self.members
        )
        count = len(self.members)
        end = struct.pack("<HHHHLLH", 0, 0, count, count, len(contents), self.length, 0)
        return self._leaving(contents + b"PK\5\6" + end)

    def _packed(self, data: bytes) -> bytes:
        self.members[-1].packed_size += len(data)
        return self._leaving(data)

    def _leaving(self, data: bytes) -> bytes:
        self.length += len(data)
        return data
