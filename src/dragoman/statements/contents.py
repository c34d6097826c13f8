"""What a cue verb governs: which of its arguments is the content, and how far that goes."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.language.grammar import Phrase
from dragoman.language.tree import Token
from dragoman.model import Span
from dragoman.statements.spans import runs, subtree
from dragoman.statements.view import WH, View

_NOMINAL = frozenset(
    {"object", "object+as", "object+of", "of", "about", "for", "against", "on", "to", "in", "with", "over", "at"}
)
_OBJECTS = frozenset({"pobj", "pcomp"})
#: Prepositions that go on with a content; the others ("during", "at") set the scene of the cue.
_TRAILING = frozenset({
    "of", "from", "for", "to", "with", "against", "as", "between", "by", "into", "about", "toward", "towards",
    "including", "like", "over", "without",
})  # fmt: skip
#: "called on them to leave", "appealed to them to stay": the object of the preposition is part of what is wanted.
_ASKED = frozenset({"on", "upon", "for", "to"})
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
#: Labels of verbs that are no second clause beside a cue that follows what it reports.
_LOOSE = frozenset({"relcl", "acl", "advcl", "pcomp", "conj", "amod", "compound", "npadvmod"})
_DASHES = frozenset({"-", "--", "–", "—"})
#: What opens a clause that stands beside what is reported.
_BESIDE = frozenset({"while", "although", "though", "when", "after", "before", "until", "as", "whereas"})
_FILLED = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp", "attr", "dative", "intj"})
#: What opens a clause after the cue that goes on with what was said before it.
_CONDITIONS = frozenset({"if", "unless", "because", "provided"})
#: "a lead of two points", "the town in ruins": what a text or picture shows of a thing.
_SHOWN = frozenset({"as", "for", "with", "in", "under", "among", "at", "behind", "without"})


def content_of(view: View, token: Token, takes: Mapping[str, str]) -> tuple[str, list[int]] | None:
    """The slot that is filled and the tokens that head the content."""
    kids = list(view.kids(token.i))
    objects = [t.i for t in kids if t.dep == "dobj"]
    if "clause" in takes:
        found = (
            _complement(view, token, kids)
            or _stray_clause(view, token, kids)
            or (_main_clause(view, token, kids) if takes["clause"] in {"speech", "thought"} else [])
        )
        if found:
            return "clause", found
    if "scene" in takes and objects and any(t.dep == "acl" and t.tag == "VBG" for t in view.kids(objects[0])):
        return "scene", objects
    verbal = _verbal(view, token, objects, takes)
    if verbal is not None:
        return verbal
    if "object+as" in takes:
        heads = _object_as(view, kids, objects)
        if heads:
            return "object+as", heads
    if "object+of" in takes and objects:
        below = [*kids, *view.kids(objects[0])]
        of = [t.i for t in below if t.lower == "of" and t.i > objects[0]]
        if of:
            return "object+of", objects + of
    for k in kids:
        if k.dep in {"prep", "dative", "agent"} and k.lower in takes:
            found = view.objects_of(k, _OBJECTS)
            if found:
                return k.lower, found
    if "object" in takes and objects:
        return "object", _object(view, kids, objects, takes["object"])
    return None


def _object(view: View, kids: list[Token], objects: list[int], kind: str) -> list[int]:
    """A noun phrase and what the parser hung beside it: "the plan as a gift", "the town in ruins"."""
    goes_on = _SHOWN if kind in {"document", "finding"} else frozenset({"as", "for"})
    rest = [t.i for t in kids if t.dep == "prep" and t.lower in goes_on and t.i > objects[0] and not _day(view, t)]
    if view.tokens[objects[0]].lemma in view.cues.nouns:
        rest += [t.i for t in kids if t.dep == "ccomp" and t.i > objects[0] and _has_that(view, t)]
    if goes_on is _SHOWN:
        rest += [t.i for t in kids if t.dep == "advmod" and t.lower == "ahead" and t.i > objects[0]]
    return objects + rest


def _verbal(view: View, token: Token, objects: list[int], takes: Mapping[str, str]) -> tuple[str, list[int]] | None:
    """Infinitives, gerunds and clauses without a tense."""
    kids = list(view.kids(token.i))
    for k in kids:
        if k.dep == "advcl":
            if k.i < token.i or not view.is_infinitive(k) or not _joined(view, token, k):
                continue
        elif k.dep not in {"xcomp", "ccomp"}:
            continue
        if "scene" in takes and k.i > token.i and _is_scene(view, k):
            return "scene", [k.i]
        if view.is_infinitive(k):
            told = bool(objects) or any(t.dep.startswith("nsubj") for t in view.kids(k.i))
            if told and "told" in takes:
                return "told", [*objects, k.i]
            asked = [
                i
                for t in kids
                if t.lower in _ASKED and t.dep == "prep" and t.i < k.i and not _day(view, t)
                for i in view.objects_of(t, _OBJECTS)
            ]
            if asked and not told and takes.keys() & {"told", "infinitive"}:
                return ("told" if "told" in takes else "infinitive"), [*asked, k.i]
            if "infinitive" in takes and not told:
                return "infinitive", [k.i]
        if "gerund" in takes and (k.tag == "VBG" or any(t.lower == "being" for t in view.kids(k.i))):
            return "gerund", [k.i]
    return None


def _day(view: View, preposition: Token) -> bool:
    """Whether a preposition leads to a day or a number: "on Tuesday", "in 2021"."""
    return any(t.text in _DAYS or t.tag == "CD" for t in view.kids(preposition.i))


def _joined(view: View, token: Token, infinitive: Token) -> bool:
    """Whether an infinitive that the parser took for a purpose follows without a comma: "voted on Tuesday to"."""
    first = min(subtree(view.sentence, infinitive.i))
    between = view.tokens[token.i + 1 : first]
    return view.tokens[first].lower == "to" and not any(t.pos in {"PUNCT", "VERB"} for t in between)


def _is_scene(view: View, token: Token) -> bool:
    """ "two men firing", "the roof fall in": a subject and what it does, without a tense."""
    subjects = {"nsubj", "nsubjpass", "poss"} if token.tag == "VBG" else {"nsubj", "nsubjpass"}
    subject = any(t.dep in subjects and t.i < token.i and t.tag not in WH for t in view.kids(token.i))
    return subject and token.tag in {"VBG", "VB", "VBN", "JJ", "RB"} and not view.is_finite(token)


def _complement(view: View, token: Token, kids: list[Token]) -> list[int]:
    """The clause that is said: the one after the verb, else one before it that a comma sets off."""
    clauses = [k for k in kids if k.dep == "ccomp" and view.is_finite(k)]
    after = [k.i for k in clauses if k.i > token.i]
    tokens = view.tokens
    if not clauses and tokens[-1].i - token.i <= 2:
        clauses = [
            k for k in kids if k.dep == "ccomp" and k.i < token.i and k.pos != "VERB"
        ]  # "No survivors, rescuers say."
    if after or not clauses:
        return after[:1]
    subjects = [k.i for k in kids if k.dep.startswith("nsubj") and k.i < token.i]
    own = min(subtree(view.sentence, subjects[0])) if subjects else token.i
    gap = tokens[own - 1].text if own else ""
    opener = view.tokens[min(subtree(view.sentence, clauses[-1].i))]
    if opener.lower in _BESIDE:
        return []
    aside = {i for k in kids if k.dep in {"advcl", "conj"} and k.i > token.i for i in subtree(view.sentence, k.i)}
    rest = any(t.pos in {"VERB", "AUX"} and t.dep not in _LOOSE and t.i not in aside for t in tokens[token.i + 1 :])
    return [clauses[-1].i] if gap != ":" and not rest else []


def _stray_clause(view: View, token: Token, kids: list[Token]) -> list[int]:
    """ "told them that …", "said at a briefing that …", where the parser hung the clause on the noun."""
    told = "told" in view.takes(token)
    for k in kids:
        if k.i < token.i:
            continue
        if k.dep in {"advcl", "dep", "conj", "parataxis"} and _has_that(view, k):
            return [k.i]
        nouns = [k.i] if k.dep in {"dobj", "dative", "npadvmod"} and k.pos != "ADP" else []
        if k.dep in {"prep", "dative"}:
            nouns += view.objects_of(k, frozenset({"pobj"}))
        for noun in nouns:
            bare = told and k.dep in {"dobj", "dative"}
            found = [
                t.i
                for t in view.kids(noun)
                if t.dep in {"relcl", "acl"} and (_has_that(view, t) or (bare and _has_subject(view, t)))
            ]
            if found and view.tokens[noun].lemma not in view.cues.nouns - view.cues.documents:
                return found
    return []


def _main_clause(view: View, token: Token, kids: list[Token]) -> list[int]:
    """ "While he admitted the house was empty, …": the parser took what is said for the main clause."""
    head = view.tokens[token.head]
    if token.dep != "advcl" or head.i < token.i or any(k.dep in _FILLED for k in kids):
        return []
    if not any(k.dep.startswith("nsubj") and k.i < token.i for k in kids) or not view.is_finite(token):
        return []
    first = next((t.i for t in view.kids(head.i) if t.dep.startswith("nsubj") and t.i > token.i), None)
    if first is None:
        return []
    left = min(subtree(view.sentence, first))
    return [] if any(t.pos == "PUNCT" for t in view.tokens[token.i + 1 : left]) else [head.i]


def _has_subject(view: View, token: Token) -> bool:
    return any(t.dep.startswith("nsubj") and t.tag not in WH and t.lower != "that" for t in view.kids(token.i))


def _has_that(view: View, token: Token) -> bool:
    """Whether a clause is opened by a "that" that is none of its arguments."""
    kids = list(view.kids(token.i))
    that = next((t for t in kids if t.lower == "that" and t.i < token.i), None)
    if that is None or not any(t.i > that.i for t in kids if t.dep in {"nsubj", "nsubjpass", "expl"}):
        return False
    full = {"dobj", "acomp", "attr", "prep", "xcomp", "ccomp"}
    return that.dep == "mark" or any(t.dep in full and t.i > token.i for t in kids)


def _object_as(view: View, kids: list[Token], objects: list[int]) -> list[int]:
    """ "called it a threat", "described it as a threat", "likened it to a threat"."""
    called = [t.i for t in kids if t.dep == "oprd" or (t.dep == "prep" and t.lower in {"as", "to"})]
    if objects and called:
        return objects + called
    return [t.i for t in kids if t.dep == "ccomp" and not view.is_finite(t) and t.pos != "VERB"]


def spans_in(view: View, token: Token, heads: list[int], source: Phrase | None, slot: str) -> tuple[Span, ...]:
    """The words of a content: what hangs on `heads`, and what the parser hung elsewhere by mistake."""
    cut = view.cut - subtree(view.sentence, token.i) if token.i in view.cut else view.cut
    drop = view.cue_tokens(token, source) | cut
    kept: set[int] = set()
    if slot == "clause":
        drop |= _when(view, token, heads[0])
    for head in heads:
        beside = loose(view, head) if slot in _NOMINAL else frozenset()
        kept |= subtree(view.sentence, head, drop | beside)
        drop |= beside
    if kept:
        more = _clauses_after if slot == "clause" else _trailing
        kept |= more(view, token, max(kept), drop)
        low = min((i for i in kept if i > token.i), default=max(kept))
        kept |= {i for i in range(low, max(kept)) if i not in drop}
    return runs(view.sentence, kept)


def _when(view: View, token: Token, head: int) -> frozenset[int]:
    """The time between the cue and a clause without "that": "said on Friday the army would leave"."""
    kids = list(view.kids(head))
    subject = next((t.i for t in kids if t.dep.startswith("nsubj")), None)
    if subject is None or any(t.dep == "mark" for t in kids) or head < token.i:
        return frozenset()
    left = min(subtree(view.sentence, subject))
    for t in kids:
        words = subtree(view.sentence, t.i)
        timed = t.dep == "npadvmod" or (t.dep == "prep" and _day(view, t))
        if timed and token.i < min(words) and max(words) == left - 1:
            return frozenset(words)
    return frozenset()


def loose(view: View, head: int) -> frozenset[int]:
    """Relative clauses after a comma and days, which the reporter adds to a noun."""
    out = set()
    for i in subtree(view.sentence, head):
        t = view.tokens[i]
        if i <= head:
            continue
        if t.dep == "relcl":
            first = min(subtree(view.sentence, i))
            while view.tokens[first].dep == "punct" and first < i:
                first += 1
            if view.tokens[first - 1].text == "," and view.tokens[first].tag in WH | {"IN"}:
                out.add(i)
        elif t.dep == "npadvmod" and t.text in _DAYS:
            out.add(i)
        elif t.dep == "prep" and _is_setting(view, t):
            out |= {k for k in subtree(view.sentence, head) if k >= i}
        elif t.dep in {"appos", "dobj", "acl", "advcl"}:
            first = min(subtree(view.sentence, i))
            while view.tokens[first].dep == "punct" and first < i:
                first += 1
            if view.tokens[first - 1].text in _DASHES and not any(u.text in _DASHES for u in view.tokens[first:]):
                out.add(i)  # "the plan — a gift to the banks"
    return frozenset(out)


def _is_setting(view: View, preposition: Token) -> bool:
    """ "during a visit", "at a rally": where the cue was uttered."""
    if preposition.lower not in {"during", "at", "in", "on"}:
        return False
    names = view.cues.named_occasions
    found = [view.tokens[i].lower for i in view.objects_of(preposition, _OBJECTS)]
    return any(preposition.lower == "during" or word in names for word in found)


def _trailing(view: View, token: Token, last: int, drop: frozenset[int]) -> set[int]:
    """What follows the content and belongs to it though the parser hung it on the cue."""
    out: set[int] = set()
    for t in view.kids(token.i):
        if t.i <= last or t.i in drop:
            continue
        second = t.dep in {"conj", "advcl"} and t.tag in {"VB", "VBP"} and token.tag not in {"VB", "VBP"}
        second = second and not (t.dep == "advcl" and view.is_infinitive(t))
        second = second and not any(k.dep.startswith("nsubj") and k.i < t.i for k in view.kids(t.i))
        if second or (t.dep == "prep" and t.lower in _TRAILING and not _day(view, t)):
            out |= subtree(view.sentence, t.i, drop)
        elif t.dep not in {"punct", "cc"}:
            break
    return {i for i in out if not _is_setting(view, view.tokens[i])}


def _clauses_after(view: View, token: Token, last: int, drop: frozenset[int]) -> set[int]:
    """Clauses after what is said that go on with it: "he said A; B", "he said A if B"."""
    if token.dep != "ROOT":
        return set()
    out: set[int] = set()
    if last < token.i:
        for t in view.kids(token.i):
            opener = next((c.lower for c in view.kids(t.i) if c.dep == "mark"), "")
            if t.i > token.i and t.dep == "advcl" and opener in _CONDITIONS:
                out |= subtree(view.sentence, t.i, drop)
        return out
    for t in view.kids(token.i):
        if t.i <= last or t.dep in {"punct", "cc"}:
            continue
        if t.dep == "conj" and _says_on(view, token, t):
            out |= subtree(view.sentence, t.i, drop)
            continue
        if t.i in view.cut or t.dep not in {"ccomp", "parataxis", "dep", "advcl"} or t.lemma in view.cues.reporting:
            break
        loose = t.tag in {"VBG", "VBN"} and not view.is_finite(t)
        if t.dep == "advcl" and (loose or t.lemma in {"ask", "press"}):
            break
        out |= subtree(view.sentence, t.i, drop)
    return out


def _says_on(view: View, token: Token, t: Token) -> bool:
    """Whether a clause that the parser joined to the cue goes on with what is said: "he said A, but B"."""
    kids = list(view.kids(t.i))
    if t.i in view.cut:
        return False
    own = any(k.dep.startswith("nsubj") for k in kids)
    if not own and token.tag == "VBD":
        return any(k.tag == "MD" for k in kids)  # "was useful, but would not end the war"
    return own and not view.takes(t)
