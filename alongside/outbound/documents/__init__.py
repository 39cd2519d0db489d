"""Documents that people take away: the learning record as PDF and as DOCX."""

from alongside.outbound.documents.docx import learning_record_docx
from alongside.outbound.documents.learning_record import LearningRecord
from alongside.outbound.documents.pdf import learning_record_pdf

__all__ = ["LearningRecord", "learning_record_docx", "learning_record_pdf"]
