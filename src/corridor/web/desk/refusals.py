"""A sentence for every refusal: what to do, in the reader's language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.domain import errors, list_errors, question_errors, wording_errors
from corridor.domain.errors import FieldRefusalError, RefusalError
from corridor.domain.saved_views import TooManyViewsError

SENTENCES: Final[dict[type[RefusalError], Promise]] = {
    errors.NotFoundError: _("There is nothing here that your keys open."),
    errors.EmptyFieldError: _("Write something here."),
    errors.TooLongError: _("This is too long. Shorten it, and write the rest as a second one."),
    errors.NotAChoiceError: _("Choose one of the answers that are offered."),
    errors.InFutureError: _("What has happened cannot lie ahead. Look at the day."),
    errors.TooEarlyError: _("This lies before the day that it must follow. Look at the day."),
    errors.NotAskedError: _("There is no request yet to which this could belong."),
    errors.AskedAlreadyError: _("This request is there already. Write the rest as a message."),
    errors.WithdrawnError: _("The person has withdrawn. Nothing is added any more."),
    question_errors.AsksForNameError: _(
        "Nothing here asks who somebody is, or for intimate pictures. Ask for something else."
    ),
    question_errors.TooFewOptionsError: _(
        "Write two to twelve different answers, one on each line."
    ),
    question_errors.OptionsDifferError: _(
        "Write as many answers as in the first language, in the same order."
    ),
    question_errors.TooManyQuestionsError: _(
        "There are as many questions as a page can carry."
    ),
    question_errors.FormChangedError: _(
        "Another steward has published other questions meanwhile. Begin again from those."
    ),
    errors.SeenAlreadyError: _("The half minute is over, or they have seen it."),
    errors.EmptyFileError: _("There is nothing in this file. Choose it again."),
    errors.IntimateProofError: _(
        "Nobody has to prove anything with intimate pictures. They are never taken here."
    ),
    errors.FileCutShortError: _(
        "This file did not arrive whole, and nothing of it is kept. Send it again."
    ),
    errors.FileTooLargeError: _("This file is larger than what is taken here."),
    errors.FilesTogetherError: _("All files together are larger than what is taken here."),
    errors.TooManyFilesError: _("There are as many files here as are taken."),
    list_errors.UnreadableTableError: _(
        "This cannot be read as a list. Save it as CSV or as an Excel workbook (.xlsx),"
        " without a password, and send it again."
    ),
    list_errors.TooManyRowsError: _("There are too many rows. Send the list in several parts."),
    list_errors.ListStageError: _("Somebody has gone on with this list. Look at it again."),
    list_errors.UnreadableDayError: _("This is no day in the order that was chosen."),
    list_errors.LostLettersError: _("Letters were lost here. Choose another alphabet."),
    list_errors.LostDigitsError: _(
        "The spreadsheet has cut this number short. Write the column as text,"
        " and send it again."
    ),
    list_errors.ColumnTwiceError: _("Only one column may be read as this."),
    list_errors.UndoOverError: _(
        "More than half an hour has gone by. A steward who works at intake can take"
        " the list back."
    ),
    list_errors.ReferralFaultError: _(
        "This is not a whole referral to this organisation. Ask the partner to seal it again,"
        " with the newest card of this desk."
    ),
    list_errors.ReferralTwiceError: _("This very referral is here already. Nothing was added."),
    list_errors.NoCardError: _(
        "This is not a partner’s card. They make one with “corridor referral key”."
    ),
    list_errors.OtherWordsError: _(
        "These are not the words of this card. Ask the partner to read them out again, on a way"
        " on which you know their voice."
    ),
    list_errors.PartnerTwiceError: _("This key is listed already."),
    errors.CollectedAlreadyError: _("The desk has taken this request in already."),
    errors.CaseAlreadyError: _("This request is a case already."),
    errors.NotACaseError: _("First make this request a case."),
    errors.CaseClosedError: _("The case is closed. Reopen it first."),
    errors.CaseOpenError: _("The case is open: there is nothing to reopen."),
    errors.NobodyInCaseError: _("A case carries at least one person."),
    errors.PersonTwiceError: _("Each person is in a case once."),
    errors.NotOfThisCaseError: _("This person is not one of the case’s people."),
    errors.LastPersonError: _("The last person cannot be taken out. Close the case instead."),
    errors.FiledForThemError: _(
        "An application stands in their name. Strike that first, in the timeline."
    ),
    errors.NotTakenOutError: _("This person is in the file already."),
    errors.NotStrikableError: _(
        "Words and decisions are not struck. Write a new entry instead."
    ),
    errors.TakenAlreadyError: _("It is in these hands already."),
    errors.NotClosableError: _("Somebody is missing or on the way: the case stays open."),
    errors.StepUnchangedError: _("The person stands at this step already."),
    errors.StepBackUnsaidError: _("This is a step back. Mark it as one taken back."),
    errors.NotAStepBackError: _("Only a step that was passed can be taken back."),
    errors.ExitUnsaidError: _("Say by whom they left: by us, by a partner, or alone."),
    errors.QuietAlreadyError: _("They are marked as gone quiet already."),
    errors.NotQuietError: _("They are not marked as gone quiet."),
    errors.MissingAlreadyError: _("They are marked as missing already."),
    errors.NotMissingError: _("They are not marked as missing."),
    errors.RingingUnsafeError: _(
        "This is outside the hours, ways or words that are safe for them."
        " Wait, or ask a colleague below to agree with it first."
    ),
    errors.WordsToAvoidError: _(
        "Your text holds a word that they asked never to use."
        " Change it, or say that you know it, and why."
    ),
    errors.UnfilledFieldError: _(
        "There are fields left to fill, in double brackets. Write what belongs there."
    ),
    errors.BrokenFieldError: _(
        "Look at the double brackets: a field is opened and closed on one line."
    ),
    errors.UnknownZoneError: _("Choose a time zone from the list."),
    errors.SecondIsFirstError: _("The second person must be another one."),
    TooManyViewsError: _("There are as many views as fit. Drop one first."),
    errors.TooLateToUndoError: _("Too late to take it back. Make a new change instead."),
    errors.NothingToSecondError: _("There is nothing here that waits for a second person."),
    errors.RecipientUnsaidError: _("Say with whom it may be shared."),
    errors.ConsentEndedError: _("This consent has been taken back already."),
    errors.TaskDoneError: _("This task is done already."),
    errors.TaskOpenError: _("This task is open already."),
    errors.UnknownCountryError: _("Choose a country from the list."),
    errors.FiledAlreadyError: _("An application of this person to this country still waits."),
    errors.DecidedAlreadyError: _("This application no longer waits."),
    errors.JourneyPlannedError: _("This journey is planned already."),
    errors.JourneyUnplannedError: _("First plan the journey itself."),
    errors.LegOrderError: _("A leg starts once and ends once, in that order."),
    errors.LegHeldError: _("This leg is held. Somebody has to say go first."),
    errors.AlarmRingsError: _(
        "A sign of life is overdue on this leg. First somebody hears from them."
    ),
    errors.LegEndsBeforeItStartsError: _(
        "The arrival lies before the departure. Look at both hours."
    ),
    errors.LegsOverlapError: _(
        "One leg starts when the one before it has arrived. Look at the hours."
    ),
    errors.GraceTooShortError: _("Allow at least five minutes after the hour."),
    errors.DueOutsideLegError: _(
        "The sign of life falls between leaving and a day after arrival. Look at its hour."
    ),
    errors.MeaningsUnclearError: _(
        "Each answer means one thing, and one of them means that all is well."
    ),
    errors.CheckInSettledError: _("This sign of life has come already."),
    errors.NotYetDueError: _("Silence means something only after the hour and its grace."),
    errors.NoAlarmError: _("There is no open alarm here."),
    errors.SamePersonError: _("Compare people of two different files."),
    errors.LinkedAlreadyError: _(
        "There are other links of these people. Undo one of them first."
    ),
    errors.NotLinkedError: _("These two are not linked."),
    errors.GrantedAlreadyError: _("This compartment opens it already."),
    errors.LastCompartmentError: _("Somebody must be able to open it."),
    errors.NotAStewardError: _("Only stewards may do this."),
    errors.HandleTakenError: _("This handle is taken. Choose another one."),
    errors.NoRoleError: _("Choose at least one role."),
    errors.TooMuchError: _("No one member may open everything. Choose fewer roles."),
    errors.LastStewardError: _("One steward must remain. Let in another one first."),
    errors.NotEnoughStewardsError: _("Recovery needs at least two stewards."),
    errors.MemberHereError: _(
        "This member has their keys. Only lost or ended access is restored."
    ),
    errors.EpochOrderError: _("The keys were renewed meanwhile. Try again."),
    errors.StrangerWrapError: _("A key goes only to members who are on the roster."),
    errors.WordingMissingError: _(
        "Each language that is offered needs its words for the region."
    ),
    errors.NotReadyError: _("Settle first what stands in the way of telling this."),
    wording_errors.SlotsChangedError: _(
        "Keep each placeholder and each link of the English sentence, as often as it stands"
        " there."
    ),
    wording_errors.StrayMarkError: _("Write plain words, without < > { } and %."),
    wording_errors.HiddenSignError: _(
        "There is a sign in it that nobody sees, or that turns the direction of the text."
        " Type the words anew."
    ),
    wording_errors.WrittenMeanwhileError: _(
        "Somebody wrote this sentence meanwhile. Look at their words, then save again."
    ),
    wording_errors.LanguageUnfinishedError: _(
        "Each sentence must be written, and reviewed by another member, before strangers may"
        " choose the language."
    ),
    errors.LimitTooLowError: _("This number is lower than what is safe."),
}


def sentence(refusal: RefusalError) -> str:
    return str(SENTENCES[type(refusal)])


def field_of(refusal: RefusalError) -> str | None:
    """The form field that the sentence belongs to; None for the form as a whole."""
    return refusal.field if isinstance(refusal, FieldRefusalError) else None
