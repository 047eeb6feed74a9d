// The desk by keyboard, ticking many at once, and what others do meanwhile; without JavaScript all else still works.

const list = () => document.querySelector("#need-list");
const inList = (element) => list()?.contains(element);
const boxes = () => [...document.querySelectorAll("#need-list [type=checkbox][name=need]")];
let last = null;

function changed(element) {
  element?.dispatchEvent(new Event("change", { bubbles: true }));
}

// On a board the same need may have a card in several columns: it is ticked in all of them or in none.
function setAll(some, checked) {
  const needs = new Set(some.map((box) => box.value));
  const other = boxes().filter((box) => needs.has(box.value) && box.checked !== checked);
  for (const box of other) box.checked = checked;
  if (other.length) changed(other[0]);
}

function firstButton() {
  return [...document.querySelectorAll("#need-list .selection button")].find((button) => button.checkVisibility());
}

// Which of what waits, or which saved view, is shown as the filters are changed.
function mark() {
  const asked = new URLSearchParams(window.location.search);
  const query = document.querySelector("#view-query")?.value;
  const views = [...document.querySelectorAll("[data-view]")];
  const view = views.find((link) => link.dataset.view === query);
  const [state, free] = [asked.get("state") ?? "", asked.get("free") ?? ""];
  for (const link of [...views, ...document.querySelectorAll("[data-free]")]) {
    const is = view ? link === view : link.dataset.state === state && link.dataset.free === free;
    if (is) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// The box in the heading ticks the whole page and says how much of it is ticked.
function settle() {
  const all = document.querySelector("[data-all]");
  if (!all) return;
  const ticked = boxes().filter((box) => box.checked).length;
  all.hidden = false;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) setAll(boxes(), event.target.checked);
  if (event.target.matches("[name=need]")) setAll([event.target], event.target.checked);
  if (inList(event.target)) settle();
});

// Shift and a click, or shift and the space bar, ticks all between this box and the one before.
document.addEventListener("click", (event) => {
  if (!event.target.matches("#need-list [name=need][type=checkbox]")) return;
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(event.target)];
  if (event.shiftKey && from >= 0) setAll(all.slice(Math.min(from, to), Math.max(from, to) + 1), event.target.checked);
  last = event.target;
});

function withoutNeeds(address) {
  const url = new URL(address);
  url.searchParams.delete("need");
  return url;
}

// In place, so that the rows stay where they are; the focus goes to the box that was ticked last, or to the search.
document.addEventListener("click", (event) => {
  if (!event.target.matches("#selection [data-none]")) return;
  event.preventDefault();
  for (const box of boxes()) box.checked = false;
  for (const unseen of list().querySelectorAll("[type=hidden][name=need]")) unseen.remove();
  for (const link of document.querySelectorAll("#needs a[href*='need=']")) link.href = withoutNeeds(link.href);
  window.history.replaceState(window.history.state, "", withoutNeeds(window.location.href));
  (inList(last) ? last : (boxes()[0] ?? document.querySelector("#needs [type=search]")))?.focus({ preventScroll: true });
  changed(list());
});

// Arrows, or j and k, go from row to row; from a row, a goes to what can be done with the chosen ones. Letters count only
// within the list, so that they come in nobody's way elsewhere; from the search the arrow down goes to the first row.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
  const fromSearch = event.target.matches("#needs [type=search]") && event.key === "ArrowDown";
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const inRows = event.target.matches("#need-list [name=need][type=checkbox]");
  if (inRows && event.key === "a") firstButton()?.focus();
  if (!step || !(fromSearch || inRows || (!typing && !event.key.startsWith("Arrow") && inList(event.target)))) return;
  const all = boxes();
  const next = all[inRows ? all.indexOf(event.target) + step : 0];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// While the page is looked at it asks what others did; their news go when the rows are fetched anew.
setInterval(() => {
  const news = document.querySelector("#desk-news");
  if (news && document.visibilityState === "visible") window.htmx?.trigger(news, "look");
}, 4000);

// What is ticked or unticked while the list is on its way is so in the list that comes, also where that does not show it.
let before = new Map();
let differs = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "need-list") return;
  for (const box of boxes()) if (box.checked || !before.has(box.value)) before.set(box.value, box);
});

function keepTicks() {
  for (const [number, old] of before) {
    const here = boxes().filter((box) => box.value === number);
    const hidden = list().querySelector(`[type=hidden][name=need][value="${number}"]`);
    if ((here[0] ?? { checked: Boolean(hidden) }).checked === old.checked) continue;
    differs = true;
    for (const box of here) box.checked = old.checked;
    if (!here.length && hidden) hidden.remove();
    else if (!here.length) keepUnseen(old);
  }
  before = new Map();
}

function keepUnseen(old) {
  const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "need", value: old.value });
  kept.dataset.is = old.dataset.is;
  list().prepend(kept);
}

// Who has folded the sum of the chosen needs away has it folded when the next box is ticked; where it would take much of the
// window it begins so.
let folded = window.matchMedia("(width < 40rem) or (height < 60rem)").matches;
const fold = () => folded && document.querySelector(".selection-demand")?.removeAttribute("open");
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches(".selection-demand")) folded = !event.target.open;
  },
  true,
);

document.addEventListener("htmx:afterSwap", (event) => {
  fold();
  if (event.target.id !== "need-list") return;
  keepTicks();
  const news = document.querySelector("#desk-news");
  const asked = news?.contains(document.activeElement);
  news?.replaceChildren();
  if (asked) (boxes()[0] ?? document.querySelector("#needs [type=search]"))?.focus();
});
document.addEventListener("htmx:afterSettle", () => {
  settle();
  mark();
  if (differs) changed(list());
  differs = false;
});

settle();
fold();

// On the way back the browser ticks anew what was ticked, and the count is that of the page as it was sent.
window.addEventListener("pageshow", () => {
  settle();
  if (boxes().some((box) => box.checked) && !document.querySelector("#selection-count strong")) changed(list());
});
