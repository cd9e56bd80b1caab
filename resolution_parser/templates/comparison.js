"use strict";
(() => {
  const form = document.getElementById("filters");
  const cards = [...document.querySelectorAll("#threads article")];
  const rows = new Map([...document.querySelectorAll("#matrix tr[data-thread]")].map((row) => [row.dataset.thread, row]));
  const nothing = document.querySelector(".nothing");
  const fold = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();
  const texts = new Map(cards.map((card) => [card, fold(card.querySelector(".years").textContent)]));
  const chosen = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
  const parts = (text) => text.split(" ").filter(Boolean);

  function show() {
    const body = form.elements.body ? form.elements.body.value : "";
    const words = parts(fold(form.elements.text.value));
    const states = chosen("state");
    const shifts = chosen("shift");
    let shown = 0;
    for (const card of cards) {
      const fits = (!states.length || states.includes(card.dataset.state))
        && (!body || parts(card.dataset.bodies).includes(body))
        && (!shifts.length || shifts.some((shift) => parts(card.dataset.shifts).includes(shift)))
        && words.every((word) => texts.get(card).includes(word));
      card.hidden = !fits;
      rows.get(card.id).hidden = !fits;
      shown += fits ? 1 : 0;
    }
    nothing.hidden = shown > 0;
    const answer = form.elements.shown;
    answer.textContent = answer.dataset.pattern.replace("{shown}", shown).replace("{all}", cards.length);
  }

  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      form.reset();
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("hashchange", follow);
  show();
})();
