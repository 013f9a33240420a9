// The story in steps: each moves the map to what it speaks of and lights that up.

import { byId, counted, known, pick, story, word } from "./data.js";
import { afterPaint, announce, el, liesIn, link, prefersStill, the } from "./dom.js";
import { CLOSE, groups, light } from "./features.js";
import { claimItem } from "./card.js";
import { featureButton, legend } from "./contents.js";
import { chosenClaim, forgetClaim, placesOf } from "./explore.js";
import { citeControl } from "./cite.js";
import { layOutSheet, narrow, sheetHandle } from "./sheet.js";
import { drawFigure } from "./figures.js";
import { keepLink } from "./language.js";
import { theMap } from "./start.js";

/**
 * The number of the step that is told, or none before the reader begins.
 * @type {number | undefined}
 */
export let step;

/**
 * Tell a step; without a number, go back to the list of all.
 * @param {number} [number]
 * @param {{moves?: boolean}} [options] whether the map goes to what the step speaks of
 */
export function tellStep(number, { moves = true } = {}) {
  const was = step;
  step = number;
  forgetClaim();
  writeStep(was);
  layOutSheet();
  if (number !== undefined) {
    const told = word("story.step", { number: number + 1, count: story.chapters.length });
    announce(`${told}: ${pick(story.chapters[number].title)}`);
  }
  keepLink();
  afterPaint(() => {
    if (step !== number) return;
    const ids = number === undefined ? undefined : story.chapters[number].features;
    showOnly(ids ?? []);
    relight();
    if (ids && moves && !chosenClaim) frame(ids);
  });
}

/** Light up what rests on the chosen claim, or else what the step speaks of, and let the legend follow. */
export function relight() {
  const told = step === undefined ? undefined : story.chapters[step].features;
  light(chosenClaim ? placesOf(chosenClaim).map(({ id }) => id) : told);
  document.querySelector(".legend")?.replaceWith(legend());
}

/**
 * The number of the step so many after the one that is told, if there is one.
 * @param {number} by
 * @returns {number | undefined}
 */
export const stepAfter = (by) => (step !== undefined && story.chapters[step + by] ? step + by : undefined);

/**
 * The layers that a step has brought in, to be put away after it.
 * @type {Set<string>}
 */
const brought = new Set();

/** @param {string[]} ids */
function showOnly(ids) {
  const wanted = new Set(ids.map((id) => known(byId, id).layer));
  for (const id of brought) {
    if (!wanted.has(id)) {
      brought.delete(id);
      theMap.removeLayer(known(groups, id));
    }
  }
  for (const id of wanted) {
    if (!theMap.hasLayer(known(groups, id))) {
      brought.add(id);
      theMap.addLayer(known(groups, id));
    }
  }
}

/**
 * Move the map so that features are in view; whole countries count only if there is nothing else.
 * @param {string[]} ids
 */
export function frame(ids) {
  const all = ids.map((id) => known(byId, id));
  const small = all.filter((feature) => feature.look !== "country");
  const bounds = L.latLngBounds([]);
  for (const { bounds: [west, south, east, north] } of small.length ? small : all) {
    bounds.extend([[south, west], [north, east]]);
  }
  if (!bounds.isValid()) return;
  const room = narrow.matches ? 16 : 40;
  theMap.flyToBounds(bounds, { animate: !prefersStill, duration: 0.8, padding: [room, room], maxZoom: CLOSE });
}

/**
 * The story: all its steps by title, or the one that is told; the buttons stay, so that the focus can.
 * @returns {HTMLElement}
 */
