// What is wrong with the look of a page that no rule of accessibility names.

const least = () => (document.documentElement.dataset.mode === "care" ? 18 : 13);

/** Words below an icon in the bar of a phone may be 12 px: the icon says the same. */
const leastFor = (element) => (element.closest("nav li") ? least() - 1 : least());

const wider = () => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const sticksOut = (element) => isShown(element) && element.getBoundingClientRect().right > room + 1;
  // The innermost ones: what holds them is only as wide as they make it.
  const out = [...document.body.querySelectorAll("*")]
    .filter(sticksOut)
    .filter((element) => ![...element.children].some(sticksOut));
  return [`the page is wider than ${room} px because of ${out.map((e) => e.outerHTML.slice(0, 150)).join("; ")}`];
};

/** The texts that are drawn, each with the element it stands in. */
const drawn = () => {
  const found = [];
  const walker = document.createTreeWalker(stage(), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (data.trim() && isShown(parentElement)) found.push([data.trim(), parentElement]);
  }
  return found;
};

const smallText = () => {
  const found = new Set();
  for (const [text, element] of drawn()) {
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size + 0.1 < leastFor(element)) found.add(`text of ${size} px: ${text.slice(0, 40)}`);
  }
  return [...found];
};

/** Words are told apart by the row, the card's field or the form they stand in. */
const groupOf = (element) => element.closest("li,tr,dd,fieldset,article,dialog,form,section,nav,footer") ?? document.body;

const sameWords = () => {
  const seen = [];
  const found = new Set();
  for (const element of targets(stage()).filter((target) => target.matches("button,a"))) {
    const name = plain(nameOf(element));
    const to = element.getAttribute("href");
    const group = groupOf(element);
    if (seen.some((o) => o.name === name && o.group === group && (o.to !== to || to === null))) {
      found.add(`two different things are called ${nameOf(element)}`);
    }
    seen.push({ name, group, to });
  }
  return [...found];
};

const smallTargets = () => targets(stage()).map(tooSmall).filter(Boolean);

/** A string that lost its argument, or a value that is none; in code both have a meaning. */
const brokenWords = () =>
  drawn()
    .filter(([, element]) => !element.closest("code, [translate=no]"))
    .flatMap(([text]) => text.match(/\{\w+\}|\bundefined\b|\bNaN\b|\bnull\b/gu) ?? [])
    .map((word) => `broken words: ${word}`);

const faults = () => [...wider(), ...smallText(), ...sameWords(), ...smallTargets(), ...brokenWords()];
