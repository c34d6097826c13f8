"""Definite descriptions: "the two countries", "his counterpart", "the ministry", "the bloc"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.actors.mentions import Mention
from dragoman.actors.owners import SENT, in_exile
from dragoman.actors.points import governing_verb
from dragoman.actors.sight import Sight
from dragoman.actors.words import pairs, words
from dragoman.language.tree import Sentence

_NUMBER = {"two": 2, "both": 2, "either": 2, "three": 3, "four": 4, "neither": 2}
#: Numbers that, first in a phrase with "of", count somebody new: "two leaders of the party".
_INDEFINITE = frozenset({"two", "three", "four"})
_SIDES = words("sides")
_BARE = frozenset({"two", "both", "pair", "duo", "trio", "three"})
_COUNTS = frozenset({"two", "three"})
_COUNTRY = words("country")
_OTHER = re.compile(
    r"counterpart|opposite number|neighbou?r|rival|foe|enemy|adversary|archrival|arch-rival|other side|"
    r"interlocutor|host$"
)


#: Sectors of the bodies that stand for their state.
_ARMED = frozenset({"UAF", "REB", "PRM"})
OF_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP"})
#: Codes of organisations and of what has no state.
NO_STATE = frozenset({"NGO", "UNO", "IMG", "MNC", "ISM", "IGO", "EUR"})


#: Organisations of a state that fight elsewhere.
_ABROAD = re.compile(r"\b(?:coalition|expeditionary|task force|alliance)\b", re.IGNORECASE)
#: How many mentions back, and how many in and after the sentence, are weighed.
_MEMORY, _AHEAD = 200, 40
#: How many sentences a scene lasts, and what it weighs in the next one.
_SCENE, _STAYS = 3, 5.5
#: What the dateline's state weighs more as home, and how many clauses up a place is looked for.
_DATELINE, _CLAUSES = 1.0, 6
#: Before what somebody is another's side: "extradited to Spain"; and what its state weighs as home.
_TOWARDS = frozenset({"to", "with", "against", "toward", "towards", "from", "over", "about", "than", "like"})
_SIDE = 0.3
_AT = frozenset({"in", "at", "near", "across", "capital", "city", "town", "province", "of"})
#: What a subject weighs more than another name as what "the group" is, in sentences.
_SUBJECT = 1.5
#: What a body scores whose own name has the noun: "the coalition".
_CALLED = 3.0
#: How many sentences back a noun refers to an organisation.
_REACH = 12
#: Where a guest stands whom somebody of here meets.
_MET = frozenset({"dobj", "pobj", "conj"})


class Salient(NamedTuple):
    """A code with its weight at some point of the document, and a mention that named it."""

    code: str
    weight: float
    mention: Mention


def plural_count(words: Sequence[str], head: str) -> int | None:
    """How many sides a phrase such as "the two countries", "both sides", "the pair" means; None if it does not."""
    if head in _COUNTS and len(words) == 1:
        # "killed three": so many people.
        return None
    if head in _BARE and len(words) <= 2:
        return {"pair": 2, "duo": 2, "trio": 3}.get(head, _NUMBER.get(head))
    number = next((_NUMBER[w] for w in words if w in _NUMBER), None)
    if number is not None and "-" in words:
        # "sixty-two people"
        return None
    if number is not None and words[0] in _INDEFINITE and len(words) > 1 and "of" in words:
        return None
    single = head.removesuffix("s")
    single = single[:-2] + "y" if single.endswith("ie") else single
    if words[0] in _INDEFINITE:
        # "expelled two envoys", "three people died": nobody of whom was told.
        return None
    if number is not None and (head in _SIDES or single in _SIDES):
        return number
    if single == "side" and head == "sides" and any(w in {"all", "warring", "opposing", "rival"} for w in words):
        return 2
    return 2 if head in {"neighbors", "neighbours", "rivals", "archrivals"} and words[0] in {"the", "these"} else None


def refers_to(noun: str) -> tuple[bool, tuple[str, ...] | None]:
    """Whether a noun refers back to an organisation or a group, and to which codes only."""
    codes = pairs("refers").get(noun)
    return codes is not None, None if codes == ("*",) else codes


def is_country(noun: str) -> bool:
    """Whether the noun refers back to a state."""
    return noun in _COUNTRY


def of_kind(phrase: Sequence[str]) -> frozenset[str] | None:
    """The codes that "the kingdom", "the West African nation", "the Islamic Republic" may have, by its words, the
    last of which is its head; None for a noun that any state may have."""
    table = pairs("kinds")
    said = " ".join(phrase).replace(" - ", "-").split()
    found: frozenset[str] | None = None
    i = 0
    while i < len(said):
        key = " ".join(said[i : i + 2])
        n = 2 if key in table else 1
        codes = table.get(key if n == 2 else said[i])
        if codes is not None:
            found = frozenset(codes) if found is None else found & frozenset(codes)
        i += n
    return found


def is_other(noun: str) -> bool:
    """Whether the noun names somebody by being another's: counterpart, neighbour, rival."""
    return _OTHER.search(noun) is not None


