"""Phrases that small parsers hang on the noun next to them: who does a deed that a noun names, the other side of
what is between two, and what somebody is held to be."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.tree import Token
from dragoman.language.words import listed

_NOUNS = frozenset({"NOUN", "PROPN"})
#: Endings of nouns that name a deed.
_ENDINGS = ("tion", "sion", "ment", "ure", "ing", "sal", "val", "ance", "ence")
#: Words that may hang on the wrong noun.
_AT_HAND = frozenset({"by", "between", "against", "on", "from", "to", "of", "for"})
#: Spans of time, which take no complement.
_SPANS = frozenset({"year", "month", "week", "day", "hour", "minute", "decade"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "conj", "dobj", "appos", "npadvmod"})


def regroup(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with "the arrest of X *by Y*" hung on the deed, the Y of "clashes between X and *Y*" joined to X,
    "held X *responsible*" said of X by the verb, and idioms read as what they mean."""
    held = listed("answerable")
    found = [t for t in tokens if t.lower in _AT_HAND or (t.lower in held and t.pos == "ADJ") or t.lower in _SAID]
    if not found:
        return tokens
    out = list(tokens)
    for t in found:
        if t.lower in held:
            _held(tokens, out, t)
        elif t.lower in _SAID:
            _SAID[t.lower](tokens, out, t)
        elif t.dep not in {"prep", "agent"}:
            continue
        elif tokens[t.head].dep == "npadvmod" and tokens[t.head].lemma in _SPANS:
            # "buys a million tons a year *from* X"
            out[t.i] = t._replace(head=tokens[t.head].head, dep="agent" if t.lower == "by" else t.dep)
        elif t.lower == "between":
            _sides(tokens, out, t)
        elif t.lower in {"of", "from"} and _closes_pair(tokens, t):
            out[t.i] = t._replace(head=t.i - 1)
        elif t.lower == "of":
            _states(tokens, out, t)
            _undergoer(tokens, out, t)
        elif t.lower == "by":
            _doer(tokens, out, t)
            _agent(tokens, out, t)
            _laid(tokens, out, t)
        elif t.lower != "on" or not _gerund(tokens, out, t):
            _target(tokens, out, t)
    return tuple(out)


def _gerund(tokens: Sequence[Token], out: list[Token], on: Token) -> bool:
    """ "depends on X *withdrawing* its troops": what X does, where the gerund was hung on the verb."""
    name = next((t for t in tokens[on.i + 1 :] if t.head == on.i and t.dep == "pobj"), None)
    if tokens[on.head].lemma not in listed("depending") or name is None or name.i + 1 >= len(tokens):
        return False
    gerund = tokens[name.i + 1]
    if gerund.tag != "VBG" or gerund.head != on.head or gerund.dep != "advcl":
        return False
    out[gerund.i] = gerund._replace(head=on.i, dep="pcomp")
    out[name.i] = name._replace(head=gerund.i, dep="nsubj")
    return True


def _states(tokens: Sequence[Token], out: list[Token], of: Token) -> None:
    """ "the Democratic Republic of Congo and *Uganda*": joined to the whole name."""
    if tokens[of.head].lower not in listed("states"):
        return
    last = next((t for t in tokens[of.i + 1 :] if t.head == of.i and t.dep == "pobj"), None)
    other = next((t for t in tokens[of.i + 1 :] if last and t.head == last.i and t.dep == "conj"), None)
    if last is None or other is None or other.pos != "PROPN":
        return
    for t in tokens[last.i + 1 : other.i + 1]:
        if t.head == last.i and t.dep in {"cc", "conj", "punct"}:
            out[t.i] = t._replace(head=of.head)


def _undergoer(tokens: Sequence[Token], out: list[Token], of: Token) -> None:
    """ "the killing by police *of a student*", hung on the police."""
    noun = tokens[of.head]
    by = tokens[noun.head]
    deed = tokens[by.head]
    if noun.dep != "pobj" or by.lower != "by" or deed.pos not in _NOUNS or not deed.i < by.i < noun.i < of.i:
        return
    alone = noun.pos == "PROPN" or noun.lemma in listed("seldom_owned")
    if alone and _is_deed(deed) and not any(t.head == deed.i and t.lower == "of" for t in tokens):
        out[of.i] = of._replace(head=deed.i)


