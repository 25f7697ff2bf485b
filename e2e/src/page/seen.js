// What a person sees on the page, and what can be touched there.

/** Spaces never decide whether two texts are the same: the layout adds and drops them. */
const plain = (text) => text.replace(/\s+/gu, "");

/** The part that can be used now: an open dialog makes the rest inert. */
const stage = () => [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body
  ?? document.createElement("body"); // A page that is just coming shows nothing yet.

/** Text for screen readers only is cut down to a point. */
const isCut = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.clipPath === "inset(50%)" || style.opacity === "0") return true;
  }
  return false;
};

const isShown = (element) =>
  element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && !isCut(element);

/** The text below `root` that is drawn, in reading order. */
const textOf = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const parts = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.trim() || !isShown(parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { width, height, bottom } = range.getBoundingClientRect();
    // Above the page lies what shows itself to the keyboard only.
    if (width > 1 && height > 1 && bottom + scrollY > 0) parts.push(data.trim());
  }
  return parts.join(" ");
};

const sees = (words) => plain(textOf(stage())).includes(plain(words));

/** What a screen reader calls the element. */
const nameOf = (element) => {
  const said = element.getAttribute("aria-label");
  if (said) return said;
  const by = element.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/u).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const labels = [...(element.labels ?? [])].map(textOf).join(" ");
  return labels || textOf(element) || element.title;
};

const isField = (element) =>
  element.matches("textarea,select,input:not([type=checkbox],[type=radio],[type=hidden],[type=submit],[type=button])");

/** What takes a touch. A tick box and its label are one target: the label. */
const targets = (root) =>
  [...root.querySelectorAll("a[href],button,summary,label,[role=button],input,textarea,select")].filter((element) => {
    if (element.tagName === "LABEL") return element.control !== null && !isField(element.control) && isShown(element);
    if (element.matches("[type=hidden]")) return false;
    if (element.matches("[type=checkbox],[type=radio]")) return element.labels.length === 0 && isShown(element);
    return isShown(element);
  });

/** Of the elements whose name fits best: the same, then begins so, then holds it. */
const bestNamed = (elements, words) => {
  const wanted = plain(words);
  const named = elements.map((element) => [element, plain(nameOf(element))]);
  for (const fits of [(n) => n === wanted, (n) => n.startsWith(wanted), (n) => n.includes(wanted)]) {
    const found = named.filter(([, name]) => fits(name)).map(([element]) => element);
    if (found.length) return found;
  }
  return [];
};

/** Those of `elements` that stand closest to the words `near`. */
const closest = (elements, near) => {
  const wanted = plain(near);
  const reach = elements.map((element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const text = plain(textOf(at));
      if (text.includes(wanted)) return [element, text.length];
    }
    return [element, Infinity];
  });
  const best = Math.min(...reach.map(([, length]) => length));
  return reach.filter(([, length]) => length === best && length < Infinity).map(([element]) => element);
};

/** The one target or field called `words`, or in words why there is none. */
const find = (kind, words, near) => {
  const all = kind === "field" ? targets(stage()).filter(isField) : targets(stage()).filter((t) => !isField(t));
  let found = bestNamed(all, words);
  // The closest words decide among all that could be meant, also among less exact names.
  if (near) found = closest(found, near);
  if (found.length === 1) return found[0];
  if (found.length) return `${found.length} things are called ${words}`;
  return `nothing is called ${words}${near ? ` near ${near}` : ""}; there are: ${all.map(nameOf).join(" | ")}`;
};

/** A link in the middle of a sentence may be as small as its line. */
const isInline = (element) =>
  element.tagName === "A" && getComputedStyle(element).display === "inline";

const LEAST = 44;
const LEAST_INLINE = 24;

/** The size a finger meets, or why it is too small; rounding of half a pixel is none. */
const tooSmall = (element) => {
  const { width, height } = element.getBoundingClientRect();
  const least = isInline(element) ? LEAST_INLINE : LEAST;
  if (width + 0.5 >= least && height + 0.5 >= least) return "";
  return `${nameOf(element)} is ${Math.round(width)} × ${Math.round(height)} px, less than ${least}`;
};

/** Why a finger cannot press the element; empty if it can. Brings it into view first. */
const refusal = (element) => {
  if (!isShown(element)) return `${nameOf(element)} is hidden`;
  if (element.disabled || element.control?.disabled) return `${nameOf(element)} is disabled`;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const small = tooSmall(element);
  if (small) return small;
  const { left, top } = element.getClientRects()[0];
  const { width, height } = element.getClientRects()[0];
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!hit) return `${nameOf(element)} lies outside the screen`;
  if (element.contains(hit) || element.control === hit) return "";
  return `${nameOf(element)} is covered by ${hit.tagName.toLowerCase()} ${hit.className}`;
};
