"""Issues: the words of a part, normalised, its topic, its pole and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import single
from dragoman.language.repairs import extent
from dragoman.positions.reading import DAYS, PERSONAL, Part, View
from dragoman.positions.topics import Match, Subjects, first_topic, topic_of
from dragoman.positions.wording import name_of, words_of

#: So many words of its own make an issue of no listed topic one.
_SEVERAL = 4
#: So many where one of them is a noun that the issue is about.
_SOME = 2
#: How many tokens an issue may have that stands for "that" and "this".
_FAR = 14
#: Relative pronouns and what else names nothing itself.
_EMPTY_POS = frozenset({"PRON", "DET", "NUM", "ADV", "SYM", "X", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as the record has it; `right` is the last token of its words, `listed` says that its topic is known,
    `telling` that it names somebody or something, or has several words of its own, `saying` that it has a noun of its
    own with a word beside it."""

    words: str
    id: str
    target: tuple[str, ...]
    left: int
    right: int
    listed: bool
    weak: bool = False
    telling: bool = False
    saying: bool = False


def issue_of(view: View, part: Part, subjects: Subjects, actor: str, *, somebody: bool = False) -> Issue | None:
    """The issue that a part tells, or None where it names none; `somebody` says that it may be a state or people."""
    if _soothes(view, part) or _is_bare(view, part) or view.tokens[part.left].tag == "WP$":
        return None
    light = part if part.is_clause else None
    part = _antecedent(view, _through(view, part))
    head = view.tokens[part.head]
    if not part.is_clause and head.pos == "PRON" and head.lower in PERSONAL and somebody:
        return _side(view, part, subjects, actor)
    if not part.is_clause and head.pos in _EMPTY_POS:
        return None
    match = topic_of(view, part)
    if match is None and not part.is_clause and head.lemma in view.tables.words["leading_to"]:
        wide = replace(part, right=extent(view.sentence, part.head)[1] + 1)
        match = topic_of(view, wide)
        part = wide if match is not None else part
    if match is None and light is not None and light != part:
        part, match = light, topic_of(view, light)
    if match is None and not part.is_clause:
        phrase = Phrase(part.head, part.left, part.right)
        if head.lemma not in view.tables.words["own_topic"] and view.is_somebody(phrase):
            taken = _side(view, part, subjects, actor) if somebody else None
            if taken is not None or not somebody or head.pos != "NOUN":
                return taken
        says = _own_words(view, part) >= _SEVERAL - 1 or any(
            t.dep == "compound" and t.pos in {"NOUN", "PROPN"} for t in view.kids(part.head)
        )
        if (head.lemma in view.tables.words["empty"] and not says) or (
            head.lemma in view.tables.words["settings"] - view.tables.words["own_topic"] and not _is_named(view, part)
        ):
            return None
        if head.pos == "PROPN" and not somebody:
            return None
    return _made(view, part, match, subjects, actor)


def _side(view: View, part: Part, subjects: Subjects, actor: str) -> Issue | None:
    """A state or body that somebody supports: the issue is whose side is taken."""
    target = tuple(sorted(subjects.settle(view, part, None, actor) - {actor}))
    words = _state_name(view, part) or name_of(view, part.head) or words_of(view, part)
    if target:
        return Issue(words, "side:" + "-".join(target), target, part.left, part.right, True)
    name = _countryman(view, part, actor)
    if not name:
        return None
    return Issue(words, "side:" + _slug(name), (actor,), part.left, part.right, True)


def _state_name(view: View, part: Part) -> str:
    """ "pro-*Russian*": the state that an adjective alone names."""
    found = view.casting.cast.mention_at(view.sentence, part.head) if part.right - part.left == 1 else None
    adjective = view.tokens[part.head].pos == "ADJ" and found is not None and found.actor.kind == "state"
    return found.actor.name if adjective and found is not None else ""


def _countryman(view: View, part: Part, actor: str) -> str:
    """The name of a person or party of the actor's own country whom a part names; empty for anybody else."""
    head = view.tokens[part.head]
    found = view.casting.cast.mention_at(view.sentence, part.head)
    if found is not None:
        return found.actor.name if found.actor.kind in {"person", "group", "org", "people"} else ""
    if head.pos not in {"PRON", "PROPN"} or head.lower in {"it", "them", "they"}:
        return ""
    known = (e for e in view.casting.coded(single(part.head)) if (e.identifier_id or "").startswith("person:"))
    return next((e.identifier_text or "" for e in known if e.code == actor), "")


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words).strip("-").lower()


