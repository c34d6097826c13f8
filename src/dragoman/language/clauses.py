"""Clauses: the one place where grammar is put right.

A dependency tree becomes predicates with logical roles, so that the passive, a nominalisation, a
relative clause or a controlled infinitive ends as the clause that the plain active sentence would
give. Every later stage sees clauses, never tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dragoman.language import polarity, repairs, sharing
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at, phrases, prepositions, single
from dragoman.language.tree import Sentence, Token
from dragoman.language.words import listed

#: Adverbs that the parser attaches as adverbial modifiers though they are particles.
PARTICLES = frozenset({
    "up", "down", "off", "out", "over", "back", "away", "in", "on", "through", "along", "apart", "aside", "forward",
    "together", "around", "home", "short", "ahead",
})  # fmt: skip
_INVERTED = frozenset({"had", "should", "were"})
_AUXILIARY = frozenset({"aux", "auxpass"})
#: Where the subject of a verb that was taken for a noun stands.
_PREDICATIVE = frozenset({"acomp", "ROOT", "oprd", "conj", "ccomp", "advcl"})
_BEFORE = frozenset({"compound", "nmod", "poss", "nsubj"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The nouns and adjectives that may be predicates; every verb is one. `nouns` maps each form,
    singular and plural, to its lemma, because taggers leave capitalised words as they stand;
    `compounds` are the lemmas that are events only with a word before them ("terrorist state")."""

    nouns: Mapping[str, str] = field(default_factory=dict)
    compounds: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()


#: Parts of speech of what may be a predicate.
_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN"})


@dataclass(slots=True)
class Draft:
    """A clause in the making; it lives only inside `clauses_of`."""

    head: int
    kind: Literal["verb", "noun", "adj"]
    lemma: str
    roles: dict[str, list[Phrase]] = field(default_factory=dict)
    adjuncts: dict[str, list[Phrase]] = field(default_factory=dict)
    particles: list[str] = field(default_factory=list)
    negated: bool = False
    modal: str | None = None
    tense: Literal["past", "present", "future", "none"] = "none"
    aspect: Literal["perfect", "progressive", "none"] = "none"
    passive: bool = False
    parent: int | None = None
    link: str | None = None
    marker: str | None = None
    infinitive: bool = False

    def add(self, role: str, found: tuple[Phrase, ...] | list[Phrase]) -> None:
        """Append phrases to a role."""
        self.roles.setdefault(role, []).extend(found)

    @property
    def subject(self) -> list[Phrase]:
        """The phrase that the grammar treats as subject: the patient of a passive."""
        if self.passive:
            return self.roles.get("patient") or self.roles.get("recipient") or []
        return self.roles.get("agent", [])


def clauses_of(sentence: Sentence, vocabulary: Vocabulary) -> tuple[Clause, ...]:
    """The clauses of one sentence in text order of their predicates."""
    drafts: dict[int, Draft] = {}
    owner: dict[int, int] = {}
    for token in sentence.tokens:
        if token.pos not in _PREDICATES:
            continue
        draft = _draft(sentence, token, vocabulary)
        if draft is not None:
            drafts[token.i] = draft
            if draft.kind == "adj" and sentence.tokens[token.head].lemma in sharing.COPULAS and token.dep == "acomp":
                owner[token.head] = token.i
    for be in owner:
        drafts.pop(be, None)
    sharing.complete(sentence, drafts, owner)
    order = {head: n for n, head in enumerate(sorted(drafts))}
    return tuple(_freeze(sentence, drafts[head], order) for head in order)


