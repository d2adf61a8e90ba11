// Discord's markdown in blocks: headings, small print, lists, quotes, code blocks and paragraphs.
import { h } from "../dom.js";
import { inline } from "./inline.js";

const HEADING = /^(#{1,3}) +(.+)$/;
const SMALL = /^-# +(.+)$/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(.*)$/;
const QUOTE = /^> ?(.*)$/;
const DEEPEST_LIST = 4;

/** A text as nodes; context as for `inline`. */
export function markdown(text, context) {
  const blocks = [];
  const lines = text.split("\n");
  while (lines.length) blocks.push(takeBlock(lines, context));
  return blocks;
}

function takeBlock(lines, context) {
  const special = takeFence(lines) ?? takeQuote(lines, context) ?? takeHeading(lines, context) ?? takeList(lines, context);
  return special ?? takeParagraph(lines, context);
}

function takeFence(lines) {
  const rest = lines.join("\n");
  const found = /^```(?:([\w+#.-]*)\n)?([\s\S]*?)\n?```/.exec(rest);
  if (!found || !found[2].trim()) return null;
  const after = rest.slice(found[0].length).replace(/^\n/, "");
  lines.splice(0, lines.length, ...(after ? after.split("\n") : []));
  return h("pre", { tabindex: "0" }, h("code", {}, found[2]));
}

function takeQuote(lines, context) {
  if (lines[0].startsWith(">>> ")) {
    const text = [lines[0].slice(4), ...lines.splice(0).slice(1)].join("\n");
    return h("blockquote", {}, markdown(text, context));
  }
  const quoted = takeWhile(lines, QUOTE).map((found) => found[1]);
  return quoted.length ? h("blockquote", {}, h("p", {}, inline(quoted.join("\n"), context))) : null;
}

function takeHeading(lines, context) {
  const heading = HEADING.exec(lines[0]);
  const small = heading ? null : SMALL.exec(lines[0]);
  if (!heading && !small) return null;
  lines.shift();
  if (small) return h("p", { class: "small" }, inline(small[1], context));
  // The message's author is a heading of level 3; cards begin with whichever size looks right.
  return h("h4", { class: `heading-${heading[1].length}` }, inline(heading[2], context));
}

function takeList(lines, context) {
  const items = takeWhile(lines, ITEM);
  return items.length ? list(items, context, 1) : null;
}

/** Items that are indented more than the first belong to the one above them. */
function list(items, context, depth) {
  const indent = items[0][1].length;
  const ordered = /\d/.test(items[0][2]);
  const node = h(ordered ? "ol" : "ul", ordered ? { start: parseInt(items[0][2], 10) } : {});
  for (let at = 0; at < items.length; ) {
    const end = depth < DEEPEST_LIST ? endOfDeeper(items, at + 1, indent) : at + 1;
    const deeper = items.slice(at + 1, end);
    node.append(h("li", {}, inline(items[at][3], context), deeper.length ? list(deeper, context, depth + 1) : null));
    at = end;
  }
  return node;
}

function endOfDeeper(items, from, indent) {
  let end = from;
  while (end < items.length && items[end][1].length > indent) end++;
  return end;
}

function takeParagraph(lines, context) {
  const taken = [lines.shift()];
  while (lines.length && !startsBlock(lines[0])) taken.push(lines.shift());
  return h("p", {}, inline(taken.join("\n"), context));
}

function startsBlock(line) {
  return line.startsWith("```") || line.startsWith(">>> ") || [HEADING, SMALL, ITEM, QUOTE].some((block) => block.test(line));
}

function takeWhile(lines, pattern) {
  const taken = [];
  for (let found = pattern.exec(lines[0] ?? ""); lines.length && found; found = pattern.exec(lines[0] ?? "")) {
    taken.push(found);
    lines.shift();
  }
  return taken;
}
