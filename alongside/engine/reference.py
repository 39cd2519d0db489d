"""The lists Alongside starts from: professions, regulators, topics, bands, regions …

Data, not rules. Nations and employers differ, so nothing else may depend on a particular
entry being here: other code stores the ``code`` and asks this module for its name. Names
are marked with ``N_`` and translated where they are shown. ``also`` holds other words that
people use for the same thing in spreadsheets and searches; these are matched, never shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from alongside.engine.i18n import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a stable ``code``, the ``name`` people see, and other words for it."""

    code: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profession(Entry):
    """A profession with the code of its usual regulator (empty when there is none).

    ``group`` is ``ahp`` for the allied health professions of NHS England's list and another
    family otherwise. ``register_prefixes`` are the letters a registration number of this
    profession begins with, where its regulator uses letters.
    """

    regulator: str = ""
    group: str = "other"
    register_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band(Entry):
    """A step of seniority; ``level`` runs from 0 (student) to 9 (professor, director)."""

    level: int = 0


@dataclass(frozen=True, slots=True)
class Region(Entry):
    """A region, and the nation it belongs to (``england``, ``scotland`` …, ``elsewhere``)."""

    nation: str = ""


@dataclass(frozen=True, slots=True)
class Described(Entry):
    """An entry with one sentence that explains it."""

    description: str = ""


REGULATORS: Final[tuple[Entry, ...]] = (
    Entry("hcpc", N_("Health and Care Professions Council (HCPC)"),
          ("hcpc", "hpc", "health and care professions council", "health professions council")),
    Entry("nmc", N_("Nursing and Midwifery Council (NMC)"),
          ("nmc", "nursing and midwifery council", "nursing midwifery council")),
    Entry("gmc", N_("General Medical Council (GMC)"), ("gmc", "general medical council")),
    Entry("gphc", N_("General Pharmaceutical Council (GPhC)"),
          ("gphc", "general pharmaceutical council")),
    Entry("gosc", N_("General Osteopathic Council (GOsC)"),
          ("gosc", "general osteopathic council")),
    Entry("other", N_("Another regulator"), ("other", "another")),
)

