"""Everything Alongside keeps, one file a topic."""

from alongside.data.models.growth import (
    Action,
    ActionNote,
    AgendaItem,
    AgendaOtherText,
    Feedback,
    Goal,
    GoalRating,
    Purpose,
    Reflection,
    ThankYou,
    WeeklyFive,
    Win,
    WinShare,
)
from alongside.data.models.importing import ColumnMemory, ImportBatch, ImportRow
from alongside.data.models.keeping import Event, SentForm
from alongside.data.models.learning import CpdEntry, CpdProfile
from alongside.data.models.matching import MatchRun, PairRule, Proposal, Unmatched
from alongside.data.models.meetings import BookedTime, Meeting, Presence, SessionNote
from alongside.data.models.outbox import OutboxMessage
from alongside.data.models.people import AvailabilityWindow, Person
from alongside.data.models.programmes import (
    Announcement,
    Application,
    Coordinator,
    Invitation,
    Participation,
    Programme,
    ProgrammeContact,
)
from alongside.data.models.relationships import (
    Agreement,
    OutcomeRating,
    Relationship,
    Review,
    Seat,
    Signature,
    StateChange,
)
from alongside.data.models.tasks import Task
from alongside.data.models.wellbeing import CheckIn, CheckInShare, WellbeingConsent

__all__ = [
    "Action", "ActionNote", "AgendaItem", "AgendaOtherText", "Agreement", "Announcement",
    "Application",
    "AvailabilityWindow", "BookedTime", "CheckIn", "CheckInShare", "ColumnMemory", "Coordinator",
    "CpdEntry", "CpdProfile", "Event", "Feedback", "Goal", "GoalRating", "ImportBatch",
    "ImportRow", "Invitation", "MatchRun", "Meeting", "OutboxMessage", "OutcomeRating",
    "PairRule", "Participation", "Person", "Presence", "Programme", "ProgrammeContact",
    "Proposal", "Purpose", "Reflection", "Relationship", "Review", "Seat", "SentForm",
    "SessionNote", "Signature", "StateChange", "Task", "ThankYou", "Unmatched",
    "WeeklyFive", "WellbeingConsent", "Win", "WinShare",
]  # fmt: skip
