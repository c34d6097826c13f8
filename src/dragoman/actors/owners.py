"""Whose a noun phrase is: nationality, possessor, "of X", "in X"."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from dragoman.actors.mentions import Mention
from dragoman.actors.sight import Sight
from dragoman.actors.words import pairs, words
from dragoman.language.tree import Token

#: "Iran-backed militia": the state in front is not the militia's.
_NOT_ITS = re.compile(r"[-‐–](?:" + "|".join(sorted(words("not_its"))) + r")\b", re.IGNORECASE)
_SET_AGAINST = re.compile(r"\b(?:anti|pro|non|post|pre|ex|counter)[-‐ ]$", re.IGNORECASE)
_PREFIX = re.compile(r"\b(" + "|".join(sorted(pairs("prefixes"))) + r")[-‐–]$")
_JOIN = re.compile(r"\s*(?:,|and|or|&|-|–|/|, and|as well as)\s*(?:the\s+)?")
_OWN = frozenset({"of", "from", "by"})
_PLACE = frozenset(
    {"in", "at", "across", "inside", "near", "within", "throughout", "on", "around", "outside", "along", "under"}
)
_SERVE = re.compile(
    r"spokes|aide|advis|lawyer|negotiator|candidate|assistant|deputy|agent|head|official|worker|analyst|expert|"
    r"researcher|director|editor|reporter|correspondent|chief"
)
#: Roles that are sent by one actor to another: "the UN envoy for Syria", "ambassador to Russia".
SENT = re.compile(
    r"ambassador|envoy|emissary|representative|negotiator|mediator|attach|consul|rapporteur|commissioner|delegate|monitor|observer"
)
_STOP = frozenset({"who", "which", "that", "where", "when", "while", "after", "before", "because", "as", ";", ":", "—"})


class Owner(NamedTuple):
    """A mention, or a prefix such as Sino-, that a phrase belongs to, and how: adjective, possessor, of, place."""

    mention: Mention | None
    code: str | None
    how: str


def is_excluded(text: str, mention: Mention) -> bool:
    """Whether the words around a modifier say that it is not the phrase's own ("pro-Russian", "US-backed")."""
    start, end = mention.span
    return (
        _NOT_ITS.match(text, end, end + 16) is not None
        or _SET_AGAINST.search(text[max(0, start - 9) : start]) is not None
    )


def before(sight: Sight, position: int, left: int, stop: int, role: str | None) -> list[Owner]:
    """Owners among the tokens `[left, stop)` in front of a head."""
    found = [m for m in sight.between(position, left, stop) if m.right <= stop and not is_excluded(sight.text, m)]
    found = [m for m in found if not _only_meets(sight, m, role)]
    if not found:
        return []
    tokens = sight.sentences[position].tokens
    for i, m in enumerate(found):
        if m.right < stop and tokens[m.right].tag == "POS":
            return _owners(sight, _group(sight, found[: i + 1], backwards=True), "possessor")
    if len(found) > 1:
        last = found[-1]
        if role is None or not SENT.search(role):
            if last.actor.kind == "group" and not joined(sight, found[-2], last):
                return _owners(sight, [last], "adjective")
            others = [m for m in found if m.actor.kind in {"org", "group"}]
            if others and found[0].actor.kind in {"place", "collective"}:
                return _owners(sight, others[:1], "adjective")
    european = role is not None and role.split()[-1] in words("european")
    coded = [m for m in found if m.code or (european and m.actor.id == "collective-europeans")] or found
    owned = _owners(sight, _group(sight, coded, backwards=False), "adjective")
    return [o._replace(code="EUR") if european and _is_european(o) else o for o in owned]


def _is_european(owner: Owner) -> bool:
    return owner.mention is not None and owner.mention.actor.id == "collective-europeans"


def _owners(sight: Sight, mentions: list[Mention], how: str) -> list[Owner]:
    out: list[Owner] = []
    for m in mentions:
        prefix = _PREFIX.search(sight.text[max(0, m.span[0] - 9) : m.span[0]])
        if prefix:
            out.append(Owner(None, pairs("prefixes")[prefix.group(1)][0], how))
        out.append(Owner(m, m.code, how))
    return out


