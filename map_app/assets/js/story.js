// The story in steps: each moves the map to what it speaks of and lights that up.

import { citeControl } from "./cite.js";
import { byId, known, story } from "./data.js";
import { afterPaint, announce, el, liesIn, link, the } from "./dom.js";
import { sourceItem } from "./evidence.js";
import { drawFigure } from "./figures.js";
import { claimItem, featureButton } from "./items.js";
import { goTo, groups, isShown, theMap } from "./map.js";
import { beginAtTop, isForStory, layOutSheet, sheetHandle } from "./sheet.js";
import { listen, relight, state, stepAfter, tellStep, told } from "./state.js";
import { counted, pick, said, word } from "./words.js";

/** Let the text and then the map follow the step that is told. */
export function followStory() {
  let was = state.step;
  listen(["step"], () => {
    const { step, follows } = state;
    const hasFocus = writeStep(was);
    was = step;
    layOutSheet();
    beginAtTop();
    const chapter = told();
    // What gets the focus is read out anyhow.
    if (chapter && !hasFocus) announce(`${stepNumber()}: ${pick(chapter.title)}`);
    afterPaint(() => {
      if (state.step !== step) return;
      showOnly(chapter?.features ?? []);
      relight();
      if (follows && !state.claim) goTo(chapter?.frame);
    });
  });
  listen(["card"], () => {
    layOutSheet();
    if (state.lit) relight();
  });
  the("#begin").onclick = (event) => {
    event.preventDefault();
    tellStep(0);
  };
  document.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    const isBrowsers = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const next = by && !isBrowsers ? stepAfter(by) : undefined;
    if (next === undefined || !isForStory(event.target)) return;
    event.preventDefault();
    tellStep(next);
  });
}
/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Which step of how many is told.
 * @returns {string}
 */
const stepNumber = () => word("story.step", { number: (state.step ?? 0) + 1, count: story.chapters.length });

/**
 * The layers that a step has brought in, to be put away after it.
 * @type {Set<string>}
 */
const brought = new Set();

/** @param {string[]} ids */
export function showOnly(ids) {
  const wanted = new Set(ids.map((id) => known(byId, id).layer));
  for (const id of brought) {
    if (!wanted.has(id)) {
      brought.delete(id);
      theMap.removeLayer(known(groups, id));
    }
  }
  for (const id of wanted) {
    if (!isShown(id)) {
      brought.add(id);
      theMap.addLayer(known(groups, id));
    }
  }
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
    button.onclick = () => tellStep(by && (stepAfter(by) ?? state.step));
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
      el("p", { class: "step-end" }, el("button", { type: "button", class: "onward", "data-step": "onward" })),
    ),
  );
}

/**
 * Write the step that is told, or show the list of all; `was` is the step told before.
 * @param {number} [was]
 * @returns {boolean} whether its title has got the focus
 */
export function writeStep(was) {
  const section = document.getElementById("story-steps");
  if (!section) return false;
  const had = liesIn(document.activeElement, "#story-steps, #begin");
  // Where the step is only written anew, the reader stays where they were.
  const goesOn = was === undefined || (was !== state.step && liesIn(document.activeElement, "#step-body, .onward"));
  const [all, one] = [the("#all-steps"), the("#one-step")];
  const { step } = state;
  const chapter = told();
  all.hidden = chapter !== undefined;
  one.hidden = chapter === undefined;
  if (step !== undefined && chapter) {
    the("#step-number").textContent = stepNumber();
    the("#step-title").textContent = pick(chapter.title);
    the("progress", section).setAttribute("value", String(step + 1));
    the('[data-step="previous"]', section).setAttribute("aria-disabled", String(step === 0));
    the('[data-step="next"]', section).setAttribute("aria-disabled", String(step === story.chapters.length - 1));
    the("#step-body").replaceChildren(...stepBody(chapter));
    writeOnward();
    if (had && goesOn) the("#step-title").focus({ preventScroll: true });
    return had && goesOn;
  }
  if (had) all.querySelectorAll("button")[was ?? 0].focus({ preventScroll: true });
  return false;
}

/** The way on from the end of a step: to the next, by its title, or from the last to the whole map. */
function writeOnward() {
  const after = stepAfter(1);
  const button = the(".onward");
  button.textContent = after === undefined ? word("story.explore") : word("story.onward", { title: pick(story.chapters[after].title) });
  button.onclick = () => tellStep(after);
}

/**
 * @param {Chapter} chapter
 * @returns {HTMLElement[]}
 */
function stepBody(chapter) {
  const claims = chapter.claims.map((id) => claimItem(id));
  const here = (chapter.features ?? []).map((id) => el("li", {}, featureButton(known(byId, id))));
  return [
    el("p", { class: "telling" }, ...said(pick(chapter.text))),
    ...(chapter.context ? [el("p", { class: "context" }, ...said(pick(chapter.context)))] : []),
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
  const others = new Map(claims.flatMap(({ sources = [] }) => sources.map((source) => [source.publisher, source])));
  const items = [...others.values()].map(sourceItem);
  if (numbers.length) {
    const where = counted("story.paragraphs", numbers.length, { numbers: numbers.join(", ") });
    items.unshift(el("li", {}, link(story.article.address, story.article.publisher), `, ${where}`));
  }
  return el("ul", { class: "sources" }, ...items);
}
