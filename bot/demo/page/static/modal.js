// Discord's modals: a dialog that keeps the focus, with its inputs under their labels.
import { h } from "./dom.js";
import { act } from "./api.js";
import { sayOption } from "./message/components.js";
import { markdown } from "./message/markdown.js";

const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;
const CHANNEL_SELECT = 8;
const TEXT_DISPLAY = 10;
const LABEL = 18;
const ACTION_ROW = 1;
const PARAGRAPH = 2;

export class Modals {
  /**
   * dialog: the page's <dialog>. context: as for `markdown`. member(): who acts. roles(): the server's, name by id. people(): its members.
   * channels(): its channels.
   */
  constructor({ dialog, context, member, roles, people, channels }) {
    Object.assign(this, { dialog, context, member, roles, people, channels });
    dialog.addEventListener("close", () => dialog.replaceChildren());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  /** Show a modal. token: names the answer that brought it. */
  open(modal, token) {
    const fields = modal.components.flatMap(fieldsOf);
    const problem = h("p", { class: "failed", role: "alert" });
    const cancel = h("button", { type: "button", class: "button plain" }, "Cancel");
    const submit = h("button", { type: "submit", class: "button primary" }, "Submit");
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", { id: "modal-title" }, modal.title),
      fields.map((field, index) => this.#row(field, index)),
      problem,
      h("div", { class: "modal-end" }, cancel, submit),
    );
    form.addEventListener("input", () => count(form));
    cancel.addEventListener("click", () => this.dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(form, { token, problem, submit });
    });
    this.dialog.replaceChildren(form);
    this.dialog.showModal();
    count(form);
    form.querySelector("[name]")?.focus();
  }

  #row(field, index) {
    if (field.text !== undefined) return h("div", { class: "text" }, markdown(field.text, this.context));
    const id = `modal-input-${index}`;
    const about = field.description ? h("p", { class: "small", id: `${id}-about` }, field.description) : null;
    return h(
      "div",
      { class: "field-row" },
      h("label", { for: id }, field.label, field.input.required === false ? null : star()),
      about,
      control(this.#withOptions(field.input), id, about ? about.id : null),
      field.input.max_length ? h("p", { class: "small counter", id: `${id}-count` }) : null,
    );
  }

  /** A select of roles, of roles and members, or of channels as one of options. */
  #withOptions(input) {
    const roles = () => Object.entries(this.roles()).map(([id, name]) => [id, `@${name}`]);
    const people = () => this.people().map(({ id, name }) => [id, `@${name}`]);
    if (input.type === ROLE_SELECT) return withOptions(input, roles());
    if (input.type === MENTIONABLE_SELECT) return withOptions(input, [...roles(), ...people()]);
    if (input.type === CHANNEL_SELECT) return withOptions(input, this.channels().map(({ id, name }) => [id, `#${name}`]));
    return input;
  }

  async #submit(form, { token, problem, submit }) {
    const values = {};
    for (const input of form.querySelectorAll("[name]")) values[input.name] = valueOf(input);
    submit.disabled = true;
    try {
      const answer = await act("submit", { as: this.member(), token, values });
      if (answer.failed) problem.textContent = "Something went wrong. Try again.";
      else this.dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      submit.disabled = false;
    }
  }
}

/** A modal's parts as fields: { label, description, input } or { text }. */
function fieldsOf(component) {
  if (component.type === LABEL) return [{ label: component.label, description: component.description, input: component.component }];
  if (component.type === ACTION_ROW) return component.components.map((input) => ({ label: input.label, input }));
  if (component.type === TEXT_DISPLAY) return [{ text: component.content }];
  return [];
}

function star() {
  return h("span", { class: "needed", aria: { hidden: "true" } }, " *");
}

function valueOf(input) {
  if (input instanceof HTMLSelectElement) return [...input.selectedOptions].map(({ value }) => value).filter(Boolean);
  return input.value;
}

function withOptions(input, offered) {
  const chosen = new Set((input.default_values ?? []).map(({ id }) => String(id)));
  return { ...input, type: STRING_SELECT, options: offered.map(([value, label]) => ({ value, label, default: chosen.has(value) })) };
}

function control(input, id, describedby) {
  const shared = { id, name: input.custom_id, required: input.required !== false, aria: { describedby } };
  if (input.type === STRING_SELECT) return select(input, shared);
  if (input.type !== TEXT_INPUT) return h("p", { class: "small" }, `This page cannot show an input of type ${input.type}.`);
  const limits = { minlength: input.min_length, maxlength: input.max_length, placeholder: input.placeholder, autocomplete: "off" };
  if (input.style === PARAGRAPH) return h("textarea", { ...shared, ...limits, rows: "4" }, input.value ?? "");
  return h("input", { ...shared, ...limits, type: "text", value: input.value });
}

function select(input, shared) {
  const several = (input.max_values ?? 1) > 1;
  const options = input.options.map((option) => h("option", { value: option.value, selected: option.default }, sayOption(option)));
  const prompt = several ? null : h("option", { value: "" }, input.placeholder ?? "Choose");
  return h("select", { ...shared, multiple: several }, prompt, options);
}

function count(form) {
  for (const input of form.querySelectorAll("[maxlength]")) {
    const place = form.querySelector(`#${input.id}-count`);
    place.textContent = `${input.value.length} of ${input.maxLength}`;
    place.hidden = input.value.length < input.maxLength * 0.8;
  }
}
