"""Demonyms as nouns: "the Russians", "two Turks", "Turks in Germany"."""

from __future__ import annotations

from dragoman.actors import owners
from dragoman.actors.mentions import Mention
from dragoman.actors.reading import Reading, entity
from dragoman.actors.sight import Sight
from dragoman.language.grammar import Phrase


def demonym(sight: Sight, position: int, phrase: Phrase, mention: Mention) -> Reading:
    """What a demonym says as head of a phrase."""
    actor = mention.actor
    word = sight.sentences[position].tokens[phrase.head]
    plural = word.tag in {"NNS", "NNPS"} or word.lower.endswith(("s", "ese", "ish", "ch", "men"))
    more = {"name": None, "id": actor.id}
    entities = [entity(sight, position, phrase, actor.code, "CVL", "nationality", **more)]
    for owner in owners.before(sight, position, phrase.left, mention.left, None):
        if owner.code and owner.code != actor.code and owner.how == "adjective":
            code = owner.code if owner.mention and owner.mention.actor.kind != "state" else actor.code
            entities = [entity(sight, position, phrase, code, "CVL", "nationality", **more)]
    home = _where_they_live(sight, position, phrase, mention) if plural else None
    if home is not None:
        entities = [entity(sight, position, phrase, home, "CVL", "nationality", **more)]
    return Reading(tuple(entities), "people", plural, definite=True, owned=True)


def _where_they_live(sight: Sight, position: int, phrase: Phrase, mention: Mention) -> str | None:
    """The state of a people in another: "Turks in Germany", "the Albanians of southern Serbia". Three Turks in
    Berlin, or Turkish ones, are not a people."""
    tokens = sight.sentences[position].tokens
    if any(tokens[i].lower not in {"the", "all", "most", "many"} for i in range(phrase.left, mention.left)):
        return None
    if mention.right >= len(tokens) or tokens[mention.right].lower not in {"in", "of"}:
        return None
    found = owners.after(sight, position, mention.right - 1, max(phrase.right, mention.right + 1), None)
    for owner in found:
        actor = owner.mention.actor if owner.mention else None
        wide = actor is not None and (actor.kind == "state" or actor.office in {"region", "territory", "province"})
        if wide and owner.mention is not None and owner.mention.form == "name" and owner.code != mention.code:
            return owner.code
    return None
