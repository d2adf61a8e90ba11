// What opens above the command line: the command being written, and suggestions for what could come next.
import { h, morphChildren } from "../dom.js";
import { icon } from "../icons.js";
import { typeName } from "./command_line.js";

/** A suggestion is { label, description } and either { command }, { option } or { option, value }. */
export function commandRow(command) {
  return { label: command.path, description: command.description, command };
}

export function optionRow(option) {
  return { label: option.name, description: `${option.description}${option.required ? "" : " (optional)"}`, option: option.name };
}

export function choiceRow(option, choice) {
  return { label: choice.name, option: option.name, value: choice.value };
}

/** line: as read from the command line. active: the index of the suggestion that a key would take, or -1. */
export function drawPicker(picker, { line, suggestions, active, world }) {
  const parts = [line.found ? title(line, world) : signature(line), suggestions.length ? rows(suggestions, active) : null];
  morphChildren(picker, parts.filter(Boolean));
  picker.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
}

function title({ found }, world) {
  return h("p", { class: "picker-title", data: { key: "title" } }, found.length ? "Commands" : nothingFits(world));
}

function nothingFits({ commands, bot }) {
  if (commands.length) return "No command is called that.";
  return bot.online ? "The bot has no commands yet." : "The bot is not here yet. Its commands appear when it is.";
}

function signature(line) {
  const described = line.current ?? line.command;
  return h(
    "div",
    { class: "signature", data: { key: "signature" } },
    h("b", {}, line.command.path),
    line.command.options.map((option) => pill(option, line)),
    h("p", { class: "small" }, described.description, line.current ? ` (${typeName(line.current)})` : ""),
  );
}

function pill(option, line) {
  const filled = Boolean(line.values[option.name]);
  const classes = ["pill", filled ? "filled" : "", line.current === option ? "current" : "", option.required ? "required" : ""];
  return h(
    "button",
    { type: "button", tabindex: "-1", class: classes.filter(Boolean).join(" "), title: option.description, data: { option: option.name } },
    filled ? icon("check", { size: 12 }) : null,
    option.name,
  );
}

function rows(suggestions, active) {
  return h(
    "div",
    { role: "listbox", id: "suggestions", aria: { label: "Suggestions" }, data: { key: "rows" } },
    suggestions.map((row, index) => suggestion(row, index, index === active)),
  );
}

function suggestion(row, index, selected) {
  return h(
    "div",
    { role: "option", id: `suggestion-${index}`, aria: { selected: String(selected) }, data: { index: String(index) } },
    h("span", { class: "suggestion-name" }, row.label),
    row.description ? h("span", { class: "suggestion-about" }, row.description) : null,
  );
}
