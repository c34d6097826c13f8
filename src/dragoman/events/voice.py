"""What speakers say that they or others have to do: demands of theirs ("*we must stop* X, Y said", "talks *must
resume*, Y said")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.events.speech import made
from dragoman.events.words import listed
from dragoman.language.grammar import OUGHT, Clause
from dragoman.model import Entity

_WE = frozenset({"we", "us"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_QUOTES = frozenset({'"', "\u201c", "'", "\u2018", "``"})
_US = frozenset({"us", "'s", "’s"})
#: What is done by saying that one must do it: "we must thank X", "we should condemn this".
_SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
#: Whose word on what must be done is a demand though nobody is named who is to do it.
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "PTY", "REB", "UAF", "OPP", "PRE", "SPY"})
_FRIENDLY = frozenset({"cooperative", "yield", "end"})


def owed(act: Act, inner: Draft) -> Act | None:
    """The request that a report is of what must be done: by somebody else, by nobody who is named, or by the speaker's
    "we"."""
    if not act.actors or act.clause.negated:
        return None
    if act.op == "expect":
        return act.turned("request") if _is_due(act, inner) else None
    if act.op not in {"report", "announce"}:
        return None
    bound = _bound(act.scene, inner.clause)
    if bound is None:
        return act.turned("request") if _had_to(act, inner) else None
    if imperative(act.scene, bound):
        return act.turned("request")
    doers = inner.codes
    if doers & act.codes:
        others = not inner.recipients or codes_of(inner.recipients) - act.codes
        asked = bool(others) and _is_ours(act.scene, bound) and inner.type not in _SPOKEN
    else:
        public = any(a.sector in _PUBLIC for a in act.actors)
        asked = bool(doers or inner.recipients) or (public and class_of(inner) in _FRIENDLY)
    return act.turned("request") if asked else None


def _had_to(act: Act, inner: Draft) -> bool:
    """ "X said Y *had to withdraw*", "said Y *needed to* come": told of somebody else, it is what X asks of them."""
    clause = inner.clause
    above = act.scene.clauses[clause.parent] if clause.parent is not None and clause.link == "xcomp" else None
    if above is None or above.lemma not in listed("owing") or above.negated or above.modal is not None:
        return False
    said = clause.infinitive and above.link == "ccomp" and above.tense == "past" and above.aspect == "none"
    bound = all(a.code and a.sector in _PUBLIC for a in inner.actors) and bool(inner.actors)
    told = act.op == "report" and all(a.sector in _PUBLIC for a in act.actors) and not inner.codes & act.codes
    return said and bound and told and class_of(inner._replace(factuality="actual")) in _FRIENDLY


def _is_due(act: Act, inner: Draft) -> bool:
    """ "expects X to release Y": told to X, and no forecast."""
    told = act.clause.kind == "verb" and act.clause.lemma == "expect" and act.clause.voice == "active"
    theirs = inner.codes and not inner.codes & act.codes and inner.type not in {"CONSULT", "AGREE"}
    said = act.clause.modal is None and all(k.infinitive and k.modal is None for k in act.governed)
    public = all(a.sector in _PUBLIC and a.basis != "domestic" for a in act.actors)
    return told and bool(theirs) and said and public and class_of(inner) in _FRIENDLY


def pressed(scene: Scene, found: Iterable[Draft], speaker: Entity) -> tuple[Draft, ...]:
    """The events of a quoted clause, with demands in the place of what "we" or nobody in particular must do."""
    return tuple(_pressed(scene, d, speaker) for d in found)


def _pressed(scene: Scene, draft: Draft, speaker: Entity) -> Draft:
    bound = _bound(scene, draft.clause)
    if bound is None or bound.parent is not None or draft.type in _SPOKEN:
        return draft
    told = imperative(scene, bound)
    if draft.factuality == "actual" and not told and not lets_us(scene, bound):
        return draft
    others = codes_of((*draft.actors, *draft.recipients)) - {speaker.code}
    nobody = not others and class_of(draft._replace(factuality="actual")) not in _FRIENDLY
    if not told and ((not others and draft.recipients) or (nobody and not _is_ours(scene, bound))):
        return draft
    inner = draft._replace(factuality="actual")
    asked = made(scene, "request", inner, (speaker,), draft.clause)
    return asked._replace(factuality="actual") if asked is not None else draft


def _bound(scene: Scene, clause: Clause) -> Clause | None:
    """The clause that says what must be done: the event's own, or the one that its infinitive hangs on."""
    at = clause
    while at.modal not in OUGHT and at.link in {"xcomp", "ccomp"} and at.parent is not None:
        above = scene.clauses[at.parent]
        if at.link == "ccomp" and not lets_us(scene, above):
            break
        at = above
    if lets_us(scene, at) or imperative(scene, at):
        return at
    owes = at.modal in OUGHT and at.aspect not in {"perfect", "progressive"} and not at.question
    return at if owes and at.marker not in {"if", "unless", "whether", "why", "how"} else None


def imperative(scene: Scene, clause: Clause) -> bool:
    """Whether a clause tells somebody what to do, in quotation marks: "*Withdraw* your troops," X said."""
    tokens, children = scene.sentence.tokens, scene.sentence.children
    verb = tokens[clause.head]
    if clause.kind != "verb" or verb.tag not in {"VB", "VBP"} or verb.lemma in listed("greeting"):
        return False
    kids = [tokens[k] for k in children[verb.i]]
    if any(k.dep in _SUBJECTS or (k.dep == "aux" and k.lemma != "do") for k in kids):
        return False
    if verb.dep == "conj":
        above = next((c for c in scene.clauses if c.head == verb.head), None)
        return above is not None and imperative(scene, above)
    left = min([verb.i, *(k.i for k in kids if k.i < verb.i and k.dep in {"aux", "neg", "advmod", "intj"})])
    opens = left == 0 or tokens[left - 1].text in _QUOTES
    return opens and verb.dep in {"ccomp", "ROOT"}


def lets_us(scene: Scene, clause: Clause) -> bool:
    """ "*let us* talk", "*let's* end this"."""
    tokens = scene.sentence.tokens
    after = tokens[clause.head + 1].lower if clause.head + 1 < len(tokens) else ""
    return clause.kind == "verb" and clause.lemma == "let" and after in _US and clause.modal is None


def prefaces(scene: Scene, clause: Clause, kids: Sequence[Clause]) -> bool:
    """ "*let me tell* you", "*let us be* clear": words before what is said."""
    tokens = scene.sentence.tokens
    after = tokens[clause.head + 1].lower if clause.head + 1 < len(tokens) else ""
    own = clause.lemma == "let" and (after in _US or after == "me")
    return own and bool(kids) and all(k.lemma in listed("prefacing") for k in kids)


def _is_ours(scene: Scene, clause: Clause) -> bool:
    """Whether "we" are bound."""
    if lets_us(scene, clause):
        return True
    tokens = scene.sentence.tokens
    return any(tokens[p.head].lower in _WE for r in ("agent", "patient") for p in clause.roles.get(r, ()))
