"""The event that a title or a first sentence names: its nominative name, its kind, its theme."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resolution_parser import morph
from resolution_parser.lexicon import Lexicon, Token, tokenize
from resolution_parser.normalize import fold, squash
from resolution_parser.records import EventKind
from resolution_parser.stages.nominative import to_nominative
from resolution_parser.stages.quotes import quoted_spans

_NUMBER = re.compile(r"^\W*(?:№|N) ?[\w/-]{1,12}\W*")
_ORDINAL = re.compile(r"^(?:[IVXLC]+|(?P<digits>\d{1,3})(?:-(?P<ending>[^\W\d_]{1,3}))?)(?: \([IVXLC]+\))? ")


def event_of_phrase(title: str, *, lexicon: Lexicon) -> tuple[str | None, str | None, EventKind]:
    """Name (nominative, without the theme), theme and kind of the event in a title; the name is None where it names no event."""
    phrase, theme = _split_theme(_without_genre(title, lexicon), lexicon)
    phrase = squash(_without_noise(phrase, lexicon)).strip(" ,.-–—:")
    tokens = tokenize(fold(phrase))
    head = _event_head(tokens, lexicon)
    if head is None:
        return None, theme, "other"
    if tokens[0].lemmas & lexicon.words("participants") and head > 0:
        phrase = phrase[tokens[1].start:]
    name = _nominative(_sentence_case(phrase, lexicon), "gent", lexicon)
    return name, theme, _kind_of(tokens[head], lexicon)


def event_of_text(texts: Sequence[str], theme: str | None, *, lexicon: Lexicon) -> tuple[str | None, EventKind, str | None]:
    """The event that the first sentences speak of: ``состоялась конференция …``, ``участники форума …``."""
    for text in texts:
        folded = fold(text[:500])
        tokens = tokenize(folded)
        for at, token in enumerate(tokens):
            if not _is_event(token, lexicon) or token.text.isdigit():
                continue
            first = at
            while first and _modifies(tokens[first - 1], lexicon):
                first -= 1
            phrase = text[tokens[first].start:_phrase_end(text, tokens, at)]
            case = _case_of(tokens[first:at + 1])
            name = _nominative(phrase, case, lexicon) if case not in (None, "nomn") else phrase
            quotes = [span for span in quoted_spans(text) if span[0] > token.start]
            if theme is None and quotes and lexicon.search("theme_openings", folded[token.start:quotes[0][0] + 1]):
                theme = text[quotes[0][0] + 1:quotes[0][1] - 1]
            return name, _kind_of(token, lexicon), theme
    return None, "other", theme


def _nominative(phrase: str, case: morph.Case | None, lexicon: Lexicon) -> str:
    """The nominative; a Roman or Arabic ordinal before the phrase does not inflect."""
    ordinal = _ORDINAL.match(phrase)
    if ordinal is None:
        return to_nominative(phrase, case=case, lexicon=lexicon)
    name = to_nominative(phrase[ordinal.end():], case=case, lexicon=lexicon)
    if not ordinal["ending"]:
        return ordinal.group() + name
    return f"{ordinal['digits']}-{lexicon.mapping('ordinal_endings').get(_gender(name, lexicon), ordinal['ending'])} {name}"


def _gender(name: str, lexicon: Lexicon) -> str:
    """Gender of the event's noun, or ``plur``."""
    token = next((token for token in tokenize(fold(name)) if _is_event(token, lexicon)), None)
    noun = next((reading for reading in morph.readings(token.text) if reading.pos == "NOUN"), None) if token is not None else None
    return "" if noun is None else "plur" if noun.number == "plur" else noun.gender or ""


def _without_genre(title: str, lexicon: Lexicon) -> str:
    folded = fold(title)
    genre = lexicon.search("genres", folded.strip())
    return _NUMBER.sub("", title.strip()[genre[1].end():]).strip(" ,.:-–—") if genre is not None else title


