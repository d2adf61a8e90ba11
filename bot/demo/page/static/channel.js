// The list of messages: live, in place, and where the reader left it.
import { h, morphChildren, on, toast } from "./dom.js";
import { act } from "./api.js";
import { renderMessage } from "./message/message.js";
import { renderThreadAlone } from "./message/thread.js";
import { onPick } from "./composer/picking.js";
import { startOfDay, timeOf } from "./clock.js";

const TOGETHER = 7 * 60_000; // messages of one author within this many milliseconds stand under one head
const NEAR = 60; // pixels from the end that still count as being there

export class Channel {
  #messages = new Map();
  #drawn = new Map();
  #fates = new Map();
  #threads = new Map();
  #stuck = true;
  #unread = 0;
  #mentions = 0; // unread ones of the member one acts as

  /**
   * context: as for `renderMessage`. mentioned(count): told how many unread messages mention the member. member(): who acts.
   * opened(modal, token): shows a modal. earlier(): asks for older messages.
   */
  constructor({ scroller, list, jump, mentioned, context, member, opened, earlier }) {
    Object.assign(this, { scroller, list, jump, mentioned, context, member, opened, earlier });
    document.addEventListener("visibilitychange", () => this.#read());
    scroller.addEventListener("scroll", () => this.#scrolled());
    new ResizeObserver(() => this.#stuck && this.#toEnd()).observe(list);
    new ResizeObserver(() => this.#stuck && this.#toEnd()).observe(scroller);
    jump.addEventListener("click", () => this.toNewest());
    on(list, "click", "button[data-act]", (button) => this.#clicked(button));
    on(list, "submit", 'form[data-act="write"]', (form, event) => this.#write(form, event));
    onPick(list, 'select[data-act="pick"]', (select) => this.#use(select, "pick", { values: [select.value] }));
  }

  /** Take in what the server says: changed messages, ids that are gone, all threads; on a fresh start there is nothing else. */
  update({ fresh, messages = [], gone = [], more, threads }) {
    // Whoever listens to the page hears what is new, not what was there already.
    this.scroller.setAttribute("aria-live", fresh ? "off" : "polite");
    if (fresh) this.#forget();
    if (more !== undefined) this.more = more;
    if (threads) this.#threads = new Map(threads.map((thread) => [thread.id, thread]));
    const news = fresh ? [] : messages.filter(({ id }) => !this.#messages.has(id));
    for (const shown of messages) this.#messages.set(shown.id, shown);
    for (const id of gone) this.#messages.delete(id);
    this.draw();
    if (!this.#stuck) this.#unread += news.length;
    this.#mentions += news.filter(({ payload }) => this.context.mentionsMe(payload)).length;
    this.#read();
  }

  /** Whatever stands at the end of the channel is read while somebody looks there. */
  #read() {
    if (this.#stuck) this.#unread = 0;
    if (this.#stuck && !document.hidden) this.#mentions = 0;
    this.mentioned(this.#mentions);
    this.#showJump();
  }

  #forget() {
    this.#messages.clear();
    this.#fates.clear();
    this.#drawn.clear();
    this.#unread = this.#mentions = 0;
  }

  draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const message = focused?.closest("[data-message]");
    const keepFrom = this.#stuck ? null : this.#firstVisible();
    morphChildren(this.list, this.#wanted());
    if (focused && message?.isConnected && (!focused.isConnected || focused.disabled)) refocus(message, focused.dataset.key);
    if (this.#stuck) this.#toEnd();
    else if (keepFrom?.node.isConnected) this.scroller.scrollTop += keepFrom.node.offsetTop - keepFrom.top;
  }

  #firstVisible() {
    const visible = (child) => child.dataset.message && child.offsetTop + child.offsetHeight > this.scroller.scrollTop;
    const node = [...this.list.children].find(visible);
    return node ? { node, top: node.offsetTop } : null;
  }

  #wanted() {
    const wanted = [this.#intro()];
    let above = null;
    const alone = [...this.#threads.values()].filter((thread) => thread.alone).map(inPlaceOfMessage);
    for (const shown of [...this.#messages.values(), ...alone].sort(byId)) {
      const day = startOfDay(Date.parse(shown.payload.timestamp));
      if (!above || startOfDay(Date.parse(above.payload.timestamp)) !== day) wanted.push(divider(day));
      wanted.push(this.#node(shown, belongsTogether(above, shown)));
      above = shown;
    }
    return wanted;
  }

  #node(shown, follows) {
    const [fate, thread] = [this.#fates.get(shown.id), this.#threads.get(shown.id)];
    if (thread?.alone) return renderThreadAlone(thread, this.context);
    const drawn = this.#drawn.get(shown.id);
    const present = document.getElementById(`message-${shown.id}`);
    if (present && drawn?.shown === shown && drawn.follows === follows && drawn.fate === fate && drawn.thread === thread) {
      return present;
    }
    this.#drawn.set(shown.id, { shown, follows, fate, thread });
    return renderMessage(shown, { context: this.context, fate, follows, thread });
  }

  #intro() {
    const earlier = h("button", { type: "button", class: "button secondary", data: { act: "earlier" } }, "Show earlier messages");
    const { name, topic } = this.context.channel();
    const welcome = [h("h2", {}, `Welcome to #${name}`), topic ? h("p", {}, topic) : null].filter(Boolean);
    return h("li", { class: "intro", data: { key: "intro" } }, this.more ? earlier : welcome);
  }

  #clicked(button) {
    const message = button.closest("[data-message]")?.dataset.message;
    const { act: what, customId } = button.dataset;
    if (what === "press") this.#use(button, "press", { custom_id: customId });
    else if (what === "pick-several") this.#pickSeveral(button);
    else if (what === "earlier") this.earlier();
    else if (what === "dismiss" || what === "delete") this.#remove(what, message);
  }

  #pickSeveral(button) {
    const select = button.parentElement.querySelector("select");
    this.#use(select, "pick", { values: [...select.selectedOptions].map((option) => option.value) });
  }

  /** Use a control of a message and show what comes of it: waiting, an answer, a modal, or that it failed. */
  async #use(control, what, payload) {
    const message = control.closest("[data-message]").dataset.message;
    const { customId } = control.dataset;
    if (this.#fates.get(message)?.busy) return;
    this.#setFate(message, { busy: customId });
    try {
      const answer = await act(what, { as: this.member(), message, custom_id: customId, ...payload });
      this.#setFate(message, answer.failed ? { failed: "This interaction failed" } : undefined);
      if (answer.modal) this.opened(answer.modal, answer.token);
    } catch (problem) {
      this.#setFate(message, { failed: problem.message });
    }
  }

  #setFate(message, fate) {
    if (fate) this.#fates.set(message, fate);
    else this.#fates.delete(message);
    this.draw();
  }

  async #write(form, event) {
    event.preventDefault();
    const { text } = form.elements;
    if (!text.value.trim()) return;
    try {
      await act("write", { as: this.member(), thread: form.dataset.thread, text: text.value });
      text.value = "";
    } catch (problem) {
      toast(problem.message);
    }
  }

  async #remove(what, message) {
    const next = document.getElementById(`message-${message}`)?.nextElementSibling ?? this.list.lastElementChild;
    try {
      await act(what, { as: this.member(), message });
      next?.focus({ preventScroll: true });
    } catch (problem) {
      toast(problem.message);
    }
  }

  #scrolled() {
    this.#stuck = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR;
    this.#read();
  }

  #showJump() {
    this.jump.hidden = this.#stuck;
    this.jump.querySelector("span").textContent = this.#unread ? `${this.#unread} new · jump to newest` : "Jump to newest";
  }

  toNewest() {
    this.#stuck = true;
    this.#toEnd();
    this.#read();
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

/** Give the focus to what stands in the place of a control that is gone, or to its message. */
function refocus(message, key) {
  const control = key ? message.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`) : null;
  (control ?? message).focus({ preventScroll: true });
}

/** Whether one message is newer than another. Ids are whole numbers too large for the language's own: the longer is the larger. */
export function isLater(id, other) {
  return id.length === other.length ? id > other : id.length > other.length;
}

function byId(one, other) {
  return isLater(one.id, other.id) ? 1 : -1;
}

/** A thread whose message is gone stands where that stood. */
function inPlaceOfMessage(thread) {
  return { id: thread.id, private: false, payload: { timestamp: thread.opened, author: {} } };
}

function belongsTogether(above, shown) {
  if (!above || above.private !== shown.private || above.payload.author.id !== shown.payload.author.id) return false;
  if (shown.payload.interaction) return false;
  const [first, second] = [above, shown].map(({ payload }) => Date.parse(payload.timestamp));
  return second - first < TOGETHER && startOfDay(first) === startOfDay(second);
}

function divider(day) {
  return h("li", { class: "day", data: { key: `day-${day}` } }, timeOf(day, "D"));
}
