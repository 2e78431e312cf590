"""One whole set of facts for each letter: an invented freelancer, invented clients.

What comes of them stands in ``letters/`` and has been read by people, as sender and as recipient.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from clientfit.text.letter.write import Fact, FactKind, LetterForm, asked

Facts = dict[str, Any]

SAM_TO_MARIA: Facts = {"their_name": "Maria", "my_name": "Sam Okoro"}
OVERDUE = "2026-014 of 20 August 2026, €860.00, 47 days overdue"
OPEN = "2026-017 of 19 October 2026, €390.00, due on 18 November 2026"

#: name of the kept file -> (letter, facts)
SAMPLES: dict[str, tuple[str, Facts]] = {
    "statement": (
        "statement",
        SAM_TO_MARIA
        | {
            "stage": "reminder",
            "as_of": "2026-11-05",
            "invoice_lines": [OVERDUE, OPEN],
            "owed_sum": "1250.00 EUR",
            "overdue_sum": "860.00 EUR",
            "pay_by": "2026-11-12",
            "how_to_pay": "by transfer to the account on the invoices",
        },
    ),
    "statement_second_reminder": (
        "statement",
        SAM_TO_MARIA
        | {
            "stage": "last_reminder",
            "as_of": "2026-11-16",
            "invoice_lines": "2026-014 of 20 August 2026, €860.00, 58 days overdue",
            "owed_sum": "860.00 EUR",
            "overdue_sum": "860.00 EUR",
            "pay_by": "2026-11-23",
        },
    ),
    "late_fee": (
        "late_fee",
        SAM_TO_MARIA
        | {
            "applies": "from_now_on",
            "fee": "1% of the invoice for each month begun",
            "from_date": "2026-12-01",
        },
    ),
    "late_fee_on_open_invoices": (
        "late_fee",
        SAM_TO_MARIA
        | {
            "applies": "open_invoices",
            "fee": "1% of the invoice for each month begun",
            "basis": "section 5 of our contract of 2 March 2026",
            "overdue_lines": OVERDUE,
            "overdue_sum": "860.00 EUR",
            "fee_sum": "17.20 EUR",
            "pay_by": "2026-11-12",
            "waive": "yes",
        },
    ),
    "pause": (
        "pause",
        SAM_TO_MARIA
        | {
            "overdue_lines": OVERDUE,
            "overdue_sum": "860.00 EUR",
            "pause_from": "2026-11-09",
            "waiting": "the index pages\nthe cover",
            "back_within": "within two working days",
        },
    ),
    "resume": (
        "resume",
        SAM_TO_MARIA
        | {
            "resume_from": "2026-11-19",
            "next_work": "the index pages",
            "new_dates": "the index pages: 27 November 2026\nthe cover: 4 December 2026",
            "say_next": "yes",
        },
    ),
    "price": (
        "price",
        SAM_TO_MARIA
        | {
            "situation": "compared",
            "work": "the spring catalogue",
            "price": "2400 EUR",
            "covers": "a talk about what the catalogue is to bring you\n"
            "layout of 24 pages, with your photographs made ready for print\n"
            "two rounds of corrections\n"
            "the files for the printer, and a check of the proof",
            "offer": "smaller",
            "smaller_work": "16 pages, with photographs that are ready for print",
            "smaller_price": "1600 EUR",
            "kept_until": "2026-11-20",
        },
    ),
    "terms": (
        "terms",
        SAM_TO_MARIA
        | {
            "from_date": "2027-01-01",
            "price_by": "project",
            "payment_within": "14 days",
            "deposit": "yes",
            "deposit_part": "30%",
            "fee": "1% of the invoice for each month begun",
            "reply_by": "2026-12-04",
        },
    ),
    "order_first": (
        "order_first",
        SAM_TO_MARIA
        | {
            "work": "the autumn campaign",
            "order_by": "mail",
            "rights": "when_paid",
            "open_drafts": "the two poster drafts\nthe radio text",
        },
    ),
    "goals": (
        "goals",
        SAM_TO_MARIA
        | {
            "project": "the new website",
            "goal": "People near you find the workshop dates and book a place by phone",
            "includes": "five pages with text and photographs\na calendar that you can fill in",
            "leaves_out": "a shop\ntexts in other languages",
            "finished_when": "the five pages are online\nyou have put in two dates yourself",
            "questions": "Which workshops come first: spring or summer?\nWho says the final yes?",
            "reply_by": "2026-11-13",
        },
    ),
    "simpler": (
        "simpler",
        SAM_TO_MARIA
        | {
            "project": "the catalogue",
            "steps": "the list of chapters\none chapter with all its pages\nall other chapters\n"
            "the cover",
            "answer_within": "two working days",
            "decider": "Tom from your office",
            "start_on": "2026-11-16",
        },
    ),
    "hours": (
        "hours",
        SAM_TO_MARIA
        | {
            "start_on": "2026-11-16",
            "hours": "Monday to Friday, 9:00 to 17:00",
            "channel": "email",
            "answer_within": "one working day",
            "urgent": "call me; work outside these hours costs half as much again",
        },
    ),
    "compromise": (
        "compromise",
        SAM_TO_MARIA
        | {
            "topic": "the cover of the catalogue",
            "their_view": "Regular customers should know it at once, so it should look like the "
            "covers before",
            "my_view": "I want the new opening hours to be readable from two metres away",
            "proposal": "the old colours and the old logo stay\n"
            "the opening hours get the lower third\nthe photograph becomes smaller",
            "finish_by": "2026-11-20",
            "reply_by": "2026-11-11",
        },
    ),
    "talk": (
        "talk",
        SAM_TO_MARIA
        | {
            "topic": "changes",
            "good": "The first two issues have turned out well, and I like working on them",
            "way": "phone",
            "day": "2026-11-10",
            "time": "at 10:00",
        },
    ),
    "answer_abuse": (
        "answer_abuse",
        SAM_TO_MARIA
        | {
            "their_name": "Dana",
            "happened_on": "2026-11-04",
            "concern": "the date on the poster is wrong, and 500 copies are printed",
            "mend": "I will send you a corrected file and a price for stickers today",
            "behaviour": "insulted",
            "follows": "end",
        },
    ),
    "after_non_payment": (
        "termination",
        {
            "setting": "after_non_payment",
            "their_name": "Mr Aldous",
            "my_name": "Ines Farrow",
            "end_date": "2026-12-31",
            "open_work": "yes",
            "deliver": "the first half of the catalogue",
            "hand_over": "the layout files",
            "owes": "yes",
            "owed_sum": "3480 USD",
            "invoices": "61\n64",
            "pay_by": "2026-12-18",
            "alternative": "provider",
            "provider": "a larger studio that can work with long payment terms",
        },
    ),
    "handover": (
        "handover",
        SAM_TO_MARIA
        | {
            "hand_over": "the layout files of all issues\nthe photographs, with their licences\n"
            "a page on how the next issue is made",
            "place": "in the folder “Handover” on your shared drive",
            "to_do": "change the passwords that I have used\n"
            "renew the domain before 31 January 2027",
            "questions_until": "2026-12-14",
            "last_invoice": "2026-031 of 30 November 2026",
        },
    ),
    "referral": (
        "referral",
        {
            "colleague": "Jonas",
            "my_name": "Sam Okoro",
            "named": "no",
            "business": "They run a furniture shop and repair what they sell",
            "need": "a catalogue twice a year, and help with the website",
            "good": "They know their trade, and they give you time to do things well",
            "to_know": "Decisions take time, because two owners have to agree",
            "reply_by": "2026-11-13",
        },
    ),
    "thanks": (
        "thanks",
        SAM_TO_MARIA
        | {
            "memory": "the trust you placed in me with the very first catalogue",
            "wish": "I hope that the repair workshops fill every Saturday",
            "door": "open",
            "my_work": "books and exhibition texts",
        },
    ),
    "call_end": (
        "call_end",
        {
            "setting": "ordinary",
            "their_name": "Maria",
            "my_name": "Sam Okoro",
            "end_date": "2026-11-30",
            "reason": "capacity",
            "open_work": "yes",
            "deliver": "the spring catalogue\nthe two product pages",
            "owes": "yes",
            "owed_sum": "1250.00 EUR",
            "pay_by": "2026-11-16",
            "alternative": "colleague",
            "colleague": "Jonas Lind",
            "remark": "The repair workshops are a good idea at the right time",
        },
    ),
    "call_talk": (
        "call_talk",
        {
            "their_name": "Maria",
            "my_name": "Sam Okoro",
            "topic": "changes",
            "good": "The first two issues have turned out well, and I like working on them",
            "look_again": "2026-12-08",
        },
    ),
}


def every_choice(form: LetterForm, made: Facts | None = None) -> Iterator[Facts]:
    """Every way to make the choices of a form."""
    made = made or {}
    open_ = [f for f in asked(form, made) if f.kind is FactKind.CHOICE and f.id not in made]
    if not open_:
        yield made
        return
    for option in open_[0].option_ids:
        yield from every_choice(form, {**made, open_[0].id: option})


def filled(form: LetterForm, made: Facts, optional: bool) -> Facts:
    """Facts for these choices: the required ones, or all of them. No two are alike."""
    others = [fact for fact in asked(form, made) if fact.kind is not FactKind.CHOICE]
    given = {f.id: value(f, form.facts.index(f)) for f in others if optional or f.required}
    return made | given


def value(fact: Fact, at: int) -> object:
    """A harmless value, different for each fact: what the page itself shows as an example."""
    if fact.kind is FactKind.DATE:
        return date(2026, 11, 2) + timedelta(days=at)
    if fact.kind is FactKind.LIST:
        return [fact.example, f"the second {fact.id.replace('_', ' ')}"]
    return fact.example
