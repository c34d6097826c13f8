"""Attachments that small parsers get wrong and that a word decides, put right on the tree."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.opening import reread
from dragoman.language.tree import Token
from dragoman.language.words import listed

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
#: What a finite verb never is.
_NAMELY = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
#: What stands in front of a noun and belongs to it.
_BEFORE = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod"})


#: Past forms that are never nouns, which small parsers do not know, and where a verb stands.
_PAST = {
    "overthrew": "overthrow", "withdrew": "withdraw", "overran": "overrun", "oversaw": "oversee",
    "undertook": "undertake",
    "defied": "defy",
    "foresaw": "foresee", "overtook": "overtake", "retook": "retake", "outlawed": "outlaw", "repelled": "repel",
    "rebuffed": "rebuff", "reimposed": "reimpose", "shelled": "shell", "strafed": "strafe", "besieged": "besiege",
    "blockaded": "blockade", "sanctioned": "sanction", "decried": "decry", "lambasted": "lambast", "lauded": "laud",
}  # fmt: skip
_VERBAL = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "conj", "acl", "parataxis"})
#: Conjunctions that are prepositions as well.
_MARKS = frozenset({"since", "as", "after", "before", "until", "till"})
_PREFIXES = frozenset({"ex", "vice", "co", "deputy", "sub", "non", "anti", "pro"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_DATING = frozenset({"on", "in", "since", "by", "until"})
_MONTHS = frozenset({
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
})  # fmt: skip
_TIMES = frozenset({"npadvmod", "advmod", "punct", "prep"})


def mend(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with "accused X *of* Y" hung on the verb, "phoned *X*" as its object, and with the subject that
    was taken for a part of the phrase before it."""
    tokens = reread(_given(_joined(tokens)))
    out = list(tokens)
    for t in tokens:
        if t.lower == "of" and t.dep == "prep":
            noun = tokens[t.head]
            verb = tokens[noun.head]
            object_of = noun.dep in {"dobj", "nsubjpass"} and verb.pos == "VERB" and verb.lemma in listed("with_of")
            if object_of and noun.i < t.i and _is_charge(tokens, t.i) and not _has(tokens, verb.i, "of"):
                out[t.i] = t._replace(head=verb.i)
            elif noun.pos == "PROPN" and noun.dep == "pobj" and _counts(tokens, t.i):
                # "the arrest in Dubai *of* two bankers"
                deed = tokens[verb.head]
                if verb.dep == "prep" and verb.lower in {"in", "at", "near", "outside"} and deed.pos == "NOUN":
                    out[t.i] = t._replace(head=deed.i)
        elif (
            t.dep == "oprd" and t.pos == "PROPN" and tokens[t.head].lemma == "call" and not _has_object(tokens, t.head)
        ):
            out[t.i] = t._replace(dep="dobj")
        elif t.lower in _PAST and t.pos in {"NOUN", "PROPN", "ADJ"} and t.dep in _VERBAL:
            # "the army *overthrew* the president"
            out[t.i] = t._replace(pos="VERB", tag="VBD", lemma=_PAST[t.lower])
        elif t.pos == "NOUN" and t.dep in {"ccomp", "xcomp"} and (_has_to(tokens, t.i) or _is_that(tokens, t.i)):
            # "to allow a plane to *land*", "demanded that he *resign*"
            out[t.i] = t._replace(pos="VERB", tag="VB")
            _named_before(tokens, out, t)
        elif t.dep == "nsubj" and tokens[t.head].dep == "ccomp" and _declared(tokens, t):
            out[t.i] = t._replace(dep="dobj", head=tokens[t.head].head)
        elif t.dep == "compound" and t.tag in {"VB", "VBP"} and tokens[t.head].pos in {"NOUN", "PROPN"}:
            # "*Aid* agencies fear that …"
            out[t.i] = t._replace(pos="NOUN", tag="NN", lemma=t.lower)
        elif t.dep in _NAMELY and t.tag == "VBZ" and t.lower.endswith("s") and tokens[t.i - 1].pos not in _NOUNS:
            # "*talks* on X must resume"
            out[t.i] = t._replace(pos="NOUN", tag="NNS")
        elif t.dep == "acl" and t.lemma in listed("telling") and _closes(tokens, t):
            _tell(tokens, out, t)
        elif t.pos == "VERB" and t.tag in {*_FINITE, "VBN"} and t.dep in {"ROOT", "ccomp", "conj"}:
            _subject(tokens, out, t)
    return tuple(out)


