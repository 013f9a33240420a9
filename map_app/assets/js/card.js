// The card of a feature: what is said, by whom, where and in which words; what others say; how the
// shape was drawn. One card is open at a time.

import { byId, counted, known, pick, story, word } from "./data.js";
import { afterPaint, el, link, reveal, swatch, the } from "./dom.js";
import { bringIntoView, drawnAs, showLayer, targets } from "./features.js";
import { chooseClaim, chosenClaim } from "./explore.js";
import { chainControl } from "./evidence.js";
import { citeControl } from "./cite.js";
import { keepLink } from "./language.js";
import { theMap } from "./start.js";

const SHOWN_CLAIMS = 3;

/** @type {L.Popup | undefined} */
export let card;
/**
 * What opened the card and gets the focus back.
 * @type {Reachable | undefined}
 */
export let openedFrom;
/**
 * The id of the feature whose card is open.
 * @type {string | undefined}
 */
export let chosen;

/**
 * Open the card of a feature, and what else lies at a place; `from` gets the focus back.
 * @param {Feature} feature
 * @param {Reachable} [from]
 * @param {L.LatLng} [latlng]
 */
export function openCard(feature, from, latlng = L.latLng(feature.at[1], feature.at[0])) {
  closeCard();
  showLayer(feature);
  openedFrom = from;
  chosen = feature.id;
  card = L.popup({ pane: "card", className: "card", closeButton: false, autoPan: false, maxWidth: 1000 })
    .setLatLng(latlng)
    .setContent(cardContent(feature, latlng));
  const target = known(targets, feature.id);
  card.on("remove", () => {
    target.getElement()?.classList.remove("chosen");
    const back = openedFrom;
    card = openedFrom = chosen = undefined;
    keepLink();
    const there = back?.isConnected ? back : theMap.getContainer();
    there.focus({ preventScroll: there !== back });
  });
  card.openOn(theMap);
  const opened = card;
  afterPaint(() => {
    if (card !== opened) return;
    drawnAs(target).classList.add("chosen");
    bringIntoView(feature, cardPadding(opened));
    keepLink();
  });
  // Where the map is above the text, what was chosen in the text must still be seen.
  reveal(the("#the-map"));
  the("#card-title").focus({ preventScroll: true });
}

function closeCard() {
  if (!card) return;
  openedFrom = undefined;
  theMap.closePopup(card);
}

/**
 * How much of the map the card covers: its left side, or its foot where the map is narrow.
 * @param {L.Popup} opened
 * @returns {{left?: number, bottom?: number}} in pixels
 */
function cardPadding(opened) {
  const box = /** @type {HTMLElement} */ (opened.getElement()).getBoundingClientRect();
  const frame = theMap.getContainer().getBoundingClientRect();
  const narrow = box.width > frame.width / 2;
  return narrow ? { bottom: frame.bottom - box.top } : { left: box.right - frame.left };
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (card) theMap.closePopup(card);
  else if (chosenClaim) chooseClaim();
});

/**
 * @param {Feature} feature
 * @param {L.LatLng} latlng
 * @returns {HTMLElement}
 */
function cardContent(feature, latlng) {
  const heading = el("h2", { id: "card-title", tabindex: "-1" }, pick(feature.name));
  const close = el("button", { type: "button", class: "close", "aria-label": word("popup.close") }, "×");
  close.onclick = () => theMap.closePopup(card);
  const first = feature.claims.slice(0, SHOWN_CLAIMS).map((id) => claimItem(id));
  const rest = feature.claims.slice(SHOWN_CLAIMS).map((id) => claimItem(id));
  const body = el(
    "div",
    { class: "card-body", role: "dialog", "aria-labelledby": "card-title" },
    el("div", { class: "card-head" }, el("p", { class: "kicker" }, layerName(feature.layer)), close),
    heading,
    el("p", { class: "precision" }, swatch(feature.look), word(`precision.${feature.precision}`)),
    el("ul", { class: "claims" }, ...first),
    rest.length
      ? el("details", {}, el("summary", {}, counted("popup.more", rest.length)), el("ul", { class: "claims" }, ...rest))
      : undefined,
    el("h3", {}, word("popup.drawn")),
    el("p", { class: "note" }, pick(feature.note)),
    alsoHere(feature, latlng),
    citeControl("feature", feature.id, pick(feature.name)),
  );
  return body;
}

/**
 * A claim: its words, whose they are, the quote, and what others say.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function claimItem(id) {
  const claim = story.claims[id];
  const by = [claim.speaker ? pick(claim.speaker) : word(`voices.${claim.voice}`)];
  if (claim.paragraph) by.push(word("popup.paragraph", { number: claim.paragraph }));
  by.push(id);
  const item = el("li", { class: `claim voice-${claim.voice}`, "data-claim": id }, el("p", { class: "says" }, pick(claim.says)));
  if (claim.quote) item.append(el("blockquote", { lang: "en" }, el("p", {}, `“${claim.quote}”`)));
  item.append(el("p", { class: "by" }, el("span", { class: "mark", "aria-hidden": "true" }), by.join(", ")));
  if (claim.rests_on) {
    const from = claim.rests_on.map((id) => el("li", {}, pick(story.claims[id].says)));
    item.append(el("details", {}, el("summary", {}, word("popup.rests_on")), el("ul", { class: "basis" }, ...from)));
  }
  if (claim.sources) item.append(sourceList(claim.sources));
  if (claim.later) {
    const around = el("div", { class: "later voice-context" }, el("p", {}, pick(claim.later)));
    const sources = (claim.see ?? []).flatMap((id) => story.claims[id].sources ?? []);
    if (sources.length) around.append(sourceList(sources));
    item.append(el("details", {}, el("summary", {}, word("popup.later")), around));
  }
  item.append(chainControl(id));
  return item;
}

/**
 * @param {Source[]} sources
 * @returns {HTMLElement}
 */
export function sourceList(sources) {
  const items = sources.map((source) => el("li", {}, link(source.address, source.publisher)));
  return el("ul", { class: "sources", "aria-label": word("popup.sources") }, ...items);
}

/**
 * Other features under the same point, so that none hides another.
 * @param {Feature} feature
 * @param {L.LatLng} latlng
 * @returns {HTMLElement | undefined}
 */
function alsoHere(feature, latlng) {
  const point = theMap.latLngToContainerPoint(latlng);
  const frame = theMap.getContainer().getBoundingClientRect();
  const others = document
    .elementsFromPoint(frame.left + point.x, frame.top + point.y)
    .map((element) => byId.get(element.getAttribute("data-feature") ?? ""))
    .filter((other) => other !== undefined)
    .filter((other) => other !== feature);
  if (!others.length) return undefined;
  const buttons = others.map((other) =>
    el("li", {}, el("button", { type: "button", onclick: () => openCard(other, openedFrom, latlng) }, pick(other.name))),
  );
  return el("nav", { class: "also", "aria-label": word("popup.also") }, el("h3", {}, word("popup.also")), el("ul", {}, ...buttons));
}

/**
 * @param {string} id
 * @returns {string}
 */
const layerName = (id) => pick(known(layerNames, id));
const layerNames = new Map(story.layers.map((layer) => [layer.id, layer.name]));
