// Menus above the input line, the toast and the modal alert.

import { element } from "./draw.js";

const at = (id) => document.getElementById(id);
const NAMES = ["commands", "attach", "more"];
const TOAST_MS = 3500;
let toastEnds = 0;

export function closeMenus() {
  for (const name of [...NAMES, "people"]) if (at(name).matches(":popover-open")) at(name).hidePopover();
}

// Items: [label, small print, what to do]; no action makes it a line of text.
export function fillMenu(name, items) {
  const menu = at(name);
  const key = JSON.stringify(items);
  if (menu.dataset.key === key) {
    menu.actions = items;
    return;
  }
  menu.dataset.key = key;
  menu.actions = items;
  menu.replaceChildren(...items.map(([label, small, action], index) => {
    const parts = [element("span", { className: "label", textContent: label }), element("span", { className: "small", textContent: small })];
    if (!action) return element("p", {}, ...parts);
    return element("button", { type: "button", onclick: () => run(menu, index) }, ...parts);
  }));
}

function run(menu, index) {
  menu.hidePopover();
  if (at("text").value === "/") at("text").value = "";
  menu.actions[index][2]();
}

function place(menu) {
  const opener = document.querySelector(`[popovertarget=${menu.id}]`).getBoundingClientRect();
  const phone = at("phone").getBoundingClientRect();
  const width = Math.min(300, phone.width - 24);
  menu.style.width = `${width}px`;
  menu.style.left = `${Math.max(phone.left + 12, Math.min(opener.left, phone.right - width - 12))}px`;
  const below = menu.id === "more";
  menu.style.top = below ? `${opener.bottom + 6}px` : "auto";
  menu.style.bottom = below ? "auto" : `${innerHeight - opener.top + 10}px`;
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const items = [...event.currentTarget.querySelectorAll("button")];
  if (!step || !items.length) return;
  event.preventDefault();
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

for (const name of NAMES) {
  at(name).addEventListener("toggle", (event) => {
    if (event.newState === "open") at(name).querySelector("button")?.focus();
  });
  at(name).addEventListener("beforetoggle", () => place(at(name)));
  at(name).addEventListener("keydown", walk);
}

export function toast(text) {
  at("toast").textContent = text;
  at("toast").classList.add("shown");
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => {
    at("toast").classList.remove("shown");
    at("toast").textContent = "";
  }, TOAST_MS);
}

function centre(dialog) {
  const phone = at("phone").getBoundingClientRect();
  dialog.style.left = `${phone.left + (phone.width - dialog.offsetWidth) / 2}px`;
  dialog.style.top = `${phone.top + (phone.height - dialog.offsetHeight) / 2}px`;
}

// A modal question; resolves to whether it was answered with yes. With `choice` false there is only one button.
export function ask(text, yes, choice = false) {
  const dialog = at("alert");
  at("alert-text").textContent = text;
  at("alert-ok").textContent = yes;
  at("alert-cancel").hidden = !choice;
  dialog.returnValue = "";
  if (!dialog.open) dialog.showModal();
  centre(dialog);
  at("alert-ok").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}
