"""One sentence as the coder sees it: clauses, who governs whom, and the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.events.casting import Casting
from dragoman.events.draft import stronger
from dragoman.events.lexicon import Lexicon
from dragoman.events.matching import Match, find, find_light, noun_fits
from dragoman.events.senses import LightVerb
from dragoman.events.view import View, Wording, wording_of
from dragoman.language.grammar import Clause, Phrase
from dragoman.language.repairs import extent
from dragoman.language.tree import Sentence
from dragoman.model import Entity, Factuality

_DOUBT = frozenset({"may", "might", "could", "would", "can", "should", "must", "ought"})
_CONDITION = frozenset({"if", "unless", "whether", "until", "lest", "provided"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A parsed sentence, its clauses by governor, and what resolves its phrases."""

    sentence: Sentence
    clauses: Sequence[Clause]
    kids: Mapping[int | None, tuple[Clause, ...]]
    casting: Casting
    lexicon: Lexicon
    wording: Wording
    #: Light verbs whose noun stands above them and is the event: "an attack *launched* by X".
    idle: frozenset[int] = frozenset()
    #: The nouns of these, events even where the bare noun is none.
    borne: frozenset[int] = frozenset()
    #: What was worked out of a clause, by its index; of another clause under the same index it says nothing.
    views: dict[int, View] = field(default_factory=dict, compare=False, repr=False)
    matches: dict[int, tuple[Clause, Match | None]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses that `clause` governs."""
        return self.kids.get(clause.index, ())

    def voice(self, clause: Clause) -> Entity | None:
        """Whose words a clause without a governor is in: the one who is quoted, or whom the text follows."""
        if self.casting.speaker is not None:
            return self.casting.speaker
        phrases = (*clause.roles.get("according to", ()), *clause.adjuncts.get("according to", ()))
        found = next((e for p in phrases for e in self.casting.coded(p) if e.sector != "JRN"), None)
        return found or self.casting.teller(clause.head)

    def view(self, clause: Clause) -> View:
        """What matching needs of a clause."""
        known = self.views.get(clause.index)
        if known is not None and known.clause is clause:
            return known
        links = frozenset(k.link.removeprefix("inner:") for k in self.of(clause) if k.link)
        nouns = frozenset(k.head for k in self.of(clause) if k.kind == "noun" and self._is_event(k))
        view = self.views[clause.index] = self._view(clause, links, nouns)
        return view

    def _view(self, clause: Clause, links: frozenset[str], nouns: frozenset[int]) -> View:
        casting = self.casting
        return View(self.sentence, self.wording, clause, links, nouns, casting.is_actor, casting.kinds, casting.codes)

    def _is_event(self, noun: Clause) -> bool:
        return noun_fits(self._view(noun, frozenset(), frozenset()), self.lexicon)

    def match(self, clause: Clause) -> Match | None:
        """The sense of a clause."""
        known = self.matches.get(clause.index)
        if known is not None and known[0] is clause:
            return known[1]
        match = find(self.view(clause), self.lexicon)
        self.matches[clause.index] = (clause, match)
        return match

    def light(self, clause: Clause) -> tuple[LightVerb, str] | None:
        """The light verb that a clause is."""
        return find_light(self.view(clause), self.lexicon)

    def factuality(self, clause: Clause) -> Factuality:
        """How far from fact a clause's form and, for a noun, its modifiers and what stands before it take it."""
        own = factuality_of(clause)
        if clause.modal == "would" and own == "future" and clause.parent is None and self._conditioned(clause):
            own = "hypothetical"
        lent = clause.parent != self.clauses[clause.index].parent
        if clause.kind != "noun" or lent or own in {"hypothetical", "negated"}:
            return own
        tokens, algebra = self.sentence.tokens, self.lexicon.algebra
        kids = [k for k in self.sentence.children[clause.head] if k < clause.head]
        found = [algebra.moods.get(tokens[k].lower) or algebra.moods.get(tokens[k].lemma) for k in kids]
        left = min([clause.head, *(extent(self.sentence, k)[0] for k in kids)])
        last = tokens[left - 1].lower if left else ""
        found += [m for words, m in algebra.before.get(last, ()) if self._stand_before(words, left)]
        return stronger(own, *(m for m in found if m is not None))

    def _conditioned(self, clause: Clause) -> bool:
        """ "would attack if …": what would be, not what somebody says that they will do."""
        return any(k.marker in _CONDITION for k in self.under(clause))

    def _stand_before(self, words: tuple[str, ...], left: int) -> bool:
        start = left - len(words)
        return start >= 0 and all(self.sentence.tokens[start + n].lower == word for n, word in enumerate(words))

    def under(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses that a clause governs, and those of its light verb where it has one."""
        own = self.clauses[clause.index].parent
        verb = self.clauses[own] if own is not None and own != clause.parent else None
        return (*self.of(clause), *(self.of(verb) if verb is not None else ()))


def make_scene(sentence: Sentence, clauses: Sequence[Clause], casting: Casting, lexicon: Lexicon) -> Scene:
    """Group the clauses of a sentence by their governor."""
    kids: dict[int | None, list[Clause]] = {}
    for clause in clauses:
        kids.setdefault(clause.parent, []).append(clause)
    grouped = {k: tuple(v) for k, v in kids.items()}
    return _lent(Scene(sentence, clauses, grouped, casting, lexicon, wording_of(sentence)))


def _lent(scene: Scene) -> Scene:
    """ "an attack launched by X", "the aid that X gives Y": the noun takes what its light verb below it has."""
    nouns = {c.head: c for c in scene.clauses if c.kind == "noun"}
    full: dict[int, Clause] = {}
    idle: set[int] = set()
    for verb in scene.clauses:
        head = next((p.head for p in verb.roles.get("patient", ()) if p.head < verb.head and p.head in nouns), None)
        if verb.kind != "verb" or head is None or not _is_below(scene, verb, nouns[head]):
            continue
        noun, light, own = nouns[head], scene.light(verb), scene.match(verb)
        sense = scene.match(noun)
        if light is None or light[0].kind != "light" or sense is None or sense.sense.none is not None:
            continue
        roles = {name: found for name, found in verb.roles.items() if name not in {"patient", "recipient"}}
        if any(scene.casting.coded(p) for role in ("adj", "poss", "by") for p in noun.roles.get(role, ())):
            # "the *Israeli* occupation of land claimed by X"
            roles.pop("agent", None)
        full[noun.index] = replace(noun, roles={**roles, **noun.roles})
        if own is None or own.sense.type == sense.sense.type:
            idle.add(verb.index)
    if not full:
        return scene
    clauses = tuple(full.get(c.index, c) for c in scene.clauses)
    kids = {k: tuple(full.get(c.index, c) for c in v) for k, v in scene.kids.items()}
    return replace(scene, clauses=clauses, kids=kids, idle=frozenset(idle), borne=frozenset(full), views={}, matches={})


def _is_below(scene: Scene, clause: Clause, other: Clause) -> bool:
    """Whether `other` governs a clause, directly or through others."""
    parent = clause.parent
    while parent is not None and parent != other.index:
        parent = scene.clauses[parent].parent
    return parent is not None


def factuality_of(clause: Clause) -> Factuality:
    """How far a clause's own form is from fact: polarity, modality, tense, condition, purpose."""
    if clause.negated:
        return "negated"
    if clause.question:
        return "hypothetical"
    if clause.modal == "would" and clause.aspect != "perfect" and clause.marker not in _CONDITION:
        return "future"
    if clause.modal in _DOUBT or clause.marker in _CONDITION:
        return "hypothetical"
    if clause.link in {"prep:without", "prep:instead of", "prep:rather than", "prep:far from"}:
        return "negated"
    if clause.tense == "future":
        return "future"
    return "actual"


def lighten(verb: Clause, noun: Clause, light: LightVerb, role: str) -> Clause:
    """The event noun with the subject, the obliques and the inflection of its light verb."""
    roles: dict[str, tuple[Phrase, ...]] = dict(noun.roles)
    for name, found in verb.roles.items():
        if name in {"agent", role} or noun.head in {p.head for p in found}:
            continue
        if name == "patient" and light.kind == "converse":
            continue
        key = "on" if name == "patient" else "in" if name == "to" and light.kind == "occur" else name
        roles[key] = (*roles.get(key, ()), *(p for p in found if p not in roles.get(key, ())))
    subject = verb.roles.get("agent", ())
    if light.kind == "light" and subject:
        roles["agent"] = subject
    elif light.kind == "converse" and verb.voice == "passive":
        # "was subjected to sanctions by X"
        roles["agent"] = (*roles.get("agent", ()), *subject)
        roles["undergoer"] = verb.roles.get("patient", ())
    elif light.kind == "converse":
        for name in ("from", "by"):
            if name in roles:
                roles["agent"] = (*roles.get("agent", ()), *roles.pop(name))
        roles["undergoer"] = subject
    adjuncts = {**noun.adjuncts, **verb.adjuncts}
    return replace(
        noun,
        roles=roles,
        adjuncts=adjuncts,
        negated=verb.negated or noun.negated,
        modal=verb.modal,
        infinitive=verb.infinitive,
        tense=verb.tense,
        aspect=verb.aspect,
        parent=verb.parent,
        link=verb.link,
        marker=verb.marker,
        question=verb.question,
        span=(min(verb.span[0], noun.span[0]), max(verb.span[1], noun.span[1])),
    )


def without_fixed(scene: Scene, verb: Clause, light: LightVerb) -> Clause:
    """The verb without the nouns that belong to it: the *place* of "took place"."""
    if len(light.words) == 1:
        return verb
    tokens = scene.sentence.tokens
    roles = {
        name: tuple(p for p in found if tokens[p.head].lemma not in light.words[1:])
        for name, found in verb.roles.items()
    }
    return replace(verb, roles={name: found for name, found in roles.items() if found})
