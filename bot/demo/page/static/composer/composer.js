// The command line under the channel: finds commands, helps with their options, runs them.
import { h, on, toast } from "../dom.js";
import { act } from "../api.js";
import { knownValues, read, settle, takesFile } from "./command_line.js";
import { choiceRow, commandRow, drawPicker, optionRow } from "./picker.js";

const PAUSE = 120; // milliseconds without a key before suggestions are asked for
const MOST = 25;
const MOST_KILOBYTES = 180; // of 1,024 bytes: written as base64 it then fits into what the page's server takes
const UNKNOWN = "No command is called that. Type / to see what there is.";
const NO_COMMAND = "Only commands do something in this demo: type / to see them.";

export class Composer {
  #suggestions = [];
  #active = -1;
  #chosen = {};
  #asked = 0;
  #running = false;

  /** world(): { commands, people, bot, here }. member(): who acts. opened(modal, token): shows a modal. ran(): called after a run. */
  constructor({ form, input, picker, world, member, opened, ran }) {
    Object.assign(this, { form, input, picker, world, member, opened, ran });
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("focus", () => this.#suggest());
    input.addEventListener("click", () => this.#suggest());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#run();
    });
    // Pressing on a suggestion must not take the focus away from the line.
    picker.addEventListener("mousedown", (event) => event.preventDefault());
    on(picker, "click", "[role=option]", (row) => this.#accept(this.#suggestions[Number(row.dataset.index)]));
    on(picker, "click", "[data-option]", (pill) => this.#addOption(pill.dataset.option));
  }

  get #line() {
    return read(this.input.value, this.world().commands, this.input.selectionStart ?? undefined);
  }

  /** Put a text on the line, as a click on a command's mention does. */
  compose(text) {
    this.input.value = text;
    this.input.focus();
    this.#typed();
  }

  #typed() {
    this.#say("");
    this.#suggest();
  }

  #suggest() {
    const line = this.#line;
    if (!line) return this.#close();
    if (line.found) return this.#show(line.found.map(commandRow), line.found.length ? 0 : -1);
    const option = line.current;
    if (!option || this.#isFilled(line)) return this.#show(unused(line).map(optionRow), -1);
    if (takesFile(option)) return this.#show([chooseRow(option)], this.#isChosen(line) ? -1 : 0);
    const known = knownValues(option, this.world().people);
    const fits = ({ name }) => holds(name, line.values[option.name]);
    if (known) return this.#show(known.filter(fits).map((choice) => choiceRow(option, choice)), -1);
    if (option.autocomplete) return this.#ask(line, option);
    return this.#show([], -1);
  }

