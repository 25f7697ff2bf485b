// Picture or sound at the same second, speed, text; and for who is signed in, what has been seen,
// kept here until the server has it.
const box = document.querySelector("[data-asset]");
const film = box.querySelector("video");
const { lesson, asset, person } = box.dataset;
let { cleared } = box.dataset; // when the record was emptied last
const duration = Number(box.dataset.duration);
const all = (selector) => [...document.querySelectorAll(selector)];
const at = () => film.currentTime || Number(box.dataset.position);

// ---- picture, sound, text, speed
const press = (buttons, one) => buttons.forEach((button) => button.setAttribute("aria-current", button === one));
const kinds = all("[data-as]");
for (const chip of kinds) {
  chip.addEventListener("click", (event) => {
    event.preventDefault();
    press(kinds, chip);
    const text = document.getElementById("text");
    if (chip.dataset.as === "text") return text.scrollIntoView({ behavior: "smooth" });
    const source = chip.getAttribute("data-src");
    if (film.getAttribute("src").split("#")[0] !== source) {
      leave();
      film.src = `${source}#t=${Math.floor(at())}`;
    }
    film.play();
  });
}
const speeds = all("#speeds button");
document.getElementById("speeds").hidden = false;
for (const button of speeds) {
  button.addEventListener("click", () => {
    film.defaultPlaybackRate = film.playbackRate = Number(button.value);
    press(speeds, button);
  });
}
for (const track of film.textTracks) track.mode = "showing";

// ---- what has been seen: half-open ranges of whole seconds
const join = (ranges) => {
  const out = [];
  for (const [from, to] of ranges.filter(([a, b]) => a < b).sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
};
const second = (time) => Math.min(duration, Math.round(time));
let seen = [];
let run = null; // the stretch that plays now, in seconds with fractions
const ranges = () => join(run ? [...seen, run.map(second)] : seen);
const leave = () => {
  seen = ranges();
  run = null;
};
film.addEventListener("seeking", leave);
film.addEventListener("timeupdate", () => {
  if (film.seeking) return;
  run = [run ? run[0] : film.currentTime, film.currentTime];
  keep();
});

// ---- what the server has not confirmed stays on this phone, for this person
const KEY = `tongyu-seen-${person}-${asset}`;
let ticket = null;
let ends = 0;
let confirmed = "";
const state = () => ({ ranges: ranges(), position: second(at()) });
const keep = () => {
  if (!person || JSON.stringify(state()) === confirmed) return;
  try { localStorage.setItem(KEY, JSON.stringify({ ...state(), ticket, ends, cleared })); } catch {}
};
const recall = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    if (kept.cleared !== cleared) return localStorage.removeItem(KEY);
    seen = join(kept.ranges);
    box.dataset.position = kept.position;
    film.currentTime = kept.position;
    if (kept.ends > Date.now()) ({ ticket, ends } = kept);
  } catch {}
};

// What was seen before the record was emptied is nobody's to send any more.
const forget = (when) => {
  if ((when ?? undefined) === cleared) return false;
  [cleared, seen, run, ticket, confirmed] = [when, [], null, null, ""];
  localStorage.removeItem(KEY);
  return true;
};

// ---- reports
let [timer, off, busy] = [0, !person, false];
const post = async (path, json) => {
  const answer = await fetch(`/api/v1/watch/${path}`, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json", "x-tongyu": "1" },
    body: JSON.stringify(json),
  });
  if (!answer.ok) throw answer;
  return answer.json();
};
const draw = (covered, done) => {
  const share = Math.min(100, Math.floor((covered * 100) / duration));
  for (const place of all("[data-learnt]")) {
    place.textContent = done ? place.dataset.done : place.dataset.learnt.replace("%s", share);
  }
  document.getElementById("seen").replaceChildren(...ranges().map(([from, to]) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    part.setAttribute("x", from);
    part.setAttribute("width", to - from);
    part.setAttribute("height", 1);
    return part;
  }));
};
const send = async (leaving) => {
  let next = 60;
  if (!ticket || ends < Date.now()) {
    if (leaving) return next;
    const given = await post("tickets", { lesson, asset });
    forget(given.cleared_at);
    [ticket, ends, next] = [given.ticket, Date.parse(given.ends_at), given.next_s];
  }
  const sent = state();
  const text = JSON.stringify(sent);
  if (!sent.ranges.length || text === confirmed) return next;
  const got = await post("reports", { ticket, ...sent, final: leaving });
  // Where the clock did not allow all of it yet, it stays here and is sent again.
  if (!forget(got.cleared_at) && got.whole) {
    confirmed = text;
    if (JSON.stringify(state()) === text) localStorage.removeItem(KEY);
  }
  draw(got.covered_s, got.done);
  return got.next_s;
};
const report = async (leaving) => {
  if (off || busy) return;
  busy = true;
  let wait = 20;
  try {
    wait = await send(leaving === true);
  } catch (problem) {
    off = [401, 404].includes(problem.status);
    if (problem.status === 403) ticket = null;
    wait = Number(problem.headers?.get("retry-after")) || wait;
  }
  busy = false;
  clearTimeout(timer);
  if (!off) timer = setTimeout(report, wait * 1000);
};

if (person) {
  recall();
  if (seen.length) report();
  let pause = 0;
  film.addEventListener("play", () => {
    clearTimeout(pause);
    if (!ticket) report();
  });
  film.addEventListener("pause", () => {
    if (film.ended && run) run[1] = duration;
    leave();
    keep();
    pause = setTimeout(report, 30_000);
  });
  film.addEventListener("ended", report);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") report(true);
  });
}