PROFESSIONS: Final[tuple[Profession, ...]] = (
    Profession("art_therapist", N_("Art therapist"),
               ("art therapy", "art psychotherapist", "art psychotherapy", "arts therapist",
                "arts therapy"), "hcpc", "ahp", ("AS",)),
    Profession("dietitian", N_("Dietitian"),
               ("dietician", "dietetics", "dietetic", "nutrition and dietetics", "rd",
                "registered dietitian"), "hcpc", "ahp", ("DT",)),
    Profession("dramatherapist", N_("Dramatherapist"),
               ("drama therapist", "dramatherapy", "drama therapy"), "hcpc", "ahp", ("AS",)),
    Profession("music_therapist", N_("Music therapist"), ("music therapy",),
               "hcpc", "ahp", ("AS",)),
    Profession("occupational_therapist", N_("Occupational therapist"),
               ("ot", "o.t.", "occ therapist", "occ therapy", "occ. therapist", "occ ther",
                "occupational therapy", "occupational ther", "occupation therapist"),
               "hcpc", "ahp", ("OT",)),
    Profession("operating_department_practitioner", N_("Operating department practitioner"),
               ("odp", "operating department practice", "theatre practitioner",
                "anaesthetic practitioner"), "hcpc", "ahp", ("ODP",)),
    Profession("orthoptist", N_("Orthoptist"), ("orthoptics",), "hcpc", "ahp", ("OR",)),
    Profession("osteopath", N_("Osteopath"), ("osteopathy", "osteopathic medicine"),
               "gosc", "ahp"),
    Profession("paramedic", N_("Paramedic"),
               ("paramedics", "paramedic practitioner", "paramedic science", "paramedicine"),
               "hcpc", "ahp", ("PA",)),
    Profession("physiotherapist", N_("Physiotherapist"),
               ("physio", "pt", "physiotherapy", "physical therapist", "physical therapy",
                "msk physio", "first contact physio", "fcp physio"), "hcpc", "ahp", ("PH",)),
    Profession("podiatrist", N_("Podiatrist"),
               ("podiatry", "chiropodist", "chiropody", "pod"), "hcpc", "ahp", ("CH",)),
    Profession("prosthetist_orthotist", N_("Prosthetist or orthotist"),
               ("prosthetist", "orthotist", "prosthetist orthotist", "prosthetist and orthotist",
                "prosthetics and orthotics", "orthotics", "prosthetics", "p&o"),
               "hcpc", "ahp", ("PO",)),
    Profession("radiographer", N_("Radiographer"),
               ("radiography", "diagnostic radiographer", "therapeutic radiographer",
                "diagnostic radiography", "therapeutic radiography", "sonographer"),
               "hcpc", "ahp", ("RA",)),
    Profession("speech_and_language_therapist", N_("Speech and language therapist"),
               ("slt", "salt", "speech therapist", "speech therapy", "speech language therapist",
                "speech and language therapy", "speech & language therapist",
                "speech language pathologist", "slp"), "hcpc", "ahp", ("SL",)),
    Profession("clinical_researcher", N_("Clinical researcher"),
               ("researcher", "clinical academic", "clinical research", "research fellow",
                "clinical research practitioner", "crp", "academic"), "", "research"),
    Profession("nurse", N_("Nurse"),
               ("nursing", "rn", "rgn", "rmn", "registered nurse", "staff nurse",
                "mental health nurse", "adult nurse", "children's nurse", "childrens nurse",
                "learning disability nurse", "district nurse", "health visitor",
                "school nurse", "research nurse"), "nmc", "nursing"),
    Profession("midwife", N_("Midwife"), ("midwifery", "rm", "registered midwife"),
               "nmc", "nursing"),
    Profession("doctor", N_("Doctor"),
               ("medic", "medical doctor", "physician", "gp", "general practitioner", "surgeon",
                "medicine", "dr", "registrar", "psychiatrist", "anaesthetist"), "gmc", "medicine"),
    Profession("pharmacist", N_("Pharmacist"), ("pharmacy", "clinical pharmacist"),
               "gphc", "pharmacy"),
    Profession("psychologist", N_("Psychologist"),
               ("psychology", "clinical psychologist", "practitioner psychologist",
                "counselling psychologist", "health psychologist", "clinical psychology"),
               "hcpc", "psychology", ("PYL",)),
    Profession("healthcare_scientist", N_("Healthcare scientist"),
               ("health care scientist", "healthcare science", "clinical scientist",
                "biomedical scientist", "bms", "audiologist", "hearing aid dispenser",
                "physiologist", "medical physicist"), "hcpc", "science", ("BS", "CS", "HAD")),
    Profession("support_worker", N_("Support worker"),
               ("hca", "healthcare assistant", "health care assistant", "therapy assistant",
                "healthcare support worker", "ahp support worker", "assistant practitioner",
                "technical instructor", "rehab assistant", "therapy support worker",
                "ot assistant", "physio assistant", "podiatry assistant",
                "radiography assistant", "dietetic assistant", "slt assistant"), "", "support"),
    Profession("other", N_("Another profession"), ("other", "another")),
)

