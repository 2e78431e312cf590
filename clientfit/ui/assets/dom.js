// Elements from plain calls: h("p", {class: "x", onclick}, "text", child). Text is never markup.
const SVG_FREE = ["value", "checked", "disabled", "hidden", "required", "htmlFor", "tabIndex", "open"];

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (SVG_FREE.includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// Make `parent` hold exactly `wanted`, in order, without moving a node that may stay where it is:
// a moved node loses the focus and whatever is being typed.
function arrange(parent, wanted) {
  for (const node of [...parent.childNodes]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
}

function showText(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}
