"use strict";
const chips = document.querySelectorAll("[data-show]");
for (const chip of chips) {
  chip.addEventListener("click", () => {
    const wanted = chip.dataset.show;
    for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
    for (const block of document.querySelectorAll("[data-kinds]"))
      block.hidden = wanted !== "all" && !block.dataset.kinds.split(" ").includes(wanted);
  });
}
