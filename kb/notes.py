"""The codes of all that a keeper or reader is told of a letter, and what values each comes with.

What a code says in words stands in `web.showing.note_words` and `web.showing.reason_words`, and nowhere else:
nothing inside may hang on words.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

Value = str | int | tuple[str | int, ...]
"""What a code speaks of: a name, a count, or several names."""


class Code(StrEnum):
    """What is told, with the names of its values, in order.

    Databases hold codes and their values. So a code keeps its name and its values for good; what is told
    otherwise is another code.
    """

    names: tuple[str, ...]

    def __new__(cls, code: str, *names: str) -> Self:
        """A member, by its code and the names of its values."""
        made = str.__new__(cls, code)
        made._value_ = code
        made.names = names
        return made

    TEXT = "text", "text"
    """A sentence in English, as versions before schema 6 kept it. Nothing makes it any more."""

    # Review notes on a letter as a whole

    NO_QUESTIONS = "no_questions"
    INQUIRY_ONLY = "inquiry_only"
    QUESTION_WITHOUT_TEXT = "question_without_text", "number"
    QUESTION_WITHOUT_ANSWER = "question_without_answer", "number"
    REFERENCE_LEADS_NOWHERE = "reference_leads_nowhere", "number", "words"
    NUMBERS_SKIPPED = "numbers_skipped", "before", "after"
    """`before` and `after`: the numbers (int) on both sides of the gap."""
    NUMBER_REPEATED = "number_repeated", "number"
    NOT_FOUND = "not_found", "fields"
    """`fields`: the names of `kb.model.Metadata` that are empty."""
    DEPARTMENT_LEARNT = "department_learnt", "department"
    """The department is one by what other letters say."""
    ANNEX_PAGE = "annex_page"

    # How the letter was split into questions and answers. Those with a `number` are about that QA.

    TEXT_OF_NO_QUESTION = "text_of_no_question", "lines"
    """`lines`: how many between the questions are in none; the note's place is that of the first."""
    NUMBERS_MISSING = "numbers_missing", "numbers"
    """`numbers`: those of the questions that were not found, though others say that they should be there."""
    SPLIT_UNCERTAIN = "split_uncertain", "otherwise"
    """`otherwise`: how many questions (int) the next best reading of the whole letter has."""
    QUESTION_UNCERTAIN = "question_uncertain", "number"
    ANSWERED_TOGETHER = "answered_together", "number"
    """Several questions have one answer, and its label does not say so."""
    QUESTION_WITHOUT_MARK = "question_without_mark", "number"
    QUESTION_IS_HEADING = "question_is_heading", "number"
    QUESTION_IN_ANSWER = "question_in_answer", "number"
    ANSWER_MUCH_LONGER = "answer_much_longer", "number"
    ANSWER_STARTS_WITH_LABEL = "answer_starts_with_label", "number"
    ANSWER_STARTS_WITH_QUESTION = "answer_starts_with_question", "number"
    TABLE_ROWS_MISSED = "table_rows_missed", "rows", "found"
    """`found`: how many (int) of so many `rows` (int) became questions."""
    ASKERS_UNNAMED = "askers_unnamed", "named"
    """Several have asked, and only `named` was found."""

    # Pages and what stands on them

    PAGE_UNREADABLE = "page_unreadable", "error"
    """`error`: what the library says."""
    INVISIBLE_TEXT = "invisible_text", "words"
    TEXT_OUTSIDE_PAGE = "text_outside_page", "words"
    LAYER_OFF = "layer_off", "words"
    STRUCK_OUT = "struck_out", "words"
    LINE_THROUGH = "line_through", "words"
    TEXT_REPLACED = "text_replaced", "words"
    """`words` here and above: how many."""
    OPERATORS_LEFT_OUT = "operators_left_out", "operators"
    FIELDS_LEFT_OUT = "fields_left_out", "fields"
    """`fields`: how many comments and form fields."""
    OLDER_READING = "older_reading"
    UNCHECKED = "unchecked", "why"
    READINGS_DIFFER = "readings_differ", "differing", "words"
    """`differing` of so many `words`."""
    PAGES_RESTART = "pages_restart"
    PAGES_UNMARKED = "pages_unmarked", "of", "pages"
    """`pages`: the numbers of those, among `of`, that have no marker."""

    # Pages that are pictures

    NO_TEXT = "no_text"
    MOSTLY_PICTURE = "mostly_picture"
    PICTURE_UNREAD = "picture_unread", "percent"
    """`percent`: of the page."""
    UNKNOWN_LETTERS = "unknown_letters"
    SENSELESS_TEXT = "senseless_text"
    NO_ENGINE = "no_engine"
    READ_OFF_PICTURES = "read_off_pictures", "pages", "engine"
    """`pages`: how many."""
    PICTURE_UNREADABLE = "picture_unreadable", "error"
    PICTURE_WITHOUT_TEXT = "picture_without_text"
    HARD_TO_READ = "hard_to_read", "count", "words"
    """`words`: some of the `count` words, and `…` where there are more."""

    # Pictures in the text

    PICTURE_READ = "picture_read", "engine"
    PICTURE_NOT_READ = "picture_not_read"
    PICTURE_HARD_TO_READ = "picture_hard_to_read", "count", "words"
    """`words`: as for `HARD_TO_READ`."""
    CHART_READ = "chart_read"
    CHART_NOT_READ = "chart_not_read"
    OBJECT_NOT_READ = "object_not_read", "kind"
    """`kind`: the program that made it, as the file calls it; `OLE` where it does not say."""

    # What formats hold besides text

    TRACKED_CHANGES = "tracked_changes"
    HIDDEN_TEXT_LEFT_OUT = "hidden_text_left_out"
    HIDDEN_TEXT_APART = "hidden_text_apart"
    UNKNOWN_SYMBOLS = "unknown_symbols", "count", "shown"
    """`shown`: the character that stands for each of them."""
    FORMULA_NOT_READ = "formula_not_read"
    CALENDAR_DATE = "calendar_date"
    EMBEDDED_FILE = "embedded_file"
    COMMENTS_LEFT_OUT = "comments_left_out"
    FRAME_NOT_READ = "frame_not_read"

    # Character sets, by their names in Python

    DECODED_TWICE = "decoded_twice", "count"
    """`count`: how many characters."""
    BYTES_LEFT_OUT = "bytes_left_out", "charset"
    CHARSETS_MIXED = "charsets_mixed"
    CHARSET_UNCLEAR = "charset_unclear", "charset"
    CHARSET_GUESSED = "charset_guessed", "charset"

    # Messages and what is attached to them; `file` is a name

    RTF_ALONE = "rtf_alone"
    PART_UNREADABLE = "part_unreadable"
    ATTACHMENTS_TOO_LARGE = "attachments_too_large"
    PICTURE_IN_TEXT = "picture_in_text", "file"
    ONE_TOO_MANY = "one_too_many", "file"
    NO_LETTER = "no_letter", "file", "found"
    """`found`: what the file is (`ingest.formats.magic.Form.what`)."""
    ATTACHED_UNREADABLE = "attached_unreadable", "file"

    # What is kept from readers, or from being found twice

    CPR_BESIDE_TEXT = "cpr_beside_text", "where"
    """A letter with this note is held back. `where`: in which part of the file."""
    CPR_REMOVED = "cpr_removed"
    HELD_BACK = "held_back", "place"
    LOOKS_ALIKE = "looks_alike", "one", "one_file", "other", "other_file", "percent"
    """`one` and `other`: the letters' ids."""

    # Why a reference leads to no answer, or not to all that it names

    ANNEX = "annex"
    OTHER_LETTER = "other_letter"
    OWN_LETTER = "own_letter"
    OTHER_SERIES = "other_series", "series"
    """`series`: the words that name it."""
    NOT_NAMED = "not_named"
    NONE_BEFORE = "none_before"
    NONE_AFTER = "none_after"
    LACKING = "lacking", "numbers"
    """`numbers` here and below: those of the questions that a letter has not."""
    LACKING_ON_DAY = "lacking_on_day", "day", "numbers"
    """`day` here and below: a letter's date, as Danish letters write it."""
    LACKING_IN_FILE = "lacking_in_file", "file", "numbers"
    NO_QUESTIONS_ON_DAY = "no_questions_on_day", "day"
    NO_QUESTIONS_IN_FILE = "no_questions_in_file", "file"
    ABOUT_SOMETHING_ELSE = "about_something_else", "day"
    NONE_ON_DAY = "none_on_day", "day"
    NONE_OF_CASE = "none_of_case", "case"
    NONE_FITS = "none_fits"
    SEVERAL_FIT = "several_fit", "files"
    """`files`: the names of some, and `…` where there are more."""
    CIRCLE = "circle", "qas"
    """`qas`: the ids on the way round, the first one again at the end."""


