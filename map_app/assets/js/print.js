// On paper everything is told: the map at the size of a page, every step, every claim.

import { sources, writeContents } from "./contents.js";
import { features, story } from "./data.js";
import { el, svgElement, the } from "./dom.js";
import { claimList, unsaid } from "./explore.js";
import { drawFigure } from "./figures.js";
import { legend } from "./legend.js";
import { fit, goTo, theMap } from "./map.js";
import { method } from "./method.js";
import { change, relight, state, told } from "./state.js";
import { chapterSources, showOnly } from "./story.js";
import { pick, word } from "./words.js";

const PAPER = { width: "680px", height: "460px" }; // fits A4 and Letter within usual margins
const BESIDE = { width: "330px", height: "230px" }; // beside the text of the step

/** Lay the page out for paper whenever it is printed, and for the screen again afterwards. */
export function watchPaper() {
  addEventListener("beforeprint", layOutPaper);
  addEventListener("afterprint", layOutScreen);
}

/**
 * What the reader saw, to be put back.
 * @type {{at: L.LatLng, zoom: number, scroll: number} | undefined}
 */
let sawBefore;

function layOutPaper() {
  const root = document.documentElement;
  sawBefore ??= { at: theMap.getCenter(), zoom: theMap.getZoom(), scroll: the("#contents").scrollTop };
  if (state.card) change({ card: undefined });
  root.classList.add("paper");
  const steps = story.chapters.map((chapter) =>
    el(
      "section",
      { class: "story" },
      el(
        "div",
        { class: "scene" },
        el("h2", {}, pick(chapter.title)),
        stepMap(chapter),
        el("p", {}, pick(chapter.text)),
        ...(chapter.context ? [el("p", { class: "context" }, pick(chapter.context))] : []),
      ),
      ...(chapter.figure ? [drawFigure(chapter.figure)] : []),
      chapterSources(chapter),
    ),
  );
  showOnly([]);
  layOutMap(PAPER);
  fit();
  change({ lit: undefined });
  const contents = the("#contents");
  const silences = story.unsaid.length ? [unsaid()] : [];
  contents.replaceChildren(legend(), el("div", { class: "scenes" }, ...steps), claimList(Object.keys(story.claims)), ...silences, shapesAsDrawn(), method(), sources());
  for (const details of contents.querySelectorAll("details")) details.open = true;
  // All claims are on paper, each with its id: what one was worked out from is named by those.
  for (const basis of contents.querySelectorAll("[data-basis]")) basis.textContent = basis.getAttribute("data-basis");
  contents.append(references(contents));
}

/** @param {{width: string, height: string}} size */
function layOutMap(size) {
  Object.assign(the("#the-map").style, size);
  theMap.invalidateSize({ animate: false, pan: false });
}

/**
 * What the map shows for a step, as a picture of its own: a copy of what Leaflet has drawn.
 * @param {Chapter} chapter
 * @returns {HTMLElement}
 */
function stepMap(chapter) {
  layOutMap(BESIDE);
  showOnly(chapter.features ?? []);
  change({ lit: new Set(chapter.features) });
  goTo(chapter.frame, false);
  const copy = /** @type {HTMLElement} */ (theMap.getContainer().cloneNode(true));
  for (const part of copy.querySelectorAll(".target, .leaflet-control-container, .leaflet-card-pane, .label.waiting")) part.remove();
  for (const part of copy.querySelectorAll("[id]")) {
    // The ground weighs most and is the same for all: each copy points to it.
    part.replaceChildren(svgElement("use", { href: `#${part.id}` }));
    part.removeAttribute("id");
  }
  for (const name of ["id", "role", "tabindex", "aria-label", "aria-describedby"]) copy.removeAttribute(name);
  return el("div", { class: "step-map", "aria-hidden": "true" }, copy);
}

/**
 * Each shape, how it was drawn and by which claims.
 * @returns {HTMLElement}
 */
function shapesAsDrawn() {
  const items = features.flatMap((feature) => [
    el("dt", {}, pick(feature.name)),
    el("dd", {}, `${pick(feature.note)} (${feature.claims.join(", ")})`),
  ]);
  return el("section", { class: "shapes" }, el("h2", {}, word("popup.drawn")), el("dl", {}, ...items));
}

/**
 * Put numbers beside all sources, and return the addresses that they stand for: paper has no links.
 * @param {HTMLElement} contents
 * @returns {HTMLElement}
 */
function references(contents) {
  /** @type {Map<string, {number: number, name: string, about: string}>} */
  const found = new Map();
  for (const cited of contents.querySelectorAll(".sources a")) {
    const address = cited.getAttribute("href") ?? "";
    const known = found.get(address) ?? { number: found.size + 1, name: cited.textContent, about: cited.nextElementSibling?.textContent ?? "" };
    found.set(address, known);
    cited.textContent = cited.closest(".claim") ? `[${known.number}]` : `${cited.textContent} [${known.number}]`;
  }
  const items = [...found].map(([address, { name, about }]) => el("li", {}, `${name}: ${address}${about}`));
  return el("section", { class: "references" }, el("h2", {}, word("sources.references")), el("ol", {}, ...items));
}

function layOutScreen() {
  document.documentElement.classList.remove("paper");
  layOutMap({ width: "", height: "" });
  writeContents();
  showOnly(told()?.features ?? []);
  relight();
  if (sawBefore) {
    theMap.setView(sawBefore.at, sawBefore.zoom, { animate: false });
    the("#contents").scrollTop = sawBefore.scroll;
  }
  sawBefore = undefined;
}
