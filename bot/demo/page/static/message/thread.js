// A thread of the channel: below the message it began at, or alone where that was deleted.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { timeOf } from "../clock.js";
import { markdown } from "./markdown.js";

const LONGEST = 2000; // characters that Discord takes in one message

/** thread: { id, name, opened, alone, messages: [{ id, author, text, at }] } as the server sends it. context: as for `renderMessage`. */
export function renderThread(thread, context) {
  return h(
    "section",
    { class: "thread", id: `thread-${thread.id}`, aria: { label: `Thread ${thread.name}` } },
    h("h4", { class: "thread-name" }, icon("said", { size: 15 }), thread.name),
    h("ol", {}, thread.messages.map((message) => line(message, context))),
    form(thread),
  );
}

/** What is left of a thread's place in the channel once its message was deleted. */
export function renderThreadAlone(thread, context) {
  const key = `message-${thread.id}`;
  const gone = h("p", { class: "small" }, "The message this thread began at was deleted.");
  return h("li", { class: "message", id: key, tabindex: "-1", data: { key } }, h("div", { class: "message-body" }, gone, renderThread(thread, context)));
}

function line(message, context) {
  const said = h("div", { class: "text" }, markdown(message.text, context));
  return h("li", { data: { key: `thread-message-${message.id}` } }, h("b", {}, message.author), timeOf(Date.parse(message.at), "when"), said);
}

function form(thread) {
  const label = `Write in ${thread.name}`;
  return h(
    "form",
    { class: "thread-line", autocomplete: "off", data: { act: "write", thread: thread.id } },
    h("input", { type: "text", name: "text", maxlength: LONGEST, placeholder: "Write in this thread", aria: { label } }),
    h("button", { type: "submit", class: "button secondary" }, "Send"),
  );
}
