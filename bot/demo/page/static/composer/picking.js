// When a select has been decided: at once with the mouse, with Enter where the arrow keys went through its options.
import { on } from "../dom.js";

/** Call `picked(select)` when a person has made up their mind about a select under `root` that matches. */
export function onPick(root, selector, picked) {
  const browsed = new WeakSet();
  const waiting = new WeakSet();
  on(root, "mousedown", selector, (select) => browsed.delete(select));
  on(root, "keydown", selector, (select, { key }) => {
    if (key !== "Enter") return browsed.add(select);
    browsed.delete(select);
    if (waiting.delete(select)) picked(select);
  });
  on(root, "change", selector, (select) => {
    if (browsed.has(select)) waiting.add(select);
    else picked(select);
  });
}
