"""Frames of attribution in one sentence: a cue, its source and what it governs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.language.grammar import Clause, Phrase
from dragoman.language.phrases import phrase_at
from dragoman.language.tree import Sentence, Token
from dragoman.model import Span
from dragoman.statements.cues import Cues
from dragoman.statements.spans import runs, spans_of, subtree

_NOBODY = frozenset({"it", "this", "that", "which", "there", "what", "these", "those", "such", "something", "nothing", "you"})
_NOMINAL = frozenset({"object", "object+as", "of", "about", "for", "against", "on", "to", "in", "with", "over", "at"})
_PASSIVE = frozenset({"auxpass", "nsubjpass"})
_WH = frozenset({"WRB", "WP", "WDT", "WP$"})
_OPENERS = frozenset({"according", "per", "as", "in", "citing"})
_TRAILING = frozenset({"of", "from", "for", "to", "with", "against", "as", "between", "by", "into", "about", "toward", "towards", "including", "like", "over", "without"})
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_COMMAS = frozenset({",", '"', "'", "''", "-", "–", "—", "--", "(", ")"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with its source and its content, before quotations are dealt out.

    `cue` and `source` are token ranges; `content` are offsets. `slot` says where the content stands."""

    sentence: Sentence
    head: int
    kind: str
    slot: str
    cue: tuple[int, int]
    source: Phrase | None
    content: tuple[Span, ...]

    @property
    def cue_span(self) -> Span:
        """Offsets of the cue."""
        return self.sentence.tokens[self.cue[0]].start, self.sentence.tokens[self.cue[1] - 1].end

    @property
    def source_span(self) -> Span | None:
        """Offsets of the source."""
        if self.source is None:
            return None
        tokens = self.sentence.tokens
        return tokens[self.source.left].start, tokens[self.source.right - 1].end


