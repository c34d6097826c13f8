"""What speakers say that they or others have to do: demands of theirs ("*we must stop* X, Y said", "talks *must
resume*, Y said")."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.events.act import Act
from dragoman.events.algebra import class_of
from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of
from dragoman.events.scene import Scene
from dragoman.events.speech import made
from dragoman.language.grammar import Clause
from dragoman.model import Entity

_DUTY = frozenset({"must", "should", "ought"})
_WE = frozenset({"we"})
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
        return None
    doers = inner.codes
    if doers & act.codes:
        others = not inner.recipients or codes_of(inner.recipients) - act.codes
        asked = bool(others) and _is_ours(act.scene, bound) and inner.type not in _SPOKEN
    else:
        public = any(a.sector in _PUBLIC for a in act.actors)
        asked = bool(doers or inner.recipients) or (public and class_of(inner) in _FRIENDLY)
    return act.turned("request") if asked else None


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
    if bound is None or bound.parent is not None or draft.type in _SPOKEN or draft.factuality == "actual":
        return draft
    others = codes_of((*draft.actors, *draft.recipients)) - {speaker.code}
    nobody = not others and class_of(draft._replace(factuality="actual")) not in _FRIENDLY
    if (not others and draft.recipients) or (nobody and not _is_ours(scene, bound)):
        return draft
    inner = draft._replace(factuality="actual")
    asked = made(scene, "request", inner, (speaker,), draft.clause)
    return asked._replace(factuality="actual") if asked is not None else draft


def _bound(scene: Scene, clause: Clause) -> Clause | None:
    """The clause that says what must be done: the event's own, or the one that its infinitive hangs on."""
    at = clause
    while at.modal not in _DUTY and at.link == "xcomp" and at.parent is not None:
        at = scene.clauses[at.parent]
    owes = at.modal in _DUTY and at.aspect != "perfect" and not at.question
    return at if owes and at.marker not in {"if", "unless", "whether", "why", "how"} else None


def _is_ours(scene: Scene, clause: Clause) -> bool:
    """Whether "we" are bound."""
    tokens = scene.sentence.tokens
    return any(tokens[p.head].lower in _WE for r in ("agent", "patient") for p in clause.roles.get(r, ()))
