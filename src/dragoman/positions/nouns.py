"""Stances that nouns take: "its opposition to", "a neutral stance on", "its plan to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Phrase
from dragoman.language.phrases import conjuncts, phrase_at, single
from dragoman.language.repairs import extent
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, Part, View
from dragoman.positions.tables import Side, Stance
from dragoman.positions.told import is_told, polarity
from dragoman.positions.verbs import TURNED, inner_stance

_COPULAS = frozenset({"be", "remain", "stay", "become", "seem", "appear", "keep", "feel", "sound", "grow", "'s"})
#: Prepositions of what a firm line is on; the first also without such a word.
_FIRM = ("against", "in favour of", "in favor of", "on", "over", "towards", "toward", "about")
#: Prepositions after which a name is where something is done.
_WHERE = frozenset({"in", "at"})
#: Words of a neutral stance.
_NONE = 0.0
#: A weaker noun needs a verb that voices it.
_WEAK = 0.5


def noun_hits(view: View) -> Iterator[Hit]:
    """The stances that the nouns of a sentence name, with whose they are."""
    for token in view.tokens:
        if token.pos not in {"NOUN", "PROPN"} or token.dep in {"compound", "nmod"}:
            continue
        if token.lemma in view.tables.posture:
            hit = _posture(view, token)
            if hit is not None:
                yield hit
        for stance in view.tables.nouns.get(token.lemma, ()):
            hit = _noun_hit(view, token, stance)
            if hit is not None:
                yield hit
                break


def _noun_hit(view: View, token: Token, stance: Stance) -> Hit | None:
    slot, parts = _noun_parts(view, token, stance.takes)
    if not parts:
        return None
    actors, how = _owners(view, token) if stance.holder == "subject" else _bearers(view, token)
    voiced = _expressed(view, token)
    if voiced:
        parts = tuple(replace(p, right=min(p.right, voiced[0].left - 1)) for p in parts)
    weak = stance.strength < _WEAK and stance.side != "neutral"
    if not actors or how is None or (weak and not _is_voiced(view, token) and not _is_dashed(view, token)):
        return None
    side: Side | None = stance.side
    if how or any(t.lower in {"no", "little"} and t.dep in {"det", "amod"} for t in view.kids(token.i)):
        side = stance.negated
    if side is None:
        return None
    rule = f"{stance.id}: “{token.lemma}” + {slot}" + (f"; {how or 'negated'}" if side != stance.side else "")
    strength = stance.strength if side != "neutral" else _NONE
    inner = inner_stance(view, parts[0]) if parts[0].is_clause and not parts[0].denied else None
    if inner is not None and inner[0] == "against" and stance.id == "refusal":
        side, strength, parts, inner = "neutral", _NONE, inner[2], None  # "its refusal to condemn the coup"
    if inner is not None and side != "neutral":
        if any(t.lower in {"possible", "potential"} for t in view.kids(inner[2][0].head)):
            return None
        side = TURNED[inner[0]] if side == "against" else inner[0]
        parts = inner[2]
    if parts[0].denied and side != "neutral":
        side = TURNED[side]
    return Hit(token.i, actors, parts, side, strength, rule, stance.known, stance.sides or inner is not None)


def _is_dashed(view: View, token: Token) -> bool:
    """ "dashed Norwegian hopes that X", "fuelled Norway's fears of X": what is done to a feeling that somebody has."""
    verb = view.tokens[token.head]
    clause = view.clause.get(verb.i)
    if token.dep not in {"dobj", "nsubjpass"} or clause is None or not is_told(view, clause) or clause.negated:
        return False
    return verb.lemma in view.tables.words["stirring"]


def _noun_parts(view: View, token: Token, takes: tuple[str, ...]) -> tuple[str, tuple[Part, ...]]:
    verb = view.tokens[token.head]
    for slot in takes:
        if slot == "infinitive":
            acts = [t for t in view.kids(token.i) if t.dep in {"acl", "relcl", "xcomp"} and t.tag == "VB"]
            acts = [t for t in acts if not any(k.tag == "MD" for k in view.kids(t.i))]  # "a call that X would Y"
            if acts:
                return slot, (view.clause_part(acts[0].i, view.subject_of(acts[0].i)),)
            continue
        if slot == "clause":
            told = next(
                (
                    t
                    for t in view.kids(token.i)
                    if t.dep in {"acl", "ccomp"} and t.tag[:2] == "VB" and has_subject(view, t)
                ),
                None,
            )
            if told is not None:
                return slot, (view.clause_part(told.i, view.subject_of(told.i)),)
            continue
        found = view.objects(token.i, slot)
        if not found and token.dep == "dobj" and verb.lemma in view.tables.words["light"]:
            found = view.objects(verb.i, slot)
        if slot in _WHERE and found and not found[0].is_clause and _is_place(view, found[0]):
            continue  # "support from Chile in Syria", "a complaint at the World Trade Organization"
        if found:
            return slot, found
    return "", ()


def _is_place(view: View, part: Part) -> bool:
    return view.casting.cast.mention_at(view.sentence, part.head) is not None


def has_subject(view: View, verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(t.dep in {"nsubj", "nsubjpass"} for t in view.kids(verb.i))


def _owners(view: View, token: Token) -> tuple[tuple[Entity, ...], str | None]:
    """Whose a stance is, and how it is denied; None for what is undone or nobody's."""
    words = view.tables.words
    for kid in view.kids(token.i):
        if kid.dep == "poss" and not _is_his(view, kid):
            found = tuple(e for h in conjuncts(view.sentence, kid.i) for e in view.who(phrase_at(view.sentence, h)))
            return (*found, *_sharers(view, token)), _undone(view, token, owned=True)
    verb = _light_verb(view, token)
    if verb is not None and verb.lemma in words["light"] and verb.lemma not in words["undoing"]:
        clause = view.clause.get(verb.i)
        if clause is None or not is_told(view, clause):
            return (), None
        agents = tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))
        if agents:
            return agents, polarity(view, clause)
    if _is_sought(view, token):
        return (), None
    for kid in view.kids(token.i):
        if kid.dep in {"amod", "compound", "nmod"}:
            named = tuple(e for e in view.who(single(kid.i)) if e.basis in {"nationality", "named", "metonym"})
            if named:
                return named, _undone(view, token)
    by = (
        view.objects(token.i, "by")
        or _from(view, token)
        or _expressed(view, token)
        or (view.objects(token.i, "of") if _has_act(view, token) else ())
    )
    found = tuple(e for p in by if not p.is_clause for e in view.who(Phrase(p.head, p.left, p.right)))
    return found or view.doers(token) or _wanting(view, token), _undone(view, token)


