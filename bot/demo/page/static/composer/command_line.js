// What has been typed after a slash, understood: which command, which options, and what could come next. No page in here.

const BOOLEAN = 5;
const INTEGER = 4;
const USER = 6;
const NUMBER = 10;
const FILE = 11;
const TYPE_NAMES = { 3: "text", 4: "whole number", 5: "yes or no", 6: "member", 7: "channel", 8: "role", 10: "number", 11: "file" };

export function takesFile(option) {
  return option.type === FILE;
}

export function typeName(option) {
  return TYPE_NAMES[option.type] ?? "text";
}

/**
 * Read a command line.
 *
 * Returns null for text without a slash; { found, complete } with the commands that fit, and the one that is fully named if there is one;
 * once more follows its name, { command, values, current, currentPart } where values are texts by option and current is the option that is
 * being typed, or null. caret: where in the text.
 */
export function read(text, commands, caret = text.length) {
  if (!text.startsWith("/")) return null;
  const typed = text.replace(/\s+/g, " ");
  const named = commands.filter(({ path }) => typed === path || typed.startsWith(`${path} `));
  const command = named.sort((one, other) => other.path.length - one.path.length)[0];
  if (!command || typed === command.path) return { found: fitting(typed, commands), complete: command ?? null };
  return { command, ...readOptions(text, command, caret) };
}

function fitting(typed, commands) {
  const wanted = typed.slice(1).toLowerCase();
  const starts = commands.filter(({ path }) => path.slice(1).startsWith(wanted));
  const holds = commands.filter(({ path }) => !path.slice(1).startsWith(wanted) && path.includes(wanted));
  return [...starts, ...holds];
}

function readOptions(text, command, caret) {
  const from = endOfPath(text, command.path);
  const parts = split(text, from, command.options);
  const values = Object.fromEntries(parts.map(({ option, value }) => [option.name, value.trim()]));
  const current = parts.find(({ start, end }) => caret >= start && caret <= end) ?? null;
  return { values, current: current?.option ?? null, currentPart: current };
}

/** Where the options begin: the path's words may have been typed with more than one space between them. */
function endOfPath(text, path) {
  const words = path.split(" ").map(literal);
  return new RegExp(`^${words.join("\\s+")}\\s`).exec(text)[0].length;
}

/** "name:value name:value" in parts; what stands before the first name belongs to the first option. */
function split(text, from, options) {
  if (!options.length) return [];
  const names = new RegExp(`(?<=^|\\s)(${options.map(({ name }) => literal(name)).join("|")}):`, "g");
  const marks = [...text.slice(from).matchAll(names)].map((found) => {
    const at = from + found.index;
    return { at, value: at + found[0].length, name: found[1] };
  });
  const before = text.slice(from, marks[0]?.at ?? text.length);
  const parts = before.trim() ? [{ at: from, value: from, name: options[0].name }] : [];
  return [...parts, ...marks].map((mark, index, all) => {
    const last = index + 1 === all.length;
    const end = last ? text.length : all[index + 1].at;
    const option = options.find(({ name }) => name === mark.name);
    return { option, value: text.slice(mark.value, end), start: mark.value, end: last ? end : end - 1 };
  });
}

/** A text as a pattern that matches it alone. */
function literal(text) {
  return text.replace(/[^\w]/g, "\\$&");
}

/** The values as the command wants them. chosen: { option: { name, value } } picked from suggestions. Throws an Error with a sentence. */
export function settle(command, values, chosen, people) {
  const settled = {};
  for (const option of command.options) {
    const text = values[option.name] ?? "";
    if (text) settled[option.name] = valueOf(option, text, chosen[option.name], people);
    else if (option.required) throw new Error(`${command.path} needs “${option.name}”: ${option.description}`);
  }
  return settled;
}

function valueOf(option, text, chosen, people) {
  if (chosen?.name === text) return chosen.value;
  if (option.choices?.length) return choiceOf(option, text);
  if (takesFile(option)) throw new Error(`“${option.name}” is a file: press “Choose a file” and pick it again.`);
  if (option.type === USER) return memberOf(option, text, people);
  if (option.type === BOOLEAN) return booleanOf(option, text);
  if (option.type === INTEGER || option.type === NUMBER) return numberOf(option, text);
  return text;
}

function choiceOf(option, text) {
  const choice = option.choices.find(({ name, value }) => [name, String(value)].some((word) => word.toLowerCase() === text.toLowerCase()));
  if (!choice) throw new Error(`“${option.name}” can be ${option.choices.map(({ name }) => name).join(", ")}.`);
  return choice.value;
}

function memberOf(option, text, people) {
  const wanted = text.replace(/^@/, "").toLowerCase();
  const person = people.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (!person) throw new Error(`“${option.name}” is a member of the channel: ${people.map(({ name }) => name).join(", ")}.`);
  return person.id;
}

function booleanOf(option, text) {
  if (/^(true|yes)$/i.test(text)) return true;
  if (/^(false|no)$/i.test(text)) return false;
  throw new Error(`“${option.name}” is True or False.`);
}

function numberOf(option, text) {
  const number = Number(text);
  const fits = Number.isFinite(number) && (option.type === NUMBER || Number.isInteger(number));
  if (!fits) throw new Error(`“${option.name}” is a ${typeName(option)}.`);
  if (number < (option.min_value ?? number)) throw new Error(`“${option.name}” is at least ${option.min_value}.`);
  if (number > (option.max_value ?? number)) throw new Error(`“${option.name}” is at most ${option.max_value}.`);
  return number;
}

/** What an option's value can be, as far as the page knows it: [{ name, value }], or null when anything goes. */
export function knownValues(option, people) {
  if (option.choices?.length) return option.choices;
  if (option.type === USER) return people.map(({ id, name }) => ({ name, value: id }));
  if (option.type === BOOLEAN) return ["True", "False"].map((name) => ({ name, value: name === "True" }));
  return null;
}
