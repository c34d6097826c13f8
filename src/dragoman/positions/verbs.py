"""Stances that verbs take: "called for", "opposes", "has not condemned", "declined to take sides"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity, Statement
from dragoman.positions.reading import Hit, Part, View, speaker_of
from dragoman.positions.tables import Side, Stance
from dragoman.positions.told import entries, has_to, is_told, polarity, serves

#: What a promise is told with.
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "'d", "shall", "should"})
#: The other side of each.
TURNED: dict[Side, Side] = {"for": "against", "against": "for", "neutral": "neutral"}
#: Prepositions whose phrase may hang on the object: "walked a tightrope over X", "accused X of".
_BEHIND = frozenset({"behind", "of", "for", "over", "between", "about"})
#: Who is concerned about reports of something is concerned about it; who rejects them denies it.
_DOUBTFUL = 0.5
_MAYBE = frozenset({"possible", "potential", "any", "eventual", "hypothetical", "likely", "future"})


def verb_hits(view: View) -> Iterator[Hit]:
    """The stances that the verbs of a sentence take."""
    for i in sorted(view.clause):
        clause, token = view.clause[i], view.tokens[i]
        if clause.kind != "verb" or not is_told(view, clause):
            continue
        purpose = serves(view, clause)
        for word, stance in entries(view, clause, token):
            if stance.only == "purpose" and not purpose:
                continue
            hit = _hit(view, clause, token, word, stance, purpose=purpose)
            if hit is not None:
                yield hit
                break


def _hit(view: View, clause: Clause, token: Token, word: str, stance: Stance, *, purpose: bool = False) -> Hit | None:
    if not _is_taken(view, clause, token, stance, purpose=purpose):
        return None
    side, how = _taken_side(view, clause, stance, purpose=purpose)
    if side is None:
        return None
    actors = _actors(view, clause) if stance.holder == "subject" else _holders(view, clause)
    slot, parts = issue_parts(view, clause, stance)
    if not actors or not parts:
        return None
    if token.lemma == "need" and (slot == "infinitive" or _is_others_need(view, token, actors)):
        return None
    if slot == "object" and (_is_idle(view, token, stance, parts[0]) or (purpose and _may_be(view, parts[0]))):
        return None
    if _is_scant(view, parts[0]):
        return None  # "offered few details"
    notes = f"; {how}" if how else ""
    if parts[0].denied and side != "neutral":
        side, notes = TURNED[side], notes + "; not to"
        parts = tuple(replace(p, denied=False) for p in parts)
    inner = inner_stance(view, parts[0]) if slot in {"infinitive", "clause"} else None
    if inner is not None:
        if stance.id == "refuse" and inner[0] == "against":
            return None
        turned = side == "against"
        side, notes = TURNED[inner[0]] if turned else inner[0], f"{notes}; {inner[1]}"
        parts = inner[2]
    strength = 0.0 if side == "neutral" else stance.strength
    rule = f"{stance.id}: “{word}” + {slot}{notes}"
    known = stance.known and (inner is None or purpose)
    return Hit(token.i, actors, parts, side, strength, rule, known, stance.sides or inner is not None)


def _is_others_need(view: View, token: Token, actors: tuple[Entity, ...]) -> bool:
    """What somebody says that another needs is no wish of the other."""
    statement = view.statement_at(token.i)
    code = (statement.speaker_code or "").partition(".")[0] if statement is not None else ""
    return bool(code) and all(a.code != code for a in actors)


def _is_taken(view: View, clause: Clause, token: Token, stance: Stance, *, purpose: bool) -> bool:
    """Whether an entry can say anything of a clause: no deed that nobody does, nothing that holds only elsewhere."""
    if purpose and (stance.side == "neutral" or stance.holder != "subject"):
        return False
    if stance.only == "duty" or (stance.only == "deed" and (purpose or clause.roles.get("patient"))):
        return False
    if stance.id not in view.tables.words["deeds"]:
        return True
    return not _is_order(view, clause, token) and all(_does(view, p) for p in clause.roles.get("agent", ()))


def _taken_side(view: View, clause: Clause, stance: Stance, *, purpose: bool) -> tuple[Side | None, str]:
    """The side that a clause takes with an entry, None for no side; and whether it is denied or declined."""
    how = polarity(view, clause) if stance.only != "purpose" else ""
    if how is None and purpose:
        how = "negated" if clause.negated else ""
    if how is None:
        return None, ""
    if stance.only == "negated":
        return (stance.side if how else None), how
    if not how:
        return stance.side, how
    return (stance.declined if how == "declined" else stance.negated), how


def _does(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is somebody who can do a thing: not "the defeat of X"."""
    return view.tokens[phrase.head].pos == "PRON" or view.is_somebody(phrase)