def _is_sought(view: View, token: Token) -> bool:
    """ "seeks Russian support": what is only wanted is nobody's stance yet."""
    verb = _light_verb(view, token)
    return verb is not None and verb.lemma in view.tables.words["sought"]


def _from(view: View, token: Token) -> tuple[Part, ...]:
    """ "concern about the arrests from Norway", "has the support of Oman": whose stance comes after its issue."""
    verb = _light_verb(view, token)
    if verb is not None and verb.lemma not in view.tables.words["drawing"]:
        return ()
    return view.objects(token.i, "from")


def _expressed(view: View, token: Token) -> tuple[Part, ...]:
    """ "expressions of concern about X from Norway": who expresses it."""
    prep = view.tokens[token.head]
    noun = view.tokens[prep.head]
    if token.dep != "pobj" or prep.lower != "of" or noun.lemma not in view.tables.words["expressions"]:
        return ()
    inside = extent(view.sentence, noun.i)
    found = [t for t in view.tokens[inside[0] : inside[1] + 1] if t.lower in {"from", "by"} and t.i > token.i]
    heads = [k.i for t in found[-1:] for k in view.kids(t.i) if k.dep == "pobj"]
    return tuple(view.noun_part(i) for i in heads)


def _wanting(view: View, token: Token) -> tuple[Entity, ...]:
    """Whose aim it is that moves somebody: "Norway is driven by the desire to X"."""
    above = view.tokens[token.head]
    if not _has_act(view, token) or token.dep != "pobj" or above.lower not in {"by", "in", "out", "from", "with"}:
        return ()
    verb = view.tokens[above.head]
    clause = view.clause.get(verb.i)
    if clause is None or clause.kind != "verb" or not is_told(view, clause):
        return ()
    roles = clause.roles.get("patient" if clause.voice == "passive" else "agent", ())
    return tuple(e for p in roles for e in view.who(p))


def _has_act(view: View, token: Token) -> bool:
    """ "the desire of Israel to contain Iran": who is named after "of" is whose it is."""
    return any(t.dep in {"acl", "relcl", "xcomp"} and t.tag == "VB" for t in view.kids(token.i))


