// The chain from a claim's words to the shape on the map, and the same as a W3C annotation.

import { citeFields, isPublic, linkTo } from "./cite.js";
import { data, placesOf, story } from "./data.js";
import { el, link } from "./dom.js";
import { saveText, toJson } from "./save.js";
import { state } from "./state.js";
import { tellSource } from "./telling.js";
import { counted, pick, word } from "./words.js";

/**
 * The address of the article at the words that a claim quotes; it may be dead by now.
 * @param {Claim} claim
 * @returns {string}
 */
const addressAt = ({ quote }) => `${story.article.address}${quote ? `#:~:text=${encodeURIComponent(quote)}` : ""}`;

/**
 * A folded part that shows link by link where a claim comes from; written when first unfolded.
 * @param {Telling} telling
 * @returns {HTMLElement}
 */
export function chainControl(telling) {
  const { id } = telling;
  const body = el("div");
  const control = el("details", { class: "cite" }, el("summary", {}, word("chain.title", { id })), body);
  control.addEventListener("toggle", () => {
    if (!control.open || body.hasChildNodes()) return;
    const annotation = el("button", { type: "button", class: "plain" }, word("chain.annotation"));
    annotation.onclick = () => saveText(`${story.id}-${id}.json`, "application/ld+json", toJson(annotate(id)));
    body.append(chain(telling), citeFields("claim", id, word("cite.claim", { id }), ...fingerprint(id), annotation));
  });
  return control;
}

/**
 * Words, paragraph, voice, what came later, shape, method, data: each link of the chain by name.
 * @param {Telling} telling
 * @returns {HTMLElement}
 */
function chain({ id, voice, where, later }) {
  const claim = story.claims[id];
  const places = placesOf(id);
  const sets = [...new Set(places.flatMap((feature) => feature.data))].flatMap((name) => data.data.filter((set) => set.id === name));
  /** @type {Array<[string, Child[]]>} */
  const links = [
    ["words", words(claim)],
    ["paragraph", where ? [where, ", ", link(addressAt(claim), story.article.publisher), ` (${word("page.perhaps_dead")})`] : []],
    ["voice", [word(`voices.${voice}`)]],
    ["later", later ? [later] : []],
    ["shape", places.length ? [places.map((feature) => pick(feature.name)).join(", ")] : [word("list.nowhere")]],
    ["method", [...new Set(places.map((feature) => pick(feature.note)))].map((note) => el("p", {}, note))],
    ["data", sets.map(({ title, credit, licence }) => el("p", {}, `${pick(title)}: ${credit} (${licence})`))],
  ];
  const told = links.filter(([, parts]) => parts.length);
  return el("dl", { class: "chain" }, ...told.flatMap(([name, parts]) => [el("dt", {}, word(`chain.${name}`)), el("dd", {}, ...parts)]));
}

/**
 * The words that a claim rests on: quoted, known by their fingerprint alone, or those of others.
 * @param {Claim} claim
 * @returns {Child[]}
 */
function words(claim) {
  if (claim.quote) return [el("q", { lang: story.article.language }, claim.quote)];
  if (claim.anchor) return [counted("chain.anchored", Number(claim.anchor.split(":")[0]))];
  if (claim.sources) return [word("chain.elsewhere"), " ", sourceList(claim.sources)];
  return [word("chain.derived", { claims: (claim.rests_on ?? []).join(", ") })];
}

/**
 * The fingerprint of words that are not printed, by which others know them.
 * @param {string} id
 * @returns {HTMLElement[]}
 */
function fingerprint(id) {
  const { anchor } = story.claims[id];
  return anchor ? [el("p", { class: "hint" }, word("chain.fingerprint"), " ", el("span", { class: "hash" }, anchor.split(":")[1]))] : [];
}

/**
 * A source by name, with its title and its dates where they are known.
 * @param {Source} source
 * @returns {HTMLElement}
 */
export function sourceItem(source) {
  const [label, after] = tellSource(source, data, state.language);
  return el("li", {}, link(source.address, label), after ? el("span", { class: "about" }, `, ${after}`) : undefined);
}


/**
 * @param {Source[]} sources
 * @returns {HTMLElement}
 */
export function sourceList(sources) {
  const items = sources.map(sourceItem);
  return el("ul", { class: "sources", "aria-label": word("popup.sources") }, ...items);
}

// Terms that the vocabulary of annotations lacks, as geo/evidence.py has them.
const TERMS = {
  paragraph: "http://schema.org/position",
  voice: "http://purl.org/dc/elements/1.1/type",
  anchor: "http://schema.org/identifier",
};

/**
 * A claim as a W3C Web Annotation: of the article, of the sources that it comes from, or of the
 * claims that it was worked out from.
 * @param {string} id
 * @returns {object}
 */
function annotate(id) {
  const claim = story.claims[id];
  /** @type {(id: string) => string} */
  const at = (id) => (isPublic(location.href) ? linkTo("claim", id) : `#claim=${id}`);
  const outside = [...(claim.sources ?? []).map(({ address }) => address), ...(claim.rests_on ?? []).map(at)];
  const target = claim.paragraph ? annotated(claim) : outside.map((source) => ({ type: "SpecificResource", source, voice: claim.voice }));
  return {
    "@context": ["http://www.w3.org/ns/anno.jsonld", TERMS],
    id: at(id),
    type: "Annotation",
    motivation: "describing",
    body: Object.entries(claim.says).map(([tag, value]) => ({ type: "TextualBody", value, language: tag, format: "text/plain" })),
    target,
  };
}

/**
 * Where a claim of the article rests in it: by its quote, or by the fingerprint of its words.
 * @param {Claim} claim
 * @returns {object}
 */
const annotated = (claim) => ({
  type: "SpecificResource",
  source: story.article.address,
  paragraph: claim.paragraph,
  voice: claim.voice,
  creator: {
    type: claim.voice === "quoted" ? "Person" : "Organization",
    name: claim.speaker ? pick(claim.speaker) : story.article.publisher,
  },
  ...(claim.quote ? { selector: { type: "TextQuoteSelector", exact: claim.quote } } : { anchor: claim.anchor }),
});
