// The page: which pretend person is shown, what they do, and what stands around their chat.

import { clear, show } from "./chat.js";
import { element } from "./draw.js";
import { act, listen, oneAtATime, read } from "./net.js";
import { ask, closeMenus, fillMenu, toast } from "./menus.js";
import { drawTabs } from "./tabs.js";

const at = (id) => document.getElementById(id);
const SAMPLES = ["sticker", "voice", "photo", "video", "document", "location", "contact"];
const payload = new URLSearchParams(location.search).get("start") || "";
const state = { words: {}, people: [], person: 0, phone: null, heard: new Map(), unread: new Set(), editing: 0, spoken: "", starting: false, waiting: new Map() };

const language = () => (state.words[state.phone?.person.language_code] ? state.phone.person.language_code : "en");
const words = () => state.words[language()];
const mine = (name, given = {}) => act(name, { person: state.person, ...given });

const gestures = {
  say: (text) => mine("say", { text }),
  async tap(message, data, button) {
    button.classList.add("waiting");
    button.ariaBusy = "true";
    const { query_id } = await mine("tap", { message_id: message, data });
    state.waiting.set(query_id, button);
  },
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(words().copied);
    } catch {
      toast(`${words().not_copied} ${text}`);
    }
  },
  async open(url) {
    if (await ask(`${words().open_question}\n${url}`, words().open, true)) window.open(url, "_blank", "noopener,noreferrer");
  },
};

function speak() {
  const said = words();
  if (state.spoken === language()) return;
  state.spoken = language();
  document.documentElement.lang = language();
  document.title = said.title;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = said[node.dataset.word];
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = said[node.dataset.label];
  at("text").placeholder = said.write;
  at("language").value = language();
}

function notices(phone) {
  const known = state.heard.get(phone.person.id);
  state.heard.set(phone.person.id, phone.notices.at(-1)?.number ?? known ?? 0);
  for (const notice of phone.notices) {
    const button = state.waiting.get(notice.query_id);
    button?.classList.remove("waiting");
    button?.removeAttribute("aria-busy");
    state.waiting.delete(notice.query_id);
    if (known === undefined || notice.number <= known || !notice.text) continue;
    if (notice.alert) ask(notice.text, words().ok);
    else toast(notice.text);
  }
}

function replyKeyboard(phone) {
  const last = phone.messages.filter((message) => message.reply_markup && !message.reply_markup.inline_keyboard).at(-1);
  const rows = last?.reply_markup.keyboard || [];
  at("keyboard").hidden = !rows.length;
  at("keyboard").replaceChildren(...rows.map((row) => element("div", { className: "keys" }, ...row.map((button) =>
    element("button", { type: "button", className: "key", textContent: button.text, onclick: () => gestures.say(button.text) })))));
}

function around(phone) {
  const empty = !phone.messages.length;
  at("name").textContent = phone.bot.name;
  at("avatar").textContent = [...phone.bot.name][0];
  at("status").textContent = phone.action ? words().typing : words().bot;
  at("start").hidden = !empty || phone.blocked;
  at("composer").hidden = empty || phone.blocked;
  at("blocked").hidden = !phone.blocked;
  replyKeyboard(phone);
  menus(phone);
}

function menus(phone) {
  const said = words();
  const commands = phone.bot.commands.map(({ command, description }) =>
    [`/${command}`, description, () => gestures.say(`/${command}`)]);
  fillMenu("commands", commands.length ? commands : [[said.no_commands, "", null]]);
  fillMenu("attach", SAMPLES.map((kind) => [said[kind], "", () => mine("send", { kind })]));
  fillMenu("more", [
    [said.restart, "", () => mine("delete_chat")],
    [said.edit_last, "", editLast],
    phone.blocked ? [said.unblock, "", () => mine("unblock")] : [said.block, "", () => mine("block")],
  ]);
}

