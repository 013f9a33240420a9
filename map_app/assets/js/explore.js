// Exploring: what is on the map and what is said, searched and filtered.

import { data, features, placesOf, story } from "./data.js";
import { announce, el, reveal, the } from "./dom.js";
import { claimItem, featureButton } from "./items.js";
import { frameOf, goTo, isShown, showLayer, theMap } from "./map.js";
import { change, listen, openCard, relight, state } from "./state.js";
import { isFramed, narrow, prefersStill } from "./surroundings.js";
import { counted, pick, said, word } from "./words.js";

/** What the reader looks for; empty strings look for everything. */
const wanted = { text: "", voice: "", precision: "", group: "layer", all: false };

/** Let list and map follow the chosen claim, and the list what the map shows. */
export function followClaim() {
  theMap.on("overlayadd overlayremove", markHidden);
  listen(["claim"], () => {
    const places = state.claim ? placesOf(state.claim) : [];
    places.forEach(showLayer);
    relight();
    if (state.follows) goTo(frameOf(places));
    for (const button of document.querySelectorAll("[data-shows]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-shows") === state.claim));
    }
  });
}

/**
 * Light up what rests on a claim; without one, what is told.
 * @param {string} [id]
 * @param {{moves?: boolean}} [options] whether the map goes there
 */
const chooseClaim = (id, { moves = true } = {}) => change({ claim: id, follows: moves });

/** @returns {HTMLElement} */
export function explorer() {
  const search = el("input", { type: "search", id: "search", name: "search", value: wanted.text, autocomplete: "off" });
  search.oninput = () => find({ text: search.value });
  const results = el("div", { id: "results" });
  const count = el("p", { class: "hint", id: "found" });
  const section = el(
    "section",
    { class: "features", "aria-labelledby": "features-title" },
    el("h2", { id: "features-title" }, word("list.title")),
    el("p", { class: "hint" }, word("list.hint")),
    el("div", { class: "search" }, el("label", { for: "search" }, word("list.search")), search),
    el(
      "div",
      { class: "filters" },
      choice("voice", anyOr(data.order.voices, "voices")),
      choice("precision", anyOr(data.order.precisions, "precision")),
      choice("group", { layer: word("list.group_layer"), voice: word("list.group_voice") }),
    ),
    count,
    results,
  );
  results.append(...found());
  count.textContent = countFound(results);
  return section;
}

/**
 * Names of things to choose from, short, after one that stands for all of them.
 * @param {string[]} values
 * @param {string} words
 * @returns {Record<string, string>}
 */
const anyOr = (values, words) => ({
  "": word("list.any"),
  ...Object.fromEntries(values.map((value) => [value, word(`${words}.${value}`)])),
});

/**
 * A menu of one thing to look for, or to sort by.
 * @param {"voice" | "precision" | "group"} name
 * @param {Record<string, string>} names
 * @returns {HTMLElement}
 */
function choice(name, names) {
  const options = Object.entries(names).map(([value, text]) => {
    const option = el("option", { value }, text);
    option.selected = value === wanted[name];
    return option;
  });
  const menu = el("select", { id: `by-${name}`, name }, ...options);
  menu.onchange = () => {
    wanted[name] = menu.value;
    find({ all: wanted.all || name === "group" });
  };
  return el("div", {}, el("label", { for: menu.id }, word(`list.${name}`)), menu);
}

/** @param {Partial<typeof wanted>} change */
function find(change) {
  Object.assign(wanted, change);
  if (state.claim) chooseClaim();
  const results = the("#results");
  results.replaceChildren(...found());
  const count = countFound(results);
  the("#found").textContent = count;
  // Who searches has read the heading, which leaves its place to what is found.
  const isSearching = wanted.text.trim() !== "";
  if (document.documentElement.classList.toggle("searching", isSearching) && !narrow.matches) reveal(the("#features-title"), true);
  clearTimeout(saying);
  saying = setTimeout(() => count && announce(count), PAUSE);
}
/** @type {number | undefined} */
let saying;
const PAUSE = 800; // milliseconds after the last letter, so that the count is said once

/**
 * How much was found, if anything was looked for.
 * @param {HTMLElement} results
 * @returns {string}
 */
const countFound = (results) =>
  isLooking() ? counted("list.found", results.querySelectorAll(".name, .claim").length) : "";

/** @returns {boolean} */
const isLooking = () => Boolean(wanted.text.trim() || wanted.voice || wanted.precision);

/** Say in the list which layers the map does not show. */
function markHidden() {
  /** @type {NodeListOf<HTMLElement>} */
  const marks = document.querySelectorAll("[data-hidden]");
  for (const mark of marks) mark.hidden = isShown(mark.dataset.hidden ?? "");
}

/**
 * What the reader looks for: features by layer, then claims, if any were asked for.
 * @returns {HTMLElement[]}
 */
function found() {
  const parts = story.layers.flatMap((layer) => {
    const items = features.filter((feature) => feature.layer === layer.id && isWanted(feature));
    if (!items.length) return [];
    const list = el("ul", {}, ...items.map((feature) => el("li", {}, featureButton(feature))));
    const mark = el("span", { class: "count", "data-hidden": layer.id }, ` (${word("list.hidden")})`);
    mark.hidden = isShown(layer.id);
    return [el("section", {}, el("h3", {}, pick(layer.name), mark), list)];
  });
  const places = wanted.text.trim() && !wanted.voice && !wanted.precision ? data.base.labels.filter(({ name }) => says(name)) : [];
  if (places.length) {
    const list = el("ul", {}, ...places.map((place) => el("li", {}, placeButton(place))));
    parts.push(el("section", {}, el("h3", {}, word("list.ground")), list));
  }
  const claims = Object.keys(story.claims).filter(isClaimWanted);
  if (claims.length && (isLooking() || wanted.all)) parts.push(claimList(claims));
  else if (isLooking()) parts.push(...(parts.length ? [] : [el("p", {}, word("list.nothing"))]));
  else parts.push(el("p", {}, showAll(claims.length)));
  return parts;
}

