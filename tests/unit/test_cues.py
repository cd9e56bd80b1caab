"""What a heading or a sentence says of the text under it; control clauses; a list under a heading that nobody knows."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.readers.text import document_from_text
from resolution_parser.stages.blocks import heal_blocks
from resolution_parser.stages.cues import guess_kind, heading_cue, is_control, sentence_cue
from resolution_parser.stages.units import Unit

LEXICON = Lexicon.default()


def unit(text: str) -> Unit:
    """A paragraph as one unit."""
    (paragraph,) = heal_blocks(document_from_text(text), LEXICON)
    return Unit(paragraph, paragraph.body_start, len(paragraph.text), paragraph.marker)


def heading_kind(text: str) -> str | None:
    cue = heading_cue(unit(text), lexicon=LEXICON)
    return cue.kind if cue else None


def sentence_kind(text: str) -> str | None:
    cue = sentence_cue(unit(text), lexicon=LEXICON)
    return cue.kind if cue else None


HEADINGS: list[tuple[str, str | None, str]] = [
    # goals
    ("Цель съезда:", "goals", "a goal"),
    ("Основные цели и ориентиры союза на ближайшие годы:", "goals", "goals with other nouns"),
    ("Стратегическими целями развития пчеловодства участники считают:", "goals", "goals as an instrumental"),
    ("Ключевыми целями отрасли на пятилетие провозглашаются:", "goals", "a passive"),
    ("ЦЕЛИ", "goals", "one word in capitals"),
    ("Проделана работа по достижению главных целей программы:", "goals", "a report on goals"),
    # findings
    ("Участники слёта отмечают:", "findings", "participants note"),
    ("Съезд с удовлетворением отмечает, что за отчётный период:", "findings", "with an adverb"),
    ("Коллегия констатирует:", "findings", "констатировать"),
    ("Делегаты подчёркивают следующее:", "findings", "подчёркивать"),
    ("ОТМЕТИЛИ:", "findings", "a verb alone"),
    ("В ходе обсуждения отмечено следующее:", "findings", "a passive"),
    ("За отчётный период достигнуты следующие результаты:", "findings", "results"),
    ("Основные итоги года:", "findings", "results as a noun"),
    ("Наши достижения", "findings", "achievements on a line"),
    ("К положительным моментам участники отнесли:", "findings", "good points"),
    ("Участники конференции признают, что:", "findings", "признавать"),
    ("Съезд принимает во внимание:", "findings", "принимать во внимание"),
    ("КОНСТАТИРУЮЩАЯ ЧАСТЬ", "findings", "the part by its name"),
    ("Что сделано за год:", "findings", "a question"),
    # problems
    ("Проблемы:", "problems", "a noun alone"),
    ("Вместе с тем участники съезда отмечают следующие проблемы:", "problems", "both cues: the noun comes last"),
    ("Вместе с тем:", "problems", "a contrast alone"),
    ("В то же время съезд отмечает:", "problems", "a contrast and a noting verb"),
    ("Серьёзную озабоченность участников вызывает:", "problems", "concern"),
    ("Участники обеспокоены тем, что:", "problems", "worry"),
    ("Остаются нерешёнными вопросы:", "problems", "open questions"),
    ("К числу основных трудностей относятся:", "problems", "difficulties"),
    ("Выявлены существенные недостатки в работе хозяйств:", "problems", "shortcomings"),
    ("Развитие пчеловодства сдерживают следующие факторы:", "problems", "what hinders"),
    ("Что мешает работать", "problems", "a question"),
    ("Слабые стороны:", "problems", "weak sides"),
    ("Риски и угрозы:", "problems", "risks"),
    ("Делегаты с тревогой констатируют:", "problems", "with alarm"),
    ("НЕРЕШЁННЫЕ ВОПРОСЫ", "problems", "a line in capitals"),
    # proposals
    ("Съезд решил:", "proposals", "a decision"),
    ("СОВЕЩАНИЕ РЕШИЛО:", "proposals", "in capitals"),
    ("Конференция Р Е Ш И Л А:", "proposals", "letter-spaced"),
    ("На основании изложенного форум постановляет:", "proposals", "on these grounds"),
    ("Участники предлагают:", "proposals", "a proposal"),
    ("Для решения этих проблем участники рекомендуют:", "proposals", "problems are named, the verb comes last"),
    ("Съезд считает необходимым:", "proposals", "necessity"),
    ("Участники круглого стола считают целесообразным:", "proposals", "expediency"),
    ("В целях развития отрасли съезд решил:", "proposals", "a ground is no goal"),
    ("РЕШЕНИЕ:", "proposals", "a noun alone"),
    ("Резолютивная часть", "proposals", "the part by its name"),
    ("Просить:", "proposals", "a request without an addressee"),
    ("Мы требуем:", "proposals", "a demand"),
    ("Призываем:", "proposals", "a call"),
    ("ПРЕДЛОЖЕНИЯ", "proposals", "a line in capitals"),
    ("Рекомендации:", "proposals", "recommendations"),
    ("Первоочередные меры:", "proposals", "measures"),
    ("Для преодоления недостатков необходимо:", "proposals", "shortcomings are named, the demand comes last"),
    ("Обсудив проблемы отрасли, слёт принял следующее решение:", "proposals", "a decision taken"),
    ("Учитывая изложенное, съезд поддерживает:", "proposals", "support"),
    # tasks
    ("Задачи на новый учебный год:", "tasks", "tasks"),
    ("Необходимо решать следующие задачи:", "tasks", "the noun comes last"),
    ("Основными задачами союза считать:", "tasks", "an instrumental"),
    ("Поручить:", "tasks", "an instruction"),
    ("Съезд поручает:", "tasks", "the meeting instructs"),
    ("ЗАДАЧИ", "tasks", "a line in capitals"),
    # no items
    ("ПОВЕСТКА ДНЯ:", "none", "an agenda"),
    ("СЛУШАЛИ:", "none", "hearings"),
    ("Выступили:", "none", "speeches"),
    ("Присутствовали:", "none", "attendance"),
    ("ГОЛОСОВАЛИ:", "none", "a vote"),
    ("Докладчик: Петров А.В.", "none", "a speaker"),
    ("Список участников", "none", "a list of names"),
    # nothing
    ("Школам района:", None, "bodies"),
    ("В области культуры:", None, "a topic"),
    ("Ульи, рамки и вощина:", None, "things"),
    ("Целый год работы:", None, "целый is not цель"),
    ("Целевые показатели:", None, "целевой is not цель"),
    ("О развитии пчеловодства", None, "an agenda question"),
    ("Обеспечить хозяйства края:", None, "an infinitive"),
]


@pytest.mark.parametrize(("text", "kind", "why"), HEADINGS, ids=[text for text, *_ in HEADINGS])
def test_a_heading_says_what_stands_under_it(text: str, kind: str | None, why: str) -> None:
    assert heading_kind(text) == kind, why


MORE_HEADINGS: list[tuple[str, str]] = [
    ("Миссия и цели ассоциации:", "goals"),
    ("Приоритетные цели на 2025 год:", "goals"),
    ("Форум ставит перед собой следующие цели:", "goals"),
    ("Целью настоящей резолюции является:", "goals"),
    ("Участники пленума констатируют следующее:", "findings"),
    ("В ходе дискуссии участники пришли к выводу, что:", "findings"),
    ("Участники подчеркнули, что:", "findings"),
    ("Как положительное отмечено:", "findings"),
    ("По итогам обсуждения установлено:", "findings"),
    ("Достигнуты определённые успехи:", "findings"),
    ("Отмечая позитивные изменения:", "findings"),
    ("В ходе работы съезда было отмечено, что:", "findings"),
    ("Собравшиеся засвидетельствовали:", "findings"),
    ("Сильные стороны:", "findings"),
    ("За прошедший год в отрасли сделано следующее:", "findings"),
    ("Наряду с достижениями имеется ряд проблем:", "problems"),
    ("Основными сдерживающими факторами являются:", "problems"),
    ("Участники выделили следующие проблемные зоны:", "problems"),
    ("Не решены вопросы:", "problems"),
    ("Требуют решения следующие вопросы:", "problems"),
    ("В то же время остаются нерешёнными ряд вопросов:", "problems"),
    ("Однако в работе имеются упущения:", "problems"),
    ("Особое беспокойство участников вызывают:", "problems"),
    ("Негативное влияние на развитие отрасли оказывают:", "problems"),
    ("К системным проблемам отнесены:", "problems"),
    ("Главными причинами отставания являются:", "problems"),
    ("Барьеры развития:", "problems"),
    ("Узкие места:", "problems"),
    ("Участники конференции решили:", "proposals"),
    ("Собрание ПОСТАНОВИЛО:", "proposals"),
    ("Исходя из вышеизложенного, участники форума предлагают:", "proposals"),
    ("Конференция рекомендует:", "proposals"),
    ("В связи с этим участники считают важным:", "proposals"),
    ("Признать необходимым:", "proposals"),
    ("Считать целесообразным:", "proposals"),
    ("С учётом изложенного предлагается:", "proposals"),
    ("Для достижения поставленных целей необходимо:", "proposals"),
    ("По результатам обсуждения выработаны следующие рекомендации:", "proposals"),
    ("Участники вносят следующие предложения:", "proposals"),
    ("Съезд выступает с инициативой:", "proposals"),
    ("В целях устранения недостатков совещание решает:", "proposals"),
    ("Приоритетными направлениями работы признать:", "proposals"),
    ("Мы, участники форума, призываем:", "proposals"),
    ("Коллегия решила:", "proposals"),
    ("Форум считает первоочередными следующие меры:", "proposals"),
    ("Слёт вносит предложения:", "proposals"),
    ("Предложения в план работы:", "proposals"),
    ("Педагогический совет РЕШАЕТ:", "proposals"),
    ("Наши требования:", "proposals"),
    ("На предстоящий учебный год определить следующие задачи:", "tasks"),
    ("Ключевые задачи отрасли:", "tasks"),
    ("Поставить перед коллективами следующие задачи:", "tasks"),
    ("Для достижения цели необходимо решить задачи:", "tasks"),
    ("Перечень поручений:", "tasks"),
    ("Приглашены:", "none"),
    ("Докладчики:", "none"),
    ("Отсутствовали:", "none"),
    ("В прениях выступили:", "none"),
    ("На повестку дня вынесены вопросы:", "none"),
]


@pytest.mark.parametrize(("text", "kind"), MORE_HEADINGS, ids=[text for text, _ in MORE_HEADINGS])
def test_headings_as_other_offices_word_them(text: str, kind: str) -> None:
    assert heading_kind(text) == kind


SAME: list[tuple[str, str, str]] = [
    ("Участники отмечают:", "участники отмечают:", "case"),
    ("Участники подчеркивают:", "Участники подчёркивают:", "ё"),
    ("Участники отмечают:", "Участники  отмечают :", "spaces"),
    ("Участники отмечают:", "Учаcтники oтмечают:", "Latin letters"),
    ("Участники отмечают:", "**Участники отмечают:**", "emphasis"),
    ("Съезд решил:", "СЪЕЗД РЕШИЛ:", "capitals"),
    ("Съезд решил:", "Съезд решил", "no colon"),
    ("Съезд решил:", "Съезд р е ш и л:", "letter-spaced"),
    ("Вместе с тем отмечают проблемы:", "Вместе с тем отмечают **проблемы**:", "emphasis in the cue"),
]


@pytest.mark.parametrize(("plain", "noisy", "why"), SAME, ids=[why for *_, why in SAME])
def test_noise_keeps_no_cue_from_being_recognised(plain: str, noisy: str, why: str) -> None:
    assert heading_kind(noisy) == heading_kind(plain) is not None, why


MODALITIES: list[tuple[str, str, str]] = [
    ("Съезд рекомендует:", "recommendation", "рекомендует"),
    ("Участники предлагают:", "recommendation", "предлагают"),
    ("Форум считает целесообразным:", "recommendation", "целесообразным"),
    ("Предлагается:", "recommendation", "предлагается"),
    ("Участники просят:", "request", "просят"),
    ("Участники обращаются:", "request", "обращаются"),
    ("Съезд решил:", "obligation", "решил"),
    ("Съезд постановляет:", "obligation", "постановляет"),
    ("Форум считает необходимым:", "obligation", "необходимым"),
    ("Митинг требует:", "obligation", "требует"),
    ("Для этого следует:", "obligation", "следует"),
    ("Задачи на год:", "obligation", "задачи"),
]


@pytest.mark.parametrize(("text", "modality", "why"), MODALITIES, ids=[why for *_, why in MODALITIES])
def test_the_verb_of_the_section_gives_bare_datives_their_modality(text: str, modality: str, why: str) -> None:
    cue = heading_cue(unit(text), lexicon=LEXICON)
    assert cue is not None
    assert cue.modality == modality, why


SENTENCES: list[tuple[str, str | None, str]] = [
    ("Участники отмечают рост числа пасек.", "findings", "participants note"),
    ("Съезд констатирует, что отрасль окрепла.", "findings", "the meeting states"),
    ("В докладах было отмечено, что отрасль окрепла.", "findings", "a passive"),
    ("Мы признаём, что отрасль окрепла.", "findings", "we admit"),
    ("Вместе с тем участники отмечают недостаточное финансирование отрасли.", "problems", "a contrast, noted"),
    ("Однако не оборудованы кабинеты мёда.", "problems", "a contrast and a lack"),
    ("К сожалению, сохраняется дефицит кадров.", "problems", "regret and a lack"),
    ("Съезд выражает обеспокоенность гибелью пчёл.", "problems", "concern"),
    ("Тревогу делегатов вызывает гибель пчёл.", "problems", "alarm"),
    ("Целью съезда является обмен опытом.", "goals", "a goal as a sentence"),
    ("Цель форума – объединить пчеловодов.", "goals", "a goal with a dash"),
    ("В целях развития отрасли создан союз.", None, "a ground is no goal"),
    ("Вместе с тем участники благодарят хозяев за тёплый приём.", None, "a contrast makes no problem"),
    ("Отмеченные грамотами пчеловоды уехали.", None, "a participle"),
    ("Пасеки края дают много мёда.", None, "a plain statement"),
    ("Заслушав доклад, участники разошлись.", None, "a preamble"),
    ("На съезде присутствовали 40 человек.", "none", "attendance"),
    ("Резолюция принята единогласно.", "none", "a vote"),
]


@pytest.mark.parametrize(("text", "kind", "why"), SENTENCES, ids=[text for text, *_ in SENTENCES])
def test_a_sentence_says_what_it_is(text: str, kind: str | None, why: str) -> None:
    assert sentence_kind(text) == kind, why


CONTROL: list[tuple[str, bool, str]] = [
    ("Контроль за исполнением решения возложить на правление.", True, "the usual form"),
    ("Контроль за выполнением резолюции поручить правлению.", True, "поручить"),
    ("Контроль исполнения постановления оставляю за собой.", True, "with a genitive"),
    ("Возложить контроль за исполнением решения на правление.", True, "the verb first"),
    ("Контроль за реализацией рекомендаций осуществляет правление.", True, "реализация"),
    ("5. Контроль оставляю за собой", True, "an item of a list"),
    ("За выполнением решений будет следить правление.", True, "another verb"),
    ("Усилить контроль за качеством мёда.", False, "control of something else"),
    ("Контроль качества мёда ведут лаборатории.", False, "a statement on something else"),
    ("Поручить правлению организовать контроль качества воска.", False, "an instruction"),
    ("Исполнение бюджета одобрить.", False, "исполнение alone"),
]


@pytest.mark.parametrize(("text", "control", "why"), CONTROL, ids=[text for text, *_ in CONTROL])
def test_a_control_clause_is_known_by_its_head(text: str, control: bool, why: str) -> None:
    assert (is_control(unit(text), lexicon=LEXICON) is not None) is control, why


LISTS: list[tuple[list[str], str | None, str]] = [
    (["- открыть музей;", "- обучить кадры;", "- издать книгу."], "proposals", "infinitives"),
    (["- открыть музей;", "- обучить кадры;", "- новая книга."], "proposals", "most are infinitives"),
    (["- низкая оплата труда;", "- нехватка кадров;", "- износ ульев."], "problems", "words of lack"),
    (["- открыт музей;", "- обучены кадры;", "- издана книга."], "findings", "predicates"),
    (["- музей мёда;", "- школа пчеловода;", "- книга."], None, "things"),
    (["- открыть музей;", "- нехватка кадров;", "- книга."], None, "one of each"),
    (["- открыть музей."], None, "one item says nothing"),
    ([], None, "no items"),
]


@pytest.mark.parametrize(("items", "kind", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_a_list_under_an_unknown_heading_is_judged_by_its_items(items: list[str], kind: str | None, why: str) -> None:
    assert guess_kind([unit(item) for item in items], lexicon=LEXICON) == kind, why


def test_a_heading_of_hostile_length_has_no_cue() -> None:
    assert heading_kind("Участники " + "очень " * 400 + "отмечают:") is None


def test_of_two_cues_that_begin_together_the_last_word_wins() -> None:
    assert heading_kind("Съезд отмечает проблемы и решил:") == "proposals"


def test_a_cue_tells_which_words_made_it() -> None:
    found = heading_cue(unit("Участники слёта отмечают:"), lexicon=LEXICON)
    assert found is not None
    assert [token.text for token in unit("Участники слёта отмечают:").tokens[found.first : found.last]] == ["отмечают"]
