"""Files made by hand to be unpleasant: containers that lie about what is in them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(name: str, content: bytes) -> bytes:
    """An old Microsoft container with one stream, ``name``, padded to 4096 bytes or more."""
    content += b"\0" * max(0, 4096 - len(content))
    content += b"\0" * (-len(content) % 512)
    count = len(content) // 512
    assert count <= 120
    fat = [FAT, END, *range(3, count + 2), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)

    def entry(label: str, kind: int, start: int, size: int, child: int) -> bytes:
        raw = label.encode("utf-16-le")
        named = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        return named + struct.pack("<III36xIQ", FREE, FREE, child, start, size)

    directory = entry("Root Entry", 5, END, 0, 1) + entry(name, 2, 2, len(content), FREE)
    directory += b"\0" * (512 - len(directory))
    sectors = struct.pack("<128I", *(fat + [FREE] * (128 - len(fat)))) + directory + content
    return header + sectors


def biff(*records: tuple[int, bytes]) -> bytes:
    """Records of an old workbook stream, joined."""
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


SHEET_XML = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    b'spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


def workbook(sheet: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    """An XLSX whose only sheet has ``sheet`` between its sheetData tags."""
    main = b"http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="%s/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>' % main,
        "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="%s/package/2006/relationships">'
        b'<Relationship Id="r1" Type="%s/officeDocument/2006/relationships/officeDocument" '
        b'Target="xl/workbook.xml"/></Relationships>' % (main, main),
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="%s/spreadsheetml/2006/main" '
        b'xmlns:r="%s/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" '
        b'r:id="r1"/></sheets></workbook>' % (main, main),
        "xl/_rels/workbook.xml.rels": b'<?xml version="1.0"?><Relationships '
        b'xmlns="%s/package/2006/relationships"><Relationship Id="r1" '
        b'Type="%s/officeDocument/2006/relationships/worksheet" '
        b'Target="worksheets/sheet1.xml"/></Relationships>' % (main, main),
        "xl/worksheets/sheet1.xml": SHEET_XML % sheet,
        **(extra or {}),
    }
    return archive(parts)


def ods(table: bytes) -> bytes:
    """An OpenDocument workbook whose only table has ``table`` in it."""
    space = b"urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        b'<?xml version="1.0"?><office:document-content xmlns:office="%soffice:1.0" '
        b'xmlns:table="%stable:1.0" xmlns:text="%stext:1.0"><office:body><office:spreadsheet>'
        b'<table:table table:name="A">%s</table:table></office:spreadsheet></office:body>'
        b"</office:document-content>" % (space, space, space, table)
    )
    manifest = b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="%smanifest:1.0"/>' % space
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of ``parts``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return target.getvalue()


def with_declared_size(data: bytes, name: str, size: int, content: bytes) -> bytes:
    """The zip ``data`` with ``size`` declared for ``name`` instead of its real one, and a
    checksum that fits the part of ``content`` a careful reader would stop at."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length].decode() == name:
            struct.pack_into("<I", changed, at + 16, zlib.crc32(content[:size]))
            struct.pack_into("<I", changed, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)
