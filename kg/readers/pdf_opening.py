"""Opening a PDF: one that needs a password, is cut short or inflates without measure is refused before it is read.

pdfminer, which pdfplumber reads with, mends silently: of a file that is cut short it gives the pages that are left, of
a broken stream the words before the break. In a document of figures a silent loss is worse than a refusal, so here the
end of the file is looked for, and every stream must inflate to its end. A stream of 1.2 KB may inflate to 400 MB; each
is inflated in small steps within the limits, when pdfminer asks for it.
"""

from __future__ import annotations

import logging
import re
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import DamagedFileError, DocumentError, FileLimitError
from kg.readers.counting import Counting, size
from kg.readers.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pdfminer.pdftypes import PDFStream
    from pdfplumber.pdf import PDF

    from kg.readers.limits import Limits

# only tables of objects are stored with a predictor, which pdfminer undoes byte by byte in Python
_MOST_PREDICTED = 16 * MIB
# one packed byte of RunLength gives at most 64
_RUN_LENGTH = 64
_STARTXREF = re.compile(rb"startxref\s+\d+\b")
_OBJECT = re.compile(rb"\d\s+obj\b")
_LINEAR = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


class Guard:
    """Inflates the streams of one file within its limits.

    Attributes:
        name: Base name of the file.
        limits: Its limits.
        place: What is being read, for the error.
        refused: The first error; pdfminer swallows some, so whoever calls it looks here afterwards.

    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.place = "xref"
        self.refused: DocumentError | None = None
        self._left = limits.inflated_bytes

    def damaged(self, reason: str) -> DamagedFileError:
        """Return the error that this place is not whole."""
        return DamagedFileError(self.name, "PDF", self.place, reason)

    def _refuse(self, error: DocumentError) -> DocumentError:
        self.refused = self.refused or error
        return error

    def _too_large(self, found: int) -> DocumentError:
        return self._refuse(
            FileLimitError(self.name, "limit-inflated", f"≥ {size(found)}", size(self.limits.inflated_bytes))
        )

    def _gather(self, parts: Iterable[bytes], packed: int) -> bytes:
        gathered, total = [], 0
        for part in parts:
            gathered.append(part)
            total += len(part)
            if total > self._left:
                raise self._too_large(self.limits.inflated_bytes - self._left + total)
            if total > MIB and total > self.limits.inflation * packed:
                found, allowed = f"≥ {total // max(packed, 1):,}", f"{self.limits.inflation:,}"
                raise self._refuse(FileLimitError(self.name, "limit-inflation", found, allowed))
        return b"".join(gathered)

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        data = data.lstrip(b"\r\n") if data[:1] in b"\r\n" else data
        # without the two bytes of header and the check sum at the end, which some writers get wrong
        worker = zlib.decompressobj(-zlib.MAX_WBITS)
        rest = data[2:]
        while not worker.eof:
            try:
                part = worker.decompress(rest, MIB)
            except zlib.error:
                raise self._refuse(self.damaged("damage-broken")) from None
            rest = worker.unconsumed_tail
            if not part and not rest and not worker.eof:
                raise self._refuse(self.damaged("damage-broken"))
            yield part

    def decode(self, stream: PDFStream) -> None:
        """Undo the filters of a pdfminer stream, as ``PDFStream.decode`` does, but within the limits and strictly.

        Raises:
            DamagedFileError: The data end before their end mark.
            FileLimitError: They grow beyond the limits.

        """
        from pdfminer import pdftypes
        from pdfminer.ascii85 import ascii85decode, asciihexdecode
        from pdfminer.lzw import LZWDecoder
        from pdfminer.runlength import rldecode

        data = stream.rawdata or b""
        packed = len(data)
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        for kind, parameters in stream.get_filters():
            if kind in pdftypes.LITERALS_FLATE_DECODE:
                data = self._gather(self._inflated(data), packed)
            elif kind in pdftypes.LITERALS_LZW_DECODE:
                data = self._gather(LZWDecoder(BytesIO(data)).run(), packed)
            elif kind in pdftypes.LITERALS_RUNLENGTH_DECODE:
                if len(data) * _RUN_LENGTH > self._left:
                    raise self._too_large(len(data) * _RUN_LENGTH)
                data = rldecode(data)
            elif kind in pdftypes.LITERALS_ASCII85_DECODE:
                data = ascii85decode(data)
            elif kind in pdftypes.LITERALS_ASCIIHEX_DECODE:
                data = asciihexdecode(data)
            else:
                break  # a picture: no words
            data = self._unpredicted(data, parameters)
        self._left -= len(data)
        stream.data = data
        stream.rawdata = None

    def _unpredicted(self, data: bytes, parameters: object) -> bytes:
        from pdfminer.pdftypes import int_value
        from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

        if not isinstance(parameters, dict) or int_value(parameters.get("Predictor", 1)) == 1:
            return data
        if len(data) > _MOST_PREDICTED:
            raise self._too_large(len(data))
        usual = {"Colors": 1, "Columns": 1, "BitsPerComponent": 8}
        colors, columns, bits = (int_value(parameters.get(key, value)) for key, value in usual.items())
        predictor = int_value(parameters["Predictor"])
        if predictor == 2:
            return apply_tiff_predictor(colors, columns, bits, data)
        return apply_png_predictor(predictor, colors, columns, bits, data)


@contextmanager
def guarded(guard: Guard) -> Iterator[None]:
    """Let pdfminer inflate through ``guard`` while the block runs.

    pdfminer has no other place for this: streams are made deep inside its parser. A file is read in a process of its
    own, with one thread, so nobody else meets the exchanged method.
    """
    from pdfminer.pdftypes import PDFStream

    # it warns of every small fault, on standard error
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    usual = PDFStream.decode
    setattr(PDFStream, "decode", lambda stream: guard.decode(stream))  # noqa: B010
    try:
        yield
    finally:
        setattr(PDFStream, "decode", usual)  # noqa: B010


def _check_whole(data: bytes, guard: Guard) -> None:
    last = data.rfind(b"startxref")
    linear = _LINEAR.search(data, 0, 1024)
    guard.place = size(len(data))
    # after the last table of objects only its end mark may stand; a file for the web says its own length
    if last < 0 or not _STARTXREF.match(data, last) or _OBJECT.search(data, last):
        raise guard.damaged("damage-cut-off")
    if linear and int(linear[1]) > len(data):
        raise guard.damaged("damage-cut-off")
    guard.place = "xref"


def open_pdf(data: bytes, guard: Guard) -> PDF:
    """Open a PDF that is whole; call it, and use what it gives, inside ``guarded``.

    Raises:
        DamagedFileError: It needs a password, is cut short or broken.
        FileLimitError: It has too many pages or inflates too far.

    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFXRefFallback
    from pdfminer.pdftypes import dict_value, int_value

    _check_whole(data, guard)
    counting = Counting(guard.name, guard.limits)
    try:
        # without a password: many published files only forbid printing or editing
        pdf = pdfplumber.open(BytesIO(data), password="")
        said = int_value(dict_value(pdf.doc.catalog.get("Pages")).get("Count", 0))
        counting.hold("limit-pages", said, guard.limits.pages)
        pages = len(pdf.pages)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        # pdfminer's own errors come wrapped, and broken files raise any kind
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        reason = "damage-password" if isinstance(cause, PDFEncryptionError) else "damage-content"
        raise (guard.refused or guard.damaged(reason)) from None
    if guard.refused is not None:
        raise guard.refused
    counting.hold("limit-pages", pages, guard.limits.pages)
    # where the table of objects is lost, pdfminer reads up to the first trailer, which may be an older version's
    if any(isinstance(xref, PDFXRefFallback) for xref in pdf.doc.xrefs) and data.count(b"startxref") > 1:
        raise guard.damaged("damage-broken")
    if not pages or pages != said:
        guard.place = f"{pages} ≠ {said}" if pages or said else "Pages"
        raise guard.damaged("damage-pages-missing" if pages or said else "damage-part-missing")
    return pdf
