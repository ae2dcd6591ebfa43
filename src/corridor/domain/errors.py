"""Refusals, one class per reason. They carry fields, enum values and limits, never people."""

from datetime import date


class RefusalError(Exception):
    """A rule said no. Normal, and shown; the words for people are written elsewhere."""


class NotFoundError(RefusalError):
    """There is no such thing, or not for this member: both look the same."""


class FieldRefusalError(RefusalError):
    """One field of what was written cannot stand."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class EmptyFieldError(FieldRefusalError):
    """Something must stand here."""


class TooLongError(FieldRefusalError):
    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field)
        self.limit = limit


class NotAChoiceError(FieldRefusalError):
    """What was sent is none of the answers that are offered."""


class InFutureError(FieldRefusalError):
    """What has happened cannot lie ahead."""


class TooEarlyError(FieldRefusalError):
    """This day or hour lies before the one that it must follow."""

    def __init__(self, field: str, *, earliest: date | None = None) -> None:
        super().__init__(field)
        self.earliest = earliest


# --- the dialogue ------------------------------------------------------------------------


class NotAskedError(RefusalError):
    """There is no request yet to which this could belong."""


class AskedAlreadyError(RefusalError):
    """A dialogue has one request; more words are messages."""


class WithdrawnError(RefusalError):
    """The person has withdrawn: nothing is added."""


class SeenAlreadyError(RefusalError):
    """Words are taken back in the first half minute: after that the person may have read."""


# --- files in a dialogue -----------------------------------------------------------------


class EmptyFileError(FieldRefusalError):
    """There is nothing in this file."""


class IntimateProofError(FieldRefusalError):
    """Nobody has to prove anything in this way: it is never taken."""


class FileCutShortError(FieldRefusalError):
    """The file did not arrive whole: nothing of it is kept."""


class FileTooLargeError(FieldRefusalError):
    def __init__(self, field: str, megabytes: int) -> None:
        super().__init__(field)
        self.megabytes = megabytes


class FilesTogetherError(FileTooLargeError):
    """All files of one dialogue together are as large as they may be."""


class TooManyFilesError(FieldRefusalError):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(field)
        self.most = most


# --- cases -------------------------------------------------------------------------------


class CollectedAlreadyError(RefusalError):
    pass


class CaseAlreadyError(RefusalError):
    """This request is a case already."""


class NotACaseError(RefusalError):
    """First it must be made a case."""


class CaseClosedError(RefusalError):
    """A closed case must be reopened first."""


class CaseOpenError(RefusalError):
    """Only a closed case can be reopened."""


class NobodyInCaseError(RefusalError):
    """A case carries at least one person."""


class PersonTwiceError(RefusalError):
    """Each person is in a case once."""


class NotOfThisCaseError(RefusalError):
    """This person is not one of the case's people."""


class LastPersonError(RefusalError):
    """The last person of a case cannot be struck: close the case."""


class FiledForThemError(RefusalError):
    """Who has an application is not taken out: it would count for nobody."""


class NotTakenOutError(RefusalError):
    """Only who was taken out is put back."""


class NotStrikableError(RefusalError):
    """Only steps, places, consents, tasks, tries and filings are struck as mistakes."""


class TakenAlreadyError(RefusalError):
    """This member has it already."""


class NotClosableError(RefusalError):
    """Somebody is missing or on a journey: the case stays open."""


# --- people ------------------------------------------------------------------------------


class StepUnchangedError(RefusalError):
    """The person stands at this step already."""


class StepBackUnsaidError(RefusalError):
    """A step back is recorded as one taken back, not as one reached."""


class NotAStepBackError(RefusalError):
    """Only a step that was passed is taken back to."""


class ExitUnsaidError(FieldRefusalError):
    """Who left says by whom: by us, by a partner, or alone."""


class QuietAlreadyError(RefusalError):
    pass


class NotQuietError(RefusalError):
    pass


class MissingAlreadyError(RefusalError):
    pass


class NotMissingError(RefusalError):
    pass


# --- safety ------------------------------------------------------------------------------


class RingingUnsafeError(RefusalError):
    """This would break the person's rules: wait, or ask a second member to agree."""


