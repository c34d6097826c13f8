"""Pronouns: whom "he", "it", "they", "who", "each other" stand for.

Candidates are the points before the pronoun in its sentence and in the sentences before it; they are
filtered by person, number and gender, by binding (an object is not its own subject) and by quotation
marks, and ranked by distance and grammatical prominence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.actors.parallels import parallel
from dragoman.actors.points import PRONOUNS, Point, governing_verb
from dragoman.actors.sight import Sight
from dragoman.actors.words import words
from dragoman.language.tree import Sentence, Token

#: How many sentences back an antecedent may stand.
REACH = 4
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
RECIPROCAL = frozenset({"each other", "one another"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_STEP = 4.0
#: What a thing that is told of for the first time weighs more, and how prominent it must be at least.
_NEW, _RANKED_OBJECT = 6.0, 3.0
#: What a doer weighs less as the owner of what is hit, and the one who is judged more as the owner of the reason.
_DOER = 9.0
#: What those weigh whom a speaker speaks of.
_TOPIC = 8.0
_SUBJECT = 5.0
#: Verbs that say nothing of whether their subject acts.
_STATES = frozenset({"be", "have"})
#: What a body weighs less that nobody owns in its phrase.
_UNOWNED = 1.5
#: What a town weighs less that only tells where, and the prepositions that say so.
_TOWN, _THERE = 3.0, frozenset({"in", "at", "near", "outside", "from", "around"})
#: Prepositions whose object is not the clause's subject: "he spoke to him".
_ADDRESSING = frozenset({"to", "at", "on", "upon", "against", "of", "by"})
#: How little a single state is "they" to a speaker.
_ONE_STATE = -3.0
#: What the object of the verb before weighs more as the object of the next: "seized X and freed it".
_PARALLEL = 5.0
#: What the speaker weighs more as subject of what is said.
_SPEAKER = 8.0
#: What the subject after a fronted adjunct weighs more for a pronoun in it, and what opens such an adjunct.
_CATAPHOR = 12.0
_OPENING = frozenset({
    "after", "before", "following", "in", "during", "with", "at", "on", "by", "upon", "under", "throughout", "through",
    "for", "from", "since", "when", "while", "as", "once", "until", "without", "besides", "like",
})  # fmt: skip
#: A city or a capital is less often "it" than a state or an organisation.
_NEUTER = {"named": 1.5, "metonym": 1.0, "place": -1.0}


def is_pronoun(token: Token) -> bool:
    """Whether the token is a personal, possessive, reflexive or relative pronoun that this module resolves."""
    low = token.lower
    if low == "us":
        return token.text == "us"
    if low in PRONOUNS or low in FIRST:
        return token.text != "IT"
    return low in RELATIVE and token.tag in {"WP", "WP$", "WDT"}


def antecedents(
    sight: Sight, position: int, i: int, before: Sequence[Sequence[Point]], quoted: bool, shares: Mapping[str, float]
) -> list[tuple[float, Point]]:
    """Points that the pronoun at token `i` of the sentence at `position` may stand for, best first, with scores.

    `before` has the points of the sentences from `position - REACH` to `position`, in order; `shares`
    says how much of the document's names each code has, 0 to 1.
    """
    sentence = sight.sentences[position]
    token = sentence.tokens[i]
    kind = PRONOUNS[token.lower]
    if token.lower in _REFLEXIVE:
        own = [p for p in before[-1] if p.head < i and p.rank >= 5.0 and p.verb == governing_verb(sentence, i)]
        if own:
            return [(own[-1].rank, own[-1])]
    scored: list[tuple[float, int, Point]] = []
    verb = governing_verb(sentence, i)
    vehicles = token.tag == "PRP$" and kind == "n" and sentence.tokens[token.head].lemma in words("of_vehicles")
    acts = (token.tag == "PRP$" and not vehicles) or (
        token.dep == "nsubj" and sentence.tokens[verb].lemma in words("agent_verbs")
    )
    does = sentence.tokens[verb].lemma
    beside = parallel(sentence, token, verb)
    thing = vehicles or token.dep == "nsubjpass" or does in _STATES or does in words("thing_verbs")
    deed = kind == "p" and token.dep == "nsubj" and not thing and sentence.tokens[verb].pos == "VERB"
    subject = subject_of(sentence, i) if token.dep not in {"nsubj", "nsubjpass"} else _above(sentence, verb)
    speaker = _speaker(sentence, token, verb)
    not_doer, helped = _hit(sentence, token)
    for points in before:
        for order, point in enumerate(points):
            weight = _weight(point, kind, quoted)
            if weight is None or sight.is_venue(point.position, point.head):
                continue
            if (acts or deed) and point.reading is not None and point.reading.kind == "thing":
                continue
            if vehicles and (point.reading is None or point.reading.kind not in {"thing", "asset"}):
                continue
            if kind == "n":
                weight += _as_neuter(sight, point, thing and not acts)
            distance = position - point.position
            if distance == 0 and (point.head >= i or _bound(sentence, token, verb, point)):
                continue
            score = point.rank + weight - _STEP * distance + _share(point, shares)
            if distance == 0:
                score += 0.6 + (3.0 if _is_at(sentence, point, subject) else 0.0)
                score += _PARALLEL if _is_at(sentence, point, beside) else 0.0
                score += (_DOER if point.head == helped else 0.0) - (_DOER if point.head == not_doer else 0.0)
                score += _SPEAKER if _is_at(sentence, point, speaker) and _can_speak(point, kind) else 0.0
            scored.append((score, -distance * 1000 + order, point))
    if quoted:
        scored.extend(_spoken_of(sentence, i, kind, before[-1]))
    if not quoted:
        scored.extend(_fronted(sentence, i, kind, before[-1]))
    if not scored:
        scored = list(_following(sentence, i, kind, quoted, before[-1]))
    scored.sort(key=lambda s: (-s[0], -s[1]))
    return [(score, p) for score, _, p in scored]


def _is_at(sentence: Sentence, point: Point, noun: int | None) -> bool:
    """Whether a point is a noun, or what it is called in apposition: "one of the sponsors, *Turkey*, said it …"."""
    token = sentence.tokens[point.head]
    return noun is not None and (point.head == noun or (token.dep == "appos" and token.head == noun))


def _is_new(sight: Sight, point: Point) -> bool:
    """Whether a point is a thing that its sentence tells of for the first time: "tested a missile. It can …"."""
    if point.reading is None or point.reading.kind not in {"thing", "asset"} or point.rank < _RANKED_OBJECT:
        return False
    return sight.sentences[point.position].tokens[point.phrase.left].lower in {"a", "an"}


def _hit(sentence: Sentence, token: Token) -> tuple[int | None, int | None]:
    """Who does what happens to a possessor's own, and is not the possessor ("Latvia said Russia had attacked its
    ships"), and who is meant because what is theirs is praised or blamed ("thanked X for his help")."""
    if token.tag != "PRP$" or token.head == token.i:
        return None, None
    noun = sentence.tokens[token.head]
    if token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].lower == "own":
        return None, None
    above = sentence.tokens[noun.head]
    if noun.dep == "pobj":
        verb = sentence.tokens[above.head]
        if above.lower in {"for", "over", "on"}:
            person = verb if verb.dep == "dobj" else None
            verb = sentence.tokens[verb.head] if person is not None else verb
            if verb.lemma in words("judging"):
                return None, next((k for k in sentence.children[verb.i] if sentence.tokens[k].dep == "dobj"), None)
        replies = above.lower == "to" and verb.lemma in words("replying")
        if verb.pos == "VERB" and (above.lower == "into" or replies):
            return _doer(sentence, verb.i), None
        above = verb
    hostile = above.lemma in words("hostile") or above.lemma in words("intruding")
    return (_doer(sentence, above.i) if hostile and noun.dep in {"dobj", "pobj"} else None), None


