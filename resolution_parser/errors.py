"""What can go wrong, each with what, where and what to do. Wording of a document never raises: only input and settings do."""

from __future__ import annotations


class ResolutionError(Exception):
    """The base of all errors of this package.

    ``where`` names the file or the setting; ``hint`` says what the user can do. ``exit_code`` is what the command line returns.

    >>> print(DamagedFile("the .docx is not a zip archive", where="a.docx", hint="open it in Word and save it again"))
    a.docx: the .docx is not a zip archive; open it in Word and save it again
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message}; {self.hint}" if self.hint else message

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _rebuild, (type(self), self.what, self.where, self.hint)


def _rebuild(kind: type[ResolutionError], what: str, where: str, hint: str) -> ResolutionError:
    return kind(what, where=where, hint=hint)


class InputError(ResolutionError):
    """The input cannot be read as a document."""

    exit_code = 1


class FileMissing(InputError):
    """There is no such file, or it may not be read."""

    exit_code = 3


class NotAFile(InputError):
    """A directory, a device or the like stands where a file was expected."""

    exit_code = 3


class EmptyFile(InputError):
    """The file has no bytes, or no text at all."""

    exit_code = 4


class UnknownFormat(InputError):
    """The content is none of the formats that can be read."""

    exit_code = 4


class DamagedFile(InputError):
    """The format is known, but the content is broken or cut off."""

    exit_code = 4


class SeveralDocuments(InputError):
    """A letter or an archive holds several documents, and only one can be meant."""

    exit_code = 4


class EncryptedFile(InputError):
    """The file is protected by a password."""

    exit_code = 4


class NoTextLayer(InputError):
    """The pages hold pictures only: the text must be recognised first."""

    exit_code = 4


class UnreadableText(InputError):
    """The bytes do not give readable Russian in the encoding that was tried."""

    exit_code = 4


class HostileFile(InputError):
    """The file tries to exhaust the machine or reaches outside itself: bombs, external entities, endless nesting."""

    exit_code = 5


class TooLarge(HostileFile):
    """The file, or a part of it, is over a limit. Every limit can be set, see :class:`resolution_parser.readers.Limits`."""

    exit_code = 5


class TooSlow(HostileFile):
    """The document took longer than it was given."""

    exit_code = 5


class OutOfMemory(HostileFile):
    """The document needed more memory than it was given."""

    exit_code = 5


class WorkerDied(HostileFile):
    """The process that read the document was ended by a signal or by a fault in a library."""

    exit_code = 5


class OutputError(ResolutionError):
    """The output cannot be written: the disk is full, the folder is read-only, another run holds it."""

    exit_code = 1


class LexiconError(ResolutionError):
    """A lexicon file is not valid."""

    exit_code = 2


class SchemaError(ResolutionError):
    """The JSON does not follow the schema; ``where`` is the path of the fault, as ``$.tasks[2].bodies[0].role``."""

    exit_code = 4


class UsageError(ResolutionError):
    """A call or a command that makes no sense."""

    exit_code = 2


class MissingExtra(ResolutionError):
    """A library or a program that this needs is not installed; the hint says which."""

    exit_code = 2
