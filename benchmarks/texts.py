"""What the mails of a made store say: forty ordinary short texts, and richer ones that carry evidence."""

from __future__ import annotations

ORDINARY = (
    "Thanks for the notes from our session, I have passed them on to the two shift leads and will collect what they say",
    "The sample file opens fine here. One column is empty, which is how the plant sends it",
    "No news from my side yet. The colleague who knows the interface is back at her desk and will look at it",
    "Attached is the signed attendance sheet, as discussed. The other one is with the office in Lyon",
    "The folder is on the new drive, in the same place as the old one was",
    "Understood, that answers it. I have nothing to add to what Petra wrote",
    "The line was down again for an hour, so nobody had time to look at the test account",
    "I have forwarded your summary to the people who were not there, two of them had already read it",
    "Our canteen is open for visitors, the badge office is on the left behind the gate",
    "The screenshots came through, they are readable now. The first set was too small to see anything",
    "We compared the two lists and they agree apart from three entries that we had entered twice",
    "I added a few comments in the margin. Most of them are about wording, nothing that changes the content",
    "The connection was poor on our side, sorry about that. We heard the second half well",
    "My colleague in logistics has the numbers, he keeps them in a sheet of his own",
    "That works for us. The room holds eight people and has a screen",
    "The training account was locked after three tries and has been opened again by the help desk",
    "We received the parcel with the two devices, both are complete and the cables fit",
    "The document is in German, the summary on the first page is in both languages",
    "I have no preference, both layouts are fine. The operators like the bigger buttons",
    "Here are the names for the visitor list, as they are written in the passports",
    "The report from the other site has arrived, it looks much like ours",
    "We talked about it over lunch and everybody nodded, there was no discussion",
    "The server room was rebuilt and the cabinets are on the other side of the corridor",
    "I will be at the plant in the morning and at my desk in the afternoon",
    "The second file had the wrong date in its name, the content was the right one",
    "One of the labels prints upside down, the others are fine. It is the printer, I suppose",
    "We keep the old screens for the night shift, they are used to them",
    "Your colleague explained it well, the team asked far fewer questions afterwards",
    "The invoice went to the old address and has come back, our accounts office has it",
    "It was good to see you at the fair, the stand was busy all day",
    "The translation reads well. Two terms are not what our people say on the floor",
    "We ran it on the small machine only, the big one was being cleaned",
    "Three of the five operators have logged in, the other two work nights",
    "The picture in the manual shows the older model, which has the lever on the other side",
    "I printed it and pinned it up next to the machine",
    "The numbers in the second table are in thousands, that confused some of us",
    "Everything arrived, thank you. The box had been opened by customs and closed again",
    "Our phones were replaced, my number is the same as before",
    "The two teams sit on different floors, so it takes them a while to agree on anything",
    "I read through it on the train and it is clear to me now",
)
"""Mail as most mail is: nothing in it bears on a requirement."""

RICH = (
    "We counted again: it takes us eleven days from intake to release, and I want that under five by the end of June",
    "Martina Weiss signs for anything in this range, she asked me to bring two options",
    "Could you send the list of what has to be open in the firewall? Our network colleague needs it before Friday",
    "The committee sits on the second Wednesday of December and decides on it there",
    "Single sign-on is a must-have for us, and the audit trail has to be complete",
    "We lost a customer because the release came two weeks late, and that must not happen before the audit",
    "Please send the MSA to our legal team, they start with the security questionnaire",
    "We are also looking at Nordwerk, and engineering could build it themselves",
    "I've mentioned you to our CTO and I'll set up time with her next week",
    "I am out of office until 7 December and will answer after that",
)
"""One in ten: what the rules are there to find."""


def text_of(number: int, rich: bool) -> str:
    """Return the text of a mail of about a hundred words, the same for the same number."""
    first = number * 7919
    parts = [ORDINARY[(first + step * 13) % len(ORDINARY)] for step in range(6)]
    if rich:
        parts[number % 5] = RICH[(number // 10) % len(RICH)]
    return "Hello,\n\n" + ". ".join(parts) + f". Reference {number}.\n\nKind regards"
