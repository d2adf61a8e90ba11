// Discord's markdown within a line, as nodes. Everything that is not understood stays the text it is.
import { h, webAddress } from "../dom.js";
import { timeOf } from "../clock.js";

const DEEPEST = 10;
const LATEST = 8.64e15; // the last millisecond a Date can hold

/**
 * A span of text as nodes.
 *
 * context: `linkTo(url)` says where a link really leads, `nameOf(kind, id)` names a mention ("@Maya", "#mutuals"), `threadOf(id)` finds the
 * thread that is mentioned and says where a link to it leads, `depth` counts nesting.
 */
export function inline(text, context) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = rulesAt(text, at, context);
    if (!found) {
      plain += text[at++];
    } else if (typeof found.node === "string") {
      plain += found.node;
      at = found.end;
    } else {
      flush();
      nodes.push(found.node);
      at = found.end;
    }
  }
  flush();
  return nodes;
}

function rulesAt(text, at, context) {
  const rules = RULES[text[at]];
  if (!rules) return null;
  for (const rule of rules) {
    const found = rule(text, at, context);
    if (found) return found;
  }
  return null;
}

const RULES = {
  "\\": [escaped],
  "\n": [(text, at) => ({ node: h("br"), end: at + 1 })],
  "`": [code],
  "*": [span("***", "strong", "em"), span("**", "strong"), span("*", "em")],
  _: [span("__", "u"), span("_", "em")],
  "~": [span("~~", "s")],
  "|": [spoiler],
  "[": [maskedLink],
  "<": [mention, moment, emoji, command, angledLink],
  h: [bareLink],
};

function escaped(text, at) {
  return /[^0-9A-Za-z\s]/.test(text[at + 1] ?? "") ? { node: text[at + 1], end: at + 2 } : null;
}

function code(text, at) {
  const found = match(/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, text, at);
  return found && { node: h("code", {}, found[2].trim() || found[2]), end: at + found[0].length };
}

function span(mark, ...tags) {
  return (text, at, context) => {
    if (!text.startsWith(mark, at) || tooDeep(context) || !mayOpen(text, at, mark)) return null;
    const end = closing(text, at + mark.length, mark);
    if (end <= at + mark.length) return null;
    const inner = inline(text.slice(at + mark.length, end), deeper(context));
    const node = tags.reduceRight((content, tag) => [h(tag, {}, content)], inner)[0];
    return { node, end: end + mark.length };
  };
}

function mayOpen(text, at, mark) {
  if (mark === "*") return /\S/.test(text[at + 1] ?? " ");
  return mark !== "_" || !/\w/.test(text[at - 1] ?? " ");
}

/** Where `mark` closes, passing over escapes, code and marks that are longer; -1 where it does not. */
function closing(text, from, mark) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") at += Math.max(0, (code(text, at)?.end ?? at + 1) - at - 1);
    else if (text.startsWith(mark, at)) {
      const run = runOf(text, at, mark[0]);
      if (closes(text, at, mark, run)) return at + run - mark.length;
      at += run - 1;
    }
  }
  return -1;
}

function closes(text, at, mark, run) {
  if (mark === "*" && (run % 2 === 0 || /\s/.test(text[at - 1]))) return false;
  if (mark === "_" && (run % 2 === 0 || /\w/.test(text[at + run] ?? " "))) return false;
  return true;
}

function runOf(text, at, mark) {
  let end = at;
  while (text[end] === mark) end++;
  return end - at;
}

function spoiler(text, at, context) {
  if (!text.startsWith("||", at) || tooDeep(context)) return null;
  const end = text.indexOf("||", at + 2);
  if (end <= at + 2) return null;
  const content = inline(text.slice(at + 2, end), deeper(context));
  return { node: h("details", { class: "spoiler" }, h("summary", {}, "Spoiler"), content), end: end + 2 };
}

function maskedLink(text, at, context) {
  if (context.inLink || tooDeep(context)) return null;
  const found = match(/\[((?:\\[\s\S]|[^\\[\]])+)\]\(<?(https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+)>?\)/y, text, at);
  if (!found || !webAddress(found[2])) return null;
  return { node: link(found[2], inline(found[1], { ...deeper(context), inLink: true }), context), end: at + found[0].length };
}

function angledLink(text, at, context) {
  const found = match(/<(https?:\/\/[^\s<>]+)>/y, text, at);
  if (!found || context.inLink || !webAddress(found[1])) return null;
  return { node: link(found[1], [found[1]], context), end: at + found[0].length };
}

function bareLink(text, at, context) {
  const found = context.inLink || /\w/.test(text[at - 1] ?? " ") ? null : match(/https?:\/\/[^\s<>]+[^\s<>.,:;"')\]*_~|]/y, text, at);
  return found && webAddress(found[0]) ? { node: link(found[0], [found[0]], context), end: at + found[0].length } : null;
}

function link(url, content, context) {
  const href = context.linkTo(url);
  return h("a", href.startsWith("#") ? { href } : { href, target: "_blank", rel: "noopener noreferrer" }, content);
}

function mention(text, at, context) {
  const found = match(/<(@!?|@&|#)(\d{1,20})>/y, text, at);
  const thread = found?.[1] === "#" ? context.threadOf?.(found[2]) : null;
  if (thread) return { node: h("a", { class: "mention", href: thread.href }, `#${thread.name}`), end: at + found[0].length };
  return found && { node: h("span", { class: "mention" }, context.nameOf(found[1], found[2])), end: at + found[0].length };
}

function moment(text, at) {
  const found = match(/<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/y, text, at);
  const milliseconds = found ? Number(found[1]) * 1000 : LATEST + 1;
  if (Math.abs(milliseconds) > LATEST) return null;
  return { node: timeOf(milliseconds, found[2] ?? "f"), end: at + found[0].length };
}

function emoji(text, at) {
  const found = match(/<a?:(\w{2,32}):\d{1,20}>/y, text, at);
  return found && { node: `:${found[1]}:`, end: at + found[0].length };
}

function command(text, at) {
  const found = match(/<\/([-\w ]{1,100}):\d{1,20}>/y, text, at);
  if (!found) return null;
  const data = { act: "compose", text: `/${found[1]} ` };
  return { node: h("button", { type: "button", class: "mention", data }, `/${found[1]}`), end: at + found[0].length };
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function deeper(context) {
  return { ...context, depth: (context.depth ?? 0) + 1 };
}

function tooDeep(context) {
  return (context.depth ?? 0) >= DEEPEST;
}
