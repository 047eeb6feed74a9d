// Cards are dragged to another column with the mouse. It is one more way to the page of an act, on which the act is done or
// left: the links in each card's menu and the buttons do the same with the keyboard, by touch and without JavaScript.

let dragged = null;

const cardOf = (event) => event.target.closest?.(".need-card");
const columnOf = (event) => event.target.closest?.(".board-column");

// The link that brings the card there, or nothing.
function deed(card, column) {
  if (!card || !column || column.contains(card)) return null;
  const exact = card.querySelector(`[data-leads-to="${CSS.escape(column.dataset.key)}"]`);
  return exact ?? ("challenge" in column.dataset ? card.querySelector('[data-leads-to="challenge"]') : null);
}

function mark(column) {
  for (const other of document.querySelectorAll(".board-column")) other.classList.toggle("is-goal", other === column);
}

function settle() {
  const columns = [...document.querySelectorAll(".board-column")];
  for (const card of document.querySelectorAll(".need-card")) {
    card.draggable = columns.some((column) => deed(card, column));
  }
}

document.addEventListener("dragstart", (event) => {
  const card = cardOf(event);
  if (!card?.draggable) return;
  dragged = card;
  event.dataTransfer.setData("text/plain", card.querySelector("a").textContent.trim());
  event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const column = columnOf(event);
  const goes = deed(dragged, column);
  mark(goes ? column : null);
  if (goes) event.preventDefault();
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("drop", (event) => {
  const column = columnOf(event);
  const link = deed(dragged, column);
  if (!link) return;
  event.preventDefault();
  const url = new URL(link.href);
  if ("challenge" in column.dataset) url.searchParams.set("to", column.dataset.key);
  window.location.assign(url);
});

document.addEventListener("htmx:afterSettle", settle);
settle();
