"""What somebody says must be, must not be, is needed or is wrong: "the war must end", "X is unacceptable"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.language.grammar import Clause
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Token
from dragoman.model import Entity
from dragoman.positions.reading import PERSONAL, Hit, Part, View, value_words, voice_of
from dragoman.positions.tables import Side, Stance
from dragoman.positions.told import has_to
from dragoman.positions.values import afforded, meant_by, owner_of, unshared
from dragoman.positions.verbs import TURNED, inner_stance
from dragoman.positions.wording import name_of

_CONDITION = frozenset({"if", "unless", "whether", "lest", "why", "how", "when", "where", "what", "as"})
_LATER = frozenset({"until", "once", "before", "after"})
_BE = frozenset({"be", "remain", "become", "'s"})
#: Modals with which a predicate is still said of a thing: "this would be illegal".
_SURE = frozenset({"will", "would", "'ll", "'d", "must"})
#: Words before the verb of an order: "please do not send".
_BEFORE_ORDER = frozenset({"please", "do", "n't", "n’t", "not", "never", "always", "just", "so", "now", "then"})


def duty_hits(view: View) -> Iterator[Hit]:
    """The stances in the words of those who are reported or quoted."""
    words = view.tables.words
    for i in sorted(view.clause):
        clause = view.clause[i]
        token = view.tokens[i]
        plain = clause.modal not in words["duty"] and clause.lemma not in words["cannot"] and not clause.negated
        if plain and token.tag != "VB" and token.lemma not in words["semi"]:
            continue
        if clause.marker in _CONDITION or view.tokens[-1].text == "?":
            continue
        speaker = voice_of(view, i)
        if speaker is None:
            continue
        hit = _said(view, clause, token, speaker)
        if hit is not None:
            yield _pressed(view, hit)
    for hit in (*_predicates(view), *_inexcusable(view)):
        yield _pressed(view, hit)


def _inexcusable(view: View) -> Iterator[Hit]:
    """ "nothing justifies the bombing", "no cause excuses X": against what nothing is a reason for."""
    for token in view.tokens:
        clause = view.clause.get(token.i) if token.lemma in view.tables.words["excusing"] else None
        if clause is None or clause.kind != "verb" or clause.voice == "passive" or clause.marker in _CONDITION:
            continue
        nothing = any(t.dep == "nsubj" and t.lower == "nothing" for t in view.kids(token.i))
        speaker = voice_of(view, token.i) if nothing or view.is_nobodys(token.i) or clause.negated else None
        things = view.parts_at(p.head for p in clause.roles.get("patient", ()))
        if speaker is not None and things:
            about = (*things[:-1], view.reaching(token.i, things[-1]))
            yield Hit(token.i, (speaker,), about, "against", 0.8, f"duty: “nothing {token.lemma}”")


def _pressed(view: View, hit: Hit) -> Hit:
    """A demand where it is insisted on."""
    statement = view.statement_at(hit.head)
    cue = view.text[slice(*statement.cue_span)].lower() if statement is not None and statement.cue_span else ""
    return replace(hit, strength=1.0) if cue.startswith(("insist", "demand")) else hit


def _said(view: View, clause: Clause, token: Token, speaker: Entity) -> Hit | None:
    """ "X must end", "we must prevent X", "support should be given to X", "needs to stop"."""
    if clause.kind == "adj" and token.lower in view.tables.words["enabled"]:
        return _able(view, clause, token, speaker)
    if clause.kind != "verb" or (clause.link or "").startswith("prep:"):
        return None
    if clause.aspect == "perfect" and clause.modal not in {"should", "ought"}:
        return None
    if _is_guess(view, clause, token):
        return None
    words = view.tables.words
    cannot = clause.modal in {"can", "ca", "could"} and clause.negated
    act = afforded(view, token) if cannot else None
    if act is not None:
        subject = next(iter(clause.roles.get("agent", ())), None)
        return Hit(token.i, (speaker,), (view.clause_part(act.i, subject),), "against", 0.8, "duty: “cannot afford”")
    cannot = cannot and (clause.lemma in words["cannot"] or _is_anyones(view, token))
    order = _is_order(view, clause, token)
    if order and token.lemma == "let":
        act = next((t for t in view.kids(token.i) if t.dep in {"ccomp", "xcomp"} and t.tag == "VB"), None)
        return _let(view, act, speaker, clause) if act is not None else None
    if clause.modal in words["duty"] or cannot or order:
        duty = clause
    else:
        inner = _semi(view, clause, token)
        if inner is None:
            return None
        duty = inner
    verb = view.tokens[duty.head]
    denied = clause.negated or duty.negated or view.is_nobodys(verb.i)
    if verb.lemma in _BE and not any(t.dep == "auxpass" for t in view.kids(verb.i)):
        return _exists(view, verb, speaker, denied, token)
    side: Side = "against" if denied else "for"
    word = clause.modal or ("do" if duty is clause else f"{clause.lemma} to")
    stance = _stance(view, verb)
    if stance is not None:
        objects = _kept_from(view, duty, verb)
        if not objects and verb.lemma not in words["ending"]:
            objects = view.parts_at(p.head for p in duty.roles.get("patient", ()))
            objects = (*objects[:-1], view.reaching(verb.i, objects[-1])) if objects else ()
        found = stance.side if not denied else "for" if stance.side == "against" else "against"
        if objects:
            return Hit(verb.i, (speaker,), objects, found, 0.8, f"duty: “{word} {verb.lemma}”", known=True)
    given = _given(view, duty, verb)
    if given:
        return Hit(verb.i, (speaker,), given, side, 0.8, f"duty: “{word} be given” support", known=True)
    subject = next(iter(duty.roles.get("patient" if duty.voice == "passive" else "agent", ())), None)
    subject = None if token.tag == "VB" and not clause.modal else subject
    own = subject is not None and view.tokens[subject.head].pos == "PRON" and not name_of(view, subject.head)
    part = replace(view.clause_part(verb.i, None if own else subject), denied=False)
    known = verb.lemma in words["unwilled"] or subject is None or own
    return Hit(verb.i, (speaker,), (part,), side, 0.8, f"duty: “{word} {verb.lemma}”", known)


def _is_guess(view: View, clause: Clause, token: Token) -> bool:
    """ "must be wondering", "has yet to receive", "the reason that it must": what is no duty."""
    if clause.modal == "must" and clause.aspect == "progressive":
        return True
    if any(t.lower == "yet" for t in view.tokens[max(0, token.i - 2) : token.i + 2]):
        return True
    return token.dep == "acl" and view.tokens[token.head].lemma == "reason"


def _able(view: View, clause: Clause, token: Token, speaker: Entity) -> Hit | None:
    """ "Norway must be able to defend itself": what somebody should be able or ready to do."""
    act = next((t for t in view.kids(token.i) if t.dep in {"xcomp", "ccomp"} and has_to(view, t)), None)
    if act is None or clause.modal not in view.tables.words["duty"]:
        return None
    subject = next(iter(clause.roles.get("agent", ())), None)
    own = subject is not None and view.tokens[subject.head].pos == "PRON" and not name_of(view, subject.head)
    part = replace(view.clause_part(act.i, None if own else subject), denied=False)
    side: Side = "against" if clause.negated else "for"
    return Hit(act.i, (speaker,), (part,), side, 0.8, f"duty: “{clause.modal} be {token.lower}”", known=True)


def _is_anyones(view: View, verb: Token) -> bool:
    """ "you cannot send troops there": what nobody can do."""
    subjects = (t for t in view.kids(verb.i) if t.dep == "nsubj" and t.lower in {"you", "one"})
    return any(not view.sentence.children[t.i] for t in subjects)


def _let(view: View, act: Token, speaker: Entity, clause: Clause) -> Hit:
    """ "Let the ships leave", "let us end the war"."""
    subject = view.subject_of(act.i)
    own = subject is not None and view.tokens[subject.head].pos == "PRON" and not name_of(view, subject.head)
    part = replace(view.clause_part(act.i, None if own else subject), denied=False)
    side: Side = "against" if clause.negated else "for"
    inner = inner_stance(view, part)
    if inner is not None:
        turned = TURNED[inner[0]] if clause.negated else inner[0]
        return Hit(act.i, (speaker,), inner[2], turned, 0.8, f"duty: “let”; {inner[1]}", known=True, sides=True)
    return Hit(act.i, (speaker,), (part,), side, 0.8, "duty: “let”", known=True)


def _is_order(view: View, clause: Clause, token: Token) -> bool:
    """ "Stop the war": a bare verb in quotation marks."""
    if token.tag != "VB" or clause.infinitive or clause.modal or clause.voice == "passive":
        return False
    first = token.i
    while first > 0 and view.tokens[first - 1].lower in _BEFORE_ORDER:
        first -= 1
    if first > 0 and view.tokens[first - 1].pos != "PUNCT":
        return False
    kids = [t for t in view.kids(token.i) if t.dep in {"aux", "nsubj"} and t.i < token.i]
    above = view.clause.get(token.head) if token.dep == "conj" else None
    if above is not None and above.infinitive:
        return False  # "its ability to do X, | do Y"
    if token.dep not in {"ROOT", "ccomp", "conj"} or any(t.lower != "do" for t in kids):
        return False
    return any(a <= token.start and token.end <= b for s in view.statements for a, b in s.quotes)


def _kept_from(view: View, duty: Clause, verb: Token) -> tuple[Part, ...]:
    """ "prevent X from doing": what X is not to do."""
    who = next(iter(duty.roles.get("patient", ())), None)
    if who is None:
        return ()
    found = view.objects(verb.i, "from") or view.objects(who.head, "from")
    return tuple(replace(p, subject=phrase_at(view.sentence, who.head)) if p.is_clause else p for p in found)


def _stance(view: View, verb: Token) -> Stance | None:
    """The entry of a verb that turns a duty to or against its object."""
    listed = view.tables.verbs.get(verb.lemma, ())
    only = next((s for s in listed if s.only == "duty"), None)
    return only or next((s for s in listed if s.id in {"support", "condemn", "oppose"}), None)


def _semi(view: View, clause: Clause, token: Token) -> Clause | None:
    """What "needs to" and "has to" govern."""
    if token.lemma not in view.tables.words["semi"] or (
        clause.tense == "past" and token.lemma == "have" and not _is_told_of(view, token)
    ):
        return None
    inner = next((t for t in view.kids(token.i) if t.dep == "xcomp" and has_to(view, t)), None)
    return view.clause.get(inner.i) if inner is not None else None


def _is_told_of(view: View, token: Token) -> bool:
    """ "said the militia had to go": a duty of somebody named, as reported; not "I had to go", "still had to"."""
    kids = list(view.kids(token.i))
    named = any(t.dep == "nsubj" and t.pos in {"NOUN", "PROPN"} for t in kids)
    return token.dep == "ccomp" and named and not any(t.lower in {"still", "yet"} for t in kids)


def _given(view: View, duty: Clause, verb: Token) -> tuple[Part, ...]:
    """ "support should be given to X"."""
    if verb.lemma not in {"give", "lend", "extend", "offer", "provide"} or duty.voice != "passive":
        return ()
    nouns = {view.tokens[p.head].lemma for p in duty.roles.get("patient", ())}
    return view.objects(verb.i, "to") if nouns & {"support", "backing", "help", "encouragement"} else ()


def _predicates(view: View) -> Iterator[Hit]:
    """ "X is unacceptable", "the priority is X", "there is no alternative to X", in somebody's words."""
    for token in view.tokens:
        if token.lemma not in _BE or token.pos not in {"AUX", "VERB"} or view.tokens[-1].text == "?":
            continue
        if (
            any(t.dep == "mark" and t.lower in _CONDITION | _LATER for t in view.kids(token.i))
            or token.dep == "auxpass"
        ):
            continue
        if token.tag == "VB" and any(t.dep == "mark" and t.lower == "for" for t in view.kids(token.i)):
            continue  # "for the inquiry to be successful"
        if unshared(view, token):
            continue
        speaker = owner_of(view, token) or voice_of(view, token.i)
        bare = any(t.dep == "expl" for t in view.kids(token.i))
        if speaker is None or any(
            t.tag == "MD" and t.lower not in _SURE | ({"can"} if bare else set()) for t in view.kids(token.i)
        ):
            continue
        denied = any(t.dep == "neg" for t in view.kids(token.i))
        can = token if any(t.lower in {"can", "ca"} for t in view.kids(token.i)) else None
        hit = _exists(view, token, speaker, denied, can) if bare else _valued(view, token, speaker, denied)
        if hit is not None:
            yield hit


