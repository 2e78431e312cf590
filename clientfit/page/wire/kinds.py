"""The kind of every event, as it is said on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.page.wire import events, step_events
from clientfit.page.wire.events import Event

KINDS: Mapping[str, type[Event]] = {
    "hello": events.Hello,
    "look": events.Look,
    "go": events.Go,
    "new": events.New,
    "add": events.Add,
    "sample": events.Sample,
    "remove_sample": events.RemoveSample,
    "rename": events.Rename,
    "delete": events.Delete,
    "add_names": events.AddNames,
    "join": events.Join,
    "keep_apart": events.KeepApart,
    "link": events.Link,
    "unlink": events.Unlink,
    "answer": events.Answer,
    "note": events.Note,
    "clear": events.Clear,
    "slice": events.Slice,
    "work": events.Work,
    "stop": events.Stop,
    "about_file": events.AboutFile,
    "pick_anew": events.PickAnew,
    "leave_file": events.LeaveFile,
    "currency_is": events.CurrencyIs,
    "currency": events.Currency,
    "fact": step_events.Fact,
    "words": step_events.Words,
    "anew": step_events.Anew,
    "dismiss": step_events.Dismiss,
    "try": step_events.Try,
    "review": step_events.Review,
    "forget": step_events.Forget,
    "cooled": step_events.Cooled,
    "cooling": step_events.Cooling,
    "tell_on": step_events.TellOn,
    "mark": step_events.Mark,
    "law": step_events.ChooseLaw,
    "own_rate": step_events.OwnRate,
    "country": step_events.Country,
    "myself": step_events.Myself,
    "target": step_events.Target,
    "assume": step_events.Assume,
    "assume_ours": step_events.AssumeOurs,
    "download": step_events.Download,
    "library": step_events.Library,
    "whatif": step_events.WhatIf,
    "figure": step_events.Figure,
    "profile": step_events.Profile,
}
