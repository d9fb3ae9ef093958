/* Keys, light and dark, leaving quickly, files dropped, tables on a phone. Everything works without it.
   A page asks for what it needs by data- attributes:
     data-key="x"      the key x presses or focuses this          data-go="x"     g, then x, follows this link
     data-show="id"    opens the dialog                           data-focus      takes the focus when it appears
     data-print        prints the page */
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  let lastEscape = 0, goes = 0;

  const leave = () => location.replace(document.body.dataset.away);
  const isTyping = (element) => element.closest("input:not([type=checkbox],[type=radio],[type=submit]), textarea, select, [contenteditable]");
  const isSeen = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
  const press = (element) => {
    if (element.matches("input:not([type=checkbox],[type=radio],[type=submit]), textarea, select")) { element.focus(); element.select?.(); }
    else element.click();
  };

  /* Rows: J and K move, Enter opens. A row's first link is what it opens. */
  const rows = () => $$("table.list tbody tr").filter((row) => $("a[href]", row) && isSeen(row));
  const step = (by) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.findIndex((row) => row.classList.contains("here"));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("here", row === next));
    $("a[href]", next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (event.timeStamp - lastEscape < 600) leave();
      lastEscape = event.timeStamp;
      $$("details.folded[open]").forEach((fold) => { fold.open = false; });
      return;
    }
    if (isTyping(event.target) || $("dialog[open]")) return;
    /* On a Cyrillic or Turkish keyboard a letter key is known by where it lies. */
    const lies = /^Key([A-Z])$/.exec(event.code);
    const key = lies && !/^[a-z]$/i.test(event.key) ? lies[1].toLowerCase() : event.key.toLowerCase();
    let isDone = true;
    const room = goes > event.timeStamp - 1500 && $(`[data-go="${CSS.escape(key)}"]`);
    if (room) room.click();
    else if (key === "?" || (event.shiftKey && event.code === "Digit7" && key === "?")) $("#keys")?.showModal();
    else {
      const wanted = $$(`[data-key="${CSS.escape(key)}"]`).find(isSeen);
      if (wanted) press(wanted);
      else if (key === "j") isDone = step(1);
      else if (key === "k") isDone = step(-1);
      else if (key === "enter" && event.target === document.body) { const row = $("tr.here a[href]"); row ? row.click() : (isDone = false); }
      else isDone = false;
    }
    goes = key === "g" && !room ? event.timeStamp : 0;
    if (isDone) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-away-now]")) leave();
    const show = on("[data-show]");
    if (show) { $$("details.folded[open]").forEach((fold) => { fold.open = false; }); document.getElementById(show.dataset.show)?.showModal(); }
    if (on("[data-print]")) print();
    const theme = on("[data-theme-is]");
    if (theme) setTheme(theme.dataset.themeIs);
    const rooms = on("[data-rooms]");
    if (rooms) rooms.setAttribute("aria-expanded", String(rooms.getAttribute("aria-expanded") !== "true"));
    $$("details.folded[open]").forEach((fold) => { if (!fold.contains(event.target)) fold.open = false; });
  });

  const setTheme = (theme) => {
    document.cookie = `theme=${theme};path=/;SameSite=Lax;max-age=${theme ? 31536000 : 0}`;
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    $$("[data-theme-is]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeIs === theme)));
  };

  /* A file dropped on .drop is as good as one chosen. */
  const dropFor = (event) => event.target.closest?.(".drop");
  document.addEventListener("dragover", (event) => {
    const drop = dropFor(event);
    if (drop) { event.preventDefault(); drop.classList.add("over"); }
  });
  document.addEventListener("dragleave", (event) => dropFor(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const drop = dropFor(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove("over");
    const input = $("input[type=file]", drop);
    if (input && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  /* On a phone a row becomes a card: each cell carries its heading, and stays a cell for who listens. */
  const asCards = (table) => {
    const heads = $$("thead th", table).map((head) => head.textContent.trim());
    if (!heads.length || table.classList.contains("cards") || $("[colspan],[rowspan]", table)) return;
    table.classList.add("cards");
    table.setAttribute("role", "table");
    $$("thead, tbody", table).forEach((part) => part.setAttribute("role", "rowgroup"));
    $$("tr", table).forEach((row) => row.setAttribute("role", "row"));
    $$("thead th", table).forEach((head) => head.setAttribute("role", "columnheader"));
  };
  const labelCells = (table) => {
    const heads = $$("thead th", table).map((head) => head.textContent.trim());
    $$("tbody tr:not([role=row]), tbody tr", table).forEach((row) => {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, place) => {
        if (cell.dataset.label !== undefined) return;
        cell.dataset.label = heads[place] ?? "";
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      });
    });
  };

  const furnish = (within) => {
    $$("table.list", within).concat(within.closest?.("table.list") ?? []).forEach((table) => {
      asCards(table);
      if (table.classList.contains("cards")) labelCells(table);
    });
    $$(".wide, figure.picture", within).forEach((box) => { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; });
    const wanted = $("[data-focus]", within);
    if (wanted) wanted.focus();
  };
  document.addEventListener("htmx:load", (event) => furnish(event.detail.elt));
  /* What was refused and what went wrong is shown as the server words it. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const type = event.detail.xhr.getResponseHeader("Content-Type") ?? "";
    if (event.detail.xhr.status >= 400 && type.startsWith("text/html")) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });

  $$("[data-themes], [data-rooms]").forEach((element) => { element.hidden = false; });
  setTheme(root.dataset.theme ?? "");
  furnish(document.body);
})();
