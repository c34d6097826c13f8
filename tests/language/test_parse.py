"""The parser's wrapper: offsets into the verbatim text, batches, and what is said of a wrong name."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import spacy

from dragoman.errors import UsageError
from dragoman.language.parse import BATCH, DEFAULT_PARSER, Parser, version_of
from dragoman.language.sentences import RawSentence, split
from dragoman.language.titles import untitled
from dragoman.language.tree import Sentence, Token, build_sentence
from dragoman.model import Segment


@cache
def parser() -> Parser:
    return Parser()


def parse(text: str) -> list[Sentence]:
    raws = split(text, [Segment("body", (0, len(text)))])
    return list(parser().parse((raw, text[raw.span[0] : raw.span[1]]) for raw in raws))


TEXTS = [
    "Russia bombed Kyiv.",
    "“We won’t leave,” said Iran’s envoy. ‘Never,’ he added.",
    "«Nous partons,» said the French\nminister to\tthe press.",
    "🕊️ Peace between Iran and Iraq 🇮🇷🇮🇶 was signed. The 🇫🇷 minister came.",
    "The café in Jīzān – near Ṣanʿāʾ — was hit… Nobody died.",
    "U.S.-led forces hit al-Qaeda\u00a0camps; 5,000 fled.",
    "e\u0301lan vital, he said.",
    "北京 and Москва signed.",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:20])
def test_offsets_point_into_the_verbatim_text(text: str) -> None:
    sentences = parse(text)
    assert sentences
    for sentence in sentences:
        last = sentence.span[0]
        for n, token in enumerate(sentence.tokens):
            assert token.i == n
            assert last <= token.start < token.end <= sentence.span[1]
            verbatim = text[token.start : token.end]
            assert len(verbatim) == len(token.text)
            if verbatim.isalnum():
                assert verbatim == token.text
            last = token.end
        covered = {c for t in sentence.tokens for c in range(t.start, t.end)}
        bare = [c for c in range(*sentence.span) if c not in covered and not text[c].isspace()]
        assert bare == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:20])
def test_trees_are_trees(text: str) -> None:
    for sentence in parse(text):
        roots = [t for t in sentence.tokens if t.head == t.i]
        assert roots
        for token in sentence.tokens:
            assert 0 <= token.head < len(sentence.tokens)
            assert (token.i in sentence.children[token.head]) == (token.head != token.i)
            steps, i = 0, token.i
            while sentence.tokens[i].head != i:
                i = sentence.tokens[i].head
                steps += 1
                assert steps <= len(sentence.tokens)


def test_typographic_marks_parse_as_plain_ones() -> None:
    curly = parse("“We won’t meet Iran’s envoy,” he said.")[0]
    plain = parse("\"We won't meet Iran's envoy,\" he said.")[0]
    assert [(t.pos, t.dep, t.head) for t in curly.tokens] == [(t.pos, t.dep, t.head) for t in plain.tokens]


def test_a_newline_inside_a_sentence_is_a_blank() -> None:
    broken = parse("Iran and Iraq could\nnot agree.")[0]
    straight = parse("Iran and Iraq could not agree.")[0]
    assert [(t.text, t.dep, t.start) for t in broken.tokens] == [(t.text, t.dep, t.start) for t in straight.tokens]


def test_order_and_fields_are_kept_over_batches() -> None:
    count = BATCH + 3
    text = "\n\n".join(f"Iran met envoy {n}." for n in range(count))
    sentences = parse(text)
    assert [s.index for s in sentences] == list(range(count))
    assert [s.paragraph for s in sentences] == list(range(count))
    assert {s.segment for s in sentences} == {"body"}
    for n, sentence in enumerate(sentences):
        assert text[sentence.span[0] : sentence.span[1]] == f"Iran met envoy {n}."
        assert sentence.text_of(0, len(sentence.tokens), text) == f"Iran met envoy {n}."


def test_one_by_one_is_as_in_a_batch() -> None:
    alone = [parse(text) for text in TEXTS]
    text = "\n\n".join(TEXTS)
    together = parse(text)
    shapes = [[(t.text, t.dep, t.head) for t in s.tokens] for found in alone for s in found]
    assert [[(t.text, t.dep, t.head) for t in s.tokens] for s in together] == shapes


IRREGULAR = [
    "There is nothing that they ain't going to say, and y'all gotta listen.",
    "Let's go; c'mon, I'm gonna leave. There's no truce.",
    "The ministers were meeting when they met, but the talks had not been held.",
    "He has been told that it was left; she does not have what they have.",
    "Its army left  the town, which they said had fallen.",
]


#: Verbs that the parser takes for nouns ("that President X *resign*") and mending puts right.
MENDED = {("resign", "NOUN")}


def test_words_are_as_in_the_whole_pipeline() -> None:
    """Attribute rules and lemmatiser are asked once for each form; what they say does not change by that."""
    examples = (Path(__file__).parents[2] / "examples").rglob("*.txt")
    texts = [*IRREGULAR, *(line for path in sorted(examples) for line in path.read_text("utf-8").splitlines() if line)]
    whole = spacy.load(DEFAULT_PARSER, exclude=["ner"])
    for text in texts:
        for sentence in parse(text):
            words = untitled(text[slice(*sentence.span)]).translate(str.maketrans("’‘“”\u00a0", "''\"\" "))
            whole.get_pipe("lemmatizer").cache.clear()
            wanted = [(t.text, t.pos_, t.tag_, t.lemma_.lower() or t.lower_) for t in whole(words)]
            found = [(t.text, t.pos, t.tag, t.lemma) for t in sentence.tokens]
            mended = {n for n, word in enumerate(wanted) if word[:2] in MENDED}
            assert [w for n, w in enumerate(found) if n not in mended] == [
                w for n, w in enumerate(wanted) if n not in mended
            ]


def test_nothing_gives_nothing() -> None:
    assert list(parser().parse([])) == []


def test_the_parser_is_lazy() -> None:
    """A stream is not read to its end before the first sentence comes."""
    taken = 0

    def stream() -> object:
        nonlocal taken
        for n in range(50 * BATCH):
            taken += 1
            yield RawSentence(n, (0, 5), "body", 0), "Go on"

    next(iter(parser().parse(stream())))  # type: ignore[arg-type]
    assert taken <= 4 * BATCH


def test_a_parser_that_is_not_installed() -> None:
    with pytest.raises(UsageError, match="no installed spaCy pipeline is called 'xx_no_such'"):
        Parser("xx_no_such")


def test_a_folder_that_is_no_pipeline(tmp_path: object) -> None:
    with pytest.raises(UsageError):
        Parser(str(tmp_path))


def test_version_names_the_pipeline() -> None:
    name, _, version = parser().version.partition("==")
    assert name == DEFAULT_PARSER
    assert version[0].isdigit()
    assert version_of(parser().name) == parser().version


def test_the_version_of_a_pipeline_that_is_not_there_is_an_error() -> None:
    for name in ("no_such_pipeline", "json", "no/such/folder"):
        with pytest.raises(UsageError, match="no installed spaCy pipeline"):
            version_of(name)


def test_build_sentence_lists_children() -> None:
    def token(i: int, head: int) -> Token:
        return Token(i, "x", "x", "x", "NOUN", "NN", "dep", head, i * 2, i * 2 + 1)

    sentence = build_sentence(3, (0, 7), "body", 1, (token(0, 1), token(1, 1), token(2, 1), token(3, 2)))
    assert sentence.children == ((), (0, 2), (3,), ())
    assert sentence.text_of(1, 3, "a b c d") == "b c"


def test_the_command_line_of_spacy_is_not_loaded_but_there_for_others() -> None:
    program = (
        "import sys; from dragoman.language.parse import Parser; Parser();"
        "assert not any(m.startswith(('spacy.cli', 'requests')) for m in sys.modules);"
        "import spacy; assert spacy.info(silent=True)['spacy_version'] == spacy.__version__;"
        "import spacy.cli; assert spacy.cli.download.__module__ == 'spacy.cli.download'"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True)


@pytest.mark.parametrize("text", ["There is no deal.", "He let 's go.", "All of them got ta go.", "They ai n't here."])
def test_rules_over_several_words_hold_as_in_the_whole_pipeline(text: str) -> None:
    whole = spacy.load(DEFAULT_PARSER)(text)
    found = [(t.text, t.lemma, t.pos, t.tag) for t in parse(text)[0].tokens]
    assert found == [(t.text, (t.lemma_ or t.text).lower(), t.pos_, t.tag_) for t in whole]
