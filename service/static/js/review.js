// On the review page a decision is a key away and the next entry is there without a
// new page. The forms work without this; whatever fails here is told and nothing lost.
//
// While an entry is read, the page that follows it is fetched; it is shown at once when
// the entry is decided. What the server then answers takes its place where it is another
// entry, as when someone else decided meanwhile.

import { keysAreOn } from "./keys.js";

const TYPED_IN = "input:not([type=checkbox]), textarea, select, dialog, [contenteditable]";

let ahead = null;  // the card of the entry that comes next
let sending = Promise.resolve();

export function listenToReview() {
  if (!region()) return;
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  fetchAhead();
}

function region() {
  return document.getElementById("review");
}

function cards() {
  return [...region().querySelectorAll(".review-card")];
}

// The card that keys speak to: the one with the focus, or the first.
function current() {
  return document.activeElement.closest(".review-card") ?? cards()[0];
}

function onKey(event) {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (hasModifier || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (!keysAreOn() || event.target.closest(TYPED_IN)) return;
  if (act(event)) event.preventDefault();
}

// Return whether the key meant something here.
function act(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit) return toggle((Number(digit) || 10) + (event.shiftKey ? 10 : 0));
  const key = event.key.toLowerCase();
  if (key === "a") return press('[value="accept"]');
  if (key === "r") return press('[value="none"]');
  if ((key === "n" || key === "p") && cards().length > 1) {
    if (stepInList(key === "n" ? 1 : -1)) return true;
  }
  if (key === "u" || key === "n" || key === "p") {
    const control = region().querySelector(`[data-key="${key}"]`);
    control?.click();
    return Boolean(control);
  }
  return false;
}

function toggle(number) {
  const box = current()?.querySelector(`[data-number="${number}"]`);
  box?.click();
  return Boolean(box);
}

function press(selector) {
  const button = current()?.querySelector(`button${selector}`);
  button?.click();
  return Boolean(button);
}

function stepInList(by) {
  const next = cards()[cards().indexOf(current()) + by];
  next?.focus();
  return Boolean(next);
}

function onSubmit(event) {
  const form = event.target;
  if (!region().contains(form)) return;
  event.preventDefault();
  const card = form.closest(".review-card");
  if (form.dataset.sent) return;
  form.dataset.sent = "sent";
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  const place = Math.max(0, cards().indexOf(card));
  if (card && ahead && cards().length === 1) {
    ahead.querySelector(".review-form").action = form.action;
    card.replaceWith(ahead);
    ahead.focus();
  }
  ahead = null;
  const options = { method: "POST", body };
  sending = sending.then(() => send(form.action, options, place, card));
}

function onClick(event) {
  const link = event.target.closest("#review a[data-key]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!link || !isPlain) return;
  event.preventDefault();
  sending = sending.then(() => send(link.href, {}, 0, null));
}

// Send what was decided, and show what the server answers; else put the card back.
async function send(address, options, place, card) {
  try {
    const response = await fetch(address, options);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("review");
    if (!fresh) throw new Error(page.querySelector(".problem-message")?.textContent);
    history.replaceState(null, "", response.url);
    document.title = page.title;
    if (isThere(fresh)) showProgress(fresh);
    else show(fresh, place);
    document.getElementById("announcement").textContent = fresh.dataset.left;
    fetchAhead();
  } catch (error) {
    putBack(card);
    tell(error);
  }
}

// Whether the one entry of an answer is shown already and not sent yet.
function isThere(fresh) {
  const [shown] = cards();
  const entry = fresh.querySelector(".review-card")?.dataset.entry;
  return cards().length === 1 && entry !== undefined && entry === shown.dataset.entry;
}

function show(fresh, place) {
  region().replaceWith(fresh);
  const shown = cards();
  (shown[Math.min(place, shown.length - 1)] ?? document.getElementById("main")).focus();
}

// The entry is shown already, and may have been changed: leave it.
function showProgress(fresh) {
  const progress = fresh.querySelector(".review-progress");
  region().querySelector(".review-progress").replaceWith(progress);
  region().dataset.next = fresh.dataset.next;
  document.getElementById("review-problem").textContent = "";
}

function putBack(card) {
  for (const form of region().querySelectorAll("[data-sent]")) delete form.dataset.sent;
  if (!card) return;
  delete card.querySelector(".review-form").dataset.sent;
  if (!card.isConnected) cards()[0]?.replaceWith(card);
  card.focus();
}

function tell(error) {
  const problem = document.getElementById("review-problem");
  const isUnreachable = error instanceof TypeError || !error.message;
  problem.textContent = isUnreachable ? problem.dataset.unreachable : error.message;
}

async function fetchAhead() {
  const address = region().dataset.next;
  if (!address || cards().length !== 1) return;
  try {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const card = page.querySelector("#review .review-card");
    if (region().dataset.next === address) ahead = card;
  } catch {
    ahead = null;  // then the next entry comes with the answer
  }
}

listenToReview();
