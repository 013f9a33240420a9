// A feature and a claim as they stand in lists.

import { data, story } from "./data.js";
import { el, unseen } from "./dom.js";
import { chainControl, sourceList } from "./evidence.js";
import { openCard, state } from "./state.js";
import { swatch } from "./swatch.js";
import { tell } from "./telling.js";
import { counted, pick, said, word } from "./words.js";

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

/**
 * A claim: its words, whose they are, the quote, and what others say.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function claimItem(id) {
  const telling = tell(id, data, state.language);
  const { voice, by, where, says, quote, rows, later, laterSources, sources, restsOn } = telling;
  const item = el("li", { class: `claim voice-${voice}`, "data-claim": id }, el("p", { class: "says" }, ...said(says)));
  if (quote) item.append(el("blockquote", { lang: story.article.language }, el("p", {}, `“${quote}”`)));
  const whose = [by, where, id].filter((part) => part !== undefined).join(", ");
  item.append(el("p", { class: "by" }, el("span", { class: "mark", "aria-hidden": "true" }), whose));
  if (rows.length) item.append(el("ul", { class: "rows" }, ...rows.map((row) => el("li", {}, row))));
  if (restsOn.length) {
    const from = restsOn.map((basis) => el("li", { "data-basis": basis.id }, basis.says));
    item.append(el("details", {}, el("summary", {}, word("popup.rests_on"), unseen(id)), el("ul", { class: "basis" }, ...from)));
  }
  if (sources.length) item.append(sourceList(sources));
  if (later) {
    const around = el("div", { class: "later voice-context" }, el("p", {}, ...said(later)));
    if (laterSources.length) around.append(sourceList(laterSources));
    item.append(el("details", {}, el("summary", {}, word("popup.later"), unseen(id)), around));
  }
  item.append(chainControl(telling));
  return item;
}
