// How the map was made, what was left out, and how to make the same bytes again.

import { data, story } from "./data.js";
import { el } from "./dom.js";
import { pick, sayDate, word } from "./words.js";

/** @returns {HTMLElement} */
export function method() {
  const scale = data.order.precisions.flatMap((name) => [el("dt", {}, word(`precision.${name}`)), el("dd", {}, word(`precision_how.${name}`))]);
  const voices = data.order.voices.flatMap((voice) => [el("dt", {}, word(`voices.${voice}`)), el("dd", {}, word(`method.voices.${voice}`))]);
  const corrections = story.corrections.map(({ when, says }) => el("li", {}, `${sayDate(when)}: ${pick(says)}`));
  const libraries = Object.entries(data.libraries).map((parts) => parts.join(" "));
  const marked = { ...data.hashes, article: story.article.sha256, version: data.citation.version, libraries: libraries.join(", ") };
  const marks = Object.entries(marked).flatMap(([name, value]) => [el("dt", {}, word(`method.${name}`)), el("dd", { class: "hash" }, value)]);
  /** @type {(name: string, ...children: HTMLElement[]) => HTMLElement[]} */
  const part = (name, ...children) => [el("h3", {}, word(`method.${name}_title`)), ...children];
  return el(
    "details",
    { class: "method", id: "method" },
    el("summary", {}, el("h2", {}, word("method.title"))),
    el("p", {}, word("method.intro")),
    ...part("scale", el("dl", {}, ...scale)),
    ...part("voices", el("dl", {}, ...voices)),
    ...(story.left_out ? part("left_out", el("p", {}, pick(story.left_out))) : []),
    ...part("corrections", corrections.length ? el("ul", {}, ...corrections) : el("p", {}, word("method.no_corrections"))),
    el(
      "details",
      { class: "editors" },
      el("summary", {}, word("method.again_title")),
      el("p", {}, word("method.again")),
      el("pre", {}, el("code", {}, `dateline build [FOLDER] --lang ${data.language}`)),
      el("dl", {}, ...marks),
    ),
  );
}
