// An id, or the name of a group of radios, that nothing else in the document has: a notebook may hold
// several pages, and one of them several times.
const HERE = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
let given = 0;
export function unique(name) {
  given += 1;
  return `cf-${HERE}-${given}-${name}`;
}

// What was given to `unique`.
export function plainName(id) {
  return id.replace(/^cf-\w+-\d+-/, "");
}

// Elements from plain calls: h("p", {class: "x", onclick}, "text", child). Text is never markup.
const AS_PROPERTY = ["value", "checked", "disabled", "hidden", "required", "htmlFor", "tabIndex", "open", "selected"];

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {any[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (AS_PROPERTY.includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// Make `parent` hold exactly `wanted`, in order, without moving a node that may stay where it is:
// a moved node loses the focus and whatever is being typed.
export function arrange(parent, wanted) {
  for (const node of [...parent.childNodes]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
}

export function showText(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}
