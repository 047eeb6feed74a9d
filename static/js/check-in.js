// Checking in at the door, also while the network is down; without JavaScript it is a form.
// What is not sent yet is kept on this telephone: codes of badges and times, no names.

const page = document.querySelector("[data-check-in]");
const form = page.querySelector("[data-guests]");
const line = page.querySelector("[data-line]");
const nobody = page.querySelector("[data-nobody]");
const NOBODY = nobody.textContent;
const list = form.querySelector("ul");
const KEY = `check-in ${page.dataset.checkIn}`;
const EVERY = 15000;
let sending = null; // what is on its way just now
let gone = ""; // what the portal says where this page is no more: nothing is sent until it is opened again, and what waits stays

const unsent = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const keep = (queue) => localStorage.setItem(KEY, JSON.stringify(queue));
const words = (name) => page.querySelector(`[data-said="${name}"]`).innerHTML;
const row = (code) => [...list.children].find((one) => one.dataset.code === code);

function say(text, where = line) {
  where.hidden = !text;
  if (where.textContent !== text) where.textContent = text;
}

function show(trouble = "") {
  const queue = unsent();
  for (const { code, undo } of queue) row(code)?.setAttribute("data-state", undo ? "undoing" : "unsent");
  const there = [...list.children].filter((one) => ["here", "unsent"].includes(one.dataset.state)).length;
  if (!page.querySelector("[data-search] input")?.defaultValue && page.querySelector("[data-search]")) {
    page.querySelector("[data-here]").textContent = there;
  }
  const people = new Set(queue.map(({ code }) => code)).size;
  say([trouble, people ? `${words("unsent")} ${people}` : ""].filter(Boolean).join(" "));
}

async function post(fields) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(page.dataset.page, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.redirected || answer.status === 403) throw new Error("signed-out");
  if (answer.status >= 500 || answer.status === 429) throw new Error("offline");
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return (await answer.json()).said;
  gone = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("h1")?.textContent.trim() || String(answer.status);
  throw new Error("gone");
}

function why(error) {
  return gone || words(error.message === "signed-out" ? "signed-out" : "offline");
}

// One after the other, the oldest first; what can not be sent now stays.
async function send() {
  if (gone) show(gone);
  if (sending || gone) return;
  let trouble = "";
  try {
    for (let queue = unsent(); queue.length; queue = unsent()) {
      [sending] = queue;
      const { code, at, undo } = sending;
      const said = await post(undo ? { undo: code, at } : { code, at });
      keep(unsent().filter((one) => !isSame(one, sending)));
      row(code)?.setAttribute("data-state", Boolean(said) === Boolean(undo) ? "here" : "coming");
      if (said) trouble = said;
    }
  } catch (error) {
    trouble = why(error);
  }
  sending = null;
  show(trouble);
}

const isSame = (one, other) => one.code === other?.code && one.at === other?.at;

// The last word on somebody counts. What is on its way, or may have arrived without an answer, is not taken back: it is followed.
function note(code, undo) {
  const others = unsent().filter((one) => one.code !== code || isSame(one, sending));
  keep([...others, { code, undo, at: new Date().toISOString() }]);
  show();
  const wanted = page.querySelector("[data-search] input");
  if (undo) row(code).querySelector(".check-in").focus();
  else if (wanted?.value) wanted.select(); // the next name is typed over this one
  else row(code).querySelector(".undo").focus();
  send();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = event.submitter;
  note(value, name === "undo");
});

// Letters with and without marks are the same at the door.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ø", "o").replaceAll("æ", "ae").replaceAll("ð", "d").replaceAll("þ", "th");

// Who has no seat is shown to whoever looks for her.
function narrow(text) {
  const wanted = plain(text.trim());
  for (const one of list.children) {
    const isFound = plain(one.querySelector(".guest").textContent).includes(wanted);
    one.hidden = !isFound || ("withoutSeat" in one.dataset && !wanted);
  }
  say(list.querySelector("[data-code]:not([hidden])") ? "" : NOBODY, nobody);
}

const search = page.querySelector("[data-search]");
search?.addEventListener("input", (event) => narrow(event.target.value));
search?.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("li:not([hidden]) .check-in")?.focus();
});

// What colleagues did meanwhile.
async function look() {
  if (document.visibilityState !== "visible" || !search || sending || unsent().length) return;
  try {
    const answer = await fetch(page.dataset.page);
    if (answer.redirected || !answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const one of now.querySelectorAll("[data-guests] li[data-code]")) {
      const known = row(one.dataset.code);
      if (!known) list.append(document.adoptNode(one));
      else if (!["unsent", "undoing"].includes(known.dataset.state)) known.dataset.state = one.dataset.state;
    }
    for (const one of list.querySelectorAll("[data-without-seat]")) one.remove();
    list.append(...now.querySelectorAll("[data-guests] [data-without-seat]"));
    narrow(search.querySelector("input").value);
    show();
  } catch {
    // No network: the next time.
  }
}

// The badge's address, answered with the page of everybody because there is no network.
const code = location.pathname.split("/").filter(Boolean).at(-1);
if (row(code)) {
  for (const one of list.children) one.hidden = one.dataset.code !== code;
  row(code).querySelector(".check-in").focus();
}

addEventListener("online", send);
setInterval(() => (unsent().length ? send() : look()), EVERY);
show();
if (unsent().length) send();

// The worker keeps the page and what it is made of.
navigator.serviceWorker?.register(page.dataset.worker).then(async () => {
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const own = parts.filter((url) => url.origin === location.origin && url.pathname.includes("/static/"));
  active.postMessage([page.dataset.page, ...own.map(String)]);
});