def salient_states(sight: Sight, position: int, token: int, at_home: bool = False) -> list[Salient]:
    """States by weight as they stand in the reader's mind before a token: nearer, more often, and as
    subject is heavier; an adjective is lighter than a name. `at_home` leaves out where somebody only meets."""
    weights: dict[str, float] = defaultdict(float)
    last: dict[str, Mention] = {}
    start = sight.sentences[position].span[0]
    at = bisect_left(sight.sided, (start, start), key=lambda m: m.span)
    for m in sight.sided[max(0, at - _MEMORY) : at + _AHEAD]:
        code = m.code or ""
        if at_home and (m.span in sight.venues or _is_sent(sight, m)):
            continue
        less = _SIDE if at_home and _is_towards(sight, m) else 1.0
        if m.sentence == position and m.left < token:
            weights[code] += 6.0 * less * _prominence(sight, m)
        elif 0 <= m.sentence < position:
            weights[code] += (4.0 / (position - m.sentence) + 0.3) * less * _prominence(sight, m)
        elif m.sentence == -1 and m.span[0] < start:
            weights[code] += 0.5
        else:
            weights[code] += 0.05
            last.setdefault(code, m)
            continue
        last[code] = m
    return [Salient(c, w, last[c]) for c, w in sorted(weights.items(), key=lambda p: -p[1])]


def _is_towards(sight: Sight, m: Mention) -> bool:
    """Whether a mention stands where another side does."""
    if m.sentence < 0:
        return False
    tokens = sight.sentences[m.sentence].tokens
    token = tokens[min(m.right, len(tokens)) - 1]
    return token.dep == "pobj" and tokens[token.head].lower in _TOWARDS


def _is_sent(sight: Sight, m: Mention) -> bool:
    """Whether a state is only named as whose guest somebody is: "met the *American* envoy"."""
    if m.sentence < 0 or m.form != "demonym":
        return False
    tokens = sight.sentences[m.sentence].tokens
    token = tokens[min(m.right, len(tokens)) - 1]
    guest = tokens[token.head]
    return token.dep in {"amod", "compound", "nmod"} and SENT.search(guest.lemma) is not None and guest.dep in _MET


def _prominence(sight: Sight, m: Mention) -> float:
    tokens = sight.sentences[m.sentence].tokens
    token = tokens[min(m.right, len(tokens)) - 1]
    if m.form == "demonym" and token.dep in {"amod", "compound", "nmod"}:
        return 0.8 if tokens[token.head].dep in {"nsubj", "nsubjpass"} else 0.5
    return {"nsubj": 1.5, "nsubjpass": 1.4, "poss": 1.0}.get(token.dep, 0.9)


