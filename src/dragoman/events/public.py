"""Which drafts are acts of somebody in public life: nothing that a thing is said to do, nobody's private trips, talks
and tastes.

A storm asks for nothing, a plan encourages nobody, passengers who travel pay no visit, and voters who do not want to
see something refuse nothing.
"""

from __future__ import annotations

from dragoman.events.anybody import is_anybodys
from dragoman.events.business import is_business
from dragoman.events.draft import Draft
from dragoman.events.parties import codes_of
from dragoman.events.people import means_body
from dragoman.events.scene import Scene
from dragoman.events.unmade import is_unmade
from dragoman.events.words import listed
from dragoman.language.grammar import Clause, Phrase
from dragoman.model import Entity

#: What only somebody can do in words, or for somebody.
_OF_WILL = frozenset({
    "AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "COOPERATE", "CONCEDE", "AID",
    "SANCTION", "MOBILIZE",
})  # fmt: skip
#: What nobody does by what is theirs: "Trump's statement meets nobody".
_IN_PERSON = frozenset({"CONSULT"})
#: Classes of nouns that are people, and nouns of people and bodies that no table of roles has.
_BEINGS = ("person", "private", "official", "crowd", "victim", "prisoner", "troops", "refugee", "media", "militia")
#: Endings of nouns of people, where several are named.
_PERSONAL = ("er", "or", "ist", "ian", "ee", "man", "woman", "laureate")
_THINGS = frozenset({"it", "this", "that", "these", "those", "which", "what", "there", "everything", "nothing"})
#: Sectors of people whose trips and talks are their own affair, and how such are known who have no name.
_PRIVATE = frozenset({"CVL", "REF"})
_UNNAMED = frozenset({"domestic", "place", "unresolved", "modifier", "pronoun", "nationality", "context"})
_TRAVELLERS = frozenset({"CVL", "REF", "LAB", "EDU", "MED", "AGR", "JRN", "CRM"})
_WANTING = frozenset({"REQUEST", "REJECT", "AGREE", "SUPPORT"})
_QUESTIONS = frozenset({"if", "whether", "how", "why", "what", "when", "where", "who", "whom", "which", "whose"})
_COMPANY = ("with", "to", "between", "among", "recipient")


def is_public(scene: Scene, draft: Draft) -> bool:
    """Whether a draft is an act that somebody can be held to."""
    if (draft.type in _OF_WILL and _is_of_thing(scene, draft)) or is_anybodys(scene, draft) or is_unmade(scene, draft):
        return False
    if is_business(scene, draft):
        return False
    if _is_question(scene, draft) or _is_let(draft) or _meets_thing(scene, draft):
        return False
    felt = draft.type == "ACCUSE" and draft.clause.lemma in listed("feelings")
    if _informs_nobody(draft) or _is_dislike(draft) or _is_belonging(draft):
        return False
    if _is_pride(draft) or _stirs_nobody(draft) or _admits_nothing(scene, draft):
        return False
    if felt and (draft.clause.negated or all(not a.code or _is_private(a) for a in draft.actors)):
        return False
    if _is_suicide(scene, draft) or _is_trip(scene, draft) or _is_interview(draft) or _gathers_for_other(scene, draft):
        return False
    # "Franco-German talks" are not those of private persons.
    if draft.clause.kind == "noun" or not draft.actors or not all(_is_private(a) for a in draft.actors):
        return True
    if draft.type == "CONSULT":
        return not all(_is_private(r) or not r.code for r in draft.recipients)
    own = {a.code for a in draft.actors}
    if draft.type == "THREATEN" and draft.clause.lemma == "warn":
        return any(r.code and r.code not in own for r in draft.recipients)
    wanting = draft.type in _WANTING and draft.clause.lemma in listed("tastes")
    return not (wanting and all(r.code is None or r.code in own for r in draft.recipients))


def _is_belonging(draft: Draft) -> bool:
    """ "problems associated with health", "a group linked to X": what goes together, praised by nobody."""
    passive = draft.clause.voice == "passive" or draft.clause.link == "acl"
    return draft.type == "SUPPORT" and draft.clause.lemma == "associate" and passive


