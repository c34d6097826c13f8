"""Names whose code only the document tells: peoples of several states ("Kurds"), and Brussels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.actors.mentions import Mention
from dragoman.actors.words import pairs, words
from dragoman.language.tree import Sentence

_AT = frozenset({"in", "at", "near", "across", "inside", "of", "around"})
#: What a state named as a place weighs more than one named otherwise, and how fast that fades by sentence.
_PLACED, _FADES = 3.0, 0.15
#: What remains of a state that elsewhere in the document fights the people.
_FOE = 0.25
#: How many tokens after a people its state may stand: "Kurds in northern Iraq".
_NEAR = 4
_BRUSSELS = "collective-brussels"


def settle(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with the codes that the document gives to peoples of several states and to Brussels; Brussels
    that is neither the Union nor in a document about Belgium is dropped."""
    homes = pairs("homes")
    out: list[Mention] = []
    foes: dict[str, frozenset[str]] | None = None
    codes = {m.code for m in mentions if m.code}
    for m in mentions:
        if m.actor.id == _BRUSSELS:
            out.extend(_brussels(sentences, m, codes))
        elif m.actor.id in homes:
            foes = _foes(sentences, mentions, homes) if foes is None else foes
            code = _home(sentences, mentions, m, homes[m.actor.id], foes[m.actor.id])
            out.append(replace(m, actor=m.actor._replace(code=code)))
        else:
            out.append(m)
    return tuple(out)


def _brussels(sentences: Sequence[Sentence], m: Mention, codes: set[str]) -> Iterator[Mention]:
    """Brussels as the one who acts is the Union's, unless only Belgium is spoken of."""
    token = sentences[m.sentence].tokens[m.right - 1] if m.sentence >= 0 else None
    acts = token is not None and (
        token.dep in {"nsubj", "poss"}
        or (token.dep == "pobj" and sentences[m.sentence].tokens[token.head].lower in {"with", "against", "by"})
    )
    if acts and ("EUR" in codes or "BEL" not in codes):
        union = m.actor._replace(id="eu:european-union", name="European Union", code="EUR", kind="org")
        yield replace(m, actor=union, form="metonym")
    elif "BEL" in codes:
        yield replace(m, actor=m.actor._replace(id="place:brussels", code="BEL", kind="place"), form="name")


def _foes(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], homes: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """For each people the codes that fight it somewhere in the document."""
    out: dict[str, set[str]] = {people: set() for people in homes}
    for m in mentions:
        if m.actor.id in homes:
            out[m.actor.id] |= _against(sentences, mentions, m)
    return {people: frozenset(codes) for people, codes in out.items()}


def _home(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    m: Mention,
    homes: tuple[str, ...],
    foes: frozenset[str],
) -> str | None:
    """The state of a people at a mention: the one in the phrase, that of its own kin named in the document, the
    scene; never one that fights it in the clause."""
    beside = _beside(sentences, mentions, m, homes)
    if beside is not None:
        return beside
    kin = words_of_kin(m.actor.id)
    own = [k for k in mentions if k.actor.id in kin and k.code]
    states = [k for k in own if k.code in homes]
    if states or own:
        return min(states or own, key=lambda k: (abs(k.span[0] - m.span[0]), k.span)).code
    against = _against(sentences, mentions, m)
    weights: dict[str, float] = defaultdict(float)
    for other in mentions:
        code = other.code
        if code is None or code not in homes or code in against or other.actor.id == m.actor.id:
            continue
        weight = _PLACED if _is_placed(sentences, other) else 1.0
        far = abs(other.sentence - m.sentence) if other.sentence >= 0 and m.sentence >= 0 else 4
        weights[code] += weight / (1 + _FADES * far) * (_FOE if code in foes else 1.0)
    return max(weights, key=lambda c: (weights[c], -homes.index(c))) if weights else None


def words_of_kin(people: str) -> frozenset[str]:
    """Ids of the actors that say where a people of several states is meant."""
    return frozenset(pairs("kin").get(people, ()))


def _beside(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], m: Mention, homes: tuple[str, ...]
) -> str | None:
    """ "Iraq's Kurds", "Kurds in northern Syria"."""
    if m.sentence < 0:
        return None
    tokens = sentences[m.sentence].tokens
    for other in mentions:
        if other.sentence != m.sentence or other.code not in homes:
            continue
        if other.right == m.left or (other.right + 1 == m.left and tokens[other.right].tag == "POS"):
            return other.code
        between = [t.lower for t in tokens[m.right : other.left]]
        if 0 < len(between) <= _NEAR and between[0] in {"in", "of"}:
            return other.code
    return None


def _is_placed(sentences: Sequence[Sentence], m: Mention) -> bool:
    if m.sentence < 0 or m.form == "demonym":
        return False
    tokens = sentences[m.sentence].tokens
    return any(tokens[i].lower in _AT for i in range(max(0, m.left - 2), m.left))


def _against(sentences: Sequence[Sentence], mentions: Sequence[Mention], m: Mention) -> frozenset[str]:
    """The codes that fight a people in the sentence of a mention: "Turkey shelled the Kurds"."""
    if m.sentence < 0:
        return frozenset()
    sentence = sentences[m.sentence]
    return frozenset(
        o.code for o in mentions if o.sentence == m.sentence and o.code and o is not m and _fights(sentence, o, m)
    )


def _fights(sentence: Sentence, other: Mention, m: Mention) -> bool:
    tokens = sentence.tokens
    low, high = sorted((other, m), key=lambda x: x.left)
    between = tokens[low.right : high.left]
    if other is low and any(t.lower == "against" for t in between):
        return not _is_placed([sentence], replace(other, sentence=0))
    if other is high:
        by = other.left > 0 and tokens[other.left - 1].lower in {"by", "against"}
        return by and any(t.lemma in words("hostile") or t.lower in words("hostile") for t in between)
    subject = other.right - 1
    while tokens[subject].dep in {"amod", "compound", "poss", "nmod"} and tokens[subject].head != subject:
        subject = tokens[subject].head
    if tokens[subject].dep != "nsubj" or subject >= m.left:
        return False
    return any(t.lemma in words("hostile") and t.pos in {"VERB", "NOUN"} for t in tokens[subject + 1 : m.left])
