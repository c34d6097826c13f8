"""The "it" that stands for nobody: "it is unclear whether …", "it rained", "it was Iraq that …", "made it hard to"."""

from __future__ import annotations

import re

from dragoman.actors.words import words
from dragoman.language.tree import Sentence

_BE = (
    r"(?:['’]s|['’]ll be| is| was| (?:will|would|may|could|might|should|must|can|cannot) (?:not )?be|"
    r" ha[sd] (?:not )?been| remain(?:s|ed)?| became| becomes| seem(?:s|ed)?| appear(?:s|ed)?| look(?:s|ed)?| proved)"
)
_JUDGED = re.compile(
    rf"it{_BE}(?: to be)?(?: not| still| also| now| too| very| quite| so| far| as| \w+ly)* (\w+)"
    r"([^.;]{0,40}?)\b(that|if|whether|to|when|who|how|why|what|for)\b",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"it (?:(?:has|had|have|also|now|then|later|soon|would|will|may|might|does not|did not|doesn['’]t|didn['’]t) )*"
    r"(?:(?:seem|appear|look|sound|follow|happen)(?:s|ed)? (?:\w+ ){0,2}?(?:that|as if|as though|like|whether)\b"
    r"|emerge(?:s|d)?\b|transpire[sd]?\b|turn(?:s|ed)? out\b|dawn(?:s|ed)? on\b|occur(?:s|red)? to\b|goes without\b"
    r"|matter(?:s|ed)? (?:\w+ )?(?:that|if|whether|who|how|what)\b|remain(?:s|ed)? to be\b|boil(?:s|ed)? down\b)",
    re.IGNORECASE,
)
_WEATHER = re.compile(
    rf"it(?:{_BE}(?: still| also| again| \w+ly)* (?:rain|snow|hail|drizzl|pour|freez|storm)ing\b"
    r"| (?:rain|snow|hail|drizzl)(?:s|ed)\b"
    rf"|{_BE}(?: still| already| almost| nearly| just| only| \w+ly)* (?:dark|light|cold|hot|late|early|dawn|dusk|noon|"
    r"midnight|night|morning|winter|summer|spring|autumn|raining|\w+day|\d+ ?[ap]\.?m)\b)",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"it(?:['’]ll| will| would| may| might| could| can| did not| didn['’]t| has| had)? (?:only |just |also )?"
    r"(?:take[sn]?|took|cost|costs) (?:\S+ ){0,6}?"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|generations?|time|long|longer|courage|efforts?|while)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"it{_BE}(?: now| only| just| already| almost| nearly| over| about| more than)* "
    r"(?:[\w-]+ ){1,3}?(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centuries) "
    r"(?:since|ago|before|until|till)\b|it(?:['’]s| is| was)(?: about| high| now)? (?:time|up to)\b",
    re.IGNORECASE,
)
#: "said it was unacceptable": what happened is judged, and nothing follows.
_PLAIN = re.compile(
    rf"it{_BE}(?: not| still| also| now| too| very| quite| so| simply| just| totally| completely| \w+ly)* (\w+)"
    r"\s*(?:[.,;!?”\"’']|$|and\b|but\b)",
    re.IGNORECASE,
)
#: "It was Iraq that …", "it was in 2013 that …", "it is they who …".
_CLEFT = re.compile(
    r"[Ii]t(?:['’]s| is| was| will be| would be)(?: not| only| also| just| precisely| partly| largely)* "
    r"(?:(?:in|on|at|during|after|before|under|with|because|by|through|from|for|to|here|there|then|he|she|they|we|you|I)\b"
    r"|(?:the )?[A-Z])[^.;,]{0,60}? (?:that|who|whom|which)\b"
)
#: "It was the first time that …", "it was the deadliest attack since …": an event, not who acts.
_RANKED = re.compile(
    r"it(?:['’]s| is| was| will be| would be| has been| had been| marked| marks)"
    r"(?: not| only| also| just| now| still)* "
    r"(?:(?:the|his|her|its|their|a) (?:(?:first|second|third|fourth|fifth|sixth|last|latest|only|next|same|worst|best|"
    r"most \w+|\w+est) )(\w+)|(?:not |un)?(?:the|a) (?:case|question|matter|shame|pity|mistake|fact|day|year|sign|blow|"
    r"reminder|coincidence|victory|defeat|setback|signal|message|decision|move|step)\b)",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"it (?:\w+ly |so |too |very |more |less |even |quite |all the |as |a |an |the |no )*([a-z]+)(?: [\w’'-]+){0,4}? "
    r"(?:for|to|that|if|whether|when|how|why)\b"
)
#: What follows "it" as an object of its own: "sent it to Rome", "made it through".
_GOES_ON = frozenset(
    ["to", "with", "from", "in", "on", "at", "by", "for", "and", "or", "but", "through", "into", "as", "was"]
)


