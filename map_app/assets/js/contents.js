// Beside the map: how to read it, what is on it, and where it all comes from.

import { counted, data, features, pick, story, word } from "./data.js";
import { el, link, swatch, swatches, the } from "./dom.js";
import { lit } from "./features.js";
import { openCard } from "./card.js";
import { placeLabels } from "./labels.js";
import { PRECISIONS, VOICES, explorer, unsaid } from "./explore.js";
import { method } from "./evidence.js";
import { embedControl } from "./cite.js";
import { step, storySection, writeStep } from "./story.js";
import { takeAway } from "./take-away.js";
import { isFramed } from "./gestures.js";
import { hasAddress } from "./language.js";

/**
 * Where the page stands in another: a way out to the whole of it.
 * @returns {HTMLElement}
 */
const wayOut = () =>
  el("p", { class: "way-out" }, el("a", { href: location.href, target: "_blank", rel: "noopener" }, word("page.open_whole")));

/** Write the list, the legend and the sources afresh, in the reader's language. */
export function writeContents() {
  const parts = [legend(), explorer(), ...(story.unsaid.length ? [unsaid()] : []), method(), takeAway(), sources()];
  if (isFramed && hasAddress) parts.push(wayOut());
  if (story.chapters.length) parts.unshift(storySection());
  the("#contents").replaceChildren(...parts);
  writeStep(step);
}

/**
 * @param {Feature} feature
 * @returns {HTMLElement}
 */
export function featureButton(feature) {
  const button = el(
    "button",
    { type: "button", class: "feature", "aria-haspopup": "dialog" },
    swatch(feature.look),
    el("span", { class: "name" }, pick(feature.name)),
    el("span", { class: "count" }, counted("list.claims", feature.claims.length)),
  );
  button.onclick = () => openCard(feature, button);
  return button;
}

/** @returns {HTMLElement} */
export function legend() {
  const told = lit ? features.filter(({ id }) => lit?.has(id)) : features;
  const precision = PRECISIONS.flatMap((name) => {
    const looks = new Set(told.filter((feature) => feature.precision === name).map(({ look }) => look));
    return looks.size ? [el("li", {}, swatches(looks), word(`precision.${name}`))] : [];
  });
  const voices = VOICES.map((voice) =>
    el("li", { class: `voice-${voice}` }, el("span", { class: "mark", "aria-hidden": "true" }), word(`voices.${voice}`)),
  );
  return el(
    "section",
    { class: "legend", "aria-labelledby": "legend-title" },
    el("h2", { id: "legend-title" }, word("precision.title")),
    el("ul", {}, ...precision),
    precisionSwitch(),
    el("h3", {}, word("voices.title")),
    el("ul", { class: "voices" }, ...voices),
  );
}

/**
 * A switch that draws round each extent and says beside each name how far the words go.
 * @returns {HTMLElement}
 */
function precisionSwitch() {
  const root = document.documentElement;
  const button = el("button", { type: "button", class: "plain" }, word("precision.show"));
  const write = () => button.setAttribute("aria-pressed", String(root.classList.contains("precise")));
  button.onclick = () => {
    root.classList.toggle("precise");
    write();
    placeLabels();
  };
  write();
  return button;
}

/** @returns {HTMLElement} */
export function sources() {
  const { article } = story;
  const credits = data.data.map(({ title, credit, licence }) => el("li", {}, `${pick(title)}: ${credit} (${licence})`));
  return el(
    "section",
    { class: "credits", "aria-labelledby": "credits-title" },
    el("h2", { id: "credits-title" }, word("sources.title")),
    el("h3", {}, word("sources.article")),
    el("p", {}, link(article.address, `${article.title} ${article.publisher}`)),
    el("h3", {}, word("sources.data")),
    el("ul", {}, ...credits),
    el("p", {}, word("sources.boundaries"), " ", word("sources.software", { version: data.software.leaflet })),
    el("p", {}, word("page.made_with")),
    embedControl(),
  );
}
