"""Participants from a deed told before."""

from __future__ import annotations

import pytest

from dragoman import identity
from dragoman.model import Document
from dragoman.pipeline import Resources, code

ISRAEL = "Israel bombed Lebanon overnight. "
POLICE = "Kenyan police shot dead two students on Monday. "
JAILED = "Iran has jailed a British aid worker. "


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (ISRAEL + "The Lebanese prime minister condemned the attack.", "ACCUSE", "LBN", "ISR"),
        (ISRAEL + "Hezbollah vowed to retaliate.", "THREATEN", "LBN", "ISR"),
        (ISRAEL + "France condemned the attack on the embassy.", "ACCUSE", "FRA", ""),
        (ISRAEL + "The Israeli prime minister defended the attack.", "SUPPORT", "ISR", ""),
        (ISRAEL + "It rained. It snowed. It hailed. It cleared. Lebanon condemned the attack.", "ACCUSE", "LBN", ""),
        (POLICE + "Opposition leaders condemned the killings.", "ACCUSE", "KEN", "KEN"),
        ("Israel will bomb Lebanon, its general said. Lebanon condemned the attack.", "ACCUSE", "LBN", ""),
        ("Norway accused Russia of spying. Moscow rejected the accusation.", "REJECT", "RUS", "NOR"),
        ("North Korea fired a missile on Sunday. Seoul called the launch a provocation.", "ACCUSE", "KOR", "PRK"),
        ("Peru says Chile shelled its port. Santiago denies the charge.", "REJECT", "CHL", "PER"),
        ("Peru says Chile shelled its port. Santiago denies that it is bankrupt.", "REJECT", "CHL", ""),
        ("Norway asked India to cut its tariffs. New Delhi agreed on Friday.", "AGREE", "IND", "NOR"),
        ("Norway asked India to cut its tariffs. New Delhi refused.", "REJECT", "IND", "NOR"),
        (JAILED + "Britain's foreign secretary demanded her release.", "REQUEST", "GBR", "IRN"),
        (JAILED + "She was released on Sunday.", "RETREAT", "IRN", "GBR"),
        (JAILED + "A French journalist was released on Sunday.", "RETREAT", "", "FRA"),
    ],
)
def test_whom_a_deed_has_from_the_one_before(
    resources: Resources, text: str, kind: str, actors: str, recipients: str
) -> None:
    coded = code(Document("a.txt", text, identity.document_id(text)), resources)
    event = [e for e in coded.events if e.event[0] == kind][-1]
    assert ("+".join(e.code for e in event.actor if e.code), "+".join(e.code for e in event.recipient if e.code)) == (
        actors,
        recipients,
    )


def test_the_words_that_bring_back_who_did_it_are_the_evidence(resources: Resources) -> None:
    text = ISRAEL + "The Lebanese prime minister condemned the attack."
    (event,) = [e for e in code(Document("a.txt", text, "0" * 16), resources).events if e.event[0] == "ACCUSE"]
    (who,) = event.recipient
    assert (text[slice(*who.span)], who.entity_text, who.basis) == ("the attack", "the attack", "context")
    assert who.antecedent_span is not None
    assert text[slice(*who.antecedent_span)] == "Israel"
