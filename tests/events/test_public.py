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
    "on what occasion": [
        ("Trade is growing, the Spanish minister said on a visit to Chile.", ["CONSULT.visit ESP > CHL"]),
        (
            "Police from France and Tunisia broke up a ring of smugglers in a joint operation.",
            ["COOPERATE FRA+TUN > -"],
        ),
        ("Police in France broke up a ring of smugglers in a joint operation.", []),
        (
            "Kenya and Uganda signed a deal at talks in Geneva.",
            ["SUPPORT KEN+UGA > -", "CONSULT.third-party KEN+UGA > -"],
        ),
    ],
    "shut out": [
        ("Observers are barred from entering Liberia.", ["COERCE.restrict LBR > LBR"]),
        ("Fiji kept Tonga from entering the league.", ["COERCE.restrict FJI > TON"]),
    ],
    "deeds that words only name": [
        ("Peru offered a reward for information leading to the capture of two bombers.", []),
        ("The arrest of the killers is essential.", []),
        ("The Cuban family is fighting to keep the child.", []),
        ("Ghana and Togo are fighting.", ["ASSAULT GHA+TGO > -"]),
        ("The Cuban mother picked up her son.", []),
        ("The Cuban police picked up a singer.", ["COERCE.arrest CUB > CUB"]),
        ("Before leaving the base the Dutch minister wept.", []),
        ("The Chilean minister will seek a new house.", []),
        ("A Serbian general is wanted for murder.", []),
        ("Asked about it, a Danish minister smiled.", []),
        ("Iraq imports most of its food.", []),
        ("Iraq imports food from Turkey.", ["COOPERATE IRQ > TUR"]),
        ("The Brazilian minister flew to Brasilia.", []),
        ("The Brazilian minister flew to Lima.", ["CONSULT.visit BRA > PER"]),
        ("The choice leaves the Iraqi leader with nothing.", []),
    ],
    "dealings of companies": [
        ("Shareholders of Acme Corp. in Toronto approved the merger.", []),
        ("Jane Doe resigned as treasurer of Acme Inc. in Canada.", []),
        ("The Canadian justice minister resigned.", ["RETREAT.resign CAN > -"]),
        (
            "Acme Inc. of Toronto had net income of $3 a share in the third quarter. It gave a rival in Canada aid.",
            [],
        ),
        (
            "Acme Inc. had net income of $3 a share in the third quarter. Canada imposed sanctions on Iran.",
            ["SANCTION.discontinue CAN > IRN"],
        ),
    ],
    "told to nobody": [
        ("The Austrian police gave no further details.", []),
        ("The protester in Austria gave only his first name.", []),
        ("Spain gave Morocco information on the group.", ["COOPERATE ESP > MAR"]),
    ],
    "wished of nobody": [
        ("The French do not want a repeat of the crisis.", []),
        ("The French do not want Spain in the alliance.", ["REJECT FRA > ESP"]),
    ],
    "owned up to": [
        ("The Peruvian minister admitted that the plan was a mistake.", ["CONCEDE PER > -"]),
        ("The Peruvian minister admitted that it was hard.", []),
        ("The government of Peru conceded that its demand had been too high.", ["CONCEDE PER > -"]),
    ],
    "own forces": [
        ("The president of Chad told his troops to stand by.", ["MOBILIZE.troops TCD > -"]),
        ("Chad told Libya to stand by.", ["REQUEST.change TCD > LBY"]),
    ],
    "by networks": [
        ("Dutch ministries were targeted in a cyber attack.", ["COERCE.cyber - > NLD"]),
        ("Hackers damaged a power plant in Ukraine.", ["COERCE.cyber ? > UKR"]),
    ],
    "announced by whoever says so": [
        ("A ceasefire has been declared, the prime minister of Nepal said.", ["CONCEDE NPL > -"]),
        ("A ceasefire has been declared, the United Nations said.", []),
    ],
    "planned": [
        ("Vanuatu plans to ban the export of beef to France.", ["THREATEN.restrict VUT > FRA"]),
        ("Egypt's president approved extending the curfew.", ["COERCE.curfew EGY > -"]),
    ],
    "sweeping": [
        ("A night of rioting swept through parts of Stockholm.", ["PROTEST.riot SWE > -"]),
        ("A wave of riots swept Santiago.", ["PROTEST.riot CHL > -"]),
    ],
    "one person": [
        ("Gunmen in Mali freed her.", ["RETREAT.release MLI > ?"]),
        ("The police in Mali mistreated him.", ["ASSAULT MLI > ?"]),
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