def is_side(m: Mention) -> bool:
    """Whether a mention names a side of its own: a state, or a people, person, body or armed group of one."""
    if m.actor.kind == "org" and _ABROAD.search(m.actor.name):
        # "the Saudi-led coalition" is nowhere at home.
        return False
    if m.code is None or m.code in NO_STATE or (m.actor.kind == "org" and m.actor.sector not in OF_STATE):
        return False
    return m.actor.kind in {"state", "place", "person", "people", "group", "org"}


def half_of_korea(sight: Sight, word: str) -> Mention | None:
    """Whom "the North" and "the South" mean where both Koreas are named."""
    named = {m.code: m for m in reversed(sight.sided) if m.code in {"PRK", "KOR"} and m.actor.kind == "state"}
    return named.get("PRK" if word == "North" else "KOR") if len(named) == 2 else None


def last_named(
    sight: Sight, position: int, token: int, codes: tuple[str, ...] | None, kinds: frozenset[str]
) -> Mention | None:
    """The last organisation, group or state named before a token, of the kinds (and codes) asked for."""
    for m in reversed(sight.mentions):
        if m.sentence > position or (m.sentence == position and m.left >= token) or m.sentence == -1:
            continue
        if m.actor.kind in kinds and m.code is not None and (codes is None or m.code in codes):
            return m
    return None


def last_body(sight: Sight, position: int, token: int, codes: tuple[str, ...] | None, noun: str) -> Mention | None:
    """The organisation or group that "the group", "the agency", "the newspaper" refers back to: an armed
    group before others for nouns of such, the press only for nouns of the press; subjects before others."""
    press = noun in words("press_nouns")
    armed = noun in words("group_nouns")
    best: tuple[float, Mention] | None = None
    for m in reversed(sight.mentions):
        if m.sentence < 0 or m.sentence > position or (m.sentence == position and m.left >= token):
            continue
        if position - m.sentence > _REACH:
            break
        if m.code is None or (codes is not None and m.code not in codes) or m.actor.id.startswith("generic"):
            continue
        if noun in words("strict_nouns") and not _is_such(m, noun):
            continue
        if m.actor.kind == "group" and (press or (m.actor.sector in _ARMED and noun not in words("armed_nouns"))):
            continue
        if m.actor.kind == "org" and (m.actor.sector == "JRN") != (press and noun != "agency"):
            continue
        if m.actor.kind not in {"group", "org"} or (armed and m.actor.kind == "org" and m.actor.sector in OF_STATE):
            continue
        score = (3.0 if armed and m.actor.kind == "group" else 0.0) + _SUBJECT * _is_subject(sight, m)
        score += _CALLED * (
            noun in m.actor.name.lower().split() or sight.text[m.span[0] : m.span[1]].lower().endswith(" " + noun)
        )
        score -= position - m.sentence
        if best is None or score > best[0]:
            best = (score, m)
    return best[1] if best is not None else None


def _is_subject(sight: Sight, m: Mention) -> bool:
    """Whether a name is subject or possessor where it stands."""
    tokens = sight.sentences[m.sentence].tokens
    return tokens[m.right - 1].dep in {"nsubj", "nsubjpass"} or (m.right < len(tokens) and tokens[m.right].tag == "POS")


def _is_such(m: Mention, noun: str) -> bool:
    """Whether an organisation is a council, a court, a company: by its name or its sector."""
    if noun in m.actor.name.lower():
        return True
    return m.actor.kind == "org" and (m.actor.sector or "") in pairs("refers_sectors").get(noun, ())


