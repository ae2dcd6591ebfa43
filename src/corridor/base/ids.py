"""One type for each kind of identifier: swapping two is a leak that only types can see."""

from typing import NewType
from uuid import UUID

OrganisationId = NewType("OrganisationId", UUID)
ChainId = NewType("ChainId", UUID)
MemberId = NewType("MemberId", UUID)
CompartmentId = NewType("CompartmentId", UUID)
ActId = NewType("ActId", UUID)
PersonId = NewType("PersonId", UUID)
TaskId = NewType("TaskId", UUID)
FilingId = NewType("FilingId", UUID)
JourneyId = NewType("JourneyId", UUID)
LegId = NewType("LegId", UUID)
AlarmId = NewType("AlarmId", UUID)
ConsentId = NewType("ConsentId", UUID)
BlobId = NewType("BlobId", UUID)
ImportId = NewType("ImportId", UUID)
QuestionId = NewType("QuestionId", str)
TemplateId = NewType("TemplateId", UUID)
