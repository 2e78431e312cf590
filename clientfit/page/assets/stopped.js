import { h } from "./dom.js";

export default {
  render({ model, el }) {
    el.append(h("div", { class: "cf" },
      h("h1", {}, model.get("heading")),
      h("div", { role: "alert", class: "cf-notice" }, model.get("lines").map((line) => h("p", {}, line)))));
  },
};
