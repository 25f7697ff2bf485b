// Runs before the first paint: look and language as chosen on this device, then the part of the app that the page names.
const root = document.documentElement;
const read = (key) => {
  try {
    return localStorage.getItem(`tongyu.${key}`);
  } catch {
    return null; // storage is switched off: the defaults hold
  }
};

const theme = read("theme");
if (theme === "light" || theme === "dark") root.dataset.theme = theme;
if (read("mode") === "care") root.dataset.mode = "care";
if (read("lang") === "en") root.lang = "en";

const named = (name) => document.querySelector(`meta[name=${name}]`).content;

try {
  const app = await import(named("app-js"));
  await app.default({ module_or_path: named("app-wasm") });
} catch (error) {
  root.dataset.boot = "failed";
  console.error(error);
}

if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker.register("/service-worker.js").catch(console.warn);
}