def _is_pride(draft: Draft) -> bool:
    """ "We are proud of our city": nobody else is praised."""
    own = {a.code for a in draft.actors}
    return draft.type == "SUPPORT" and draft.clause.lemma == "proud" and all(r.code in own for r in draft.recipients)


def _stirs_nobody(draft: Draft) -> bool:
    """ "without disturbing the birds": nobody is named who was angered and blames for it."""
    verb = draft.clause.kind == "verb" and draft.clause.lemma in listed("stirring")
    return verb and draft.type == "ACCUSE" and not any(a.code for a in draft.actors)


def _admits_nothing(scene: Scene, draft: Draft) -> bool:
    """ "admitted that it was hard": no deed of the speaker's own is owned up to."""
    clause = draft.clause
    if (
        draft.type != "CONCEDE"
        or "(report) × none" not in draft.steps[-1]
        or clause.kind != "verb"
        or clause.lemma == "concede"
    ):
        return False
    said = [k for k in scene.of(clause) if k.link in {"ccomp", "xcomp"}]
    return (
        bool(said)
        and not any(_is_failing(scene, k) for k in said)
        and all(k.kind != "verb" or k.lemma in listed("being") or k.voice == "passive" for k in said)
    )


def _is_failing(scene: Scene, clause: Clause) -> bool:
    """ "that it was a *mistake*", "that the plan was *wrong*": what is owned up to speaks for itself."""
    match = scene.match(clause)
    return match is not None and match.sense.op == "accuse" and match.sense.words[0] == "be"


def _is_suicide(scene: Scene, draft: Draft) -> bool:
    """Whether somebody only harms themselves: "set herself alight", not "blew himself up"."""
    if draft.type != "ASSAULT" or draft.mode == "suicide-attack" or draft.clause.lemma in {"blow", "explode"}:
        return False
    tokens = scene.sentence.tokens
    objects = draft.clause.roles.get("patient", ())
    return bool(objects) and any(tokens[p.head].lower.endswith(("self", "selves")) for p in objects)


def _is_trip(scene: Scene, draft: Draft) -> bool:
    """Whether a visit is the journey of private persons, told by what they are or by what they are called: migrants who
    arrive visit nobody."""
    if draft.clause.kind != "verb":
        return False
    if draft.clause.lemma == "be" and draft.mode == "visit" and _stays(scene, draft):
        return True
    if draft.mode == "visit" and all(a.sector in _TRAVELLERS or not (a.code or a.sector) for a in draft.actors):
        return True
    words = [set(e.entity_text.lower().split()) for e in draft.actors]
    called = bool(words) and all(found & listed("wayfarers") and not found & listed("delegated") for found in words)
    return called and draft.type == "CONSULT" and draft.clause.lemma in listed("moving")


def _stays(scene: Scene, draft: Draft) -> bool:
    """ "the American president is in Washington", "is in Saudi custody": at home, or in no land."""
    own = {a.code for a in draft.actors}
    places = draft.clause.roles.get("in", ())
    named = all(scene.sentence.tokens[p.head].pos == "PROPN" for p in places)
    return not named or all(r.code in own for r in draft.recipients)


def _informs_nobody(draft: Draft) -> bool:
    """ "gave no further details", "gave only his first name": what the press is told is no exchange."""
    if draft.type != "COOPERATE" or not any("@information" in step for step in draft.steps):
        return False
    others = codes_of(draft.recipients) - draft.codes or len(draft.codes) > 1
    return draft.factuality == "negated" or not others


def _is_dislike(draft: Draft) -> bool:
    """ "we do not want a repeat of it": nothing is refused to anybody."""
    wishes = draft.type == "REJECT" and draft.clause.lemma == "want" and "(refuse) × none" in draft.steps[-1]
    return wishes and not codes_of(draft.recipients) - draft.codes


def _is_interview(draft: Draft) -> bool:
    """Whether somebody only speaks to a medium: an interview is no meeting."""
    press = any(e.sector == "JRN" for e in (*draft.actors, *draft.recipients))
    return press and draft.type == "CONSULT" and draft.clause.lemma in listed("speaking")


