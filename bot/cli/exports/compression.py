"""Compressed files: gzip, or a zip file with one file in it. Decompressed as a stream, so that any size fits into memory."""

from __future__ import annotations

import gzip
from io import BufferedIOBase, BufferedReader
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.cli.exports.source import DAMAGED, CannotRead
from bot.views.format.console import counted

_GZIP = b"\x1f\x8b"
"""How every gzip file begins (RFC 1952, 2.3.1)."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How every zip file begins, the second one where it is empty (APPNOTE 4.3)."""
_ENCRYPTED = 1
_WORKBOOK = "[Content_Types].xml"
_SYSTEM_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def decompressed(file: BufferedReader, archive: str) -> tuple[BufferedIOBase, str]:
    """The bytes inside, and what they were packed in; "" where in nothing.

    archive: what is said about the archive that X sends its users. Raises CannotRead.
    """
    try:
        beginning = file.peek(len(_ZIP[0]))
    except OSError as error:
        raise CannotRead(error.strerror or DAMAGED) from error
    if beginning.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file), "gzip"
    if beginning.startswith(_ZIP):
        return _inside(file, archive), "zip"
    return file, ""


def _inside(file: BufferedReader, archive: str) -> BufferedIOBase:
    if not file.seekable():
        raise CannotRead("a zip file cannot be read from a pipe; name it instead")
    try:
        # Whoever reads closes `file`, and nothing else is open.
        members = ZipFile(file)
        return members.open(_only(members, archive))  # type: ignore[return-value]  # it is one, and typeshed says only IO[bytes]
    except (BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise CannotRead(DAMAGED) from error


def _only(members: ZipFile, archive: str) -> ZipInfo:
    files = [member for member in members.infolist() if not member.is_dir() and not _is_system_file(member.filename)]
    names = {member.filename for member in files}
    if _WORKBOOK in names:
        raise CannotRead("it is a workbook of a spreadsheet; save it there as “CSV UTF-8”")
    if any(PurePosixPath(name).name == "follower.js" for name in names):
        raise CannotRead(archive)
    if len(files) != 1:
        raise CannotRead(
            f"it holds {counted(len(files), 'file')}; unpack it and name the one you mean" if files else "it is an empty zip file"
        )
    if files[0].flag_bits & _ENCRYPTED:
        raise CannotRead("it is locked with a password; unpack it first")
    return files[0]


def _is_system_file(name: str) -> bool:
    return name.startswith(_SYSTEM_FILES) or PurePosixPath(name).name in _SYSTEM_FILES
