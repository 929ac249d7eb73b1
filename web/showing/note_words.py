"""The words of review notes on letters, their pages and their files."""

from __future__ import annotations

from kb.notes import Code

NOTES: dict[Code, tuple[str, str]] = {
    Code.TEXT: ("{text}", "{text}"),
    Code.NO_QUESTIONS: (
        "no questions found; the whole letter is kept as remainder",
        "Der er ikke fundet spørgsmål i brevet.",
    ),
    Code.INQUIRY_ONLY: ("inquiry only: no answers in the file", "Filen er en forespørgsel uden svar."),
    Code.QUESTION_WITHOUT_TEXT: ("question {number} has no text", "Spørgsmål {number} har ingen tekst."),
    Code.QUESTION_WITHOUT_ANSWER: ("question {number} has no answer", "Spørgsmål {number} har intet svar."),
    Code.REFERENCE_LEADS_NOWHERE: (
        "question {number}: nothing found for “{words}”",
        "Spørgsmål {number}: »{words}« fører ikke til noget svar i brevet.",
    ),
    Code.NUMBERS_SKIPPED: (
        "the numbering jumps from {before} to {after}",
        "Nummereringen springer fra {before} til {after}.",
    ),
    Code.NUMBER_REPEATED: (
        "the number {number} comes more than once",
        "Nummer {number} forekommer mere end én gang.",
    ),
    Code.NOT_FOUND: ("not found in the letter: {fields}", "Ikke fundet i brevet: {fields:felt}."),
    Code.DEPARTMENT_LEARNT: (
        "the department, “{department}”, is known as one from other letters only: check it",
        "Afdelingen »{department}« er kun kendt som afdeling fra andre breve. Tjek, om det er rigtigt.",
    ),
    Code.ANNEX_PAGE: (
        "an annex or text across the page is in no answer",
        "Siden er et bilag eller har tekst på tværs, som er holdt ude af svarene.",
    ),
    Code.TEXT_OF_NO_QUESTION: (
        "in no question or answer, from here on: {lines:line} of text; check that none was missed",
        "Antal linjer herfra, som ikke er med i noget spørgsmål eller svar: {lines}."
        " Tjek, om noget er overset.",
    ),
    Code.NUMBERS_MISSING: (
        "not found: {numbers:question}",
        "Spørgsmål {numbers} er ikke fundet i brevet.",
    ),
    Code.SPLIT_UNCERTAIN: (
        "the letter can be split otherwise, into {otherwise:question}, with nearly as good reason",
        "Det er usikkert, hvor spørgsmålene begynder og slutter. Brevet kan også læses som"
        " {otherwise} spørgsmål.",
    ),
    Code.QUESTION_UNCERTAIN: (
        "where question {number} and its answer begin and end is uncertain",
        "Det er usikkert, hvor spørgsmål {number} og svaret begynder og slutter.",
    ),
    Code.ANSWERED_TOGETHER: (
        "questions {number} have one answer, though the letter does not say so",
        "Spørgsmål {number} har fået ét svar, uden at brevet siger det."
        " Tjek, om svaret kun er til det sidste.",
    ),
    Code.QUESTION_WITHOUT_MARK: (
        "question {number} has no number or label in the letter: check where it begins and ends",
        "Spørgsmål {number} har hverken nummer eller ledetekst i brevet. Tjek, hvor det begynder og slutter.",
    ),
    Code.QUESTION_IS_HEADING: (
        "question {number} is only a heading: check where the question is",
        "Spørgsmål {number} er kun en overskrift. Selve spørgsmålet står måske et andet sted i brevet.",
    ),
    Code.QUESTION_IN_ANSWER: (
        "the answer to question {number} may hold another question",
        "Svaret på spørgsmål {number} rummer måske også et andet spørgsmål.",
    ),
    Code.ANSWER_MUCH_LONGER: (
        "the answer to question {number} is much longer than the others: it may hold text of other questions",
        "Svaret på spørgsmål {number} er meget længere end de andre. Noget af det hører måske"
        " til et andet sted.",
    ),
    Code.ANSWER_STARTS_WITH_LABEL: (
        "the answer to question {number} begins with a label: check where it begins",
        "Svaret på spørgsmål {number} begynder med en ledetekst. Tjek, hvor svaret begynder.",
    ),
    Code.ANSWER_STARTS_WITH_QUESTION: (
        "the answer to question {number} begins with a question: check where it begins",
        "Svaret på spørgsmål {number} begynder med et spørgsmål. Tjek, hvor svaret begynder.",
    ),
    Code.TABLE_ROWS_MISSED: (
        "only {found} of the {rows} rows of a table were read as questions",
        "Kun {found} af {rows} rækker i en tabel er læst som spørgsmål.",
    ),
    Code.ASKERS_UNNAMED: (
        "several have asked, but only {named} was found",
        "Flere har spurgt, men kun {named} er fundet i brevet.",
    ),
    Code.PAGE_UNREADABLE: ("this page could not be read ({error})", "Siden kunne ikke læses ({error})."),
    Code.INVISIBLE_TEXT: (
        "invisible text is in no answer ({words:word})",
        "Siden har usynlig tekst, som er holdt ude af svarene ({words} ord).",
    ),
    Code.TEXT_OUTSIDE_PAGE: (
        "text outside the page is in no answer ({words:word})",
        "Tekst uden for siden er holdt ude af svarene ({words} ord).",
    ),
    Code.LAYER_OFF: (
        "text in a layer that is switched off is in no answer ({words:word})",
        "Siden har tekst i et lag, der er slået fra. Den er holdt ude af svarene ({words} ord).",
    ),
    Code.STRUCK_OUT: (
        "text that is struck through is in no answer ({words:word})",
        "Overstreget tekst er holdt ude af svarene ({words} ord).",
    ),
    Code.LINE_THROUGH: (
        "a line goes through {words:word}: check whether it deletes text",
        "Der går en streg gennem {words} ord på siden. Tjek, om teksten er streget ud.",
    ),
    Code.TEXT_REPLACED: (
        "the file gives other words than it shows ({words:word}), which were taken: check them",
        "Filen angiver andre ord, end siden viser. De angivne ord er brugt ({words}). Tjek dem.",
    ),
    Code.OPERATORS_LEFT_OUT: (
        "left out {operators:drawing operator} without sense",
        "Dele af sidens indhold var ødelagt og er udeladt.",
    ),
    Code.FIELDS_LEFT_OUT: (
        "left out {fields:comment or form field}",
        "Kommentarer eller felter er udeladt ({fields}).",
    ),
    Code.OLDER_READING: (
        "the text is an older reading of a picture: check it",
        "Sidens tekst er en ældre maskinlæsning af et billede. Tjek den.",
    ),
    Code.UNCHECKED: (
        "the words could not be checked by a second reading ({why})",
        "Ordene kunne ikke kontrolleres med en anden læsning ({why}).",
    ),
    Code.READINGS_DIFFER: (
        "the page's words differ from a second reading's ({differing} of {words}): check it",
        "To læsninger af siden er ikke enige om {differing} af {words} ord. Tjek den.",
    ),
    Code.PAGES_RESTART: (
        "page numbers start again: pages are counted from the beginning of the file",
        "Sidetallene begynder forfra. Siderne er talt fra filens begyndelse.",
    ),
    Code.PAGES_UNMARKED: (
        "of {of} pages, no marker was found for {pages}: pages may be wrong",
        "Af {of} sider mangler mærket for side {pages}. Sidetallene kan være forkerte.",
    ),
    Code.NO_TEXT: (
        "no text on this page: needs OCR",
        "Siden er et billede uden tekst. Lav en søgbar PDF af den.",
    ),
    Code.MOSTLY_PICTURE: (
        "most of this page is a picture: may need OCR",
        "Det meste af siden er et billede, som ikke er læst.",
    ),
    Code.PICTURE_UNREAD: (
        "a picture ({percent}% of the page) was not read",
        "Et billede på siden er ikke læst. Det fylder {percent} % af siden.",
    ),
    Code.UNKNOWN_LETTERS: (
        "the file does not say which letters this page shows: needs OCR",
        "Sidens tekst kan ikke læses som bogstaver. Lav en søgbar PDF af den.",
    ),
    Code.SENSELESS_TEXT: (
        "the text of this page makes no sense: needs OCR",
        "Sidens tekst giver ingen mening og skal læses igen.",
    ),
    Code.NO_ENGINE: (
        "pictures are read by Tesseract (tesseract-ocr-dan) or RapidOCR (svarbasen[ocr])",
        "Sider, der er billeder, læses kun, når Tesseract (tesseract-ocr-dan) eller RapidOCR (svarbasen[ocr])"
        " er installeret.",
    ),
    Code.READ_OFF_PICTURES: (
        "{pages:page} read off pictures by {engine}: check names and figures",
        "Antal sider, der er læst fra billeder med {engine}: {pages}. Tjek navne og tal.",
    ),
    Code.PICTURE_UNREADABLE: (
        "this page is a picture that could not be read ({error})",
        "Siden er et billede, der ikke kunne læses ({error}).",
    ),
    Code.PICTURE_WITHOUT_TEXT: (
        "nothing could be read off the picture on this page",
        "Der blev ikke fundet tekst på sidens billede.",
    ),
    Code.HARD_TO_READ: (
        "{count:word} on this page hard to read: check {words}",
        "Antal ord på siden, der var svære at læse: {count}. Tjek {words}",
    ),
    Code.PICTURE_READ: (
        "a picture in the text was read by {engine}: check names and figures",
        "Et billede i teksten er læst med {engine}. Tjek navne og tal.",
    ),
    Code.PICTURE_NOT_READ: (
        "a picture in the text was not read: look at it in the source",
        "Et billede i teksten er ikke læst. Se det i kilden.",
    ),
    Code.PICTURE_HARD_TO_READ: (
        "{count:word} in a picture hard to read: check {words}",
        "Antal ord i et billede, der var svære at læse: {count}. Tjek {words}",
    ),
    Code.CHART_READ: (
        "a chart was read from its figures: check them in the source",
        "Et diagram er læst ud fra dets tal. Tjek dem i kilden.",
    ),
    Code.CHART_NOT_READ: (
        "a chart was not read: look at it in the source",
        "Et diagram er ikke læst. Se det i kilden.",
    ),
    Code.OBJECT_NOT_READ: (
        "an embedded object was not read: look at it in the source ({kind})",
        "Et indlejret objekt er ikke læst. Se det i kilden ({kind}).",
    ),
    Code.TRACKED_CHANGES: (
        "the file has tracked changes, read as accepted: check that they were meant to be",
        "Filen har registrerede ændringer, som er læst som accepterede. Tjek, at de er det.",
    ),
    Code.HIDDEN_TEXT_LEFT_OUT: (
        "the file has hidden text, which is not printed and was left out",
        "Skjult tekst er udeladt.",
    ),
    Code.HIDDEN_TEXT_APART: (
        "the page has hidden text, which was set apart",
        "Siden har skjult tekst, som er holdt uden for svarene.",
    ),
    Code.UNKNOWN_SYMBOLS: (
        "{count} characters of a symbol font are not known and read as {shown}",
        "{count} tegn fra en symbolskrift kendes ikke og er læst som {shown}.",
    ),
    Code.FORMULA_NOT_READ: (
        "the file has a formula that was not read",
        "En formel er ikke læst. Se den i kilden.",
    ),
    Code.CALENDAR_DATE: (
        "the file has a date that follows the calendar, which was left out",
        "En dato, der følger kalenderen, er udeladt. Find brevets dato.",
    ),
    Code.EMBEDDED_FILE: (
        "the file holds another file in its text, which was left out",
        "En indlejret fil er udeladt.",
    ),
    Code.COMMENTS_LEFT_OUT: ("the file has comments, which were left out", "Kommentarer er udeladt."),
    Code.FRAME_NOT_READ: (
        "the page shows another page or file in a frame, which was not read",
        "Siden viser en anden side eller fil i en ramme. Den er ikke læst.",
    ),
    Code.DECODED_TWICE: (
        "{count} characters were UTF-8 decoded twice (like `Ã¥` for `å`) and were mended",
        "{count} tegn var forvanskede (som »Ã¥« for »å«) og er rettet.",
    ),
    Code.BYTES_LEFT_OUT: (
        "bytes that are not {charset} were left out",
        "Tegn, der ikke er {charset}, er udeladt.",
    ),
    Code.CHARSETS_MIXED: (
        "parts are not UTF-8 and were read as Windows-1252: check æ, ø and å",
        "Noget af teksten er i et andet tegnsæt. Tjek æ, ø og å.",
    ),
    Code.CHARSET_UNCLEAR: (
        "the character set is not clear, read as {charset}: check all but plain letters",
        "Tegnsættet er uklart og læst som {charset}. Tjek æ, ø, å og særlige tegn.",
    ),
    Code.CHARSET_GUESSED: (
        "read as {charset}: check æ, ø and å",
        "Læst med tegnsættet {charset}. Tjek æ, ø og å.",
    ),
    Code.RTF_ALONE: (
        "the message has its text as RTF alone, which was not read",
        "Beskedens tekst findes kun som RTF og er ikke læst.",
    ),
    Code.PART_UNREADABLE: (
        "a part of the message could not be read",
        "En del af beskeden kunne ikke læses.",
    ),
    Code.ATTACHMENTS_TOO_LARGE: (
        "the files attached are too large to be read",
        "De vedhæftede filer er for store til at blive læst.",
    ),
    Code.PICTURE_IN_TEXT: (
        "the attached file “{file}” was not read: a picture in the text",
        "Billedet »{file}« i beskeden er ikke læst.",
    ),
    Code.ONE_TOO_MANY: (
        "the attached file “{file}” was not read: it is one too many",
        "Den vedhæftede fil »{file}« er ikke læst: der er for mange, eller de er for store.",
    ),
    Code.NO_LETTER: (
        "the attached file “{file}” was not read: found {found}",
        "Den vedhæftede fil »{file}« er ikke læst som brev.",
    ),
    Code.ATTACHED_UNREADABLE: (
        "the attached file “{file}” could not be read",
        "Den vedhæftede fil »{file}« kunne ikke læses.",
    ),
    Code.CPR_BESIDE_TEXT: (
        "a CPR number stands beside the text: {where}",
        "Et personnummer står uden for teksten: {where}.",
    ),
    Code.CPR_REMOVED: (
        "CPR numbers were taken out: the source is a copy without them",
        "Personnumre er fjernet. Kilden er en kopi uden dem.",
    ),
    Code.HELD_BACK: (
        "held back, a CPR number: {place}",
        "Holdt tilbage på grund af et personnummer: {place}.",
    ),
    Code.LOOKS_ALIKE: (
        "looks like another letter: {one} ({one_file}), {other} ({other_file}): {percent}% alike, undecided",
        "Brevene {one} ({one_file}) og {other} ({other_file}) ligner hinanden {percent} %.",
    ),
}
"""Code -> its templates in English and Danish, with values in braces (see `web.showing.notes`)."""
