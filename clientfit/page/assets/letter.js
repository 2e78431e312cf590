// The letter: facts first, then the words; both are kept as they are typed.
import { arrange, h, unique } from "./dom.js";
import { debounce, makeField } from "./fields.js";
import { saveButton } from "./files.js";
import { heading, stepButton } from "./forms.js";

/** @param {Wire.LetterBody} body @param {App} app */
export function showLetter(body, app) {
  const { words, letter_id: letter } = body;
  const client = app.client();
  const made = new Map(); // a field stays the same element while its question stays the same
  const ask = (field) => ({ put: (value) => app.keep("fact", { client, letter, field, value: value ?? "" }) });
  const facts = h("div", {});
  const subject = h("input", { type: "text", id: unique("subject"), maxlength: 300, autocomplete: "off" });
  const text = h("textarea", { id: unique("letter"), rows: 18 });
  const put = debounce(() => app.post("words", { client, letter, subject: subject.value, body: text.value }));
  for (const control of [subject, text]) {
    control.addEventListener("input", () => put.later());
    control.addEventListener("change", () => put.now());
  }
  const missing = h("div", { class: "cf-notice" });
  const sure = h("span", { hidden: true }, words.sure, " ",
    h("button", { type: "button", class: "cf-link", onclick: () => { sure.hidden = true; app.post("anew", { client, letter }); } }, words.replace), " ",
    h("button", { type: "button", class: "cf-link", onclick: () => { sure.hidden = true; } }, words.keep));
  const edited = h("p", { class: "cf-muted" }, words.edited, " ",
    h("button", { type: "button", class: "cf-link", onclick: () => { sure.hidden = false; (/** @type {HTMLElement} */ (sure.querySelector("button:last-child"))).focus(); } }, words.anew), " ", sure);
  const count = h("span", { class: "cf-muted" });
  const copied = h("span", { role: "status" });
  const copy = h("button", {
    type: "button", class: "cf-primary",
    onclick: async () => {
      await copyText(`${subject.value}\n\n${text.value}`, copy);
      copied.textContent = words.copied;
      setTimeout(() => { copied.textContent = ""; }, 3000);
    },
  }, words.copy);
  const paper = h("div", { class: "cf-paper" },
    h("label", { htmlFor: subject.id }, words.subject), subject,
    h("label", { htmlFor: text.id }, words.body), text,
    h("div", { class: "cf-row" }, count, copied), edited,
    h("div", { class: "cf-actions" }, copy, body.save.map(({ what, label }) => saveButton(label, what, app, { wishes: { client, letter } }))),
    words.disclaimer ? h("p", { class: "cf-muted" }, words.disclaimer) : "");
  const marks = h("section", { class: "cf-marks", "aria-label": words.marks });
  const desk = h("div", { class: "cf-desk" }, paper, marks);

  function refill(given) {
    const wanted = given.fields.map((spec) => {
      const key = JSON.stringify(spec);
      if (!made.has(key)) made.set(key, { id: spec.id, ...makeField(spec, words, ask(spec.id)) });
      return made.get(key);
    });
    arrange(facts, wanted.map(({ element }) => element));
    return wanted;
  }
  let shown = refill(body);
  const fill = (control, value) => {
    if (document.activeElement !== control && control.value !== value) control.value = value;
  };
  return {
    nodes: [heading(body.heading), h("p", { class: "cf-lead" }, body.purpose), h("p", { class: "cf-muted" }, body.intro),
      chooseLetter(body.choose, app), facts, missing, desk,
      h("div", { class: "cf-actions" }, stepButton(body.back, app, "cf-second"))],
    focus() {},
    change(given) { shown = refill(given); },
    update(live) {
      for (const field of shown) field.update(live.answers?.[field.id], live.records?.[field.id]);
      const state = live.letter;
      if (!state) return;
      const open = [...state.missing, ...state.faults];
      missing.replaceChildren(...(open.length ? [
        h("p", {}, state.missing.length ? words.missing : words.faults),
        h("ul", {}, open.map((line) => h("li", {}, line)))] : []));
      missing.hidden = !open.length;
      desk.hidden = open.length > 0;
      edited.hidden = !state.edited;
      if (open.length) return;
      fill(subject, state.subject);
      fill(text, state.body);
      count.textContent = state.count;
      marks.hidden = body.script;
      marks.replaceChildren(...showMarks(state, words, text, (key, on) => app.post("dismiss", { client, letter, key, on })));
    },
  };
}

// Every letter is one choice away; the one that fits now says so.
/** @param {Wire.LetterChoices} choose @param {App} app */
function chooseLetter(choose, app) {
  const client = app.client();
  // Whoever types a title is not taken away at its first letter; whoever points has chosen.
  const go = debounce(() => app.letter(list.value, client), 600);
  let typing = false;
  const list = h("select", {
    id: unique("which"),
    onkeydown: () => { typing = true; },
    onpointerdown: () => { typing = false; },
    onchange: () => (typing ? go.later() : app.letter(list.value, client)),
  },
    choose.letters.map(({ id, title, chosen, proposed }) =>
      h("option", { value: id, selected: chosen }, proposed ? `${title} (${choose.proposed})` : title)));
  return h("div", { class: "cf-field" }, h("label", { htmlFor: list.id }, choose.label), list);
}

// What the second reader says; a mark about some words leads to them.
/** @param {Wire.LetterState} state @param {Wire.LetterWords} words @param {HTMLTextAreaElement} text */
function showMarks(state, words, text, dismiss) {
  const select = (mark) => { text.focus(); text.setSelectionRange(mark.start, mark.end); };
  const items = state.marks.map((mark) => h("li", { "data-rule": mark.key },
    mark.end > mark.start ? h("button", { type: "button", class: "cf-link cf-quote", onclick: () => select(mark) }, `“${mark.text}”`) : "",
    h("p", {}, h("strong", {}, mark.what)), h("p", {}, mark.why),
    mark.better ? h("p", {}, h("strong", {}, `${words.better}: `), mark.better) : "",
    h("button", { type: "button", class: "cf-link", onclick: () => dismiss(mark.key, true) }, words.dismiss)));
  return [
    h("h2", {}, words.marks),
    items.length ? h("ul", { class: "cf-mark-list" }, items) : h("p", { role: "status" }, words.no_marks),
    state.waved.length ? h("button", {
      type: "button", class: "cf-link", onclick: () => state.waved.forEach((key) => dismiss(key, false)),
    }, words.dismissed) : "",
  ].filter(Boolean);
}

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without leave for the clipboard the old way still copies what is selected.
    const all = h("textarea", { value: text });
    button.after(all);
    all.select();
    document.execCommand("copy");
    all.remove();
    button.focus();
  }
}
