// The reader's language: the heading in it, and the switch to another.

import { byline } from "./cite.js";
import { data, story } from "./data.js";
import { announce, the } from "./dom.js";
import { change, listen, state } from "./state.js";
import { pick, word } from "./words.js";

/** Let the switch and the heading follow the language. */
export function followLanguage() {
  for (const button of languageButtons()) {
    button.onclick = () => {
      change({ language: button.lang, isLanguageChosen: true });
      announce(word("page.now_in"));
    };
  }
  writeLanguages();
  listen(["language"], () => {
    writeHeading();
    writeLanguages();
  });
}

/** @returns {NodeListOf<HTMLElement>} */
const languageButtons = () => document.querySelectorAll("#languages button");

function writeHeading() {
  document.documentElement.lang = state.language;
  document.title = pick(story.title);
  the('meta[name="description"]').setAttribute("content", pick(story.standfirst));
  const heading = {
    skip: word("page.skip"),
    kicker: byline(),
    title: pick(story.title),
    standfirst: pick(story.standfirst),
    "read-article": word("page.read_article"),
    "perhaps-dead": `(${word("page.perhaps_dead")})`,
    begin: word("story.begin", { count: story.chapters.length }),
  };
  for (const [id, text] of Object.entries(heading)) the(`#${id}`).textContent = text;
}

/** The switch between languages, each under its own name. */
function writeLanguages() {
  the("#languages").setAttribute("aria-label", word("page.language"));
  for (const button of languageButtons()) button.setAttribute("aria-pressed", String(button.lang === state.language));
}

/**
 * @param {string} tag
 * @returns {boolean}
 */
export const speaks = (tag) => Object.hasOwn(data.languages, tag);

/**
 * The first of the browser's languages that the page speaks, or else the one it was built in.
 * @returns {Language}
 */
export const preferredLanguage = () => navigator.languages.map((tag) => tag.split("-")[0]).find(speaks) ?? data.language;
