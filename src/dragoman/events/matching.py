"""Which sense of the lexicon a clause has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.events.lexicon import Lexicon
from dragoman.events.people import ends_as_people
from dragoman.events.senses import FILLERS, RESOLVED, LightVerb, Sense
from dragoman.events.view import View
from dragoman.events.words import listed
from dragoman.language.grammar import Phrase
from dragoman.language.phrases import DAYS, is_month, phrase_at
from dragoman.language.tree import Token

#: Classes whose members are participants themselves, not part of what is done.
_PEOPLE = frozenset({*RESOLVED, "@person", "@official", "@prisoner", "@refugee", "@victim", "@media", "@crowd"})
#: Classes of people that have senses of their own.
_KINDS = ("inspector", "official", "crowd", "victim", "prisoner", "refugee", "peacekeeper", "troops")
_WHO = RESOLVED - {"@actor", "@body"}
#: Classes that people of any kind are in who are named by their state or by what they do: "took in *Syrians*".
_NATIONALS = frozenset({"@national"})
_ANYBODY = {"@person": _NATIONALS | {"@private"}, "@refugee": _NATIONALS, "@crowd": _NATIONALS, "@victim": _NATIONALS}
#: Kinds of those whose travels are of public matter.
_PUBLIC = frozenset({"@leader", "@body"})
#: Classes of things that are hit, seized or entered.
_THINGS = ("territory", "building", "vehicle", "media", "border", "site", "premises", "locality", "warcraft", "road")
#: What somebody announces that they will do; "may hold elections" is no word of anybody's.
_WILL = frozenset({"will", "would", "shall"})
#: Prepositions that parsers hang on the object before them.
_HANGING = frozenset({"in", "for", "from", "at", "on", "with", "under", "against", "over", "into", "before", "as"})
#: Pronouns of one person.
_PERSONAL = frozenset({"he", "she", "him", "her"})
#: Particles that are prepositions as well, and prepositions that follow them.
_BEFORE = frozenset({"to", "with", "against", "for"})
_PREPOSITIONAL = frozenset({"in", "on", "over", "down", "through", "off", "up", "by"})
_PARTICLES = frozenset({"out", "up", "off", "down", "away", "forward"})


@dataclass(frozen=True, slots=True)
class Match:
    """A sense that fits, the role that holds its object, and how many other senses fitted as well.

    `taken` are the token indices of nouns that belong to the predicate itself ("open *fire*"); `literal`
    tells a sense that names its object ("warship") from one that admits a class ("@arms").
    """

    sense: Sense
    object_role: str
    rivals: int
    taken: tuple[int, ...] = ()
    literal: bool = False


def find(view: View, lexicon: Lexicon) -> Match | None:
    """The most specific sense that fits the clause, or None."""
    there = view.wording.words
    fitting = [
        m
        for sense in candidates(view, lexicon)
        if sense.beside <= there and (m := _fits(view, sense, lexicon)) is not None
    ]
    if not fitting:
        return None
    if any(m.sense.last for m in fitting):
        first = [m for m in fitting if not m.sense.last]
        fitting = first if any(m.sense.none is None for m in first) else fitting
    best = max(fitting, key=lambda m: _rank(view, m))
    if best.sense.op is None and view.event_nouns & set(best.taken):
        # "demanded the withdrawal of X": what is demanded is an event with roles of its own.
        operators = [m for m in fitting if m.sense.op in {"request", "order", "desire"} and not m.sense.objects]
        best = max(operators, key=lambda m: _rank(view, m), default=best)
    return Match(best.sense, best.object_role, len(fitting), best.taken)


def noun_fits(view: View, lexicon: Lexicon) -> bool:
    """Whether a noun clause has a sense that is an event."""
    return any(s.none is None and _fits_noun(view, s) is not None for s in candidates(view, lexicon))


def candidates(view: View, lexicon: Lexicon) -> Sequence[Sense]:
    """All senses of the clause's word."""
    clause = view.clause
    if is_month(view.sentence, clause.head):
        return ()
    lower = view.sentence.tokens[clause.head].lower
    if clause.kind == "verb":
        found = lexicon.verbs.get(clause.lemma)
        if found is None and lower in lexicon.forms:
            found = lexicon.verbs.get(lexicon.forms[lower])
        return found or ()
    table = lexicon.nouns if clause.kind == "noun" else lexicon.adjectives
    return table.get(clause.lemma) or table.get(lower) or ()


