// Beside the map: how to read it, what is on it, and where it all comes from.

import { embedControl } from "./cite.js";
import { data, story } from "./data.js";
import { el, link, the } from "./dom.js";
import { explorer, unsaid } from "./explore.js";
import { legend } from "./legend.js";
import { method } from "./method.js";
import { listen, state } from "./state.js";
import { storySection, writeStep } from "./story.js";
import { hasAddress, isFramed } from "./surroundings.js";
import { takeAway } from "./take-away.js";
import { pick, word } from "./words.js";

/** Write the contents, and again in each language that the reader chooses. */
export function followContents() {
  writeContents();
  listen(["language"], () => {
    const unfolded = folds().map(({ open }) => open);
    writeContents();
    folds().forEach((part, i, { length }) => {
      part.open = length === unfolded.length && unfolded[i];
    });
  });
}

/** @returns {HTMLDetailsElement[]} */
const folds = () => [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("#contents details"))];

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
  writeStep(state.step);
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
    el("p", {}, link(article.address, article.title), `, ${article.publisher}`),
    el("h3", {}, word("sources.data")),
    el("ul", {}, ...credits),
    el("p", {}, word("sources.boundaries"), " ", word("sources.software", { version: data.software.leaflet })),
    el("p", {}, word("page.made_with")),
    embedControl(),
  );
}
