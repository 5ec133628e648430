// Completions under the search box, after the ARIA pattern of a combobox with a list:
// the focus stays in the box, the chosen option is told by aria-activedescendant. While
// an IME composes nothing is asked and no key is taken; without script it is a plain box.

const DELAY_MILLISECONDS = 150;

let timer = 0;
let asking = null;
let dismissed = "";

// Make the box of the page a combobox; called again where the page replaces its box.
export function offerCompletions() {
  const box = document.getElementById("q");
  const list = document.getElementById("q-options");
  if (!box || !list) return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", (event) => { if (!event.isComposing) askSoon(box, list); });
  box.addEventListener("compositionend", () => askSoon(box, list));
  box.addEventListener("keydown", (event) => take(event, box, list));
  box.addEventListener("blur", () => close(box, list));
  // The box keeps the focus while an option is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option, box, list);
  });
}

function askSoon(box, list) {
  clearTimeout(timer);
  asking?.abort();
  if (!box.value.trim()) {
    close(box, list);
    return;
  }
  timer = setTimeout(() => ask(box, list), DELAY_MILLISECONDS);
}

async function ask(box, list) {
  const typed = box.value;
  asking = new AbortController();
  try {
    const url = `${list.dataset.url}?${new URLSearchParams({ q: typed })}`;
    const response = await fetch(url, { signal: asking.signal });
    const found = response.ok ? (await response.json()).completions : [];
    const isStillWanted = document.activeElement === box && box.value === typed;
    if (isStillWanted && typed !== dismissed) show(found, box, list);
  } catch {
    close(box, list);  // typed on meanwhile, or no connection: the box itself works
  }
}

function show(completions, box, list) {
  close(box, list);
  list.replaceChildren(...completions.map((one, index) => optionOf(one, index, list)));
  if (!completions.length) return;
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  document.getElementById("announcement").textContent =
    list.dataset.found.replace("0", completions.length);
}

function optionOf(completion, index, list) {
  const option = document.createElement("li");
  option.id = `${list.id}-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.text = completion.text;
  const text = document.createElement("span");
  text.lang = "ja";
  text.textContent = completion.text;
  const count = document.createElement("span");
  count.className = "option-count";
  count.textContent = list.dataset.count.replace("0", completion.count);
  option.append(text, " ", count);
  return option;
}

function close(box, list) {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function take(event, box, list) {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (event.isComposing || event.keyCode === 229 || !isPlain) return;
  const options = [...list.children];
  const at = list.hidden ? -1 : options.findIndex(isSelected);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) {
      dismissed = "";
      askSoon(box, list);
    } else {
      const step = event.key === "ArrowDown" ? 1 : -1;
      // From the first up, and from the last down, the box itself comes in between.
      const next = (at + 1 + step + options.length + 1) % (options.length + 1) - 1;
      select(options[next], box, options);
    }
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    dismissed = box.value;
    close(box, list);
  } else if (event.key === "Enter") {
    clearTimeout(timer);
    if (at < 0) return;
    event.preventDefault();
    choose(options[at], box, list);
  }
}

function isSelected(option) {
  return option.getAttribute("aria-selected") === "true";
}

function select(chosen, box, options) {
  for (const option of options) {
    option.setAttribute("aria-selected", String(option === chosen));
  }
  if (chosen) {
    box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

function choose(option, box, list) {
  box.value = option.dataset.text;
  close(box, list);
  box.form.requestSubmit();
}