def _doer(sentence: Sentence, verb: int) -> int | None:
    """The subject of a verb, also "accused X of attacking"."""
    token = sentence.tokens[verb]
    if token.dep == "pcomp" and token.head != verb:
        above = sentence.tokens[token.head].head
        return next((k for k in sentence.children[above] if sentence.tokens[k].dep == "dobj"), None)
    return _subject_of_verb(sentence, verb)


def _share(point: Point, shares: Mapping[str, float]) -> float:
    code = point.reading.entities[0].code if point.reading is not None and point.reading.entities else None
    return shares.get(code, 0.0) if code else 0.0


def _weight(point: Point, kind: str, quoted: bool) -> float | None:
    """How well a point agrees with a pronoun of this class; None if it cannot be meant."""
    weight = _agreement(point, kind)
    if weight is None and quoted and kind == "p" and point.reading is not None and point.reading.kind == "state":
        # A speaker may call another state "they".
        weight = _ONE_STATE
    if weight is None:
        return None
    if point.quoted and not quoted:
        weight -= 5.0
    if kind in {"n", "p"} and _is_press(point) and not point.quoted:
        if quoted:
            return None
        weight -= 4.0 if point.rank < _SUBJECT or kind == "p" else 0.0
    return weight


def _as_neuter(sight: Sight, point: Point, thing: bool) -> float:
    """What a point weighs more or less as "it"; `thing` says whether the verb is one that things have."""
    if point.rank < _SUBJECT and _is_town(sight, point):
        return -_TOWN
    if thing and _is_new(sight, point):
        return _NEW
    return _UNOWNED if _is_short_name(sight, point) else 0.0


