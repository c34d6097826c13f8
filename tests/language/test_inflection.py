"""English inflection, by word."""

from __future__ import annotations

import pytest

from dragoman.language.inflection import noun_forms, verb_forms

VERBS = [
    "bomb bombs bombing bombed",
    "agree agrees agreeing agreed",
    "free frees freeing freed",
    "invade invades invading invaded",
    "deny denies denying denied",
    "destroy destroys destroying destroyed",
    "attack attacks attacking attacked",
    "veto vetoes vetoing vetoed",
    "die dies dying died",
    "stop stops stopping stopped",
    "ban bans banning banned",
    "clash clashes clashing clashed",
    "visit visits visiting visited",
    "offer offers offering offered",
    "admit admits admitting admitted",
    "confer confers conferring conferred",
    "expel expels expelling expelled",
    "cancel cancels cancelling cancelled canceled",
    "target targets targeting targeted",
    "kidnap kidnaps kidnapping kidnapped",
    "withdraw withdraws withdrawing withdrew withdrawn",
    "send sends sending sent",
    "meet meets meeting met",
    "strike strikes striking struck",
    "fight fights fighting fought",
    "say says saying said",
    "give gives giving gave given",
    "hold holds holding held",
    "shell shells shelling shelled",
    "cooperate cooperates cooperating cooperated",
    "condemn condemns condemning condemned",
    "row rows rowing rowed",
    "fix fixes fixing fixed",
    "play plays playing played",
    "begin begins beginning began begun",
    "forbid forbids forbidding forbade forbidden",
    "quit quits quitting quit",
    "refer refers referring referred",
    "permit permits permitting permitted",
    "compel compels compelling compelled",
    "embargo embargoes embargoing embargoed",
    "tie ties tying tied",
    "eye eyes eyeing eyed",
    "seek seeks seeking sought",
    "shoot shoots shooting shot",
    "overrun overruns overrunning overran",
    "retake retakes retaking retook retaken",
    "rebuild rebuilds rebuilding rebuilt",
    "fuel fuels fuelling fueling fuelled fueled",
    "embed embeds embedding embedded",
    "offset offsets offsetting offset",
    "override overrides overriding overrode overridden",
    "repay repays repaying repaid",
    "readmit readmits readmitting readmitted",
    "worship worships worshipping worshipped",
]
NOUNS = {
    "attack": "attacks",
    "ally": "allies",
    "embassy": "embassies",
    "envoy": "envoys",
    "veto": "vetoes",
    "clash": "clashes",
    "siege": "sieges",
    "march": "marches",
    "crisis": "crises",
    "man": "men",
    "spokesman": "spokesmen",
    "thief": "thieves",
    "hostage": "hostages",
    "tax": "taxes",
    "loss": "losses",
}
OPEN = {
    "traffic": "trafficking trafficked",
    "panic": "panicking panicked",
    "ally": "allies allied allying",
    "transfer": "transferring transferred",
    "signal": "signalling signalled signaling signaled",
    "plot": "plotting plotted",
    "regret": "regretting regretted",
    "equip": "equipping equipped",
    "sever": "severing severed",
}


def listed(rows: list[tuple[str, ...]]) -> list[object]:
    """Parameters, named by their first word."""
    return [pytest.param(*row, id=row[0].split()[0]) for row in rows]


@pytest.mark.parametrize("forms", listed([(v,) for v in VERBS]))
def test_verb(forms: str) -> None:
    wanted = forms.split()
    found = verb_forms(wanted[0])
    assert found[0] == wanted[0]
    assert set(wanted) <= set(found), found


@pytest.mark.parametrize(("lemma", "forms"), listed(list(OPEN.items())))
def test_forms_that_must_be_known(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= set(verb_forms(lemma)), verb_forms(lemma)


@pytest.mark.parametrize(("one", "many"), listed(list(NOUNS.items())))
def test_noun(one: str, many: str) -> None:
    assert noun_forms(one) == (one, many)


@pytest.mark.parametrize(
    "wrong",
    listed(
        [(w,) for w in ("visitting", "offerred", "sended", "attackked", "denyed", "agreing", "shoting", "offsetted")]
    ),
)
def test_no_form_that_does_not_exist(wrong: str) -> None:
    lemmas = [words.split()[0] for words in VERBS]
    assert all(wrong not in verb_forms(lemma) for lemma in lemmas)