def home(sight: Sight, position: int, token: int, but: frozenset[str] = frozenset()) -> tuple[str, Mention] | None:
    """The state at home at a point: a place in the sentence, else the state that is both salient and the scene of
    the sentences before. `but` are states that it is not."""
    here = placed(sight, position, token)
    if here is not None and here.code and here.code not in but:
        return here.code, here
    named = salient_states(sight, position, token, at_home=True)
    ranked = [s for s in named if len(s.code) == 3 and s.code not in {"EUR", "IGO"} and s.code not in but]
    if sight.dateline is not None:
        ranked = [s._replace(weight=s.weight + _DATELINE * (s.code == sight.dateline.code)) for s in ranked]
        ranked.sort(key=lambda s: -s.weight)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[1].weight > 0.8 * ranked[0].weight and position == ranked[1].mention.sentence:
        subject = [s for s in ranked[:2] if s.mention.sentence == position]
        if len(subject) == 2:
            first = min(subject, key=lambda s: s.mention.left)
            return first.code, first.mention
    if ranked[0].mention.sentence == position:
        return ranked[0].code, ranked[0].mention
    scenes = {k: placed(sight, k, scene=True) for k in range(max(0, position - _SCENE), position)}
    for k, scene in scenes.items():
        if scene is not None:
            near = _STAYS / (position - k)
            ranked = [s._replace(weight=s.weight + near * (s.code == scene.code)) for s in ranked]
    best = max(ranked, key=lambda s: s.weight)
    return best.code, best.mention


def placed(sight: Sight, position: int, token: int | None = None, scene: bool = False) -> Mention | None:
    """The place where a sentence says that something is, or that the clause of `token` is told of: "in Cairo", "the
    city of Homs"; "of Syria" only for what is in that sentence, not for a `scene`; never where somebody only meets."""
    sentence = sight.sentences[position]
    tokens = sentence.tokens
    for m in sight.between(position, 0, len(tokens)):
        at = m.left - 1
        while at > 0 and tokens[at].lower in words("regions"):
            at -= 1
        low = tokens[at].lower if at >= 0 else ""
        there = low in _AT and not (low == "of" and (scene or _is_partner(sentence, at))) and m.span not in sight.venues
        label = m.left == 0 and m.right < len(tokens) and tokens[m.right].text == ":"
        there = there and not in_exile(sight, m) and (token is None or _reaches(sentence, m, token))
        if (there or label) and m.code and m.actor.kind in {"place", "state"} and m.form in {"name", "capital"}:
            return m
    return None


def _is_partner(sentence: Sentence, of: int) -> bool:
    """Whether a state is named as whose another side is: "consultations with the governments *of Syria*"."""
    noun = sentence.tokens[sentence.tokens[of].head]
    return noun.dep == "pobj" and sentence.tokens[noun.head].lower in _TOWARDS


def _reaches(sentence: Sentence, m: Mention, token: int) -> bool:
    """Whether what is at a place is told before, or in the clause that a token is in, and not only in one below it:
    "*parliament* must debate the war in Syria"."""
    if m.left < token:
        return True
    verb = governing_verb(sentence, m.right - 1)
    while (
        sentence.tokens[verb].dep in {"xcomp", "advcl", "pcomp", "relcl", "conj"}
        and sentence.tokens[verb].head != token
    ):
        # "is believed to be held in Iraq"
        above = governing_verb(sentence, verb)
        if sentence.tokens[verb].dep == "relcl" or above == verb:
            break
        verb = above
    if sentence.tokens[verb].dep in {"relcl", "acl"} and _holds(sentence, sentence.tokens[verb].head, token):
        return True
    at = governing_verb(sentence, token)
    for _ in range(_CLAUSES):
        if at == verb:
            return _is_adjunct(sentence, m, token)
        above = governing_verb(sentence, at)
        if above == at:
            return False
        at = above
    return False


def _holds(sentence: Sentence, head: int, token: int) -> bool:
    """Whether a token is in the words before a noun, or that noun."""
    return head == token or (token < head and not any(t.pos in {"VERB", "AUX"} for t in sentence.tokens[token:head]))


def _is_adjunct(sentence: Sentence, m: Mention, token: int) -> bool:
    """Whether a preposition hangs a place on a verb, or on a noun that is no object of it or that the token belongs
    to: "condemned the killing *of protesters* in Iran"."""
    tokens = sentence.tokens
    at = tokens[tokens[m.right - 1].head]
    if at.dep != "prep" or at.head == at.i:
        return True
    noun = tokens[at.head]
    return noun.pos in {"VERB", "AUX"} or noun.dep not in {"dobj", "attr"} or noun.i < token < at.i
