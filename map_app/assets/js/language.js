// The reader's language, and the address that keeps it together with the step.

import { byId, data, known, language, pick, setLanguage, story, word } from "./data.js";
import { afterPaint, el, the } from "./dom.js";
import { drawnAs, targets } from "./features.js";
import { chosen, openCard, openedFrom } from "./card.js";
import { writeLabels } from "./labels.js";
import { writeContents } from "./contents.js";
import { chosenClaim, openClaim } from "./explore.js";
import { step, tellStep } from "./story.js";
import { nameLayers, nameZoom } from "./controls.js";
import { nameMap, theControl, theMap } from "./start.js";

/**
 * Write the whole page in another language.
 * @param {Language} tag
 */
function speak(tag) {
  setLanguage(tag);
  document.documentElement.lang = tag;
  document.title = pick(story.title);
  the('meta[name="description"]').setAttribute("content", pick(story.standfirst));
  const heading = {
    skip: word("page.skip"),
    kicker: data.kickers[tag],
    title: pick(story.title),
    standfirst: pick(story.standfirst),
    "read-article": word("page.read_article"),
    "perhaps-dead": `(${word("page.perhaps_dead")})`,
  };
  for (const [id, text] of Object.entries(heading)) the(`#${id}`).textContent = text;
  const [open, from, focused] = [byId.get(chosen ?? ""), openedFrom, document.activeElement];
  const folds = () => [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("#contents details"))];
  const unfolded = folds().map((part) => part.open);
  theMap.closePopup();
  nameMap(theMap);
  nameZoom();
  nameLayers(theControl);
  for (const [id, target] of targets) {
    target.getElement()?.setAttribute("aria-label", pick(known(byId, id).name));
  }
  writeContents();
  writeLanguages();
  keepLink();
  afterPaint(writeLabels);
  folds().forEach((part, i, { length }) => {
    part.open = length === unfolded.length && unfolded[i];
  });
  if (!open) return;
  openCard(open, from?.isConnected ? from : drawnAs(known(targets, open.id)));
  if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
}

/** The switch between languages, each under its own name. */
export function writeLanguages() {
  const group = document.getElementById("languages") ?? languageSwitch();
  group.setAttribute("aria-label", word("page.language"));
  for (const button of group.children) button.setAttribute("aria-pressed", String(button.getAttribute("lang") === language));
}

/** @returns {HTMLElement} */
function languageSwitch() {
  const buttons = Object.keys(data.languages)
    .filter(speaks)
    .map((tag) => el("button", { type: "button", lang: tag, onclick: () => chooseLanguage(tag) }, data.languages[tag]));
  const group = el("div", { id: "languages", role: "group" }, ...buttons);
  the(".heading").prepend(group);
  return group;
}

/** Whether the reader has said which language it shall be, here or in the link. */
let isChosen = false;

/** @param {Language} tag */
function chooseLanguage(tag) {
  isChosen = true;
  speak(tag);
}

/**
 * @param {string} tag
 * @returns {tag is Language}
 */
const speaks = (tag) => Object.hasOwn(data.languages, tag);

/**
 * The first of the browser's languages that the page speaks, or else the one it was built in.
 * @returns {Language}
 */
export const preferredLanguage = () => navigator.languages.map((tag) => tag.split("-")[0]).find(speaks) ?? data.language;

/** Whether the page has an address of its own: in a notebook it has none. */
export const hasAddress = location.protocol !== "about:";

/** @returns {URLSearchParams} */
const linked = () => new URLSearchParams(location.hash.slice(1));

/** Keep language, step, claim and card in the address, without a new entry in the history. */
export function keepLink() {
  if (!hasAddress) return;
  const link = new URLSearchParams();
  if (step !== undefined) link.set("chapter", story.chapters[step].id);
  if (chosenClaim) link.set("claim", chosenClaim);
  if (chosen) link.set("feature", chosen);
  if (isChosen) link.set("lang", language);
  const hash = link.size ? `#${link}` : "";
  if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
}

/**
 * Open the page at what its address names, in the language that it names.
 * @param {Language} otherwise
 */
export function openLink(otherwise) {
  const link = linked();
  const named = link.get("lang") ?? "";
  if (speaks(named)) isChosen = true;
  const tag = speaks(named) ? named : otherwise;
  if (tag !== language) speak(tag);
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
addEventListener("hashchange", () => openLink(language));