class WordsToAvoidError(FieldRefusalError):
    """The person asked never to use what stands at these places; only knowingly.

    `places` are beginnings and ends in the text, so that the words travel in no exception.
    """

    def __init__(self, field: str, *, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(field)
        self.places = places


class UnfilledFieldError(FieldRefusalError):
    """A field of a template is still open in these words."""


class BrokenFieldError(FieldRefusalError):
    """Brackets of a field that do not belong together."""


class UnknownZoneError(FieldRefusalError):
    pass


class SecondIsFirstError(RefusalError):
    """The second person must be another one."""


class NothingToSecondError(RefusalError):
    """There is nothing here that waits for a second person."""


class TooLateToUndoError(RefusalError):
    """A change is taken back at once, or by a new one."""


# --- consent, tasks, filings -------------------------------------------------------------


class RecipientUnsaidError(FieldRefusalError):
    """Consent to share names with whom."""


class ConsentEndedError(RefusalError):
    """This consent has been taken back already."""


class TaskDoneError(RefusalError):
    pass


class TaskOpenError(RefusalError):
    pass


class UnknownCountryError(FieldRefusalError):
    pass


class FiledAlreadyError(RefusalError):
    """This person's application to this country still waits."""


class DecidedAlreadyError(RefusalError):
    """This application no longer waits."""


# --- journeys ----------------------------------------------------------------------------


class JourneyPlannedError(RefusalError):
    """This journey is planned already."""


class JourneyUnplannedError(RefusalError):
    """First the journey itself is planned."""


class LegOrderError(RefusalError):
    """A leg starts and ends once, and in that order."""


class LegHeldError(RefusalError):
    """This leg is held: nobody leaves until somebody says go."""


class AlarmRingsError(RefusalError):
    """A sign of life is overdue here: first somebody hears from them."""


class LegEndsBeforeItStartsError(FieldRefusalError):
    pass


class LegsOverlapError(FieldRefusalError):
    """One leg starts when the one before it has arrived."""


class GraceTooShortError(FieldRefusalError):
    def __init__(self, field: str, *, least: int) -> None:
        super().__init__(field)
        self.least = least


class DueOutsideLegError(FieldRefusalError):
    """A check-in falls between leaving and the hours after arrival."""


class MeaningsUnclearError(FieldRefusalError):
    """Each answer means one thing, and one of them means that all is well."""


class CheckInSettledError(RefusalError):
    """This check-in has been heard already."""


class NotYetDueError(RefusalError):
    """Silence means something only after the hour and its grace."""


class NoAlarmError(RefusalError):
    """There is no open alarm to take."""


# --- the same person twice ---------------------------------------------------------------


class SamePersonError(RefusalError):
    """Two people of one case, or one person, cannot be compared here."""


class LinkedAlreadyError(RefusalError):
    """Both are linked to others already: one of these links has to be undone first."""


class NotLinkedError(RefusalError):
    """These two are not linked."""


# --- access ------------------------------------------------------------------------------


class GrantedAlreadyError(RefusalError):
    """This compartment opens it already."""


class LastCompartmentError(RefusalError):
    """Somebody must be able to open it."""


# --- roster and settings -----------------------------------------------------------------


class NotAStewardError(RefusalError):
    pass


class HandleTakenError(FieldRefusalError):
    pass


class NoRoleError(FieldRefusalError):
    pass


class TooMuchError(FieldRefusalError):
    """No one member may open everything."""


class LastStewardError(RefusalError):
    """Somebody must remain who can let people in."""


class NotEnoughStewardsError(FieldRefusalError):
    """Recovery needs any two of at least two."""


class MemberHereError(RefusalError):
    """Only somebody whose access has ended, or whose keys are lost, is restored."""


class EpochOrderError(RefusalError):
    """A new key has the next epoch, never an old one."""


class StrangerWrapError(RefusalError):
    """A key is wrapped only to members who are on the roster."""


class WordingMissingError(FieldRefusalError):
    """Each language that is offered needs its words for the region."""


class LimitTooLowError(FieldRefusalError):
    def __init__(self, field: str, *, least: int) -> None:
        super().__init__(field)
        self.least = least


class NotReadyError(RefusalError):
    """Something still stands in the way of telling this to readers."""
