// The server's channels, with a mark on those in which something came since they were last open, and how often that mentions the member.
import { isLater } from "./channel.js";
import { h, morphChildren, on } from "./dom.js";

const READ = "read"; // what was read, in the window's storage: the newest message by channel

export class Channels {
  #read = new Map(Object.entries(JSON.parse(sessionStorage.getItem(READ) ?? "{}")));

  /** lists: the page's parts that hold them all. mentionsMe(message): whom it notifies. chosen(id): called when another is picked. */
  constructor({ lists, mentionsMe, chosen }) {
    Object.assign(this, { lists, mentionsMe });
    for (const list of lists) on(list, "click", "button[data-channel-id]", (button) => chosen(button.dataset.channelId));
  }

  /** channels: { id, name, newest, mentioning } each. here: the id of the one that is open. unseen: mentions there that are not in sight. */
  draw(channels, here, unseen) {
    const open = channels.find(({ id }) => id === here);
    if (open?.newest) this.#read.set(open.id, open.newest);
    sessionStorage.setItem(READ, JSON.stringify(Object.fromEntries(this.#read)));
    const mentions = new Map(channels.map((channel) => [channel.id, channel.id === here ? unseen : this.#mentions(channel)]));
    const all = [...mentions.values()].reduce((sum, count) => sum + count, 0);
    document.title = `${all ? `(${all}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
    for (const list of this.lists) {
      list.dataset.several = String(channels.length > 1);
      morphChildren(list, channels.map((channel) => this.#row(channel, channel.id === here, mentions.get(channel.id))));
    }
  }

  /** How many of the messages that came since it was open mention the member. */
  #mentions({ id, mentioning }) {
    const read = this.#read.get(id);
    return mentioning.filter((message) => (!read || isLater(message.id, read)) && this.mentionsMe(message)).length;
  }

  #row({ id, name, newest }, isOpen, mentions) {
    const unread = newest && this.#read.get(id) !== newest;
    return h(
      "button",
      { type: "button", class: unread ? "channel unread" : "channel", aria: { current: isOpen ? "page" : null }, data: { key: id, channelId: id } },
      h("span", { class: "hash", aria: { hidden: "true" } }, "#"),
      h("span", { class: "channel-name" }, name),
      mentions ? h("b", { class: "mentions" }, String(mentions), h("span", { class: "unseen" }, " unread, mentioning you")) : null,
      unread && !mentions ? h("span", { class: "unseen" }, ", unread") : null,
    );
  }
}
