// Keeps the app's own files on the phone, so that it opens in a stairwell without network.
// Data is never kept here: drafts and unsent work live in IndexedDB, where the page can show them.
const SHELL = "/";
const PREFIX = "tongyu-";
// The desk is a part of its own: kept once someone works there, and not before.
const DESK = "/desk";
const DESK_CACHE = PREFIX + "desk";
const SERVER_ONLY = ["/api", "/demo", "/l", "/c", "/v", "/w", "/p", "/media", "/healthz", "/readyz"];

/** Whether the path is the root itself or below it. */
const isUnder = (path, root) => path === root || path.startsWith(root + "/");

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
    const old = name.startsWith(PREFIX) && name !== keep && name !== DESK_CACHE;
    if (old) await caches.delete(name);
  }
}

/** Keeps the desk as it was delivered last, in place of an older one. */
async function keepDesk(answer) {
  const files = filesOf(await answer.clone().text());
  const cache = await caches.open(DESK_CACHE);
  for (const request of await cache.keys()) {
    if (!files.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
  for (const file of files) {
    if (!(await cache.match(file))) await cache.add(file);
  }
  await cache.put(DESK, answer);
}

/** The network decides what the shell is; the copy answers when there is none. */
async function shell(event) {
  const atDesk = isUnder(new URL(event.request.url).pathname, DESK);
  const page = atDesk ? DESK : SHELL;
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok && atDesk) event.waitUntil(keepDesk(fresh.clone()));
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
