// Keeps the bubbles on the screen in step with the chat, and the keyboard focus where a person expects it.

import { bubble, day, element } from "./draw.js";

const log = document.getElementById("log");
const scroll = document.getElementById("scroll");
const drawn = new Map();

function positionIn(row) {
  return [...keysOf(row)].indexOf(document.activeElement);
}

const said = (row) => row.querySelector(".text")?.textContent;
const keysOf = (row) => row.querySelectorAll(".key");

// Another screen in the same message, not the same one with a line ticked.
function isAnotherScreen(old, row) {
  return said(old) !== said(row) || keysOf(old).length !== keysOf(row).length;
}

// After an edit in place: the same button on the same screen, else the message itself, so that the next
// Tab reaches its first button and a second Enter presses nothing by accident.
function replace(old, row) {
  const held = old.contains(document.activeElement);
  const place = positionIn(old);
  const another = isAnotherScreen(old, row);
  if (another) row.classList.add("fresh");
  old.replaceWith(row);
  if (held) (another || place < 0 ? row : keysOf(row)[place]).focus({ preventScroll: true });
  return another;
}

function take(id, row) {
  const held = row.contains(document.activeElement);
  row.remove();
  drawn.delete(id);
  return held;
}

export function clear() {
  drawn.clear();
  log.replaceChildren();
}

export function show(phone, words, language, act) {
  const wanted = new Set(phone.messages.map((message) => message.message_id));
  let lostFocus = false;
  for (const [id, kept] of [...drawn]) {
    if (!wanted.has(id)) lostFocus = take(id, kept.row) || lostFocus;
  }
  let newest = null;
  for (const message of phone.messages) {
    const key = JSON.stringify([message, language, phone.bot.name]);
    const kept = drawn.get(message.message_id);
    if (kept?.key === key) continue;
    const row = bubble(message, phone, words, language, act);
    if (!kept) {
      row.classList.add("new");
      log.append(row);
    }
    if (!kept || replace(kept.row, row)) newest = row;
    drawn.set(message.message_id, { key, row });
  }
  mark(phone, words);
  if (newest) bring(newest);
  return lostFocus;
}

// A message that fits is shown whole, a taller one from its beginning.
function bring(row) {
  if (row.offsetHeight > scroll.clientHeight - 24) row.scrollIntoView({ block: "start" });
  else if (row !== log.lastElementChild) row.scrollIntoView({ block: "nearest" });
  else scroll.scrollTop = scroll.scrollHeight;
}

function mark(phone, words) {
  for (const old of log.querySelectorAll(".day, .empty")) old.remove();
  if (phone.messages.length) {
    log.prepend(day(phone.messages[0], words));
    return;
  }
  const text = phone.bot.description || words.empty;
  log.prepend(element("li", { className: "empty" }, element("p", { textContent: text })));
}

// Arrow keys walk through the buttons of the message that has the focus.
log.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const row = event.target.closest(".message");
  if (!step || !row) return;
  const keys = [...row.querySelectorAll(".key")];
  const next = keys[keys.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
