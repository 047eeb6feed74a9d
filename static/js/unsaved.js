// Nobody takes for stored, or for asked for, what the portal did not answer; nor leaves unasked what is not stored.

const notAnswered = document.querySelector("#not-answered");
const savesItself = (event) => event.detail.target.id === "saved";
const asksItself = (event) => event.detail.requestConfig.elt.matches("[data-by-itself]");

// Typed into a form that its button alone stores, or left there when something was wrong; or sent by itself in vain.
const isLeftThere = () => document.querySelector("[data-typed]") !== null;
let typed = isLeftThere();

// Beside the buttons of what saves itself, else at the foot of the window; what the page asks by itself may fail unseen.
function tell(event) {
  if (asksItself(event)) return;
  if (!savesItself(event)) {
    notAnswered.textContent = notAnswered.dataset.notAnswered;
    notAnswered.hidden = false;
    return;
  }
  const words = Object.assign(document.createElement("span"), { className: "not-saved" });
  words.textContent = notAnswered.dataset.notSaved;
  document.querySelector("#saved").replaceChildren(words);
  typed = true;
}

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, tell);
}
document.addEventListener("htmx:afterSwap", (event) => {
  if (!asksItself(event)) notAnswered.hidden = true;
  if (isLeftThere()) typed = true;
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-by-button]");
  if (!form || event.target.type === "search") return;
  typed = true;
  form.dataset.typed = "";
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-by-button]")) typed = false;
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (savesItself(event) && event.detail.xhr.status < 400) typed = false;
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
