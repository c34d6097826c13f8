"""A sentence as attribution sees it: who does what a verb says, and what belongs to a cue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence, Token
from dragoman.model import Span
from dragoman.statements.cues import Cues
from dragoman.statements.frame import Frame

WH = frozenset({"WRB", "WP", "WDT", "WP$"})
_NOBODY = frozenset(
    {"it", "this", "that", "which", "there", "what", "these", "those", "such", "something", "nothing", "you"}
)
_PASSIVE = frozenset({"auxpass", "nsubjpass"})
#: Labels of verbs that share the subject of the verb above.
_SHARING = frozenset({"conj", "xcomp", "advcl"})
_NUMBERS = frozenset({"one", "two", "three"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: How far a participle looks up for the verb whose subject speaks.
_CLIMB = 8


class View:
    """One sentence, its clauses by head, and `cut`: the tokens of cues that stand beside what they
    attribute, which are no part of any other content."""

    def __init__(self, sentence: Sentence, clauses: tuple[Clause, ...], cues: Cues) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.cues = cues
        self.clause: Mapping[int, Clause] = {c.head: c for c in clauses}
        self.cut: set[int] = set()

    def kids(self, i: int) -> Iterator[Token]:
        """What hangs on token `i`, in text order."""
        return map(self.tokens.__getitem__, self.sentence.children[i])

    def takes(self, token: Token) -> Mapping[str, str]:
        """What a verb takes, with the particle or the "it" beside it."""
        beside = token.i + 1
        particles = tuple(
            t.lower
            for t in self.kids(token.i)
            if t.dep == "prt" or (t.i == beside and (t.dep in {"advmod", "prep"} or t.lower == "it"))
        )
        return self.cues.takes(token.lemma, particles, token.lower)

    def objects_of(self, token: Token, labels: frozenset[str]) -> list[int]:
        """The children of a preposition, or of a verb, under one of `labels`."""
        return [t.i for t in self.kids(token.i) if t.dep in labels]

    def subject(self, token: Token) -> Phrase | None:
        """The phrase that does what the verb says: its own subject, else the one that it shares."""
        own = [t.i for t in self.kids(token.i) if t.dep == "nsubj"]
        if own:
            before = [i for i in own if i < token.i]
            return phrase_at(self.sentence, before[-1] if before else own[0])
        if token.i in self.cut and self.reports_itself(token):
            return self._main_subject(token)
        if self.misread(token):
            return phrase_at(self.sentence, token.head)
        clause = self.clause.get(token.i)
        found = clause.roles.get("agent", ()) if clause is not None else ()
        return found[0] if found else self._noun_before(token) or self._shared(token)

    def _shared(self, token: Token) -> Phrase | None:
        """The subject of the verb that a joined or dependent verb without a tense stands under."""
        for _ in range(_CLIMB):
            if token.dep not in _SHARING or token.head == token.i:
                return None
            token = self.tokens[token.head]
            own = [t.i for t in self.kids(token.i) if t.dep == "nsubj" and t.i < token.i]
            if own:
                return phrase_at(self.sentence, own[-1])
        return None

    def _noun_before(self, token: Token) -> Phrase | None:
        """The noun right before a verb in a finite tense that the parser left without a subject."""
        if token.tag not in _FINITE or token.dep == "conj" or any(t.dep in _PASSIVE for t in self.kids(token.i)):
            return None
        tokens = self.tokens
        i = token.i - 1
        while i >= 0 and tokens[i].pos in {"ADV", "AUX"}:
            i -= 1
        while i > 0 and tokens[i].dep == "pobj" and tokens[i].head < i:
            i = tokens[i].head - 1  # "India at a meeting of the council called": past the prepositional phrases
        name = tokens[i].pos in {"NOUN", "PROPN", "PRON"} or (i == 0 and tokens[i].tag == "VB")
        if i >= 0 and name and tokens[i].head != token.i:
            return Phrase(i, phrase_at(self.sentence, i).left, i + 1)
        return None

    def _main_subject(self, token: Token) -> Phrase | None:
        """Who does a participle that follows after a comma: the subject of the reporting verb above, if any."""
        found = None
        i = token.head
        for _ in range(_CLIMB):
            verb = self.tokens[i]
            own = next((t.i for t in self.kids(i) if t.dep in {"nsubj", "nsubjpass"}), None)
            if own is not None and (found is None or "clause" in self.cues.takes(verb.lemma)):
                found = phrase_at(self.sentence, own)
            if verb.head == i:
                break
            i = verb.head
        return found

    def misread(self, token: Token) -> bool:
        """A past tense that the parser took for a participle: the "sentence" is then a noun phrase."""
        head = self.tokens[token.head]
        if token.tag != "VBN" or token.dep not in {"acl", "relcl"} or head.dep != "ROOT" or head.i > token.i:
            return False
        return head.pos in {"NOUN", "PROPN", "NUM", "PRON"} and not any(
            t.dep in {"agent", "aux", "auxpass"} for t in self.kids(token.i)
        )

    def reports_itself(self, token: Token) -> bool:
        """ "…, adding that …" and "said it was against it and warned that …": not part of what was said before."""
        if token.lemma not in self.cues.reporting or token.i <= token.head:
            return False
        before = self.tokens[token.i - 1].text
        if token.tag == "VBG" and token.dep == "advcl":
            return before in {",", "—", "–", "-"}
        if token.tag != "VBD" or token.dep != "conj" or any(t.dep.startswith("nsubj") for t in self.kids(token.i)):
            return False
        first = self.tokens[token.head]
        verb = self.tokens[first.head]
        return first.dep == "ccomp" and verb.tag == "VBD" and "clause" in self.cues.takes(verb.lemma)

    def may_speak(self, source: Phrase, kind: str, slot: str) -> bool:
        """Whether the subject is somebody, or a text, that can say or want something."""
        head = self.tokens[source.head]
        if head.tag == "WDT":
            noun = self._antecedent(head)
            if noun is not None and (
                noun.pos == "PROPN" or noun.lemma in self.cues.bodies or noun.lemma in self.cues.documents
            ):
                return True
        if head.pos == "NUM" and not (head.lower in _NUMBERS or any(t.lower == "of" for t in self.kids(head.i))):
            return False
        if head.lower in _NOBODY or (head.pos == "VERB" and not (head.i == 0 and head.tag == "VB")):
            reports = kind == "speech" and slot in {"clause", "parenthetical"}
            reports = reports or (kind == "document" and slot in {"clause", "object", "scene"})
            reports = reports or (head.lower == "it" and kind in {"wish", "thought", "stance"})
            return reports and head.lower in {"it", "which", "that"}
        return True

    def is_text(self, source: Phrase) -> bool:
        """Whether the subject is a text, a poll or a picture."""
        return not self.cues.documents.isdisjoint(self.tokens[i].lemma for i in range(source.left, source.right))

    def _antecedent(self, pronoun: Token) -> Token | None:
        """The noun that a relative pronoun stands for."""
        verb = self.tokens[pronoun.head]
        return self.tokens[verb.head] if verb.dep == "relcl" else None

    def is_finite(self, token: Token) -> bool:
        """Whether a clause has a tense of its own."""
        if token.tag in _FINITE:
            return True
        kids = list(self.kids(token.i))
        if any(t.dep in {"aux", "auxpass"} and t.tag in _FINITE | {"MD"} for t in kids):
            return True
        if any(t.tag in WH or t.lower in {"that", "whether", "if"} for t in kids if t.i < token.i):
            return True
        if token.tag in {"VBG", "VB"} or token.pos not in {"VERB", "AUX"}:
            return False
        return any(t.dep in {"nsubj", "nsubjpass"} and t.tag in {"PRP", "EX", "NNP", "NNS"} for t in kids)

    def is_infinitive(self, token: Token) -> bool:
        """Whether a verb has a "to"."""
        return any(t.lower == "to" and t.dep in {"aux", "mark"} for t in self.kids(token.i))

    def frame(
        self, token: Token, kind: str, slot: str, source: Phrase | None, content: tuple[Span, ...]
    ) -> Frame | None:
        """A frame of a verb or adjective with the auxiliaries and the particle beside it; None without content."""
        if not content:
            return None
        left, right = token.i, token.i + 1
        for t in self.kids(token.i):
            if t.dep in {"aux", "auxpass", "neg"} and t.i == left - 1:
                left = t.i
            asked = slot in {"told", "infinitive"} and t.lower in {"on", "upon"}
            if t.i == token.i + 1 and (t.dep == "prt" or (t.dep == "prep" and (t.lower == slot or asked))):
                right = t.i + 1
        return Frame(self.sentence, token.i, kind, slot, (left, right), source, content)

    def cue_tokens(self, token: Token, source: Phrase | None) -> frozenset[int]:
        """Tokens that belong to the cue, not to the content."""
        out = {token.i}
        out.update(t.i for t in self.kids(token.i) if t.dep in {"aux", "auxpass", "neg", "prt"})
        if source is not None:
            out.update(range(source.left, source.right))
        return frozenset(out)