/**
 * A place of the ground, of which nothing is said: it only moves the map.
 * @param {Place} place
 * @returns {HTMLElement}
 */
function placeButton({ name, at: [lng, lat], fromZoom }) {
  const button = el("button", { type: "button", class: "feature" }, el("span", { class: "name" }, pick(name)));
  button.onclick = () => {
    theMap.setView([lat, lng], Math.max(theMap.getZoom(), fromZoom), { animate: !prefersStill });
    if (narrow.matches) reveal(the("#the-map"));
  };
  return button;
}

/**
 * @param {number} count
 * @returns {HTMLElement}
 */
function showAll(count) {
  const button = el("button", { type: "button", class: "plain" }, word("list.show_all", { count }));
  button.onclick = () => {
    find({ all: true });
    the("#results .said").focus();
  };
  return button;
}

/**
 * Claims under the layers that they are drawn in, or under whose word they are.
 * @param {string[]} ids
 * @returns {HTMLElement}
 */
export function claimList(ids) {
  const groups = wanted.group === "voice" ? byVoice(ids) : byLayer(ids);
  const sections = groups
    .filter(([, members]) => members.length)
    .flatMap(([name, members]) => [el("h4", {}, name), el("ul", { class: "claims" }, ...members.map(listedClaim))]);
  return el("section", { class: "said-list" }, el("h3", { class: "said", tabindex: "-1" }, word("list.said")), ...sections);
}

/**
 * @param {string[]} ids
 * @returns {Array<[string, string[]]>}
 */
const byVoice = (ids) => data.order.voices.map((voice) => [word(`voices.${voice}`), ids.filter((id) => story.claims[id].voice === voice)]);

/**
 * @param {string[]} ids
 * @returns {Array<[string, string[]]>}
 */
const byLayer = (ids) => [
  ...story.layers.map(/** @returns {[string, string[]]} */ (layer) => [pick(layer.name), ids.filter((id) => placesOf(id)[0]?.layer === layer.id)]),
  [word("list.nowhere"), ids.filter((id) => !placesOf(id).length)],
];

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function listedClaim(id) {
  const item = claimItem(id);
  const places = placesOf(id);
  if (!places.length) return item;
  const button = el("button", { type: "button", class: "plain", "data-shows": id }, counted("list.show", places.length));
  button.setAttribute("aria-pressed", String(state.claim === id));
  button.onclick = () => {
    chooseClaim(state.claim === id ? undefined : id);
    if (state.claim && narrow.matches) reveal(the("#the-map"));
  };
  the(".by", item).after(button);
  return item;
}

/**
 * Light up what rests on a claim and go to it: in the list, or in the card of its first shape where
 * the list is not beside the map.
 * @param {string} id
 * @param {{moves?: boolean}} options whether the map goes there
 */
export function openClaim(id, options) {
  find({ text: "", voice: "", precision: "", all: true });
  chooseClaim(id, options);
  const place = narrow.matches || isFramed ? placesOf(id)[0] : undefined;
  if (place) openCard(place, the("#the-map"));
  else document.documentElement.classList.remove("framed");
  const item = the(`${place ? ".card" : "#results"} [data-claim="${CSS.escape(id)}"]`);
  const folded = item.closest("details");
  if (folded) folded.open = true;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  if (place) the(".card-body").scrollTop = item.offsetTop - 48;
  else reveal(item);
}

/**
 * What the article leaves open, which no map may fill.
 * @returns {HTMLElement}
 */
export function unsaid() {
  const items = story.unsaid.map((text) => el("li", {}, ...said(pick(text))));
  return el(
    "section",
    { class: "unsaid", "aria-labelledby": "unsaid-title" },
    el("h2", { id: "unsaid-title" }, word("list.unsaid")),
    el("ul", {}, ...items),
  );
}

/**
 * Case, accents and the form of an apostrophe do not count in a search.
 * @param {string} text
 * @returns {string}
 */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();
/**
 * @param {...(Record<string, string> | undefined)} texts
 * @returns {boolean}
 */
const says = (...texts) => texts.some((text) => text && Object.values(text).some((t) => fold(t).includes(fold(wanted.text.trim()))));

/**
 * @param {Feature} feature
 * @returns {boolean}
 */
function isWanted(feature) {
  const claims = feature.claims.map((id) => story.claims[id]);
  return (
    (!wanted.precision || feature.precision === wanted.precision) &&
    (!wanted.voice || claims.some(({ voice }) => voice === wanted.voice)) &&
    says(feature.name, feature.label)
  );
}

/**
 * @param {string} id
 * @returns {boolean}
 */
function isClaimWanted(id) {
  const claim = story.claims[id];
  return (
    (!wanted.voice || claim.voice === wanted.voice) &&
    (!wanted.precision || placesOf(id).some(({ precision }) => precision === wanted.precision)) &&
    says(claim.says, claim.later, claim.speaker, claim.office, { quote: claim.quote ?? "" })
  );
}
