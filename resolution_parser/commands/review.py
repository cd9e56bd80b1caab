"""The commands ``review`` and ``apply``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resolution_parser.commands.shell import Lexicons, choose_language, make_parser, tell, told_errors
from resolution_parser.errors import UsageError

if TYPE_CHECKING:
    from resolution_parser.review import Applied, Fault


def review_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Documents, their JSON, folders, zip archives; - is standard "
                                                                         "input.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.xlsx", help="The workbook to write.")],
    lang: Annotated[str, typer.Option("--lang", metavar="ru|en", help="Language of the workbook.")] = "ru",
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Force the encoding of text and HTML files.")] = None,
    lexicon: Lexicons = None,
) -> None:
    """Write a workbook in which a person reviews the records: a row for each, with drop-downs.

    The reviewer chooses for each row верно, исправить or удалить, changes the open cells, and adds missed records in the empty rows; ids
    are locked. The workbook holds the records and the text themselves: `apply` needs nothing else. A file that cannot be read is told of
    on stderr; then the exit code is 1.

    \b
    Examples:
      resolution-parser review resolution.docx --out review.xlsx
      resolution-parser review json/ --out review.xlsx
      resolution-parser review archive/ --out review.xlsx --lang en
    """
    with told_errors():
        from resolution_parser.commands.review_inputs import read_documents
        from resolution_parser.review import Reviewed, write_workbook

        language = choose_language(lang)
        if out.suffix.lower() != ".xlsx":
            raise UsageError("the workbook is an .xlsx file", where=f"--out {out}", hint="give it such a name")
        documents, failed = [], False
        for one in read_documents(files, make_parser(lexicon), encoding=encoding):
            if one.error is not None:
                if len(files) == 1 and one.name == Path(files[0]).name:
                    raise one.error
                failed = True
                tell(one.error)
            else:
                documents.append(Reviewed(name=one.name, resolution=one.document()))
        write_workbook(out, documents, language=language)
        records = sum(1 for document in documents for _ in document.resolution.items())
        typer.echo(f"written: {out} ({len(documents)} documents, {records} records)", err=True)
        if failed:
            raise typer.Exit(1)


def apply_workbook(
    workbook: Annotated[Path, typer.Argument(metavar="REVIEW.xlsx", help="The workbook that came back.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write into; made if need be.")],
    gold: Annotated[bool, typer.Option("--gold", help="Also NAME.gold.json and NAME.txt, for `evaluate`; only of documents in which "
                                                       "every row was decided.")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="Apply what can be applied, even if some rows cannot.")] = False,
) -> None:
    """Apply a reviewed workbook: corrected JSON, and what was changed, by whom and when.

    Of each document DIR/NAME.json is written, in the schema of `parse`, and DIR/NAME.corrections.json with each decision: the row, the
    record before and after, each field that changed, reviewer and date as they stand in the workbook. Corrected and added records have
    the rule "review". What cannot be applied is told of by its cell; then nothing is written, unless --partial is given, and the exit
    code is 1.

    \b
    Examples:
      resolution-parser apply review.xlsx --out corrected/
      resolution-parser apply review.xlsx --out corrected/ --gold
      resolution-parser evaluate corrected/
    """
    with told_errors():
        from resolution_parser.review import apply_review, read_review

        if out.exists() and not out.is_dir():
            raise UsageError("a folder is needed here, and this is a file", where=f"--out {out}", hint="name a new folder")
        review = read_review(workbook)
        applied, faults = apply_review(review)
        for fault in faults:
            typer.echo(f"{workbook.name}: {fault.cell}: {fault.message}", err=True)
        if not applied or faults and not partial:
            typer.echo(f"nothing was written: {len(faults)} faults{'' if not applied else '; mend them, or give --partial'}", err=True)
            raise typer.Exit(1)
        _write(applied, out)
        ungold = _write_gold(applied, out, review.language) if gold else ()
        for fault in ungold:
            typer.echo(f"{workbook.name}: {fault.cell}: {fault.message}", err=True)
        if faults or ungold:
            raise typer.Exit(1)


def _write(applied: tuple[Applied, ...], out: Path) -> None:
    from resolution_parser.exporters.files import write_durably
    from resolution_parser.jsonio import to_json
    from resolution_parser.review import corrections_json

    for document in applied:
        write_durably(out / f"{document.name}.json", f"{to_json(document.resolution, indent=2)}\n".encode())
        write_durably(out / f"{document.name}.corrections.json", corrections_json(document.corrections).encode())
    decided = sum(len(document.corrections.corrections) for document in applied)
    typer.echo(f"written: {len(applied)} documents with {decided} decisions into {out}", err=True)


def _write_gold(applied: tuple[Applied, ...], out: Path, language: str) -> tuple[Fault, ...]:
    """Gold of the documents that were judged whole; what is said of the others."""
    from resolution_parser.exporters.files import write_durably
    from resolution_parser.review import Fault, gold_json
    from resolution_parser.review.columns import Words

    words = Words.of("en" if language == "en" else "ru")
    left: list[Fault] = []
    for document in applied:
        undecided = document.corrections.undecided
        if document.judged:
            write_durably(out / f"{document.name}.gold.json", gold_json(document).encode())
            write_durably(out / f"{document.name}.txt", document.resolution.text.encode())
        else:
            message = words.fault("undecided", value=", ".join(undecided[:10])) if undecided else words.fault("refused")
            left.append(Fault(cell=document.name, message=message))
    return tuple(left)