def _exists(view: View, verb: Token, speaker: Entity, denied: bool, upper: Token | None = None) -> Hit | None:
    """ "there is no alternative to X", "there is no military solution", "there must be X", "X must be Y"."""
    above = upper if upper is not None else verb
    if not any(t.dep == "expl" for i in {above.i, verb.i} for t in view.kids(i)):
        return _valued(view, verb, speaker, denied) or _state(view, verb, speaker, denied)
    noun = next((t for t in view.kids(verb.i) if t.dep in {"attr", "nsubj", "dobj"}), None)
    if noun is None:
        return None
    denied = denied or any(t.lower == "no" for t in view.kids(noun.i))
    if noun.lemma in {"alternative", "substitute", "option"} and denied:
        parts = view.objects(noun.i, "to") or view.objects(noun.i, "but") or view.objects(verb.i, "to")
        rule = "duty: “there is no alternative to”"
        return Hit(noun.i, (speaker,), parts, "for", 0.8, rule, known=True) if parts else None
    modal = upper is not None
    if not denied and not modal:
        return None
    side: Side = "against" if denied else "for"
    rule = f"duty: “there {'is no' if denied else 'must be'}”"
    if any(t.lower in {"neither", "nor"} for t in view.kids(noun.i)):
        return None  # "there can be neither X nor Y without Z"
    if denied and noun.lemma in {"doubt", "question", "reason", "way", "comment", "evidence", "sign"}:
        return None
    if denied and not modal and noun.lemma not in {"solution", "place", "justification", "excuse", "room", "option"}:
        return None
    if noun.lemma in {"place", "justification", "excuse", "room"}:
        parts = view.objects(noun.i, "for")
        return Hit(noun.i, (speaker,), parts, side, 0.8, rule, known=True) if parts else None
    return Hit(noun.i, (speaker,), (view.noun_part(noun.i),), side, 0.8, rule, known=not modal)


