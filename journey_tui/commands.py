"""The one table of commands: bindings, footer, help, palette, keymap and `journey keys` all read it."""

from __future__ import annotations

from typing import Final, TypedDict

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key does."""

    id: str
    """Stable name, used by the keymap: `item.evidence`."""
    keys: tuple[str, ...]
    """Keys as Textual names them."""
    label: str
    """Short words for the footer and the palette."""
    place: str
    """Where it belongs: a key of `PLACES`."""
    action: str
    """The action that a screen runs."""
    help: str = ""
    """A sentence more than the label says."""
    footer: tuple[str, ...] = ()
    """The places whose footer shows it, in the order of the table; at most six a place."""


PLACES: Final = {
    "everywhere": "Everywhere", "places": "Places", "item": "The item under the cursor", "triage": "Triage", "deal": "A deal",
    "sources": "Sources", "evidence": "Evidence", "reader": "Reading a touchpoint", "review": "Review", "compare": "Comparing two moments", "timeline": "Timeline",
    "channel": "Channel", "workspace": "Workspace", "decisions": "Decision log", "leader": "Leader",
    "measures": "Measures",
}  # fmt: skip
PARENTS: Final = {"timeline": "deal", "channel": "deal", "workspace": "deal"}
"""Places inside another: its commands are in force there too."""
SHARED: Final = ("everywhere", "places", "item")
"""Commands of these places are in force on every screen."""

COMMANDS: Final[tuple[Command, ...]] = (
    Command("list.open", ("enter",), "open", "everywhere", "open", "Open what is under the cursor, or unfold it in place.",
            ("channel", "triage", "deal", "sources", "compare", "measures", "leader")),
    Command("list.down", ("j", "down"), "down", "everywhere", "down"),
    Command("list.up", ("k", "up"), "up", "everywhere", "up"),
    Command("list.top", ("g", "home"), "to the top", "everywhere", "top"),
    Command("list.bottom", ("G", "end"), "to the end", "everywhere", "bottom"),
    Command("list.half_down", ("ctrl+d",), "half a page down", "everywhere", "half_down"),
    Command("list.half_up", ("ctrl+u",), "half a page up", "everywhere", "half_up"),
    Command("list.page_down", ("pagedown",), "a page down", "everywhere", "page_down"),
    Command("list.page_up", ("pageup",), "a page up", "everywhere", "page_up"),
    Command("view.back", ("escape",), "back", "everywhere", "back", "Go back; clears a filter or a search first. Never quits.",
            ("evidence", "reader", "compare")),
    Command("view.pane", ("tab",), "next pane", "everywhere", "next_pane", "Give the keys to the other pane."),
    Command("view.pane_back", ("shift+tab",), "previous pane", "everywhere", "next_pane"),
    Command("search.start", ("slash",), "search", "everywhere", "search", "Search in what you are looking at."),
    Command("search.next", ("n",), "next hit", "everywhere", "search_next"),
    Command("search.previous", ("N",), "previous hit", "everywhere", "search_previous"),
    Command("deal.find", ("f",), "find a deal", "everywhere", "find_deal", "A few letters of the customer or the deal are enough.",
            ("triage",)),
    Command("view.refresh", ("r",), "refresh", "everywhere", "refresh", "Read again what is shown; on Sources: look at them now.", ("sources",)),
    Command("edit.undo", ("u",), "undo", "everywhere", "undo", "Take back your last decision."),
    Command("edit.redo", ("U",), "redo", "everywhere", "redo", "Decide again what you took back last."),
    Command("item.copy", ("y",), "copy", "everywhere", "copy", "Copy the item through the terminal's clipboard (OSC 52).", ("reader",)),
    Command("view.origin", ("h",), "people, machines, all", "everywhere", "origin",
            "Show what people did, what machines did, or both. Status, bands and gates never follow it."),
    Command("view.side", ("p",), "side panel", "everywhere", "side", "Channel, people and the age of each source.", ("deal", "channel")),
    Command("moment.pick", ("at",), "as of", "everywhere", "pick_moment",
            "Show the whole workspace as of a day: yesterday, fri, 2 w, 10 nov, 2026-11-10 14:00."),
    Command("moment.now", ("backslash",), "now", "everywhere", "moment_now", "Back from a past moment to now."),
    Command("view.fold", ("z",), "fold", "everywhere", "fold", "One line or two; one quote or all; on Leader: all that is not met."),
    Command("view.close", ("q",), "close", "everywhere", "close_view", "Close the view; quits on Triage."),
    Command("app.quit", ("ctrl+q",), "quit", "everywhere", "app.quit", "Leave Journey, from anywhere."),
    Command("go.workspace", ("w",), "workspace", "places", "workspace", "Chat and artifacts, with the item under the cursor in context; Esc comes back to it."),
    Command("go.leader", ("L",), "leader", "places", "leader",
            "What is not met across a team's deals, by gate and channel; on a deal, its one gap and a question."),
    Command("go.review", ("R",), "review", "places", "review", "What is proposed for the product channels' records: one key each.", ("triage", "channel")),
    Command("go.sources", ("S",), "sources", "places", "sources", "What was imported, how fresh it is, what was left out.", ("triage",)),
    Command("go.measures", ("number_sign",), "measures", "places", "measures", "How Journey is used and how well it is right: your own figures, kept here."),
    Command("item.evidence", ("e",), "evidence", "item", "evidence", "The quote in its message, and the sums behind the band.",
            ("deal", "leader")),
    Command("item.override", ("o",), "override", "item", "override",
            "Put your words in place of ours. A gate: waive or hold. A signal: useful, not useful, wrong.", ("deal",)),
    Command("item.confirm", ("c",), "confirm", "item", "confirm", "Say that the quote is read rightly.", ("evidence",)),
    Command("item.reject", ("x",), "reject, dismiss", "item", "reject", "Say that it is not so, with a reason.", ("evidence",)),
    Command("item.act", ("a",), "act", "item", "act", "Open the draft that does the step. An unmatched item: assign it. On Review: approve.",
            ("deal", "sources")),
    Command("item.done", ("d",), "done, reopen", "item", "done", "Mark a step as done, or open it again."),
    Command("item.snooze", ("s",), "snooze", "item", "snooze", "Put a step, a deal or an update off; a deal also until the customer writes."),
    Command("item.seen", ("m",), "mark seen", "item", "seen", "Remember that you have seen the deal as it is now."),
    Command("item.pin", ("P",), "pin", "item", "pin", "Keep a fact with the deal."),
    Command("triage.sort", ("b",), "sort", "triage", "sort", "What needs you first, or by name, date, amount, gap, change."),
    Command("triage.filter", ("F",), "filter", "triage", "filter", "Words of the names, and keys: stage:proposal gate:held crm>truth quiet. Esc clears.",
            ("triage",)),
    Command("triage.views", ("v",), "views", "triage", "views", "Lists to choose from; A there saves this one, i renames it, x deletes it."),
    Command("triage.mine", ("M",), "mine / all", "triage", "mine", "Your deals, or everybody's."),
    Command("deal.tab1", ("1",), "Snapshot", "deal", "tab(1)", "Where the customer is, why it matters, what comes next."),
    Command("deal.tab2", ("2",), "Health", "deal", "tab(2)", "What the customer has to have worked out, and how we know."),
    Command("deal.tab3", ("3",), "Timeline", "deal", "tab(3)", "Who did what when, against what the CRM says; z shows a list."),
    Command("deal.tab4", ("4",), "Actions", "deal", "tab(4)", "The next three to five steps."),
    Command("deal.tab5", ("5",), "Workspace", "deal", "tab(5)", "Questions answered with evidence, drafts, kept facts."),
    Command("deal.tab6", ("6",), "Channel", "deal", "tab(6)", "How a journey in this product channel is to be read."),
    Command("moment.before", ("left_square_bracket",), "event before", "deal", "moment_step(-1)",
            "Show everything as of the event before, from any tab."),
    Command("moment.after", ("right_square_bracket",), "event after", "deal", "moment_step(1)", "As of the event after; after the last one, now."),
    Command("moment.compare", ("equals_sign",), "compare", "deal", "compare",
            "What changed: since a week ago or another day, since your last look, or from as-of to now."),
    Command("compare.from", ("equals_sign",), "from another day", "compare", "compare", "Choose the earlier moment; @ the later one.",
            ("compare",)),
    Command("lane.item_before", ("left",), "item before", "timeline", "lane_item(-1)", "The item before in the lane."),
    Command("lane.item_after", ("right",), "next item", "timeline", "lane_item(1)", "The item after in the lane; j k change the lane.",
            ("timeline",)),
    Command("lane.pan_left", ("less_than_sign",), "earlier", "timeline", "lane_pan(-1)", "Move the window by a quarter of its width."),
    Command("lane.pan_right", ("greater_than_sign",), "later", "timeline", "lane_pan(1)", "Move the window by a quarter of its width.",
            ("timeline",)),
    Command("lane.zoom_in", ("plus",), "zoom in", "timeline", "lane_zoom(1)", "Year, quarter, month, week, day, around the cursor.",
            ("timeline",)),
    Command("lane.zoom_out", ("minus",), "zoom out", "timeline", "lane_zoom(-1)"),
    Command("lane.fit", ("0",), "fit", "timeline", "lane_fit", "Show everything from the first touchpoint to the last plan."),
    Command("lane.now", ("full_stop",), "now", "timeline", "lane_now", "Show the present, or the moment that is looked at.", ("timeline",)),
    Command("lane.gate_before", ("left_curly_bracket",), "gate before", "timeline", "lane_gate(-1)", "The move of the Truth Line before."),
    Command("lane.gate_after", ("right_curly_bracket",), "gate after", "timeline", "lane_gate(1)",
            "The next move of the Truth Line, then the gates to come; the text below says its cause.", ("timeline",)),
    Command("lane.human_before", ("left_parenthesis",), "person before", "timeline", "lane_human(-1)", "The last touchpoint of a person, in any lane."),
    Command("lane.human_after", ("right_parenthesis",), "person after", "timeline", "lane_human(1)", "The next touchpoint of a person, in any lane."),
    Command("channel.beside", ("C",), "another channel", "channel", "beside", "Read this deal under another channel's record, beside its own.",
            ("channel",)),
    Command("channel.propose", ("A",), "propose", "channel", "propose", "Propose a change of this record.", ("channel",)),
    Command("review.edit", ("i",), "edit, approve", "review", "edit", "Edit the words of the proposal, then approve it."),
    Command("review.propose", ("A",), "propose", "review", "propose", "Propose a change of a record yourself."),
    Command("review.lists", ("v",), "lists", "review", "views", "What waits, what was put off, what was decided; or one channel."),
    Command("review.until", ("D",), "defer until", "review", "defer_until", "Put it off until a day of your choice."),
    Command("measures.weeks", ("plus",), "weeks", "measures", "span('week')", "Show the last twelve weeks.", ("measures",)),
    Command("measures.months", ("minus",), "months", "measures", "span('month')", "Show the last twelve months.", ("measures",)),
    Command("measures.whose", ("M",), "yours / all", "measures", "whose", "Your own figures, or everybody's together, from three people on.", ("measures",)),
    Command("leader.note", ("A",), "note", "leader", "note", "A note for whose deal it is; the form says who can read it.", ("leader",)),
    Command("leader.scope", ("M",), "team / all", "leader", "scope", "Deals of those whom you lead, or everybody's.", ("leader",)),
    Command("leader.channel", ("v",), "channel", "leader", "channel", "Count one product channel alone, or all.", ("leader",)),
    Command("step.edit", ("i",), "edit", "deal", "edit", "Change what a step says, when it is due, and whose it is."),
    Command("deal.decisions", (), "decision log", "deal", "decision_log", "Who decided what on this deal, when and why."),
    Command("workspace.input", ("i",), "ask, edit", "workspace", "input", "Type a question; on an artifact, write in it; on a kept fact, edit it.",
            ("workspace",)),
    Command("workspace.new", ("A",), "write", "workspace", "new", "A first version from what is known: follow-up, call plan, plan, case, recap, note.",
            ("workspace",)),
    Command("workspace.versions", ("V",), "versions", "workspace", "versions", "Every version, and what changed between any two.", ("workspace",)),
    Command("workspace.export", ("X",), "export", "workspace", "export", "Markdown, HTML, DOCX, .eml, or the clipboard.", ("workspace",)),
    Command("workspace.editor", ("E",), "$EDITOR", "workspace", "editor", "Write in your own editor."),
    Command("workspace.improve", (), "improve this", "workspace", "improve",
            "The model proposes other words for the open artifact; you take or leave each change."),
    Command("workspace.hunk_before", ("left_curly_bracket",), "change before", "workspace", "hunk(-1)"),
    Command("workspace.hunk_after", ("right_curly_bracket",), "next change", "workspace", "hunk(1)"),
    Command("app.help", ("question_mark",), "keys", "everywhere", "help", "The keys of where you are.",
            ("channel", "triage", "deal", "sources", "evidence", "reader", "timeline", "workspace", "measures", "leader")),
    Command("app.palette", ("ctrl+p",), "commands", "everywhere", "palette", "Every command, by name."),
)  # fmt: skip

BY_ID: Final = {command.id: command for command in COMMANDS}

_NAMES: Final = {
    "question_mark": "?", "slash": "/", "number_sign": "#", "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "enter": "Enter",
    "tab": "Tab", "shift+tab": "Shift+Tab", "down": "↓", "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End",
    "comma": ",", "space": "Space", "at": "@", "backslash": "\\", "left_square_bracket": "[", "right_square_bracket": "]",
    "equals_sign": "=", "less_than_sign": "<", "greater_than_sign": ">", "plus": "+", "minus": "-", "full_stop": ".",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_parenthesis": "(", "right_parenthesis": ")",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return a key as people write it: `ctrl+p` is `Ctrl+P`."""
    if key in _NAMES:
        return _NAMES[key]
    return f"Ctrl+{key[5:].upper()}" if key.startswith("ctrl+") else key


