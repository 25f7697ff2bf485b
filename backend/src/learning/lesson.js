// Picture or sound at the same second, and speed; what who is signed in has seen, for the server.
const box = document.querySelector("[data-asset]");
const film = box.querySelector("video");
const { lesson, asset, person } = box.dataset;
let { cleared } = box.dataset; // when the record was emptied last
const duration = +box.dataset.duration;
let start = +box.dataset.position;
const by = (id) => document.getElementById(id);
const on = (target, event, act) => target.addEventListener(event, act);
const at = () => film.currentTime || start;

// picture, sound, speed
const choose = (selector, act) => {
  const buttons = document.querySelectorAll(selector);
  for (const chosen of buttons) {
    on(chosen, "click", (event) => {
      if (!act(chosen)) return;
      event.preventDefault();
      for (const button of buttons) button.setAttribute("aria-current", button === chosen);
    });
  }
};
choose(".kinds a", ({ dataset: { kind, src } }) => {
  if (!src) return false;
  box.dataset.kind = kind;
  if (film.getAttribute("src").split("#")[0] !== src) {
    leave();
    film.src = `${src}#t=${Math.floor(at())}`;
  }
  return film.play();
});
choose("#speeds button", ({ value }) => (film.defaultPlaybackRate = film.playbackRate = +value));
by("speeds").hidden = false;
for (const track of film.textTracks) track.mode = "showing";

// without a network
const net = () => (by("offline").hidden = navigator.onLine);
net();
on(window, "offline", net);
on(window, "online", net);

// what has been seen: half-open ranges of whole seconds
const join = (ranges) => {
  const out = [];
  for (const [from, to] of ranges.filter(([a, b]) => a < b).sort(([a], [b]) => a - b)) {
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
  base = place;
  keep();
});

// what the server has not confirmed stays on this phone, for this person
const KEY = `tongyu-seen-${person}-${asset}`;
let place = +box.dataset.place; // where the server has the film
let base = place; // what this phone goes on from
let ticket = null;
let confirmed = "";
const drop = () => localStorage.removeItem(KEY);
const state = () => ({ ranges: ranges(), position: second(at()) });
const isConfirmed = () => JSON.stringify(state()) === confirmed;
const keep = () => {
  if (!person || isConfirmed()) return;
  try { localStorage.setItem(KEY, JSON.stringify({ ...state(), base, ticket, cleared })); } catch {}
};
const recall = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    if (kept.cleared !== cleared) return drop();
    seen = join(kept.ranges);
    ticket = kept.ticket; // refused where it is too old, and then asked for anew
    // Where another phone went on since, this one goes on from there.
    if (kept.base === place) film.currentTime = start = kept.position;
  } catch {}
};

// What was seen before the record was emptied is not sent.
const forget = (when) => {
  if ((when ?? undefined) === cleared) return false;
  [cleared, seen, run, ticket, confirmed] = [when, [], null, null, ""];
  drop();
  return true;
};

// reports
let [timer, off, busy, again] = [0, false, false, false];
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
  const tag = by("learnt");
  tag.textContent = done ? tag.dataset.done : tag.dataset.share.replace("%s", share);
  by("seen").setAttribute("d", ranges().map(([from, to]) => `M${from} .5H${to}`).join(""));
};
const send = async (leaving) => {
  let next = 60;
  if (!ticket) {
    if (leaving) return next;
    const given = await post("tickets", { lesson, asset, person });
    forget(given.cleared_at);
    [ticket, next] = [given.ticket, given.next_s];
  }
  const sent = state();
  if (!sent.ranges.length || isConfirmed()) return next;
  const got = await post("reports", { ticket, ...sent, position_before: base, final: leaving });
  // What the clock did not allow yet stays here and is sent again.
  if (!forget(got.cleared_at) && got.whole) {
    confirmed = JSON.stringify(sent);
    if (isConfirmed()) drop();
  }
  place = got.position_s;
  if (place === sent.position) base = place;
  draw(got.covered_s, got.done);
  return got.next_s;
};
const report = async () => {
  again = busy; // what happens meanwhile is told next
  if (off || busy) return;
  busy = true;
  let wait = 20;
  try {
    wait = await send();
    if (again) wait = 0;
  } catch (problem) {
    // What is kept waits for its owner.
    off = [401, 404, 409].includes(problem.status);
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
  let pause;
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
    if (document.hidden && !off) send(true).catch(() => {});
  });
}