def _made(view: View, part: Part, match: Match | None, subjects: Subjects, actor: str) -> Issue:
    target = tuple(sorted(subjects.settle(view, part, match, actor)))
    topic = match.topic.id if match is not None else _own_topic(view, part)
    turned = match is not None and (match.opposite != _is_ended(view, part, match))
    words = words_of(view, part)
    identifier = ("~" if turned else "") + topic + ":" + "-".join(target)
    own = view.tables.words["leading_to"] | view.tables.words["own_topic"]
    led = not part.is_clause and view.tokens[part.head].lemma in own
    listed = (match is not None and not match.topic.weak) or led
    weak = match is not None and match.topic.weak
    says = not weak and _has_thing(view, part) and _own_words(view, part) >= _SOME
    telling = _is_telling(view, part)
    return Issue(words, identifier, target, part.left, part.right, listed, weak, telling, says)


def _is_telling(view: View, part: Part) -> bool:
    """Whether an issue of no listed topic says enough to be one: it names somebody or something."""
    who = (part.subject.left, part.subject.right) if part.subject is not None else (0, 0)
    stretch = [*view.tokens[part.left : part.right], *view.tokens[slice(*who)]]
    if any(t.pos == "PROPN" and t.lower not in DAYS for t in stretch):
        return True
    if part.subject is not None and name_of(view, part.subject.head):
        return True
    if _is_named(view, part) or _is_told_of(view, part):
        return True
    return _own_words(view, part) >= _SEVERAL


def _is_told_of(view: View, part: Part) -> bool:
    """ "a compromise that divides the island": whether a relative clause says what a thing is."""
    verbs = (t for t in view.kids(part.head) if t.dep == "relcl" and not part.is_clause)
    return any(t.dep in {"dobj", "attr"} and t.pos in {"NOUN", "PROPN"} for v in verbs for t in view.kids(v.i))


def _own_words(view: View, part: Part) -> int:
    """How many words say something in an issue."""
    who = (part.subject.left, part.subject.right) if part.subject is not None else (0, 0)
    stretch = [*view.tokens[part.left : part.right], *view.tokens[slice(*who)]]
    light = view.tables.words["light_acts"] | (set() if part.is_clause else view.tables.words["empty"])
    return sum(t.pos in {"NOUN", "ADJ", "VERB"} and t.lemma not in light for t in stretch)


def _has_thing(view: View, part: Part) -> bool:
    """Whether an issue is told by a noun of its own: the head, or the object of a verb that says something."""
    words = view.tables.words
    if not part.is_clause:
        return view.tokens[part.head].pos == "NOUN"
    if view.tokens[part.head].lemma in words["light_acts"] | words["unwilled"] and not _is_sent(view, part):
        return False
    things = (t for t in view.kids(part.head) if t.dep in {"dobj", "nsubjpass"})
    return any(t.pos == "NOUN" and t.lemma not in words["empty"] | words["settings"] for t in things)


def _is_named(view: View, part: Part) -> bool:
    """Whether the words of an issue name a state, a body or a person."""
    return any(view.casting.cast.mention_at(view.sentence, i) for i in range(part.left, part.right))


def _own_topic(view: View, part: Part) -> str:
    """The lemma of the head, for what topics.toml does not list."""
    head = view.tokens[part.head]
    lemma = head.lemma if head.pos == "NOUN" else head.lower
    return _slug(lemma) or "issue"


def _is_ended(view: View, part: Part, match: Match) -> bool:
    """Whether what lasts is to end: "lift the sanctions", "an end to the tariffs"; two ends undo each other."""
    if not match.topic.lasting:
        return False
    words = view.tables.words
    before = view.tokens[part.left : match.left]
    count = sum(t.lemma in words["ending"] if t.pos == "VERB" else t.lemma in words["ending_nouns"] for t in before)
    head = view.tokens[part.head]
    if part.is_clause and head.i >= match.right:
        count += head.lemma in words["ending"]
    return count % 2 == 1


def _through(view: View, part: Part) -> Part:
    """What a verb that says little is about: "to see an end to the war", "to contribute to the talks"."""
    for _ in range(4):
        if not part.is_clause:
            return part
        token = view.tokens[part.head]
        if token.lemma not in view.tables.words["light_acts"] or any(t.dep == "prt" for t in view.kids(part.head)):
            return part
        inner = _inner(view, part)
        if inner is None or view.tokens[inner.head].pos in _EMPTY_POS:
            return part
        if topic_of(view, inner) is None and topic_of(view, part) is not None:
            return part
        if (
            not inner.is_clause
            and view.is_somebody(Phrase(inner.head, inner.left, inner.right))
            and _is_sent(view, part)
        ):
            return part
        part = inner
    return part


def _is_sent(view: View, part: Part) -> bool:
    """ "send further forces": that people are sent, given or kept is the issue, not they."""
    return view.tokens[part.head].lemma in {
        "send",
        "give",
        "keep",
        "bring",
        "take",
        "return",
        "provide",
        "accept",
        "allow",
    }


