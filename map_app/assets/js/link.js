// The address, which keeps language, step, claim and card.

import { byId, story } from "./data.js";
import { the } from "./dom.js";
import { openClaim } from "./explore.js";
import { preferredLanguage, speaks } from "./language.js";
import { theMap } from "./map.js";
import { change, listen, openCard, state, tellStep } from "./state.js";
import { hasAddress } from "./surroundings.js";

/** Open the page at what its address names, and let the address follow what is chosen. */
export function followLink() {
  listen(["language", "step", "claim", "card"], keepLink);
  addEventListener("hashchange", () => openLink(state.language));
  openLink(preferredLanguage());
}

/** Keep what is chosen in the address, without a new entry in the history. */
function keepLink() {
  if (!hasAddress) return;
  const link = new URLSearchParams();
  const { step, claim, card, language, isLanguageChosen } = state;
  if (step !== undefined) link.set("chapter", story.chapters[step].id);
  if (claim) link.set("claim", claim);
  if (card) link.set("feature", card.feature);
  if (isLanguageChosen) link.set("lang", language);
  const hash = link.size ? `#${link}` : "";
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}

/**
 * Open the page at what its address names, in the language that it names.
 * @param {Language} otherwise
 */
function openLink(otherwise) {
  const link = new URLSearchParams(location.hash.slice(1));
  const named = link.get("lang") ?? "";
  const tag = speaks(named) ? named : otherwise;
  if (speaks(named)) change({ isLanguageChosen: true });
  if (tag !== state.language) change({ language: tag });
  const view = (link.get("view") ?? "").split("/").map(Number);
  const moves = view.length !== 3 || !view.every(Number.isFinite);
  const number = story.chapters.findIndex(({ id }) => id === link.get("chapter"));
  if (number >= 0) tellStep(number, { moves });
  const claim = link.get("claim") ?? "";
  if (Object.hasOwn(story.claims, claim)) openClaim(claim, { moves });
  const feature = byId.get(link.get("feature") ?? "");
  if (feature) openCard(feature, the("#the-map"));
  if (!moves) theMap.setView([view[1], view[2]], view[0], { animate: false });
}
