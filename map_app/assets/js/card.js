// The card of a feature: what is said, by whom, where and in which words; what others say; how the
// shape was drawn. One card is open at a time.

import { byline, citeControl } from "./cite.js";
import { byId, known, story } from "./data.js";
import { afterPaint, el, reveal, the } from "./dom.js";
import { drawnAs, targets } from "./features.js";
import { claimItem } from "./items.js";
import { bringIntoView, isShown, middleOf, showLayer, theMap } from "./map.js";
import { change, listen, openCard, state } from "./state.js";
import { swatch } from "./swatch.js";
import { counted, pick, sayPrecision, word } from "./words.js";

const SHOWN_CLAIMS = 3;

/** @type {L.Popup | undefined} */
let popup;

/** Let the card follow what is chosen, what is shown and which language is spoken. */
export function followCard() {
  listen(["card"], writeCard);
  listen(["language"], () => {
    if (!state.card) return;
    const { feature, from, at } = state.card;
    const focused = document.activeElement;
    openCard(known(byId, feature), from?.isConnected ? from : drawnAs(known(targets, feature)), at);
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  });
  theMap.on("overlayremove", () => {
    if (state.card && !isShown(known(byId, state.card.feature).layer)) popup?.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (state.card) popup?.close();
    else if (state.claim) change({ claim: undefined });
  });
}

/** Open the card that is chosen in the place of the one before. */
function writeCard() {
  const chosenCard = state.card;
  popup?.remove();
  popup = undefined;
  if (!chosenCard) return;
  const feature = known(byId, chosenCard.feature);
  const { from, at = middleOf(feature) } = chosenCard;
  showLayer(feature);
  const opened = L.popup({ pane: "card", className: "card", closeButton: false, autoPan: false, maxWidth: 1000 })
    .setLatLng(at)
    .setContent(cardContent(feature, at));
  popup = opened;
  const target = known(targets, feature.id);
  opened.on("remove", () => {
    target.getElement()?.classList.remove("chosen");
    if (state.card !== chosenCard) return; // it gave way to another
    change({ card: undefined });
    const there = from?.isConnected ? from : theMap.getContainer();
    there.focus({ preventScroll: there !== from });
  });
  opened.openOn(theMap);
  afterPaint(() => {
    if (popup !== opened) return;
    drawnAs(target).classList.add("chosen");
    bringIntoView(feature, cardPadding(opened));
  });
  // Where the map is above the text, what was chosen in the text must still be seen.
  reveal(the("#the-map"));
  the("#card-title").focus({ preventScroll: true });
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

/**
 * @param {Feature} feature
 * @param {L.LatLng} latlng
 * @returns {HTMLElement}
 */
function cardContent(feature, latlng) {
  const heading = el("h2", { id: "card-title", tabindex: "-1" }, pick(feature.name));
  const close = el("button", { type: "button", class: "close", "aria-label": word("popup.close") }, "×");
  close.onclick = () => popup?.close();
  const first = feature.claims.slice(0, SHOWN_CLAIMS).map((id) => claimItem(id));
  const rest = feature.claims.slice(SHOWN_CLAIMS).map((id) => claimItem(id));
  const body = el(
    "div",
    { class: "card-body", role: "dialog", "aria-labelledby": "card-title" },
    el("div", { class: "card-head" }, el("p", { class: "kicker" }, layerName(feature.layer)), close),
    heading,
    el("p", { class: "precision" }, swatch(feature.look), sayPrecision(feature.precision)),
    el("ul", { class: "claims" }, ...first),
    rest.length
      ? el("details", {}, el("summary", {}, counted("popup.more", rest.length)), el("ul", { class: "claims" }, ...rest))
      : undefined,
    el("h3", {}, word("popup.drawn")),
    el("p", { class: "note" }, pick(feature.note)),
    alsoHere(feature, latlng),
    citeControl("feature", feature.id, pick(feature.name)),
    el("p", { class: "hint" }, byline()),
  );
  return body;
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
    el("li", {}, el("button", { type: "button", onclick: () => openCard(other, state.card?.from, latlng) }, pick(other.name))),
  );
  return el("nav", { class: "also", "aria-label": word("popup.also") }, el("h3", {}, word("popup.also")), el("ul", {}, ...buttons));
}

/**
 * @param {string} id
 * @returns {string}
 */
const layerName = (id) => pick(known(layerNames, id));
const layerNames = new Map(story.layers.map((layer) => [layer.id, layer.name]));
