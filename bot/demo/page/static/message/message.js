// One message of the channel.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { renderComponents } from "./components.js";
import { renderEmbed } from "./embeds.js";
import { markdown } from "./markdown.js";
import { fileRow, isPicture, picture } from "./media.js";
import { renderThread } from "./thread.js";
import { timeOf } from "../clock.js";

const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;

/**
 * A message as a list item.
 *
 * shown: { id, private, payload } as the server sends it. fate: { busy, failed } of the last control used on it.
 * follows: whether it stands under another of the same author, so that the head can be left out. thread: that begins at it, if any.
 */
export function renderMessage(shown, { context, fate, follows, thread }) {
  const { payload } = shown;
  const at = Date.parse(payload.timestamp);
  const inside = { ...context, busy: fate?.busy, fileAt: (url) => fileAt(url, payload) };
  const mentioned = context.mentionsMe(payload);
  const classes = ["message", follows ? "follows" : "", shown.private ? "private" : "", mentioned ? "mentions-me" : ""].filter(Boolean).join(" ");
  return h(
    "li",
    { class: classes, id: `message-${shown.id}`, tabindex: "-1", data: { key: `message-${shown.id}`, message: shown.id } },
    usedCommand(payload),
    follows ? h("span", { class: "gutter" }, timeOf(at, "t")) : avatar(payload.author, context),
    h(
      "div",
      { class: "message-body" },
      follows ? null : head(payload, at),
      mentioned ? h("span", { class: "unseen" }, "Mentions you") : null,
      h("div", { class: "content" }, content(payload, inside)),
      fate?.failed ? h("p", { class: "failed", role: "alert" }, icon("alert", { size: 15 }), fate.failed) : null,
      thread ? renderThread(thread, context) : null,
      shown.private ? onlyYou() : null,
    ),
    shown.private ? null : tools(),
  );
}

function head(payload, at) {
  return h(
    "div",
    { class: "head" },
    h("h3", { class: "author" }, nameOf(payload.author)),
    payload.author.bot ? h("span", { class: "tag" }, "APP") : null,
    timeOf(at, "when"),
  );
}

function avatar(author, context) {
  if (author.bot) return h("img", { class: "avatar", src: "logo.svg", alt: "", width: "40", height: "40" });
  return context.faceOf(author.id, nameOf(author));
}

function nameOf(author) {
  return author.global_name ?? author.username;
}

function usedCommand(payload) {
  const used = payload.interaction;
  if (!used) return null;
  return h("p", { class: "used" }, h("b", {}, nameOf(used.user)), " used ", h("span", { class: "mention" }, `/${used.name}`));
}

function content(payload, context) {
  if (payload.flags & LOADING) return h("p", { class: "thinking" }, dots(), `${nameOf(payload.author)} is thinking…`);
  const edited = payload.edited_timestamp ? h("span", { class: "edited", title: "This message was changed" }, "(edited)") : null;
  if (payload.flags & COMPONENTS_V2) return [renderComponents(payload.components, context), edited];
  return [classic(payload, context, edited), renderComponents(payload.components ?? [], context)];
}

function classic(payload, context, edited) {
  const text = payload.content ? h("div", { class: "text" }, markdown(payload.content, context)) : null;
  const embeds = (payload.embeds ?? []).map((embed) => renderEmbed(embed, context));
  const attachments = payload.attachments ?? [];
  const pictures = attachments.filter(isPicture).map((file) => picture({ media: file, description: file.description }, context, "shot"));
  const files = attachments.filter((file) => !isPicture(file)).map((file) => fileRow(file, context));
  const gallery = pictures.length ? h("div", { class: `gallery ${pictures.length > 1 ? "many" : "one"}` }, pictures) : null;
  return [text, edited, embeds, gallery, files];
}

function dots() {
  return h("span", { class: "dots", aria: { hidden: "true" } }, h("i"), h("i"), h("i"));
}

function onlyYou() {
  const dismiss = h("button", { type: "button", class: "as-link", data: { act: "dismiss" } }, "Dismiss message");
  return h("p", { class: "only-you" }, icon("eye", { size: 15 }), "Only you can see this · ", dismiss);
}

function tools() {
  const label = "Delete message";
  const props = { type: "button", class: "tool", title: label, aria: { label }, data: { act: "delete" } };
  return h("div", { class: "tools" }, h("button", props, icon("bin", { size: 17 })));
}

/** "attachment://chart.png" is one of the message's own files. */
function fileAt(url, payload) {
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  return name ? (payload.attachments ?? []).find((file) => file.filename === name)?.url ?? "" : url;
}
