// Building and patching the page. Data only ever becomes text or an attribute, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: `class`, `data`, `style` and `aria` are spelled out; other props are attributes (true sets, false and null leave out). */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...flat(children));
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "data") for (const [key, datum] of Object.entries(value)) datum !== undefined && (node.dataset[key] = datum);
  else if (name === "style") for (const [key, rule] of Object.entries(value)) node.style.setProperty(key, rule);
  else if (name === "aria") for (const [key, state] of Object.entries(value)) state !== null && node.setAttribute(`aria-${key}`, state);
  else node.setAttribute(name, value === true ? "" : value);
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function svg(paths, { size = 20, label = "" } = {}) {
  const node = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor", class: "icon" };
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (label) {
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", label);
  } else node.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    node.append(path);
  }
  return node;
}

/** The address if it is a web address, else null: nothing else may become a link. */
export function webAddress(text) {
  try {
    const url = new URL(text, location.href);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/** Make `from` look like `wanted`, keeping nodes (and so focus, scroll and images) wherever they are the same thing. */
export function morph(from, wanted) {
  if (from === wanted) return;
  if (from.nodeType !== wanted.nodeType || from.nodeName !== wanted.nodeName || keyOf(from) !== keyOf(wanted)) {
    from.replaceWith(wanted);
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== wanted.nodeValue) from.nodeValue = wanted.nodeValue;
    return;
  }
  morphAttributes(from, wanted);
  morphChildren(from, [...wanted.childNodes]);
}

/** Make the children of `parent` look like `wanted`; those with a `data-key` are matched by it, the others by place. */
export function morphChildren(parent, wanted) {
  const wantedKeys = new Set(wanted.map(keyOf).filter(Boolean));
  const present = new Map([...parent.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  let next = parent.firstChild;
  for (const child of wanted) {
    next = dropUnwanted(next, wantedKeys);
    const match = keyOf(child) ? present.get(keyOf(child)) : next && !keyOf(next) ? next : undefined;
    present.delete(keyOf(child));
    if (!match) {
      parent.insertBefore(child, next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else parent.insertBefore(match, next);
    morph(match, child);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function dropUnwanted(node, wantedKeys) {
  let next = node;
  while (next && keyOf(next) && !wantedKeys.has(keyOf(next))) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
  return next;
}

function keyOf(node) {
  return node.dataset ? node.dataset.key : undefined;
}

function morphAttributes(from, wanted) {
  for (const { name } of [...from.attributes]) {
    // What a person opened stays open; a style attribute is copied through the object model, which the page's policy allows.
    if (!wanted.hasAttribute(name) && name !== "open" && name !== "style") setAttribute(from, name, null);
  }
  for (const { name, value } of wanted.attributes) {
    if (name !== "style" && from.getAttribute(name) !== value) setAttribute(from, name, value);
  }
  if (from.style.cssText !== wanted.style.cssText) from.style.cssText = wanted.style.cssText;
}

function setAttribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
  if (name === "selected" || name === "checked") node[name] = value !== null;
}

/** Call `act(element, event)` for events on any present or future element under `root` that matches. */
export function on(root, type, selector, act) {
  root.addEventListener(type, (event) => {
    const element = event.target instanceof Element ? event.target.closest(selector) : null;
    if (element && root.contains(element)) act(element, event);
  });
}

/** A line at the foot of the page that goes by itself. */
export function toast(text) {
  const node = h("div", { class: "toast", role: "status" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 7000);
}