  /** Whether the option being typed has its value, so that a space means: what else? */
  #isFilled(line) {
    const { current, currentPart, values } = line;
    const typed = values[current.name];
    if (!typed || !currentPart.value.endsWith(" ")) return false;
    const known = knownValues(current, this.world().people);
    if (known) return known.some(({ name }) => name === typed);
    return !(current.autocomplete || takesFile(current)) || this.#isChosen(line);
  }

  /** Whether what stands for the option being typed was picked, not written. */
  #isChosen({ current, values }) {
    return this.#chosen[current.name]?.name === values[current.name];
  }

  #ask(line, option) {
    this.#show(this.#suggestions.filter((row) => row.option === option.name), -1);
    const asked = ++this.#asked;
    setTimeout(async () => {
      if (asked !== this.#asked) return;
      const answer = await this.#choices(line, option);
      if (asked === this.#asked) this.#show(answer.map((choice) => choiceRow(option, choice)), -1);
    }, PAUSE);
  }

  async #choices(line, option) {
    const typed = line.values[option.name] ?? "";
    try {
      return (await act("complete", { as: this.member(), channel: this.world().here, command: line.command.path, option: option.name, text: typed })).choices;
    } catch (problem) {
      this.#say(problem.message);
      return [];
    }
  }

  #show(suggestions, active) {
    this.#asked++;
    this.#suggestions = suggestions.slice(0, MOST);
    this.#active = Math.min(active, this.#suggestions.length - 1);
    this.#draw();
  }

  #close() {
    this.#show([], -1);
    this.picker.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  #draw() {
    const line = this.#line;
    const open = Boolean(line) && document.activeElement === this.input;
    this.picker.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open && this.#suggestions.length > 0));
    if (this.#active >= 0) this.input.setAttribute("aria-activedescendant", `suggestion-${this.#active}`);
    else this.input.removeAttribute("aria-activedescendant");
    if (!open) return;
    drawPicker(this.picker, { line, suggestions: this.#suggestions, active: this.#active, world: this.world() });
  }

  #key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return this.#move(event, event.key === "ArrowDown" ? 1 : -1);
    if (event.key === "Escape" && !this.picker.hidden) return this.#take(event, () => this.#close());
    if (event.key === "Tab" && !event.shiftKey && this.#suggestions.length && !this.picker.hidden) {
      return this.#take(event, () => this.#accept(this.#suggestions[Math.max(0, this.#active)]));
    }
    if (event.key === "Enter" && !event.isComposing) return this.#take(event, () => this.#enter());
  }

  #take(event, then) {
    event.preventDefault();
    then();
  }

  #move(event, step) {
    if (!this.#suggestions.length) return;
    event.preventDefault();
    const count = this.#suggestions.length;
    this.#active = this.#active < 0 && step < 0 ? count - 1 : (this.#active + step + count) % count;
    this.#draw();
  }

  #enter() {
    const line = this.#line;
    const picked = this.#suggestions[this.#active];
    const runnable = line?.complete && picked?.command === line.complete && !line.complete.options.some(({ required }) => required);
    if (picked && !runnable) this.#accept(picked);
    else this.#run();
  }

  #accept(row) {
    if (!row) return;
    if (row.command) return this.compose(`${row.command.path} ${startOf(row.command)}`);
    if (row.file) return this.#askForFile(row.option);
    if (row.value === undefined) return this.#addOption(row.option);
    this.#chosen[row.option] = { name: row.label, value: row.value };
    this.#fill(row.option, row.label);
  }

  #askForFile(option) {
    const files = h("input", { type: "file", hidden: true });
    files.addEventListener("change", () => this.#attach(option, files.files[0]));
    // Some browsers open nothing for an input that is not on the page.
    this.form.querySelector("[type=file]")?.remove();
    this.form.append(files);
    files.click();
  }

  /** The file is on the line at once, for the next key may come at once too; it is read when it is sent. */
  #attach(option, file) {
    this.input.focus();
    if (file.size > MOST_KILOBYTES * 1024) return this.#say(`${file.name} is too large: this demo takes files of up to ${MOST_KILOBYTES} KB.`);
    const filename = file.name.replace(/\s+/g, "_"); // as Discord does; on the line a space would end it
    this.#chosen[option] = { name: filename, value: new File([file], filename) };
    this.#say("");
    this.#fill(option, filename);
  }

  /** Write a value where its option stands, and go on with the next one that is needed. */
  #fill(name, text) {
    const line = this.#line;
    const { start, end } = line.currentPart ?? { start: this.input.value.length, end: this.input.value.length };
    const label = this.input.value.slice(0, start).endsWith(`${name}:`) ? "" : `${name}:`;
    const head = `${this.input.value.slice(0, start)}${label}${text}`;
    const missing = line.command.options.find((option) => option.required && option.name !== name && !line.values[option.name]);
    this.input.value = `${head}${this.input.value.slice(end)}${missing ? ` ${missing.name}:` : ""}`;
    if (missing) this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    if (missing) this.#typed();
    else this.#show([], -1);
  }

  #addOption(name) {
    const text = this.input.value.trimEnd();
    const at = text.search(new RegExp(`\\s${name}:`));
    if (at < 0) return this.compose(`${text} ${name}:`);
    const end = at + name.length + 2;
    this.input.focus();
    this.input.setSelectionRange(end, end);
    this.#suggest();
  }

  async #run() {
    const line = this.#line;
    const command = line?.command ?? line?.complete;
    if (!this.input.value.trim() || this.#running) return;
    if (!command) return this.#say(line ? UNKNOWN : NO_COMMAND);
    try {
      const options = settle(command, line.values ?? {}, this.#chosen, this.world().people);
      await this.#send(command, options);
    } catch (problem) {
      this.#say(problem.message);
    }
  }

  async #send(command, options) {
    const typed = this.input.value;
    const chosen = this.#chosen;
    this.#running = true;
    this.input.value = "";
    this.#chosen = {};
    this.#close();
    try {
      const answer = await act("command", {
        as: this.member(),
        channel: this.world().here,
        command: command.path,
        options: await withFilesRead(options),
      });
      if (answer.failed) toast(`${command.path}: the bot did not answer in time. Try again in a moment.`);
      if (answer.modal) this.opened(answer.modal, answer.token);
      this.ran();
    } catch (problem) {
      if (!this.input.value) {
        this.input.value = typed;
        this.#chosen = chosen;
      }
      throw problem;
    } finally {
      this.#running = false;
    }
  }

  #say(text) {
    this.form.querySelector(".composer-problem").textContent = text;
  }
}

function startOf(command) {
  const first = command.options.find(({ required }) => required);
  return first ? `${first.name}:` : "";
}

function chooseRow({ name }) {
  return { label: "Choose a file", description: `up to ${MOST_KILOBYTES} KB`, option: name, file: true };
}

async function withFilesRead(options) {
  const read = async ([name, value]) => [name, value instanceof File ? { filename: value.name, base64: await base64Of(value) } : value];
  return Object.fromEntries(await Promise.all(Object.entries(options).map(read)));
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(new Error(`${file.name} could not be read. Choose it again.`)));
    reader.readAsDataURL(file);
  });
}

function unused(line) {
  return line.command.options.filter(({ name }) => !(name in line.values));
}

function holds(name, typed) {
  return name.toLowerCase().includes((typed ?? "").toLowerCase());
}
