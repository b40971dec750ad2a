// Draws one message: its text with entities, media, time and inline buttons.

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

// Entities are sorted by offset, longer first, so those inside another follow it.
export function formatted(text, entities, act, from = 0, to = text.length) {
  const parts = document.createDocumentFragment();
  let at = from;
  const queue = (entities || []).slice();
  while (queue.length) {
    const entity = queue.shift();
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    parts.append(text.slice(at, entity.offset));
    const inner = [];
    while (queue.length && queue[0].offset < end) inner.push(queue.shift());
    const made = wrapper(entity, text.slice(entity.offset, end), act);
    made.append(formatted(text, inner, act, entity.offset, end));
    parts.append(made);
    at = end;
  }
  parts.append(text.slice(at, to));
  return parts;
}

function wrapper(entity, covered, act) {
  if (entity.type === "text_link" || entity.type === "url") {
    const url = entity.url || covered;
    return element("button", { type: "button", className: "link", onclick: () => act.open(url) });
  }
  if (entity.type === "bot_command") {
    return element("button", { type: "button", className: "link", onclick: () => act.say(covered) });
  }
  const made = element(TAGS[entity.type] || "span");
  if (entity.type === "spoiler") made.className = "spoiler";
  return made;
}

// So that a screen reader takes the right voice: what a text is written in, as far as its letters tell.
export function languageOf(text, otherwise) {
  if (/[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/.test(text)) return "kk";
  if (/[а-яё]/i.test(text)) return otherwise === "kk" ? "kk" : "ru";
  return /[a-z]{2}/i.test(text) ? "en" : otherwise;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function card(sign, title, small, className = "card") {
  return element("div", { className },
    element("span", { className: "sign", ariaHidden: "true", textContent: sign }),
    element("span", { className: "facts" },
      element("span", { className: "card-title", textContent: title }),
      element("span", { className: "small", textContent: small })));
}

const MEDIA = {
  photo(photo, words, message) {
    const one = photo.at(-1);
    if (one.file_id === "sandbox-sample") return card("▣", words.photo, `${one.width}×${one.height}`);
    return element("img", { src: `/sandbox/media/${one.file_id}`, alt: message.caption || words.photo, className: "photo" });
  },
  document(file, words) {
    const shown = card("↓", file.file_name || words.document, size(file.file_size));
    if (file.file_id === "sandbox-sample") return shown;
    const link = element("a", { href: `/sandbox/media/${file.file_id}`, download: file.file_name, className: "plain" }, shown);
    return link;
  },
  contact: (contact, words) => card(contact.first_name[0], [contact.first_name, contact.last_name].filter(Boolean).join(" "), `${words.contact} · ${contact.phone_number}`),
  sticker: (sticker, words) => element("span", { className: "sticker", role: "img", ariaLabel: words.sticker, textContent: sticker.emoji }),
  voice: (voice, words) => card("▶", words.voice, `0:0${voice.duration}`),
  location: (place, words) => card("⌖", words.location, `${place.latitude}, ${place.longitude}`),
  video: (video, words) => card("▶", words.video, `0:0${video.duration}`),
};

function time(message, language) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Date(message.date * 1000).toLocaleTimeString(language, options);
}

export function bubble(message, phone, words, language, act) {
  const mine = message.from?.id === phone.person.id;
  const body = element("div", { className: "bubble" });
  for (const [kind, draw] of Object.entries(MEDIA)) {
    if (message[kind]) body.append(draw(message[kind], words, message));
  }
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities || message.caption_entities;
    body.append(element("div", { className: "text" }, formatted(text, entities, act)));
  }
  const meta = element("span", { className: "meta" });
  if (message.edit_date) meta.append(element("span", { className: "edited", textContent: words.edited }), " ");
  meta.append(element("time", { textContent: time(message, language), dateTime: new Date(message.date * 1000).toISOString() }));
  body.append(meta);
  const author = element("span", { className: "unseen", textContent: `${mine ? phone.person.first_name : phone.bot.name}: ` });
  const row = element("li", { className: mine ? "message mine" : "message theirs", tabIndex: -1 }, author, body);
  row.dataset.id = message.message_id;
  if (text) body.querySelector(".text").lang = languageOf(text, language);
  if (message.reply_markup?.inline_keyboard) row.append(keyboard(message, language, act));
  return row;
}

function keyboard(message, language, act) {
  const rows = message.reply_markup.inline_keyboard.map((buttons) =>
    element("div", { className: "keys" }, ...buttons.map((button) => key(button, message, language, act))));
  return element("div", { className: "inline" }, ...rows);
}

function key(button, message, language, act) {
  const kind = button.url ? "url" : button.copy_text ? "copy" : "data";
  const made = element("button", { type: "button", className: `key ${kind} ${button.style || ""}` },
    element("span", { textContent: button.text, lang: languageOf(button.text, language) }));
  made.addEventListener("click", () => {
    if (kind === "url") act.open(button.url);
    else if (kind === "copy") act.copy(button.copy_text.text);
    else act.tap(message.message_id, button.callback_data, made);
  });
  return made;
}

// Browsers do not all know Kazakh month names, so the words bring them.
export function day(message, words) {
  const date = new Date(message.date * 1000);
  return element("li", { className: "day", textContent: `${date.getDate()} ${words.months[date.getMonth()]}` });
}