def _draft(sentence: Sentence, token: Token, vocabulary: Vocabulary) -> Draft | None:
    if token.pos in {"VERB", "AUX"}:
        if token.dep in _AUXILIARY:
            return None
        if _is_participial_adjective(sentence, token, vocabulary):
            return _adjective(sentence, token, sentence.tokens[token.head] if token.dep == "acomp" else token)
        if repairs.is_misread_gerund(sentence, token):
            return Draft(token.i, "verb", token.lemma, roles={"patient": [phrase_after(sentence, token.i)]})
        if token.dep == "amod" and token.tag in {"VBN", "VBG"}:
            return None
        if token.dep in {"prep", "case"} or _is_nominal(sentence, token):
            return None
        return _verb(sentence, token)
    if token.pos == "ADJ" and (token.dep in _PREDICATIVE or repairs.stands_after(sentence, token)):
        if token.lemma in vocabulary.adjectives or token.lower in vocabulary.adjectives:
            return _adjective(sentence, token, sentence.tokens[token.head])
        return None
    if token.lower in vocabulary.nouns and repairs.is_gerund_before_name(sentence, token):
        return Draft(token.i, "verb", token.lemma, roles={"patient": [phrase_after(sentence, token.i)]})
    if repairs.is_headline_verb(sentence, token):
        return _headline_verb(sentence, token)
    if token.pos in {"NOUN", "PROPN"} and token.dep != "compound":
        lemma = vocabulary.nouns.get(token.lemma) or vocabulary.nouns.get(token.lower)
        if (
            lemma is None
            or sharing.is_purpose(sentence, token.i)
            or (token.pos == "PROPN" and lemma in vocabulary.compounds)
        ):
            return None
        return _noun(sentence, token, lemma)
    return None


def _headline_verb(sentence: Sentence, token: Token) -> Draft:
    """The clause of a misread verb: what stands before it as its modifier is the subject."""
    draft = _verb(sentence, token)
    draft.tense = "present"
    before = [k for k in sentence.children[token.i] if k < token.i and sentence.tokens[k].dep in _BEFORE]
    if before and not draft.roles.get("agent"):
        draft.add("agent", phrases(sentence, before[-1]))
    return draft


def _is_participial_adjective(sentence: Sentence, token: Token, vocabulary: Vocabulary) -> bool:
    """ "is committed to", "was prepared to": an adjective, unless somebody is named who did it."""
    if token.tag != "VBN" or token.lower not in vocabulary.adjectives:
        return False
    if token.dep == "acomp":
        return True
    deps = {sentence.tokens[k].dep for k in sentence.children[token.i]}
    return "auxpass" in deps and "agent" not in deps


def _is_nominal(sentence: Sentence, token: Token) -> bool:
    """ "the wounded", "the accused": a participle with an article is a noun."""
    return token.dep in {"dobj", "nsubj", "nsubjpass", "pobj"} and any(
        sentence.tokens[k].dep == "det" and sentence.tokens[k].i < token.i for k in sentence.children[token.i]
    )


def phrase_after(sentence: Sentence, i: int) -> Phrase:
    """The rest, after token `i`, of the noun phrase that `i` was attached to."""
    whole = phrase_at(sentence, sentence.tokens[i].head)
    return Phrase(whole.head, i + 1, whole.right)


def _verb(sentence: Sentence, token: Token) -> Draft:
    tokens, children = sentence.tokens, sentence.children
    draft = Draft(token.i, "verb", token.lemma)
    deps = {tokens[k].dep for k in children[token.i]}
    draft.passive = bool(deps & {"auxpass", "nsubjpass"}) or repairs.is_done_by(sentence, token.i)
    small = _is_passive_small_clause(sentence, token, deps)
    draft.passive = draft.passive or small
    gap = repairs.object_relative(sentence, token.i)
    main = repairs.is_main(sentence, token)
    draft.passive = draft.passive and not main
    for k in children[token.i]:
        child = tokens[k]
        if child.dep == "dobj" or k == gap:
            draft.add("patient", phrases(sentence, k))
        elif child.dep == "nsubj":
            draft.add("patient" if small else "agent", phrases(sentence, k))
        elif child.dep == "nsubjpass":
            draft.add("recipient" if "dobj" in deps else "patient", phrases(sentence, k))
        elif child.dep == "dative" and child.pos not in {"ADP", "PART"}:
            draft.add("recipient", phrases(sentence, k))
        elif child.dep in {"attr", "oprd"}:
            draft.add("attr", phrases(sentence, k))
        elif child.dep == "prt" or (child.dep == "advmod" and child.lower in PARTICLES):
            draft.particles.append(child.lower)
            _obliques(sentence, draft, k, [], only="from" if "dobj" in deps else "")
            for o in children[k]:
                if child.dep == "prt" and "dobj" not in deps and tokens[o].dep == "pobj":
                    # "turned in their weapons", where the parser takes the particle for a preposition.
                    draft.add("patient", phrases(sentence, o))
    _obliques(sentence, draft, token.i, draft.roles.get("agent") or draft.roles.get("patient") or [])
    repairs.join_company(sentence, draft)
    _inflection(sentence, draft, token)
    if small:
        draft.tense = "none"
    if main:
        draft.tense = "past"
        draft.roles.setdefault("agent", list(phrases(sentence, token.head)))
    return draft