def _is_order(view: View, clause: Clause, token: Token) -> bool:
    """ "Stop the war": what is not told of anybody."""
    bare = token.tag == "VB" and not clause.infinitive and not clause.modal and not has_to(view, token)
    return bare and not any(t.dep in {"aux", "nsubj"} for t in view.kids(token.i))


def _is_scant(view: View, part: Part) -> bool:
    """ "few details", "little help": hardly anything."""
    return not part.is_clause and any(t.lower in {"few", "little"} for t in view.kids(part.head))


def _may_be(view: View, part: Part) -> bool:
    """ "to counter a possible attack": care for what only may come, no stance on it."""
    return any(t.lower in _MAYBE for t in view.kids(part.head))


def _is_idle(view: View, token: Token, stance: Stance, part: Part) -> bool:
    """What is no stance: "rejected the allegations", "troops backed by rebels"."""
    if view.tokens[part.head].lemma in view.tables.words["claims"] and stance.id not in view.tables.words["denying"]:
        return stance.strength > _DOUBTFUL and (stance.side == "for" or not _has_content(view, part.head))
    if stance.id == "combat" and view.tokens[part.head].lemma in view.tables.words["waged"]:
        return True
    return stance.sides and token.dep == "acl" and token.tag != "VB" and _is_somebody(view, part)


def _has_content(view: View, noun: int) -> bool:
    """Whether a claim is told: "allegations of spying", "the claim that it spied"."""
    return any(t.dep in {"acl", "ccomp", "relcl"} or t.lower in {"of", "that"} for t in view.kids(noun))


def inner_stance(view: View, part: Part) -> tuple[Side, str, tuple[Part, ...]] | None:
    """The stance of a clause that is wanted or not: "urged Peru to oppose X" is against X."""
    clause = view.clause.get(part.head)
    if clause is None or clause.kind != "verb" or clause.voice == "passive":
        return None
    for word, stance in entries(view, clause, view.tokens[part.head]):
        if stance.side == "neutral" or stance.only or stance.holder != "subject":
            continue
        _, parts = issue_parts(view, clause, stance)
        if parts:
            return stance.side, f"“{word}”", parts
    return None


def _actors(view: View, clause: Clause) -> tuple[Entity, ...]:
    out: dict[str | None, Entity] = {}
    for phrase in clause.roles.get("agent", ()):
        for entity in view.who(phrase):
            out.setdefault(entity.code if entity.sector is None else f"{entity.code}{entity.identifier_id}", entity)
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


def _writers(view: View, token: Token) -> tuple[Entity, ...]:
    """Whose words a paper has: "launched a petition calling for X", "a letter demanding X"."""
    noun = view.tokens[token.head]
    if noun.lemma not in view.tables.words["papers"]:
        return ()
    owner = next((t for t in view.kids(noun.i) if t.dep == "poss"), None)
    if owner is not None:
        return view.who(phrase_at(view.sentence, owner.i))
    above = view.tokens[noun.head]
    while above.pos == "ADP" and above.head != above.i:
        above = view.tokens[above.head]
    upper = view.clause.get(above.i)
    if upper is None or upper.kind != "verb" or not is_told(view, upper) or upper.negated or noun.dep == "nsubj":
        return ()
    return tuple(e for p in upper.roles.get("agent", ()) for e in view.who(p))


def _holders(view: View, clause: Clause) -> tuple[Entity, ...]:
    """Those in whom something raises a feeling: "alarmed Ankara"."""
    found = (e for p in clause.roles.get("patient", ()) for e in view.who(p))
    return tuple(e for e in found if e.sector or e.basis != "pronoun")


def _cues(statement: Statement, token: Token) -> bool:
    return statement.cue_span is not None and statement.cue_span[0] <= token.start < statement.cue_span[1]


def issue_parts(view: View, clause: Clause, stance: Stance) -> tuple[str, tuple[Part, ...]]:
    """Where the issue stands, and what may be one there."""
    token = view.tokens[clause.head]
    takes = list(stance.takes)
    things = [p for p in clause.roles.get("patient", ()) if not view.is_somebody(p)]
    acts = (t for t in view.kids(token.i) if _is_act(view, t))
    infinitive = next((t for t in acts if t.dep != "advcl" or not things), None)
    if stance.id == "refuse" and infinitive is not None and infinitive.lemma in view.tables.words["silence"]:
        return "", ()
    if stance.id == "ask" and infinitive is not None and infinitive.lemma in view.tables.words["telling"]:
        return "", ()
    if stance.id in {"vow", "promise"} and infinitive is not None and _is_listed(view, infinitive):
        return "", ()
    if "infinitive" in takes and infinitive is not None and takes[0] == "object":
        takes = ["infinitive", *(t for t in takes if t != "infinitive")]
    for slot in takes:
        found = _slot(view, clause, token, slot, infinitive)
        if slot == "object" and found and stance.reasons and _is_somebody(view, found[0]):
            for name in stance.reasons:
                reason = view.objects(token.i, name)
                if reason:
                    return name, reason
        if found:
            return slot, found
    return "", ()


