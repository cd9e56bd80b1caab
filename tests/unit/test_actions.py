"""The infinitive that an item turns on."""

from __future__ import annotations

import pytest

from resolution_parser.lexicon import Lexicon
from resolution_parser.stages.actions import find_action

LEXICON = Lexicon.default()

ACTIONS: list[tuple[str, str | None, str]] = [
    ("Совместно с комиссией по защите их прав провести операцию", "провести", "a noun that takes an infinitive, but hangs on another one"),
    ("В случае невыполнения требований начать забастовку", "начать", "the same in a case that is set"),
    ("Изыскать возможности провести смотр", "изыскать", "a noun that the infinitive explains"),
    ("обеспечить доступность спортивных залов", "обеспечить", "the first word"),
    ("Отчёт ревизионной комиссии утвердить", "утвердить", "the object first"),
    ("активнее привлекать спонсоров", "привлекать", "an adverb first"),
    ("не допускать сокращения библиотек", "не допускать", "a negation"),
    ("до 1 июня 2022 года разработать и утвердить порядок", "разработать", "the first of two"),
    ("развитие сети музеев", None, "a noun phrase"),
    ("Рекомендовать усилить контроль", "усилить", "the governed one"),
    ("Рекомендовать школам участие в конкурсе", "рекомендовать", "nothing is governed"),
    ("Считать необходимым продолжить работу", "продолжить", "a judgement governs"),
    ("Считать работу удовлетворительной", "считать", "a judgement of a thing"),
    ("Признать приоритетным развитие дзюдо", "признать", "no infinitive is governed"),
    ("Признаётся целесообразным возобновить издание", "возобновить", "an impersonal judgement"),
    ("Следующий съезд решено созвать в Самаре", "созвать", "an impersonal decision"),
    ("Мы призываем коллег присоединиться к акции", "присоединиться", "a finite appeal"),
    ("Съезд поддерживает инициативу ветеранов", None, "a finite performative"),
    ("Съезд поддерживает предложение создать музей", None, "the infinitive explains a noun"),
    ("предоставить фермерам возможность участвовать в торгах", "предоставить", "the first counts"),
    ("Мероприятия, позволяющие снизить риски, включить в план", "включить", "the participle's infinitive is not the item's"),
    ("Чтобы сохранить традиции, провести фестиваль", "провести", "a clause of aim first"),
    ("Конференция заявляет, что необходимо принять закон", None, "a subordinate clause"),
    ("вести реестр хозяйств", "вести", "вести is no noun here"),
    ("издание газеты «Сельские вести»", None, "a noun in quotes"),
    ("сдать рукопись в печать", "сдать", "печать is a noun"),
    ("Просить Думу ускорить принятие закона", "ускорить", "the addressed one"),
    ("Обратиться к губернатору с просьбой выделить средства", "выделить", "what is asked for"),
    ("Предложить программу развития и утвердить её", "предложить", "joined by «и», not governed"),
    ("ОРГАНИЗОВАТЬ подвоз", "организовать", "capitals"),
    ("Oрганизовать подвоз", "организовать", "a Latin O"),
    ("включиться в движение", "включиться", "a reflexive"),
    ("шире использовать опыт", "использовать", "a comparative first"),
    ("Ходатайствовать перед министерством о выделении средств", "ходатайствовать", "no governed infinitive"),
    ("Решение опубликовать в газете «Зори»", "опубликовать", "the object first"),
    ("Настоящее заявление направить в Правительство и опубликовать", "направить", "the object first, two verbs"),
    ("Рекомендации форума довести до сведения школ", "довести", "the object first with its tail"),
    ("Предложение создать музей поддержать", "поддержать", "the first infinitive explains the noun"),
    ("Требование повысить зарплату", None, "a noun phrase"),
    ("с целью повышения качества проводить срезы", "проводить", "an aim with its own tail first"),
    ("Готовность учиться и развиваться", None, "both infinitives explain the noun"),
    ("Программы, позволяющие снизить риски и повысить доходы, одобрить", "одобрить", "two infinitives of a participle"),
    ("", None, "nothing"),
    ("Итоги выполнения решений обсудить на пленуме", "обсудить", "«решений» hangs on the object"),
    ("Настоящие рекомендации разместить на сайте", "разместить", "the object opens the item"),
    ("Участники одобряют решение создать музей", None, "the sentence has its verb"),
    ("Решение открыть музей поддержать", "поддержать", "the later infinitive is the verb"),
]


@pytest.mark.parametrize(("text", "action", "why"), ACTIONS)
def test_the_action_is_the_infinitive_of_the_main_clause(text: str, action: str | None, why: str) -> None:
    assert find_action(text, lexicon=LEXICON) == action, why


def test_the_search_can_begin_after_the_addressee() -> None:
    text = "Поручить правлению подготовить отчёт"
    assert find_action(text, lexicon=LEXICON, after=text.index("правлению")) == "подготовить"