def _is_passive_small_clause(sentence: Sentence, token: Token, deps: set[str]) -> bool:
    """ "ordered X *jailed*", "wants Y *freed*": what is done to the subject of a bare participle."""
    return (
        token.dep in {"ccomp", "xcomp"}
        and token.tag in {"VBN", "VBD"}
        and sentence.tokens[token.head].lemma in listed("causing")
        and "nsubj" in deps
        and not deps & {"aux", "mark", "dobj"}
    )


def _obliques(sentence: Sentence, draft: Draft, head: int, subject: list[Phrase], only: str = "") -> None:
    """Prepositional phrases: arguments after the predicate, adjuncts where they stand in front."""
    first = min((p.left for p in subject), default=head)
    for p, name, objects in prepositions(sentence, head):
        role = "agent" if name == "by" and draft.passive else name
        found = [phrase_at(sentence, o) for o in objects]
        if not found or (only and name != only):
            continue
        if draft.kind == "verb" and p < first and p < head:
            draft.adjuncts.setdefault(role, []).extend(found)
        else:
            draft.add(role, found)


def _inflection(sentence: Sentence, draft: Draft, token: Token) -> None:
    """Polarity, modality, tense and aspect from the verb and its auxiliaries."""
    kids = [sentence.tokens[k] for k in sentence.children[token.i]]
    aux = [k for k in kids if k.dep in _AUXILIARY]
    draft.negated = polarity.is_denied(sentence, token, kids)
    draft.infinitive = any(k.lower == "to" and k.dep == "aux" for k in kids)
    modal = next((k.lower for k in aux if k.tag == "MD"), None)
    draft.modal = {"'ll": "will", "wo": "will", "'d": "would", "ca": "can", "sha": "shall"}.get(modal or "", modal)
    finite = next((a.tag for a in aux if a.tag in {"VBD", "VBZ", "VBP"}), token.tag)
    if draft.modal in {"will", "shall"}:
        draft.tense = "future"
    elif finite == "VBD":
        draft.tense = "past"
    elif finite in {"VBZ", "VBP"}:
        draft.tense = "present"
    if any(a.lemma in {"have", "having"} for a in aux):
        draft.aspect = "perfect"
    elif token.tag == "VBG" and aux:
        draft.aspect = "progressive"
    draft.marker = next((k.lower for k in kids if k.dep == "mark"), None) or (
        _wh_marker(kids, token) or _inverted(kids, token)
    )
    if repairs.is_headline_future(draft, token):
        draft.modal, draft.tense = draft.modal or "will", "future"
    draft.negated = draft.negated or polarity.has_nobody(sentence, draft)


def _inverted(kids: list[Token], token: Token) -> str | None:
    """ "had X attacked", "should X attack", "were X to attack": a condition without "if"."""
    first = next((k for k in kids if k.dep in {"nsubj", "nsubjpass"}), None)
    turned = first is not None and any(k.lower in _INVERTED and k.i < first.i and k.dep in _AUXILIARY for k in kids)
    return "if" if turned and token.dep in {"advcl", "ccomp"} else None


def _wh_marker(kids: list[Token], token: Token) -> str | None:
    return next((k.lower for k in kids if k.dep == "advmod" and k.tag == "WRB" and k.i < token.i), None)


