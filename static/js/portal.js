// What a page does beyond HTML; without it everything still works.

// What went wrong, or what was done, takes the focus when the page arrives and when htmx brings it: so it is read aloud,
// and the button that undoes it is the next. Errors go before; a page that is opened at a place of it stays there.
function focusSummary(root) {
  const told = root.querySelector(".ds-error-summary[data-focus]") ?? root.querySelector("[data-focus]");
  if (told?.id !== "messages" || !window.location.hash) told?.focus();
}

focusSummary(document);
document.addEventListener("htmx:load", (event) => focusSummary(event.target));

// What had the focus may be gone from what htmx brings anew: then that takes it, by its heading.
let lost = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  lost = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const heading = lost && document.activeElement === document.body && event.target.querySelector("h2, h3");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
});

// Who signs out leaves no names behind on the telephone (see check-in.js).
document.querySelector("form[action$='/logout/']")?.addEventListener("submit", () => window.caches?.delete("check-in"));

// What unfolds over or beside a list folds again on Escape.
document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest(".desk-fold[open], .need-card-menu[open], .desk-help[open]");
  if (!fold) return;
  fold.open = false;
  fold.querySelector("summary").focus();
});

// A menu closes on Escape, on a click beside it, and when the focus leaves it.
for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
