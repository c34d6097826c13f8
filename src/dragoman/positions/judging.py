"""Stances that somebody takes by what they call a thing, by what they threaten, and by what they will not do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause
from dragoman.language.repairs import extent
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.holders import actors_of
from dragoman.positions.reading import Hit, Part, View, value_words, voice_of
from dragoman.positions.tables import Side
from dragoman.positions.told import is_told, polarity
from dragoman.positions.verbs import inner_stance, issue_parts


def judging_hits(view: View) -> Iterator[Hit]:
    """ "described the plan as provocative", "warned of consequences if X …", "will not negotiate"."""
    words = view.tables.words
    for i in sorted(view.clause):
        clause, token = view.clause[i], view.tokens[i]
        if clause.kind != "verb":
            continue
        hit = None
        if token.lemma in words["judging"] | words["likening"]:
            hit = _judged(view, clause, token)
        if hit is None and token.lemma in words["threatening"]:
            hit = _threatened(view, clause, token)
        if hit is None and token.lemma in words["suffering"] and clause.modal in {"will", "would"}:
            hit = _would_suffer(view, clause, token)
        if hit is None and clause.negated and clause.modal in {"will", "would"}:
            hit = _refused(view, clause, token)
        if hit is not None:
            yield hit


def _agents(view: View, clause: Clause) -> tuple[Entity, ...]:
    return tuple(e for p in clause.roles.get("agent", ()) for e in view.who(p))


def _judges(view: View, clause: Clause) -> tuple[Entity, ...]:
    """Who says what a thing is: also whose paper does ("issued a statement calling X Y")."""
    return _agents(view, clause) or actors_of(view, clause)


def _judged(view: View, clause: Clause, token: Token) -> Hit | None:
    """What somebody says that a thing is."""
    if not is_told(view, clause) or polarity(view, clause) != "":
        return None
    value, thing = _value(view, clause, token)
    if value is None or thing is None:
        return None
    words = view.tables.words
    named = value_words(view, value) | {
        t.lower for t in view.kids(value.i) if t.dep == "amod" and t.i < value.i and t.lower != "safe"
    }
    side: Side | None = (
        "against"
        if named & (words["bad"] | words["hostile"])
        else "for"
        if named & (words["good"] | words["friendly"])
        else None
    )
    actors = _judges(view, clause)
    if side is None or not actors or any(t.dep == "neg" or t.lower == "no" for t in view.kids(value.i)):
        return None
    rule = f"judge: “{token.lemma}” + “{value.lower}”"
    return Hit(token.i, actors, (thing,), side, 0.8, rule, sides=True)


def _value(view: View, clause: Clause, token: Token) -> tuple[Token | None, Part | None]:
    """The predicate that is said of a thing, and the thing."""
    doing = next(
        (t for t in view.kids(token.i) if t.dep in {"xcomp", "ccomp"} and t.tag == "VBG" and t.i > token.i), None
    )
    if doing is not None:
        return _value_of_doing(view, doing)
    patient = next(iter(clause.roles.get("patient", ())), None)
    thing = view.reaching(token.i, view.noun_part(patient.head)) if patient is not None else None
    for kid in view.kids(token.i):
        if kid.dep == "ccomp" and kid.pos in {"ADJ", "NOUN"} and kid.i > token.i:
            own = next((t for t in view.kids(kid.i) if t.dep == "nsubj"), None)
            if own is not None:
                return kid, view.noun_part(own.i)
        if kid.dep in {"oprd", "attr"} and kid.i > token.i:
            return kid, thing
        if kid.dep == "prep" and kid.lower == ("to" if token.lemma in view.tables.words["likening"] else "as"):
            found = next((t for t in view.kids(kid.i) if t.dep in {"pobj", "amod", "acomp", "pcomp"}), None)
            if found is not None and found.lower == "being":
                found = next((t for t in view.kids(found.i) if t.dep in {"attr", "acomp"}), None)
            if found is not None:
                return found, thing
    if patient is not None and token.dep in {"acl", "relcl"} and patient.head > token.i:
        noun = view.tokens[token.head]
        return view.tokens[patient.head], view.noun_part(noun.head if noun.dep == "appos" else noun.i)
    if thing is not None:
        loose = _loose(view, thing)
        if loose is not None:
            return loose, replace(thing, right=loose.i if loose.pos == "ADJ" else extent(view.sentence, loose.i)[0])
        after = next((t for t in view.kids(thing.head) if t.dep == "prep" and t.lower == "as"), None)
        found = next((t for t in view.kids(after.i) if t.dep in {"pobj", "amod"}), None) if after is not None else None
        if found is not None and after is not None:
            return found, replace(thing, right=min(thing.right, after.i))
    return None, None


def _value_of_doing(view: View, doing: Token) -> tuple[Token | None, Part | None]:
    """ "sees having a friend in Kabul as critical": what doing a thing is to somebody."""
    after = next((t for t in view.tokens[doing.i + 1 :] if t.lower == "as" and t.dep == "prep"), None)
    found = next((t for t in view.kids(after.i) if t.dep in {"pobj", "amod", "acomp"}), None) if after else None
    if after is None or found is None or extent(view.sentence, doing.i)[1] < after.i - 1:
        return None, None
    part = view.clause_part(doing.i)
    return found, replace(part, right=min(part.right, after.i))


def _loose(view: View, thing: Part) -> Token | None:
    """A predicate that the parser took into the thing: "called the strike on Gaza | unacceptable", "… | a crime"."""
    right = extent(view.sentence, thing.head)[1]
    last = view.tokens[right]
    if last.pos == "ADJ" and last.dep in {"pobj", "amod", "acomp"} and right > thing.head:
        return last
    for token in view.tokens[thing.head + 1 : right + 1]:
        left = extent(view.sentence, token.i)[0]
        if token.dep == "appos" and token.pos == "NOUN" and view.tokens[left - 1].text not in {",", "–", "—", "(", "-"}:
            return token
    return None


def _threatened(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "warned of consequences if X struck a deal": against the deal."""
    if not is_told(view, clause) or clause.negated:
        return None
    actors = _agents(view, clause)
    condition = next((c for c in view.clause.values() if _is_condition(view, c, token)), None)
    if condition is None or not actors:
        return None
    subject = next(iter(condition.roles.get("agent", ())), None)
    if subject is None:
        return None
    if view.tokens[subject.head].pos == "PRON" and clause.roles.get("patient"):
        subject = clause.roles["patient"][0]
    if {e.code for e in view.who(subject)} & {a.code for a in actors}:
        return None
    part = view.clause_part(condition.head, subject)
    side: Side = "for" if (condition.marker == "unless") != part.denied else "against"
    rule = f"threat: “{token.lemma}” + {condition.marker}"
    return Hit(token.i, actors, (replace(part, denied=False),), side, 0.8, rule)