def _gathers_for_other(scene: Scene, draft: Draft) -> bool:
    """ "gathered to mourn", "gathered to watch the match": no protest."""
    if draft.type != "PROTEST" or draft.clause.lemma not in listed("gathering"):
        return False
    return any(k.infinitive and k.lemma in listed("occasions") for k in scene.of(draft.clause))


def _is_private(entity: Entity) -> bool:
    return entity.sector in _PRIVATE and entity.basis in _UNNAMED and not entity.office


def _is_of_thing(scene: Scene, draft: Draft) -> bool:
    """Whether the subject of a verb is a thing, so that nobody is told to have done it."""
    clause = draft.clause
    owned = draft.type in _IN_PERSON and all(a.basis == "modifier" and not a.sector for a in draft.actors)
    if any(a.code for a in draft.actors) and not owned:
        return False
    if clause.kind != "verb" or clause.voice == "passive":
        return False
    subjects = clause.roles.get("agent", ())
    tokens = scene.sentence.tokens
    if subjects and all(tokens[p.head].lower in listed("powers") for p in subjects):
        # "May God bless them"
        return True
    return clause.tense != "none" and bool(subjects) and all(_is_thing(scene, p, owned) for p in subjects)


def _is_thing(scene: Scene, phrase: Phrase, owned: bool = False) -> bool:
    """Whether a noun phrase names a thing; of things that are `owned` those who speak by them are none."""
    head = scene.sentence.tokens[phrase.head]
    if head.lemma in listed("powers") or head.lower in listed("powers"):
        return True
    who = scene.casting.who(phrase)
    if any((e.code and not owned) or e.sector or e.basis == "collective" for e in who):
        return False
    if head.lower in _THINGS:
        return True
    if (
        head.pos != "NOUN"
        or head.lemma in listed("unlisted")
        or means_body(head)
        or (head.tag == "NNS" and head.lemma.endswith(_PERSONAL))
    ):
        return False
    return not any(scene.lexicon.in_class(head.lemma, c) for c in _BEINGS)


def _is_question(scene: Scene, draft: Draft) -> bool:
    """ "asked how much time was left", "asked X if Y had come": what is asked for is an answer."""
    clause = draft.clause
    if draft.type != "REQUEST" or draft.depth != 1 or clause.kind != "verb" or clause.lemma not in listed("asking"):
        return False
    for token in scene.sentence.tokens[clause.head + 1 :]:
        if token.lower in _QUESTIONS:
            return True
        if token.pos in {"VERB", "AUX"} or token.lower in {"to", "that", "for"}:
            return False
    return False


def _is_let(draft: Draft) -> bool:
    """ "Let them cry": nobody who speaks so gives leave."""
    clause = draft.clause
    return draft.type == "CONCEDE" and clause.lemma == "let" and not draft.actors and clause.voice == "active"


def _meets_thing(scene: Scene, draft: Draft) -> bool:
    """ "met the burden of proof", "talks about the law": nobody meets or talks with anybody."""
    clause = draft.clause
    if draft.type != "CONSULT" or clause.kind != "verb":
        return False
    company = [p for r in _COMPANY for p in clause.roles.get(r, ())]
    if company:
        # "speaking with customary anonymity"
        alone = len(draft.actors) == 1 and not draft.recipients and clause.lemma in listed("speaking")
        return alone and all(_is_thing(scene, p) for p in company)
    lone = len(draft.actors) == 1 and not draft.recipients
    if clause.lemma == "meet" and lone:
        objects = clause.roles.get("patient", ())
        return bool(objects) and all(_is_thing(scene, p) for p in objects)
    agents = clause.roles.get("agent", ())
    plural = any(scene.sentence.tokens[p.head].tag in {"NNS", "NNPS"} for p in agents) or len(agents) != 1
    return (
        clause.lemma in listed("talking")
        and lone
        and not plural
        and scene.sentence.tokens[agents[0].head].lower != "they"
    )