def _inner(view: View, part: Part) -> Part | None:
    kids = list(view.kids(part.head))
    if part.subject is not None and any(t.dep == "dobj" and t.lemma in view.tables.words["effecting"] for t in kids):
        return view.noun_part(part.subject.head)  # "the tariffs take effect"
    for kid in kids:
        if kid.dep in {"dobj", "nsubjpass"}:
            found = view.reaching(part.head, view.noun_part(kid.i))
            return replace(found, subject=part.subject) if kid.dep == "dobj" else found
    for kid in kids:
        if kid.lower in {"sure", "certain", "clear"}:  # "make sure that X"
            told = next((t for t in view.kids(kid.i) if t.dep in {"ccomp", "xcomp"} and t.pos == "VERB"), None)
            if told is not None:
                return view.clause_part(told.i, view.subject_of(told.i))
        if kid.dep in {"xcomp", "ccomp"} and kid.pos == "VERB":
            return view.clause_part(kid.i, view.subject_of(kid.i) or part.subject)
    for kid in kids:
        if kid.dep == "prep" and kid.lower in {"to", "for", "in", "towards", "toward", "on", "by", "with"}:
            under = view.objects(part.head, kid.lower)
            if under:
                return under[0] if under[0].subject is not None else replace(under[0], subject=part.subject)
    return None


def _antecedent(view: View, part: Part) -> Part:
    """The noun that a relative pronoun stands for."""
    token = view.tokens[part.head]
    if part.is_clause or token.tag not in {"WDT", "WP"}:
        return part
    verb = view.tokens[token.head]
    for _ in range(3):
        if verb.dep == "relcl":
            return view.noun_part(verb.head)
        verb = view.tokens[verb.head]
    return part


def _is_verb(view: View, i: int) -> bool:
    clause = view.clause.get(i)
    return clause is not None and clause.kind == "verb"


def _is_bare(view: View, part: Part) -> bool:
    """ "wished that he had": a verb that stands for another."""
    token = view.tokens[part.head]
    if not part.is_clause or token.lemma not in {"have", "do", "be"}:
        return False
    return not any(t.dep not in {"nsubj", "neg", "aux", "mark", "punct", "advmod"} for t in view.kids(part.head))


def _soothes(view: View, part: Part) -> bool:
    """ "to allay concerns over X" is no stance on X."""
    return part.is_clause and any(
        t.dep == "dobj" and t.lemma in view.tables.words["moods"] for t in view.kids(part.head)
    )


def before_this(views: Iterable[View], i: int) -> tuple[View, Part] | None:
    """What "that" or "this" at token `i` of the last view stands for: the nearest topic told before, in the clause
    that tells it."""
    listed = list(views)
    for n, view in enumerate(reversed(listed)):
        end = i if n == 0 else len(view.tokens)
        match = first_topic(view, end)
        if match is None:
            continue
        head = match.right - 1
        while view.tokens[head].head != head and not _is_verb(view, head):
            head = view.tokens[head].head
        clause = view.clause.get(head)
        subject = next(iter(clause.roles.get("agent", ())), None) if clause is not None else None
        left = min(match.left, subject.left if subject is not None else head)
        if match.right - left > _FAR:
            left = view.noun_part(match.left).left
        return view, Part(match.right - 1, left, max(match.right, left + 1))
    return None


def is_echo(view: View, part: Part) -> bool:
    """Whether a noun stands for what was told before: "this move", "such a step"."""
    token = view.tokens[part.head]
    if part.is_clause or token.lemma not in view.tables.words["echoes"]:
        return False
    kids = list(view.kids(part.head))
    pointed = any(t.lower in {"this", "that", "these", "such"} for t in kids if t.dep in {"det", "amod", "predet"})
    rest = [t for t in kids if t.dep not in {"det", "predet", "punct", "conj", "cc"}]
    return pointed and all(t.dep == "amod" for t in rest)


def act_before(view: View, i: int) -> tuple[View, Part] | None:
    """The act told last before token `i` in its own sentence: "India scrapped X, and Norway opposed the move"."""
    cues = {s.cue_span[0] for s in view.statements if s.cue_span is not None}
    told = [c for c in view.clause.values() if c.kind == "verb" and c.head < i and c.roles.get("patient")]
    told = [c for c in told if not c.negated and view.tokens[c.head].start not in cues]
    found = max((c for c in told if view.tokens[i].head != c.head), key=lambda c: c.head, default=None)
    if found is None:
        return None
    return view, replace(view.clause_part(found.head, next(iter(found.roles.get("agent", ())), None)), denied=False)


def clause_before(views: Sequence[View]) -> tuple[View, Part] | None:
    """The clause that "this" in the last view stands for, where no topic was told: what the sentence before tells
    first, without who says so."""
    for view in reversed(views[:-1]):
        told = [c for c in view.clause.values() if c.kind == "verb" and c.roles.get("patient") and c.marker is None]
        cues = {s.cue_span[0] for s in view.statements if s.cue_span is not None}
        found = next((c for c in sorted(told, key=lambda c: c.head) if view.tokens[c.head].start not in cues), None)
        if found is None or found.negated:
            continue
        subject = next(iter(found.roles.get("agent", ())), None)
        return view, replace(view.clause_part(found.head, subject), denied=False)
    return None