def _valued(view: View, verb: Token, speaker: Entity, denied: bool) -> Hit | None:
    """ "X is unacceptable", "X is the only way", "the priority is X", "it is essential to do X"."""
    words = view.tables.words
    value = next((t for t in view.kids(verb.i) if t.dep in {"acomp", "attr"}), None)
    subject = next((t for t in view.kids(verb.i) if t.dep in {"nsubj", "csubj"}), None)
    if value is None or subject is None:
        return _wanted_act(view, verb, subject, speaker) if subject is not None else None
    named = value_words(view, value) | {t.lower for t in view.kids(value.i) if t.dep == "amod" and t.i < value.i}
    meant = meant_by(view, value)
    named |= {*value_words(view, meant), f"{value.lemma} of {meant.lemma}"} if meant.i != value.i else frozenset()
    denied = denied != _disbelieved(view, verb)
    side: Side | None = (
        "against"
        if named & (words["bad"] | words["hostile"])
        else "for"
        if named & (words["good"] | words["friendly"])
        else None
    )
    if side is not None:
        if denied and side == "against":
            return None
        side = "against" if denied else side
        rule = f"duty: “{'not ' if denied else ''}{value.lower}”"
        part = _valued_part(view, verb, value, subject)
        if value.lemma == "time" and (part is None or not part.is_clause):
            return None  # "that was the last time"
        if (
            part is not None
            and view.tokens[part.head].pos == "PRON"
            and value.pos == "NOUN"
            and _is_said_so(view, value)
        ):
            part = view.noun_part(value.i)
        if part is not None and part.denied:
            side, part = TURNED[side], replace(part, denied=False)
        known = side == "for"
        return Hit(value.i, (speaker,), (part,), side, 0.8, rule, known, sides=True) if part is not None else None
    if subject.lemma in words["wants"] and value.pos in {"NOUN", "PROPN"} and not denied:
        return Hit(value.i, (speaker,), (view.noun_part(value.i),), "for", 0.8, f"duty: “{subject.lemma} is”")
    return None