def _is_short_name(sight: Sight, point: Point) -> bool:
    """Whether a point is a body called by a capitalised noun alone: "the Council"."""
    if point.reading is None or point.reading.owned or point.reading.kind not in {"body", "group", "org"}:
        return False
    tokens = sight.sentences[point.position].tokens
    return tokens[point.head].text[:1].isupper() and tokens[point.head].pos == "PROPN"


def _is_town(sight: Sight, point: Point) -> bool:
    """Whether a point is a town that is named only because something is there."""
    if point.reading is None or point.reading.entities[0].basis not in {"place", "metonym"}:
        return False
    tokens = sight.sentences[point.position].tokens
    return tokens[tokens[point.head].head].lower in _THERE


def _is_press(point: Point) -> bool:
    """Whether a point is an outlet or an agency: who is told something is hardly spoken of."""
    return point.reading is not None and point.reading.entities[0].sector == "JRN" and not point.members


def _agreement(point: Point, kind: str) -> float | None:
    if point.pronoun is not None:
        return 1.5 if point.pronoun == kind else None
    reading = point.reading
    assert reading is not None
    if point.members:
        if kind != "p" or reading.kind in {"thing", "none", "asset"}:
            return None
        return 3.0 if point.members[-1] != point.head else 2.0
    who = reading.kind
    if kind in {"m", "f"}:
        return _personal(point, kind)
    if kind == "n":
        if who in {"state", "org", "group", "body", "place", "asset"} and not reading.plural:
            return _NEUTER.get(reading.entities[0].basis, 1.2) - (0.0 if reading.owned else _UNOWNED)
        if who == "collective":
            return 1.0
        return 1.2 if who == "thing" and not reading.plural else None
    if who == "thing":
        return 0.3 if reading.plural else None
    if reading.plural and reading.role is not None and not reading.owned and not reading.definite:
        return 1.0 if who in {"crowd", "body", "asset"} else None
    if reading.plural and who in {"crowd", "people", "body", "place", "asset", "org", "group", "state", "collective"}:
        return 1.5
    if who in {"group", "org", "body", "crowd", "people"}:
        return 0.5
    return None


def _personal(point: Point, kind: str) -> float | None:
    reading = point.reading
    assert reading is not None
    if reading.kind != "person" or reading.plural:
        return None
    if reading.gender is not None:
        return 2.0 if reading.gender == kind else None
    named = reading.role is None
    return (1.0 if named else 0.5 if reading.owned else 0.0) + (0.3 if kind == "m" else 0.0)


def _bound(sentence: Sentence, token: Token, verb: int, point: Point) -> bool:
    """Whether binding forbids it: "Putin criticised him"; the phrase that holds "his" is not his own."""
    if point.phrase.left <= token.i < point.phrase.right and not point.members:
        return True
    if token.tag == "PRP$" or token.dep == "poss":
        return False
    if token.dep in {"nsubj", "nsubjpass"}:
        return False
    return point.verb == verb and token.lower not in _REFLEXIVE and _same_clause_argument(sentence, token, point)


def _same_clause_argument(sentence: Sentence, token: Token, point: Point) -> bool:
    head = sentence.tokens[point.head]
    return head.dep in {"nsubj", "nsubjpass", "dobj", "dative"} or (head.dep == "pobj" and token.dep == "dobj")


def _above(sentence: Sentence, verb: int) -> int | None:
    """The subject of the clause that governs the clause of `verb`: "X said that he …"."""
    token = sentence.tokens[verb]
    return (
        _subject_of_verb(sentence, token.head)
        if token.dep in {"ccomp", "advcl", "conj"} and token.head != verb
        else None
    )


def subject_above(sentence: Sentence, i: int) -> int | None:
    """The subject of the clause that governs the clause of a token: "X said that the enemy …"."""
    return _above(sentence, governing_verb(sentence, i))


