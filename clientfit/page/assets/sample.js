// The invented clients to look around with: that they are invented, and the way out.
import { h } from "./dom.js";
import { askAbout } from "./whatif.js";

/** @param {Wire.Invented | null} invented @param {App} app */
export function inventedLine(invented, app) {
  if (!invented) return "";
  const remove = () => {
    askAbout(app, null); // the same clients may come back, and nobody asks about them then
    app.post("remove_sample");
  };
  return h("p", { class: "cf-row" }, h("span", { class: "cf-muted" }, invented.text),
    h("button", { type: "button", class: "cf-link", onclick: remove }, invented.remove));
}

export function inventedMark(text) {
  return text ? [" ", h("span", { class: "cf-muted" }, text)] : "";
}
