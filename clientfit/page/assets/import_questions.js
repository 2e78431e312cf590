// What only the person knows about a file: asked with examples; nothing is read before.
import { h, unique } from "./dom.js";

/** @param {Wire.DatesAsked} choice */
function askDates(choice, answer) {
  return h("fieldset", { class: "cf-field cf-either" }, h("legend", {}, choice.ask), choice.options.map((option) =>
    h("button", { type: "button", class: "cf-second", onclick: () => answer({ day_first: option.day_first }) },
      h("strong", {}, option.label), option.examples.map((line) => h("span", { class: "cf-block" }, line)))));
}

/** @param {Wire.MeAsked} choice */
function askMe(choice, answer, tell) {
  const boxes = choice.authors.map(({ value, label, on }, i) => {
    const box = h("input", { type: "checkbox", id: unique(`author-${i}`), value, checked: on });
    return { box, row: h("li", {}, h("label", { htmlFor: box.id }, box, " ", h("bdi", {}, label))) };
  });
  const say = (event) => {
    event.preventDefault();
    const me = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    if (me.length) answer({ me });
    else tell([choice.none]);
  };
  return h("form", { onsubmit: say }, h("fieldset", { class: "cf-field" }, h("legend", {}, choice.ask),
    h("ul", { class: "cf-boxes" }, boxes.map(({ row }) => row))),
  h("button", { type: "submit", class: "cf-primary" }, choice.keep));
}

/** @param {Wire.ColumnsAsked} choice */
function askColumns(choice, answer) {
  const body = h("div", { class: "cf-picks" });
  let [subject] = choice.subjects; // the likeliest
  let selects = [];
  const column = ({ id, label, needed, guess }) => {
    const select = h("select", { id: unique(`role-${id}`), "data-role": id }, h("option", { value: "" }, choice.none),
      choice.header.map((name, i) => h("option", { value: String(i), selected: i === guess }, name || String(i + 1))));
    selects.push(select);
    return [h("label", { htmlFor: select.id }, label, needed ? h("span", { class: "cf-muted cf-block" }, needed) : ""), select];
  };
  function fill() {
    selects = [];
    body.replaceChildren(...subject.roles.flatMap(column));
  }
  const group = unique("subject");
  const pills = choice.subjects.map((one) => {
    const radio = h("input", {
      type: "radio", name: group, id: unique(`subject-${one.id}`), checked: one === subject,
      onchange: () => { subject = one; fill(); },
    });
    return h("label", { class: "cf-pill", htmlFor: radio.id }, radio, h("span", {}, one.label));
  });
  fill();
  const say = (event) => {
    event.preventDefault();
    const chosen = selects.filter(({ value }) => value !== "").map((select) => [select.dataset.role, Number(select.value)]);
    answer({ subject: subject.id, columns: Object.fromEntries(chosen) });
  };
  return h("form", { class: "cf-columns", onsubmit: say },
    h("h3", {}, choice.ask), h("p", {}, choice.intro),
    h("div", { class: "cf-wide", tabIndex: 0, role: "region", "aria-label": choice.table }, h("table", {},
      h("caption", { class: "cf-hidden" }, choice.table),
      h("thead", {}, h("tr", {}, choice.header.map((name, i) => h("th", { scope: "col" }, name || String(i + 1))))),
      h("tbody", {}, choice.rows.map((row) => h("tr", {}, choice.header.map((_, i) => h("td", {}, row[i] ?? ""))))))),
    h("fieldset", { class: "cf-field" }, h("legend", {}, choice.subject), h("div", { class: "cf-pills" }, pills)),
    body,
    h("div", { class: "cf-row" }, h("button", { type: "submit", class: "cf-primary" }, choice.keep)));
}

/** @type {Record<string, (choice: any, answer: (said: Wire.Events["about_file"]) => void, tell: (faults: string[]) => void) => HTMLElement>} */
const ASK = { dates: askDates, me: askMe, columns: askColumns };

// Answer the question that a file left open. It is read again, which takes a while if it is large.
/** @param {App} app */
export async function answerFile(kind, fields, busy, app) {
  let answer = await app.keep(kind, fields);
  while (!answer.faults && answer.progress && answer.progress.state !== "done") {
    app.busy(busy);
    answer = await app.keep("work", {});
  }
  return answer.faults ?? [];
}

// What is wrong with an answer is said where it was given.
/** @param {Wire.FileQuestion | null} choice @param {string} busy @param {App} app */
export function askAboutFile(choice, busy, app) {
  if (!choice) return "";
  const wrong = h("div", { role: "alert", class: "cf-fault", hidden: true });
  const tell = (faults) => {
    wrong.replaceChildren(...faults.map((fault) => h("p", {}, fault)));
    wrong.hidden = !faults.length;
    if (faults.length) wrong.scrollIntoView({ block: "nearest" });
  };
  const answer = async (said) => { tell([]); tell(await answerFile("about_file", said, busy, app)); };
  return h("div", {}, ASK[choice.kind](choice, answer, tell), wrong);
}
