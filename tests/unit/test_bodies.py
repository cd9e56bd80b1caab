"""Lists of bodies, partners, and headings that only address."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.morph import Case
from resolution_parser.stages.bodies import find_partners, is_body_heading, read_bodies
from resolution_parser.stages.phrase_words import partner_cues

LEXICON = Lexicon.default()

LISTS: list[tuple[str, Case | None, list[str], str]] = [
    (
        "Министерству здравоохранения края, главным врачам районных больниц",
        "datv",
        ["Министерство здравоохранения края", "главные врачи районных больниц"],
        "a comma before a new dative",
    ),
    ("Управлению сельского хозяйства и продовольствия", "datv", ["Управление сельского хозяйства и продовольствия"], "«и» within a name"),
    ("Министерству физической культуры, спорта и туризма", "datv", ["Министерство физической культуры, спорта и туризма"], "one ministry"),
    (
        "Комитету по культуре, комитету по образованию",
        "datv",
        ["Комитет по культуре", "комитет по образованию"],
        "the second head is a committee",
    ),
    ("Комитету по культуре и туризму", "datv", ["Комитет по культуре и туризму"], "datives that hang on «по»"),
    (
        "Комиссии по делам несовершеннолетних и защите их прав",
        "datv",
        ["Комиссия по делам несовершеннолетних и защите их прав"],
        "защите is no body",
    ),
    (
        "Главам поселений и администрации района",
        "datv",
        ["главы поселений", "администрация района"],
        "администрации reads as a genitive, too",
    ),
    (
        "Ректорам вузов и директорам колледжей области",
        "datv",
        ["ректоры вузов", "директора колледжей области"],
        "no shared tail is handed on",
    ),
    ("Руководителям музеев, архивов и библиотек", "datv", ["руководители музеев, архивов и библиотек"], "a shared genitive tail"),
    (
        "Школам, детским садам, учреждениям дополнительного образования",
        "datv",
        ["школы", "детские сады", "учреждения дополнительного образования"],
        "three heads",
    ),
    ("Районным и городским библиотекам", "datv", ["районные и городские библиотеки"], "coordinated adjectives, one head"),
    (
        "ФГБУ «Заповедник», АНО «Туризм» и Союзу краеведов",
        "datv",
        ["ФГБУ «Заповедник»", "АНО «Туризм»", "Союз краеведов"],
        "abbreviated bodies",
    ),
    ("Отделу ЖКХ, ГО и ЧС", "datv", ["отдел ЖКХ, ГО и ЧС"], "abbreviated matters do not split"),
    ("Директорам школ № 1 (Иванов И.И.), № 2 (Петров П.П.)", "datv", ["директора школ № 1, № 2"], "one body, brackets off"),
    ("Профсоюзному комитету совместно с администрацией колледжа", "datv", ["профсоюзный комитет", "администрация колледжа"], "a partner"),
    (
        "отдел туризма, директора музеев, Петров П.П.",
        None,
        ["отдел туризма", "директора музеев", "Петров П.П."],
        "a note in the nominative",
    ),
    ("администрация района, МКУ «ЦОКО», школы", None, ["администрация района", "МКУ «ЦОКО»", "школы"], "школы reads as a genitive, too"),
    ("ИМЦ, руководители РМО", None, ["ИМЦ", "руководители РМО"], "an abbreviation first"),
    (
        "Ермакова С.Н.; заведующие детскими садами",
        None,
        ["Ермакова С.Н.", "заведующие детскими садами"],
        "a semicolon, a participle as head",
    ),
    ("Отделу цифрового развития", None, ["отдел цифрового развития"], "a cell in the dative"),
    ("Правительство области, Общественную палату", "accs", ["Правительство области", "Общественная палата"], "accusatives"),
    (
        "Министерство науки и высшего образования Российской Федерации",
        "accs",
        ["Министерство науки и высшего образования Российской Федерации"],
        "science does not split",
    ),
    (
        "органами власти и общественными организациями инвалидов",
        "ablt",
        ["органы власти", "общественные организации инвалидов"],
        "instrumental",
    ),
    ("органами управления образованием и культурой", "ablt", ["органы управления образованием и культурой"], "управление чем"),
    ("Росмолодёжи и Минспорту области", "datv", ["Росмолодёжь", "Минспорт области"], "compound names"),
    ("Заведующим ФАПами, участковым врачам", "datv", ["заведующие ФАПами", "участковые врачи"], "a participle with its instrumental"),
    ("Епархиальному управлению, благочинным округов", "datv", ["епархиальное управление", "благочинные округов"], "church bodies"),
    ("Атаманам станичных казачьих обществ", "datv", ["атаманы станичных казачьих обществ"], "cossacks"),
    (
        "Органам местного самоуправления, в чьём ведении находятся музеи",
        "datv",
        ["органы местного самоуправления, в чьём ведении находятся музеи"],
        "a relative clause",
    ),
    (
        "Турфирмам, имеющим опыт работы, гостиницам и музеям",
        "datv",
        ["турфирмы, имеющие опыт работы", "гостиницы", "музеи"],
        "a clause ends where a new head begins",
    ),
    ("Иванова И.И., заместитель директора", None, ["Иванова И.И., заместитель директора"], "the office behind a name is hers"),
    ("Петров, Сидоров", None, ["Петров", "Сидоров"], "bare surnames"),
    ("И.о. директора Фролова Т.Т.", None, ["И.о. директора Фролова Т.Т."], "a shortened office"),
    ("", None, [], "nothing"),
    ("все", None, [], "nobody in particular is no body"),
]


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@pytest.mark.parametrize(("text", "case", "names", "why"), LISTS)
def test_a_list_splits_where_a_new_head_begins(text: str, case: Case | None, names: list[str], why: str) -> None:
    found = read_bodies(text, case=case, lexicon=LEXICON)
    assert [_lower_first(body.name) for body in found] == [_lower_first(name) for name in names], why
    assert all(text[body.start : body.end] == body.text for body in found)


def test_a_partner_is_told_from_the_executor() -> None:
    found = read_bodies("Музею при участии Фонда «Наследие», центрам туризма", case="datv", lexicon=LEXICON)
    assert [(body.name, body.role) for body in found] == [
        ("Музей", "executor"),
        ("Фонд «Наследие»", "partner"),
        ("центры туризма", "executor"),
    ]


def test_the_bracket_stays_in_the_text_as_printed() -> None:
    (found,) = read_bodies("Отделу образования (Ермакова С.Н.)", case="datv", lexicon=LEXICON)
    assert (found.text, found.name) == ("Отделу образования (Ермакова С.Н.)", "Отдел образования")


HEADINGS: list[tuple[str, str]] = [
    ("Министерству сельского хозяйства области", "a dative"),
    ("Главным врачам медицинских организаций", "people"),
    ("Отделу культуры, МБУК «Музей»", "an abbreviation after a comma"),
    ("ЦРБ", "an abbreviation alone"),
    ("МАУ «Спортивная школа»", "an abbreviation with a name"),
    ("Рекомендовать руководителям агрохолдингов", "a verb first"),
    ("Просить Правительство края", "a verb with the accusative"),
    ("Обязать первичные профсоюзные организации", "обязать кого"),
    ("Обратиться в Законодательное Собрание с просьбой", "with what is asked"),
    ("Обратиться к Президенту Российской Федерации", "обратиться к кому"),
    ("Предложить ректорам вузов и руководителям НИИ", "two bodies"),
    ("Конференция рекомендует органам местного самоуправления", "the subject first"),
    ("Организаторам туристских маршрутов до 1 мая 2022 года", "a deadline at the end"),
    ("Органам исполнительной власти, осуществляющим полномочия в сфере охраны здоровья", "a participial clause"),
    ("Поручить Совету атаманов", "cossacks"),
    ("Приходам и монастырям епархии", "church bodies"),
    ("ПЕРВИЧНЫМ ПРОФСОЮЗНЫМ ОРГАНИЗАЦИЯМ", "capitals"),
    ("Районному методическому кабинету", "a cabinet"),
    ("В адрес Правительства Российской Федерации", "в адрес кого"),
    ("Участники круглого стола считают целесообразным рекомендовать Правительству области", "two verbs"),
    ("Администрации городского округа Темирск (Рублёва Т.А.)", "a place in the nominative and a bracket"),
    ("Администрациям посёлков Ключи и Светлый Яр", "two places"),
    ("Совету предпринимателей Заиленья", "a place that no dictionary knows"),
]


@pytest.mark.parametrize(("text", "why"), HEADINGS)
def test_a_heading_that_only_addresses_is_known(text: str, why: str) -> None:
    assert is_body_heading(text, lexicon=LEXICON), why


NO_HEADINGS: list[tuple[str, str]] = [
    ("Содержание и качество образования", "a topic"),
    ("В области кадров", "a topic with a preposition"),
    ("О ходе ремонта", "an agenda heading"),
    ("Провести следующие педсоветы", "a lead"),
    ("Участники конференции отмечают", "a cue"),
    ("Предусмотреть средства на", "a lead"),
    ("Рекомендовать", "a verb alone"),
    ("Решили", "a cue alone"),
    ("Развитие сельского туризма", "a nominative"),
    ("Отделу образования подготовить план", "an item"),
    ("ФГОС", "an abbreviated matter"),
    ("IV съезда кардиологов", "a Roman number is no body"),
    ("Вопросам безопасности", "a matter in the dative"),
    ("Задачи на новый учебный год", "a cue"),
    ("Вместе с тем имеются недостатки", "a cue"),
    ("Считать приоритетными направлениями", "a lead"),
    ("Итоги и проблемы", "nouns"),
    ("Цифровизация и связь", "a topic"),
    ("Иванов Пётр Ильич", "a name in the nominative"),
    ("Съезд отмечает", "a cue"),
    ("Организовать для школьников", "a lead"),
]


@pytest.mark.parametrize(("text", "why"), NO_HEADINGS)
def test_other_lines_are_no_body_headings(text: str, why: str) -> None:
    assert not is_body_heading(text, lexicon=LEXICON), why


PARTNERS: list[tuple[str, list[str]]] = [
    ("совместно с комитетом ветеринарии провести вакцинацию", ["комитет ветеринарии"]),
    ("Во взаимодействии с полицией и казачьими дружинами обеспечить охрану", ["полиция", "казачьи дружины"]),
    ("провести при поддержке Фонда президентских грантов фестиваль", ["Фонд президентских грантов"]),
    ("провести смотр с привлечением внебюджетных средств", []),
    ("вместе с тем усилить работу", []),
    ("издать материалы, подготовленные при участии музея", []),
    ("организовать при участии ветеранов труда и Совета отцов цикл встреч", ["ветераны труда", "Совет отцов"]),
    ("проводить рейды совместно с ГИБДД", ["ГИБДД"]),
    ("разработать «дорожную карту» в партнёрстве с АНО «Туризм» до 1 мая", ["АНО «Туризм»"]),
    # who takes part in the thing, not in the task
    ("создать оперативный штаб с участием представителей ассоциации", []),
    ("организовать конкурс «Мастер» с участием Союза художников", []),
    ("провести собрание с обязательным участием администрации", []),
    ("с участием Совета ветеранов провести встречи", ["Совет ветеранов"]),
    ("организовать с участием профсоюза проверки", ["профсоюз"]),
    ("издать при участии Союза писателей альманах", ["Союз писателей"]),
    # the verb's object follows the partner
    ("пересмотреть совместно с родительскими комитетами формы родительских собраний", ["родительские комитеты"]),
    ("проработать совместно с банками условия кредитования", ["банки"]),
    ("организовать совместно с комитетом ветеринарии меры защиты", ["комитет ветеринарии"]),
    ("разработать совместно с администрацией школы программу", ["администрация школы"]),
    ("работать совместно с администрацией школы", ["администрация школы"]),
]


def test_no_partner_rule_is_shut_out_by_the_gate() -> None:
    for rule in LEXICON.rules("partner_cues"):
        for example in rule.examples:
            assert partner_cues(example, lexicon=LEXICON), example


@pytest.mark.parametrize(("text", "names"), PARTNERS)
def test_partners_are_found_anywhere_in_an_item(text: str, names: list[str]) -> None:
    assert [body.name for body in find_partners(text, lexicon=LEXICON)] == names
