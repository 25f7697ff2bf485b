// Keeps the app's own files on the phone, so that it opens in a stairwell without network.
// Data is never kept here: drafts and unsent work live in IndexedDB, where the page can show them.
const SHELL = "/";
const PREFIX = "tongyu-";
const SERVER_ONLY = ["/api/", "/l/", "/c/", "/w/", "/healthz", "/readyz"];

/** The files of this version and a name that changes with them. */
async function wanted() {
  const page = await (await fetch(SHELL, { cache: "no-store", credentials: "omit" })).text();
  const files = [...new Set(page.match(/\/assets\/[\w.-]+/g) ?? [])].sort();
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
    if (name.startsWith(PREFIX) && name !== keep) await caches.delete(name);
  }
}

/** The network decides what the shell is; the copy answers when there is none. */
async function shell(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) return fresh;
    return (await caches.match(SHELL)) ?? fresh;
  } catch (error) {
    const kept = await caches.match(SHELL);
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
  if (!ours || SERVER_ONLY.some((prefix) => url.pathname.startsWith(prefix))) return;
  if (event.request.mode === "navigate") event.respondWith(shell(event.request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
});