def _is_listed(view: View, verb: Token) -> bool:
    """Whether a verb takes a stance wherever it stands."""
    return any(s.only != "purpose" for s in view.tables.verbs.get(verb.lemma, ()))


def _slot(view: View, clause: Clause, token: Token, slot: str, infinitive: Token | None) -> tuple[Part, ...]:
    if slot == "object":
        parts = view.parts_at(p.head for p in clause.roles.get("patient", ()))
        return (*parts[:-1], view.reaching(token.i, parts[-1])) if parts else ()
    if slot == "infinitive":
        return (_act(view, clause, infinitive),) if infinitive is not None else ()
    if slot == "clause":
        found = next((t for t in view.kids(token.i) if t.dep == "ccomp" and t.pos in {"VERB", "AUX"}), None)
        return (
            (view.clause_part(found.i, view.subject_of(found.i)),)
            if found is not None and _is_wish(view, found)
            else ()
        )
    if slot == "promise":
        found = next((t for t in view.kids(token.i) if t.dep == "ccomp" and t.pos == "VERB"), None)
        modals = {t.lower for t in view.kids(found.i) if t.tag == "MD"} if found is not None else set[str]()
        bare = found is not None and (found.tag == "VB" or any(t.tag == "VB" for t in view.kids(found.i)))
        if found is None or has_to(view, found) or not (modals & _FUTURE or (bare and not modals)):
            return ()
        return (view.clause_part(found.i, view.subject_of(found.i)),)
    if slot == "fact":
        found = next((t for t in view.kids(token.i) if t.dep == "ccomp" and t.pos in {"VERB", "AUX"}), None)
        return (replace(view.clause_part(found.i, view.subject_of(found.i)), denied=False),) if found else ()
    if slot == "self":
        return (replace(view.clause_part(token.i), denied=False),)
    if slot == "gerund":
        found = next((t for t in view.kids(token.i) if t.dep in {"xcomp", "pcomp"} and t.tag == "VBG"), None)
        return (view.clause_part(found.i, view.subject_of(found.i)),) if found is not None else ()
    if slot == "subject":
        return view.parts_at(p.head for p in clause.roles.get("agent", ()) if view.tokens[p.head].pos == "NOUN")
    parts = view.objects(token.i, slot)
    whom = next(iter(clause.roles.get("patient", ())), None)
    if whom is not None and slot in _BEHIND:
        parts = parts or view.objects(whom.head, slot)
        parts = tuple(replace(p, subject=whom) if p.is_clause and p.subject is None else p for p in parts)
    return (*parts[:-1], view.reaching(token.i, parts[-1])) if parts else ()


def _is_somebody(view: View, part: Part) -> bool:
    return not part.is_clause and view.is_somebody(Phrase(part.head, part.left, part.right))


def _is_act(view: View, token: Token) -> bool:
    """An infinitive that a verb governs: "to withdraw", "Russia to withdraw"."""
    if token.dep not in {"xcomp", "ccomp", "advcl"} or token.pos not in {"VERB", "AUX"}:
        return False
    return token.tag == "VB" and has_to(view, token)


def _act(view: View, clause: Clause, infinitive: Token | None) -> Part:
    assert infinitive is not None
    inner = view.clause.get(infinitive.i)
    own = {p.head for p in clause.roles.get("agent", ())}
    told = [*clause.roles.get("patient", ()), *clause.roles.get("on", ()), *clause.roles.get("upon", ())]
    found = [p for p in (inner.roles.get("agent", ()) if inner is not None else ()) if p.head not in own]
    subject = next((p for p in (*found, *told) if view.tokens[p.head].pos != "PRON"), None)
    part = view.clause_part(infinitive.i, subject)
    denied = any(t.lower == "not" and t.i < infinitive.i for t in view.kids(infinitive.i))
    return replace(part, denied=part.denied or denied)


def _is_wish(view: View, token: Token) -> bool:
    """ "demanded that it withdraw", "hopes that it will": no report of a fact."""
    kids = list(view.kids(token.i))
    verb = view.tokens[token.head]
    modals = {t.lower for t in kids if t.tag == "MD"}
    if not modals and any(t.lower == "be" and t.dep == "auxpass" and t.tag == "VB" for t in kids):
        return True
    if verb.lemma not in view.tables.words["asserting"] or (token.tag == "VB" and not modals):
        return True
    return bool(modals if verb.lemma == "insist" else modals & view.tables.words["duty"])
