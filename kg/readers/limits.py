"""Limits of reading one file, each with a default that every real form stays far below; all are settings.

The counts are checked by the readers while they read; memory, processor and wall time are held by the process around
them (``kg.sandbox``). Measured reasons: a PDF of 1.2 KB inflates to 400 MB, a sheet of 5 KB asks for 17 billion cells.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may ask for.

    Attributes:
        file_bytes: Size of the file.
        inflated_bytes: Size of all members of an archive (DOCX, XLSX), counted while reading.
        inflation: Inflated to packed size of a member larger than 1 MiB.
        members: Files inside an archive.
        pages: Pages of a PDF.
        page_characters: Characters on one page.
        page_objects: Lines, curves and boxes on one page.
        table_area: Rows times columns of one table or sheet.
        cells: Cells with words in the whole file.
        cell_characters: Characters in one cell.
        depth: Depth of nested elements and tables.
        blocks: Paragraphs and tables.
        memory_bytes: Address space of the reading process.
        cpu_seconds: Processor time for one file, however large.
        cpu_start_seconds: Processor time that even the smallest file gets.
        cpu_pace: Bytes of the file that bring a second more: what is small must not take long.
        wall_seconds: Wall time for one file.
        stall_seconds: Time without a step forward (a tick of the reader): wall time, or processor time where it works.
        answer_bytes: Size of records and text layer together.

    """

    file_bytes: int = 50 * MIB
    inflated_bytes: int = 200 * MIB
    inflation: int = 200
    members: int = 2_000
    pages: int = 500
    page_characters: int = 200_000
    page_objects: int = 20_000
    table_area: int = 2_000_000
    cells: int = 200_000
    cell_characters: int = 32_000
    depth: int = 200
    blocks: int = 50_000
    memory_bytes: int = 1_536 * MIB
    cpu_seconds: int = 60
    cpu_start_seconds: int = 8
    cpu_pace: int = 10_000
    wall_seconds: int = 90
    stall_seconds: int = 9
    answer_bytes: int = 256 * MIB

    def processor_seconds(self, file_bytes: int) -> int:
        """Return the processor time for a file of this size.

        >>> DEFAULT_LIMITS.processor_seconds(40_000), DEFAULT_LIMITS.processor_seconds(9_000_000)
        (12, 60)

        """
        return min(self.cpu_seconds, self.cpu_start_seconds + file_bytes // self.cpu_pace)


DEFAULT_LIMITS = Limits()