def keys_of(command: Command, keymap: dict[str, str] | None = None) -> tuple[str, ...]:
    """Return the keys of a command under a keymap."""
    if keymap and command.id in keymap:
        return tuple(key.strip() for key in keymap[command.id].split(","))
    return command.keys


def key_names(command: Command, keymap: dict[str, str] | None = None) -> str:
    """Return the keys of a command as people write them."""
    return " ".join(key_name(key) for key in keys_of(command, keymap))


def commands_of(*places: str) -> tuple[Command, ...]:
    """Return the commands of some places, in the order of the table."""
    return tuple(command for command in COMMANDS if command.place in places)


def footer_of(place: str) -> tuple[Command, ...]:
    """Return the commands that the footer of a place shows, at most six; those of the place around it where it names none."""
    found = tuple(command for command in COMMANDS if place in command.footer)[:6]
    return found or (footer_of(PARENTS[place]) if place in PARENTS else ())


def around(place: str) -> tuple[str, ...]:
    """Return the place and the one that it is in, innermost first."""
    return (place, PARENTS[place]) if place in PARENTS else (place,)


class CommandRow(TypedDict):
    """One command as `journey keys --json` prints it."""

    id: str
    keys: list[str]
    label: str
    place: str
    help: str


def command_rows(keymap: dict[str, str] | None = None) -> list[CommandRow]:
    """Return every command with the keys in force, ready for JSON."""
    return [
        {"id": command.id, "keys": [key_name(key) for key in keys_of(command, keymap)], "label": command.label,
         "place": command.place, "help": command.help}
        for command in COMMANDS
    ]  # fmt: skip
