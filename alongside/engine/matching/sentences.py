"""The sentences themselves: one for each code. `words` fills them in."""

from __future__ import annotations

from ..i18n import N_

SMALL_NUMBERS = (
    N_("no"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
)

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

PARTS_OF_WEEK = {
    "morning": N_("{day} morning"),
    "afternoon": N_("{day} afternoon"),
    "evening": N_("{day} evening"),
}

ONE = {
    # The parts of a score
    "part_purpose": N_("What they want to work on"),
    "part_experience": N_("Experience to draw on"),
    "part_field": N_("Field of practice"),
    "part_days": N_("Days and distance"),
    # What speaks for two people
    "asked": N_("{mentee} asked for {mentor}."),
    "mentor_asked": N_("{mentor} asked for {mentee}."),
    "asked_each_other": N_("They asked for each other."),
    "offers_all_topics": N_("Offers all that {mentee} wants: {topics}."),
    "offers_first_topic": N_("Offers {topics}, which {mentee} put first."),
    "offers_some_topics": N_("Offers {topics}, which {mentee} also wants."),
    "offers_none": N_("Offers none of the topics that {mentee} named."),
    "same_purpose": N_("Is glad to help with “{purpose}”."),
    "no_topics_said": N_("{mentee} has not chosen a topic from the list yet."),
    "more_senior": N_("{mentor} is further on in seniority."),
    "same_specialty": N_("Both work in {specialty}."),
    "both_profession": N_("The same profession: {profession}."),
    "other_profession": N_("From another profession: {profession}."),
    "times_not_said": N_("One of them has not given any times yet."),
    "same_place": N_("Both are in {where} and happy to meet in person."),
    "same_region": N_("Both are in {where} and could meet in person."),
    "both_online": N_("Both are happy to meet online."),
    "could_online": N_("They could meet online."),
    # What stops two people
    "same_person": N_("They are the same person."),
    "line_manager": N_("{mentor} is in {mentee}’s line of management, and that rule never bends."),
    "line_managed": N_("{mentee} is in {mentor}’s line of management, and that rule never bends."),
    "mentee_not_eligible": N_("{mentee} may not take part as things stand."),
    "mentor_not_eligible": N_("{mentor} is not taking part as things stand."),
    "mentee_profession_closed": N_("The programme is not open to {mentee}’s profession."),
    "mentor_profession_closed": N_("The programme does not take mentors of {mentor}’s profession."),
    "forbidden": N_("A coordinator has ruled this pair out."),
    "avoid": N_("One of them would rather not be paired with the other."),
    "same_team": N_("They are in the same team."),
    "no_places": N_("{mentor} has no place left."),
    "not_ahead": N_("{mentor} is neither more senior nor more experienced than {mentee}."),
    "not_ahead_in_topic": N_(
        "{mentor} has no more experience than {mentee} of what {mentee} wants to learn."
    ),
    "same_profession": N_("They are of the same profession, and this form pairs different ones."),
    "asked_profession": N_("{mentee} asked for another profession: {asked}."),
    "no_common_language": N_("They share no language; {mentor} speaks {languages}."),
    "no_common_mode": N_("One of them meets online only, the other in person only."),
    "too_far": N_("They would have to meet in person, and {mentor} is in {region}."),
    "no_shared_hours": N_("They have no free hour in common."),
    # What else was possible
    "asked_for_the_other": N_("{mentee} asked for the mentor they have now."),
    "fewer_matched": N_("Someone else would then have no mentor."),
    "places_with_wishes": N_("{mentor}’s places are with people who asked for each other."),
    "wish_lost": N_("Someone would lose the mentor they asked for."),
    "as_good": N_("Just as good for everyone together: the draw decided."),
    "would_move": N_("Possible, if {everyone} moved on."),
    "place_free": N_("Possible: a place is free."),
    "fewer_matched_with_holders": N_(
        "{mentor}’s places are with {everyone}; someone would then have no mentor."
    ),
    # Why someone has nobody yet
    "no_mentors": N_("No mentor is taking part yet."),
    "none_asked_profession_but_manager": N_(
        "{mentee} asked for {asked}. The only one here, {only}, is in their line of "
        "management, and that rule never bends."
    ),
    "none_asked_profession": N_("{mentee} asked for {asked}, and no such mentor fits every rule."),
    "none_mentor_not_eligible": N_("The mentors here are not taking part as things stand."),
    "none_mentee_not_eligible": N_("{mentee} may not take part as things stand."),
    "none_line_manager": N_(
        "The mentors who are left are in {mentee}’s line of management, and that rule never bends."
    ),
    "none_same_person": N_("The only mentor here is {mentee} themselves."),
    "none_forbidden": N_("A coordinator has ruled out the mentors who would fit."),
    "none_avoid": N_("The mentors who would fit are people to be kept apart by request."),
    # The smallest change
    "who_may_join": N_("Change who may take part."),
    "one_more_place": N_("One more place with {either}. Nobody else moves."),
    "another_time": N_("{when} as well: {either} has a place then. Nobody else moves."),
    "another_time_unknown": N_(
        "An hour that {either}, who has a place, can also make. Nobody else moves."
    ),
    "meet_online": N_("Meeting online: {either} has a place. Nobody else moves."),
    "meet_in_person": N_(
        "Another way of meeting with {either}, who has a place. Nobody else moves."
    ),
    "another_language": N_(
        "Another language: {either} has a place and speaks {languages}. Nobody else moves."
    ),
    "another_profession": N_(
        "Another profession, {profession}: a place is free with {either}. Nobody else moves."
    ),
    "ease_rule_same_team": N_(
        "Allowing the same team: a place is free with {either}. Nobody else moves."
    ),
    "ease_rule_not_ahead": N_(
        "A form that does not ask for seniority: a place is free with {either}. Nobody else moves."
    ),
    "ease_rule_not_ahead_in_topic": N_(
        "A form that does not compare experience: a place is free with {either}. Nobody else moves."
    ),
    "ease_rule_same_profession": N_(
        "A form that allows one profession: a place is free with {either}. Nobody else moves."
    ),
    "one_more_mentor": N_("One more mentor who fits."),
    "one_more_mentor_for_topic": N_("One more mentor who fits and offers {topic}."),
    # Problems with the input
    "problem_weights_below_zero": N_("A weight is below nought. Give each a whole number from 0."),
    "problem_weights_all_zero": N_("All weights are nought. Give at least one thing some weight."),
    "problem_unknown_form": N_("The form “{form}” is not one of the forms of mentoring."),
    "problem_shared_hours_impossible": N_("The shared hours asked for are more than a week has."),
    "problem_mentee_without_id": N_("A mentee has no id."),
    "problem_mentor_without_id": N_("A mentor has no id."),
    "problem_mentee_twice": N_("{first} stands {times} times among the mentees. Keep one."),
    "problem_mentor_twice": N_("{first} stands {times} times among the mentors. Keep one."),
    "problem_seniority_out_of_range": N_("{first}: seniority must be from 0 to 9."),
    "problem_years_out_of_range": N_("{first}: years of experience must be from 0 to 100."),
    "problem_times_out_of_range": N_("{first}: the times go past the end of the week."),
    "problem_unknown_mode": N_("{first}: {modes} is not a way of meeting that is known here."),
    "problem_places_below_zero": N_("{first}: places cannot be below nought."),
    "problem_more_taken_than_places": N_(
        "{first} already has more mentees than places. Nobody is added."
    ),
    "problem_asked_for_oneself": N_("{first} asked for themselves. Take that wish out."),
    "problem_asked_for_unknown": N_(
        "{first} asked for {second}, who is not on the other side here. The wish is left aside."
    ),
    "problem_asked_for_and_avoided": N_(
        "{first} both asked for {second} and asked not to be paired with them. Keep one of the two."
    ),
    "problem_managers_in_a_ring": N_(
        "{who} are given as one another’s line managers in a ring. Correct one of them."
    ),
    "problem_own_manager": N_("{first} is given as their own line manager. Correct that."),
    "problem_lock_of_unknown": N_(
        "The locked pair {first} and {second} has someone who is not here. Take the lock off."
    ),
    "problem_lock_breaks_rule": N_(
        "{first} and {second} are locked, but {rule}. Take the lock off or change the rule."
    ),
    "problem_locked_to_several": N_(
        "{first} is locked to {rest} at once. Keep one of these locks."
    ),
    "problem_places_below_locks": N_(
        "{first} is locked to {locks} mentees and has room for {places}. "
        "Take a lock off or add a place."
    ),
    # Rules, as part of a sentence
    "rule_same_person": N_("they are the same person"),
    "rule_line_manager": N_("one is in the other’s line of management"),
    "rule_mentee_not_eligible": N_("the mentee may not take part"),
    "rule_mentor_not_eligible": N_("the mentor is not taking part"),
    "rule_mentee_profession_closed": N_("the programme is not open to the mentee’s profession"),
    "rule_mentor_profession_closed": N_("the programme does not take mentors of that profession"),
    "rule_forbidden": N_("the pair is also ruled out"),
    "rule_avoid": N_("one would rather not be paired with the other"),
    "rule_same_team": N_("they are in the same team"),
    "rule_not_ahead": N_("the mentor is neither more senior nor more experienced"),
    "rule_not_ahead_in_topic": N_("the mentor has no more experience of what is wanted"),
    "rule_same_profession": N_("they are of the same profession"),
    "rule_asked_profession": N_("the mentee asked for another profession"),
    "rule_no_common_language": N_("they share no language"),
    "rule_no_common_mode": N_("they share no way of meeting"),
    "rule_too_far": N_("they would have to meet in person and are far apart"),
    "rule_too_few_hours": N_("they have too few free hours in common"),
}

# (for one, for several, which parameter is counted)
MANY = {
    "topic_years": (
        N_("One year of {topic} to draw on."),
        N_("{n} years of {topic} to draw on."),
        "years",
    ),
    "years_ahead": (
        N_("One year more of experience."),
        N_("{n} years more of experience."),
        "years",
    ),
    "shared_hours": (
        N_("One shared free hour, on {when}."),
        N_("{n} shared free hours, mostly {when}."),
        "hours",
    ),
    "too_few_hours": (
        N_("They have one free hour in common; the rule asks for {least}."),
        N_("They have {n} free hours in common; the rule asks for {least}."),
        "hours",
    ),
    "total_falls": (
        N_("Possible. The total would fall by {tenths}."),
        N_("Possible. The total would fall by {tenths}."),
        "by",
    ),
    "total_falls_with_holders": (
        N_("Possible. The total would fall by {tenths}, and {everyone} might move."),
        N_("Possible. The total would fall by {tenths}, and {everyone} might move."),
        "by",
    ),
    "all_full": (
        N_("The one mentor who fits is full."),
        N_("The {n} mentors who fit are all full."),
        "count",
    ),
    "all_full_for_topic": (
        N_("The one mentor who fits and offers {topic} is full."),
        N_("The {n} mentors who fit and offer {topic} are all full."),
        "count",
    ),
    "none_too_few_hours": (
        N_("The one mentor who would fit otherwise shares too few free hours with {mentee}."),
        N_("The {n} mentors who would fit otherwise share too few free hours with {mentee}."),
        "count",
    ),
    "none_too_few_hours_for_topic": (
        N_(
            "The one mentor for {topic} who would fit otherwise shares too few hours with {mentee}."
        ),
        N_(
            "The {n} mentors for {topic} who would fit otherwise share too few hours with {mentee}."
        ),
        "count",
    ),
    "none_no_common_mode": (
        N_("The one mentor who would fit otherwise meets in another way than {mentee}."),
        N_("The {n} mentors who would fit otherwise meet in another way than {mentee}."),
        "count",
    ),
    "none_too_far": (
        N_("The one mentor who would fit otherwise is too far away to meet in person."),
        N_("The {n} mentors who would fit otherwise are too far away to meet in person."),
        "count",
    ),
    "none_no_common_language": (
        N_("The one mentor who would fit otherwise shares no language with {mentee}."),
        N_("The {n} mentors who would fit otherwise share no language with {mentee}."),
        "count",
    ),
    "none_same_profession": (
        N_("The one mentor who would fit otherwise is of {mentee}’s own profession."),
        N_("The {n} mentors who would fit otherwise are of {mentee}’s own profession."),
        "count",
    ),
    "none_not_ahead": (
        N_("The one mentor who would fit otherwise is not further on than {mentee}."),
        N_("The {n} mentors who would fit otherwise are not further on than {mentee}."),
        "count",
    ),
    "none_not_ahead_in_topic": (
        N_("The one mentor who would fit otherwise knows no more of what {mentee} wants to learn."),
        N_("The {n} mentors who would fit otherwise know no more of what {mentee} wants to learn."),
        "count",
    ),
    "none_same_team": (
        N_("The one mentor who would fit otherwise is in {mentee}’s own team."),
        N_("The {n} mentors who would fit otherwise are in {mentee}’s own team."),
        "count",
    ),
}