def _rank(view: View, match: Match) -> tuple[int, int, bool, bool, bool]:
    """Specificity, less where the sense leaves the clause's object unexplained ("withdraw from X" for
    "withdrew troops from X"); between equals what is no event gives way but to a sense that asks for somebody
    and no more, an operator wins where there is something to govern, and
    then the sense that lists nouns before the one that asks who it is."""
    sense = match.sense
    unexplained = sense.type is not None and sense.op is None and match.object_role != "patient" and sense.pos == "verb"
    idle = unexplained and sense.addressee is None and bool(view.clause.roles.get("patient")) and not match.taken
    complement = bool(view.links & {"xcomp", "ccomp", "acl"})
    listed = not _WHO.intersection(sense.objects)
    asked = {*sense.objects, *sense.subjects}
    sort = (0 if asked == {"@actor"} else 2) if sense.none is None else 1
    return sense.weight - 3 * idle, sort, complement == bool(sense.op), listed, match.literal


def _is_ruled_out(view: View, sense: Sense) -> bool:
    """Whether the clause has what the sense is without: a particle ("clear out"), an object, a clause."""
    particles = view.clause.particles
    if particles and not _PARTICLES.isdisjoint(particles):
        if sense.op is not None and len(sense.words) == 1 and not sense.objects:
            return True
        if view.clause.lemma in listed("changed") and any(p in _PARTICLES and p not in sense.words for p in particles):
            return True
    if sense.intransitive and view.clause.roles.get("patient"):
        return True
    if sense.ahead and view.clause.modal not in _WILL:
        return True
    if sense.complement and not view.links & {"xcomp", "ccomp"}:
        return True
    return sense.plain and ("attr" in view.clause.roles or bool(view.links & {"xcomp", "ccomp"}))


def _fits(view: View, sense: Sense, lexicon: Lexicon) -> Match | None:
    clause = view.clause
    if sense.pos == "noun":
        fixed = sense.objects and not _restricted(
            view, clause.roles.get(sense.prep or "of", ()), sense.objects, lexicon
        )
        return None if fixed else _fits_noun(view, sense)
    if _is_ruled_out(view, sense):
        return None
    placed = _place_words(view, sense)
    if placed is None:
        return None
    role, taken = placed
    if sense.prep is not None:
        if (
            sense.prep not in clause.roles
            and f"prep:{sense.prep}" not in view.links
            and not _object_has(view, sense.prep)
        ):
            return None
        role = sense.prep if sense.pos != "verb" else role
    literal = False
    if sense.objects:
        there = clause.roles.get(sense.at or role) or _on_object(view, sense.at or role)
        hit = _restricted(view, there, sense.objects, lexicon)
        if hit is None:
            return None
        literal = not hit[1].startswith("@")
        governed = sense.op is not None and hit[0].head in view.event_nouns
        if not governed and not _is_target(view, sense, *hit, lexicon):
            # "moved troops and vehicles": what is coordinated with it goes along, but for participants.
            others = (p.head for p in there if p.head == hit[0].head or not view.is_actor(p))
            taken = (*taken, *others)
    if sense.subjects:
        subject = _subject(view, sense, lexicon)
        if subject is None:
            return None
        if not view.is_actor(subject) and sense.none is None:
            # "the ceasefire between X and Y took effect": X and Y stand in the subject.
            taken = (*taken, subject.head)
    return Match(sense, role, 1, taken, literal)


def _subject(view: View, sense: Sense, lexicon: Lexicon) -> Phrase | None:
    """The subject that a sense asks for; None if another one stands there. Of what a whole people does to somebody
    the words do not tell whether a crowd did it."""
    alone = not view.clause.roles.get("patient") or "@road" in sense.objects
    among = _ANYBODY if alone else {}
    found = _restricted(view, view.clause.roles.get("agent", ()), sense.subjects, lexicon, among)
    if found is None or (sense.none is not None and _is_official(view, found[0], lexicon)):
        return None
    return found[0]


