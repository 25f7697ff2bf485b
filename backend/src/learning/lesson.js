// Picture or sound at the same second, and speed; for who is signed in, what has been seen, kept
// here until the server has it.
const box = document.querySelector("[data-asset]");
const film = box.querySelector("video");
const { lesson, asset, person } = box.dataset;
let { cleared } = box.dataset; // when the record was emptied last
const duration = +box.dataset.duration;
const all = (selector) => [...document.querySelectorAll(selector)];
const by = (id) => document.getElementById(id);
const on = (target, event, act) => target.addEventListener(event, act);
const at = () => film.currentTime || +box.dataset.position;

// ---- picture, sound, speed
const press = (buttons, one) => buttons.forEach((button) => button.setAttribute("aria-current", button === one));
const kinds = all(".kinds a");
for (const chip of all("[data-src]")) {
  on(chip, "click", (event) => {
    event.preventDefault();
    press(kinds, chip);
    const { kind, src } = chip.dataset;
    box.dataset.kind = kind;
    if (film.getAttribute("src").split("#")[0] !== src) {
      leave();
      film.src = `${src}#t=${Math.floor(at())}`;
    }
    film.play();
  });
}
const speeds = all("#speeds button");
by("speeds").hidden = false;
for (const button of speeds) {
  on(button, "click", () => {
    film.defaultPlaybackRate = film.playbackRate = +button.value;
    press(speeds, button);
  });
}
for (const track of film.textTracks) track.mode = "showing";

// ---- without a network
const net = () => (by("offline").hidden = navigator.onLine);
net();
on(window, "offline", net);
on(window, "online", net);

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
on(film, "seeking", leave);
on(film, "timeupdate", () => {
  if (film.seeking) return;
  run = [run ? run[0] : film.currentTime, film.currentTime];
  keep();
});

// ---- what the server has not confirmed stays on this phone, for this person
const KEY = `tongyu-seen-${person}-${asset}`;
let ticket = null;
let confirmed = "";
const state = () => ({ ranges: ranges(), position: second(at()) });
const isConfirmed = () => JSON.stringify(state()) === confirmed;
const keep = () => {
  if (!person || isConfirmed()) return;
  try { localStorage.setItem(KEY, JSON.stringify({ ...state(), ticket, cleared })); } catch {}
};
const recall = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    if (kept.cleared !== cleared) return localStorage.removeItem(KEY);
    seen = join(kept.ranges);
    box.dataset.position = kept.position;
    film.currentTime = kept.position;
    ticket = kept.ticket; // one that is too old is refused, and then a new one is asked for
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
  by("seen").setAttribute("d", ranges().map(([from, to]) => `M${from} .5H${to}`).join(""));
};
const send = async (leaving) => {
  let next = 60;
  if (!ticket) {
    if (leaving) return next;
    const given = await post("tickets", { lesson, asset });
    forget(given.cleared_at);
    [ticket, next] = [given.ticket, given.next_s];
  }
  const sent = state();
  const text = JSON.stringify(sent);
  if (!sent.ranges.length || text === confirmed) return next;
  const got = await post("reports", { ticket, ...sent, final: leaving });
  // Where the clock did not allow all of it yet, it stays here and is sent again.
  if (!forget(got.cleared_at) && got.whole) {
    confirmed = text;
    if (isConfirmed()) localStorage.removeItem(KEY);
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
    wait = +problem.headers?.get("retry-after") || wait;
  }
  busy = false;
  clearTimeout(timer);
  if (!off) timer = setTimeout(report, wait * 1000);
};

if (person) {
  recall();
  if (seen.length) report();
  on(window, "online", report);
  let pause = 0;
  on(film, "play", () => {
    clearTimeout(pause);
    if (!ticket) report();
  });
  on(film, "pause", () => {
    if (film.ended && run) run[1] = duration;
    leave();
    keep();
    pause = setTimeout(report, 30_000);
  });
  on(film, "ended", report);
  on(document, "visibilitychange", () => {
    if (document.visibilityState === "hidden") report(true);
  });
}