def _sharers(view: View, token: Token) -> tuple[Entity, ...]:
    """Those who take another's stance: "echoed Russia's call"."""
    verb = _light_verb(view, token)
    clause = view.clause.get(verb.i) if verb is not None and verb.lemma in view.tables.words["sharing"] else None
    if clause is None or not is_told(view, clause) or polarity(view, clause) != "":
        return ()
    return tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))


def _bearers(view: View, token: Token) -> tuple[tuple[Entity, ...], str | None]:
    """Who is called a supporter or critic: "Norway is a critic of X", "Norway, a critic of X"."""
    above = view.tokens[token.head]
    if token.dep == "appos" and above.pos in {"NOUN", "PROPN"}:
        return view.who(phrase_at(view.sentence, above.i)), ""
    fronted = _fronted(view, token)
    if fronted:
        return fronted, ""
    if above.lower == "of" and view.tokens[above.head].lower in {"one", "some", "many", "most"}:
        above = view.tokens[view.tokens[above.head].head]
    clause = view.clause.get(above.i)
    if token.dep not in {"attr", "oprd", "pobj"} or clause is None or above.lemma not in _COPULAS:
        return (), None
    if not is_told(view, clause):
        return (), None
    return tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p)), "negated" if clause.negated else ""


def _fronted(view: View, token: Token) -> tuple[Entity, ...]:
    """Of whom a description at the front of a sentence is said: "A firm opponent of X, Norway has …"."""
    left, right = extent(view.sentence, token.i)
    if any(t.pos not in {"PUNCT", "DET", "ADV", "CCONJ"} for t in view.tokens[:left]) or right + 2 >= len(view.tokens):
        return ()
    if view.tokens[right + 1].text != ",":
        return ()
    subject = next((t for t in view.tokens[right + 2 :] if t.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or phrase_at(view.sentence, subject.i).left != right + 2:
        return ()
    return view.who(phrase_at(view.sentence, subject.i))


def _undone(view: View, token: Token, *, owned: bool = False) -> str | None:
    """None where a verb undoes the stance that is its object: "dropped its opposition". What is somebody's stance
    already (`owned`) is so whatever may be done about it."""
    verb = view.tokens[token.head]
    clause = view.clause.get(verb.i)
    undone = verb.lemma in view.tables.words["undoing"] and not (clause is not None and clause.negated)
    if token.dep == "dobj" and (undone or clause is None):
        return None
    if clause is not None and token.dep == "dobj" and not owned and not is_told(view, clause):
        return None
    if clause is not None and token.dep == "attr" and clause.negated:
        return "negated"  # "it was never the intention of X to Y"
    return ""


def _is_his(view: View, owner: Token) -> bool:
    """ "his government's stance" is too often somebody else's."""
    return any(t.lower in {"his", "her"} for t in view.kids(owner.i))


def _is_voiced(view: View, token: Token) -> bool:
    """Whether a verb says that the stance is taken: "voiced concern"."""
    verb = _light_verb(view, token)
    return (verb is not None and verb.lemma in view.tables.words["light"]) or bool(_expressed(view, token))


def _light_verb(view: View, token: Token) -> Token | None:
    """The verb that has a noun as its object, or as the object of one of its own: "as a sign of support" has none."""
    first = token
    while first.dep == "conj" and first.head != first.i:
        first = view.tokens[first.head]
    verb = view.tokens[first.head]
    return verb if first.dep == "dobj" and verb.pos in {"VERB", "AUX"} else None


def _posture(view: View, token: Token) -> Hit | None:
    """ "took a neutral position on X", "its stance against X"."""
    actors, how = _owners(view, token)
    if not actors or how is None or how:
        return None
    around = [t.lower for t in view.kids(token.i) if t.dep in {"amod", "compound", "nmod"}]
    neutral = next((w for w in around if w in view.tables.neutral), None)
    firm = next((w for w in around if w in view.tables.words["firm"]), None)
    verb = view.tokens[token.head]
    for slot in view.tables.posture_takes if neutral else _FIRM if firm else _FIRM[:3]:
        parts = view.objects(token.i, slot) or (view.objects(verb.i, slot) if token.dep == "dobj" else ())
        if parts:
            against = slot == "against" or (firm and not parts[0].is_clause)
            side: Side = "neutral" if neutral else "against" if against else "for"
            inner = inner_stance(view, parts[0]) if firm and parts[0].is_clause else None
            if inner is not None:
                side, parts = inner[0], inner[2]
            rule = f"posture: “{f'{neutral or firm} ' if neutral or firm else ''}{token.lemma}” + {slot}"
            return Hit(token.i, actors, parts, side, _NONE if neutral else 0.8, rule, bool(firm), not neutral)
    return None
