// Parts of the page's script without a browser: they get what they need of one as `given`.
import { readFileSync } from "node:fs";

const ASSETS = new URL("../../clientfit/page/assets/", import.meta.url);
export const TEMPLATE = new URL("../../clientfit/share/jupyter/voila/templates/clientfit/", import.meta.url);

// The names `wanted` of the files, joined as `clientfit/page/script.py` joins them.
export function part(files, wanted, given = {}, folder = ASSETS) {
  const source = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const plain = source.replace(/^import .*\n/gm, "").replace(/^export /gm, "");
  const body = `${plain}\nreturn { ${wanted.join(", ")} };`;
  return new Function(...Object.keys(given), body)(...Object.values(given));
}

// A widget's model: what was sent, and a way to let the page hear something.
export function makeModel(state = {}) {
  const heard = new Map();
  return {
    sent: [],
    get: (name) => state[name],
    set(name, value) { state[name] = value; for (const hear of heard.get(`change:${name}`) ?? []) hear(); },
    on(name, hear) { heard.set(name, [...(heard.get(name) ?? []), hear]); },
    off(name, hear) { heard.set(name, (heard.get(name) ?? []).filter((known) => known !== hear)); },
    send(event, _callbacks, buffers) { this.sent.push({ event, buffers }); },
    say(content, buffers) { for (const hear of heard.get("msg:custom") ?? []) hear(content, buffers); },
  };
}

// A tab's storage.
export function makeStorage(kept = {}) {
  const storage = Object.create({
    getItem(key) { return this[key] ?? null; },
    setItem(key, value) { this[key] = value; },
    removeItem(key) { delete this[key]; },
  });
  return Object.assign(storage, kept);
}
