// Fields by section. A form is made once for its questions and then only updated.
import { h, showText } from "./dom.js";
import { makeField } from "./fields.js";

/** @param {Wire.Section[]} sections @param {Wire.FormWords} words */
export function makeForm(sections, words, ask) {
  const fields = new Map();
  const elements = sections.map((section) => {
    const made = section.fields.map((spec) => {
      const field = makeField(spec, words, ask(spec.id));
      fields.set(spec.id, field);
      return field.element;
    });
    return h("section", { class: "cf-section", "data-section": section.id, "aria-label": section.heading || null },
      section.heading ? h("h2", {}, section.heading) : "",
      section.intro ? h("p", { class: "cf-muted" }, section.intro) : "", made);
  });
  return {
    elements,
    focus: (id) => fields.get(id)?.focus(),
    reveal(id) { fields.get(id)?.element.closest("details")?.setAttribute("open", ""); },
    update(live) {
      for (const [id, field] of fields) field.update(live.answers?.[id], live.records?.[id]);
    },
  };
}

/** @param {Wire.ToStep} target @param {App} app */
export function stepButton(target, app, kind = "cf-primary") {
  if (!app.has(target.step)) return "";
  const client = app.client();
  return h("button", { type: "button", class: kind, onclick: () => app.go(target.step, { client }) }, target.label);
}

export function heading(text) {
  const title = h("h1", { tabIndex: -1 }, text);
  requestAnimationFrame(() => showCurrentStep(title.closest(".cf")));
  return title;
}

// On a phone the steps are one row that scrolls; the page itself stays where it is.
function showCurrentStep(root) {
  const current = root?.querySelector(".cf-steps [aria-current]");
  if (!current) return;
  const row = current.closest(".cf-steps");
  const middle = (box) => (box.left + box.right) / 2;
  row.scrollLeft += middle(current.getBoundingClientRect()) - middle(row.getBoundingClientRect());
}

/** @param {Wire.SignsBody} body @param {App} app */
export function showSigns(body, app) {
  const client = app.client();
  const ask = (field) => ({
    put: (value) => app.keep("answer", { client, field, value }),
    note: (value) => app.post("note", { client, field, value }),
    clear: () => app.post("clear", { client, field }),
  });
  const quick = makeForm(body.sections, body.words, ask);
  const more = makeForm(body.more.sections, body.words, ask);
  const bar = h("progress", { "aria-label": body.heading });
  const count = h("span", {});
  const saved = h("span", { class: "cf-muted", role: "status" });
  app.onBusy((text) => { if (text) saved.textContent = text; else saved.textContent = app.live().saved ?? ""; });
  return {
    nodes: [
      heading(body.heading),
      h("p", { class: "cf-lead" }, body.intro),
      h("p", { class: "cf-muted cf-keys" }, body.hint),
      h("div", { class: "cf-progress" }, bar, count, saved),
      ...quick.elements,
      h("details", { class: "cf-more" }, h("summary", {}, body.more.label),
        h("p", { class: "cf-muted" }, body.more.intro), more.elements),
      h("div", { class: "cf-actions" }, stepButton(body.next, app)),
    ],
    focus(id) { for (const form of [quick, more]) { form.reveal(id); form.focus(id); } },
    update(live) {
      quick.update(live);
      more.update(live);
      if (!live.progress) return;
      bar.max = live.progress.total;
      bar.value = live.progress.done;
      showText(count, live.progress.text);
      showText(saved, live.saved);
    },
  };
}
