"""Make the third year of examples/series again, a .docx (the first two are plain texts), and the report on the three. All are fictions.

    python examples/make_series.py [FOLDER]
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from make_documents import without_clock

from resolution_parser.compare import compare
from resolution_parser.compare.inputs import read_resolutions
from resolution_parser.compare.outputs import write_comparisons

SERIES = Path(__file__).parent / "series"

CONFERENCE = [
    ("title", "РЕШЕНИЕ"),
    ("title", "августовской педагогической конференции Липовского муниципального округа"),
    ("title", "«Учитель и наставник»"),
    ("place", "24 августа 2023 года, с. Липовка"),
    ("plain", "Участники конференции отмечают:"),
    ("bullet", "все школы подключены к скоростному интернету;"),
    ("bullet", "отдел образования администрации Липовского района переименован в управление образования администрации Липовского "
               "муниципального округа."),
    ("plain", "Вместе с тем остаются проблемы:"),
    ("bullet", "не хватает учителей физики, математики и иностранного языка;"),
    ("bullet", "дети редко занимаются техническим творчеством."),
    ("plain", "В 2023-2024 учебном году необходимо решить следующие задачи:"),
    ("body", "Управлению образования администрации Липовского муниципального округа:"),
    ("bullet", "обеспечить подвоз учащихся Берёзовской и Полянской школ исправными автобусами до 1 сентября 2023 года;"),
    ("bullet", "установить доплаты молодым учителям физики, математики и иностранного языка, предоставить им жильё;"),
    ("bullet", "организовать отдых в летних лагерях не менее 350 детей."),
    ("body", "МКУ «ИМЦ Липовского муниципального округа»:"),
    ("bullet", "создать банк лучших уроков и занятий;"),
    ("bullet", "провести смотр школьных музеев округа, посвящённый Году педагога и наставника;"),
    ("bullet", "закрепить за каждым молодым учителем наставника."),
    ("body", "Образовательным организациям округа:"),
    ("bullet", "привлекать родителей к контролю за качеством горячего питания;"),
    ("bullet", "открыть кружки технического творчества, в том числе по робототехнике;"),
    ("bullet", "начинать учебную неделю с подъёма Государственного флага."),
]


def conference() -> bytes:
    """The decision of the third year as a .docx."""
    document = docx.Document()
    for kind, text in CONFERENCE:
        paragraph = document.add_paragraph(style="List Bullet" if kind == "bullet" else None)
        paragraph.add_run(text).bold = kind in ("title", "body")
        if kind in ("title", "place"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    packed = io.BytesIO()
    document.save(packed)
    return without_clock(packed.getvalue())


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SERIES
    (folder / "2023.docx").write_bytes(conference())
    years = [SERIES / "2021.txt", SERIES / "2022.txt", folder / "2023.docx"]
    beside = {year.name: folder / year.name for year in years}
    write_comparisons(compare(read_resolutions(years)), [folder / "report.html"], documents=beside)
