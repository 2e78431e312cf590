// The page: steps on top, one step below. It shows what the session says and reports what was done.
const SHOW = {
  client: showClient, signs: showSigns, reading: showReading, repair: showRepair, end: showEnding,
  letter: showLetter, all: showTable,
};

function placeInAddress() {
  const [step, client, letter] = decodeURIComponent(location.hash.slice(1)).split("/");
  return step ? { step, client: client || null, letter: letter || null } : {};
}

function render({ model, el }) {
  // Only our own page may use the address: in a notebook it belongs to the notebook.
  const owned = Boolean(window.clientfitConnection);
  const notice = h("div", { class: "cf-notice", role: "alert", hidden: true });
  const nav = h("nav", {});
  const stage = h("div", { class: "cf-stage" });
  const root = h("div", { class: "cf" }, nav, notice, stage);
  let current = null;   // the step on the stage
  let wish = null;      // the field to go to when the next step is shown
  let shownPlace = "";
  let ready = false;
  let turning = false;  // through the browser's history, which is not to be written anew then
  let busyHeard = () => {};

  function tell(faults) {
    notice.replaceChildren(...faults.map((fault) => h("p", {}, fault)),
      h("button", { type: "button", class: "cf-link", onclick: () => { notice.hidden = true; } }, model.get("frame").dismiss));
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }
  const outbox = makeOutbox(model, tell);
  const app = {
    client: () => model.get("frame").client?.id ?? null,
    live: () => model.get("live"),
    has: (step) => model.get("frame").steps.some(({ id }) => id === step), // a notebook may show a part
    async post(kind, fields, buffers, quiet) {
      busyHeard(model.get("frame").saving);
      const answer = await outbox.post(kind, fields, buffers, quiet);
      if (!answer.faults) notice.hidden = true;
      if (answer.notice) tell([answer.notice, ...(answer.faults ?? [])]);
      if (!outbox.busy()) busyHeard("");
      return answer;
    },
    go(step, field = null) { wish = field; notice.hidden = true; return app.post("go", { step }); },
    // For a field that shows under itself what is wrong.
    keep: (kind, fields, buffers = []) => app.post(kind, fields, buffers, true),
    // For what the page needs to show something: nothing is saved by it, and nothing else changes.
    ask: (kind, fields) => outbox.post(kind, fields, [], true),
    tell,
    lang: () => model.get("frame").lang,
    busy: (words) => busyHeard(words),
    controls: new Map(), // of files, by purpose: they go on while the steps change
    letter: (letter) => app.post("go", { step: "letter", letter }),
    toClient({ step, client, letter, question }) {
      wish = question || null;
      notice.hidden = true;
      return app.post("go", { step, client, letter: letter || null });
    },
    open: (client) => app.post("go", { step: "reading", client }),
    onBusy(heard) { busyHeard = heard; },
  };

  function drawFrame() {
    const frame = model.get("frame");
    root.lang = frame.lang;
    root.dir = frame.dir;
    if (owned) {
      document.documentElement.lang = frame.lang;
      document.documentElement.dir = frame.dir;
      document.title = frame.title;
    }
    nav.setAttribute("aria-label", frame.label);
    nav.replaceChildren(
      h("ol", { class: "cf-steps" }, frame.steps.map(({ id, label, ready: open }) => h("li", {},
        h("button", {
          type: "button", disabled: !open, "aria-current": id === frame.step ? "step" : null,
          "data-step": id, onclick: () => app.go(id),
        }, label)))),
      h("p", { class: "cf-about" }, frame.about));
  }

  function remember(frame, replace) {
    if (!owned) return;
    const address = `#${[frame.step, frame.client?.id, frame.letter].filter(Boolean).join("/")}`;
    if (location.hash === address) return;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  // What has the focus is made anew with its step: whoever goes by keyboard must not start over.
  function nameOf(element) {
    if (!stage.contains(element)) return "";
    return element.dataset.purpose || element.id.replace(/^cf-\d+-/, "") || "h1";
  }
  function returnTo(name) {
    const found = [...stage.querySelectorAll("input, select, textarea")].find((one) => nameOf(one) === name);
    (found ?? stage.querySelector("h1")).focus({ preventScroll: true });
  }

  // What is redrawn around the focus keeps it: in the same entry, or else at the heading.
  function keepPlace(redraw) {
    const entry = document.activeElement?.closest?.("[data-item], [data-rule], [data-attempt], [data-repair]");
    const held = stage.contains(entry) ? { ...entry.dataset } : null;
    redraw();
    if (!held || stage.contains(document.activeElement)) return;
    const [name, value] = Object.entries(held)[0];
    const again = stage.querySelector(`[data-${name}="${CSS.escape(value)}"] button`);
    const near = name === "rule" ? stage.querySelector(".cf-marks button, #cf-letter") : null;
    (again ?? near ?? stage.querySelector("h1")).focus({ preventScroll: true });
  }

  function draw() {
    if (!ready) return;
    const [frame, body, live] = ["frame", "body", "live"].map((name) => model.get(name));
    const place = `${frame.step}/${frame.client?.id ?? ""}/${body.letter_id ?? ""}`;
    const arrived = place !== shownPlace;
    drawFrame();
    if (!arrived && current?.change) keepPlace(() => current.change(body));
    else {
      const held = nameOf(document.activeElement);
      busyHeard = () => {};
      current = SHOW[body.kind](body, app);
      stage.replaceChildren(...current.nodes);
      stage.dataset.step = body.kind;
      if (held && !arrived) returnTo(held);
    }
    current.update(live);
    if (!arrived) return;
    const first = !shownPlace;
    shownPlace = place;
    remember(frame, first || turning);
    if (wish) {
      current.focus(wish);
      const field = stage.querySelector(`[data-field="${CSS.escape(wish)}"]`);
      field?.classList.add("cf-wished");
      setTimeout(() => field?.classList.remove("cf-wished"), 2500);
    }
    else if (!first) { stage.querySelector("h1").focus({ preventScroll: true }); window.scrollTo(0, 0); }
    wish = null;
  }

  // The three traits of one change arrive together; draw once. What only changes answers must
  // not rebuild the form somebody is typing in.
  let due = false;
  let rebuilt = false;
  function later(whole) {
    rebuilt ||= whole;
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (rebuilt) draw();
      else if (ready) keepPlace(() => current?.update(model.get("live")));
      rebuilt = false;
    });
  }
  const onLive = () => later(false);
  const onBody = () => later(true);
  model.on("change:live", onLive);
  model.on("change:body", onBody);
  model.on("change:frame", onBody);

  const onBack = async () => {
    turning = true;
    notice.hidden = true;
    await app.post("go", placeInAddress());
    turning = false;
  };
  const onLeave = () => { for (const send of [...unsent]) send(); };
  const onLook = () => { if (!document.hidden && ready) outbox.post("look"); };
  if (owned) addEventListener("popstate", onBack);
  addEventListener("pagehide", onLeave);
  document.addEventListener("visibilitychange", onLook);
  addEventListener("focus", onLook);

  (async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await outbox.post("hello", { zone, ...(owned ? placeInAddress() : {}) });
    await outbox.replay();
    ready = true;
    el.append(root);
    draw();
  })();

  return () => {
    model.off("change:live", onLive);
    model.off("change:body", onBody);
    model.off("change:frame", onBody);
    removeEventListener("popstate", onBack);
    removeEventListener("pagehide", onLeave);
    document.removeEventListener("visibilitychange", onLook);
    removeEventListener("focus", onLook);
  };
}

export default { render };
