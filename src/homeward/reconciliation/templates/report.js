// Keys and filters of the report. Everything can be read without them; what is filtered stands in the address.
"use strict";
{
  const pairs = [...document.querySelectorAll(".pair")];
  const filters = document.getElementById("filters");
  const search = document.getElementById("search");
  const texts = new Map(pairs.map((pair) => [pair, pair.querySelector("table").textContent.toLowerCase()]));

  const asked = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const visible = () => pairs.filter((pair) => !pair.hidden);

  function show() {
    const lists = asked().get("lists") || "";
    const words = (asked().get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    for (const pair of pairs) {
      pair.hidden = (lists && pair.dataset.lists !== lists) || !words.every((word) => texts.get(pair).includes(word));
    }
    for (const chip of filters.querySelectorAll(".chip")) {
      const mine = new URLSearchParams(chip.hash.slice(1)).get("lists") || "";
      if (mine === lists) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
    if (document.activeElement !== search) search.value = asked().get("text") || "";
  }

  function ask(name, value) {
    const wanted = asked();
    if (value) wanted.set(name, value);
    else wanted.delete(name);
    const text = wanted.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
    show();
  }

  function step(by) {
    const shown = visible();
    const at = shown.indexOf(document.activeElement.closest(".pair"));
    const next = at < 0 ? nearest(shown, by) : shown[at + by];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    }
  }

  function nearest(shown, by) {
    const below = shown.findIndex((pair) => pair.getBoundingClientRect().top >= 0);
    if (below < 0) return shown[shown.length - 1];
    return shown[by > 0 ? below : below - 1];
  }

  filters.hidden = false;
  filters.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (!chip) return;
    event.preventDefault();
    ask("lists", new URLSearchParams(chip.hash.slice(1)).get("lists"));
  });
  search.addEventListener("input", () => ask("text", search.value.trim()));
  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === "Escape") search.blur();
      return;
    }
    const pair = document.activeElement.closest(".pair");
    // By place on the board, so that the keys work under a Ukrainian, Russian or Turkish layout too.
    if (event.code === "KeyJ") step(1);
    else if (event.code === "KeyK") step(-1);
    else if (event.key === "/" || event.code === "Slash") search.focus();
    else if (event.key === "Enter" && pair === document.activeElement) {
      const sum = pair.querySelector(".sum");
      sum.open = !sum.open;
    } else return;
    event.preventDefault();
  });
  show();
}
