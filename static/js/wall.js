// A board that shows what others do: asked for every second or so, changed note by note, so that nobody loses her place.
// Without it the same forms lead through pages.

const page = document.querySelector("[data-board]");
const wall = page.querySelector("[data-columns]");
const leads = page.dataset.all === "1";
const patterns = Object.fromEntries([...page.querySelectorAll("template[data-pattern]")].map((one) => [one.dataset.pattern, one]));
const part = (name, root = page) => root.querySelector(name);
let version = Number(page.dataset.version);
let left = Number(page.dataset.left);
let known = `"${page.dataset.board}-${version}${leads ? "-all" : ""}"`;
let groups = [];
let newest = Math.max(0, ...[...page.querySelectorAll("[data-note]")].map((slip) => Number(slip.dataset.note)));
let doubtful = false; // what is her own here may be different in the portal: it is asked for
let deeds = 0; // how often she gave or took back dots here

// Notes

function pattern(name, id) {
  const made = patterns[name].content.firstElementChild.cloneNode(true);
  for (const element of [made, ...made.querySelectorAll("*")]) {
    for (const attribute of ["action", "href"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(/\/(notes|groups)\/0\//, `/$1/${id}/`));
    }
    for (const attribute of ["id", "aria-describedby", "aria-labelledby"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(/-0$/, `-${id}`));
    }
  }
  return made;
}

function setText(element, text, language) {
  if (element.textContent !== text) element.textContent = text;
  if (language) element.lang = language;
  element.hidden = !text;
}

function fill(slip, note) {
  slip.classList.toggle("is-hidden", note.hidden);
  part(".slip-hidden", slip).hidden = !note.hidden;
  setText(part(".slip-text", slip), note.text, note.language);
  setText(part(".slip-by", slip), note.by);
  const also = part(".slip-also", slip);
  also.replaceChildren(...note.also.map((one) => Object.assign(document.createElement("li"), { lang: one.language, textContent: one.text })));
  also.hidden = !note.also.length;
  part(".slip-count", slip).textContent = note.dots;
  part(".slip-dots", slip).hidden = !note.dots;
}

function setGiven(slip, given) {
  slip.dataset.given = given;
  const vote = part("[data-vote]", slip);
  if (!vote) return;
  const fewer = part("[data-fewer]", vote);
  part("[data-more]", vote).value = given + 1;
  fewer.value = Math.max(given - 1, 0);
  if (!given && document.activeElement === fewer) part("[data-more]", vote).focus();
  fewer.hidden = part(".slip-own", vote).hidden = !given;
  part(".slip-given", vote).textContent = given;
}

// Moves an element without taking the focus from what is in it.
function place(element, parent, before) {
  if (element.parentElement === parent && element.nextElementSibling === before) return;
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  parent.insertBefore(element, before);
  focused?.focus({ preventScroll: true });
}

function put(note) {
  let slip = document.getElementById(`note-${note.id}`);
  const isNew = !slip;
  if (isNew) {
    slip = pattern("note", note.id);
    slip.dataset.note = note.id;
    if (note.id <= newest) doubtful = true; // it was on the board before: her dots and her button to take it back are hers still
    newest = Math.max(newest, note.id);
  }
  fill(slip, note);
  const notes = part(".wall-notes", column(note.group));
  const after = [...notes.children].find((one) => Number(one.dataset.note) > note.id && one !== slip) ?? null;
  place(slip, notes, after);
  const choice = part("select[name=group]", slip);
  if (choice && document.activeElement !== choice) {
    if (choice.options.length !== groups.length + 1) offer(choice);
    choice.value = note.group ?? "";
  }
  return isNew;
}

// Groups

function column(group) {
  return document.getElementById(`group-${group ?? "none"}`) ?? document.getElementById("group-none");
}

function offer(choice) {
  const chosen = choice.value;
  choice.replaceChildren(choice.options[0], ...groups.map((group) => new Option(group.title, group.id)));
  choice.value = groups.some((group) => String(group.id) === chosen) ? chosen : "";
}

function arrange() {
  let before = document.getElementById("group-none").nextElementSibling;
  for (const group of groups) {
    let found = document.getElementById(`group-${group.id}`);
    if (!found) {
      found = pattern("column", group.id);
      found.dataset.group = group.id;
    }
    setText(part(".wall-name", found), group.title);
    const title = part("input[name=title]", found);
    if (title && document.activeElement !== title) title.value = group.title;
    if (found === before) before = before.nextElementSibling;
    else place(found, wall, before);
  }
  for (const gone of [...wall.children].slice(groups.length + 1)) {
    part("#group-none .wall-notes").append(...part(".wall-notes", gone).children);
    gone.remove();
  }
  if (leads) for (const choice of wall.querySelectorAll("select[name=group]")) if (document.activeElement !== choice) offer(choice);
}

function count() {
  for (const one of wall.children) {
    const number = part(".wall-notes", one).childElementCount;
    part(".wall-number", one).firstChild.data = number;
    if (one.id === "group-none") one.hidden = groups.length > 0 && number === 0;
  }
}

// What came

function show(answer) {
  version = answer.version;
  setText(part("[data-title]"), answer.title, answer.language);
  setText(part("[data-question]"), answer.question, answer.language);
  for (const words of page.querySelectorAll("[data-when]")) words.hidden = !words.dataset.when.split(" ").includes(answer.state);
  const write = part("[data-write]");
  if (write) write.hidden = answer.state !== "open";
  page.dataset.state = answer.state;
  if (answer.gone.length || answer.dots !== Number(page.dataset.dots)) doubtful = true; // dots went along, or came back
  left += answer.dots - Number(page.dataset.dots);
  page.dataset.dots = answer.dots;
  const changed = JSON.stringify(groups) !== JSON.stringify(answer.groups);
  groups = answer.groups;
  if (changed) arrange();
  for (const id of answer.gone) document.getElementById(`note-${id}`)?.remove();
  const fresh = answer.notes.filter(put);
  count();
  if (fresh.length) tell(fresh);
  settle();
}

// A screen reader hears of new notes at most every ten seconds, and of one alone what it says.
let untold = [];
let told = 0;

function tell(notes) {
  untold.push(...notes);
  const wait = told + 10000 - Date.now();
  if (wait > 0) {
    if (untold.length === notes.length) setTimeout(tell, wait, []);
    return;
  }
  told = Date.now();
  part("[data-news]").textContent = `${page.dataset.new} ${untold.length === 1 ? untold[0].text : untold.length}`;
  untold = [];
}

async function ask() {
  const address = `${page.dataset.live}?since=${version}${leads ? "&all=1" : ""}`;
  const response = await fetch(address, { headers: { "If-None-Match": known }, cache: "no-store", signal: AbortSignal.timeout(8000) });
  if (response.redirected) return window.location.reload(); // not joined any more
  if (response.status === 200) {
    known = response.headers.get("ETag");
    show(await response.json());
  } else if (response.status !== 304) throw new Error(String(response.status));
}

// What is not sent yet the portal does not know, and what she gives meanwhile may be missing from its answer.
async function askOwn() {
  if (isWaiting()) return;
  const before = deeds;
  const response = await fetch(`${page.dataset.live}?own=1`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
  if (response.redirected) return window.location.reload(); // not joined any more
  if (!response.ok) throw new Error(String(response.status));
  const answer = await response.json();
  if (deeds !== before) return;
  doubtful = false;
  left = answer.left;
  for (const slip of wall.querySelectorAll("[data-note]")) setGiven(slip, answer.dots[slip.dataset.note] ?? 0);
  for (const id of answer.notes) mine.add(id);
  settle();
}

async function follow() {
  let isThere = true;
  try {
    await ask();
    isThere = await queue.send();
    if (isThere && doubtful && votes) await askOwn();
  } catch {
    isThere = false;
  }
  part("[data-offline]").hidden = isThere;
  const pause = document.visibilityState === "visible" ? 700 + Math.random() * 200 : 4000;
  timer = setTimeout(follow, isThere ? pause : pause * 2);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(follow, 150);
}

// What is written here

const write = part("[data-write]");
const waiting = part("[data-waiting]");
const votes = Boolean(part(".wall-status [data-left]")); // who joined with a code; the wall and staff own nothing

function pending(items) {
  if (!waiting) return;
  const notes = items.filter((item) => item.kind === "note");
  waiting.hidden = !notes.length;
  part("[data-waiting-list]").replaceChildren(...notes.map((item) => {
    const slip = patterns.waiting.content.firstElementChild.cloneNode(true);
    setText(part(".slip-text", slip), item.fields.text, item.fields.language);
    setText(part(".slip-error", slip), item.error ?? "");
    const back = part("[data-back]", slip);
    back.hidden = !item.error;
    back.addEventListener("click", () => {
      part("[name=text]", write).value = item.fields.text;
      queue.remove(item);
      write.hidden = false;
      part("[name=text]", write).focus();
    });
    return slip;
  }));
}

const queue = new Queue(page.dataset.board, pending);
const isWaiting = () => queue.waiting.some((item) => !item.error);

function newKey() {
  return crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) => (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16));
}

write?.addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(write));
  if (!fields.text.trim()) return part("[name=text]", write).focus();
  part("[name=text]", write).value = "";
  part("[name=key]", write).value = newKey();
  part("[name=text]", write).focus();
  const done = (answer) => own(answer.id);
  queue.add({ kind: "note", url: write.action, fields, done }).then(soon);
});