def _agent(tokens: Sequence[Token], out: list[Token], by: Token) -> None:
    """ "was awarded a contract *by X*": the agent of a passive that has none, hung on what is given."""
    noun = tokens[by.head]
    verb = tokens[noun.head]
    if noun.dep == "pobj" and verb.lower == "with":
        # "was hit with sanctions *by X*"
        verb = tokens[verb.head]
    elif noun.dep not in {"dobj", "oprd", "attr"}:
        return
    if noun.pos not in _NOUNS or verb.pos != "VERB" or verb.i > noun.i:
        return
    kids = [t for t in tokens if t.head == verb.i]
    passive = any(t.dep == "auxpass" for t in kids) and not any(t.dep == "agent" for t in kids)
    if passive and not _is_made(noun):
        out[by.i] = by._replace(head=verb.i, dep="agent")


def _laid(tokens: Sequence[Token], out: list[Token], by: Token) -> None:
    """ "tariffs on steel *imposed* by X": said of what is imposed, not of what it is imposed on."""
    verb = tokens[by.head]
    noun = tokens[verb.head]
    on = tokens[noun.head]
    measure = tokens[on.head]
    if verb.dep != "acl" or verb.lemma not in listed("laid_on") or noun.dep != "pobj":
        return
    if on.lower in {"on", "against", "for", "upon"} and measure.pos == "NOUN" and measure.i < on.i:
        out[verb.i] = verb._replace(head=measure.i)


def _target(tokens: Sequence[Token], out: list[Token], aim: Token) -> None:
    """ "a threat by X *against Y*", "curbs imposed by X *on Y*", hung on X."""
    noun = tokens[aim.head]
    noun = tokens[noun.head] if noun.dep == "appos" else noun
    doer = tokens[noun.head]
    deed = tokens[doer.head]
    aimed = listed("asked") if aim.lower == "for" else listed("aimed")
    laid = deed.tag == "VBN" and deed.lemma in listed("aimed_by") and doer.lower == "by"
    if laid and aim.lower in {"on", "against"} and noun.dep == "pobj" and noun.pos == "PROPN":
        if deed.i < doer.i < noun.i < aim.i:
            out[aim.i] = aim._replace(head=deed.i)
        return
    if noun.dep != "pobj" or doer.lower not in {"by", "from"} or deed.pos not in _NOUNS or deed.lemma not in aimed:
        return
    if deed.i < doer.i < noun.i < aim.i:
        out[aim.i] = aim._replace(head=deed.i)


def _doer(tokens: Sequence[Token], out: list[Token], by: Token) -> None:
    """Hang the "by" of "the arrest of X by Y" on the arrest."""
    noun = tokens[by.head]
    of = tokens[noun.head]
    deed = tokens[of.head]
    if by.dep not in {"prep", "agent"} or noun.dep != "pobj" or of.lower != "of" or deed.pos not in _NOUNS:
        return
    if not deed.i < of.i < noun.i < by.i or not _is_deed(deed) or _is_made(noun):
        return
    if not any(t.head == deed.i and (t.lower == "by" or t.dep == "poss") for t in tokens):
        out[by.i] = by._replace(head=deed.i, dep="prep")


def _is_deed(noun: Token) -> bool:
    return noun.lower in listed("deeds") or noun.lemma in listed("deeds") or noun.lower.endswith(_ENDINGS)


def _is_made(noun: Token) -> bool:
    """Whether a common noun means what is itself by somebody."""
    return noun.pos == "NOUN" and (noun.lemma in listed("made") or (noun.tag == "NN" and noun.lower.endswith(_ENDINGS)))


