// What is ticked in a list for a form below it stays ticked while the list is narrowed, sorted and paged through, and is
// counted beside the form's buttons. What the list does not show is ticked in a hidden field of the form.

const ticking = document.querySelector("[data-ticks]");
const named = ticking.dataset.ticks;
const ticks = (type) => [...ticking.elements].filter((one) => one.name === named && one.type === type);

// The address and the links of the list lead on with what is ticked.
function settle() {
  const ticked = new FormData(ticking).getAll(named);
  const count = ticking.querySelector("[data-count]");
  if (count.textContent !== `${ticked.length}`) count.textContent = ticked.length;
  const withTicks = (address) => {
    const url = new URL(address);
    url.searchParams.delete(named);
    for (const value of ticked) url.searchParams.append(named, value);
    return url;
  };
  for (const link of document.querySelectorAll("main a[href]:not([download])")) {
    if (link.pathname === window.location.pathname) link.href = withTicks(link.href);
  }
  window.history.replaceState(window.history.state, "", withTicks(window.location.href));
}

document.addEventListener("change", (event) => {
  if (event.target.form === ticking) settle();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "list" || !event.detail.shouldSwap) return;
  for (const { name, value } of ticks("checkbox").filter((box) => box.checked)) {
    ticking.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "list") return;
  for (const box of ticks("checkbox")) {
    const unseen = ticks("hidden").find((one) => one.value === box.value);
    box.checked = Boolean(unseen);
    unseen?.remove();
  }
  settle();
});

ticking.querySelector("[data-none]").addEventListener("click", (event) => {
  event.preventDefault();
  for (const box of ticks("checkbox")) box.checked = false;
  for (const unseen of ticks("hidden")) unseen.remove();
  settle();
});

// Also where the browser ticks anew what was ticked before, on the way back.
window.addEventListener("pageshow", settle);