TOPICS: Final[tuple[Entry, ...]] = (
    Entry("career_advice", N_("Career advice"),
          ("careers", "career", "career development", "career planning", "career progression",
           "career advancement", "career options", "next step", "next steps", "promotion")),
    Entry("shared_experience", N_("Someone who has been there"),
          ("shared experience", "lived experience of the job", "been through it")),
    Entry("navigating_challenges", N_("Finding a way through challenges"),
          ("navigating challenges", "challenges", "difficult situations", "challenges at work")),
    Entry("first_post", N_("First post and settling in"),
          ("first post", "first job", "preceptorship", "newly qualified", "nqp",
           "starting out", "transition to practice", "settling in", "new role")),
    Entry("moving_specialty", N_("Moving to another specialty"),
          ("moving speciality", "moving specialty", "changing specialty", "change of specialty",
           "changing field", "changing speciality", "rotation choice")),
    Entry("applications_and_interviews", N_("Applications and interviews"),
          ("interviews", "interview skills", "applications", "cv", "job applications",
           "employability", "interview preparation")),
    Entry("leadership", N_("Leadership"),
          ("leading", "leadership skills", "clinical leadership", "leadership development",
           "leading a team", "becoming a leader")),
    Entry("management", N_("Managing people and services"),
          ("management", "managing a team", "line management", "managing people",
           "service management", "managing staff")),
    Entry("advanced_practice", N_("Advanced and consultant practice"),
          ("advanced practice", "acp", "advanced clinical practice", "consultant practice",
           "advanced practitioner", "first contact practice", "consultant ahp")),
    Entry("research_careers", N_("Research careers"),
          ("research", "research career", "clinical academic career", "clinical academic careers",
           "getting into research", "research skills", "phd", "doctorate")),
    Entry("first_grant", N_("A first grant or fellowship"),
          ("first grant", "grant", "grants", "grant writing", "funding", "fellowship",
           "fellowship application", "funding applications", "research funding")),
    Entry("writing_for_publication", N_("Writing for publication"),
          ("writing", "publishing", "publication", "academic writing", "writing papers",
           "getting published")),
    Entry("presenting", N_("Presenting and public speaking"),
          ("presenting", "public speaking", "presentations", "conference presentation",
           "presentation skills", "speaking at conferences")),
    Entry("work_life_balance", N_("Work–life balance"),
          ("work life balance", "work-life balance", "worklife balance", "wlb", "boundaries",
           "balance", "part-time working", "flexible working")),
    Entry("wellbeing", N_("Wellbeing at work"),
          ("wellbeing", "well-being", "well being", "stress", "burnout", "resilience",
           "looking after myself", "self-care", "self care")),
    Entry("confidence", N_("Confidence"),
          ("self confidence", "building confidence", "confidence building", "assertiveness")),
    Entry("imposter_feelings", N_("Imposter feelings"),
          ("imposter syndrome", "impostor syndrome", "imposter", "impostor", "self-doubt",
           "self doubt", "perfectionism")),
    Entry("role_clarity", N_("Role clarity"),
          ("my role", "what is my role", "professional identity", "scope of practice",
           "role boundaries")),
    Entry("clinical_reasoning", N_("Clinical reasoning"),
          ("clinical skills", "clinical decision making", "decision making", "complex cases",
           "clinical cases", "clinical development")),
    Entry("ethics", N_("Ethical questions in practice"),
          ("ethics", "ethical questions", "ethical dilemmas", "moral distress")),
    Entry("teaching", N_("Teaching and practice education"),
          ("teaching", "education", "practice education", "practice educator", "lecturing",
           "academic career", "moving into education", "student placements")),
    Entry("supervision", N_("Supervising others"),
          ("supervision", "supervising", "clinical supervision", "supervisory skills",
           "supervising students")),
    Entry("mentoring_others", N_("Becoming a mentor or coach"),
          ("becoming a mentor", "mentoring", "coaching", "coaching skills", "mentoring skills")),
    Entry("service_improvement", N_("Service improvement"),
          ("quality improvement", "qi", "service development", "improvement",
           "service redesign", "change management", "innovation", "transformation")),
    Entry("digital", N_("Digital and data"),
          ("digital", "data", "digital health", "informatics", "technology",
           "digital leadership")),
    Entry("private_practice", N_("Private practice and business"),
          ("private practice", "self-employment", "self employed", "business",
           "independent practice", "entrepreneurship", "setting up a business")),
    Entry("returning_to_practice", N_("Returning to practice"),
          ("return to practice", "returning to work", "return to work", "career break",
           "maternity return", "returning after a break", "returners")),
    Entry("international_registration", N_("Coming from another country"),
          ("international registration", "internationally educated", "overseas recruitment",
           "ier", "working in the uk", "international recruit", "relocation")),
    Entry("equity_and_allyship", N_("Equity, inclusion and allyship"),
          ("edi", "equality diversity and inclusion", "equality", "inclusion", "diversity",
           "allyship", "racism at work", "discrimination", "belonging")),
    Entry("neurodiversity_and_disability", N_("Working with a disability or neurodivergence"),
          ("neurodiversity", "neurodivergence", "disability", "adhd", "autism", "dyslexia",
           "reasonable adjustments")),
    Entry("networking", N_("Networks and introductions"),
          ("networking", "building networks", "contacts", "building a network",
           "introductions", "collaboration")),
    Entry("policy_and_influence", N_("Policy and influence"),
          ("policy", "influencing", "strategy", "political awareness", "influence",
           "strategic thinking", "boards and governance")),
    Entry("retirement", N_("Later career and retirement"),
          ("retirement", "late career", "later career", "portfolio career",
           "retire and return", "legacy")),
    Entry("other", N_("Something else"), ("other",)),
)