def _sides(tokens: Sequence[Token], out: list[Token], between: Token) -> None:
    """Join the second side to the first where it was taken for a phrase of its own."""
    first = next((t for t in tokens[between.i + 1 :] if t.head == between.i and t.dep == "pobj"), None)
    if first is None or any(t.head == first.i and t.dep == "conj" for t in tokens):
        return
    joint = next((t for t in tokens[first.i + 1 :] if t.dep == "cc" and t.lower == "and"), None)
    if joint is None or joint.head not in {first.i, tokens[between.head].i}:
        return
    for t in tokens[joint.i + 1 :]:
        if t.pos in _NOUNS and t.dep in _NOMINAL and t.head != first.i and _starts(tokens, t, joint.i + 1):
            out[t.i] = t._replace(head=first.i, dep="conj")
            out[joint.i] = joint._replace(head=first.i)
            return
        if t.pos in {"VERB", "AUX"}:
            return


def _closes_pair(tokens: Sequence[Token], prep: Token) -> bool:
    """ "between the government and *rebels from X*": said of the second of the two."""
    first, last = tokens[prep.head], tokens[prep.i - 1]
    between = tokens[first.head]
    return first.dep == "pobj" and between.lower == "between" and last.dep == "conj" and last.head == first.i


def _starts(tokens: Sequence[Token], noun: Token, at: int) -> bool:
    """Whether a noun phrase begins at a token."""
    return min((t.i for t in tokens if t.head == noun.i and t.i < noun.i), default=noun.i) == at


def _held(tokens: Sequence[Token], out: list[Token], word: Token) -> None:
    """ "held X *responsible*", taken for a modifier of X or for a clause about X."""
    noun = tokens[word.head] if word.dep == "amod" else None
    if noun is not None and noun.dep == "dobj" and noun.i < word.i and tokens[noun.head].lemma in listed("finding"):
        out[word.i] = word._replace(head=noun.head, dep="oprd")


def _to_blame(tokens: Sequence[Token], out: list[Token], word: Token) -> None:
    """ "X is *to blame*" says of X what "X is guilty" says."""
    be, before = tokens[word.head], tokens[max(word.i - 1, 0)]
    kids = {t.dep for t in tokens if t.head == word.i}
    if word.dep in {"xcomp", "acomp"} and be.lemma == "be" and before.lower == "to" and "dobj" not in kids:
        out[word.i] = word._replace(pos="ADJ", tag="JJ", dep="acomp")
        out[before.i] = before._replace(dep="advmod")


def _time_for(tokens: Sequence[Token], out: list[Token], word: Token) -> None:
    """ "It is *time* for X to act" says what "it is vital for X to act" says."""
    be = tokens[word.head]
    act = next((t for t in tokens[word.i + 1 :] if t.head == word.i and t.dep in {"relcl", "acl", "advcl"}), None)
    if word.dep != "attr" or be.lemma != "be" or act is None or act.tag != "VB":
        return
    kids = {t.lower for t in tokens if t.head == be.i} & {"it", "there"}
    if kids == {"it"} and any(t.head == act.i and t.lower == "to" and t.dep == "aux" for t in tokens):
        out[word.i] = word._replace(pos="ADJ", tag="JJ", dep="acomp")
        out[act.i] = act._replace(head=be.i, dep="advcl")


def _to_task(tokens: Sequence[Token], out: list[Token], word: Token) -> None:
    """ "took X to *task* over Y", where the noun is taken for a verb."""
    take, to = tokens[word.head], tokens[max(word.i - 1, 0)]
    if word.pos != "VERB" or take.lemma != "take" or to.lower != "to":
        return
    for t in tokens[word.i + 1 :]:
        if t.head == word.i:
            out[t.i] = t._replace(head=take.i)
    out[to.i] = to._replace(pos="ADP", tag="IN", dep="prep", head=take.i)
    out[word.i] = word._replace(pos="NOUN", tag="NN", dep="pobj", head=to.i, lemma="task")


_SAID = {"blame": _to_blame, "time": _time_for, "task": _to_task}
