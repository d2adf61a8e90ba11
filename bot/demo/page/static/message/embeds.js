// Classic embeds.
import { h, webAddress } from "../dom.js";
import { hex } from "./components.js";
import { timeOf } from "../clock.js";
import { inline } from "./inline.js";
import { markdown } from "./markdown.js";
import { picture } from "./media.js";

export function renderEmbed(embed, context) {
  const style = Number.isInteger(embed.color) ? { "--accent": hex(embed.color) } : {};
  const words = h(
    "div",
    { class: "section-text" },
    embed.author ? h("p", { class: "embed-author" }, embed.author.name) : null,
    embed.title ? title(embed, context) : null,
    embed.description ? markdown(embed.description, context) : null,
    embed.fields?.length ? h("dl", { class: "fields" }, embed.fields.map((field) => fieldOf(field, context))) : null,
  );
  const side = embed.thumbnail ? h("div", { class: "accessory" }, picture({ media: embed.thumbnail }, context, "thumbnail")) : null;
  const shot = embed.image ? picture({ media: embed.image, description: embed.title }, context, "shot") : null;
  const image = shot ? h("div", { class: "gallery one" }, shot) : null;
  return h("div", { class: "card", style }, h("div", { class: "section" }, words, side), image, footer(embed));
}

function title(embed, context) {
  const words = inline(embed.title, context);
  if (!embed.url || !webAddress(embed.url)) return h("h4", { class: "heading-3" }, words);
  return h("h4", { class: "heading-3" }, h("a", { href: context.linkTo(embed.url), target: "_blank", rel: "noopener noreferrer" }, words));
}

function fieldOf(field, context) {
  const classes = field.inline ? "field inline" : "field";
  return h("div", { class: classes }, h("dt", {}, inline(field.name, context)), h("dd", {}, markdown(field.value, context)));
}

function footer(embed) {
  const parts = [embed.footer?.text, embed.timestamp ? timeOf(Date.parse(embed.timestamp), "f") : null].filter(Boolean);
  return parts.length ? h("p", { class: "small" }, parts.flatMap((part, at) => (at ? [" · ", part] : [part]))) : null;
}
