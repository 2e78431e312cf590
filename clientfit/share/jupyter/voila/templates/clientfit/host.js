// Puts the page together: the connection's watch, the kernel's line, and each cell's widget.
const WIDGET = "application/vnd.jupyter.widget-view+json";
const config = JSON.parse(document.getElementById("cf-config").textContent);
const skeleton = document.getElementById("cf-skeleton");
const connection = watchConnection(config);
const widgets = new Map();

function sorry(error) {
  if (error) console.error(error);
  if (!skeleton.isConnected) return;
  skeleton.querySelector("[role=status]").textContent =
    "The workbook could not be opened. What you entered before is kept. "
    + "Load the page again; if it stays like this, stop clientfit and start it anew.";
  skeleton.querySelectorAll("[aria-hidden]").forEach((bone) => bone.remove());
}

async function show({ model, views }) {
  const style = document.createElement("style");
  style.textContent = model.get("_css") ?? "";
  const address = URL.createObjectURL(new Blob([model.get("_esm")], { type: "text/javascript" }));
  const module = await import(address);
  URL.revokeObjectURL(address);
  const made = typeof module.default === "function" ? await module.default() : module.default;
  await made.initialize?.({ model });
  document.head.append(style);
  for (const view of views) {
    const el = document.createElement("div");
    await made.render?.({ model, el });
    view.replaceChildren(el);
  }
  skeleton.remove();
}

function hear(message) {
  const { header, parent, content } = message;
  if (header.msg_type === "status" && content.execution_state === "idle") {
    widgets.forEach((widget) => widget.done(parent.msg_id));
  }
  const widget = header.msg_type === "comm_msg" && widgets.get(content.comm_id);
  if (!widget || !widget.hear(message) || widget.shown) return;
  widget.shown = true;
  show(widget).catch(sorry);
}

const say = openKernel(config, connection, {
  hear,
  reopened: () => widgets.forEach((widget) => widget.refresh()),
});
for (const view of document.querySelectorAll(".cf-output")) {
  const id = JSON.parse(view.querySelector("script").textContent)[WIDGET].model_id;
  if (!widgets.has(id)) widgets.set(id, Object.assign(makeModel(id, say), { views: [] }));
  widgets.get(id).views.push(view); // a widget may be shown by several cells
}
// A cell that failed left no widget, and Voila has told the log why.
if (!widgets.size) sorry();
