"""Stances that verbs take: "called for", "opposes", "has not condemned", "declined to take sides"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.holders import actors_of, holders_of
from dragoman.positions.reading import Hit, Part, View
from dragoman.positions.so_called import called
from dragoman.positions.tables import Side, Stance
from dragoman.positions.told import entries, has_to, is_told, polarity, serves

#: What a promise is told with.
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "'d", "shall", "should"})
#: The other side of each.
TURNED: dict[Side, Side] = {"for": "against", "against": "for", "neutral": "neutral"}
#: Prepositions whose phrase may hang on the object: "walked a tightrope over X", "accused X of".
_BEHIND = frozenset({"behind", "of", "for", "over", "between", "about"})
#: Verbs whose object has the phrase of whom it is put on: "imposed sanctions on X".
_IMPOSING = frozenset({"impose", "slap", "enforce", "level", "stake", "pin", "place", "put", "set"})
#: Who is concerned about reports of something is concerned about it; who rejects them denies it.
_DOUBTFUL = 0.5
#: Verbs that tell, as a participle after a clause, what it leads to.
_LEADING = frozenset({"force", "push", "prompt", "compel", "spur", "oblige", "drive", "lead"})
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
    actors = actors_of(view, clause) if stance.holder == "subject" else holders_of(view, clause)
    slot, parts = issue_parts(view, clause, stance)
    if not actors or not parts or (stance.id == "agree-to" and len(actors) > 1):
        return None  # what both sides agreed to do is an event
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
    if inner is None and stance.id == "try":
        return None  # "tried to reach him"
    if inner is not None:
        if stance.id == "refuse" and inner[0] == "against":
            return None
        turned = side == "against"
        side, notes = TURNED[inner[0]] if turned else inner[0], f"{notes}; {inner[1]}"
        parts = inner[2]
    strength = 0.0 if side == "neutral" else stance.strength
    rule = f"{stance.id}: “{word}” + {slot}{notes}"
    known = stance.known and (inner is None or purpose) and not (slot == "clause" and _is_subjunctive(view, parts[0]))
    return Hit(token.i, actors, parts, side, strength, rule, known, stance.sides or inner is not None)


def _is_subjunctive(view: View, part: Part) -> bool:
    """ "suggested that the case be dropped": what is asked for, whatever it is."""
    token = view.tokens[part.head]
    bare = token.tag == "VB" or any(t.lower == "be" and t.tag == "VB" for t in view.kids(token.i))
    return bare and not any(t.tag in {"MD", "TO"} for t in view.kids(token.i))


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
    if _is_outcome(token) or (stance.side == "for" and _is_held(view, token)):
        return False
    if stance.id not in view.tables.words["deeds"]:
        return True
    agents = [p for p in clause.roles.get("agent", ()) if view.tokens[p.head].lower != "others"]
    return not _is_order(view, clause, token) and all(_does(view, p) for p in agents)


def _is_outcome(token: Token) -> bool:
    """ "sank the boat, forcing X to apologise": what an act leads to."""
    return token.tag == "VBG" and token.dep == "advcl" and token.lemma in _LEADING


def _is_held(view: View, token: Token) -> bool:
    """ "was blamed for introducing X", "the risk of accepting X": what somebody is held to have done, or may do."""
    if token.dep != "pcomp":
        return False
    above = view.tokens[view.tokens[token.head].head]
    words = view.tables.words
    upper = view.clause.get(above.i)
    if above.lemma in words["imputing"] and upper is not None and upper.voice == "passive":
        return True
    return above.pos == "NOUN" and above.lemma in words["chances"]


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
    if how == "negated" and stance.side == "for" and stance.negated == "neutral" and clause.modal in {"will", "would"}:
        return "against", how  # "would never join the sanctions"
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
    if stance.id == "pledge-thing" and view.tokens[part.head].lemma in view.tables.nouns:
        return bool(view.objects(part.head, "for"))  # "pledged support for X" is for X
    if stance.id == "acknowledge":
        return view.tokens[part.head].lemma not in view.tables.words["rightful"] and not _is_ruler(view, token)
    if stance.id == "combat" and view.tokens[part.head].lemma in view.tables.words["waged"]:
        return True
    given = stance.side == "for" and any(_is_state(view, p.head) for p in view.objects(token.i, "by"))
    return stance.sides and token.dep == "acl" and token.tag != "VB" and not given and _is_somebody(view, part)


def _is_ruler(view: View, token: Token) -> bool:
    """ "recognises X as the country's leader"."""
    return any(view.tokens[p.head].lemma in view.tables.words["rulers"] for p in view.objects(token.i, "as"))


def _is_state(view: View, i: int) -> bool:
    """Whether a noun is the name of a state or an organisation."""
    found = view.casting.cast.mention_at(view.sentence, i)
    return found is not None and found.actor.kind in {"state", "org"}


def _has_content(view: View, noun: int) -> bool:
    """Whether a claim is told: "allegations of spying", "the claim that it spied"."""
    return any(t.dep in {"acl", "ccomp", "relcl"} or t.lower in {"of", "that"} for t in view.kids(noun))


def inner_stance(view: View, part: Part) -> tuple[Side, str, tuple[Part, ...]] | None:
    """The stance of a clause that is wanted or not: "urged Peru to oppose X" is against X."""
    clause = view.clause.get(part.head)
    if clause is None or clause.kind != "verb" or clause.voice == "passive":
        return None
    for word, stance in entries(view, clause, view.tokens[part.head]):
        felling = stance.only == "purpose" and word in view.tables.words["felling"]
        if stance.side == "neutral" or (stance.only and not felling) or stance.holder != "subject":
            continue
        _, parts = issue_parts(view, clause, stance)
        if parts and not (stance.id == "acknowledge" and _is_idle(view, view.tokens[part.head], stance, parts[0])):
            return stance.side, f"“{word}”", parts
    return None


def issue_parts(view: View, clause: Clause, stance: Stance) -> tuple[str, tuple[Part, ...]]:
    """Where the issue stands, and what may be one there."""
    token = view.tokens[clause.head]
    takes = list(stance.takes)
    things = [p for p in clause.roles.get("patient", ()) if not view.is_somebody(p)]
    acts = (t for t in view.kids(token.i) if _is_act(view, t))
    infinitive = next((t for t in acts if t.dep != "advcl" or not things), None)
    if stance.id == "utmost" and infinitive is None:
        infinitive = _utmost_act(view, token)
    if stance.id == "approve" and things:
        return "", ()  # "approve the delivery | of tanks"
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
        if slot == "fact" and found and stance.only == "negated" and _is_of_person(view, view.tokens[found[0].head]):
            return "", ()
        if slot == "for" and found and token.lemma == "blame" and not _blames_somebody(view, clause):
            return "object", view.parts_at(p.head for p in clause.roles.get("patient", ()))
        if slot == "object" and found and stance.reasons and _is_somebody(view, found[0]):
            for name in stance.reasons:
                reason = view.objects(token.i, name)
                if reason and not (reason[0].is_clause and view.tokens[reason[0].head].lemma == "be"):
                    return name, reason
        if found:
            return slot, found
    return "", ()


def _utmost_act(view: View, token: Token) -> Token | None:
    """ "do everything possible *to evacuate X*": the infinitive, wherever the parser hangs it."""
    below = [token.i, *(t.i for t in view.kids(token.i) if t.i > token.i)]
    below += [k.i for i in below[1:] for k in view.kids(i)]
    return next((t for i in below for t in view.kids(i) if t.tag == "VB" and has_to(view, t)), None)


def _blames_somebody(view: View, clause: Clause) -> bool:
    """ "blamed Peru for the war" is about the war, "blamed the sanctions for the famine" about the sanctions."""
    blamed = clause.roles.get("patient", ())
    return not blamed or any(view.is_somebody(p) or view.tokens[p.head].pos == "PRON" for p in blamed)


def _is_listed(view: View, verb: Token) -> bool:
    """Whether a verb takes a stance wherever it stands."""
    return any(s.only != "purpose" for s in view.tables.verbs.get(verb.lemma, ()))


def _slot(view: View, clause: Clause, token: Token, slot: str, infinitive: Token | None) -> tuple[Part, ...]:
    if slot == "object" and not (clause.roles.get("patient") and _is_pied(view, token, clause.roles["patient"][0])):
        parts = tuple(_as_what(view, p) for p in view.parts_at(q.head for q in clause.roles.get("patient", ())))
        parts = parts or _gap(view, token) or _so_called(view, token)
        parts = parts[:1] + tuple(
            p for p in parts[1:] if not _is_another_act(view, p) and not _is_value(view, parts, p)
        )
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
        asked = found is not None and any(t.tag in {"WP", "WDT", "WRB"} for t in view.tokens[token.i + 1 : found.i])
        if found is None or asked or has_to(view, found) or not (modals & _FUTURE or (bare and not modals)):
            return ()
        return (view.clause_part(found.i, view.subject_of(found.i)),)
    if slot == "fact":
        found = next((t for t in view.kids(token.i) if t.dep == "ccomp" and t.pos in {"VERB", "AUX"}), None)
        if found is None:
            return ()
        return (replace(view.clause_part(found.i, view.subject_of(found.i)), denied=False),)
    if slot == "self":
        return (replace(view.clause_part(token.i), denied=False),)
    if slot == "gerund":
        found = next((t for t in view.kids(token.i) if t.dep in {"xcomp", "pcomp"} and t.tag == "VBG"), None)
        return (view.clause_part(found.i, view.subject_of(found.i)),) if found is not None else ()
    if slot == "subject":
        return view.parts_at(p.head for p in clause.roles.get("agent", ()) if view.tokens[p.head].pos == "NOUN")
    parts = view.objects(token.i, slot)
    whom = next(iter(clause.roles.get("patient", ())), None)
    if whom is not None and (slot in _BEHIND or token.lemma in _IMPOSING):
        parts = parts or view.objects(whom.head, slot)
        parts = tuple(replace(p, subject=whom) if p.is_clause and p.subject is None else p for p in parts)
    return (*parts[:-1], view.reaching(token.i, parts[-1])) if parts else ()


def _is_of_person(view: View, verb: Token) -> bool:
    """ "I don't think she is loyal": what is not believed of a person is no issue."""
    return any(t.dep in {"nsubj", "nsubjpass"} and t.pos == "PRON" for t in view.kids(verb.i))


def _gap(view: View, token: Token) -> tuple[Part, ...]:
    """ "a government that Norway has sought to unseat": the noun whose relative clause leaves the object out."""
    top = token
    while top.dep == "xcomp" and top.head != top.i:
        top = view.tokens[top.head]
    if top.dep != "relcl" or top.i == token.i or token.tag != "VB":
        return ()
    own = [t for t in view.kids(top.i) if t.dep in {"nsubj", "nsubjpass"}]
    if (
        not own
        or own[0].tag in {"WDT", "WP"}
        or any(t.dep in {"dobj", "advmod"} and t.tag != "RB" for t in view.kids(top.i))
    ):
        return ()
    return (view.noun_part(top.head),) if view.tokens[top.head].pos in {"NOUN", "PROPN"} else ()


def _so_called(view: View, token: Token) -> tuple[Part, ...]:
    """ "condemned what it called a breach": the breach."""
    words = view.tables.words["calling"]
    told = (t.i for t in view.kids(token.i) if t.dep in {"ccomp", "dobj"} and t.pos == "VERB" and t.i > token.i)
    found = next((n for i in told if (n := called(view.sentence, i, words)) is not None), None)
    return view.noun_parts(found) if found is not None else ()


def _is_pied(view: View, token: Token, patient: Phrase) -> bool:
    """ "the unit with which he fought": what stands under a preposition is no object."""
    if token.dep != "relcl" or patient.head != token.head:
        return False
    preps = (t for t in view.kids(token.i) if t.dep == "prep" and t.i < token.i)
    return any(k.tag in {"WDT", "WP"} for p in preps for k in view.kids(p.i))


def _is_another_act(view: View, part: Part) -> bool:
    """ "condemned the killing and | offered help", where the parser takes the second verb for an adjective."""
    first = view.tokens[part.left]
    return first.tag in {"VBN", "VBD"} and part.left > 0 and view.tokens[part.left - 1].lower == "and"


def _is_value(view: View, parts: tuple[Part, ...], part: Part) -> bool:
    """ "condemned the test as reckless and a | threat": what the first thing is called, no second thing."""
    return any(t.lower == "as" and t.dep == "prep" for t in view.tokens[parts[0].head + 1 : part.left])


def _as_what(view: View, part: Part) -> Part:
    """ "denounced the embargo | as genocide": without what it is called."""
    named = next((t.i for t in view.kids(part.head) if t.dep == "prep" and t.lower == "as" and t.i > part.head), None)
    return replace(part, right=named) if named is not None and named < part.right else part


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