DOUBTS = frozenset(
    {
        Code.QUESTION_WITHOUT_TEXT,
        Code.NUMBERS_SKIPPED,
        Code.TEXT_OF_NO_QUESTION,
        Code.NUMBERS_MISSING,
        Code.SPLIT_UNCERTAIN,
        Code.QUESTION_UNCERTAIN,
        Code.ANSWERED_TOGETHER,
        Code.QUESTION_WITHOUT_MARK,
        Code.QUESTION_IS_HEADING,
        Code.QUESTION_IN_ANSWER,
        Code.ANSWER_MUCH_LONGER,
        Code.ANSWER_STARTS_WITH_LABEL,
        Code.ANSWER_STARTS_WITH_QUESTION,
        Code.TABLE_ROWS_MISSED,
    }
)
"""Doubts about how a letter was split. Readers see a note on a QA beside it, any other beside each QA."""

PAGE_DOUBTS = frozenset(
    {
        Code.PAGE_UNREADABLE,
        Code.NO_TEXT,
        Code.MOSTLY_PICTURE,
        Code.UNKNOWN_LETTERS,
        Code.SENSELESS_TEXT,
        Code.PICTURE_UNREADABLE,
        Code.PICTURE_WITHOUT_TEXT,
        Code.OLDER_READING,
        Code.READINGS_DIFFER,
    }
)
"""Doubts about how a page was read. Readers see them beside each QA that stands there or may go on there."""

LINE_DOUBTS = frozenset(
    {Code.PICTURE_NOT_READ, Code.CHART_NOT_READ, Code.OBJECT_NOT_READ, Code.PICTURE_HARD_TO_READ}
)
"""Doubts about a place in a file without pages. Readers see them beside the QA that stands there."""
