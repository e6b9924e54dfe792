"""Small workbooks of every kind, made byte by byte, so that readers meet each format and each trap."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

Row = list[object]
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(path: Path, sheets: dict[str, list[Row]], *, hidden: tuple[str, ...] = ()) -> Path:
    """An XLSX workbook with these sheets; days are written as days."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if hasattr(cell, "year"):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
        if name in hidden:
            sheet.hide()
    book.close()
    return path


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A ZIP of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def raw_xlsx(path: Path, sheet: bytes, *, shared: bytes = b"") -> Path:
    """An XLSX workbook whose only sheet is this XML."""
    kinds = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    root = f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    inner = (
        f'<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    return zipped(
        path,
        {
            "[Content_Types].xml": kinds.encode(),
            "_rels/.rels": _relationships(root),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": _relationships(inner),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": shared or f'<sst xmlns="{_MAIN}"/>'.encode(),
        },
    )


def _relationships(inner: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def sheet_xml(rows: str, *, before: str = "") -> bytes:
    """The XML of a sheet with these rows."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def ods(path: Path, rows: list[list[str]], *, raw: str = "") -> Path:
    """An OpenDocument spreadsheet; `raw` is put behind the rows."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="People">{cells}{raw}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    return zipped(path, parts)


def xls(path: Path, rows: list[Row]) -> Path:
    """An old Excel workbook (BIFF8 in a compound file) with one sheet."""
    beginning = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    bound_length = 4 + 8 + len("People")
    place = len(beginning) + bound_length + 4
    bound = _biff(0x0085, struct.pack("<IHBB", place, 0, len("People"), 0) + b"People")
    sheet = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 16, 0x0DBB, 0x07CC, 0, 6))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            at = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str):
                sheet += _biff(0x0204, at + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            elif cell is not None:
                sheet += _biff(0x0203, at + struct.pack("<d", float(str(cell))))
    content = beginning + bound + _biff(0x0A, b"") + sheet + _biff(0x0A, b"")
    while len(content) < 4096:  # a shorter stream would lie elsewhere
        content += _biff(0x1111, bytes(min(4092, max(0, 4092 - len(content)))))
    path.write_bytes(compound({"Workbook": content}))
    return path


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE) with these streams."""
    sectors, starts = b"", []
    for content in streams.values():
        starts.append(2 + len(sectors) // 512)
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        sectors += padded
    ends = [*starts[1:], 2 + len(sectors) // 512]
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    for start, end in zip(starts, ends, strict=True):
        fat += [*range(start + 1, end), 0xFFFFFFFE]
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    for number, (name, content) in enumerate(streams.items()):
        right = number + 2 if number + 1 < len(streams) else 0xFFFFFFFF
        entries += _entry(name, 2, 0xFFFFFFFF, starts[number], max(4096, len(content)), right)
    head = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096,
        0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + entries.ljust(512, b"\0") + sectors


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text), kind, 1, 0xFFFFFFFF, right, child, start, size
    )  # fmt: skip


def xlsb(path: Path, rows: list[list[str]], *, far: tuple[int, int] | None = None) -> Path:
    """A binary Excel workbook; `far` adds a cell at that row and column."""
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, len(rows), 0, 9)) + _record(145)
    placed = [(number, column, cell) for number, row in enumerate(rows) for column, cell in enumerate(row)]
    if far is not None:
        placed.append((*far, "far"))
    last = -1
    for number, column, cell in placed:
        if number != last:
            sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
            last = number
        sheet += _record(
            6, struct.pack("<II", column, 0) + struct.pack("<I", len(cell)) + cell.encode("utf-16-le")
        )
    sheet += _record(146) + _record(130)
    name = "People"
    bundle = struct.pack("<II", 0, 1) + _wide("r1") + _wide(name)
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    inner = f'<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.bin"/>'
    root = f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.bin"/>'
    return zipped(
        path,
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": _relationships(root),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relationships(inner),
            "xl/worksheets/sheet1.bin": sheet,
        },
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    out = io.BytesIO()
    out.write(bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7]))
    length = len(content)
    while True:
        out.write(bytes([length & 0x7F | (0x80 if length > 0x7F else 0)]))
        length >>= 7
        if not length:
            break
    return out.getvalue() + content
