// Files in and out. They go in slices, for a websocket drops what is too large at once; two are on
// their way at a time, so that the line is never idle. A large file is then read bit by bit.
import { h } from "./dom.js";
import { answerFile, askAboutFile } from "./import_questions.js";
import { currencyForm, showMerging } from "./name_matching.js";
import { showMyself } from "./settings.js";

const SLICE = 512 * 1024;
const IN_FLIGHT = 2;
const MB = 1024 * 1024;
const RECORDS = ".csv,.txt,.tsv,.xlsx,.xml,.pdf,.json,.data,.eml,.mbox,.zip,text/csv"; // files that hold records

// Send one file and have it read. `show` hears how far it is, `stopped` says whether to go on; gives
// what went wrong, if anything.
/** @param {File} file @param {App} app */
async function takeIn(file, given, app, show, stopped) {
  const flying = [];
  let answer = {};
  for (let offset = 0; offset === 0 || offset < file.size; offset += SLICE) {
    const data = await file.slice(offset, offset + SLICE).arrayBuffer();
    if (stopped()) break;
    const said = { ...given, name: file.name, size: file.size, offset };
    flying.push(app.keep("slice", said, [data]));
    if (flying.length === IN_FLIGHT) answer = await flying.shift();
    if (answer.faults) break;
    show("sending", offset + data.byteLength);
  }
  for (const each of flying) {
    const last = await each;
    if (!answer.faults) answer = last; // what went wrong first says why
  }
  while (!answer.faults && answer.progress && answer.progress.state !== "done" && !stopped()) {
    show(answer.progress.state, answer.progress.done);
    answer = await app.keep("work", {});
  }
  if (stopped()) await app.keep("stop", {});
  return stopped() ? [] : answer.faults ?? [];
}

// One control for a purpose, which outlives the steps of the page: a file goes on when they change.
/** @param {Wire.UploadWords} words @param {App} app */
export function fileControl(words, purpose, accept, app) {
  const known = app.controls.get(purpose);
  if (known) { known.name(words.label); return known.element; }
  const bar = h("progress", { "aria-label": words.progress });
  const line = h("span", { class: "cf-muted" });
  const heard = h("span", { role: "status", class: "cf-hidden" });
  let stopped = false;
  const stop = h("button", {
    type: "button", class: "cf-second", "data-purpose": purpose,
    onclick: () => { stopped = true; stop.disabled = true; },
  }, words.cancel);
  const going = h("div", { class: "cf-going", hidden: true }, line, bar, stop);
  const label = h("span", {}, words.label);

  // Heard at the beginning of each part and half-way, not at every slice.
  function say(text) { if (heard.textContent !== text) heard.textContent = text; }
  function fill(text, file, done) {
    const number = (value) => value.toLocaleString(app.lang(), { maximumFractionDigits: 1 });
    return text.replace("{file}", file.name).replace("{done}", number(done / MB)).replace("{size}", number(file.size / MB));
  }
  function show(file, state, done) {
    // The bar is half full when all is here, and full when all is read. An empty file has no parts.
    bar.value = state === "keeping" ? 1 : (done / Math.max(file.size, 1) + (state === "sending" ? 0 : 1)) / 2;
    line.textContent = fill(words[state], file, done);
    say(state === "keeping" ? words.keeping : fill(words.heard[state][Number(done > file.size / 2)], file, done));
  }
  async function takeAll(files) {
    const faults = [];
    stopped = false;
    stop.disabled = false;
    const began = document.activeElement === input;
    input.disabled = true;
    going.hidden = false;
    for (const [at, file] of files.entries()) {
      if (stopped) break;
      bar.value = 0;
      line.textContent = file.name;
      faults.push(...await takeIn(file, { purpose, next: at > 0 }, app, (state, done) => show(file, state, done), () => stopped));
    }
    // Whoever began here, or waited at the way to stop it, goes on here, unless they went elsewhere.
    const held = document.activeElement === stop || (began && document.activeElement === document.body);
    going.hidden = true;
    input.disabled = false;
    input.value = "";
    if (held) input.focus({ preventScroll: true });
    say(stopped ? words.stopped : "");
    if (faults.length) app.tell(faults);
  }
  const input = h("input", {
    type: "file", accept, multiple: purpose !== "workbook", "data-purpose": purpose,
    onchange: () => { if (input.files.length) takeAll([...input.files]); },
  });
  const element = h("div", { class: "cf-file" }, h("label", {}, label, input), going, heard);
  app.controls.set(purpose, { element, name(text) { label.textContent = text; } });
  return element;
}

/** @param {string} what @param {App} app */
export async function saveFile(what, app, wishes = {}) {
  const answer = await app.post("download", { what, ...wishes });
  if (!answer.file) return;
  const address = URL.createObjectURL(new Blob([answer.data], { type: answer.file.kind }));
  h("a", { href: address, download: answer.file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** @param {App} app */
export function saveButton(label, what, app, { kind = "cf-second", wishes = {} } = {}) {
  return h("button", { type: "button", class: kind, "data-save": what, onclick: () => saveFile(what, app, wishes) }, label);
}

// What came of an import: counts, doubts, and each row that could not be read.
/** @param {Wire.ImportReport | null} report @param {App} app */
function showReport(report, app) {
  if (!report) return "";
  const { unread, choice } = report;
  return h("div", { class: "cf-report", role: "status" },
    report.earlier.map(({ heading: name, lines }) => [h("h3", {}, name), h("ul", {}, lines.map((line) => h("li", {}, line)))]),
    h("h3", {}, report.heading),
    askAboutFile(choice, report.reading, app),
    report.leave ? h("p", {}, h("button", { type: "button", class: "cf-link", onclick: () => app.post("leave_file") }, report.leave)) : "",
    report.anew ? h("p", {}, h("button", { type: "button", class: "cf-link", onclick: () => answerFile("pick_anew", {}, report.reading, app) }, report.anew)) : "",
    h("ul", {}, report.lines.map((line) => h("li", {}, line)), report.doubts.map((line) => h("li", {}, line))),
    unread.rows.length ? h("details", { open: unread.rows.length <= 5 }, h("summary", {}, unread.label),
      h("div", { class: "cf-wide", tabIndex: 0, role: "region", "aria-label": unread.label },
        h("table", {}, h("thead", {}, h("tr", {}, unread.columns.map((name) => h("th", { scope: "col" }, name)))),
          h("tbody", {}, unread.rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))),
      unread.more ? h("p", {}, unread.more) : "") : "");
}

// Files in, what came of them, and all that is asked about them.
/** @param {Wire.Importing} given @param {App} app */
export function bringIn(given, app) {
  return [
    fileControl(given, "records", RECORDS, app),
    h("details", { class: "cf-more" }, h("summary", {}, given.kinds.label), h("ul", {}, given.kinds.lines.map((line) => h("li", {}, line)))),
    showReport(given.report, app), currencyForm(given.currency, app), showMerging(given.merging, app), showMyself(given.myself, app),
  ];
}