PURPOSES: Final[tuple[Entry, ...]] = (
    Entry("career_advancement", N_("Moving on in my career"),
          ("career advancement", "career progression", "career", "promotion",
           "career development")),
    Entry("skill_development", N_("Developing a skill"),
          ("skill development", "skills", "skills development", "learning", "development")),
    Entry("work_life_balance", N_("Work–life balance"),
          ("work life balance", "work-life balance", "wellbeing", "balance")),
    Entry("other", N_("Something else"), ("other", "not sure", "unsure")),
)

LANGUAGES: Final[tuple[Entry, ...]] = (
    Entry("en", N_("English"), ("eng", "en")),
    Entry("cy", N_("Welsh"), ("cymraeg", "cy")),
    Entry("gd", N_("Scottish Gaelic"), ("gaelic", "gàidhlig")),
    Entry("ga", N_("Irish"), ("gaeilge", "irish gaelic")),
    Entry("bfi", N_("British Sign Language"), ("bsl", "sign language")),
    Entry("ar", N_("Arabic"), ("العربية",)),
    Entry("bn", N_("Bengali"), ("bangla", "sylheti")),
    Entry("zh", N_("Chinese"), ("mandarin", "cantonese")),
    Entry("fr", N_("French"), ("français", "francais")),
    Entry("de", N_("German"), ("deutsch",)),
    Entry("el", N_("Greek"), ()),
    Entry("gu", N_("Gujarati"), ()),
    Entry("hi", N_("Hindi"), ()),
    Entry("it", N_("Italian"), ("italiano",)),
    Entry("ml", N_("Malayalam"), ()),
    Entry("ne", N_("Nepali"), ()),
    Entry("pl", N_("Polish"), ("polski",)),
    Entry("pt", N_("Portuguese"), ("português", "portugues")),
    Entry("pa", N_("Punjabi"), ("panjabi",)),
    Entry("ro", N_("Romanian"), ("română",)),
    Entry("sn", N_("Shona"), ()),
    Entry("so", N_("Somali"), ()),
    Entry("es", N_("Spanish"), ("español", "espanol", "castilian")),
    Entry("tl", N_("Filipino"), ("tagalog",)),
    Entry("ta", N_("Tamil"), ()),
    Entry("tr", N_("Turkish"), ()),
    Entry("uk", N_("Ukrainian"), ()),
    Entry("ur", N_("Urdu"), ()),
    Entry("yo", N_("Yoruba"), ()),
)

