r"""ZIP containers (DOCX, XLSX), opened under limits: nothing is unpacked before it is known to be small enough.

Refused with a sentence: more members than allowed, too many bytes once inflated (the sizes stated, and again while
reading), too high an inflation, archives inside, encrypted members, methods other than deflate. XML members are read
once by expat, which gives no tree: a DTD, entities or too deep a nesting end there. Relationships are never followed.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from kg.errors import DamagedFileError, FileLimitError
from kg.readers.counting import Counting, size
from kg.readers.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.readers.limits import Limits

# elements of all XML members together; a report of 300 pages has about half a million
_ELEMENTS = 4_000_000
# expat looks at an unfinished token again with each chunk
_TOKEN = 4 * MIB
_CHUNK = MIB
# all that Office packages may use
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1"}
_END_OF_DIRECTORY = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".jar")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, KeyError,
           IndexError, RuntimeError)  # fmt: skip


class Archive:
    """A ZIP file under limits.

    Args:
        data: The file.
        name: Its base name.
        limits: What it may ask for.
        file_format: What it is read as, for sentences.
        tick: Called for each MiB that is unpacked.

    Raises:
        DamagedFileError: It is cut off, broken, encrypted, or holds archives.
        FileLimitError: It holds too much.

    """

    def __init__(
        self,
        data: bytes,
        name: str,
        limits: Limits,
        file_format: str = "ZIP",
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.limits = limits
        self.format = file_format
        self._tick = tick
        self._counting = Counting(name, limits)
        self._inflated = 0
        self._elements = 0
        # before zipfile makes an object of each
        self._counting.hold("limit-members", data.count(_ENTRY), limits.members)
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
            members = self._file.infolist()
        except _BROKEN as error:
            end = data.rfind(_END_OF_DIRECTORY)
            cut = end < 0 or end + 22 > len(data)
            raise self.damaged("ZIP", "damage-cut-off" if cut else "damage-broken") from error
        self._members = {member.filename: member for member in members}
        if len(self._members) < len(members):
            # two programs would read two different files
            raise self.damaged("ZIP", "damage-broken")
        self._check(members)

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        for member in members:
            if member.flag_bits & 0x1:
                raise self.damaged(member.filename, "damage-password")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.damaged(member.filename, "damage-broken")
            # an embedded workbook behind a chart is common; it stays closed
            if member.filename.lower().endswith(_ARCHIVES) and "/embeddings/" not in member.filename.lower():
                raise self.damaged(member.filename, "damage-archive-inside")
            if member.file_size > MIB:
                self._counting.hold(
                    "limit-inflation", member.file_size // max(member.compress_size, 1), self.limits.inflation
                )
        self._hold_bytes(sum(member.file_size for member in members))

    def _hold_bytes(self, count: int) -> None:
        if count > self.limits.inflated_bytes:
            raise FileLimitError(self.name, "limit-inflated", size(count), size(self.limits.inflated_bytes))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._members)

    def damaged(self, place: str, reason: str) -> DamagedFileError:
        """Return the error that says what is wrong at ``place``, mostly a member."""
        return DamagedFileError(self.name, self.format, place, reason)

    def chunks(self, member: str) -> Iterator[bytes]:
        """Inflate a member piece by piece; raises ``DamagedFileError`` where it is missing or broken."""
        info = self._members.get(member)
        if info is None:
            raise self.damaged(member, "damage-part-missing")
        try:
            with self._file.open(info) as opened:
                while chunk := opened.read(_CHUNK):
                    self._inflated += len(chunk)
                    self._hold_bytes(self._inflated)
                    self._tick()
                    yield chunk
        except _BROKEN as error:
            raise self.damaged(member, "damage-broken") from error

    def xml(self, member: str) -> bytes:
        """Return an XML member that is well-formed, declares nothing and is not nested too deep."""
        kept: list[bytes] = []
        self.parse(member, keep=kept.append)
        return b"".join(kept)

    def parse(
        self,
        member: str,
        start: Callable[[str, Mapping[str, str]], None] | None = None,
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
        keep: Callable[[bytes], None] | None = None,
    ) -> None:
        """Read an XML member as events; names come without their prefix.

        Args:
            member: Name of the member.
            start: Called with the name and the attributes of an element (both without prefix).
            end: Called with the name of an element that ends.
            data: Called with characters.
            keep: Called with each chunk of the member.

        Raises:
            DamagedFileError: Not well-formed, or with a DTD.
            FileLimitError: Too deep, too many elements, too many bytes.

        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = 0

        def started(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._elements += 1
            if depth > self.limits.depth:
                self._counting.depth(depth)
            if self._elements > _ELEMENTS:
                self._counting.hold("limit-elements", self._elements, _ELEMENTS)
            if start is not None:
                if any(":" in key for key in attributes):
                    attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
                start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

        def ended(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(tag.rpartition(":")[2] if ":" in tag else tag)

        def declared(*_parts: object) -> None:
            raise self.damaged(member, "damage-declaration")

        def stated(_version: str, encoding: str | None, _standalone: int) -> None:
            if encoding is not None and encoding.lower() not in _ENCODINGS:
                raise self.damaged(member, "damage-xml")

        parser.XmlDeclHandler = stated
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = data
        parser.StartDoctypeDeclHandler = declared
        parser.EntityDeclHandler = declared
        fed = 0
        try:
            for chunk in self.chunks(member):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _TOKEN:
                    raise self.damaged(member, "damage-xml")
                if keep is not None:
                    keep(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self.damaged(member, "damage-xml") from error
