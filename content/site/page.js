"use strict";
// Every step replaces the page, so that the browser's Back button never returns to what was read.
const known = /^#[0-9a-f]{8}$/.test(location.hash) ? location.hash.slice(1) : "";
const origin = document.body.dataset.origin || known;
if (origin) {
  for (const link of document.querySelectorAll("a[data-origin]")) link.setAttribute("href", origin + ".html");
  for (const link of document.querySelectorAll("a[data-keep]")) link.hash = origin;
}
const go = (link) => {
  if (link.id === "hide") document.body.textContent = "";
  location.replace(link.href);
};
document.addEventListener("keydown", (event) => {
  const hide = document.getElementById("hide");
  if (event.key === "Escape" && hide) go(hide);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const otherwise = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || otherwise || link.protocol === "tel:") return;
  event.preventDefault();
  go(link);
});