def _adjective(sentence: Sentence, token: Token, verb: Token) -> Draft:
    """A predicate adjective, with the subject and the inflection of its copula."""
    copula = verb if verb.i != token.i and verb.lemma in sharing.COPULAS else token
    draft = Draft(token.i, "adj", token.lower if token.tag == "VBN" else token.lemma)
    for k in sentence.children[copula.i]:
        if sentence.tokens[k].dep in {"nsubj", "nsubjpass"}:
            draft.add("agent", phrases(sentence, k))
    if token.dep == "amod":
        draft.add("agent", [Phrase(token.head, phrase_at(sentence, token.head).left, token.head + 1)])
    _obliques(sentence, draft, token.i, [])
    if copula.i != token.i:
        _obliques(sentence, draft, copula.i, draft.roles.get("agent", []))
    _inflection(sentence, draft, copula)
    draft.negated = draft.negated or any(sentence.tokens[k].dep == "neg" for k in sentence.children[token.i])
    return draft


def _noun(sentence: Sentence, token: Token, lemma: str) -> Draft:
    """A nominalisation: possessor, modifiers and prepositional phrases are its roles."""
    draft = Draft(token.i, "noun", lemma)
    for k in (*sentence.children[token.i], *repairs.owners_of_measure(sentence, token.i)):
        child = sentence.tokens[k]
        side = repairs.side_of_prefix(sentence, k)
        if child.dep == "poss":
            draft.add("poss", phrases(sentence, k))
        elif side is not None:
            draft.add(side, [single(k)])
        elif child.dep in {"amod", "nmod", "npadvmod"}:
            draft.add("adj", [single(k)])
            if child.lower in listed("leading") or child.pos == "ADJ":
                # "a Saudi-led strike": who leads stands on the participle.
                names = [
                    c
                    for c in sentence.children[k]
                    if sentence.tokens[c].dep in {"npadvmod", "compound", "advmod", "nmod", "amod"}
                ]
                draft.add("adj", [single(c) for c in names if sentence.tokens[c].pos in {"PROPN", "ADJ", "NOUN"}])
            draft.add("adj", [single(c) for c in sentence.children[k] if sentence.tokens[c].dep == "conj"])
        elif child.dep == "compound":
            draft.add("compound", [phrase_at(sentence, k)])
            pairs = [
                c
                for c in sentence.children[k]
                if sentence.tokens[c].dep in {"compound", "nmod"} and sentence.tokens[c].pos == "PROPN"
            ]
            # "China-India contacts": both stand before the noun.
            draft.add("compound", [single(c) for c in pairs if _hyphenated(sentence, c)])
        elif child.dep == "det" and child.lower in polarity.NO:
            draft.negated = True
    _obliques(sentence, draft, token.i, [])
    return draft


def _hyphenated(sentence: Sentence, i: int) -> bool:
    return i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].text in {"-", "–", "/"}


def _freeze(sentence: Sentence, draft: Draft, order: dict[int, int]) -> Clause:
    token = sentence.tokens[draft.head]
    left, right = repairs.extent(sentence, draft.head)
    return Clause(
        index=order[draft.head],
        sentence=sentence.index,
        kind=draft.kind,
        head=draft.head,
        lemma=draft.lemma,
        particles=tuple(draft.particles),
        roles={k: tuple(v) for k, v in draft.roles.items() if v},
        adjuncts={k: tuple(v) for k, v in draft.adjuncts.items() if v},
        trigger=(token.start, token.end),
        span=(sentence.tokens[left].start, sentence.tokens[right].end),
        negated=draft.negated,
        modal=draft.modal,
        tense=draft.tense,
        aspect=draft.aspect,
        voice="passive" if draft.passive else "active",
        parent=order.get(draft.parent) if draft.parent is not None else None,
        link=draft.link,
        marker=draft.marker,
        infinitive=draft.infinitive,
        question=sentence.tokens[-1].text == "?" and draft.parent is None and sentence.tokens[0].tag[:1] != "W",
    )
