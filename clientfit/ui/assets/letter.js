// The letter: facts first, then the words; both are kept as they are typed.
function showLetter(body, app) {
  const { words, letter_id: letter } = body;
  const client = app.client();
  const made = new Map(); // a field stays the same element while its question stays the same
  const ask = (field) => ({ put: (value) => app.post("fact", { client, letter, field, value: value ?? "" }) });
  const facts = h("div", {});
  const subject = h("input", { type: "text", id: "cf-subject", maxlength: 300, autocomplete: "off" });
  const text = h("textarea", { id: "cf-letter", rows: 18 });
  const put = debounce(() => app.post("words", { client, letter, subject: subject.value, body: text.value }));
  for (const control of [subject, text]) {
    control.addEventListener("input", () => put.later());
    control.addEventListener("change", () => put.now());
  }
  const missing = h("div", { class: "cf-notice" });
  const edited = h("p", { class: "cf-muted" }, words.edited, " ",
    h("button", { type: "button", class: "cf-link", onclick: () => app.post("anew", { client, letter }) }, words.anew));
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
    h("div", { class: "cf-actions" }, copy, saveButton(words.markdown, "letter.md", app), saveButton(words.eml, "letter.eml", app)),
    h("p", { class: "cf-muted" }, words.disclaimer));

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
    nodes: [heading(body.heading), h("p", { class: "cf-lead" }, body.intro), facts, missing, paper,
      h("div", { class: "cf-actions" }, stepButton(body.back, app, "cf-second"))],
    focus() {},
    change(given) { shown = refill(given); },
    update(live) {
      for (const field of shown) field.update(live.answers?.[field.id]);
      const state = live.letter;
      if (!state) return;
      const open = [...state.missing, ...state.faults];
      missing.replaceChildren(...(open.length ? [
        h("p", {}, state.missing.length ? words.missing : words.faults),
        h("ul", {}, open.map((line) => h("li", {}, line)))] : []));
      missing.hidden = !open.length;
      paper.hidden = open.length > 0;
      edited.hidden = !state.edited;
      if (open.length) return;
      fill(subject, state.subject);
      fill(text, state.body);
      count.textContent = state.count;
    },
  };
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
