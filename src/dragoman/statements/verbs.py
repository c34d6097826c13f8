"""Frames of verbs: "said that", "hopes to", "urged them to", "condemned the attack", "is expected to"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.statements.closing import closing_content, closing_source
from dragoman.statements.contents import content_of, loose, spans_in
from dragoman.statements.frame import Frame
from dragoman.statements.nominal import noun_frame
from dragoman.statements.spans import is_compound, runs, spans_of
from dragoman.statements.view import View

_OBJECTS = frozenset({"pobj", "pcomp"})
_PASSIVE = frozenset({"auxpass", "nsubjpass"})


def verb_frame(view: View, token: Token) -> Frame | None:
    """The frame of a verb that attributes."""
    kids = list(view.kids(token.i))
    if token.lemma in view.cues.impressions:
        return _impression(view, token, kids)
    if token.lemma == "be":
        return _sides(view, token, kids)
    perfect = _perfect(view, token, kids)
    if perfect is None and any(t.dep in _PASSIVE for t in kids):
        return _passive(view, token, kids)
    takes = view.takes(token)
    if not takes or is_compound(view.sentence, token.i):
        return None
    source = perfect or view.subject(token)
    if takes.get("clause") in {"speech", "thought", "document"}:
        last = closing_source(view, token)
        source = last if last is not None and (source is None or source.head < last.left) else source
        closed = closing_content(view, token, source)
        if closed:
            return view.frame(token, takes["clause"], "clause", source, closed)
    found = content_of(view, token, takes)
    if found is None:
        return _rest(view, token, takes, source) if view.misread(token) else None
    slot, heads = found
    if slot == "object" and token.lemma in view.cues.light and _noun_speaks(view, heads[0]):
        return None
    kind = _kind(view, takes[slot], slot, source)
    if kind is None:
        return None
    return view.frame(token, kind, slot, source, spans_in(view, token, heads, source, slot))


def _kind(view: View, kind: str, slot: str, source: Phrase | None) -> str | None:
    """The kind of cue, by its source; None where the source cannot say or want it."""
    if source is None:
        return kind if kind == "speech" else None
    text = view.tokens[source.head].lemma in view.cues.documents
    if text and kind != "speech" and slot in {"object", "clause"}:
        kind = "document"
    if kind == "finding":
        if not view.is_text(source):
            return None
        kind = "document"
    if kind == "document" and slot == "object" and view.tokens[source.head].pos == "NOUN" and not view.is_text(source):
        return None  # "the army showed restraint"
    return kind if view.may_speak(source, kind, slot) else None


def _perfect(view: View, token: Token, kids: list[Token]) -> Phrase | None:
    """The subject of "he's promised to", which the parser takes for a passive."""
    short = any(t.dep == "auxpass" and t.lower in {"'s", "’s"} for t in kids)
    subject = next((t.i for t in kids if t.dep == "nsubjpass"), None)
    if not short or subject is None or any(t.dep == "agent" for t in kids):
        return None
    wished = token.lemma not in view.cues.passives and any(t.dep == "xcomp" for t in kids)
    full = any(t.dep in {"dobj", "ccomp"} and t.i > token.i for t in kids)
    return phrase_at(view.sentence, subject) if full or wished else None


def _sides(view: View, token: Token, kids: list[Token]) -> Frame | None:
    """ "She is against the deal", "they are in favour of it"."""
    source = view.subject(token)
    if source is None or not view.may_speak(source, "stance", "object"):
        return None
    for t in kids:
        if t.dep != "prep" or t.i < token.i:
            continue
        if t.lower == "against":
            return view.frame(token, "stance", "against", source, spans_of(view.sentence, view.objects_of(t, _OBJECTS)))
        for i in view.objects_of(t, _OBJECTS) if t.lower == "in" else []:
            if view.tokens[i].lemma not in view.cues.moods:
                continue
            heads = [k for p in view.kids(i) if p.dep == "prep" for k in view.objects_of(p, _OBJECTS)]
            if heads:
                return view.frame(token, "stance", "object", source, spans_of(view.sentence, heads))
    return None


def _rest(view: View, token: Token, takes: Mapping[str, str], source: Phrase | None) -> Frame | None:
    """The rest of the sentence, where the parse is no help."""
    slot = next((s for s in ("object+as", "object", "clause") if s in takes), None)
    if slot is None:
        return None
    content = runs(view.sentence, set(range(token.i + 1, len(view.tokens))) - view.cut)
    return view.frame(token, takes[slot], slot, source, content[:1])


def _noun_speaks(view: View, i: int) -> bool:
    """ "voiced doubts about it": the noun carries the content."""
    token = view.tokens[i]
    return token.lemma in view.cues.nouns and noun_frame(view, token) is not None


def _passive(view: View, token: Token, kids: list[Token]) -> Frame | None:
    """ "X was accused of …", "it is believed that …", "is expected to …"."""
    takes = view.cues.verbs.get(token.lemma, {})
    if token.lemma not in view.cues.passives and not takes:
        return None
    clause = view.clause.get(token.i)
    agents = clause.roles.get("agent", ()) if clause else ()
    source = agents[0] if agents else None
    subjects = [t for t in kids if t.dep in {"nsubjpass", "nsubj"}]
    heads = [t.i for t in kids if t.dep == "ccomp" and view.is_finite(t)]
    if heads:
        told = bool(subjects) and subjects[0].lower != "it"
        if told and source is None:
            return None
    else:
        fits = {"as", "of", "for"} | ({"with"} if token.lemma == "charge" else set())
        rest = [t.i for t in kids if t.dep in {"xcomp", "oprd"} or (t.dep == "prep" and t.lower in fits)]
        if not rest and (source is None or "object" not in takes):
            return None
        if source is None and token.lemma not in view.cues.passives:
            return None
        heads = [t.i for t in subjects] + rest
    drop = view.cue_tokens(token, source).union(*(loose(view, h) for h in heads))
    content = spans_of(view.sentence, heads, drop=drop)
    return view.frame(token, "passive", "passive", source, content)


def _impression(view: View, token: Token, kids: list[Token]) -> Frame | None:
    """ "The talks seem to have failed": nobody says whose impression it is."""
    rest = [
        t.i for t in kids if t.dep in {"xcomp", "acomp", "oprd", "ccomp"} or (t.dep == "prep" and t.lower == "like")
    ]
    if not rest:
        return None
    subjects = [t.i for t in kids if t.dep == "nsubj" and t.lower not in {"it", "there"}]
    content = spans_of(view.sentence, [*subjects, *rest], drop=frozenset({token.i}))
    return view.frame(token, "passive", "host", None, content)
