// Discord's message components, as real controls under their Discord labels.
import { h, webAddress } from "../dom.js";
import { icon } from "../icons.js";
import { markdown } from "./markdown.js";
import { fileRow, picture } from "./media.js";

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const LINK = 5;

const RENDERERS = {
  1: actionRow,
  2: button,
  3: stringSelect,
  9: section,
  10: textDisplay,
  11: thumbnail,
  12: gallery,
  13: file,
  14: separator,
  17: container,
};

/** Components as nodes; context as for `markdown`, with `busy`: the custom_id that waits for an answer. */
export function renderComponents(components, context) {
  return components.map((component) => renderComponent(component, context));
}

function renderComponent(component, context) {
  const render = RENDERERS[component.type];
  return render ? render(component, context) : h("p", { class: "small" }, `This page cannot show a component of type ${component.type}.`);
}

function actionRow(component, context) {
  return h("div", { class: "row" }, renderComponents(component.components, context));
}

export function emojiOf(emoji) {
  if (!emoji) return null;
  return h("span", { aria: { hidden: "true" }, class: "emoji" }, emoji.id ? `:${emoji.name}:` : emoji.name);
}

function button(component, context) {
  if (component.style === LINK) return linkButton(component, context);
  const busy = context.busy === component.custom_id;
  const label = component.label ?? component.emoji?.name ?? "";
  return h(
    "button",
    {
      type: "button",
      class: `button ${BUTTON_STYLES[component.style] ?? "secondary"}`,
      disabled: component.disabled,
      aria: { busy: busy ? "true" : null, label: component.label ? null : label },
      data: { act: "press", customId: component.custom_id, key: component.custom_id },
    },
    emojiOf(component.emoji),
    component.label ?? "",
  );
}

function linkButton(component, context) {
  const url = webAddress(component.url);
  const content = [emojiOf(component.emoji), component.label ?? component.url, icon("open", { size: 15 })];
  if (!url || component.disabled) return h("button", { type: "button", class: "button secondary", disabled: true }, content);
  const leads = { href: context.linkTo(component.url), target: "_blank", rel: "noopener noreferrer" };
  return h("a", { class: "button secondary", ...leads, data: { key: component.url } }, content);
}

function stringSelect(component, context) {
  const several = (component.max_values ?? 1) > 1;
  const name = component.placeholder ?? "Choose";
  const chosen = component.options.some((option) => option.default);
  const data = { act: several ? undefined : "pick", customId: component.custom_id, key: component.custom_id };
  const aria = { label: name, busy: context.busy === component.custom_id ? "true" : null };
  const select = h(
    "select",
    { disabled: component.disabled, multiple: several, aria, data },
    several ? null : h("option", { value: "", disabled: true, hidden: true, selected: !chosen }, name),
    component.options.map((option) =>
      h("option", { value: option.value, selected: option.default, title: option.description ?? null }, sayOption(option)),
    ),
  );
  return h("div", { class: "select" }, select, several ? doneButton(component) : null);
}

function doneButton({ disabled }) {
  return h("button", { type: "button", class: "button secondary", disabled, data: { act: "pick-several" } }, "Done");
}

/** An option of a select in one line, as a browser's own select can show it. */
export function sayOption(option) {
  const name = option.emoji?.name && !option.emoji.id ? `${option.emoji.name} ${option.label}` : option.label;
  return option.description ? `${name} · ${option.description}` : name;
}

function section(component, context) {
  const side = component.accessory ? h("div", { class: "accessory" }, renderComponent(component.accessory, context)) : null;
  return h("div", { class: "section" }, h("div", { class: "section-text" }, renderComponents(component.components, context)), side);
}

function textDisplay(component, context) {
  return h("div", { class: "text" }, markdown(component.content, context));
}

function thumbnail(component, context) {
  return picture(component, context, "thumbnail");
}

function gallery(component, context) {
  const count = component.items.length;
  return h("div", { class: `gallery ${count > 1 ? "many" : "one"}` }, component.items.map((item) => picture(item, context, "shot")));
}

function file(component, context) {
  const { url } = component.file;
  return fileRow({ url, filename: component.name ?? url.split("/").pop(), size: component.size ?? null }, context);
}

function separator(component) {
  const classes = ["separator", component.divider === false ? "bare" : "", component.spacing === 2 ? "wide" : ""];
  return h("hr", { class: classes.filter(Boolean).join(" ") });
}

function container(component, context) {
  const colour = component.accent_color;
  const style = colour === null || colour === undefined ? {} : { "--accent": hex(colour) };
  const inside = renderComponents(component.components, context);
  if (component.spoiler) return h("details", { class: "card spoiler", style }, h("summary", {}, "Spoiler"), inside);
  return h("div", { class: "card", style }, inside);
}

export function hex(colour) {
  return `#${(colour & 0xffffff).toString(16).padStart(6, "0")}`;
}
