// The list of pretend people, a tab each; arrow keys move between them.

import { element } from "./draw.js";

export function drawTabs(list, state, words, choose) {
  const key = JSON.stringify([state.people.map((person) => person.id), state.person, [...state.unread], words.people]);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const held = list.contains(document.activeElement);
  list.replaceChildren(...state.people.map((person) => tab(person, state, words, choose)));
  list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (held) list.querySelector("[aria-selected=true]")?.focus();
}

function tab(person, state, words, choose) {
  const selected = person.id === state.person;
  const made = element("button", { type: "button", className: "tab", role: "tab", tabIndex: selected ? 0 : -1 },
    element("span", { className: "face", ariaHidden: "true", textContent: [...person.first_name][0] }),
    element("span", { textContent: person.first_name }));
  made.ariaSelected = String(selected);
  made.setAttribute("aria-controls", "phone");
  if (!selected && state.unread.has(person.id)) {
    made.append(element("span", { className: "dot" }, element("span", { className: "unseen", textContent: words.new_here })));
  }
  made.onclick = () => choose(person.id);
  made.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = state.people.findIndex((other) => other.id === person.id) + step;
    choose(state.people.at(index % state.people.length).id);
  };
  return made;
}