def _group(sight: Sight, found: list[Mention], backwards: bool) -> list[Mention]:
    """The first mention and those coordinated with it; the last and those before it if `backwards`."""
    ordered = found[::-1] if backwards else found
    out = [ordered[0]]
    for m in ordered[1:]:
        first, second = (m, out[-1]) if backwards else (out[-1], m)
        if not joined(sight, first, second):
            break
        out.append(m)
    return out[::-1] if backwards else out


def joined(sight: Sight, first: Mention, second: Mention) -> bool:
    """Whether only a conjunction, comma or hyphen stands between two mentions."""
    return _JOIN.fullmatch(sight.text, first.span[1], second.span[0]) is not None


def after(
    sight: Sight, position: int, head: int, right: int, role: str | None, only: frozenset[str] | None = None
) -> list[Owner]:
    """Owners in the complements that follow a head: "of X", then "for X" where X is served, then "in X".

    `only` are the prepositions that are looked at, if not all.
    """
    tokens = sight.sentences[position].tokens
    places: list[Owner] = []
    served: list[Owner] = []
    i = head + 1
    end = min(right, len(tokens))
    while i < end:
        low = tokens[i].lower
        if low in _STOP:
            break
        against = low in words("set_against")
        if tokens[i].pos in {"ADP", "SCONJ", "PART"} or low in {"to", "for", "of"} or against:
            stop = _complement_end(sight, position, i + 1, end)
            mentions = [m for m in sight.between(position, i + 1, stop) if not is_excluded(sight.text, m)]
            if mentions and (only is None or low in only):
                owned = _owners(sight, _first_owner(sight, position, mentions), "of")
                if low in _OWN or against or _is_loyal(tokens[i - 1], mentions[0]):
                    return owned
                if low in _PLACE and _only_meets(sight, mentions[0], role):
                    i = stop
                    continue
                if low in _PLACE:
                    places = places or [o._replace(how="place") for o in owned]
                elif (
                    low in {"for", "to", "with"} and role is not None and not SENT.search(role) and _SERVE.search(role)
                ):
                    served = served or owned
            i = stop
        else:
            i += 1
    if served:
        return served
    if role is not None and SENT.search(role):
        return [o for o in places if o.mention is not None and o.mention.actor.kind in {"org", "group"}]
    return places


def _is_loyal(token: Token, mention: Mention) -> bool:
    """Whether a word makes a phrase the following name's: "forces loyal to X", "a militia linked to al-Qaeda"."""
    if token.lower not in words("loyal"):
        return False
    return token.lower in {"loyal", "allied", "faithful", "belonging", "answering"} or mention.actor.kind == "group"


def in_exile(sight: Sight, mention: Mention) -> bool:
    """Whether delegates of a side are in the capital of another state than the document's: "the opposition delegation
    in Riyadh"."""
    tokens = sight.sentences[mention.sentence].tokens[max(0, mention.left - 5) : mention.left]
    said = {t.lemma for t in tokens}
    if mention.form != "capital" or not said & words("sides_within") or not said & words("delegates"):
        return False
    named = Counter(m.code for m in sight.sided if m.form != "capital")
    return bool(named) and named.most_common(1)[0][0] != mention.code


def _only_meets(sight: Sight, mention: Mention, role: str | None) -> bool:
    """Whether a side or a diplomat is only met at a place: "the opposition in Geneva", "the Geneva talks"."""
    if in_exile(sight, mention):
        return True
    if mention.span not in sight.venues:
        return False
    return role is None or any(w in words("sides_within") or w in words("anywhere") for w in role.split())


def _first_owner(sight: Sight, position: int, mentions: list[Mention]) -> list[Mention]:
    tokens = sight.sentences[position].tokens
    for i, m in enumerate(mentions):
        if m.right < len(tokens) and tokens[m.right].tag == "POS" and i + 1 < len(mentions):
            return [m]
    return _group(sight, mentions, backwards=False)


def _complement_end(sight: Sight, position: int, start: int, end: int) -> int:
    tokens = sight.sentences[position].tokens
    table = sight.at[position]
    i = start
    while i < end:
        token = tokens[i]
        ends = token.pos in {"ADP", "VERB", "AUX"} or token.lower in _STOP
        if i > start and i not in table and (ends or (token.text == "," and not _list_goes_on(sight, position, i))):
            return i
        i += 1
    return end


def _list_goes_on(sight: Sight, position: int, comma: int) -> bool:
    table = sight.at[position]
    return comma - 1 in table and (comma + 1 in table or comma + 2 in table)
