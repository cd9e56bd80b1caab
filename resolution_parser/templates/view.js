
"use strict";
const cards = [...document.querySelectorAll(".r")];
const places = new Map();
for (const mark of document.querySelectorAll("mark")) {
  const number = mark.dataset.r;
  places.has(number) ? places.get(number).push(mark) : places.set(number, [mark]);
}
const card = number => document.getElementById("r" + number);
const marks = number => places.get(number) || [];
const wide = matchMedia("(min-width: 60rem)");
let picked = null;

function paint(number, look, on) {
  for (const element of [card(number), ...marks(number)]) if (element) element.classList.toggle(look, on);
}

function pick(number, origin) {
  if (picked !== null) paint(picked, "on", false);
  picked = number;
  if (number === null) return;
  paint(number, "on", true);
  const chosen = card(number), place = marks(number)[0];
  chosen.tabIndex = -1;
  chosen.focus({preventScroll: true});
  let frames = 4;  // what comes into view gets its true height only then, and moves what stands below it
  const show = () => {
    if (picked !== number) return;
    if (wide.matches && origin !== "records") chosen.scrollIntoView({block: "nearest"});
    if (wide.matches && origin !== "text" && place) place.scrollIntoView({block: "center"});
    if (!wide.matches) (origin === "records" && place || chosen).scrollIntoView({block: "center"});
    if (--frames) requestAnimationFrame(show);
  };
  show();
}

function move(step) {
  const at = picked === null ? -1 : cards.indexOf(card(picked));
  const next = picked === null && step < 0 ? cards.length - 1 : Math.min(Math.max(at + step, 0), cards.length - 1);
  if (cards[next]) pick(cards[next].id.slice(1), "keys");
}

const numberAt = target => {
  const found = target.closest && target.closest("mark, .r, .g");
  return found ? found.dataset.r || found.id.slice(1) : null;
};
let hovered = null;
document.addEventListener("mouseover", event => {
  const number = numberAt(event.target);
  if (number === hovered) return;
  if (hovered !== null) paint(hovered, "near", false);
  hovered = number;
  if (number !== null) paint(number, "near", true);
});
document.addEventListener("click", event => {
  if (!event.target.closest || event.target.closest("summary") || String(getSelection())) return;
  const link = event.target.closest("a");
  if (link && !link.matches("mark a, .place")) return;
  const number = numberAt(event.target);
  if (number === null) return;
  if (link) event.preventDefault();
  pick(number, event.target.closest("mark") ? "text" : "records");
});
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const step = {KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1}[event.code];
  if (step) { event.preventDefault(); move(step); }
  else if (event.key === "Escape") { pick(null); document.activeElement.blur(); }
  else if (event.key === "Enter" && picked !== null && !event.target.closest("a, summary")) {
    const why = card(picked).querySelector("details");
    if (why) { why.open = !why.open; card(picked).scrollIntoView({block: "nearest"}); }
  }
});
const follow = () => {
  const number = /^#[rt]\d+$/.test(location.hash) ? location.hash.slice(2) : null;
  if (number !== null && card(number)) pick(number, "keys");
};
addEventListener("hashchange", follow);
document.querySelector(".help").hidden = false;
follow();