const refresh = oneAtATime(async () => {
  const phone = await read(`/sandbox/phone/${state.person}`);
  if (phone.person.id !== state.person) return;
  state.phone = phone;
  speak();
  const lostFocus = show(phone, words(), language(), gestures);
  around(phone);
  notices(phone);
  state.unread.delete(state.person);
  tabs();
  if (state.starting) followStart();
  if (lostFocus) (at("composer").hidden ? at("start") : at("text")).focus();
});

// The button that had the focus is gone: the chat takes it, then the bot's first message, from which Tab
// reaches its buttons.
function followStart() {
  const left = [document.body, at("start"), at("scroll")].includes(document.activeElement);
  const first = document.querySelector(".message.theirs");
  state.starting = left && !first;
  if (left) (first || at("scroll")).focus({ preventScroll: true });
}

function tabs() {
  at("me").textContent = [...state.phone?.person.first_name ?? ""][0] ?? "";
  at("news").hidden = ![...state.unread].some((id) => id !== state.person);
  drawTabs(at("tabs"), state, words(), choose);
}

async function choose(person) {
  state.person = person;
  state.phone = null;
  state.starting = false;
  stopEditing();
  closeMenus();
  clear();
  history.replaceState(null, "", `#${person}`);
  await refresh();
}

async function addPerson() {
  const spoken = state.phone ? language() : browserLanguage();
  const names = state.words[spoken].names;
  const name = names[state.people.length % names.length];
  const { person } = await act("meet", { name, language: spoken });
  await meetAll();
  await choose(person);
}

const browserLanguage = () => navigator.languages.map((code) => code.slice(0, 2)).find((code) => state.words[code]) || "ru";

async function meetAll() {
  state.people = (await act("people")).people;
}

function editLast() {
  const last = state.phone.messages.filter((message) => message.text && message.from?.id === state.person).at(-1);
  if (!last) return;
  state.editing = last.message_id;
  at("editing").hidden = false;
  at("text").value = last.text;
  at("text").focus();
}

function stopEditing() {
  if (state.editing) at("text").value = "";
  state.editing = 0;
  at("editing").hidden = true;
}

async function submit() {
  const text = at("text").value.trim();
  if (!text) return;
  const message_id = state.editing;
  at("text").value = "";
  stopEditing();
  await (message_id ? mine("edit", { message_id, text }) : gestures.say(text));
  at("text").focus();
}

function contentErrors(lines) {
  const banner = at("banner");
  banner.hidden = !lines.length;
  if (lines.length) {
    banner.replaceChildren(element("strong", { textContent: words().content_error }),
      element("ul", {}, ...lines.map((line) => element("li", { textContent: line }))));
  }
}

async function onChange({ chats, errors }) {
  contentErrors(errors);
  const people = chats.filter((chat) => chat > 0);
  if (people.some((id) => !state.people.some((person) => person.id === id))) await meetAll();
  for (const id of people) if (id !== state.person) state.unread.add(id);
  refresh();
}

// Who was met while nothing listened is met now.
async function onConnection(alive) {
  at("lost").hidden = alive;
  if (!alive) return;
  await meetAll();
  refresh();
}

function wire() {
  at("add").onclick = addPerson;
  at("language").onchange = (event) => mine("language", { language: event.target.value });
  at("start").onclick = () => {
    state.starting = true;
    gestures.say(`/start ${payload}`.trim());
  };
  at("unblock").onclick = () => mine("unblock");
  at("stop-editing").onclick = stopEditing;
  at("composer").onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  at("text").onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") stopEditing();
  };
  at("text").oninput = () => {
    if (at("text").value === "/") at("commands").showPopover();
  };
}

async function open() {
  state.words = await read("/sandbox/words");
  at("language").replaceChildren(...Object.entries(state.words).map(([code, table]) =>
    element("option", { value: code, lang: code, textContent: table.language_name })));
  wire();
  await meetAll();
  const asked = Number(location.hash.slice(1));
  const known = state.people.find((person) => person.id === asked) || state.people[0];
  await (known ? choose(known.id) : addPerson());
  listen(onChange, onConnection);
}

open();