# How clinical bands and academic ranks compare is a judgement; a site may set its own levels.
BANDS: Final[tuple[Band, ...]] = (
    Band("student", N_("Student"), ("undergraduate", "pre-registration", "trainee", "apprentice",
         "student practitioner"), 0),
    Band("support", N_("Support worker, bands 2 to 4"),
         ("band 2", "band 3", "band 4", "support worker", "assistant"), 1),
    Band("band_5", N_("Newly registered, band 5"),
         ("band 5", "newly qualified", "newly registered", "nqp", "preceptee", "preceptorship",
          "foundation doctor", "fy1", "fy2", "f1", "f2"), 2),
    Band("band_6", N_("Band 6, specialist"),
         ("band 6", "specialist", "senior physio", "senior ot"), 3),
    Band("research_assistant", N_("Research assistant"), ("research associate",), 3),
    Band("band_7", N_("Band 7, highly specialist or team lead"),
         ("band 7", "highly specialist", "team lead", "team leader", "advanced practitioner",
          "clinical lead", "clinical specialist", "advanced"), 4),
    Band("doctoral", N_("Doctoral student or fellow"),
         ("phd student", "doctoral student", "doctoral fellow", "phd candidate",
          "phd fellow"), 4),
    Band("band_8a", N_("Band 8a, advanced practice or service lead"),
         ("band 8a", "8a", "band 8", "service lead", "service manager", "registrar",
          "specialty doctor"), 5),
    Band("lecturer", N_("Lecturer or postdoctoral researcher"),
         ("lecturer", "postdoc", "postdoctoral", "post-doc", "research fellow",
          "postdoctoral researcher", "postdoctoral fellow"), 5),
    Band("senior_lecturer", N_("Senior lecturer or senior researcher"),
         ("senior lecturer", "senior research fellow", "principal lecturer",
          "senior researcher"), 6),
    Band("band_8b", N_("Band 8b or above"),
         ("band 8b", "8b", "band 8c", "8c", "band 8d", "8d", "band 9", "head of service",
          "8b+", "8b or above"), 7),
    Band("consultant", N_("Consultant"),
         ("consultant practitioner", "consultant ahp", "consultant physiotherapist",
          "consultant occupational therapist", "general practitioner"), 8),
    Band("associate_professor", N_("Associate professor or reader"),
         ("associate professor", "reader"), 8),
    Band("director", N_("Director or executive"),
         ("director", "associate director", "chief ahp", "executive", "chief"), 9),
    Band("professor", N_("Professor"), ("prof", "chair", "clinical professor"), 9),
)

REGIONS: Final[tuple[Region, ...]] = (
    Region("north_east", N_("North East England"), ("north east", "ne england"), "england"),
    Region("north_west", N_("North West England"), ("north west", "nw england"), "england"),
    Region("yorkshire_humber", N_("Yorkshire and the Humber"),
           ("yorkshire", "yorkshire and humber", "yorks and humber", "yorkshire & the humber"),
           "england"),
    Region("east_midlands", N_("East Midlands"), (), "england"),
    Region("west_midlands", N_("West Midlands"), (), "england"),
    Region("east_of_england", N_("East of England"), ("east anglia", "eastern"), "england"),
    Region("london", N_("London"), ("greater london",), "england"),
    Region("south_east", N_("South East England"), ("south east", "se england"), "england"),
    Region("south_west", N_("South West England"), ("south west", "sw england"), "england"),
    Region("scotland", N_("Scotland"), ("alba",), "scotland"),
    Region("wales", N_("Wales"), ("cymru",), "wales"),
    Region("northern_ireland", N_("Northern Ireland"), ("n ireland", "ni"), "northern_ireland"),
    Region("elsewhere", N_("Outside the UK"), ("overseas", "abroad", "international"),
           "elsewhere"),
)