def _split_theme(phrase: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """The event's phrase and the theme: the quoted text that is no organisation's name, or what follows «по теме»."""
    folded = fold(phrase)
    spans = quoted_spans(phrase)
    opening = lexicon.search("theme_openings", folded)
    if opening is not None and not any(start <= opening[1].start() < end for start, end in spans):
        return phrase[:opening[1].start()], _unquoted(_without_noise(phrase[opening[1].end():].strip(), lexicon))
    for start, end in reversed(spans):
        if not _names_organisation(folded[:start], lexicon):
            return phrase[:start] + phrase[end:], phrase[start + 1:end - 1].strip()
    for rule in lexicon.rules("about_phrases"):
        about = rule.shape.search(folded, 5) if rule.shape is not None and not spans else None
        if about is not None:
            return phrase[:about.start("about")], phrase[about.start("about"):].strip(" .")
    return phrase, None


def _without_noise(phrase: str, lexicon: Lexicon) -> str:
    """Registration numbers and dates off."""
    for rule in lexicon.rules("title_noise"):
        for match in reversed(list(rule.shape.finditer(fold(phrase)))) if rule.shape is not None else ():
            phrase = phrase[:match.start()] + phrase[match.end():]
    return phrase


def _unquoted(text: str) -> str:
    spans = quoted_spans(text)
    if spans and spans[0][0] == 0:
        return text[1:spans[0][1] - 1].strip()
    if spans and spans[-1][1] == len(text.rstrip(" .")):
        return text.strip(" .")  # it ends with a name in quotes, which are its own
    return text.strip(' "«».')


def _names_organisation(before: str, lexicon: Lexicon) -> bool:
    words = [token for token in tokenize(before[-60:]) if token.is_word]
    if not words:
        return False
    last = words[-1]
    plural = all(reading.number == "plur" for reading in morph.readings(last.text) if reading.pos == "NOUN")
    if last.lemmas & lexicon.words("organisation_heads"):
        return not plural
    abbreviation = last.text.isupper() and last.text.isalpha() and 2 <= len(last.text) <= 6
    return abbreviation and not before.isupper() and not _is_event(last, lexicon)


def _event_head(tokens: Sequence[Token], lexicon: Lexicon) -> int | None:
    return next((at for at, token in enumerate(tokens) if _is_event(token, lexicon)), None)


def _is_event(token: Token, lexicon: Lexicon) -> bool:
    return bool(token.lemmas) and any(part in lexicon.mapping("event_kinds") for lemma in token.lemmas for part in lemma.split("-"))


def _kind_of(token: Token, lexicon: Lexicon) -> EventKind:
    kinds = lexicon.mapping("event_kinds")
    parts = [*sorted(token.lemmas), *(part for lemma in sorted(token.lemmas) for part in lemma.split("-"))]
    return next((kinds[part] for part in parts if part in kinds), "other")


def _modifies(token: Token, lexicon: Lexicon) -> bool:
    if not token.is_word:
        return False
    return re.fullmatch(r"[IVX]+", token.text) is not None or any(
        reading.pos in ("ADJF", "PRTF") for reading in morph.readings(token.text)) and not token.lemmas & lexicon.words("pointing_words")


def _phrase_end(text: str, tokens: Sequence[Token], head: int) -> int:
    """The event's phrase goes on over genitives up to a comma, a verb, a preposition or a quote."""
    end = tokens[head].end
    for token in tokens[head + 1:]:
        readings = morph.readings(token.text) if token.is_word else ()
        genitive = any(reading.case == "gent" for reading in readings) or token.text.isupper() and token.is_word
        if "и/conj" in token.lemmas:
            continue
        if not genitive or any(reading.pos in ("VERB", "PREP") for reading in readings[:1]):
            break
        end = token.end
    return end


def _case_of(tokens: Sequence[Token]) -> morph.Case | None:
    """The case that all words of the phrase can stand in; nominative first."""
    cases: tuple[morph.Case, ...] = ("nomn", "gent", "datv", "ablt", "loct", "accs")
    words = [token.text for token in tokens if token.is_word and not re.fullmatch(r"[IVX]+", token.text)]
    return next((case for case in cases if all(morph.has_case(word, case) for word in words)), None)


def _sentence_case(phrase: str, lexicon: Lexicon) -> str:
    """A phrase in capitals in the case that a sentence would have: names of places and abbreviations keep theirs."""
    letters = [sign for sign in phrase if sign.isalpha()]
    shouted = sum(sign.isupper() for sign in letters) >= 0.7 * len(letters)
    words = phrase.split(" ")
    return " ".join(
        _cased(word, words[at + 1] if at + 1 < len(words) else "", lexicon) if shouted or word.isupper() and len(word) > 4 else word
        for at, word in enumerate(words)
    )


def _cased(word: str, following: str, lexicon: Lexicon) -> str:
    core = word.strip('«»"(),.')
    if _is_abbreviation(core, lexicon):
        return word
    readings = morph.readings(core)[:2]
    proper = any({"Geox", "Name", "Surn", "Patr"} & reading.tags for reading in readings)
    adjective = any(reading.pos == "ADJF" for reading in readings) and not morph.is_known(core)
    of_region = adjective and bool(morph.lemmas(following.strip('«»"(),.')) & lexicon.words("region_nouns"))
    lowered = word.lower()
    return lowered.replace(core.lower(), core.capitalize(), 1) if proper or of_region else lowered


def _is_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Roman numerals, and capitals without a vowel or of a word that no dictionary knows, if short."""
    if len(word) < 2 or not word.isupper():
        return False
    return not set(word.lower()) & lexicon.words("vowels") or len(word) <= 4 and not morph.is_known(word)
