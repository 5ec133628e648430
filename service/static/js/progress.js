// How far a job is, asked at once and then less and less often, up to every two seconds:
// a short job is over soon, and a long one need not be asked so much. It is announced
// about every five seconds.

const FIRST_LOOK_MILLISECONDS = 300;
const LAST_LOOK_MILLISECONDS = 2000;
const LOOKS_SLOWER = 1.2;
const ANNOUNCE_MILLISECONDS = 5000;
const OVER = new Set(["done", "failed", "cancelled"]);

const place = document.getElementById("progress");
let announced = 0;
let wait = FIRST_LOOK_MILLISECONDS;

if (place) {
  announce(document.getElementById("progress-text").textContent, false);
  setTimeout(look, wait);
}

async function look() {
  try {
    const response = await fetch(place.dataset.url);
    if (response.ok) {
      const job = await response.json();
      show(job);
      if (OVER.has(job.status)) {
        announce(place.dataset.done, true);
        location.reload();
        return;
      }
    } else if (response.status === 404) {
      location.reload();
      return;
    }
  } catch {
    // No connection for now: the next look may have one.
  }
  wait = Math.min(wait * LOOKS_SLOWER, LAST_LOOK_MILLISECONDS);
  setTimeout(look, wait);
}

function show(job) {
  const text = document.getElementById("progress-text");
  const bar = document.getElementById("progress-bar");
  const state = document.getElementById("progress-state");
  const name = place.dataset[`${job.status}Name`];
  if (name && name !== state.textContent) {
    document.title = document.title.replace(state.textContent, name);
    state.textContent = name;
  }
  if (job.status === "waiting") {
    text.textContent = job.jobs_before
      ? place.dataset.waiting.replace("{n}", job.jobs_before)
      : place.dataset.next;
  } else if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
    text.textContent = place.dataset.running
      .replace("{total}", job.total.toLocaleString())
      .replace("{done}", job.done.toLocaleString())
      .replace("{percent}", Math.floor((100 * job.done) / job.total));
  }
  document.getElementById("progress-speed").textContent = speed(job);
  const trouble = document.getElementById("progress-trouble");
  trouble.hidden = !job.error;
  if (trouble.textContent !== (job.error ?? "")) trouble.textContent = job.error ?? "";
  announce(text.textContent, false);
}

function speed(job) {
  if (!job.rows_per_second) return "";
  const told = place.dataset.speed.replace("{n}", job.rows_per_second.toLocaleString());
  if (job.seconds_left === null) return told;
  const isLong = job.seconds_left >= 100;
  const time = (isLong ? place.dataset.minutes : place.dataset.seconds)
    .replace("{n}", isLong ? Math.round(job.seconds_left / 60) : job.seconds_left);
  return `${told} ${place.dataset.left.replace("{time}", time)}`;
}

function announce(text, isLast) {
  const now = Date.now();
  if (!isLast && now - announced < ANNOUNCE_MILLISECONDS) return;
  announced = now;
  document.getElementById("announcement").textContent = text;
}
