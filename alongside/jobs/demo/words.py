"""What people of the demonstration wrote. All of it is made up; no patient stands behind it."""

from __future__ import annotations

PURPOSES = (
    "To trust my clinical reasoning when nobody senior is in the room.",
    "I am not sure yet. Something about where I want to be in three years.",
    "To find out whether research is for me, and what a first step would be.",
    "To say no without feeling I have let the team down.",
    "To lead the falls work without turning into someone I would not want as a lead.",
    "To feel that I belong in the rooms I am asked into.",
    "To go back to work after a year away and not pretend it was nothing.",
    "To think aloud about moving to children's services.",
)
GOALS = (
    ("Trust my clinical reasoning", "When nobody senior is in the room"),
    ("Be heard beyond the ward", "The study day, then perhaps a poster"),
    ("Leave on time twice a week", "And see what happens"),
    ("A first research question", "Small enough to finish"),
    ("Say what my role is, and what it isn't", "To the team, and to myself"),
    ("Find my own way of leading", "Not a copy of the last lead"),
    ("A career conversation I begin", "With my manager, before spring"),
)
AGENDA = (
    ("clinical_case", "immediate", "A home visit where the family and the plan disagreed"),
    ("workload_support", "immediate", "The rota when two of us are on leave"),
    ("ethical_question", "growth", "How much to write down when someone asks me not to"),
    ("learning_goal", "growth", "Presenting at the study day"),
    ("organisational", "immediate", "The new triage form, and who it is for"),
    ("clinical_case", "growth", "Why I keep reaching for the same three assessments"),
    ("workload_support", "growth", "What I could stop doing"),
    ("learning_goal", "immediate", "How to ask for protected time"),
    ("organisational", "growth", "Speaking up in the service meeting"),
    ("other", "", "A book you mentioned"),
    ("ethical_question", "immediate", "A colleague's shortcut"),
    ("learning_goal", "growth", "Reading a paper without drowning in it"),
)
#: What was written down about each thing on an agenda.
NOTES = {
    "A home visit where the family and the plan disagreed": (
        "Went back with the daughter there. Asked what a good week would look like first, and"
        " the stairs came up on their own."
    ),
    "The rota when two of us are on leave": (
        "Two of the five things on the list are nobody's. Ask who would notice if they stopped."
    ),
    "How much to write down when someone asks me not to": (
        "Say what has to be written before they tell the rest. Then they can choose."
    ),
    "Presenting at the study day": (
        "Three sentences for the abstract: what we tried, what changed, what surprised us."
    ),
    "The new triage form, and who it is for": (
        "Try it on last week's list before saying what is wrong with it."
    ),
    "Why I keep reaching for the same three assessments": (
        "Say the plan aloud before looking for somebody to agree with it."
    ),
    "What I could stop doing": "The Thursday tally. Nobody has read it since spring.",
    "How to ask for protected time": (
        "Ask for one afternoon, with a date, and say what comes of it."
    ),
    "Speaking up in the service meeting": (
        "Be the second to speak. One sentence, written down beforehand."
    ),
    "A book you mentioned": "Chapter four first. Bring one page you disagree with.",
    "A colleague's shortcut": "Talk to her before anybody else. Ask what the shortcut is for.",
    "Reading a paper without drowning in it": (
        "Figures first, then the last paragraph. Stop after twenty minutes."
    ),
}
ACTIONS = (
    ("Ask a colleague to join one visit and say what they saw", "Her clinic days"),
    ("Leave on time two days a week", "The phone at ten to five"),
    ("Draft the abstract for the study day", "The rota"),
    ("Open my next two visits with the question we practised", "A rushed first visit"),
    ("Write down three decisions this week and why", ""),
    ("Have a coffee with the research lead", "I keep thinking I need a question first"),
    ("Tell the team what I am not going to pick up", "Feeling guilty"),
)
LOGS = (
    "Did it once. It was less of a thing than I had thought.",
    "She said I explain well and finish too fast.",
    "Not this week: two people off. Will try on Tuesday.",
    "Three sentences are there. The fourth is the hard one.",
)
WINS = (
    (
        "The stroke team asked me to lead the handover",
        "A colleague who said “you know this ward best”",
        "colleague",
    ),
    ("Said no to a fourth late shift, and it was fine", "The sentence we practised", "boundary"),
    (
        "Explained the splint to a worried father without hurrying",
        "I had thought about it on the bus",
        "preparation",
    ),
    ("A student said my feedback was the first she could use", "", "strength"),
    ("Asked for protected time and got half a day", "My mentor said to ask for a day", "mentor"),
    ("Found the mistake before it reached anyone", "Having enough time for once", "time"),
    ("Finished the audit table", "The team took my bleep for an hour", "team"),
    ("Said “I don't know yet” in front of the consultant", "", "spoke_up"),
    ("Somebody walked to the window who had not stood for a month", "", "people_cared_for"),
    (
        "Sent the e-mail I had been writing for a week",
        "I asked someone to read it",
        "asked_for_help",
    ),
    ("Laughed in handover", "", "team"),
    (
        "Read one whole paper and had an opinion",
        "The way you showed me to begin with the figures",
        "new_learning",
    ),
    ("Ate lunch away from my desk, twice", "", "boundary"),
    ("Asked the question everybody else had too", "I had written it down", "spoke_up"),
    ("A visit that took half the time, since I had planned it", "", "preparation"),
    ("Rang the family back the same day", "Time kept free at four", "time"),
)
REFLECTIONS = (
    "What worked: asking before explaining. What I would change: fewer visits on a Monday.",
    "I notice that I apologise before I say something useful.",
    "The good days are the ones with one long conversation in them.",
)
LEARNED = (
    "I decide more often than I think I do. Naming the decision makes it easier to stand by.",
    "A good question early saves the second visit.",
    "I can be kind and clear in the same sentence.",
    "Asking for less and sooner works better than asking for everything in March.",
)
CHANGED = (
    "I now say my reasoning aloud with the student and ask for hers first.",
    "I open visits with the person's own words for what a good week is.",
    "I block half an hour after a hard visit.",
)
BENEFIT = (
    "People are asked what matters to them before anything is measured.",
    "Plans fit the home, so equipment is used.",
    "Families hear one plan, and know who to ring.",
)
THANKS = (
    "You asked what I would do if I trusted myself. I have used that question every week since.",
    "You never once told me to be more confident. You asked what I knew.",
    "Thank you for the half hour you gave me when the rota fell apart.",
)
FEEDBACK = (
    "You now bring the question and your own answer. Notice that.",
    "The silence after your question was the useful part.",
    "You are quicker to name what is not yours to carry.",
)
WORDS_ON_ARRIVAL = (
    "Three late shifts, but glad to be here",
    "",
    "A quiet day for once",
    "",
    "Tired, and curious",
)
ABOUT = (
    "I have moved field twice and country once. Glad to talk about either.",
    "Part time since my second child. I ask more than I tell.",
    "I like hard cases, plain words and finishing on time.",
    "I came to research late and by accident, and stayed on purpose.",
    "Happy to look at a CV, a rota or a conversation you are dreading.",
)
MENTEE_WORDS = (
    "I would like someone outside my own service to think with.",
    "I am newly in post and everyone seems to know more than I do.",
    "Thinking about a first grant, and not sure I am the type.",
    "I want to stay in practice and not only in management.",
    "Coming back after leave and finding my feet.",
    "",
)
ANNOUNCEMENTS = (
    (
        "Mentoring-skills workshop",
        "An hour and a half online on asking better questions.\n\n"
        "* New mentors especially welcome\n* Recorded as CPD for those who come",
        "mentors",
    ),
    (
        "Meet the January mentors",
        "Coffee online for everyone who joins in January. Bring a question, or just come.",
        "public",
    ),
    (
        "What a first session can look like",
        "A page of ideas from people who had theirs last month. "
        "*Nothing has to happen by the end of it.*",
        "everyone",
    ),
)
