"""Phrases and clauses: what every later stage sees instead of tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.model import Span

#: Modals that say what has to be.
OUGHT = frozenset({"must", "should", "ought"})


class Phrase(NamedTuple):
    """A noun phrase of one sentence: its head token and the token range `[left, right)` without
    its relative clause and without its other conjuncts."""

    head: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its roles, the same for every word order that says the same.

    `roles` maps a role name to phrases, one for each conjunct. Roles are `agent`, `patient`,
    `recipient` (dative) and, for obliques, the preposition itself (`with`, `from`, `against` …).
    Noun predicates also have `poss`, `adj` (a modifier such as a demonym) and `compound`.
    `adjuncts` has fronted and loosely attached prepositional phrases, which never fill a frame
    before `roles` do. `parent` is the index of the clause that governs this one and `link` how.
    """

    index: int
    sentence: int
    kind: Literal["verb", "noun", "adj"]
    head: int
    lemma: str
    particles: tuple[str, ...]
    roles: Mapping[str, tuple[Phrase, ...]]
    adjuncts: Mapping[str, tuple[Phrase, ...]]
    trigger: Span
    span: Span
    negated: bool = False
    modal: str | None = None
    tense: Literal["past", "present", "future", "none"] = "none"
    aspect: Literal["perfect", "progressive", "none"] = "none"
    voice: Literal["active", "passive"] = "active"
    parent: int | None = None
    link: str | None = None
    marker: str | None = None
    question: bool = False
    infinitive: bool = False
