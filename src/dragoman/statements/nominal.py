"""Frames of nouns and adjectives: "its claim that", "doubts about", "is confident that", "willing to"."""

from __future__ import annotations

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.statements.frame import Frame
from dragoman.statements.spans import spans_of, subtree
from dragoman.statements.view import WH, View

_OBJECTS = frozenset({"pobj", "pcomp"})
_ABOUT = frozenset({"of", "about", "for", "against", "on"})
_PREDICATE = frozenset({"acomp", "ROOT", "oprd", "conj", "advcl", "attr", "ccomp", "relcl"})


def noun_frame(view: View, token: Token) -> Frame | None:
    """The frame of a noun with a clause, or with an "of" or "about" that names its content."""
    if token.lemma not in view.cues.attributing:
        return None
    heads: list[int] = []
    if token.lemma in view.cues.nouns or token.lemma in view.cues.nouns_of:
        heads = [t.i for t in view.kids(token.i) if t.i > token.i and _is_content(view, t)] or _predicate(view, token)
    slot = "clause"
    if not heads:
        slot = "of"
        heads = _about(view, token)
    if not heads:
        return None
    source, light = _owner(view, token)
    if slot == "of" and source is None:
        return None
    content = spans_of(view.sentence, heads[:1])
    if not content:
        return None
    left = light if light is not None and light < token.i else token.i
    return Frame(view.sentence, token.i, "noun", slot, (left, token.i + 1), source, content)


def _about(view: View, token: Token) -> list[int]:
    """What an "of" or "about" on the noun names, or on the light verb above it: "made the case for it"."""
    below = [t for t in view.kids(token.i) if t.lower in _ABOUT] if token.lemma in view.cues.nouns_of else []
    verb = view.tokens[token.head]
    if not below and token.dep == "dobj" and verb.lemma in view.cues.light:
        near = [*view.kids(token.i), *(t for t in view.kids(verb.i) if t.i > token.i)]
        below = [t for t in near if f"{token.lemma} {t.lower}" in view.cues.lent]
        below = below or [t for t in near if t.lower in _ABOUT - {"on"} and token.lemma in view.cues.nouns_of]
    return [i for t in below if t.dep == "prep" for i in view.objects_of(t, _OBJECTS)]


def _predicate(view: View, token: Token) -> list[int]:
    """The clause after "be" below its noun: "the fear is that it will spread"."""
    verb = view.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma != "be":
        return []
    return [t.i for t in view.kids(verb.i) if t.i > verb.i and t.dep in {"ccomp", "advcl"} and _is_content(view, t)][:1]


def _is_content(view: View, t: Token) -> bool:
    """A clause with "that" or "whether", or an infinitive, on a noun."""
    if t.dep not in {"acl", "ccomp", "relcl", "appos", "advcl"}:
        return False
    if t.dep != "relcl" and view.is_infinitive(t):
        return True
    return any(c.dep == "mark" and c.lower in {"that", "whether"} for c in view.kids(t.i))


def _owner(view: View, token: Token) -> tuple[Phrase | None, int | None]:
    """Whose claim it is: possessor, by- or from-phrase, nationality, or the subject of a light verb
    (with that verb)."""
    kids = list(view.kids(token.i))
    verb = view.tokens[token.head]
    lends = token.dep == "dobj" and verb.lemma in view.cues.light
    for t in kids:
        if t.dep == "poss":
            if t.tag == "PRP$" and lends and (subject := view.subject(verb)) is not None:
                return subject, verb.i  # "the general repeated his threat"
            return phrase_at(view.sentence, t.i), None
    for t in kids:
        if t.dep == "prep" and t.lower in {"by", "from", "among"}:
            for i in view.objects_of(t, frozenset({"pobj"})):
                return phrase_at(view.sentence, i), None
    if lends:
        return view.subject(verb), verb.i
    if token.dep == "attr" and verb.lemma == "be":
        return None, None
    for t in kids:
        if t.dep in {"amod", "compound"} and t.text[:1].isupper():
            return Phrase(t.i, t.i, t.i + 1), None
    return None, None


def adjective_frame(view: View, token: Token) -> Frame | None:
    """The frame of a predicate adjective of opinion or will."""
    if token.dep not in _PREDICATE:
        return None
    if token.lemma in view.cues.evident and view.tokens[token.head].lemma == "make":
        return _made_clear(view, token, view.tokens[token.head])
    verb = view.tokens[token.head] if token.pos == "ADJ" else token
    source = _moved(view, token) or view.subject(verb)
    if token.lemma in view.cues.evident and (source is None or view.tokens[source.head].lower == "it"):
        return _evident(view, token, verb)
    if source is None or not view.may_speak(source, "thought", "clause"):
        return None
    kids = list(view.kids(token.i))
    if verb.lemma in {"be", "feel"} and verb.i < token.i:
        kids += [t for t in view.kids(verb.i) if t.i > token.i and t.dep == "ccomp"]  # "was sure the vote was fair"
    heads = [t.i for t in kids if t.dep in {"ccomp", "xcomp"} and (view.is_finite(t) or view.is_infinitive(t))]
    if not heads:
        near = {"about", "of", "in", "to", "with", "on", "by", "at", "over"}
        heads = [
            i for t in kids if t.dep in {"prep", "agent"} and t.lower in near for i in view.objects_of(t, _OBJECTS)
        ]
    return view.frame(token, "adjective", "clause", source, spans_of(view.sentence, heads[:1]))


def _moved(view: View, token: Token) -> Phrase | None:
    """Who "was shocked by the attack": a feeling that looks like a passive."""
    own = [t.i for t in view.kids(token.i) if t.dep == "nsubjpass"]
    return phrase_at(view.sentence, own[0]) if own and token.lower in view.cues.adjectives else None


def _made_clear(view: View, token: Token, verb: Token) -> Frame | None:
    """ "She made it clear that …"."""
    source = view.subject(verb)
    if source is None or not any(t.lower == "it" for t in [*view.kids(token.i), *view.kids(verb.i)]):
        return None
    for t in [*view.kids(token.i), *view.kids(verb.i)]:
        if t.i > token.i and t.dep in {"ccomp", "advcl"} and view.is_finite(t):
            return Frame(
                view.sentence,
                token.i,
                "speech",
                "clause",
                (verb.i, token.i + 1),
                source,
                spans_of(view.sentence, [t.i]),
            )
    return None


def _evident(view: View, token: Token, verb: Token) -> Frame | None:
    """ "It is clear that …": nobody says to whom."""
    for t in [*view.kids(token.i), *view.kids(verb.i)]:
        if t.i > token.i and t.dep in {"ccomp", "csubj", "advcl"} and view.is_finite(t):
            first = min(subtree(view.sentence, t.i))
            if view.tokens[first].tag in WH or view.tokens[first].lower in {"that", "whether", "if"}:
                return view.frame(token, "adjective", "clause", None, spans_of(view.sentence, [t.i]))
    return None