class Finder:
    """Finds the frames of one sentence."""

    def __init__(self, sentence: Sentence, clauses: tuple[Clause, ...], cues: Cues) -> None:
        self.sentence = sentence
        self.cues = cues
        self.clause: Mapping[int, Clause] = {c.head: c for c in clauses}
        self._asides: dict[int, Frame] = {}
        self._cut: set[int] = set()

    def frames(self) -> list[Frame]:
        """All frames, in text order of their cues."""
        out: list[Frame] = []
        for token in self.sentence.tokens:
            frame = self._aside(token)
            if frame is not None:
                out.append(frame)
                self._asides[token.i] = frame
        for token in self.sentence.tokens:
            frame = None if token.i in self._asides else self._central(token)
            if frame is not None:
                out.append(frame)
        return sorted(out, key=lambda f: f.head)

    def _aside(self, token: Token) -> Frame | None:
        """Cues that stand beside what they attribute; their words are no part of any other content."""
        if token.lower in self.cues.adverbs:
            return self._adverb(token)
        if token.pos in {"NOUN", "PROPN"} and token.lower in self.cues.tails:
            return self._tail(token)
        frame = self._according(token) if token.lower in _OPENERS else None
        if frame is not None:
            self._cut |= subtree(self.sentence, token.i)
            return frame
        if token.pos == "VERB" and token.dep in {"ccomp", "parataxis", "advcl", "dep", "conj", "relcl", "acl"}:
            if self._reports_itself(token):
                self._cut |= subtree(self.sentence, token.i)
                return None
            return self._parenthetical(token)
        return None

    def _tail(self, token: Token) -> Frame | None:
        """ "…, the agency reports." with the verb taken for a noun."""
        tokens = self.sentence.tokens
        if any(t.pos != "PUNCT" for t in tokens[token.i + 1 :]):
            return None
        comma = next((i for i in range(token.i - 1, max(0, token.i - 9), -1) if tokens[i].text == ","), None)
        names = tokens[comma + 1 : token.i] if comma else ()
        if comma is None or not names or any(t.pos in {"VERB", "AUX", "ADP"} for t in names):
            return None
        heads = [t.i for t in names if t.pos in {"PROPN", "NOUN", "PRON"} or t.text[0].isupper()]
        content = runs(self.sentence, set(range(comma)))
        if not heads or not content:
            return None
        self._cut |= set(range(comma, token.i + 1))
        source = Phrase(heads[-1], comma + 1, token.i)
        return Frame(self.sentence, token.i, "speech", "parenthetical", (token.i, token.i + 1), source, content)

    def _reports_itself(self, token: Token) -> bool:
        """ "…, adding that …" and "said it was against it and warned that …": not part of what was said before."""
        if token.lemma not in self.cues.reporting or token.i <= token.head:
            return False
        before = self.sentence.tokens[token.i - 1].text
        if token.tag == "VBG" and token.dep == "advcl":
            return before in {",", "—", "–", "-"}
        if token.tag != "VBD" or token.dep != "conj" or any(t.dep.startswith("nsubj") for t in self._kids(token.i)):
            return False
        first = self.sentence.tokens[token.head]
        verb = self.sentence.tokens[first.head]
        return first.dep == "ccomp" and verb.tag == "VBD" and "clause" in self.cues.takes(verb.lemma, ())

    def _central(self, token: Token) -> Frame | None:
        """Cues that govern what they attribute."""
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod", "compound"}:
            return self._verb(token) or (self._adjective(token) if token.lemma in self.cues.adjectives else None)
        if token.pos == "NOUN":
            return self._noun(token)
        if token.pos == "ADJ" and token.lemma in self.cues.adjectives:
            return self._adjective(token)
        return None

    # Verbs

    def _verb(self, token: Token) -> Frame | None:
        particles = tuple(t.lower for t in self._kids(token.i) if t.dep == "prt" or (t.dep in {"advmod", "prep"} and t.i == token.i + 1))
        takes = self.cues.takes(token.lemma, particles)
        kids = list(self._kids(token.i))
        deps = {t.dep for t in kids}
        if deps & _PASSIVE:
            return self._passive(token, kids)
        if not takes:
            return None
        source = self.subject(token)
        found = self._content(token, kids, takes)
        if found is None:
            return self._rest(token, takes, source) if self._misread(token) else None
        slot, heads = found
        if slot == "object" and self._noun_speaks(heads[0]):
            return None
        kind = takes[slot]
        if source is not None and slot in {"object", "clause"} and kind != "speech" and self.sentence.tokens[source.head].lemma in self.cues.documents:
            kind = "document"
        if source is None and kind != "speech":
            return None
        if source is not None and not self._may_speak(source, kind, slot):
            return None
        content = self._spans(token, heads, source, slot)
        return self._frame(token, kind, slot, source, content) if content else None

    def _rest(self, token: Token, takes: Mapping[str, str], source: Phrase | None) -> Frame | None:
        """The rest of the sentence, where the parse is no help."""
        slot = next((s for s in ("object+as", "object", "clause") if s in takes), None)
        if slot is None:
            return None
        content = runs(self.sentence, set(range(token.i + 1, len(self.sentence.tokens))) - self._cut)
        return self._frame(token, takes[slot], slot, source, content[:1]) if content else None

    def _content(self, token: Token, kids: list[Token], takes: Mapping[str, str]) -> tuple[str, list[int]] | None:
        """The slot that is filled and the tokens that head the content."""
        objects = [t.i for t in kids if t.dep == "dobj"]
        if "clause" in takes:
            found = self._complement(token, kids)
            if found:
                return "clause", found
        if "clause" in takes:
            stray = self._stray_clause(token, kids)
            if stray:
                return "clause", stray
        for k in kids:
            if k.dep in {"xcomp", "ccomp"} and self._is_infinitive(k):
                told = bool(objects) or any(t.dep.startswith("nsubj") for t in self._kids(k.i))
                if told and "told" in takes:
                    return "told", [*objects, k.i]
                if "infinitive" in takes and not told:
                    return "infinitive", [k.i]
            if k.dep in {"xcomp", "ccomp"} and k.tag == "VBG" and "gerund" in takes:
                return "gerund", [k.i]
        if "object+as" in takes:
            heads = self._object_as(kids, objects)
            if heads:
                return "object+as", heads
        for k in kids:
            if k.dep in {"prep", "dative", "agent"} and k.lower in takes and self.sentence.children[k.i]:
                return k.lower, [t.i for t in self._kids(k.i) if t.dep in {"pobj", "pcomp"}]
        if "object" in takes and objects:
            rest = [t.i for t in kids if t.dep == "prep" and t.lower in {"as", "for"} and t.i > objects[0]]
            return "object", objects + rest
        return None

    def _complement(self, token: Token, kids: list[Token]) -> list[int]:
        """The clause that is said: the one after the verb, else one before it that a comma sets off."""
        clauses = [k for k in kids if k.dep == "ccomp" and self._is_finite(k)]
        after = [k.i for k in clauses if k.i > token.i]
        if after or not clauses:
            return after[:1]
        tokens = self.sentence.tokens
        first = min([k.i for k in kids if k.dep.startswith("nsubj")] + [token.i])
        own = min(subtree(self.sentence, first)) if first != token.i else token.i
        gap = tokens[own - 1].text if own else ""
        rest = [t for t in tokens[token.i + 1 :] if t.pos in {"VERB", "AUX"} and t.dep not in {"relcl", "acl", "advcl", "pcomp", "conj"}]
        return [clauses[-1].i] if gap != ":" and not rest else []

    def _stray_clause(self, token: Token, kids: list[Token]) -> list[int]:
        """ "told them that …", "said at a briefing that …", where the parser hung the clause on the noun."""
        for k in kids:
            if k.i < token.i:
                continue
            if k.dep in {"advcl", "dep", "conj", "parataxis"} and self._has_that(k):
                return [k.i]
            nouns = [k.i] if k.dep in {"dobj", "dative", "npadvmod"} else []
            if k.dep in {"prep", "dative"}:
                nouns = [t.i for t in self._kids(k.i) if t.dep == "pobj"]
            for noun in nouns:
                told = k.dep in {"dobj", "dative"} and "told" in self.cues.takes(token.lemma, ())
                found = [t.i for t in self._kids(noun) if t.dep in {"relcl", "acl"} and (self._has_that(t) or (told and self._has_subject(t)))]
                if found and self.sentence.tokens[noun].lemma not in self.cues.nouns - self.cues.documents:
                    return found
        return []

    def _has_subject(self, token: Token) -> bool:
        return any(t.dep.startswith("nsubj") and t.tag not in _WH and t.lower != "that" for t in self._kids(token.i))

    def _has_that(self, token: Token) -> bool:
        """Whether a clause is opened by a "that" that is none of its arguments."""
        kids = list(self._kids(token.i))
        that = [t for t in kids if t.lower == "that" and t.i < token.i]
        subjects = [t for t in kids if t.dep in {"nsubj", "nsubjpass", "expl"}]
        return bool(that) and any(t.i > that[0].i for t in subjects) and (
            that[0].dep == "mark" or any(t.dep in {"dobj", "acomp", "attr", "prep", "xcomp", "ccomp"} and t.i > token.i for t in kids)
        )

    def _object_as(self, kids: list[Token], objects: list[int]) -> list[int]:
        called = [t.i for t in kids if t.dep == "oprd" or (t.dep == "prep" and t.lower in {"as", "to"})]
        if objects and called:
            return objects + called
        small = [t.i for t in kids if t.dep == "ccomp" and not self._is_finite(t) and t.pos != "VERB"]
        return small

    def _passive(self, token: Token, kids: list[Token]) -> Frame | None:
        """ "X was accused of …", "it is believed that …", "is expected to …"."""
        if token.lemma not in self.cues.passives and not self.cues.verbs.get(token.lemma):
            return None
        clause = self.clause.get(token.i)
        agent = clause.roles.get("agent", ()) if clause else ()
        source = agent[0] if agent else None
        takes = self.cues.verbs.get(token.lemma, {})
        subjects = [t for t in kids if t.dep in {"nsubjpass", "nsubj"}]
        finite = [t.i for t in kids if t.dep == "ccomp" and self._is_finite(t)]
        told = bool(finite) and bool(subjects) and subjects[0].lower != "it"
        heads = finite
        if not heads:
            rest = [t.i for t in kids if t.dep in {"xcomp", "oprd"} or (t.dep == "prep" and t.lower in {"as", "of", "for"})]
            if source is None and (token.lemma not in self.cues.passives or not rest):
                return None
            heads = [t.i for t in subjects] + rest
            if "object" not in takes and not rest:
                return None
        if told and source is None:
            return None
        content = spans_of(self.sentence, heads, drop=self._drop(token, source))
        return self._frame(token, "passive", "passive", source, content) if content else None

    def _parenthetical(self, token: Token) -> Frame | None:
        """ "Russia, he said, would withdraw", "as he put it", "…, officials say"."""
        takes = self.cues.takes(token.lemma, ())
        if takes.get("quote", takes.get("clause")) not in {"speech", "thought"} or token.head == token.i:
            return None
        source = self.subject(token)
        kids = list(self._kids(token.i))
        if source is None or self.sentence.tokens[source.head].tag in _WH or any(t.dep in {"dobj", "oprd", "xcomp"} and t.i > token.i for t in kids):
            return None
        left, right = min(source.left, token.i), max(source.right, token.i + 1)
        tokens = self.sentence.tokens
        as_ = token.dep == "advcl" and left > 0 and tokens[left - 1].lower == "as"
        left -= as_
        before = tokens[left - 1].text if left else ""
        after = tokens[right].text if right < len(tokens) else "."
        if before not in _COMMAS or (after not in _COMMAS | {"."} and not as_ and tokens[right].dep not in {"prep", "npadvmod", "advmod"}):
            return None
        # The clause that it interrupts or follows: its governor, else what the parser made its complement.
        own = frozenset(range(left, right))
        host = tokens[token.head]
        inner = [t.i for t in kids if t.dep == "ccomp"]
        if any(i > token.i for i in inner) and not any(i < token.i for i in inner) and host.i > token.i:
            return None
        drop = set(own)
        for t in kids:
            if t.i > token.i and t.dep not in {"ccomp", "punct"} and tokens[min(subtree(self.sentence, t.i)) - 1].text != ",":
                drop |= subtree(self.sentence, t.i)
        if host.i < left and any(t.dep == "ccomp" and t.i == token.i for t in self._kids(host.i)) and not inner:
            return None
        content = spans_of(self.sentence, [host.i], drop=frozenset(drop))
        if not content:
            return None
        self._cut |= drop
        return self._frame(token, "speech", "parenthetical", source, content)

    def _noun_speaks(self, i: int) -> bool:
        """ "voiced doubts about it": the noun carries the content."""
        token = self.sentence.tokens[i]
        return token.lemma in self.cues.nouns_of | self.cues.nouns and self._noun(token) is not None

    # Nouns, adjectives, prepositions, adverbs

    def _noun(self, token: Token) -> Frame | None:
        if token.lemma not in self.cues.nouns:
            return None
        kids = list(self._kids(token.i))
        heads = [
            t.i for t in kids
            if t.dep in {"acl", "ccomp", "relcl", "appos"} and t.i > token.i
            and (self._is_infinitive(t) if t.dep != "relcl" else False) | any(c.dep == "mark" and c.lower in {"that", "whether"} for c in self._kids(t.i))
        ]  # fmt: skip
        slot = "clause"
        if not heads and token.lemma in self.cues.nouns_of:
            heads = [c.i for t in kids if t.dep == "prep" and t.lower in {"of", "about", "for", "against", "on"} for c in self._kids(t.i) if c.dep in {"pobj", "pcomp"}]
            slot = "of"
        source, light = self._owner(token, kids)
        if not heads or (slot == "of" and source is None):
            return None
        content = spans_of(self.sentence, heads[:1])
        if not content:
            return None
        left, right = token.i, token.i + 1
        if light is not None and light < token.i:
            left = light
        return Frame(self.sentence, token.i, "noun", slot, (left, right), source, content)

    def _owner(self, token: Token, kids: list[Token]) -> tuple[Phrase | None, int | None]:
        """Whose claim it is: possessor, by- or from-phrase, nationality, or the subject of a light verb."""
        for t in kids:
            if t.dep == "poss":
                return phrase_at(self.sentence, t.i), None
        for t in kids:
            if t.dep == "prep" and t.lower in {"by", "from", "among"}:
                for c in self._kids(t.i):
                    if c.dep == "pobj":
                        return phrase_at(self.sentence, c.i), None
        verb = self.sentence.tokens[token.head]
        if token.dep == "dobj" and verb.lemma in self.cues.light:
            return self.subject(verb), verb.i
        if token.dep == "attr" and verb.lemma == "be":
            return None, None
        for t in kids:
            if t.dep in {"amod", "compound"} and t.text[:1].isupper():
                return Phrase(t.i, t.i, t.i + 1), None
        return None, None

    def _adjective(self, token: Token) -> Frame | None:
        if token.dep not in {"acomp", "ROOT", "oprd", "conj", "advcl", "attr", "ccomp", "relcl"}:
            return None
        verb = self.sentence.tokens[token.head] if token.pos == "ADJ" else token
        source = self.subject(verb)
        if source is None or not self._may_speak(source, "thought", "clause"):
            return None
        heads = [t.i for t in self._kids(token.i) if t.dep in {"ccomp", "xcomp"} and (self._is_finite(t) or self._is_infinitive(t))]
        if not heads:
            heads = [c.i for t in self._kids(token.i) if t.dep == "prep" and t.lower in {"about", "of", "in", "to", "with", "on"} for c in self._kids(t.i) if c.dep in {"pobj", "pcomp"}]
        content = spans_of(self.sentence, heads[:1])
        return self._frame(token, "adjective", "clause", source, content) if content else None

    def _according(self, token: Token) -> Frame | None:
        tokens = self.sentence.tokens
        for size in (4, 3, 2, 1):
            words = " ".join(t.lower for t in tokens[token.i : token.i + size])
            if words not in self.cues.according:
                continue
            last = tokens[token.i + size - 1]
            objects = [t.i for t in self._kids(last.i) if t.dep in {"pobj", "dobj"}]
            if not objects:
                return None
            if words == "per" and not (tokens[token.i - 1].text in {",", '"', "-", "—"} or token.i == 0):
                return None
            source = phrase_at(self.sentence, objects[0])
            host = tokens[token.head]
            if words.startswith("in ") and token.i and tokens[token.i - 1].text != ",":
                return None
            while host.dep in {"conj", "advcl", "pobj", "prep", "dobj", "xcomp", "nsubj", "attr", "appos", "relcl", "acl", "compound", "amod", "npadvmod", "acomp", "pcomp", "dep", "oprd"} and host.head != host.i:
                host = tokens[host.head]
            content = spans_of(self.sentence, [host.i], drop=frozenset(subtree(self.sentence, token.i)))
            if host.i == token.i:
                content = self._after_comma(source.head)
            return Frame(self.sentence, token.i, "according", "host", (token.i, token.i + size), source, content) if content else None
        return None

    def _after_comma(self, i: int) -> tuple[Span, ...]:
        """The rest of the sentence after the next comma."""
        tokens = self.sentence.tokens
        comma = next((t.i for t in tokens[i:] if t.text == ","), None)
        return runs(self.sentence, set(range(comma + 1, len(tokens)))) if comma is not None else ()

    def _adverb(self, token: Token) -> Frame | None:
        host = token.head
        if host == token.i:
            return None
        content = spans_of(self.sentence, [host], drop=frozenset({token.i}))
        return Frame(self.sentence, token.i, "adverb", "host", (token.i, token.i + 1), None, content) if content else None

    # Helpers

    def subject(self, token: Token) -> Phrase | None:
        """The phrase that does what the verb says: its own subject, else the one that it shares."""
        own = [t.i for t in self._kids(token.i) if t.dep == "nsubj"]
        if own:
            before = [i for i in own if i < token.i]
            return phrase_at(self.sentence, before[-1] if before else own[0])
        if token.dep in {"advcl", "conj"} and token.i in self._cut and self._reports_itself(token):
            return self._main_subject(token)
        if self._misread(token):
            return phrase_at(self.sentence, token.head)
        clause = self.clause.get(token.i)
        found = clause.roles.get("agent", ()) if clause is not None else ()
        return found[0] if found else self._noun_before(token)

    def _noun_before(self, token: Token) -> Phrase | None:
        """The noun right before a verb in a finite tense that the parser left without a subject."""
        if token.tag not in {"VBD", "VBZ", "VBP"} or token.dep == "conj":
            return None
        tokens = self.sentence.tokens
        i = token.i - 1
        while i >= 0 and tokens[i].pos in {"ADV", "AUX"}:
            i -= 1
        while i > 0 and tokens[i].dep == "pobj" and tokens[i].head < i:
            i = tokens[i].head - 1  # "India at a meeting of the council called": past the prepositional phrases
        if i >= 0 and self.sentence.tokens[i].pos in {"NOUN", "PROPN", "PRON"} and self.sentence.tokens[i].head != token.i:
            phrase = phrase_at(self.sentence, i)
            return Phrase(i, phrase.left, i + 1)
        return None

    def _misread(self, token: Token) -> bool:
        """A past tense that the parser took for a participle: the "sentence" is then a noun phrase."""
        head = self.sentence.tokens[token.head]
        return (
            token.tag == "VBN" and token.dep in {"acl", "relcl"} and head.dep == "ROOT" and head.pos in {"NOUN", "PROPN", "NUM", "PRON"}
            and head.i < token.i and not any(t.dep in {"agent", "aux", "auxpass"} for t in self._kids(token.i))
        )  # fmt: skip

    def _main_subject(self, token: Token) -> Phrase | None:
        """Who does a participle that follows after a comma: the subject of the reporting verb above, if any."""
        found = None
        i = token.head
        for _ in range(8):
            verb = self.sentence.tokens[i]
            own = next((t.i for t in self._kids(i) if t.dep in {"nsubj", "nsubjpass"}), None)
            if own is not None and (found is None or "clause" in self.cues.takes(verb.lemma, ())):
                found = phrase_at(self.sentence, own)
            if verb.head == i:
                break
            i = verb.head
        return found

    def _may_speak(self, source: Phrase, kind: str, slot: str) -> bool:
        """Whether the subject is somebody, or a text, that can say or want something."""
        head = self.sentence.tokens[source.head]
        if head.tag == "WDT":
            noun = self._antecedent(head)
            if noun is not None and (noun.pos == "PROPN" or noun.lemma in self.cues.bodies or noun.lemma in self.cues.documents):
                return True
        if head.pos == "NUM" and not (head.lower in {"one", "two", "three"} or any(t.lower == "of" for t in self._kids(head.i))):
            return False
        if head.lower in _NOBODY or head.pos == "VERB":
            return kind == "speech" and slot in {"clause", "parenthetical"} and head.lower in {"it", "which", "that"}
        return True

    def _antecedent(self, pronoun: Token) -> Token | None:
        """The noun that a relative pronoun stands for."""
        verb = self.sentence.tokens[pronoun.head]
        return self.sentence.tokens[verb.head] if verb.dep == "relcl" else None

    def _spans(self, token: Token, heads: list[int], source: Phrase | None, slot: str) -> tuple[Span, ...]:
        drop: frozenset[int] = self._drop(token, source) | (self._cut - subtree(self.sentence, token.i) if token.i in self._cut else self._cut)
        kept: set[int] = set()
        for head in heads:
            loose = self._loose(head) if slot in _NOMINAL else frozenset()
            kept |= subtree(self.sentence, head, frozenset(drop) | loose)
            drop |= loose
        if kept:
            more = self._clauses_after if slot == "clause" else self._trailing
            kept |= more(token, max(kept), drop)
            low = min((i for i in kept if i > token.i), default=0)
            kept |= {i for i in range(low, max(kept)) if low and i not in drop}
        return runs(self.sentence, kept)

    def _loose(self, head: int) -> frozenset[int]:
        """Relative clauses after a comma and days, which the reporter adds to a noun."""
        out = set()
        for i in subtree(self.sentence, head):
            t = self.sentence.tokens[i]
            if t.i <= head:
                continue
            if t.dep == "relcl":
                first = min(subtree(self.sentence, t.i))
                while self.sentence.tokens[first].dep == "punct" and first < t.i:
                    first += 1
                if self.sentence.tokens[first - 1].text == "," and self.sentence.tokens[first].tag in _WH | {"IN"}:
                    out.add(i)
            elif t.dep == "npadvmod" and t.text in _DAYS:
                out.add(i)
        return frozenset(out)

    def _trailing(self, token: Token, last: int, drop: frozenset[int]) -> set[int]:
        """What follows the content and belongs to it though the parser hung it on the cue."""
        out: set[int] = set()
        for t in self._kids(token.i):
            if t.i <= last or t.i in drop:
                continue
            if t.dep == "prep" and t.lower in _TRAILING and not self._is_time(t):
                out |= subtree(self.sentence, t.i, drop)
            elif t.dep == "conj" and t.tag == "VB" and token.tag != "VB":
                out |= subtree(self.sentence, t.i, drop)
            elif t.dep != "punct" and t.dep != "cc":
                break
        return out

    def _clauses_after(self, token: Token, last: int, drop: frozenset[int]) -> set[int]:
        """Clauses after what is said that go on with it: "he said A; B", "he said A if B"."""
        if token.dep != "ROOT" or last < token.i:
            return set()
        out: set[int] = set()
        for t in self._kids(token.i):
            if t.i <= last or t.dep in {"punct", "cc"}:
                continue
            if t.i in self._cut or t.dep not in {"ccomp", "parataxis", "dep", "advcl"} or t.lemma in self.cues.reporting:
                break
            if t.dep == "advcl" and (t.tag in {"VBG", "VBN"} or t.lemma in {"ask", "press"}):
                break
            out |= subtree(self.sentence, t.i, drop)
        return out

    def _is_time(self, token: Token) -> bool:
        return any(t.text in _DAYS or t.tag == "CD" for t in self._kids(token.i))

    def _drop(self, token: Token, source: Phrase | None) -> frozenset[int]:
        """Tokens that belong to the cue, not to the content."""
        out = {token.i}
        out.update(t.i for t in self._kids(token.i) if t.dep in {"aux", "auxpass", "neg", "prt"})
        if source is not None:
            out.update(range(source.left, source.right))
        return frozenset(out)

    def _frame(self, token: Token, kind: str, slot: str, source: Phrase | None, content: tuple[Span, ...]) -> Frame:
        left = token.i
        for t in self._kids(token.i):
            if t.dep in {"aux", "auxpass", "neg"} and t.i == left - 1:
                left = t.i
        right = token.i + 1
        if any(t.dep in {"prt", "prep"} and t.i == right and (t.dep == "prt" or t.lower == slot) for t in self._kids(token.i)):
            right += 1
        return Frame(self.sentence, token.i, kind, slot, (left, right), source, content)

    def _is_finite(self, token: Token) -> bool:
        if token.tag in {"VBD", "VBZ", "VBP"}:
            return True
        kids = list(self._kids(token.i))
        if any(t.dep in {"aux", "auxpass"} and t.tag in {"MD", "VBD", "VBZ", "VBP"} for t in kids):
            return True
        if any(t.tag in _WH or t.lower in {"that", "whether", "if"} for t in kids if t.i < token.i):
            return True
        return any(t.dep in {"nsubj", "nsubjpass"} and t.tag in {"PRP", "EX", "NNP", "NNS"} for t in kids) and token.tag not in {"VBG", "VB"} and token.pos in {"VERB", "AUX"}

    def _is_infinitive(self, token: Token) -> bool:
        return any(t.lower == "to" and t.dep in {"aux", "mark"} for t in self._kids(token.i))

    def _kids(self, i: int) -> Iterator[Token]:
        return (self.sentence.tokens[k] for k in self.sentence.children[i])
