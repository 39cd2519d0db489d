"""Who lives in the demonstration. Every name, employer and number is made up."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from typing import Any

#: The people one can sign in as: full name, address before the @, profession, job, band, years.
AMARA = (
    "Amara Okonkwo",
    "amara",
    "occupational_therapist",
    "Occupational therapist, stroke unit",
    "band_6",
    4,
)
RUTH = (
    "Ruth Abernethy",
    "ruth",
    "occupational_therapist",
    "Consultant occupational therapist",
    "consultant",
    19,
)
SIAN = ("Siân Llewellyn", "sian", "physiotherapist", "AHP research lead", "band_8b", 17)
KWAME = (
    "Kwame Mensah-Bonsu",
    "kwame",
    "radiographer",
    "Lead radiographer and coach",
    "band_8a",
    15,
)
DELE = ("Dele Martins", "dele", "other", "Runs this site", "band_8a", 11)

NAMES = """
Niamh O'Sullivan|Zoë Adeyemi-Clarke|Hüseyin Demir|Priya Raghunathan|D'Arcy Fielding|Chloé Mbeki
Seán Ó Briain|Wafa El-Sayed|Fionnuala Mac Giolla|Siobhán O'Neill|José Ferreira da Silva
Aoife Ní Dhomhnaill|Rhys ap Gwilym|Ingrid Sørensen|Maeve O'Connor|Tomasz Wójcik|Jia-Hui Tan
Dónal Mac Bride|Priscilla N'Diaye|Anjali D'Souza|Leïla Haddad|Oluwaseun Adébáyò|Babak Rostami
Gareth Pugh|Łukasz Żółkiewski|Thandiwe Nkosi|Eleri Wyn Jones|Mohammed Al-Rashid|Björk Einarsdóttir
Catherine Hartley|Tendai Moyo|Sunita Gurung|Patrick Doyle|Yuki Tanabe|Grace Achieng|Harpreet Gill
Nadia Benali|Callum MacLeod|Ebony Grant-Reid|Ottoline Frayne|Rajesh Iyer|Mairéad Quinn|Ibrahim Sesay
Freya Lindqvist|Tariq Mahmood|Comfort Boateng|Elin Haf Morgan|Dimitra Papadaki|Jerome Baptiste
Kateryna Shevchuk|Samuel Oyelaran|Bronwen Pryce|Zainab Kazmi|Hamish Urquhart|Lakshmi Menon
Agnieszka Nowak|Ewan Ross|Fatoumata Diallo|Owen Trelawny|Shanice Campbell|Mehmet Yıldız|Iona Fraser
Chidinma Eze|Declan Murphy|Rukhsana Begum|Tomos Bevan|Adaeze Umeh|Vivienne Laroche|Arjun Sethi
Philippa Goodall|Kofi Asante|Magdalena Król|Noor Chaudhry|Angus Baird|Beatriz Almeida|Sadia Hussain
Ffion Roberts|Emeka Nwosu|Clodagh Brennan|Jasmine Okafor|Pàdraig MacInnes|Meera Joshi|Hannah Sugden
Luca Bianchi|Abena Owusu|Marta Horváth|Imran Siddiqui|Gwenllian Rees|Teresa Kiprono|Roisin Daly
Aleksandr Petrov|Naomi Feldman|Yusuf Warsame|Alice Whitcombe|Khadija Ouedraogo|Brigid Nolan
Sanjay Patil|Erin Mackenzie|Folasade Bello|Huw Parry|Miriam Adler|Dylan Osei|Parisa Karimi
Oonagh Kearney|Winston Thomas|Saoirse Lynch|Ayesha Rahman|Benedikt Vogel|Lowri Ellis|Marcus Afolabi
Xin Yi Lim|Cerys Davies|Faisal Noorzai|Henrietta Crabbe|Ana Popescu|Morag Sinclair|Victor Mwangi
Kirsty Dunlop|Nkechi Obi|Elspeth Rowe|Ravi Thevar|Sorcha Devlin
"""

PROFESSIONS: tuple[tuple[str, int], ...] = (
    ("occupational_therapist", 26), ("physiotherapist", 18), ("speech_and_language_therapist", 11),
    ("radiographer", 10), ("dietitian", 9), ("paramedic", 8), ("podiatrist", 7),
    ("operating_department_practitioner", 4), ("art_therapist", 3), ("music_therapist", 2),
    ("dramatherapist", 2), ("orthoptist", 3), ("prosthetist_orthotist", 3), ("osteopath", 2),
    ("clinical_researcher", 6), ("nurse", 4), ("support_worker", 2),
)  # fmt: skip
FIELDS = (
    "Stroke care", "Community rehabilitation", "Critical care", "Paediatrics", "Mental health",
    "Hand therapy", "Learning disability", "Falls and frailty", "Oncology", "Respiratory care",
    "Musculoskeletal", "Diabetes and feet", "Head and neck", "Neonatal care", "Emergency care",
    "Dementia", "Pelvic health", "Neurology", "Eating disorders", "Long-term conditions",
)  # fmt: skip
EMPLOYERS = (
    "Trent and Fens Trust", "Moorland Community Health", "Harbourside Hospitals",
    "Three Rivers Health Board", "Wensley University", "Castle Hill Hospice", "Fenland Ambulance",
    "Beacon Children's Trust", "Saltmarsh Rehabilitation", "Northgate School of Health",
)  # fmt: skip
PLACES = (
    "Nottingham", "Leeds", "Lincoln", "Truro", "Bath", "Swansea", "Cardiff", "Derry", "Belfast",
    "Inverness", "Dundee", "Plymouth", "Exeter", "Norwich", "Carlisle", "Leicester",
)  # fmt: skip
WANTED = (
    "career_advice", "first_post", "leadership", "research_careers", "first_grant",
    "writing_for_publication", "work_life_balance", "confidence", "imposter_feelings",
    "role_clarity", "clinical_reasoning", "teaching", "moving_specialty",
    "navigating_challenges", "presenting", "advanced_practice", "service_improvement",
)  # fmt: skip
LANGUAGES: tuple[tuple[list[str], int], ...] = (
    (["en"], 14),
    (["en", "cy"], 2),
    (["en", "pl"], 1),
    (["en", "ur"], 1),
    (["en", "fr"], 1),
)
EVENINGS = ((0, 1080, 1230), (1, 1050, 1230), (2, 1080, 1260), (3, 1020, 1200), (4, 720, 840))
DAYTIMES = ((0, 540, 720), (1, 720, 840), (2, 840, 1020), (3, 780, 1020), (4, 540, 660))


@dataclass(frozen=True)
class Someone:
    """A person of the demonstration and what they would say about themselves."""

    name: str
    email: str
    profession: str
    job_title: str
    band: str
    years: int
    specialty: str
    employer: str
    team: str
    place: str
    languages: list[str]
    modes: list[str]
    windows: tuple[tuple[int, int, int], ...]
    topics: list[str] = field(default_factory=list)


def _plain(name: str) -> str:
    """The letters of a name that an address may have."""
    special = name.translate(str.maketrans("øłŁŻı", "olLZi"))
    bare = unicodedata.normalize("NFKD", special).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in word if c.isalpha()) for word in bare.lower().split())


def names() -> list[str]:
    """Everyone but the five one can sign in as."""
    return [name.strip() for name in NAMES.replace("\n", "|").split("|") if name.strip()]


def known(told: tuple[str, str, str, str, str, int], specialty: str) -> Someone:
    """One of the five."""
    name, address, profession, job, band, years = told
    return Someone(
        name, f"{address}@demo.example", profession, job, band, years, specialty,
        "Trent and Fens Trust" if address != "ruth" else "Harbourside Hospitals",
        "Stroke unit" if address == "amara" else "", "Leeds" if address == "ruth" else "Nottingham",
        ["en"], ["online", "in_person"],
        ((0, 1020, 1200), (3, 900, 1140), (4, 720, 900)),
        ["clinical_reasoning", "confidence", "presenting", "research_careers"],
    )  # fmt: skip


def _one_of(dice: random.Random, weighed: tuple[tuple[Any, int], ...]) -> Any:
    return dice.choices([one for one, _weight in weighed], [weight for _one, weight in weighed])[0]


def made_up(seed: int = 7) -> list[Someone]:
    """The others, always the same for a seed; the first half are the less experienced."""
    dice = random.Random(seed)
    everyone = names()
    found = []
    for index, name in enumerate(everyone):
        senior = index % 2 == 1
        profession = _one_of(dice, PROFESSIONS)
        years = dice.randint(9, 27) if senior else dice.randint(0, 7)
        bands = (
            ("band_7", "band_8a", "band_8b", "consultant")
            if senior
            else ("band_5", "band_5", "band_6", "band_7")
        )
        specialty = dice.choice(FIELDS)
        languages = _one_of(dice, LANGUAGES)
        windows = tuple(
            sorted(
                dice.sample(EVENINGS, dice.randint(2, 3))
                + dice.sample(DAYTIMES, dice.randint(1, 3))
            )
        )
        found.append(
            Someone(
                name, f"{_plain(name)}@demo.example", profession,
                ("Advanced practitioner", "Team lead", "Clinical lead", "Senior lecturer")[years % 4]
                if senior
                else ("Newly registered", "Rotational post", "Specialist post", "Research assistant")[years % 4],
                dice.choice(bands), years, specialty, dice.choice(EMPLOYERS),
                f"{specialty} team {dice.randint(1, 3)}", dice.choice(PLACES), list(languages),
                dice.choice((["online"], ["online", "in_person"], ["online", "in_person"])), windows,
                dice.sample(WANTED, dice.randint(2, 4) + (2 if senior else 0)),
            )
        )  # fmt: skip
    return found