MODES: Final[tuple[Entry, ...]] = (
    Entry("online", N_("Online"),
          ("virtual", "virtually", "remote", "remotely", "teams", "ms teams", "zoom", "video",
           "video call", "telephone", "phone", "on line", "on-line")),
    Entry("in_person", N_("In person"),
          ("face to face", "face-to-face", "f2f", "in-person", "on site", "onsite")),
    Entry("either", N_("Online or in person"),
          ("either", "both", "any", "hybrid", "mix", "mixture", "blended", "no preference",
           "don't mind", "dont mind", "happy with either", "flexible")),
)

ROLES: Final[tuple[Entry, ...]] = (
    Entry("mentee", N_("Mentee"),
          ("mentoree", "protege", "protégé", "coachee", "being mentored", "to be mentored",
           "have a mentor", "looking for a mentor", "i want a mentor", "need a mentor",
           "i would like a mentor", "mentees", "seeking a mentor", "find a mentor")),
    Entry("mentor", N_("Mentor"),
          ("coach", "be a mentor", "to mentor", "offering mentoring", "mentor others",
           "i would like to be a mentor", "becoming a mentor", "mentors", "become a mentor")),
    Entry("both", N_("Mentee and mentor"),
          ("both", "either", "mentor and mentee", "mentee and mentor", "mentor & mentee",
           "mentee & mentor", "mentor/mentee", "mentee/mentor", "mentor mentee",
           "mentee mentor")),
)

# What an agenda item is about (S0.2).
AGENDA_KINDS: Final[tuple[Entry, ...]] = (
    Entry("clinical_case", N_("Clinical case")),
    Entry("learning_goal", N_("Learning goal")),
    Entry("ethical_question", N_("Ethical question")),
    Entry("organisational", N_("Organisational topic")),
    Entry("workload_support", N_("Workload and support")),
    Entry("other", N_("Other")),
)

# What helped a win to happen (S0.8).
WIN_CONTRIBUTORS: Final[tuple[Entry, ...]] = (
    Entry("preparation", N_("I prepared for it")),
    Entry("strength", N_("A strength of mine")),
    Entry("new_learning", N_("Something I learned")),
    Entry("asked_for_help", N_("I asked for help")),
    Entry("spoke_up", N_("I spoke up")),
    Entry("persistence", N_("I kept going")),
    Entry("boundary", N_("I kept a boundary")),
    Entry("mentor", N_("A conversation with my mentor")),
    Entry("colleague", N_("A colleague")),
    Entry("team", N_("My team")),
    Entry("manager", N_("My manager")),
    Entry("people_cared_for", N_("The people I care for")),
    Entry("time", N_("Having enough time")),
    Entry("other", N_("Something else")),
)

# Why a programme exists, and what it then measures (S3.11 to S3.15).
PROGRAMME_REASONS: Final[tuple[Described, ...]] = (
    Described("career", N_("Career advancement and development"),
              description=N_("People move towards the career they want.")),
    Described("retention", N_("Retention"),
              description=N_("People want to stay, and can say why.")),
    Described("confidence", N_("Confidence"),
              description=N_("People feel surer of themselves in their work.")),
    Described("community", N_("Community"),
              description=N_("People know others they can turn to.")),
    Described("opportunities", N_("Opportunities"),
              description=N_("People find openings they would not have met alone.")),
)

# The forms a programme can take (S3.2 to S3.9).
FORMS: Final[tuple[Described, ...]] = (
    Described("traditional", N_("Traditional"),
              description=N_("The mentor has more experience and is more senior.")),
    Described("reverse", N_("Reverse"),
              description=N_("The mentor knows more about the topic, and need not be senior.")),
    Described("peer", N_("Peer"),
              description=N_("Two or three people support each other.")),
    Described("cross_disciplinary", N_("Cross-disciplinary"),
              description=N_("The two come from different professions or disciplines.")),
    Described("group", N_("Group"),
              description=N_("Several mentees share one mentor.")),
    Described("multi", N_("Several mentors"),
              description=N_("One mentee has several mentors, each for something different.")),
    Described("automatic", N_("Automatic"),
              description=N_("Newcomers are matched as soon as possible after they join.")),
    Described("targeted", N_("Targeted"),
              description=N_("For people from under-represented groups, on what they choose to "
                             "say about themselves.")),
)

