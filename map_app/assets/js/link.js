// The address, which keeps language, step, claim and card; each step is an entry of the history.

import { byId, story } from "./data.js";
import { the } from "./dom.js";
import { openClaim } from "./explore.js";
import { preferredLanguage, speaks } from "./language.js";
import { theMap } from "./map.js";
import { change, listen, openCard, state, tellStep } from "./state.js";
import { hasAddress, isFramed } from "./surroundings.js";

/** The address as we last wrote or read it. */
let keptHash = "";
/** The step that the address names. */
let keptStep = state.step;
let isOpening = false;

/** Open the page at what its address names, and let the address follow what is chosen. */
export function followLink() {
  listen(["language", "step", "claim", "card"], keepLink);
  // Going back sends both events; an address written by hand may send the second alone.
  for (const name of ["popstate", "hashchange"]) {
    addEventListener(name, () => {
      if (location.hash !== keptHash) openLink(state.language);
    });
  }
  openLink(preferredLanguage());
}

/** Keep what is chosen in the address: a step as a new entry of the history, the rest in the same. */
function keepLink() {
  if (!hasAddress || isOpening) return;
  const link = new URLSearchParams();
  const { step, claim, card, language, isLanguageChosen } = state;
  if (step !== undefined) link.set("chapter", story.chapters[step].id);
  if (claim) link.set("claim", claim);
  if (card) link.set("feature", card.feature);
  if (isLanguageChosen) link.set("lang", language);
  const hash = link.size ? `#${link}` : "";
  // Who reads a page around this one goes back in that, not in here.
  const way = step === keptStep || isFramed ? "replaceState" : "pushState";
  keptStep = step;
  if (hash !== location.hash) history[way](null, "", hash || location.pathname + location.search);
  keptHash = location.hash;
}

/**
 * Open the page at what its address names, in the language that it names.
 * @param {Language} otherwise
 */
function openLink(otherwise) {
  isOpening = true;
  const link = new URLSearchParams(location.hash.slice(1));
  const named = link.get("lang") ?? "";
  const tag = speaks(named) ? named : otherwise;
  if (speaks(named)) change({ isLanguageChosen: true });
  if (tag !== state.language) change({ language: tag });
  const view = (link.get("view") ?? "").split("/").map(Number);
  const moves = view.length !== 3 || !view.every(Number.isFinite);
  const number = story.chapters.findIndex(({ id }) => id === link.get("chapter"));
  if (state.card) change({ card: undefined });
  if (number >= 0) tellStep(number, { moves });
  else if (state.step !== undefined) tellStep();
  const claim = link.get("claim") ?? "";
  if (Object.hasOwn(story.claims, claim)) openClaim(claim, { moves });
  else if (state.claim) change({ claim: undefined });
  const feature = byId.get(link.get("feature") ?? "");
  if (feature) openCard(feature, the("#the-map"));
  if (!moves) {
    theMap.setView([view[1], view[2]], view[0], { animate: false });
    change({ isMoved: true });
  }
  isOpening = false;
  keptStep = state.step;
  keepLink();
}
