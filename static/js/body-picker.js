// The line of templates/components/body_picker.html as a combobox with a list (WAI-ARIA Authoring Practices).
// Designsystemet's ds-suggestion was looked at and left: it comes with all the other web components (84 kB), keeps what
// it reads out in CSS in two languages, and its value in elements that no form without JavaScript has.

const PAUSE = 120; // milliseconds without a key before the register is asked
const FEWEST = 2; // letters

function enhance(picker) {
  const input = picker.querySelector("input[type=text]");
  const status = picker.querySelector("[data-status]");
  const chosenFor = picker.querySelector("[data-for]");
  const missing = picker.querySelector("template[data-missing]");
  const list = document.createElement("div");
  let active = null;
  let waiting = 0;
  let asked = null;

  list.id = `${input.id}-list`;
  list.className = "picker-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-labelledby", `${input.id}-label`);
  input.closest(".ds-field").after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  function activate(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open() {
    const there = options();
    list.hidden = there.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function close() {
    activate(null);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function show(html) {
    activate(null);
    list.innerHTML = html;
    const said = list.querySelector("[data-status]");
    said.remove();
    status.textContent = said.textContent.trim();
    if (missing) list.append(missing.content.cloneNode(true));
    options().forEach((option, place) => {
      option.id = `${list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    open();
  }

  async function ask() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < FEWEST) {
      list.replaceChildren();
      return close();
    }
    asked = new AbortController();
    try {
      const query = new URLSearchParams({ q: typed, as: "options" });
      const answer = await fetch(`${picker.dataset.url}?${query}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close(); // the line works without the list
    }
  }

  // What was chosen or offered holds for another text
  function forget() {
    picker.querySelector("[data-offers]")?.remove();
    hidden().value = "";
    chosenFor.value = "";
    status.textContent = "";
  }

  function hidden() {
    const there = picker.querySelector("[data-pk]");
    if (there) return there;
    const made = document.createElement("input");
    made.type = "hidden";
    made.name = `${input.name}_pk`;
    made.dataset.pk = "";
    picker.append(made);
    return made;
  }

  function choose(option) {
    clearTimeout(waiting);
    asked?.abort();
    if ("missing" in option.dataset) {
      close();
      return goTo(missing.dataset.missing);
    }
    forget();
    input.value = option.dataset.text;
    chosenFor.value = option.dataset.text;
    hidden().value = option.dataset.value;
    status.textContent = [...option.querySelectorAll(".meta")].map((part) => part.textContent.trim()).join(", ");
    list.replaceChildren();
    close();
  }

  function goTo(id) {
    const target = document.getElementById(id);
    const control = target.querySelector("input, select, textarea") ?? target;
    const around = target.closest("details");
    if (control.type === "text" && !control.value) { // the name is written once, and moves
      control.value = input.value.trim();
      input.value = "";
      forget();
    }
    if (around) around.open = true;
    focusOnceShown(control);
  }

  function focusOnceShown(control, frames = 60) {
    control.focus();
    if (document.activeElement !== control && frames) { // what unfolds takes no focus for a few frames
      requestAnimationFrame(() => focusOnceShown(control, frames - 1));
    }
  }

  function step(by) {
    const there = options();
    const place = there.indexOf(active);
    const next = place === -1 ? (by > 0 ? 0 : there.length - 1) : place + by;
    activate(there[next] ?? null); // past an end the text has the turn again
  }

  const keys = {
    ArrowDown: () => (list.hidden ? open() : step(1)),
    ArrowUp: () => (list.hidden ? open() : step(-1)),
    Home: () => active && activate(options()[0]),
    End: () => active && activate(options().at(-1)),
    Enter: () => active && choose(active),
    Escape: () => !list.hidden && close(),
  };
  const leavesTextAlone = new Set(["ArrowDown", "ArrowUp"]);

  input.addEventListener("keydown", (event) => {
    if (event.key === "Tab") close();
    if (!(event.key in keys) || event.isComposing) return;
    const stays = active || leavesTextAlone.has(event.key) || (event.key === "Escape" && !list.hidden);
    keys[event.key]();
    if (stays) event.preventDefault();
  });
  input.addEventListener("input", () => {
    forget();
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the line
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

for (const picker of document.querySelectorAll("[data-picker]")) enhance(picker);