// Of her own note she hears when it is on the board: her button to take it back appears.
const mine = new Set();

function own(id) {
  mine.add(id);
  settle();
}

function settle() {
  for (const id of mine) {
    const form = part(`#note-${id} .slip-mine`);
    if (form) form.hidden = false;
  }
  const shown = part(".wall-status [data-left]");
  if (shown) setText(shown, String(Math.max(left, 0))); // it is read aloud at each writing
  const isOver = page.dataset.state !== "open";
  const isSpent = isOver || left <= 0;
  for (const button of wall.querySelectorAll("[data-more]")) {
    if (isSpent && button === document.activeElement) part("[data-fewer]", button.form).focus(); // a disabled one loses it
    button.disabled = isSpent;
  }
  for (const button of wall.querySelectorAll("[data-fewer]")) button.disabled = isOver;
}

// Dots, and whatever else a form of the board does

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-vote]")) give(event, form);
  else if (form.matches("[data-act]")) act(event, form);
});

function give(event, form) {
  event.preventDefault();
  const slip = form.closest("[data-note]");
  const before = Number(slip.dataset.given);
  const number = Number(event.submitter.value);
  deeds += 1;
  const change = (to, from) => {
    left -= to - from;
    const count = part(".slip-count", slip);
    count.textContent = Number(count.textContent) + to - from;
    part(".slip-dots", slip).hidden = count.textContent === "0";
    setGiven(slip, to);
    settle();
  };
  change(number, before);
  const refused = (error) => {
    change(before, number);
    doubtful = true;
    trouble(error);
  };
  const done = (answer) => {
    trouble("");
    if (isWaiting()) return; // the last answer says how many are left
    if (left !== answer.left) doubtful = true; // she had given another number than was shown here
    left = answer.left;
    settle();
  };
  queue.add({ kind: "dots", url: form.action, fields: { number }, done, refused }).then(soon);
}

