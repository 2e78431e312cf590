// One widget: its state, kept equal with the kernel's, and its module, shown in the page.
// This is what anywidget's own host does for a widget that stands alone; it keeps a page from
// loading five megabytes of JupyterLab for it.

// Binary values travel beside the state, each with the path to its place.
function lift(value, path, found) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const whole = value instanceof ArrayBuffer;
    const bytes = whole ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    found.push({ path, bytes });
    return null;
  }
  if (Array.isArray(value)) return value.map((item, i) => lift(item, [...path, i], found));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, lift(item, [...path, key], found)]),
  );
}

function lower(state, paths, buffers) {
  paths.forEach((path, i) => {
    const place = path.slice(0, -1).reduce((inside, key) => inside[key], state);
    place[path.at(-1)] = buffers[i];
  });
  return state;
}

function same(a, b) {
  if (a === b) return true;
  const found = [];
  const texts = [a, b].map((value) => JSON.stringify(lift(value, [], found)));
  return !found.length && texts[0] === texts[1];
}

function makeModel(id, say) {
  const state = {};
  const listeners = new Map();
  const awaited = new Map();   // a trait -> the message whose echo must come before it may change
  let unsaved = {};
  let under = null;            // the one update under way; changes meanwhile follow together
  let again = false;           // whether there are such changes

  const emit = (name, ...said) => [...(listeners.get(name) ?? [])].forEach((heard) => heard(...said));
  const comm = (data, buffers) => say("comm_msg", { comm_id: id, data }, buffers);

  function take(given) {
    const changed = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => !same(state[name], value)),
    );
    Object.assign(state, changed);
    for (const [name, value] of Object.entries(changed)) emit(`change:${name}`, model, value);
    if (Object.keys(changed).length) emit("change", model);
    return changed;
  }

  function update(values) {
    const found = [];
    const plain = lift(values, [], found);
    const data = { method: "update", state: plain, buffer_paths: found.map(({ path }) => path) };
    under = { values, id: comm(data, found.map(({ bytes }) => bytes)) };
    for (const name of Object.keys(values)) awaited.set(name, under.id);
  }

  // What a widget's module sees: anywidget's model.
  const model = {
    get: (name) => state[name],
    set(name, value) {
      Object.assign(unsaved, take(typeof name === "string" ? { [name]: value } : name));
    },
    save_changes() {
      again = under !== null;
      if (again || !Object.keys(unsaved).length) return;
      const values = unsaved;
      unsaved = {};
      update(values);
    },
    send(content, _callbacks, buffers = []) {
      const found = [];
      lift([...buffers], [], found);
      comm({ method: "custom", content }, found.map(({ bytes }) => bytes));
    },
    on(names, heard) {
      for (const name of names.split(" ")) {
        listeners.set(name, [...(listeners.get(name) ?? []), heard]);
      }
    },
    off(names, heard) {
      for (const name of names ? names.split(" ") : [...listeners.keys()]) {
        const left = heard ? (listeners.get(name) ?? []).filter((one) => one !== heard) : [];
        listeners.set(name, left);
      }
    },
  };

  return {
    model,
    // Ask for the whole state; after a gap, first say again what may have been lost in it.
    refresh() {
      if (under) update(under.values);
      comm({ method: "request_state" });
    },
    // What the kernel says about this widget. Gives true when a state came.
    hear({ parent, content, buffers }) {
      const { method, state: given, buffer_paths: paths = [] } = content.data;
      if (method === "custom") emit("msg:custom", content.data.content, buffers);
      if (method === "echo_update") {
        for (const name of Object.keys(given)) {
          if (awaited.get(name) === parent.msg_id) awaited.delete(name);
        }
      }
      if (method !== "update") return false;
      lower(given, paths, buffers);
      for (const name of [...awaited.keys(), ...Object.keys(unsaved)]) delete given[name];
      take(given);
      return true;
    },
    // The kernel is done with a message.
    done(message) {
      if (under?.id !== message) return;
      under = null;
      for (const [name, awaitedId] of awaited) if (awaitedId === message) awaited.delete(name);
      if (again) model.save_changes();
    },
  };
}