def _disbelieved(view: View, verb: Token) -> bool:
    """ "I don't think that X is": whether what is said is denied by the verb above it."""
    above = view.clause.get(verb.head) if verb.dep == "ccomp" else None
    return above is not None and above.negated and above.lemma in view.tables.words["thinking"]


def _is_said_so(view: View, value: Token) -> bool:
    """ "It is a terrible bill": the noun is the thing, its adjective what is said of it."""
    words = view.tables.words
    judged = words["bad"] | words["hostile"] | words["good"] | words["friendly"]
    return value.lemma not in judged


def _valued_part(view: View, verb: Token, value: Token, subject: Token) -> Part | None:
    act = next((t for t in view.kids(value.i) if t.dep == "xcomp" and t.tag == "VB"), None)
    if act is not None and value.pos == "ADJ" and view.is_somebody(phrase_at(view.sentence, subject.i)):
        return view.clause_part(act.i, phrase_at(view.sentence, subject.i))
    if subject.pos in {"NOUN", "PROPN"} or subject.dep == "csubj":
        if subject.dep == "csubj":
            return view.clause_part(subject.i)
        return view.noun_part(subject.i)
    if subject.lower == "it":
        for head in (value.i, verb.i):
            for kid in view.kids(head):
                timely = value.lemma == "time" and kid.dep == "relcl" and has_to(view, kid)
                if (timely or kid.dep in {"xcomp", "ccomp", "advcl", "acl"}) and kid.pos in {"VERB", "AUX"}:
                    return view.clause_part(kid.i, view.subject_of(kid.i))
    if subject.lower in PERSONAL | {"this", "that"} and subject.tag != "WDT":
        return view.noun_part(subject.i)
    return None


