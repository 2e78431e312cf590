// What the person does goes out in order and is kept until the workbook has confirmed it; a page
// that lost its kernel sends the rest after it is loaded again.
import { unique } from "./dom.js";

export function makeOutbox(model, onFaults, tooLong) {
  // A tab may hold several pages, and of several workbooks: each keeps its own, and one that opens
  // takes over what pages of an earlier load have left of the same workbook.
  const name = unique("");
  const OURS = `clientfit-outbox ${model.get("workbook")} `;
  const NOW = `${OURS}${performance.timeOrigin} `;
  const KEY = NOW + name;
  const PATIENCE = 3000; // ms without an answer before we ask whether anybody is there
  const LONGEST = 1000000; // characters of one event; a server closes the line on a larger message
  // Nothing is lost with these.
  const passing = new Set(["hello", "look", "go", "new", "slice", "work", "stop", "about_file", "pick_anew", "download", "library", "figure", "whatif", "profile", "currency"]);
  // What has no answer yet, in the order in which it was said: id -> {event, buffers, resolve, quiet};
  // quiet where a field shows what is wrong itself.
  const waiting = new Map();
  let queue = stored();
  let serial = 0;

  function stored() {
    try {
      const left = Object.keys(sessionStorage).filter((key) => key.startsWith(OURS) && !key.startsWith(NOW));
      const events = left.flatMap((key) => JSON.parse(sessionStorage.getItem(key)));
      if (events.length) sessionStorage.setItem(KEY, JSON.stringify(events));
      for (const key of left) sessionStorage.removeItem(key);
      return events;
    } catch { return []; }
  }
  function store() {
    try {
      if (queue.length) sessionStorage.setItem(KEY, JSON.stringify(queue));
      else sessionStorage.removeItem(KEY);
    } catch { /* a browser that keeps nothing still sends everything */ }
  }
  function send(event, buffers = [], quiet = false) {
    return new Promise((resolve) => {
      waiting.set(event.id, { event, buffers, resolve, quiet });
      model.send(event, undefined, buffers);
      setTimeout(() => {
        if (waiting.has(event.id)) window.clientfitConnection?.suspect();
      }, PATIENCE);
    });
  }
  function post(kind, fields = {}, buffers = [], quiet = false) {
    serial += 1;
    const event = { id: `${name}${serial}`, kind, ...fields };
    if (JSON.stringify(event).length > LONGEST) {
      const faults = [tooLong()];
      if (!quiet) onFaults(faults);
      return Promise.resolve({ faults });
    }
    if (!passing.has(kind)) { queue.push(event); store(); }
    return send(event, buffers, quiet);
  }
  model.on("msg:custom", (answer, buffers) => {
    const asked = waiting.get(answer.ack);
    if (!asked) return;
    waiting.delete(answer.ack);
    queue = queue.filter((event) => event.id !== answer.ack);
    store();
    if (answer.faults && !asked.quiet) onFaults(answer.faults);
    asked.resolve({ ...answer, data: buffers?.[0] });
  });
  // Whatever was said into a line that was closing may be lost, and so may the answer to it: all of
  // it is said again, under the same names and with its bytes. What was done already is not done twice.
  addEventListener("clientfit:reopened", () => {
    for (const { event, buffers } of waiting.values()) model.send(event, undefined, buffers);
  });
  return {
    post,
    // Say again, in order, what an earlier load of this page could not get through.
    async replay() {
      const left = queue.map((event) => ({ ...event }));
      for (const event of left) await send(event);
      return left.length;
    },
    busy: () => waiting.size > 0,
  };
}