async function act(event, form) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  let response;
  try {
    response = await post(form.action, fields);
  } catch {
    part("[data-offline]").hidden = false;
    return;
  }
  if (response.status === 409) return trouble((await response.json()).error);
  if (!response.ok) return window.location.reload(); // she leads it no more, or has not joined any more
  trouble("");
  if (part("#new-group", form)) form.reset();
  soon();
}

function trouble(words) {
  setText(part("[data-trouble]"), words);
}

// A note is dragged to another group with the mouse; the choice beside it does the same with keys and by touch.
if (leads) {
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-note]");
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", (event) => {
    const goal = event.target.closest?.("[data-group]");
    for (const one of wall.children) one.classList.toggle("is-goal", Boolean(dragged) && one === goal);
    if (dragged && goal) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const goal = event.target.closest?.("[data-group]");
    if (!dragged || !goal) return;
    event.preventDefault();
    const form = part(".slip-sort", dragged);
    part("select", form).value = goal.dataset.group;
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const one of wall.children) one.classList.remove("is-goal");
  });
  new MutationObserver(grab).observe(wall, { childList: true, subtree: true });
  grab();
}

function grab() {
  for (const slip of wall.querySelectorAll("[data-note]:not([draggable])")) slip.draggable = true;
}

window.addEventListener("online", soon);
document.addEventListener("visibilitychange", soon);
pending(queue.waiting);
if (queue.waiting.length) doubtful = true; // of before the page was opened again: nothing here waits for the answer
settle();
let timer = setTimeout(follow, 300);