def _is_official(view: View, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether somebody travels, rests or plays whose travels are of public matter."""
    pos = view.sentence.tokens[phrase.head].pos
    if pos == "PRON" or view.names(phrase) & lexicon.classes.get("vehicle", frozenset()):
        # A pronoun that a sense lists is meant, whoever it is: "*we* are talking about May".
        return False
    if view.names(phrase) & lexicon.classes.get("official", frozenset()) or view.kinds(phrase) & _PUBLIC:
        return True
    return pos != "NOUN" and bool(view.codes(phrase))


def _on_object(view: View, prep: str) -> tuple[Phrase, ...]:
    """What stands after a preposition that the parser hung on the verb's object: "kept a monk *in detention*"."""
    if prep not in _HANGING:
        return ()
    sentence = view.sentence
    objects = [
        o
        for p in view.clause.roles.get("patient", ())
        if p.head > view.clause.head
        for k in sentence.children[p.head]
        if sentence.tokens[k].lower == prep and sentence.tokens[k].dep == "prep"
        for o in sentence.children[k]
        if sentence.tokens[o].dep == "pobj"
    ]
    return tuple(phrase_at(sentence, o) for o in objects)


def _object_has(view: View, prep: str) -> bool:
    """ "held drills *with* X": the preposition may hang on the object."""
    sentence = view.sentence
    return any(
        sentence.tokens[k].lower == prep
        for p in view.clause.roles.get("patient", ())
        for k in sentence.children[p.head]
    )


def _is_target(view: View, sense: Sense, phrase: Phrase, item: str, lexicon: Lexicon) -> bool:
    """Whether the restricting noun is who or what it is done to ("storm the *mosque*") and not part of
    what is done ("fire *missiles*")."""
    tool = (sense.type == "ASSAULT" and phrase.head in view.event_nouns) or any(
        view.names(phrase) & lexicon.classes.get(c, frozenset()) for c in ("weapon", "arms")
    )
    if item in _PEOPLE or (not item.startswith("@") and view.is_actor(phrase) and not tool):
        return True
    aimed = sense.frame is not None and sense.frame.recipient[:1] == ("object",)
    if aimed and item in {"@troops", "@peacekeeper"} and sense.type not in {"MOBILIZE", "RETREAT"}:
        return True
    names = view.names(phrase)
    if aimed and sense.frame is not None and sense.frame.name == "on-patient" and len(sense.words) == 1 and not tool:
        return phrase.head not in view.event_nouns
    return aimed and any(item == f"@{c}" or names & lexicon.classes.get(c, frozenset()) for c in _THINGS)


def _fits_noun(view: View, sense: Sense) -> Match | None:
    if "of" in sense.words:
        whole = " ".join(sense.words)
        return (
            Match(sense, "of", 1)
            if whole in view.names(Phrase(view.clause.head, view.clause.head, view.clause.head + 1))
            else None
        )
    if len(sense.words) > 1:
        mods = {
            w
            for k in view.sentence.children[view.clause.head]
            if view.sentence.tokens[k].dep in {"compound", "amod", "nmod"}
            for w in (view.sentence.tokens[k].lemma, view.sentence.tokens[k].lower)
        }
        if not all(w in mods for w in sense.words[:-1]):
            return None
    if sense.prep is not None and sense.prep not in view.clause.roles:
        return None
    return Match(sense, "of", 1)


def _place_words(view: View, sense: Sense) -> tuple[str, tuple[int, ...]] | None:
    """Find the sense's particles, prepositions and fixed nouns in the clause."""
    clause = view.clause
    role, taken = "patient", ()
    if len(sense.words) == 1:
        return role, taken
    used: list[int] = []
    for word in sense.words[1:]:
        if word in clause.particles:
            continue
        if word in _PREPOSITIONAL and _BEFORE.intersection(sense.words[-1:]) and not _is_beside(view, word):
            # "gave a response *in* Rome *to* the ruling" is no giving in to it
            return None
        if (
            (word not in {"agent", "patient", "recipient"} and _names_more_than_time(view, word))
            or f"prep:{word}" in view.links
            or word in clause.adjuncts
            or (sense.objects and sense.op is None and _on_object(view, word))
        ):
            role = word
        elif (hit := _fixed_noun(view, word)) is not None:
            if role not in {"patient", "none", hit[1]} and hit[1] != "patient" and sense.words[0] == "be":
                # "at its highest since the war" is no being at war
                return None
            used.append(hit[0])
            if hit[1] == role:
                role = "patient" if role != "patient" else "none"
        elif word not in FILLERS and not _has_word(view, word):
            return None
    return role, tuple(used)


def _is_beside(view: View, word: str) -> bool:
    """Whether a word stands right behind the verb, or behind its object."""
    tokens = view.sentence.tokens
    ends = {view.clause.head + 1, *(p.right for p in view.clause.roles.get("patient", ()))}
    return any(i < len(tokens) and tokens[i].lower == word for i in ends)


def _names_more_than_time(view: View, prep: str) -> bool:
    """Whether something else than a day stands after a preposition: "called X on Friday" is no "call on"."""
    return any(prep != "on" or view.lemma(p.head) not in DAYS for p in view.clause.roles.get(prep, ()))


def _dates(view: View, i: int) -> bool:
    """Whether a token is the preposition of a day."""
    kids = view.sentence.children[i]
    return view.sentence.tokens[i].lower == "on" and bool(kids) and all(view.lemma(k) in DAYS for k in kids)


def _fixed_noun(view: View, word: str) -> tuple[int, str] | None:
    for role, found in view.clause.roles.items():
        for phrase in found:
            head = view.sentence.tokens[phrase.head]
            if word in {head.lemma, head.lower}:
                return phrase.head, role
    return None


def _has_word(view: View, word: str) -> bool:
    """A bare adverb, adjective or preposition of the idiom among the verb's own words."""
    tokens = view.sentence.tokens
    kids = (tokens[k] for k in view.sentence.children[view.clause.head] if not _dates(view, k))
    return any(word in {kid.lower, kid.lemma} for kid in kids if kid.dep != "aux")


def _restricted(
    view: View,
    found: Sequence[Phrase],
    allowed: Sequence[str],
    lexicon: Lexicon,
    among: Mapping[str, frozenset[str]] = _ANYBODY,
) -> tuple[Phrase, str] | None:
    """The first phrase that the restriction admits, and by which of its words or classes. `among` has the kinds of
    people that belong to a class without standing in it."""
    for phrase in found:
        names = view.wording.restricting(view, phrase, lexicon)
        for item in allowed:
            if item in RESOLVED:
                if item in view.kinds(phrase):
                    return phrase, item
            elif item.startswith("@"):
                ended = item == "@person" and _is_some_person(view.sentence.tokens[phrase.head], lexicon)
                ended = ended or not among.get(item, frozenset()).isdisjoint(view.kinds(phrase))
                if ended or not names.isdisjoint(lexicon.classes.get(item[1:], ())):
                    return phrase, item
            elif item in names:
                return phrase, item
    return None


def _is_some_person(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun that stands in no class of people means people by its ending; "him" and "her" do anyhow."""
    if token.pos == "PRON":
        return token.lower in _PERSONAL
    return ends_as_people(token) and not any(lexicon.in_class(token.lemma, c) for c in _KINDS)


def find_light(view: View, lexicon: Lexicon) -> tuple[LightVerb, str] | None:
    """The light verb that the clause is, with the role of its noun; longer ones win."""
    clause = view.clause
    if clause.kind != "verb":
        return None
    best: tuple[LightVerb, str] | None = None
    form = lexicon.forms.get(view.sentence.tokens[clause.head].lower, "")
    for verb in lexicon.light.get(clause.lemma) or lexicon.light.get(form, ()):
        role = "agent" if verb.kind == "occur" else "patient"
        ok, hung = True, False
        for word in verb.words[1:]:
            if word in clause.particles or _fixed_noun(view, word) is not None:
                continue
            if word in clause.roles:
                role = word if verb.kind != "occur" else role
            elif f"prep:{word}" in view.links and _object_has(view, word):
                # "claimed responsibility for the attack": the preposition hangs on the fixed noun.
                role, hung = word, True
            else:
                ok = False
        if ok and (hung or clause.roles.get(role)) and (best is None or len(verb.words) > len(best[0].words)):
            best = (verb, role)
    return best
