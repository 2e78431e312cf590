// The page: steps on top, one step below. It shows what the session says and reports what was done.
import { showClient } from "./client.js";
import { h, plainName } from "./dom.js";
import { showEnding } from "./ending.js";
import { unsent } from "./fields.js";
import { showSigns } from "./forms.js";
import { showLetter } from "./letter.js";
import { makeOutbox } from "./outbox.js";
import { showReading } from "./reading.js";
import { showRepair } from "./repair.js";
import { showTable } from "./table.js";
import { makeViews } from "./views.js";
import { WHAT_IF_CLEAN } from "./whatif.js";

/** @type {Record<string, (body: any, app: App) => Shown>} */
const SHOW = {
  client: showClient, signs: showSigns, reading: showReading, repair: showRepair, end: showEnding,
  letter: showLetter, all: showTable,
};

function placeInAddress() {
  const [step, client, letter] = decodeURIComponent(location.hash.slice(1)).split("/");
  return step ? { step, client: client || null, letter: letter || null } : {};
}

function render({ model, el }) {
  const notice = h("div", { class: "cf-notice", role: "alert", hidden: true });
  const nav = h("nav", {});
  const stage = h("div", { class: "cf-stage" });
  const root = h("div", { class: "cf" }, nav, notice, stage);
  // Only our own page may use the address, and if it holds several, the first: in a notebook it
  // belongs to the notebook.
  const host = window.clientfitConnection;
  const owned = Boolean(host) && (host.addressOf ??= root) === root;
  let current = null;   // the step on the stage
  let wish = null;      // the field to go to when the next step is shown
  let shownPlace = "";
  let ready = false;
  let turning = false;  // through the browser's history, which is not to be written anew then
  /** @type {(text: string) => void} */
  let busyHeard = () => {};

  function tell(faults) {
    notice.replaceChildren(...faults.map((fault) => h("p", {}, fault)),
      h("button", { type: "button", class: "cf-link", onclick: () => { notice.hidden = true; } }, views.get("frame").dismiss));
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }
  const outbox = makeOutbox(model, tell, () => views.get("frame").too_long);
  const views = makeViews(model, { onNews, onMissed: () => outbox.post("look", { whole: true }) });
  /** @type {App} */
  const app = {
    client: () => views.get("frame").client?.id ?? null,
    live: () => views.get("live"),
    has: (step) => views.get("frame").steps.some(({ id }) => id === step), // a notebook may show a part
    async post(kind, fields, buffers, quiet) {
      busyHeard(views.get("frame").saving);
      const answer = await outbox.post(kind, fields, buffers, quiet);
      if (!answer.faults) notice.hidden = true;
      if (answer.notice) tell([answer.notice, ...(answer.faults ?? [])]);
      if (!outbox.busy()) busyHeard("");
      return answer;
    },
    // Whatever is drawn is about one client and says so: by now the page may be about another one.
    go(step, { client = null, wish: field = null } = {}) {
      wish = field;
      notice.hidden = true;
      return app.post("go", client ? { step, client } : { step });
    },
    // For a field that shows under itself what is wrong.
    keep: (kind, fields, buffers = []) => app.post(kind, fields, buffers, true),
    // For what the page needs to show something: nothing is saved by it, and nothing else changes.
    ask: (kind, fields) => outbox.post(kind, fields, [], true),
    tell,
    lang: () => views.get("frame").lang,
    busy: (words) => busyHeard(words),
    controls: new Map(), // of files, by purpose: they go on while the steps change
    // What is asked and what is open, as long as the window is.
    asked: { client: null, ...WHAT_IF_CLEAN }, whatIfOpen: false, folds: new Map(),
    letter: (letter, client) => app.post("go", { step: "letter", letter, client }),
    toClient({ step, client, letter, question }) {
      wish = question || null;
      notice.hidden = true;
      return app.post("go", { step, client, letter: letter || null });
    },
    open: (client) => app.post("go", { step: "reading", client }),
    onBusy(heard) { busyHeard = heard; },
  };

  function drawFrame() {
    const frame = views.get("frame");
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
          "data-step": id, onclick: () => app.go(id, { client: frame.client?.id }),
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
    return element.dataset.purpose || plainName(element.id) || "h1";
  }
  function returnTo(name) {
    const found = [...stage.querySelectorAll("input, select, textarea")].find((one) => nameOf(one) === name);
    (/** @type {HTMLElement} */ (found ?? stage.querySelector("h1"))).focus({ preventScroll: true });
  }

  // What is redrawn around the focus keeps it: in the same entry, or else at the heading.
  function keepPlace(redraw) {
    /** @type {HTMLElement | null} */
    const entry = document.activeElement?.closest?.("[data-item], [data-rule], [data-attempt], [data-repair]");
    const held = stage.contains(entry) ? { ...entry.dataset } : null;
    redraw();
    if (!held || stage.contains(document.activeElement)) return;
    const [name, value] = Object.entries(held)[0];
    const again = stage.querySelector(`[data-${name}="${CSS.escape(value)}"] button`);
    const near = name === "rule" ? stage.querySelector(".cf-marks button, .cf-paper textarea") : null;
    (/** @type {HTMLElement} */ (again ?? near ?? stage.querySelector("h1"))).focus({ preventScroll: true });
  }

  function draw() {
    if (!ready) return;
    const [frame, body, live] = ["frame", "body", "live"].map(views.get);
    const place = `${frame.step}/${frame.client?.id ?? ""}/${body.letter_id ?? ""}`;
    const arrived = place !== shownPlace;
    // Another view of this page may have turned it: then the keyboard stays there.
    const mine = outbox.busy() || root.contains(document.activeElement);
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
    else if (!first && mine) {
      stage.querySelector("h1").focus({ preventScroll: true });
      if (owned) scrollTo(0, 0);
      else root.scrollIntoView();
    }
    wish = null;
  }

  // What changes together is drawn once. What only changes answers must not rebuild the form
  // somebody is typing in.
  let due = false;
  let rebuilt = false;
  function onNews(names) {
    rebuilt ||= names.some((name) => name !== "live");
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (rebuilt) draw();
      else if (ready) keepPlace(() => current?.update(views.get("live")));
      rebuilt = false;
    });
  }
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
    views.close();
    if (owned) host.addressOf = null;
    removeEventListener("popstate", onBack);
    removeEventListener("pagehide", onLeave);
    document.removeEventListener("visibilitychange", onLook);
    removeEventListener("focus", onLook);
  };
}

export default { render };
