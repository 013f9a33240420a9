// On paper everything is told: the map at the size of a page, every step, every claim.

import { sources, writeContents } from "./contents.js";
import { features, story } from "./data.js";
import { el, the } from "./dom.js";
import { claimList, unsaid } from "./explore.js";
import { drawFigure } from "./figures.js";
import { legend } from "./legend.js";
import { fit, goTo, theMap } from "./map.js";
import { method } from "./method.js";
import { change, relight, told } from "./state.js";
import { chapterSources } from "./story.js";
import { pick, word } from "./words.js";

const PAPER = { width: "680px", height: "460px" }; // fits A4 and Letter within usual margins

/** Lay the page out for paper whenever it is printed, and for the screen again afterwards. */
export function watchPaper() {
  addEventListener("beforeprint", layOutPaper);
  addEventListener("afterprint", layOutScreen);
}

function layOutPaper() {
  const map = the("#the-map");
  Object.assign(map.style, PAPER);
  theMap.invalidateSize({ animate: false, pan: false });
  fit();
  change({ lit: undefined });
  const steps = story.chapters.map((chapter) =>
    el(
      "section",
      { class: "story" },
      el("h2", {}, pick(chapter.title)),
      el("p", {}, pick(chapter.text)),
      ...(chapter.figure ? [drawFigure(chapter.figure)] : []),
      chapterSources(chapter),
    ),
  );
  const contents = the("#contents");
  const silences = story.unsaid.length ? [unsaid()] : [];
  contents.replaceChildren(legend(), ...steps, claimList(Object.keys(story.claims)), ...silences, shapesAsDrawn(), method(), sources());
  for (const details of contents.querySelectorAll("details")) details.open = true;
  contents.append(references(contents));
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
  /** @type {Map<string, {number: number, name: string}>} */
  const found = new Map();
  for (const cited of contents.querySelectorAll(".sources a")) {
    const address = cited.getAttribute("href") ?? "";
    const known = found.get(address) ?? { number: found.size + 1, name: cited.textContent };
    found.set(address, known);
    cited.textContent = cited.closest(".claim") ? `[${known.number}]` : `${cited.textContent} [${known.number}]`;
  }
  const items = [...found].map(([address, { name }]) => el("li", {}, `${name}: ${address}`));
  return el("section", { class: "references" }, el("h2", {}, word("sources.references")), el("ol", {}, ...items));
}

function layOutScreen() {
  Object.assign(the("#the-map").style, { width: "", height: "" });
  theMap.invalidateSize({ animate: false, pan: false });
  writeContents();
  relight();
  const chapter = told();
  if (chapter) goTo(chapter.frame);
  else fit();
}