def _named_before(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """ "demanded that *President X* resign": the name before a verb that was taken for a noun."""
    kids = [t for t in tokens if t.head == verb.i and t.dep in {"compound", "nmod", "amod", "det", "poss"}]
    name = next((t for t in reversed(kids) if t.pos in _NOUNS and t.i == verb.i - 1), None)
    if name is None:
        return
    for t in kids:
        out[t.i] = t._replace(head=name.i) if t.i != name.i else t._replace(dep="nsubj")


def _joined(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "the *ex*-*minister*": the prefix and its hyphen, taken for nouns of their own, hung on their noun."""
    found = [
        t.i
        for t in tokens[:-2]
        if t.lower in _PREFIXES and tokens[t.i + 1].text == "-" and tokens[t.i + 2].pos in _NOUNS
    ]
    if not found:
        return tokens
    out = list(tokens)
    for i in found:
        noun = i + 2
        parts = {i, i + 1, noun}
        top = next((out[k] for k in (noun, i, i + 1) if out[k].head not in parts or out[k].head == k), out[noun])
        out[noun] = out[noun]._replace(dep=top.dep, head=noun if top.head == top.i else top.head)
        for t in out:
            if t.head in {i, i + 1} and t.i not in parts:
                out[t.i] = t._replace(head=noun)
        out[i] = out[i]._replace(dep="amod", head=noun, pos="ADJ")
        out[i + 1] = out[i + 1]._replace(dep="punct", head=noun, pos="PUNCT")
    return tuple(out)


def _given(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "let *free* two sailors", "gave a ring that bore his name *to* Peru": hung on the verb."""
    found = [t for t in tokens if (t.lower == "free" and t.i) or (t.lower == "to" and t.dep == "prep")]
    if not found:
        return tokens
    out = list(tokens)
    for t in found:
        if t.lower == "to":
            giver = _giver(tokens, t)
            out[t.i] = t if giver is None else t._replace(head=giver)
        elif tokens[t.i - 1].lemma == "let" and t.head == t.i - 1:
            out[t.i] = t._replace(pos="ADJ", tag="JJ", dep="oprd")
            for k in tokens[t.i + 1 :]:
                if k.head == t.i:
                    out[k.i] = out[k.i]._replace(head=t.head, dep="dobj" if k.dep in {"nsubj", "dobj"} else k.dep)
    return tuple(out)


def _giver(tokens: Sequence[Token], to: Token) -> int | None:
    """ "returned a ring that bore the name of X *to* Y": the verb of giving, from within a clause on its object."""
    up = tokens[to.head]
    if up.pos == "VERB" and up.lemma not in listed("without_to"):
        return None
    somebody = any(t.head == to.i and t.dep == "pobj" and _is_somebody(tokens, t) for t in tokens)
    if up.lemma in listed("with_to") or not somebody:
        return None
    within = False
    while up.head != up.i and up.dep not in {"dobj", "nsubjpass"}:
        within = within or up.dep in {"relcl", "acl"}
        up = tokens[up.head]
    verb = tokens[up.head]
    if not within or verb.pos != "VERB" or verb.lemma not in listed("giving") or verb.i > to.i:
        return None
    return None if _has(tokens, verb.i, "to") or any(t.head == verb.i and t.dep == "dative" for t in tokens) else verb.i


def _is_somebody(tokens: Sequence[Token], noun: Token) -> bool:
    """Whether a noun is a name or a noun said to be of a nation: "to Peru", "to Peruvian authorities"."""
    capital = any(t.head == noun.i and t.i < noun.i and t.text[0].isupper() for t in tokens)
    return noun.pos == "PROPN" or (noun.pos == "NOUN" and capital)


def _closes(tokens: Sequence[Token], verb: Token) -> bool:
    """ "…, *a lawyer charged on Monday*.": a noun phrase after a comma and a verb that ends the sentence."""
    noun = tokens[verb.head]
    if verb.tag not in {"VBN", "VBD"} or noun.i > verb.i or noun.dep == "ROOT" or noun.pos not in {"NOUN", "PROPN"}:
        return False
    left = min((t.i for t in tokens if t.head == noun.i and t.i < noun.i), default=noun.i)
    if left == 0 or tokens[left - 1].text not in {",", "\u201d", '"', "\u2019", "''"}:
        return False
    after = [t for t in tokens[verb.i + 1 :] if t.head == verb.i]
    last = all(t.head >= verb.i or t.dep == "punct" for t in tokens[verb.i + 1 :])
    return last and all(t.dep in _TIMES and t.lower not in {"by", "of", "with", "for"} for t in after)


def _tell(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """Make a verb that closes a sentence its root, its noun the subject, and the rest what is said."""
    root = next((t for t in tokens if t.dep == "ROOT" and t.i < verb.i), None)
    if root is None or root.pos not in {"VERB", "AUX"}:
        return
    noun = tokens[verb.head]
    out[root.i] = out[root.i]._replace(dep="ccomp", head=verb.i)
    out[verb.i] = verb._replace(dep="ROOT", head=verb.i, tag="VBD")
    out[noun.i] = noun._replace(dep="nsubj", head=verb.i)


def _declared(tokens: Sequence[Token], noun: Token) -> bool:
    """ "declared a *curfew* to begin at dawn": what is declared is the curfew."""
    verb = tokens[noun.head]
    infinitive = any(t.head == verb.i and t.lower == "to" and t.dep == "aux" for t in tokens)
    return (
        infinitive
        and tokens[verb.head].lemma in {"declare", "announce", "impose", "schedule", "order"}
        and verb.lemma in listed("beginning")
    )


def _subject(tokens: Sequence[Token], out: list[Token], verb: Token) -> None:
    """ "On a visit to Chad, the *minister* praised …", "Troops bound for Chad *left*": give a verb its subject."""
    kids = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    if any(t.dep in _SUBJECTS for t in kids):
        return
    clause = next((t for t in kids if t.dep in {"csubj", "csubjpass"} and t.tag in {"VBN", "VBG"}), None)
    if clause is not None:
        noun = next((t for t in tokens if t.head == clause.i and t.dep == "nsubj"), None)
        if noun is not None:
            out[noun.i] = noun._replace(head=verb.i, dep=clause.dep.replace("csubj", "nsubj"))
            out[clause.i] = clause._replace(head=noun.i, dep="acl")
        return
    if _said(tokens, out, verb):
        return
    if (verb.dep == "conj" and _after_mark(tokens, out, verb)) or _after_date(tokens, out, verb):
        return
    if verb.dep == "conj" and verb.tag in _FINITE and _after_and(tokens, out, verb):
        return
    i = verb.i - 1
    while i >= 0 and tokens[i].head == verb.i and tokens[i].dep in {"aux", "advmod", "neg"}:
        i -= 1
    noun = tokens[i] if i > 0 else None
    if noun is None or noun.dep not in {"conj", "appos"} or noun.pos not in {"NOUN", "PROPN"}:
        return
    left = min((t.i for t in tokens if t.head == noun.i and t.i < noun.i and t.dep in _BEFORE), default=noun.i)
    joined = any(t.dep == "cc" and t.head == noun.head for t in tokens)
    if left > 0 and tokens[left - 1].text == "," and not joined and tokens[noun.head].dep == "pobj":
        out[noun.i] = noun._replace(head=verb.i, dep="nsubj")


def _after_and(tokens: Sequence[Token], out: list[Token], verb: Token) -> bool:
    """ "has troops in Chad and the *minister*, Jane Doe, *rejected* …": with no "and" of its own before it, the verb's
    subject is what the last "and" was taken to join to the noun before."""
    i = verb.i - 1
    while i > 0 and (tokens[i].text == "," or (tokens[i].head == verb.i and tokens[i].dep in {"aux", "advmod", "neg"})):
        i -= 1
    noun = tokens[i]
    while noun.head < noun.i and noun.dep in {"appos", "pobj", "prep", "relcl", "acl", "compound", "flat"}:
        noun = tokens[noun.head]
    if noun.dep != "conj" or noun.pos not in _NOUNS or not verb.head < noun.i < verb.i:
        return False
    above = tokens[noun.head]
    joint = next((t for t in tokens[above.i : noun.i] if t.dep == "cc" and t.head == above.i), None)
    left = min((t.i for t in tokens if t.head == noun.i and t.i < noun.i), default=noun.i)
    if joint is None or joint.lower != "and" or joint.i + 1 != _leftmost(tokens, left) or above.dep == "nsubj":
        return False
    if any(t.dep == "cc" for t in tokens[noun.i + 1 : verb.i]):
        return False
    out[noun.i] = noun._replace(head=verb.i, dep="nsubj")
    out[joint.i] = joint._replace(head=verb.head)
    return True


def _leftmost(tokens: Sequence[Token], i: int) -> int:
    """The first token of what hangs on token `i`."""
    kids = [t.i for t in tokens[:i] if t.head == i]
    return _leftmost(tokens, min(kids)) if kids else i


def _said(tokens: Sequence[Token], out: list[Token], verb: Token) -> bool:
    """ "said 50 *people*, mostly women, were *killed*", "*accused* Jane Doe was killed": who was taken for the object
    of the verb before is the subject of what is said."""
    above = tokens[verb.head]
    if verb.dep == "ROOT" or above.i > verb.i or above.pos != "VERB":
        return False
    noun = next((t for t in tokens[above.i : verb.i] if t.head == above.i and t.dep == "dobj"), None)
    if noun is None or any(t.dep == "cc" and t.head == above.i for t in tokens[noun.i : verb.i]):
        return False
    finite = any(t.head == verb.i and t.dep in {"aux", "auxpass"} and t.tag in _FINITE for t in tokens)
    charged = above.lower == "accused" and tokens[above.i + 1].pos == "PROPN" and above.dep == "ROOT"
    if not finite or not (charged or (above.lemma in listed("telling") and noun.i > above.i)):
        return False
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens)
    out[noun.i] = noun._replace(head=verb.i, dep="nsubjpass" if passive else "nsubj")
    if not charged:
        out[verb.i] = verb._replace(dep="ccomp")
        return True
    out[verb.i] = verb._replace(dep="ROOT", head=verb.i)
    out[above.i] = above._replace(dep="amod", head=noun.i)
    for t in tokens:
        if t.head == above.i and t.i not in {above.i, verb.i, noun.i}:
            out[t.i] = t._replace(head=verb.i)
    return True


def _after_date(tokens: Sequence[Token], out: list[Token], verb: Token) -> bool:
    """ "On 4 April 2022 *Peru* opposed …": a name that was taken into the date before it."""
    for prep in tokens[: verb.i]:
        if prep.head != verb.i or prep.dep != "prep" or prep.lower not in _DATING:
            continue
        end = prep.i + 1
        while end < verb.i and (tokens[end].text in _MONTHS or tokens[end].text.isdigit()):
            end += 1
        month = next((t for t in tokens[prep.i + 1 : end] if t.text in _MONTHS), None)
        noun = next((t for t in tokens[end : verb.i] if t.head == prep.i and t.dep == "pobj"), None)
        if month is None or noun is None or noun.pos not in _NOUNS:
            return False
        out[noun.i] = noun._replace(head=verb.i, dep="nsubj")
        for t in tokens[prep.i + 1 : end]:
            if t.i != month.i and t.head == noun.i:
                out[t.i] = t._replace(head=month.i, dep="nummod")
        out[month.i] = month._replace(head=prep.i, dep="pobj")
        return True
    return False


def _after_mark(tokens: Sequence[Token], out: list[Token], verb: Token) -> bool:
    """ "faces trouble since *one* of them, Peru, has *left*": a conjunction that was taken for a preposition."""
    if any(t.dep == "cc" and verb.head <= t.i < verb.i and t.head == verb.head for t in tokens):
        return False
    for prep in tokens[verb.head : verb.i]:
        above = {prep.head, tokens[prep.head].head} if tokens[prep.head].dep == "dobj" else {prep.head}
        if prep.dep == "prep" and verb.head in above and prep.lower in _MARKS:
            noun = next((t for t in tokens[prep.i : verb.i] if t.head == prep.i and t.dep == "pobj"), None)
            if noun is not None:
                out[noun.i] = noun._replace(head=verb.i, dep="nsubj")
                out[prep.i] = prep._replace(head=verb.i, dep="mark")
                out[verb.i] = out[verb.i]._replace(dep="advcl")
                return True
    return False


def _counts(tokens: Sequence[Token], prep: int) -> bool:
    """Whether people are counted after a preposition: "of two bankers", "of dozens of monks", "of opponents"."""
    noun = next((t for t in tokens[prep + 1 :] if t.head == prep and t.dep == "pobj"), None)
    return (
        noun is not None
        and noun.pos == "NOUN"
        and (
            noun.tag == "NNS"
            or any(
                t.head == noun.i and t.dep in {"nummod", "det"} and t.lower != "the" for t in tokens[prep + 1 : noun.i]
            )
        )
    )


def _is_charge(tokens: Sequence[Token], prep: int) -> bool:
    """Whether what follows is done and not owned: a gerund or a bare common noun, "of mass murder"."""
    for t in tokens[prep + 1 :]:
        if t.head == prep:
            return t.dep == "pcomp" or (t.pos == "NOUN" and tokens[prep + 1].lower != "the")
    return False


def _has(tokens: Sequence[Token], verb: int, prep: str) -> bool:
    return any(t.head == verb and t.lower == prep for t in tokens)


def _has_to(tokens: Sequence[Token], i: int) -> bool:
    return any(t.head == i and t.lower == "to" and t.dep == "aux" and t.pos == "PART" for t in tokens[:i])


def _is_that(tokens: Sequence[Token], i: int) -> bool:
    kids = {(t.dep, t.lower) for t in tokens[:i] if t.head == i}
    before = tokens[i - 1]
    subject = any(dep == "nsubj" for dep, _ in kids) or (before.tag == "NNP" and before.head == i)
    return ("mark", "that") in kids and subject and not any(d == "det" for d, _ in kids)


def _has_object(tokens: Sequence[Token], verb: int) -> bool:
    return any(t.head == verb and t.dep == "dobj" for t in tokens)
