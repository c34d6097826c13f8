"""Stances inside words and in what somebody says that they will do: "US-backed", "anti-Western", "we will reduce X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.aliases import fold
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at, single
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import Hit, View
from dragoman.positions.tables import Side
from dragoman.positions.verbs import inner_stance

_HYPHENS = frozenset({"-", "‑", "–"})
_SIDES: dict[str, Side] = {"pro": "for", "anti": "against"}
_WILL = frozenset({"will", "would", "'ll", "’ll", "shall"})
_NOT_TOLD = frozenset({"if", "unless", "whether", "why", "how", "when", "where", "what", "as", "because", "while"})


def leaning_hits(view: View) -> Iterator[Hit]:
    """The stances of compound words, and what those who are reported or quoted will do."""
    tokens, words = view.tokens, view.tables.words
    for i in (t.i for t in tokens[1:-1] if t.text in _HYPHENS):
        hit = None
        if tokens[i + 1].lower in words["backed"]:
            hit = _backed(view, tokens[i + 1])
        elif tokens[i - 1].lower in _SIDES:
            hit = _minded(view, tokens[i - 1])
        if hit is not None:
            yield hit
    for i in sorted(view.clause):
        clause = view.clause[i]
        if clause.kind != "verb":
            continue
        token = tokens[i]
        hit = _given(view, clause, token) if token.lemma in words["receiving"] else None
        if hit is None and clause.modal in _WILL and not clause.negated:
            hit = _willing(view, clause, token)
        if hit is not None:
            yield hit


def _backed(view: View, token: Token) -> Hit | None:
    """ "the US-backed forces": who backs them is for them."""
    above = view.tokens[token.head]
    first = view.tokens[token.i - 2].start if token.i > 1 else -1
    who = _backers(view, token.i - 2) if token.i > 1 else ()
    if token.dep not in {"amod", "compound"} or above.pos not in {"NOUN", "PROPN"} or above.i < token.i or not who:
        return None
    backed = (e for e in view.who(phrase_at(view.sentence, above.i)) if e.span[0] != first)
    if {e.code for e in backed} & {e.code for e in who}:
        return None
    part = view.noun_part(above.i)
    part = replace(part, left=min(token.i + 1, part.head)) if part.left < token.i < part.head else part
    rule = f"compound: “-{token.lower}”"
    return Hit(token.i, who[:1], (part,), "for", 0.6, rule, sides=True)


def _backers(view: View, i: int) -> tuple[Entity, ...]:
    """Whom the word before "-backed" names, also where a name of the backed begins with it."""
    token = view.tokens[i]
    inside = view.casting.cast.mention_at(view.sentence, i)
    if inside is None or inside.right <= i + 1:
        return tuple(e for e in view.who(single(i)) if e.span[0] == token.start)
    known = view.casting.cast.sight.knowledge.senses
    senses = known.get(token.text) or known.get(fold(token.text)) or known.get(fold(token.text).lower(), ())
    state = next((s.actor for s in senses if s.actor.kind == "state"), None)
    if state is None:
        return ()
    return (Entity(state.code, None, token.text, state.name, (token.start, token.end), "named"),)


def _minded(view: View, token: Token) -> Hit | None:
    """ "anti-Western protesters": what those who are called so are for or against."""
    if token.i + 2 >= len(view.tokens):
        return None
    inside = view.casting.cast.mention_at(view.sentence, token.i + 2)
    named = view.tokens[inside.right - 1 if inside is not None else token.i + 2]
    above = view.tokens[named.head] if named.dep in {"amod", "compound", "nmod"} else view.tokens[token.head]
    who = view.who(phrase_at(view.sentence, above.i)) if above.i > named.i and above.pos in {"NOUN", "PROPN"} else ()
    if not who and above.i > named.i:
        owner = next((t for t in view.kids(above.i) if t.dep == "poss"), None)
        who = view.who(phrase_at(view.sentence, owner.i)) if owner is not None else ()
    if not who:
        return None
    part = view.noun_part(named.i)
    part = replace(part, left=token.i + 2, right=named.i + 1)
    return Hit(token.i, who[:1], (part,), _SIDES[token.lower], 0.6, f"compound: “{token.lower}-”", True, True)


def _given(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "rebels who receive support from X", "a regime bolstered by aid from X": X is for them."""
    words = view.tables.words
    taken = [p for role in ("patient", "agent") for p in clause.roles.get(role, ())]
    noun = next((p for p in taken if view.tokens[p.head].lemma in words["support"]), None)
    if noun is None or (clause.negated or clause.modal):
        return None
    sources = (p for p in view.objects(noun.head, "from") or view.objects(token.i, "from") if not p.is_clause)
    givers = tuple(e for p in sources for e in view.casting.coded(Phrase(p.head, p.left, p.right)))
    givers = givers or _named_before(view, noun)
    if not givers:
        return None
    whom = clause.roles.get("patient" if clause.voice == "passive" or noun.head < token.i else "agent", ())
    if noun in clause.roles.get("agent", ()):
        whom = clause.roles.get("patient", ())
    other = next((p for p in whom if p.head != noun.head), None)
    if other is None:
        return None
    part = view.noun_part(other.head)
    return Hit(noun.head, givers, (part,), "for", 0.6, f"support: “{token.lemma}” + from", known=True, sides=True)


def _named_before(view: View, noun: Phrase) -> tuple[Entity, ...]:
    """ "US and British support": the states that the adjectives before a noun name."""
    names = (t for t in view.tokens[noun.left : noun.head] if t.pos in {"ADJ", "PROPN"})
    found = (
        e for t in names for e in view.casting.coded(single(t.i)) if e.basis in {"nationality", "named", "metonym"}
    )
    return tuple({e.code: e for e in found}.values())


def _willing(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "we will reduce the tax", "said it would back X": what somebody says that they will do."""
    statement = view.statement_at(token.i)
    if statement is None or clause.marker in _NOT_TOLD or view.tokens[-1].text == "?" or clause.voice == "passive":
        return None
    words = view.tables.words
    above = view.clause.get(token.head) if token.dep == "ccomp" else None
    if (above is not None and above.negated) or any(t.dep == "csubj" for t in view.kids(token.i)):
        return None  # "lifting the ban would embolden them"
    if token.lemma in words["unwilled"] or (
        token.lemma in words["passing"] and token.lemma not in {"continue", "start"}
    ):
        return None
    speaker = (statement.speaker_code or "").partition(".")[0]
    acts = {i for i, c in view.clause.items() if c.kind == "noun"}  # "the accession would bring"
    own = (p for p in clause.roles.get("agent", ()) if p.head not in acts)
    mine: tuple[Entity, ...] = tuple(e for p in own for e in view.who(p) if e.code == speaker)
    if not mine:
        return None
    while token.lemma in {"continue", "keep", "seek", "try", "begin", "start"}:
        act = next((t for t in view.kids(token.i) if t.dep == "xcomp" and t.tag in {"VB", "VBG"}), None)
        if act is None:
            return None
        token = act
    part = replace(view.clause_part(token.i), denied=False)
    rule = f"will: “{clause.modal} {token.lemma}”"
    inner = inner_stance(view, part)
    if inner is not None:
        return Hit(token.i, mine, inner[2], inner[0], 0.8, f"{rule}; {inner[1]}", known=True, sides=True)
    return Hit(token.i, mine, (part,), "for", 0.8, rule, known=True)
