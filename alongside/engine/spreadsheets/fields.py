"""The things a row can say about a person, and the many headings people give them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from alongside.engine.i18n import N_


@dataclass(frozen=True, slots=True)
class Field:
    """A thing a column can hold.

    ``several``: more than one column may hold it. ``longest``: characters that are kept.
    ``phrases`` are headings for it, in plain lower-case words.
    """

    code: str
    label: str
    help: str
    phrases: tuple[str, ...]
    several: bool = False
    longest: int = 200


def _f(
    code: str, label: str, help: str, phrases: str, several: bool = False, longest: int = 200
) -> Field:
    words = tuple(plain(phrase) for phrase in phrases.split("|"))
    return Field(code, label, help, words, several, longest)


def plain(text: str) -> str:
    """``text`` in lower case without accents, punctuation or things in brackets."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"['’`´]", "", text)
    text = re.sub(r"\be[\s-]*mail", "email", text)
    shorter = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    if re.search(r"[a-z0-9]", shorter):
        text = shorter
    return " ".join(re.findall(r"[a-z0-9]+", text))


FIELDS: Final[tuple[Field, ...]] = (
    _f("role", N_("Mentee or mentor"), N_("mentee, mentor or both"),
       "role|mentee or mentor|mentor or mentee|mentor mentee|mentee mentor|mentoring role|"
       "i want to be a|applying as|joining as|are you applying as a mentor or mentee|type|"
       "participant type|i would like to be|do you want to be a mentor or mentee|"
       "are you a mentor or a mentee|applying to be|signing up as|register as|"
       "i would like to join as|role in scheme|role in programme|mentor or mentee or both"),
    _f("full_name", N_("Name"), N_("first name and last name"),
       "name|full name|your name|participant|participant name|name of applicant|applicant|"
       "applicant name|person|staff name|employee name|display name|preferred name|member|"
       "mentee name|mentor name|name in full|first and last name|whats your name|delegate name"),
    _f("first_name", N_("First name"), N_("instead of Name"),
       "first name|forename|forenames|given name|given names|christian name|firstname|fname|"
       "known as|your first name|first names"),
    _f("last_name", N_("Last name"), N_("instead of Name"),
       "last name|surname|family name|lastname|second name|lname|your surname|your last name"),
    _f("email", N_("E-mail address"), N_("one address, the person's own"),
       "email|email address|your email|work email|work email address|contact email|username|"
       "nhs email|nhs net email|email work|mail|personal email|preferred email|email id|"
       "applicant email|mentee email|mentor email|best email|email contact|"
       "email address for contact|your email address|trust email|contact email address",
       longest=254),
    _f("profession", N_("Profession"), N_("for example Occupational therapist, physio, SLT, ODP"),
       "profession|your profession|job title|occupation|discipline|professional group|job role|"
       "staff group|what is your profession|ahp profession|current role|position|post|"
       "professional background|current job title|your job title|job|role title|profession group|"
       "registered profession|current post|which profession are you"),
    _f("specialty", N_("Specialty"), N_("in the person's own words"),
       "specialty|speciality|clinical area|area of practice|field|clinical specialty|"
       "area of work|specialism|field of practice|clinical field|practice area|"
       "area of specialty|clinical interest|sub specialty|area of expertise|care group|"
       "clinical speciality|what area do you work in"),
    _f("band", N_("Band or grade"), N_("for example Band 6, 8a, Lecturer"),
       "band|grade|afc band|pay band|seniority|career stage|level|agenda for change band|"
       "current band|stage of career|your band|payband|academic grade|banding|rank|"
       "what band are you|current grade|job grade"),
    _f("years_experience", N_("Years of experience"), N_("a number"),
       "years experience|years of experience|experience|years qualified|years since qualifying|"
       "how long have you been qualified|years in practice|yrs exp|years registered|"
       "length of service|how many years experience do you have|years post qualification|"
       "time since qualification|yrs qualified|years post qualifying|how long qualified"),
    _f("employer", N_("Employer"), N_("the organisation, for example a trust or university"),
       "employer|organisation|organization|trust|health board|workplace|company|institution|"
       "place of work|nhs trust|university|your organisation|employing organisation|org|"
       "hospital|trust organisation|name of employer|where do you work|hospital trust|"
       "current employer|employing trust|board"),
    _f("team", N_("Team"), N_("people of one team are usually not matched"),
       "team|department|ward|dept|service|unit|directorate|division|your team|team name|"
       "team department|section|department team|clinical team|ward team|cost centre"),
    _f("place", N_("Place"), N_("town or city"),
       "place|town|city|location|base|site|work base|where are you based|town city|"
       "where based|work location|town or city|postcode|post code|main base|office|work site|"
       "base location|city town"),
    _f("region", N_("Region"), N_("for example North West, Scotland"),
       "region|area|nation|country|nhs region|ics|integrated care system|home nation|"
       "geographical area|part of the country|uk region|which region"),
    _f("regulator", N_("Regulator"), N_("HCPC, NMC, GMC, GPhC, GOsC"),
       "regulator|regulatory body|registration body|professional regulator|registering body|"
       "registered with|professional body|which regulator|statutory body"),
    _f("registration_number", N_("Registration number"), N_("for example OT12345"),
       "registration number|prof reg no|professional registration number|hcpc number|hcpc|"
       "hcpc no|hcpc registration number|hcpc reg|nmc pin|nmc number|nmc|pin|pin number|"
       "gmc number|gmc|reg no|registration no|reg number|gphc number|registration|"
       "professional registration|prof registration|hcpc pin|hcpc registration|registrant number|"
       "membership registration number|hcpc nmc number|hcpc nmc pin|prof reg number|"
       "registration pin|gosc number|professional reg no|hcpc reg no"),
    _f("topics_sought", N_("Topics sought"), N_("several, with ; between them"),
       "topics sought|what would you like from a mentor|what do you want help with|"
       "what would you like help with|areas you would like support with|development areas|"
       "areas for development|learning needs|support needed|topics wanted|mentee topics|"
       "what would you like to talk about|what are you looking for|areas of interest mentee|"
       "what do you want from mentoring|what would you like to get from mentoring|"
       "what do you want to work on|areas of support|topics you want|looking for help with|"
       "what would you like support with|help wanted|needs", True, 1000),
    _f("topics_offered", N_("Topics offered"), N_("several, with ; between them"),
       "topics offered|what can you offer|what can you offer a mentee|areas you can support|"
       "expertise|areas of expertise|skills offered|mentor topics|can help with|"
       "what could you help with|what can you help with|topics you can offer|strengths|"
       "what do you offer as a mentor|skills|areas you can mentor in|can offer|"
       "what experience can you share|what can you support with|areas of expertise mentor|"
       "help offered|i can help with", True, 1000),
    _f("topics", N_("Topics"), N_("sought by a mentee, offered by a mentor"),
       "topics|topic|interests|areas of interest|mentoring topics|themes|areas|focus|"
       "areas of focus|subjects|topic 1|topic 2|topic 3|mentoring areas|focus areas|"
       "interested in|topics of interest", True, 1000),
    _f("purpose", N_("Purpose"), N_("what the person hopes for, in their own words"),
       "purpose|goal|goals|aims|objectives|why do you want a mentor|reason for applying|"
       "why are you applying|what do you hope to achieve|hopes|main goal|motivation|"
       "reason|aim|what do you hope to gain|why mentoring|what do you hope to get out of this|"
       "your goals|career goals|why would you like to join|expectations|personal statement|"
       "supporting statement|what brings you here", longest=2000),
    _f("preferences", N_("Preferred mentors"), N_("names or addresses, with ; between them"),
       "preferred mentor|preferred mentors|mentor preference|preference|preferences|"
       "named mentor|first choice|second choice|third choice|choice 1|choice 2|choice 3|"
       "mentor choice|who would you like as your mentor|requested mentor|mentor requested|"
       "is there a mentor you have in mind|preference 1|preference 2|preference 3|"
       "1st choice|2nd choice|3rd choice|first choice mentor|preferred mentee", True, 500),
    _f("modes", N_("Online or in person"), N_("online, in person or either"),
       "mode|online or in person|in person or online|how would you like to meet|"
       "meeting preference|format|face to face or online|preferred format|virtual or in person|"
       "meeting format|preferred method of contact|how do you prefer to meet|meeting mode|"
       "method of meeting|virtual or face to face|preferred meeting method|meet"),
    _f("languages", N_("Languages"), N_("several, with ; between them"),
       "languages|language|languages spoken|other languages|preferred language|"
       "which languages do you speak|spoken languages|what languages do you speak"),
    _f("times", N_("Times"), N_("for example Tuesday evenings; Wed 12-14"),
       "times|availability|when are you free|available|days available|days and times|"
       "best times|preferred times|when can you meet|working days|preferred day|"
       "preferred days|time|days|when would you be available|best time to meet|"
       "what days suit you|preferred meeting times|when suits you|your availability|"
       "days times available|best days", True, 500),
    _f("capacity", N_("Places"), N_("how many mentees a mentor can take, a number"),
       "capacity|how many mentees could you take|number of mentees|max mentees|places|"
       "maximum mentees|how many mentees|mentees|no of mentees|maximum number of mentees|"
       "how many people can you mentor|mentee capacity|spaces|how many mentees can you take on|"
       "max number of mentees|number of places|how many people could you mentor|slots"),
    _f("manager_email", N_("Line manager's e-mail address"),
       N_("so that nobody is matched with their own manager"),
       "line manager email|manager email|managers email|line managers email|"
       "line manager email address|email of line manager|supervisor email|"
       "email of your line manager|line managers email address|managers email address|"
       "line manager contact|line manager|manager|your line managers email|supervisors email|"
       "team leader email|lm email", longest=254),
    _f("applied_on", N_("Date applied"), N_("a date"),
       "applied|date applied|date|timestamp|application date|date joined|joined|submitted|"
       "submission date|date of application|date submitted|completion time|joined on|"
       "applied on|date registered|start date|date received|signed up|registered on|"
       "date of joining|when did you apply|submitted at|created|created at|date added"),
    _f("ignore", N_("Leave out"), N_("not imported"),
       "how did you hear|how did you hear of us|how did you hear about us|"
       "how did you hear about this programme|id|start time|last modified time|phone|telephone|"
       "mobile|phone number|tel|contact number|date of birth|dob|gender|ethnicity|pronouns|"
       "comments|anything else|notes|dietary requirements|consent|signature|manager name|"
       "line manager name|name of line manager|managers name|status|matched with|title|salutation|"
       "row|no|number|ref|reference|address|home address|disability|age|sex|religion|"
       "anything else you would like to tell us|any other comments|other|admin notes|"
       "i agree|i consent|employee number|esr number|assignment number|mobile number|"
       "manager phone|received by|email sent|reply sent|source|ip address|response id|points|"
       "quiz feedback|line managers name|office use only|checked by|score|"
       "do you consent|privacy|manager approval|line manager approval|approved by manager|"
       "does your manager support this|has your line manager agreed|emergency contact", True),
)  # fmt: skip

BY_CODE: Final[dict[str, Field]] = {field.code: field for field in FIELDS}
FIELD_CHOICES: Final = tuple((field.code, field.label) for field in FIELDS)

# Words that say nothing about what a column holds.
_FILLERS: Final = frozenset(
    "a an the of for to in on is are be do does you your i my we our us it this that please "
    "would could can will like and or with from at by what which who if any have has "
    "give tell enter select choose all apply list state current".split()
)

# "What topics could you support" and "what topics would you like support with" share their nouns.
_OFFERING: Final = frozenset({"can", "could", "offer", "able"})
_SEEKING: Final = frozenset({"like", "want", "need", "looking", "youd"})

_MANAGING: Final = frozenset(
    {"manager", "managers", "supervisor", "supervisors", "lm", "leader", "leaders", "lead"}
)

_PHRASES: Final[dict[str, str]] = {
    phrase: field.code for field in reversed(FIELDS) for phrase in field.phrases
}


def _words(text: str) -> tuple[str, ...]:
    words = tuple(_stem(word) for word in text.split() if word not in _FILLERS)
    return words or tuple(text.split())


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_PHRASE_WORDS: Final = [(_words(phrase), code) for phrase, code in _PHRASES.items()]
_FIELDS_OF_WORD: Final[Counter[str]] = Counter(
    word for word, _ in {(word, code) for words, code in _PHRASE_WORDS for word in words}
)


def _weight(word: str) -> float:
    """How telling a word is: one that stands in headings of many fields says little."""
    count = _FIELDS_OF_WORD.get(word, 0)
    return 0.6 if count == 0 else 1.0 / math.sqrt(count)


@lru_cache(maxsize=4096)
def scores(header: str) -> dict[str, float]:
    """How well ``header`` fits each field, 0 to 1; fields that do not fit at all are absent."""
    text = plain(header[:300])
    if not text:
        return {}
    exact = _PHRASES.get(text)
    found: dict[str, float] = {exact: 1.0} if exact else {}
    words = _words(text)
    unique = set(words)
    total = sum(_weight(word) for word in unique)
    for phrase, code in _PHRASE_WORDS:
        common = unique.intersection(phrase)
        if not common:
            continue
        shared = sum(_weight(word) for word in common)
        wanted = sum(_weight(word) for word in set(phrase))
        # Dice: all of the phrase within a longer heading counts, and so does the reverse.
        score = 2 * shared / (total + wanted)
        if len(common) == len(set(phrase)):
            score = max(score, 0.45 + 0.4 * shared / total)
        score = min(score, 0.95)
        if score > 0.3 and score > found.get(code, 0.0):
            found[code] = score
    said = set(text.split())
    # Nobody's manager may be taken for the person, nor a second address for the manager's.
    found.pop("email" if said & _MANAGING else "manager_email", None)
    if "topics_offered" in found and said & _OFFERING and exact != "topics_offered":
        found["topics_offered"] = min(0.95, found["topics_offered"] + 0.25)
    elif "topics_sought" in found and said & _SEEKING and exact != "topics_sought":
        found["topics_sought"] = min(0.95, found["topics_sought"] + 0.15)
    return found


def guess_field(header: str) -> tuple[str, float]:
    """The field that ``header`` fits best, with how well (0 to 1); ("", 0.0) where none does."""
    found = scores(header)
    if not found:
        return "", 0.0
    code = max(found, key=lambda key: found[key])
    return code, found[code]