def is_empty(sentence: Sentence, i: int, text: str) -> bool:
    """Whether the pronoun at token `i` is an `it` that stands for nothing, or for what happened."""
    token = sentence.tokens[i]
    if token.lower != "it":
        return False
    rest = text[token.start : sentence.span[1]]
    if _is_judged(rest) or _is_evaluated(sentence, i):
        return True
    ranked = _RANKED.match(rest)
    if ranked is not None and (ranked.group(1) or "").lower() not in words("ranked_actors"):
        return True
    if any(p.match(rest) for p in (_HAPPENS, _WEATHER, _LASTS, _SINCE, _CLEFT)):
        return True
    plain = _PLAIN.match(rest)
    if plain is not None and plain.group(1).lower() in words("empty_it") | words("plain_it"):
        return True
    if _tells(sentence, i):
        return True
    if i == 0 or sentence.tokens[i - 1].lemma not in words("object_it"):
        return False
    found = _OBJECT.match(rest)
    return found is not None and found.group(1) not in _GOES_ON


def _is_judged(rest: str) -> bool:
    """ "it is hard to", "it is expected that", but not "it is expected to"."""
    found = _JUDGED.match(rest)
    if found is None:
        return False
    word = found.group(1).lower()
    return word in words("empty_it") or (
        word in words("empty_that") and found.group(3).lower() not in {"to", "for"} and " to " not in found.group(2)
    )


def _is_evaluated(sentence: Sentence, i: int) -> bool:
    """ "it is unrealistic to expect …", "it was a relief for them to …": an adjective with an infinitive or "that" is
    said of these, but for the adjectives of who acts ("it is ready to")."""
    verb = sentence.tokens[sentence.tokens[i].head]
    if sentence.tokens[i].dep != "nsubj" or verb.lemma not in {
        "be",
        "seem",
        "become",
        "look",
        "appear",
        "remain",
        "prove",
    }:
        return False
    judged = next((k for k in sentence.children[verb.i] if sentence.tokens[k].dep in {"acomp", "oprd"} and k > i), None)
    if judged is None or sentence.tokens[judged].pos != "ADJ" or sentence.tokens[judged].lemma in words("willing"):
        return False
    below = [k for h in (judged, verb.i) for k in sentence.children[h] if k > judged]
    return any(
        sentence.tokens[k].dep in {"xcomp", "ccomp", "csubj", "advcl"}
        and any(sentence.tokens[c].lower in {"to", "that"} and c < k for c in sentence.children[k])
        for k in below
    )


def _tells(sentence: Sentence, i: int) -> bool:
    """Whether "it" is subject of a verb that tells of what happened: "it comes after", "it means that"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in words("event_verbs"):
        return False
    kids = [sentence.tokens[k] for k in sentence.children[verb.i] if k > verb.i]
    if verb.lemma == "come":
        return any(
            k.lower in {"as", "after", "amid", "despite", "just", "hours", "days"} or k.dep == "advcl" for k in kids
        )
    if verb.lemma in {"mean", "show"}:
        return any(k.dep in {"ccomp", "dobj"} for k in kids) and not any(k.dep == "xcomp" for k in kids)
    return True