def _would_suffer(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "said that X would face consequences if it struck a deal": whoever says so is against the deal."""
    words = view.tables.words
    whom = next(iter(clause.roles.get("agent", ())), None)
    ills = {view.tokens[p.head].lemma for p in clause.roles.get("patient", ())} & words["sufferings"]
    if whom is None or clause.negated or not (ills or token.lemma == "regret"):
        return None
    if view.tokens[token.head].lemma in words["threatening"]:
        return None  # read with the verb above it
    speaker = voice_of(view, token.i)
    condition = next((c for c in view.clause.values() if _is_condition(view, c, token)), None)
    if speaker is None or condition is None or speaker.code in {e.code for e in view.who(whom)}:
        return None
    part = view.clause_part(condition.head, whom)
    side: Side = "for" if (condition.marker == "unless") != part.denied else "against"
    rule = f"threat: “would {token.lemma}” + {condition.marker}"
    return Hit(token.i, (speaker,), (replace(part, denied=False),), side, 0.8, rule)


def _is_condition(view: View, clause: Clause, token: Token) -> bool:
    """Whether a clause is the condition of what a verb says."""
    if (
        clause.kind != "verb"
        or clause.lemma == "be"
        or clause.marker not in {"if", "unless", "should"}
        or clause.head < token.i
    ):
        return False
    at = view.tokens[clause.head]
    while at.head != at.i:
        at = view.tokens[at.head]
        if at.i == token.i:
            return True
    return False


def _refused(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "said it would not negotiate": what somebody says that they will not do themselves."""
    if token.lemma in view.tables.words["unhesitating"]:
        return _unhesitating(view, clause, token)
    listed = any(
        (s.negated or s.only == "negated" or s.side == "against") and issue_parts(view, clause, s)[1]
        for s in view.tables.verbs.get(token.lemma, ())
    )
    if token.lemma in view.tables.words["unwilled"] or listed or clause.voice == "passive":
        return None
    statement = view.statement_at(token.i)
    actors = _agents(view, clause)
    if statement is None or clause.marker in {"if", "unless", "whether"} or view.tokens[-1].text == "?":
        return None
    speaker = (statement.speaker_code or "").partition(".")[0]
    mine = tuple(a for a in actors if a.code == speaker)
    if not mine:
        return None
    part = replace(view.clause_part(token.i), denied=False)
    known = token.lemma in view.tables.verbs
    return Hit(token.i, mine, (part,), "against", 1.0, f"refusal: “{clause.modal} not {token.lemma}”", known)


def _unhesitating(view: View, clause: Clause, token: Token) -> Hit | None:
    """ "will not hesitate to defend X": for doing so."""
    actors = _agents(view, clause)
    act = next((t for t in view.kids(token.i) if t.dep in {"xcomp", "advcl"} and t.tag == "VB"), None)
    if act is None or not actors or clause.marker in {"if", "unless", "whether"}:
        return None
    part, rule = view.clause_part(act.i), f"will: “not {token.lemma} to”"
    inner = inner_stance(view, part) if not part.denied else None
    if inner is not None:
        return Hit(act.i, actors, inner[2], inner[0], 0.8, f"{rule}; {inner[1]}", known=True, sides=True)
    return Hit(act.i, actors, (part,), "for", 0.8, rule, known=True)
