// Keeps the app's own files on the phone, so that it opens in a stairwell without network.
// Data is never kept here: drafts and unsent work live in IndexedDB, where the page can show them.
const SHELL = "/";
const PREFIX = "tongyu-";
// The desk and certification are parts of their own: each is kept once someone works there, and not
// before. Which part has a path is said in shared/src/parts.rs.
const DESK = "/desk";
const CERTIFICATION = ["certification", "instructor", "seats", "trainings"].map((word) => `${DESK}/${word}`);
const PART_PREFIX = PREFIX + "part-";
const SERVER_ONLY = ["/api", "/demo", "/l", "/c", "/v", "/w", "/p", "/media", "/healthz", "/readyz"];

/** Whether the path is the root itself or below it. */
const isUnder = (path, root) => path === root || path.startsWith(root + "/");

/** The page that stands for the part at a path. */
function partOf(path) {
  if (CERTIFICATION.some((root) => isUnder(path, root))) return CERTIFICATION[0];
  return isUnder(path, DESK) ? DESK : SHELL;
}

/** The files that a page of the app asks for. */
const filesOf = (page) => [...new Set(page.match(/\/assets\/[\w.-]+/g) ?? [])].sort();

/** The files of this version and a name that changes with them. */
async function wanted() {
  const page = await (await fetch(SHELL, { cache: "no-store", credentials: "omit" })).text();
  const files = filesOf(page);
  return { files, name: PREFIX + (await digest(files.join("\n"))) };
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash).slice(0, 8)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

async function fill() {
  const { files, name } = await wanted();
  const cache = await caches.open(name);
  await cache.addAll([SHELL, "/icon.svg", "/manifest.webmanifest", ...files]);
  return name;
}

async function forgetOthers(keep) {
  for (const name of await caches.keys()) {
    const old = name.startsWith(PREFIX) && name !== keep && !name.startsWith(PART_PREFIX);
    if (old) await caches.delete(name);
  }
}

/** Keeps a part as it was delivered last, in place of an older one. */
async function keepPart(page, answer) {
  const files = filesOf(await answer.clone().text());
  const cache = await caches.open(PART_PREFIX + page);
  for (const request of await cache.keys()) {
    if (!files.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
  for (const file of files) {
    if (!(await cache.match(file))) await cache.add(file);
  }
  await cache.put(page, answer);
}

/** The network decides what the shell is; the copy answers when there is none. */
async function shell(event) {
  const page = partOf(new URL(event.request.url).pathname);
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok && page !== SHELL) event.waitUntil(keepPart(page, fresh.clone()));
    if (fresh.ok) return fresh;
    return (await caches.match(page)) ?? fresh;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

/** Hashed names never change: the copy is as good as the network. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  return fresh;
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    wanted()
      .then(({ name }) => forgetOthers(name))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = event.request.method === "GET" && url.origin === location.origin;
  if (!ours || SERVER_ONLY.some((root) => isUnder(url.pathname, root))) return;
  if (event.request.mode === "navigate") event.respondWith(shell(event));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
});
