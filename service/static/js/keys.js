// Keys that lead through the page: / to the box, ↓ and ↑ through the hits, ? for help.
// They can be switched off, since a voice or a slip may press them (WCAG 2.1.4).

const SWITCH = "torikumi-keys";
const TYPED_IN = "input, textarea, select, dialog, [contenteditable]";

let isOn = wereOn();

export function keysAreOn() {
  return isOn;
}

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (hasModifier || event.defaultPrevented || !isOn) return;
    if (event.target.closest(TYPED_IN)) return;
    if (act(event.key)) event.preventDefault();
  });
}

export function offerHelp() {
  const dialog = document.getElementById("keys-help");
  const toggle = document.getElementById("keys-on");
  document.querySelector("a[data-help]").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  toggle.checked = isOn;
  toggle.addEventListener("change", () => turn(toggle.checked));
}

// Return whether the key meant something here.
function act(key) {
  if (key === "/") return focusBox();
  if (key === "?") return showHelp();
  if (key === "ArrowDown") return step(1);
  if (key === "ArrowUp") return step(-1);
  return false;
}

function focusBox() {
  const box = document.getElementById("q");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function showHelp() {
  document.getElementById("keys-help").showModal();
  return true;
}

// Go to the next hit from a hit, or to the first one where nothing has the focus yet.
function step(by) {
  const links = [...document.querySelectorAll(".hit-title a")];
  const focused = document.activeElement;
  const here = links.findIndex((link) => link.closest(".hit").contains(focused));
  const isNowhere = focused === document.body || focused.id === "main";
  if (here < 0 && !(isNowhere && by > 0)) return false;
  const next = links[here + by];
  next?.focus();
  return Boolean(next);
}

function wereOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;  // no storage allowed: as if never asked
  }
}

function turn(toOn) {
  isOn = toOn;
  try {
    localStorage.setItem(SWITCH, toOn ? "on" : "off");
  } catch {
    // It holds for this page only.
  }
}
