"""Whose stance a verb tells: who does it, who wrote what does it, or in whom it raises a feeling."""

from __future__ import annotations

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity, Statement
from dragoman.positions.reading import View, speaker_of
from dragoman.positions.told import is_told

#: Who a paper is from, behind it.
_FROM = ("by", "from", "of")


def actors_of(view: View, clause: Clause) -> tuple[Entity, ...]:
    """Those who do what a verb says."""
    out: dict[str | None, Entity] = {}
    for phrase in clause.roles.get("agent", ()):
        for entity in view.who(phrase):
            out.setdefault(entity.code if entity.sector is None else f"{entity.code}{entity.identifier_id}", entity)
    if not out:
        out = {e.code: e for p in clause.roles.get("agent", ()) for e in _authors(view, p)}
    if not out and not clause.roles.get("agent"):
        out = {e.code: e for e in _sharers(view, view.tokens[clause.head])}
    if not out and clause.parent is not None and view.tokens[clause.head].dep == "acl":
        out = {e.code: e for e in _writers(view, view.tokens[clause.head])}
    if not out and not clause.roles.get("agent"):
        out = {e.code: e for e in view.doers(view.tokens[clause.head])}
    if not out:
        own = next((s for s in view.statements if _cues(s, view.tokens[clause.head])), None)
        speaker = speaker_of(view, own) if own is not None and not clause.roles.get("agent") else None
        return (speaker,) if speaker is not None else ()
    return tuple(out.values())


def _sharers(view: View, token: Token) -> tuple[Entity, ...]:
    """Whose act a verb is that follows another with "and": "is aware of it and has requested X"."""
    aside = next((t for t in view.kids(token.i) if t.dep == "ccomp" and t.i < token.i and t.tag in {"VBN", "JJ"}), None)
    if aside is not None:  # "ministers, inclined to do so, criticised X"
        own = view.subject_of(aside.i)
        return view.who(own) if own is not None else ()
    above = view.tokens[token.head]
    clause = view.clause.get(above.i)
    if clause is None and above.lemma == "be":
        clause = next((c for t in view.kids(above.i) if (c := view.clause.get(t.i)) and c.kind == "adj"), None)
    if token.dep != "conj" or above.i > token.i or clause is None or clause.voice == "passive":
        return ()
    if any(t.dep in {"nsubj", "nsubjpass"} for t in view.kids(token.i)):
        return ()
    return tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))


def _authors(view: View, phrase: Phrase) -> tuple[Entity, ...]:
    """Whose words a paper has that says something: "a letter from Norway urged X", "a statement issued by"."""
    noun = view.tokens[phrase.head]
    if noun.lemma not in view.tables.words["papers"]:
        return ()
    verbs = (t.i for t in view.kids(noun.i) if t.dep == "acl" and t.tag == "VBN")
    for i in (noun.i, *verbs):
        for name in _FROM if i == noun.i else _FROM[:1]:
            parts = (p for p in view.objects(i, name) if not p.is_clause)
            found = tuple(e for p in parts for e in view.who(Phrase(p.head, p.left, p.right)))
            if found:
                return found
    owner = next((t for t in view.kids(noun.i) if t.dep == "poss"), None)
    if owner is not None:
        return view.who(phrase_at(view.sentence, owner.i))
    known = view.papers.get(noun.lemma) if any(t.lower in {"the", "this"} for t in view.kids(noun.i)) else None
    return (known,) if known is not None else ()


def _writers(view: View, token: Token) -> tuple[Entity, ...]:
    """Whose words a paper has: "launched a petition calling for X", "a letter demanding X"."""
    noun = view.tokens[token.head]
    if noun.lemma not in view.tables.words["papers"]:
        return ()
    owner = next((t for t in view.kids(noun.i) if t.dep == "poss"), None)
    if owner is not None:
        return view.who(phrase_at(view.sentence, owner.i))
    above = view.tokens[noun.head]
    if above.lower == "against":
        return ()  # "voted against a resolution condemning X"
    while above.pos == "ADP" and above.head != above.i:
        above = view.tokens[above.head]
    if any(s.side == "against" for s in view.tables.verbs.get(above.lemma, ())):
        return ()
    upper = view.clause.get(above.i)
    if upper is None or upper.kind != "verb" or not is_told(view, upper) or upper.negated or noun.dep == "nsubj":
        return ()
    return tuple(e for p in upper.roles.get("agent", ()) for e in view.who(p))


def holders_of(view: View, clause: Clause) -> tuple[Entity, ...]:
    """Those in whom something raises a feeling: "alarmed Ankara"."""
    found = (e for p in clause.roles.get("patient", ()) for e in view.who(p))
    return tuple(e for e in found if e.sector or e.basis != "pronoun")


def _cues(statement: Statement, token: Token) -> bool:
    return statement.cue_span is not None and statement.cue_span[0] <= token.start < statement.cue_span[1]
