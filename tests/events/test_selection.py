"""Which events of a sentence are told: who must be named, and what is said twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model import Coded

SAID: dict[str, list[tuple[str, list[str]]]] = {
    "nobody acts": [
        ("Two Syrian farmers were killed near Homs.", ["ASSAULT - > SYR"]),
        ("An attack on Mali followed.", ["ASSAULT - > MLI"]),
        ("Five people were arrested in Norway.", ["COERCE.arrest NOR > NOR"]),
        ("Chile was accused of fraud.", ["ACCUSE.allege - > CHL"]),
        ("Allegations against Chile followed.", ["ACCUSE.allege - > CHL"]),
        ("Allegations followed.", []),
        ("The tools were designed to help Chad.", ["AID - > TCD hypothetical"]),
        ("Laos could be blockaded.", ["COERCE.restrict - > LAO hypothetical"]),
        ("Ports could be blockaded.", []),
    ],
    "on the way": [
        ("Migrants arrived in Germany.", []),
        ("A Ghanaian delegation arrived in Germany.", ["CONSULT.visit GHA > DEU"]),
    ],
    "not said": [
        ("Turkey refused to comment on the arrest of a Greek pastor.", ["COERCE.arrest - > GRC"]),
    ],
    "at work": [
        ("A strike at a Chilean railway followed.", ["PROTEST.strike - > CHL"]),
        ("Police in Kenya carried out raids on Sunday.", ["COERCE.seize KEN > -"]),
        ("Kenyan troops carried out a raid in Somalia.", ["ASSAULT KEN > SOM"]),
        ("Tunisia eased restrictions on opposition parties.", ["CONCEDE TUN > TUN"]),
        ("Tunisia eased restrictions on Libya.", ["RETREAT.access TUN > LBY"]),
    ],
    "nobody's will": [
        ("Belgium was forced to apologise to Congo.", ["CONCEDE BEL > COD"]),
        ("Rain forced the Peruvian troops to withdraw from Chile.", ["RETREAT.withdraw PER > CHL"]),
        ("France forced Mali to withdraw its troops.", ["COERCE.restrict FRA > MLI"]),
        ("The Swedish law allows companies to grow.", []),
        ("Police in Kenya allowed protesters to leave.", ["CONCEDE KEN > KEN"]),
    ],
    "others' deeds": [
        ("Poland feared an attack.", []),
        ("Japan studied the attack.", []),
        ("Greece considered an attack on Turkey.", ["ASSAULT GRC > TUR hypothetical"]),
        ("Gabon needed aid.", []),
        ("Japan stopped Iran smuggling weapons to Yemen.", ["COERCE.restrict JPN > IRN"]),
        ("Iran stopped bombing Iraq.", ["RETREAT.ceasefire IRN > IRQ"]),
        ("Iran warned that the talks were dead.", []),
        ("Iran warned that it would attack Israel.", ["THREATEN.violence IRN > ISR"]),
    ],
    "no event": [
        ("Syrian refugees arrived in Turkey.", []),
        ("An Italian delegation arrived in Libya.", ["CONSULT.visit ITA > LBY"]),
        ("Kenya's president spoke to the BBC.", []),
        ("Kenya's president spoke to Chad's president.", ["CONSULT KEN+TCD > -"]),
        ("The Polish volunteer had no training.", []),
        ("Ten Chileans were killed in a fire in Peru.", []),
        ("Kenyan officials were talking about a ban.", []),
        ("The threat to Chad grows.", []),
    ],
    "said twice": [
        ("Israel bombed Lebanon in an attack on Friday.", ["ASSAULT.aerial ISR > LBN"]),
        ("The soldiers of Chad killed a Libyan and wounded two Libyans.", ["ASSAULT TCD > LBY", "ASSAULT TCD > LBY"]),
        ("Peru visited Chile and visited Brazil.", ["CONSULT.visit PER > CHL", "CONSULT.visit PER > BRA"]),
        (
            "Togo denied that it had bombed Benin, but Togo bombed Benin.",
            ["REJECT TGO > -", "ASSAULT TGO > BEN negated", "ASSAULT TGO > BEN"],
        ),
    ],
}
CASES = [pytest.param(text, events, id=f"{group}|{text}") for group, rows in SAID.items() for text, events in rows]


@pytest.mark.parametrize(("text", "events"), CASES)
def test_told(text: str, events: list[str], code_text: Callable[..., Coded], check_events: Callable[..., None]) -> None:
    check_events({"events": events}, code_text(text))


STORY = "Kenya won the match. The weather in Nairobi was fine. The fans of Kenya sang. {}"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The talks went on in the evening.", []),
        (STORY.format("The talks with the rebels of Chad went on. The talks resumed in the evening."), ["CONSULT"]),
        (STORY.format("The talks resumed in the evening. The talks ended at midnight."), ["CONSULT"]),
        (STORY.format("It rained during the talks."), []),
        (STORY.format("Ghana met Togo. The talks resumed in the evening."), ["CONSULT"]),
        (STORY.format("Nobody held talks in the evening."), []),
    ],
)
def test_sole_account(text: str, events: list[str], code_text: Callable[..., Coded]) -> None:
    """Talks of which nobody is named stand once, in an article that tells of no others."""
    assert [e.event[0] for e in code_text(text).events if e.event[0] == "CONSULT"] == events
