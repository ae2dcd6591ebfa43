"""The door in its states, a recovery half done, a first log-in, and every page of failure."""

from collections.abc import Callable

from corridor.web.desk.forms.recovery import OpenRecoveryForm, StewardPartForm
from corridor.web.desk.forms.sign_in import FirstSignInForm, SignInForm
from corridor.web.desk.pages.common import Link, MarkedLine
from corridor.web.desk.pages.errors import ErrorPage, Fault, KeptField, Resend
from corridor.web.desk.pages.recovery import RecoveryPage
from corridor.web.desk.pages.sign_in import EnrolPage, LockPage, SignInPage, Why
from corridor.web.ui.marks import Mark, MarkKind
from tests.web.pages.samples_shell import MIRA, shell_at

_GIVEN = Mark(kind=MarkKind.OK, meaning="Given:")
_WAITS = Mark(kind=MarkKind.OFF, meaning="Not yet:")
_LANGUAGES = (
    Link(words="English", url="/sign-in", current=True),
    Link(words="Русский", url="/sign-in"),
)
NOTE = "Visa centre confirmed: both passports are ready.\nThey need the originals."


def sign_in() -> SignInPage:
    return SignInPage(
        language="en",
        direction="ltr",
        action="/sign-in",
        form=SignInForm(),
        recovery_url="/recovery",
        languages=_LANGUAGES,
    )


def sign_in_refused() -> SignInPage:
    form = SignInForm({"name": "Lyra", "passphrase": "wrong", "second": "123456"})
    form.add_error(None, "That does not open the desk. Look at all three again.")
    return SignInPage(language="en", direction="ltr", action="/sign-in", form=form, slow=True)


def lock() -> LockPage:
    return LockPage(
        language="en",
        direction="ltr",
        action="/lock",
        form=SignInForm(),
        why=Why.IDLE,
        holding=True,
    )


def enrol() -> EnrolPage:
    return EnrolPage(
        language="en",
        direction="ltr",
        action="/enrol",
        handle="Spica",
        passphrase=("maple", "river", "candle", "orbit", "winter", "pocket"),
        secret="JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP",
        secret_link="otpauth://totp/Corridor:Spica?secret=JBSWY3DPEHPK3PXP",
        form=FirstSignInForm(),
    )


def recovery() -> RecoveryPage:
    return RecoveryPage(
        language="en",
        direction="ltr",
        action="/recovery",
        cancel_url="/recovery",
        sign_in_url="/sign-in",
        turns=(
            MarkedLine(mark=_WAITS, words="First steward"),
            MarkedLine(mark=_WAITS, words="Second steward"),
        ),
        part_form=StewardPartForm(),
        open_form=OpenRecoveryForm(),
    )


def recovery_half() -> RecoveryPage:
    return RecoveryPage(
        language="en",
        direction="ltr",
        action="/recovery",
        cancel_url="/recovery",
        sign_in_url="/sign-in",
        turns=(
            MarkedLine(mark=_GIVEN, words="Vega", detail="Part given"),
            MarkedLine(mark=_WAITS, words="A second steward", detail="Altair or Deneb"),
        ),
        part_form=StewardPartForm(),
        member=MIRA,
        reason="She stood before me, and I know her.",
        minutes_left=12,
    )


def failed(fault: Fault) -> ErrorPage:
    kept = (
        KeptField(name="text", label="Note for the team", text=NOTE),
        KeptField(name="kind", label="kind", text="note", long=False),
    )
    lost = fault is Fault.NOT_FOUND
    return ErrorPage(
        fault=fault,
        shell=shell_at(None),
        resend=None if lost else Resend(url="/case", kept=kept, what="K-0412", draft=True),
        theirs="Passports collected." if fault is Fault.CHANGED_MEANWHILE else "",
        number="F-3318" if fault is Fault.BROKEN else "",
        back_url="/case",
        happened=(MarkedLine(mark=_GIVEN, words="You are still signed in"),),
    )


def failure(fault: Fault) -> Callable[[], ErrorPage]:
    def page() -> ErrorPage:
        return failed(fault)

    return page


def failed_outside() -> ErrorPage:
    return ErrorPage(fault=Fault.BROKEN, number="F-3319", back_url="/sign-in")
