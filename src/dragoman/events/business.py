"""Dealings of companies that concern no state: what shareholders approve, who leaves a board, what firms of one land
sell each other."""

from __future__ import annotations

from dragoman.events.draft import Draft
from dragoman.events.scene import Scene
from dragoman.events.things import head_of
from dragoman.events.words import listed
from dragoman.model import Entity

#: What is done in words or for money; harm, charges and protests are told of companies as of anybody.
_DEALINGS = frozenset({
    "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "CONSULT", "REQUEST", "REJECT", "RETREAT", "SANCTION",
    "THREATEN",
})  # fmt: skip
#: Sectors of people and bodies without public office.
_PRIVATE = frozenset({None, "BUS", "CVL", "LAB"})
#: How many of the words of the business pages make a page of them, and how a state is named by itself.
_PAGE = 3
_BY_NAME = frozenset({"named", "metonym", "nationality"})
#: Words of a dispute with those who work for a company.
_AT_WORK = frozenset({"strike", "striker", "strikers", "union", "lockout"})
#: How somebody without a name in the tables is known.
_LOOSE = frozenset({"domestic", "unresolved", "modifier", "place", "context"})


def is_business(scene: Scene, draft: Draft) -> bool:
    """Whether companies, or people of theirs, only deal with each other, within one state."""
    if scene.wording.words & (listed("labour") | _AT_WORK):
        return False
    everybody = (*draft.actors, *draft.recipients)
    if not any(_is_public(scene, e) for e in everybody) and _is_page(scene.casting.cast.sight.text):
        return len({e.code for e in everybody if e.code}) < 2
    if draft.type not in _DEALINGS or not draft.actors or any(e.basis == "nationality" for e in everybody):
        # "tied up with an *Indian* carmaker": the other is of another land.
        return False
    if draft.type == "RETREAT" and draft.mode == "resign":
        return _is_private_post(scene, draft)
    if any(e.sector not in _PRIVATE or e.office for e in everybody) or len({e.code for e in everybody if e.code}) > 1:
        return False
    return any(_is_firm(scene, a) for a in draft.actors) and all(_is_firm(scene, a) or not a.code for a in draft.actors)


def _is_firm(scene: Scene, entity: Entity) -> bool:
    """Whether somebody is a company, by its sector, the last words of its name or its noun, or those who own one."""
    head = head_of(scene, entity)
    words = {w.strip(".,").lower() for w in entity.entity_text.split()}
    named = bool(words & listed("firms")) and entity.entity_text[:1].isupper()
    return entity.sector == "BUS" or named or (head is not None and head.lemma in listed("investors"))


def _is_private_post(scene: Scene, draft: Draft) -> bool:
    """Whether somebody leaves a post that is no public one: a name that nobody knows, with the words of a company."""
    if any(a.sector not in _PRIVATE or a.basis not in _LOOSE or a.office for a in draft.actors):
        return False
    words = scene.wording.words
    return not words & listed("public_posts")


def _is_page(text: str) -> bool:
    """Whether a document is one of the business pages, by how many of their words it has."""
    return sum(word.replace("_", " ") in text for word in listed("business_words")) >= _PAGE


def _is_public(scene: Scene, entity: Entity) -> bool:
    """Whether somebody has to do with the state, war or crime: no chairman, board or person of a company, whose titles
    and committees are also those of states."""
    if not entity.code or entity.sector in _PRIVATE:
        # A state by its bare name, a town
        return bool(entity.code) and entity.sector is None and entity.basis in _BY_NAME and not _is_firm(scene, entity)
    head = head_of(scene, entity)
    if entity.basis not in _LOOSE and entity.basis != "pronoun":
        return True
    return head is not None and head.pos == "NOUN" and head.lemma not in listed("company_posts")
