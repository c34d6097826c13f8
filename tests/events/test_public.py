"""What is no act in public life though its words are those of one; whose land a move of troops concerns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model import Coded

SAID: dict[str, list[tuple[str, list[str]]]] = {
    "things will nothing": [
        ("The cold has piled pressure on the Swiss government.", []),
        ("The bridge will encourage Kenya.", []),
        ("God bless Ghana.", []),
        ("May God bless the people of Ghana.", []),
        ("The United States piled pressure on Hungary.", ["REQUEST.change USA > HUN"]),
    ],
    "private life": [
        ("Tourists from Italy travelled to Egypt.", []),
        ("The people of Chad do not want to talk to people.", []),
        ("Jane Brandt travelled to Kenya.", []),
        ("The Norwegian premier travelled to Kenya.", ["CONSULT.visit NOR > KEN"]),
        ("A woman in Mali set herself alight.", []),
        ("Libyans gathered in Tripoli to mourn the singer.", []),
        ("Libyans gathered in Tripoli to protest against the government.", ["PROTEST.demo LBY > LBY"]),
    ],
    "what anybody may do": [
        ("In Kenya each owner may sue the board.", []),
        ("In Kenya any citizen may sue the government.", []),
        ("In Kenya people can ask for whatever they want.", []),
        ("Kenyans are willing to work for nothing.", []),
        ("Kenya may sue Somalia.", ["ACCUSE.allege KEN > SOM hypothetical"]),
    ],
    "turns of speech": [
        ("Hostility to the plans of Chad grew.", []),
        ("Hostilities between Chad and Libya flared.", ["ASSAULT TCD+LBY > -"]),
        ("Cyprus hosts British bases.", []),
        ("The problems associated with healthcare in Ghana grew.", []),
    ],
    "whom a threat means": [
        ("Peru warned that Lima would respond if Chile grew rich.", ["THREATEN PER > CHL"]),
        ("Poland refused to take in migrants.", ["REJECT.assist POL > ?"]),
        ("Zelensky urged allies to send tanks.", ["REQUEST.assist UKR > ?"]),
    ],
    "at home": [
        ("The American president is in Washington.", []),
        ("The Vietnamese premier is in Ottawa.", ["CONSULT.visit VNM > CAN"]),
        ("Pakistan lifted a ban on rallies.", ["CONCEDE PAK > -"]),
        ("Pakistan lifted a ban on Indian films.", ["RETREAT.access PAK > IND"]),
        ("South Korea and Japan began war games.", ["COOPERATE KOR+JPN > -"]),
        ("China began war games near Taiwan.", ["MOBILIZE.troops CHN > TWN"]),
    ],
    "peoples for their states": [
        ("Russian-Chinese talks resumed.", ["CONSULT CHN+RUS > -"]),
    ],
    "questions and leave": [
        ("Chile asked Peru whether the road was open.", []),
        ("The judge in Togo asked how much time was left.", []),
        ("Chile asked Peru to help.", ["REQUEST.assist CHL > PER"]),
        ("Let the Danes cry.", []),
    ],
    "meeting things": [
        ("The Ghanaian ministry met the burden of proof.", []),
        ("The Polish judge talks about the law.", []),
        ("The Polish premier talked with the Czech premier.", ["CONSULT POL+CZE > -"]),
    ],
    "owning up": [
        ("The Spanish minister admitted that it was hard.", []),
        ("Russia admitted that it had lied to Poland.", ["CONCEDE RUS > POL"]),
    ],
    "own troops": [
        (
            "Spain decided to withdraw its troops stationed in Iraq.",
            ["CONCEDE ESP > IRQ", "MOBILIZE.troops ESP > IRQ"],
        ),
        ("France pledged that French forces would remain in Mali.", ["AGREE FRA > MLI"]),
        ("Italy ordered the withdrawal of Italian troops from Kosovo.", ["RETREAT.withdraw ITA > KOS"]),
        ("The United Nations court ordered an Israeli withdrawal.", ["REQUEST.yield UNO > ISR"]),
    ],
    "warned to the face": [
        ("America warned Syria that the world was watching.", ["THREATEN USA > SYR"]),
        ("The United Nations warned that women would need help.", []),
    ],
    "land": [
        ("Rebels of Mali fled. The army of Mali shelled the village of Kadou.", ["ASSAULT.heavy-weapons MLI > MLI"]),
    ],
    "months": [
        ("The envoy of Benin left in March for Togo.", ["CONSULT.visit BEN > TGO"]),
        ("Farmers held a march in Benin.", ["PROTEST.demo BEN > BEN"]),
    ],
    "particles": [
        ("It turned out on Monday that Iran was right.", []),
        ("The aide took the country to the left, Peru said.", []),
    ],
}
CASES = [pytest.param(text, events, id=f"{group}|{text}") for group, rows in SAID.items() for text, events in rows]


@pytest.mark.parametrize(("text", "events"), CASES)
def test_told(text: str, events: list[str], code_text: Callable[..., Coded], check_events: Callable[..., None]) -> None:
    check_events({"events": events}, code_text(text))