KINDS: Final[tuple[Described, ...]] = (
    Described("mentoring", N_("Mentoring"),
              description=N_("Longer, and draws on the mentor's own experience.")),
    Described("coaching", N_("Coaching"),
              description=N_("Shorter, less directive, and led by the person being coached.")),
)

LISTS: Final[dict[str, Sequence[Entry]]] = {
    "regulator": REGULATORS,
    "profession": PROFESSIONS,
    "topic": TOPICS,
    "purpose": PURPOSES,
    "language": LANGUAGES,
    "band": BANDS,
    "region": REGIONS,
    "mode": MODES,
    "role": ROLES,
    "agenda_kind": AGENDA_KINDS,
    "win_contributor": WIN_CONTRIBUTORS,
    "programme_reason": PROGRAMME_REASONS,
    "form": FORMS,
    "kind": KINDS,
}

_BY_CODE: Final[dict[str, dict[str, Entry]]] = {
    kind: {entry.code: entry for entry in entries} for kind, entries in LISTS.items()
}
_PROFESSIONS_BY_CODE: Final = {entry.code: entry for entry in PROFESSIONS}
_BANDS_BY_CODE: Final = {entry.code: entry for entry in BANDS}


def entry(kind: str, code: str) -> Entry:
    """The entry ``code`` of the list ``kind`` (a key of ``LISTS``); KeyError when unknown."""
    return _BY_CODE[kind][code]


def known(kind: str, code: str) -> bool:
    """Whether the list ``kind`` has an entry ``code``; an unknown ``kind`` is a KeyError."""
    return code in _BY_CODE[kind]


def name_of(kind: str, code: str) -> str:
    """The untranslated name of ``code`` in the list ``kind``.

    A code that is not in the list (an old or a site's own one) comes back as it is, so that
    a page never fails over a list that has changed since.
    """
    found = _BY_CODE[kind].get(code)
    return found.name if found else code


def profession(code: str) -> Profession:
    """The profession ``code``; KeyError when unknown."""
    return _PROFESSIONS_BY_CODE[code]


def topic(code: str) -> Entry:
    """The topic ``code``; KeyError when unknown."""
    return entry("topic", code)


def band(code: str) -> Band:
    """The band or academic rank ``code``; KeyError when unknown."""
    return _BANDS_BY_CODE[code]


def seniority_level(code: str) -> int | None:
    """The level 0–9 of the band ``code``; None when empty or unknown."""
    found = _BANDS_BY_CODE.get(code)
    return found.level if found else None


def choices(kind: str) -> tuple[tuple[str, str], ...]:
    """``(code, untranslated name)`` pairs of the list ``kind``, in the order to show them."""
    return tuple((entry.code, entry.name) for entry in LISTS[kind])


PROFESSION_CHOICES: Final = choices("profession")
REGULATOR_CHOICES: Final = choices("regulator")
TOPIC_CHOICES: Final = choices("topic")
PURPOSE_CHOICES: Final = choices("purpose")
LANGUAGE_CHOICES: Final = choices("language")
BAND_CHOICES: Final = choices("band")
REGION_CHOICES: Final = choices("region")
MODE_CHOICES: Final = choices("mode")
ROLE_CHOICES: Final = choices("role")
AGENDA_KIND_CHOICES: Final = choices("agenda_kind")
WIN_CONTRIBUTOR_CHOICES: Final = choices("win_contributor")
PROGRAMME_REASON_CHOICES: Final = choices("programme_reason")
FORM_CHOICES: Final = choices("form")
KIND_CHOICES: Final = choices("kind")
