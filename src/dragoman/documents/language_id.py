"""Is this English? A count of function words decides nearly always; a language model decides the rest.

The model is that of langid.py (Lui & Baldwin 2012, ACL demo) as packaged by py3langid; it takes up to a
second to load, so it is loaded only when a text has too few English words: no plain English report has.
"""

from __future__ import annotations

import functools
import re
import string
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters that are looked at.
SAMPLE = 2_000
#: Below this many letters a text in Latin script is taken for English unless it clearly is not.
SHORT = 60
#: Function words of English and frequent words of its news that the neighbouring languages do not share as such.
_ENGLISH = frozenset(
    """the and with that this said has have from his were which they who will would been not after their its
    against between says could about talks meets told killed
    government foreign people country military fighters lost won sent took leader
    leaders activists troops
    he she you your our them him but than then there these those when where while because before during until
    since into onto through without within most many much some any other another each both such only should might
    must did does being what how why whose if nor new two three four five six seven eight nine ten first second
    next year years weeks month months day days monday tuesday wednesday thursday friday saturday sunday january
    february march june july october december army peace states united world south north east security council
    talks ceasefire attack attacks officials official soldiers troops border made make makes took take takes gave
    give gives went came comes left held holds meet meeting called call calls urges warns denies rejects accuses
    condemns announces signs visits supports agrees""".split()  # noqa: SIM905
)
#: Words that other languages have too ("in", "of", "was" are Dutch, "are" is Romanian): each counts half.
_SHARED = frozenset("on be at over of to in was for is an by as it are had her".split())  # noqa: SIM905
#: The most frequent words of the languages that share the script; where they are the more, English words are loans.
_OTHERS = frozenset(
    """der die und den das dem ist nicht mit sich auf eine le les des une est que dans pour qui sur el los las una del
    con por het een van zijn niet voor il che della di per sono os uma não com och att det som inte og til ikke ang ng
    mga yang dan dengan bir ve""".split()  # noqa: SIM905
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@functools.lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Only languages with a two-letter code: the pidgins and dialects beside them split their vote.
    model.set_languages([label for label in model.labels if len(label) == 2])
    return model


def sample(text: str) -> str:
    """The part of a text that is looked at: its first long lines, which are body rather than furniture."""
    head = text[: 4 * SAMPLE]
    body = "\n".join(line for line in head.splitlines() if len(line) >= 2 * SHORT)
    return (body if len(body) >= 2 * SHORT else head)[:SAMPLE]


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where it has no letters to tell by."""
    part = sample(text)
    latin, other = _scripts(part)
    if latin + other == 0:
        return None
    if other > latin:
        return _classify(part)[0]
    words = [word.lower() for word in _WORD.findall(part)]
    # "-ed" of six letters and more is an English past tense nearly always.
    plain = sum(1 for word in words if word in _ENGLISH or (len(word) >= 6 and word.endswith("ed")))
    shared = sum(1 for word in words if word in _SHARED)
    others = sum(1 for word in words if word in _OTHERS)
    if plain > others and (plain + 0.5 * shared) / len(words) >= 0.12:
        return "en"
    language, english = _classify(part)
    # A headline or a sentence full of foreign names has few function words: it takes certainty to refuse it.
    if language == "en" or english > 0.02 or (plain >= others and plain / len(words) >= 0.05):
        return "en"
    return language if len(part.strip()) >= SHORT or _foreign(part, words) else "en"


def _foreign(part: str, words: list[str]) -> bool:
    """Evidence against English in a short text: no English word at all and lower-case words with foreign letters."""
    return not any(word in _ENGLISH for word in words) and any(
        word[0].islower() and not word.isascii() for word in _WORD.findall(part)
    )


def _scripts(text: str) -> tuple[int, int]:
    """The number of letters in Latin script and in others."""
    latin, other = sum(map(text.count, string.ascii_letters)), 0
    for character in _NOT_ASCII.findall(text):
        if character.isalpha():
            if unicodedata.name(character, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE")):
                latin += 1
            else:
                other += 1
    return latin, other


def _classify(text: str) -> tuple[str, float]:
    """The most probable language and the probability of English."""
    ranked = _model().rank(text)
    return str(ranked[0][0]), next((float(share) for label, share in ranked if label == "en"), 0.0)


def is_english(code: str) -> bool:
    """Whether a language that the user gave means English ("en", "en-GB", "eng", "English")."""
    return re.split(r"[-_\s(]", code.strip().lower())[0] in {"en", "eng", "english"}
