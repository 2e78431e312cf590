// Files in and out. They go in slices, for a websocket drops what is too large at once.
const SLICE = 512 * 1024;

async function sendFile(file, purpose, app, progress) {
  progress.max = Math.max(file.size, 1);
  for (let offset = 0; offset === 0 || offset < file.size; offset += SLICE) {
    const data = await file.slice(offset, offset + SLICE).arrayBuffer();
    progress.value = offset + data.byteLength;
    const said = { name: file.name, size: file.size, offset, purpose };
    const answer = await app.post("slice", said, [data]);
    if (answer.faults) break;
  }
}

function fileControl({ label, busy }, purpose, accept, app) {
  const progress = h("progress", { "aria-label": label });
  const status = h("span", { role: "status", class: "cf-muted" });
  const input = h("input", {
    type: "file", accept, "data-purpose": purpose,
    onchange: async () => {
      const [file] = input.files;
      if (!file) return;
      status.replaceChildren(file.name, progress, busy);
      await sendFile(file, purpose, app, progress);
      status.replaceChildren();
      input.value = "";
    },
  });
  return h("div", { class: "cf-file" }, h("label", {}, h("span", {}, label), input), status);
}

async function saveFile(what, app, wishes = {}) {
  const answer = await app.post("download", { what, ...wishes });
  if (!answer.file) return;
  const address = URL.createObjectURL(new Blob([answer.data], { type: answer.file.kind }));
  h("a", { href: address, download: answer.file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveButton(label, what, app, kind = "cf-second") {
  return h("button", { type: "button", class: kind, "data-save": what, onclick: () => saveFile(what, app) }, label);
}

// What came of an import: counts, doubts, and each row that could not be read.
function showReport(report, app) {
  if (!report) return "";
  const { unread, choice } = report;
  return h("div", { class: "cf-report", role: "status" },
    h("h3", {}, report.heading),
    choice ? h("fieldset", { class: "cf-field" }, h("legend", {}, choice.ask), choice.options.map((option) =>
      h("button", {
        type: "button", class: "cf-second",
        onclick: () => app.post("date_order", { day_first: option.day_first }),
      }, h("strong", {}, option.label), option.examples.map((line) => h("span", { class: "cf-block" }, line))))) : "",
    h("ul", {}, report.lines.map((line) => h("li", {}, line)), report.doubts.map((line) => h("li", {}, line))),
    unread.rows.length ? h("details", { open: unread.rows.length <= 5 }, h("summary", {}, unread.label),
      h("div", { class: "cf-wide", tabIndex: 0, role: "region", "aria-label": unread.label },
        h("table", {}, h("thead", {}, h("tr", {}, unread.columns.map((name) => h("th", { scope: "col" }, name)))),
          h("tbody", {}, unread.rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))),
      unread.more ? h("p", {}, unread.more) : "") : "");
}
