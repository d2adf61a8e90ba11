// Builds the page's parts once and ties them together; the only module that knows them all.
import { Watch } from "./api.js";
import { Channel, isLater } from "./channel.js";
import { Channels } from "./channels.js";
import { keepTime, setClock } from "./clock.js";
import { Composer } from "./composer/composer.js";
import { on } from "./dom.js";
import { mendPictures } from "./message/media.js";
import { Members } from "./members.js";
import { Modals } from "./modal.js";
import { Panel } from "./panel/panel.js";

const PAGE_OF_MESSAGES = 60;
const PARTS = ["me", "here", "origins", "people", "roles", "commands", "bot", "guild", "channels", "threads", "x"];
const X_HOSTS = /^(www\.|mobile\.)?(x|twitter)\.com$/;

const part = (id) => document.getElementById(id);
const world = {
  me: new URLSearchParams(location.search).get("as"),
  here: new URLSearchParams(location.search).get("channel"),
  people: [],
  roles: {},
  commands: [],
  bot: { online: false },
  channels: [],
  threads: [],
  x: null,
};
let limit = PAGE_OF_MESSAGES;
let mentions = 0; // Unread ones of the member in the open channel.
let sought; // The id of what is to be shown once the channel that a link leads to is open.
let newestAtStart; // Private answers up to this message went with the page that showed them, as in Discord's app.

const context = {
  linkTo,
  nameOf,
  threadOf,
  faceOf: (id, name) => members.faceOf(id, name),
  channel: open,
  mentionsMe,
};
const member = () => world.me;
const modals = new Modals({
  dialog: part("modal"),
  context,
  member,
  roles: () => world.roles,
  people: () => world.people,
  channels: () => world.channels,
});
const opened = (modal, token) => modals.open(modal, token);
const members = new Members({ list: part("people"), toggle: part("members-toggle"), app: part("app"), chosen: actAs });
const channels = new Channels({ lists: document.querySelectorAll(".channels"), mentionsMe, chosen: goTo });
const channel = new Channel({
  scroller: part("scroller"),
  list: part("messages"),
  jump: part("jump"),
  mentioned,
  context,
  member,
  opened,
  earlier,
});
const composer = new Composer({
  form: part("composer"),
  input: part("line"),
  picker: part("picker"),
  world: () => world,
  member,
  opened,
  ran: () => channel.toNewest(),
});
const panel = new Panel(part("panel-body"));
const watch = new Watch(seen, linked);

/** On X's real address the demo has nothing to show: its own X answers instead. A message of the channel's is here. */
function linkTo(text) {
  const url = new URL(text);
  const message = url.hostname === "discord.com" && /^\/channels\/\d+\/(\d+)\/(\d+)$/.exec(url.pathname);
  if (message) return place(message[1], `message-${message[2]}`);
  return X_HOSTS.test(url.hostname) && world.x ? `${world.x.url}${url.pathname}${url.search}` : url.href;
}

/** Where a link leads that is to show this in that channel. */
function place(channelId, id) {
  return channelId === world.here ? `#${id}` : `#channel-${channelId}/${id}`;
}

function threadOf(id) {
  const thread = world.threads.find((each) => each.id === id);
  return thread && { ...thread, href: place(thread.channel, `thread-${id}`) };
}

function nameOf(kind, id) {
  if (kind === "#") return `#${world.channels.find((each) => each.id === id)?.name ?? "unknown"}`;
  if (kind === "@&") return `@${world.roles[id] ?? "role"}`;
  if (id === world.bot.id) return `@${world.bot.name}`;
  return `@${members.named(id)?.name ?? "somebody"}`;
}

/** Whether a message, as Discord's API returns it, notifies the member one acts as. */
function mentionsMe({ mentions = [], mention_roles: roles = [], mention_everyone: everyone }) {
  const mine = members.named(world.me)?.roles ?? [];
  return Boolean(everyone) || mentions.some(({ id }) => id === world.me) || roles.some((id) => mine.includes(id));
}

function seen(update) {
  if (world.origins && update.origins && world.origins !== update.origins) return location.reload();
  for (const name of PARTS) if (name in update) world[name] = update[name];
  if (update.clock) setClock(update.clock);
  if (update.people || update.fresh) members.draw(world.people, world.me);
  if (update.channels || update.bot) drawFrame();
  if (update.fresh && newestAtStart === undefined) newestAtStart = update.newest;
  if (update.fresh || update.messages || update.gone || update.threads) {
    const threads = update.threads?.filter((thread) => thread.channel === world.here);
    channel.update({ ...update, messages: update.messages?.filter(isKept), threads });
  }
  if (update.fresh && sought) {
    location.replace(`#${sought}`);
    sought = undefined;
  }
  if (update.x || update.clock || "burst" in update) panel.draw(update);
  remember();
}

function isKept({ id, private: isPrivate }) {
  return !isPrivate || newestAtStart === null || isLater(id, newestAtStart);
}

function drawFrame() {
  for (const place of document.querySelectorAll("[data-channel]")) place.textContent = open().name;
  for (const place of document.querySelectorAll("[data-guild]")) place.textContent = world.guild;
  channels.draw(world.channels, world.here, mentions);
  part("line").placeholder = `Type / to see what ${world.bot.name} can do`;
  part("notice").textContent = world.bot.online ? "" : `${world.bot.name} is offline. Buttons and commands answer once it is back.`;
}

function mentioned(count) {
  if (count === mentions) return;
  mentions = count;
  channels.draw(world.channels, world.here, mentions);
}

/** The channel that is open. */
function open() {
  return world.channels.find(({ id }) => id === world.here) ?? { name: "", topic: "" };
}

function linked(up) {
  part("lost").hidden = up;
}

/** The member and the channel stand in the address, so that a reload, or a second window, keeps its own. */
function remember() {
  const address = new URL(location.href);
  if (address.searchParams.get("as") === world.me && address.searchParams.get("channel") === world.here) return;
  address.searchParams.set("as", world.me);
  address.searchParams.set("channel", world.here);
  history.replaceState(null, "", address);
}

function look() {
  watch.as(world.me, world.here, limit);
}

function actAs(id) {
  world.me = id;
  look();
}

function goTo(id, wanted) {
  if (id !== world.here) limit = PAGE_OF_MESSAGES;
  sought = wanted;
  world.here = id;
  channel.toNewest();
  look();
}

function earlier() {
  limit += PAGE_OF_MESSAGES;
  look();
}

function showView(name) {
  part("app").dataset.view = name;
  for (const tab of document.querySelectorAll("[data-show]")) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
  sessionStorage.setItem("view", name);
}

on(document.body, "click", "[data-show]", (button) => showView(button.dataset.show));
on(document.body, "click", 'a[href^="#channel-"]', (link, event) => {
  event.preventDefault();
  goTo(...link.getAttribute("href").slice("#channel-".length).split("/"));
});
on(document.body, "click", '[data-act="compose"]', (button) => composer.compose(button.dataset.text));
showView(sessionStorage.getItem("view") ?? "channel");
mendPictures(document.body);
keepTime(document.body);
look();
