"""Whether a clause is denied: by a word on its verb, or by who or what takes no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.language.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.language.clauses import Draft

NO = frozenset({"no", "neither", "nor"})
#: Adverbs right before a verb that say it did not come about.
_NEARLY = frozenset({"nearly", "almost"})
_MERELY = frozenset({"just", "only", "merely", "simply", "solely"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})


def is_denied(sentence: Sentence, verb: Token, kids: Sequence[Token]) -> bool:
    """Whether a verb's own words deny it; `kids` are what hangs on it."""
    if any(k.dep == "neg" and not _only(kids, k) for k in kids):
        return True
    if any(k.dep == "aux" and _is_never(sentence, k) for k in kids):
        return True
    if any(_no_longer(sentence, k) or (k.lower in _NEARLY and k.i == verb.i - 1) for k in kids):
        return True
    return any(
        (k.lower in {"never", "neither"} and k.dep == "preconj") or (k.lower == "nor" and k.i < verb.i) for k in kids
    )


def _is_never(sentence: Sentence, aux: Token) -> bool:
    """ "does not, and never will, accept": where the parser hangs the word on "will"."""
    return any(sentence.tokens[k].lower == "never" for k in sentence.children[aux.i])


def _only(kids: Sequence[Token], neg: Token) -> bool:
    """ "does not just call for talks": it calls for them and more."""
    return any(k.lower in _MERELY and k.i == neg.i + 1 for k in kids)


def _no_longer(sentence: Sentence, token: Token) -> bool:
    return token.lower == "longer" and any(sentence.tokens[k].lower == "no" for k in sentence.children[token.i])


def has_nobody(sentence: Sentence, draft: Draft) -> bool:
    """ "no troops were sent", "nobody attacked": the clause is what is denied."""
    for role in ("agent", "patient"):
        for phrase in draft.roles.get(role, []):
            if sentence.tokens[phrase.head].lower in _NOBODY:
                return True
            kids = [sentence.tokens[k] for k in sentence.children[phrase.head]]
            if any((k.lower in NO and k.dep == "det") or (k.dep == "neg" and k.i < phrase.head) for k in kids):
                return True
    return False