export function storySection() {
  const count = story.chapters.length;
  const titles = story.chapters.map((chapter, number) =>
    el("li", {}, el("button", { type: "button", "data-step": chapter.id, onclick: () => tellStep(number) }, pick(chapter.title))),
  );
  /** @type {(name: string, by?: number) => HTMLElement} */
  const go = (name, by) => {
    const button = el("button", { type: "button", "data-step": name }, word(`story.${name}`));
    button.onclick = () => tellStep(by && (stepAfter(by) ?? step));
    return button;
  };
  return el(
    "section",
    { id: "story-steps", class: "story", "aria-labelledby": "story-title step-title" },
    el(
      "div",
      { id: "all-steps" },
      el("h2", { id: "story-title", tabindex: "-1" }, word("story.title", { count })),
      el("ol", { class: "steps" }, ...titles),
    ),
    el(
      "div",
      { id: "one-step" },
      sheetHandle(),
      el("p", { class: "kicker", id: "step-number" }),
      el("h2", { id: "step-title", tabindex: "-1" }),
      el("div", { class: "step-buttons" }, go("previous", -1), go("next", 1), go("all")),
      el("progress", { max: count, "aria-hidden": "true" }),
      el("div", { id: "step-body" }),
    ),
  );
}

/**
 * Write the step that is told, or show the list of all; `was` is the step told before.
 * @param {number} [was]
 */
export function writeStep(was) {
  const section = document.getElementById("story-steps");
  if (!section) return;
  const had = section.contains(document.activeElement);
  const [all, one] = [the("#all-steps"), the("#one-step")];
  all.hidden = step !== undefined;
  one.hidden = step === undefined;
  if (step !== undefined) {
    const chapter = story.chapters[step];
    const count = story.chapters.length;
    the("#step-number").textContent = word("story.step", { number: step + 1, count });
    the("#step-title").textContent = pick(chapter.title);
    the("progress", section).setAttribute("value", String(step + 1));
    the('[data-step="previous"]', section).setAttribute("aria-disabled", String(step === 0));
    the('[data-step="next"]', section).setAttribute("aria-disabled", String(step === count - 1));
    the("#step-body").replaceChildren(...stepBody(chapter));
    section.scrollTop = 0;
    if (had && was === undefined) the("#step-title").focus({ preventScroll: true });
  } else if (had) {
    all.querySelectorAll("button")[was ?? 0].focus({ preventScroll: true });
  }
}

/**
 * @param {Chapter} chapter
 * @returns {HTMLElement[]}
 */
function stepBody(chapter) {
  const claims = chapter.claims.map((id) => claimItem(id));
  const here = (chapter.features ?? []).map((id) => el("li", {}, featureButton(known(byId, id))));
  return [
    el("p", { class: "telling" }, pick(chapter.text)),
    ...(chapter.figure ? [drawFigure(chapter.figure)] : []),
    ...(here.length ? [el("details", {}, el("summary", {}, word("story.here")), el("ul", {}, ...here))] : []),
    el("details", {}, el("summary", {}, counted("story.rests_on", claims.length)), el("ul", { class: "claims" }, ...claims)),
    el("h3", {}, word("story.sources")),
    chapterSources(chapter),
    citeControl("chapter", chapter.id, pick(chapter.title)),
  ];
}

/**
 * Whom a step rests on: the article, by paragraph, and the others by name.
 * @param {Chapter} chapter
 * @returns {HTMLElement}
 */
export function chapterSources(chapter) {
  const claims = chapter.claims.map((id) => story.claims[id]);
  const numbers = [...new Set(claims.map(({ paragraph }) => paragraph).filter((number) => number !== undefined))].sort((a, b) => a - b);
  const others = new Map(claims.flatMap(({ sources = [] }) => sources.map(({ publisher, address }) => [publisher, address])));
  const items = [...others].map(([publisher, address]) => el("li", {}, link(address, publisher)));
  if (numbers.length) {
    const where = counted("story.paragraphs", numbers.length, { numbers: numbers.join(", ") });
    items.unshift(el("li", {}, link(story.article.address, story.article.publisher), `, ${where}`));
  }
  return el("ul", { class: "sources" }, ...items);
}

/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowLeft: -1 };

document.addEventListener("keydown", (event) => {
  const by = ARROWS[event.key];
  const isBrowsers = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const next = by && !isBrowsers ? stepAfter(by) : undefined;
  if (next === undefined || !isForStory(event.target)) return;
  event.preventDefault();
  tellStep(next);
});

/**
 * Whether a key or a finger there means the story: not in a field, and not on the map.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
export function isForStory(target) {
  if (target === document.body) return true;
  return liesIn(target, "#story-steps") && !liesIn(target, "input, textarea, select");
}