def _speaker(sentence: Sentence, token: Token, verb: int) -> int | None:
    """Who says what the clause of a subject pronoun tells, also through "who": "Putin, who said he would come"."""
    above = sentence.tokens[verb]
    if token.dep not in {"nsubj", "nsubjpass"} or above.dep != "ccomp" or above.head == verb:
        return None
    asked = any(sentence.tokens[k].lower in {"whether", "if"} for k in sentence.children[verb])
    if asked and sentence.tokens[above.head].lemma == "ask":
        return next((k for k in sentence.children[above.head] if sentence.tokens[k].dep in {"dobj", "dative"}), None)
    if sentence.tokens[above.head].lemma not in words("saying"):
        return None
    subject = _subject_of_verb(sentence, above.head)
    if subject is not None and sentence.tokens[subject].lower in RELATIVE:
        return relative_antecedent(sentence, subject)
    return subject


def _can_speak(point: Point, kind: str) -> bool:
    """Whether a point that agrees with a pronoun can be the one who says something of itself by it."""
    if kind != "p" or point.members or point.reading is None:
        return True
    return point.reading.plural or point.reading.kind in {"group", "body"}


def _following(
    sentence: Sentence, i: int, kind: str, quoted: bool, points: Sequence[Point]
) -> Iterator[tuple[float, int, Point]]:
    """ "After he met Xi, Putin said …": a subject that follows, if nothing stands before."""
    for order, point in enumerate(points):
        if point.head > i and point.rank >= 5.0 and point.pronoun is None and (kind == "p" or not point.members):
            weight = _weight(point, kind, quoted)
            if weight is not None and sentence.tokens[point.verb].dep in {"ROOT", "ccomp", "conj"}:
                yield point.rank + weight, -order, point


def _fronted(sentence: Sentence, i: int, kind: str, points: Sequence[Point]) -> Iterator[tuple[float, int, Point]]:
    """ "After his talks with Putin, *Erdogan* praised Iran": the subject after the adjunct that the pronoun is in."""
    for score, order, point in _following(sentence, i, kind, False, points):
        subject = sentence.tokens[point.head]
        if subject.dep not in {"nsubj", "nsubjpass"} or subject.head != point.verb or subject.pos != "PROPN":
            continue
        top = sentence.tokens[i]
        while top.head not in {top.i, point.verb}:
            top = sentence.tokens[top.head]
        kids = {
            sentence.tokens[k].lower for k in sentence.children[top.i] if sentence.tokens[k].dep in {"mark", "advmod"}
        }
        opens = top.lower in _OPENING if top.dep == "prep" else top.dep == "advcl" and bool(kids & _OPENING)
        if opens and top.head == point.verb and top.i < point.head:
            yield score + _CATAPHOR, order, point


def _spoken_of(sentence: Sentence, i: int, kind: str, points: Sequence[Point]) -> Iterator[tuple[float, int, Point]]:
    """ "He is a liar," X said of Y: whom a speaker speaks of behind the quotation."""
    for order, point in enumerate(points):
        preposition = sentence.tokens[sentence.tokens[point.head].head]
        if point.head < i or point.members or sentence.tokens[point.head].dep != "pobj":
            continue
        above = sentence.tokens[preposition.head].lemma
        if (preposition.lower in {"of", "about"} and above in words("saying")) or (
            preposition.lower == "to" and above == "refer"
        ):
            weight = _weight(point, kind, True)
            if weight is not None and not point.quoted:
                yield _TOPIC + weight, order, point


def other_argument(sentence: Sentence, i: int) -> int | None:
    """The subject of a clause whose object the pronoun at token `i` is; None for subjects, possessors, reflexives."""
    token = sentence.tokens[i]
    if token.lower in _REFLEXIVE or token.head == i:
        return None
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.lower in _ADDRESSING:
        above = sentence.tokens[above.head]
    elif token.dep not in {"dobj", "dative"}:
        return None
    return _doer(sentence, above.i) if above.pos in {"VERB", "AUX"} else None


def relative_antecedent(sentence: Sentence, i: int) -> int | None:
    """The noun that a relative pronoun's clause hangs on."""
    token = sentence.tokens[i]
    for _ in range(12):
        if token.dep in {"relcl", "acl"}:
            return token.head
        if token.head == token.i:
            return None
        token = sentence.tokens[token.head]
    return None


def subject_of(sentence: Sentence, i: int) -> int | None:
    """The subject of the clause of a token, or of the clause above that lends it one."""
    return _subject_of_verb(sentence, governing_verb(sentence, i))


def _subject_of_verb(sentence: Sentence, verb: int) -> int | None:
    for _ in range(4):
        for k in sentence.children[verb]:
            if sentence.tokens[k].dep in {"nsubj", "nsubjpass"}:
                return k
        above = sentence.tokens[verb]
        if above.head == verb or above.dep not in {"conj", "xcomp", "advcl", "acl"}:
            return None
        verb = above.head
    return None