def _wanted_act(view: View, verb: Token, subject: Token, speaker: Entity) -> Hit | None:
    """ "our goal is to end the war", "their request is that the trial be fair"."""
    if subject.lemma not in view.tables.words["wants"]:
        return None
    act = next((t for t in view.kids(verb.i) if t.dep == "xcomp" and t.tag == "VB"), None)
    told = next((t for t in view.kids(verb.i) if t.dep == "ccomp" and t.pos in {"VERB", "AUX"} and t.i > verb.i), None)
    act = act or told
    if act is None:
        return None
    part = view.clause_part(act.i, view.subject_of(act.i) if act is told else None)
    rule = f"duty: “{subject.lemma} is to”"
    inner = inner_stance(view, part) if not part.denied else None
    if inner is not None:
        return Hit(act.i, (speaker,), inner[2], inner[0], 0.8, f"{rule}; {inner[1]}", known=True, sides=True)
    return Hit(act.i, (speaker,), (part,), "for", 0.8, rule, known=True)


def _state(view: View, verb: Token, speaker: Entity, denied: bool) -> Hit | None:
    """ "the borders must be open": what must be so."""
    subject = next((t for t in view.kids(verb.i) if t.dep == "nsubj"), None)
    if subject is None or (subject.pos not in {"NOUN", "PROPN"} and not name_of(view, subject.i)):
        return None
    side: Side = "against" if denied else "for"
    part = view.clause_part(verb.i, phrase_at(view.sentence, subject.i))
    return Hit(verb.i, (speaker,), (part,), side, 0.8, "duty: “must be”", known=True)
