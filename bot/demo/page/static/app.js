// Builds the page's parts once and ties them together; the only module that knows them all.
import { Watch } from "./api.js";
import { Channel, isLater } from "./channel.js";
import { keepTime, setClock } from "./clock.js";
import { Composer } from "./composer/composer.js";
import { on } from "./dom.js";
import { mendPictures } from "./message/media.js";
import { Members } from "./members.js";
import { Modals } from "./modal.js";
import { Panel } from "./panel/panel.js";

const PAGE_OF_MESSAGES = 60;
const PARTS = ["me", "origins", "people", "roles", "commands", "bot", "channel", "threads", "x"];
const X_HOSTS = /^(www\.|mobile\.)?(x|twitter)\.com$/;

const part = (id) => document.getElementById(id);
const world = {
  me: new URLSearchParams(location.search).get("as"),
  people: [],
  roles: {},
  commands: [],
  bot: { online: false },
  channel: { name: "" },
  threads: [],
  x: null,
};
let limit = PAGE_OF_MESSAGES;
let newestAtStart; // Private answers up to this message went with the page that showed them, as in Discord's app.

const context = {
  linkTo,
  nameOf,
  threadOf: (id) => world.threads.find((thread) => thread.id === id),
  faceOf: (id, name) => members.faceOf(id, name),
  channelName: () => world.channel.name,
  mentionsMe,
};
const member = () => world.me;
const modals = new Modals({ dialog: part("modal"), context, member, roles: () => world.roles, people: () => world.people });
const opened = (modal, token) => modals.open(modal, token);
const members = new Members({ list: part("people"), toggle: part("members-toggle"), app: part("app"), chosen: actAs });
const channel = new Channel({
  scroller: part("scroller"),
  list: part("messages"),
  jump: part("jump"),
  badge: part("mentions"),
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
  const message = url.hostname === "discord.com" && /^\/channels\/\d+\/\d+\/(\d+)$/.exec(url.pathname);
  if (message) return `#message-${message[1]}`;
  return X_HOSTS.test(url.hostname) && world.x ? `${world.x.url}${url.pathname}${url.search}` : url.href;
}

function nameOf(kind, id) {
  if (kind === "#") return `#${world.channel.name}`;
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
  if (update.channel || update.bot) drawFrame();
  if (update.fresh && newestAtStart === undefined) newestAtStart = update.newest;
  if (update.fresh || update.messages || update.gone || update.threads) channel.update({ ...update, messages: update.messages?.filter(isKept) });
  if (update.x || update.clock || "burst" in update) panel.draw(update);
  remember();
}

function isKept({ id, private: isPrivate }) {
  return !isPrivate || newestAtStart === null || isLater(id, newestAtStart);
}

function drawFrame() {
  for (const place of document.querySelectorAll("[data-channel]")) place.textContent = world.channel.name;
  for (const place of document.querySelectorAll("[data-guild]")) place.textContent = world.channel.guild;
  part("line").placeholder = `Type / to see what ${world.bot.name} can do`;
  part("notice").textContent = world.bot.online ? "" : `${world.bot.name} is offline. Buttons and commands answer once it is back.`;
}

function linked(up) {
  part("lost").hidden = up;
}

/** The member stands in the address, so that a reload, or a second window, keeps its own. */
function remember() {
  const address = new URL(location.href);
  if (address.searchParams.get("as") === world.me) return;
  address.searchParams.set("as", world.me);
  history.replaceState(null, "", address);
}

function actAs(id) {
  world.me = id;
  watch.as(id, limit);
}

function earlier() {
  limit += PAGE_OF_MESSAGES;
  watch.as(world.me, limit);
}

function showView(name) {
  part("app").dataset.view = name;
  for (const tab of document.querySelectorAll("[data-show]")) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
  sessionStorage.setItem("view", name);
}

on(document.body, "click", "[data-show]", (button) => showView(button.dataset.show));
on(document.body, "click", '[data-act="compose"]', (button) => composer.compose(button.dataset.text));
showView(sessionStorage.getItem("view") ?? "channel");
mendPictures(document.body);
keepTime(document.body);
watch.as(world.me, limit);
