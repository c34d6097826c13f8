"""Pronouns: whom "he", "it", "they", "who", "each other" stand for.

Candidates are the points before the pronoun in its sentence and in the sentences before it; they are
filtered by person, number and gender, by binding (an object is not its own subject) and by quotation
marks, and ranked by distance and grammatical prominence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.agreement import agreement, as_neuter
from dragoman.actors.parallels import accused, addressee, demand, parallel, reason, undergoer
from dragoman.actors.points import PRONOUNS, Point, governing_verb
from dragoman.actors.sight import Sight
from dragoman.actors.words import words
from dragoman.language.tree import Sentence, Token

#: How many sentences back an antecedent may stand.
REACH = 4
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_STEP = 4.0
#: What a doer weighs less as the owner of what is hit, and the one who is judged more as the owner of the reason.
_DOER = 9.0
#: What those weigh whom a speaker speaks of.
_TOPIC = 8.0
#: Verbs that say nothing of whether their subject acts.
_STATES = frozenset({"be", "have"})
#: Prepositions whose object is not the clause's subject: "he spoke to him".
_ADDRESSING = frozenset({"to", "at", "on", "upon", "against", "of", "by"})
#: What the object of the verb before weighs more as the object of the next: "seized X and freed it".
_PARALLEL = 5.0
#: What things weigh less as "they" who do something.
_UNLIKELY = 3.0
#: What the undergoer of the clause above weighs more as subject of a passive, and who was accused as who answers.
_UNDERGOER, _ANSWER = 8.0, 6.0
#: What the speaker weighs more as subject of what is said.
_SPEAKER = 8.0
#: What the subject after a fronted adjunct weighs more for a pronoun in it, and what opens such an adjunct.
_CATAPHOR = 12.0
_OPENING = frozenset({
    "after", "before", "following", "in", "during", "with", "at", "on", "by", "upon", "under", "throughout", "through",
    "for", "from", "since", "when", "while", "as", "once", "until", "without", "besides", "like",
})  # fmt: skip


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
    pull = _pull(sight, position, token)
    for points in before:
        for order, point in enumerate(points):
            weight = agreement(point, kind, quoted)
            if weight is None or sight.is_venue(point.position, point.head) or not pull.allows(point):
                continue
            if kind == "n":
                weight += as_neuter(sight, point, pull.thing and not pull.acts)
            distance = position - point.position
            if distance == 0 and (point.head >= i or _bound(sentence, token, pull.verb, point)):
                continue
            score = point.rank + weight - _STEP * distance + _share(point, shares)
            score += pull.nearness(sentence, point, kind) if distance == 0 else 0.0
            score -= _UNLIKELY if pull.deed and point.reading is not None and point.reading.kind == "thing" else 0.0
            score += _ANSWER if distance == 1 and point.head in pull.answering else 0.0
            scored.append((score, -distance * 1000 + order, point))
    scored.extend((_spoken_of if quoted else _fronted)(sentence, i, kind, before[-1]))
    if not scored:
        scored = list(_following(sentence, i, kind, quoted, before[-1]))
    scored.sort(key=lambda s: (-s[0], -s[1]))
    return [(score, p) for score, _, p in scored]


@dataclass(frozen=True, slots=True)
class _Pull:
    """What the clause of a pronoun says of who it is. Tokens of its sentence: its `verb`, the `subject` of that clause
    or of the one above, what stands `beside` it in the clause before, who is no `doer`, is `helped`, speaks or
    `suffers`; `answering` are tokens of the sentence before. `acts`: no thing; `deed`: hardly; `thing`: maybe."""

    verb: int
    acts: bool
    deed: bool
    thing: bool
    vehicles: bool
    subject: int | None
    beside: int | None
    doer: int | None
    helped: int | None
    speaker: int | None
    suffers: int | None
    answering: frozenset[int]

    def allows(self, point: Point) -> bool:
        """Whether the kind of a participant can do or have what the clause tells."""
        kind = point.reading.kind if point.reading is not None else None
        if self.acts and kind == "thing":
            return False
        return not self.vehicles or kind in {"thing", "asset"}

    def nearness(self, sentence: Sentence, point: Point, kind: str) -> float:
        """What a participant of the pronoun's own sentence weighs more."""
        score = 0.6 + (3.0 if _is_at(sentence, point, self.subject) else 0.0)
        score += _PARALLEL if _is_at(sentence, point, self.beside) else 0.0
        score += (_DOER if point.head == self.helped else 0.0) - (_DOER if point.head == self.doer else 0.0)
        score += _SPEAKER if _is_at(sentence, point, self.speaker) and _can_speak(point, kind) else 0.0
        return score + (_UNDERGOER if point.head == self.suffers else 0.0)


def _pull(sight: Sight, position: int, token: Token) -> _Pull:
    sentence = sight.sentences[position]
    kind = PRONOUNS[token.lower]
    verb = governing_verb(sentence, token.i)
    does = sentence.tokens[verb].lemma
    vehicles = token.tag == "PRP$" and kind == "n" and sentence.tokens[token.head].lemma in words("of_vehicles")
    owns = token.tag == "PRP$" and not vehicles
    thing = vehicles or token.dep == "nsubjpass" or does in _STATES or does in words("thing_verbs")
    is_subject = token.dep in {"nsubj", "nsubjpass"}
    doer, helped = _hit(sentence, token)
    asked = demand(sentence, token, verb)
    doer = _subject_of_verb(sentence, asked) if asked is not None else doer
    helped = reason(sentence, token, verb) if helped is None else helped
    return _Pull(
        verb,
        acts=owns or (token.dep == "nsubj" and does in words("agent_verbs")),
        deed=kind == "p" and token.dep == "nsubj" and not thing and sentence.tokens[verb].pos == "VERB",
        thing=thing,
        vehicles=vehicles,
        subject=_above(sentence, verb) if is_subject else subject_of(sentence, token.i),
        beside=parallel(sentence, token, verb),
        doer=doer,
        helped=helped,
        speaker=_speaker(sentence, token, verb),
        suffers=undergoer(sentence, token, verb),
        answering=accused(sight, position, token, verb),
    )


def _is_at(sentence: Sentence, point: Point, noun: int | None) -> bool:
    """Whether a point is a noun, or what it is called in apposition: "one of the sponsors, *Turkey*, said it …"."""
    token = sentence.tokens[point.head]
    return noun is not None and (point.head == noun or (token.dep == "appos" and token.head == noun))


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
    if token.dep not in {"nsubj", "nsubjpass"} or above.dep not in {"ccomp", "advcl"} or above.head == verb:
        return None
    told = addressee(sentence, verb)
    if told is not None or above.dep == "advcl":
        return told
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
            weight = agreement(point, kind, quoted)
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
            weight = agreement(point, kind, True)
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
