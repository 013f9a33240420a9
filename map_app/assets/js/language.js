// The reader's language: the heading in it, and the switch to another.

import { data, story } from "./data.js";
import { el, the } from "./dom.js";
import { change, listen, state } from "./state.js";
import { pick, word } from "./words.js";

/** Write the switch, and let it and the heading follow the language. */
export function followLanguage() {
  writeLanguages();
  listen(["language"], () => {
    writeHeading();
    writeLanguages();
  });
}

function writeHeading() {
  document.documentElement.lang = state.language;
  document.title = pick(story.title);
  the('meta[name="description"]').setAttribute("content", pick(story.standfirst));
  const heading = {
    skip: word("page.skip"),
    kicker: pick(data.kickers),
    title: pick(story.title),
    standfirst: pick(story.standfirst),
    "read-article": word("page.read_article"),
    "perhaps-dead": `(${word("page.perhaps_dead")})`,
  };
  for (const [id, text] of Object.entries(heading)) the(`#${id}`).textContent = text;
}

/** The switch between languages, each under its own name. */
function writeLanguages() {
  const group = document.getElementById("languages") ?? languageSwitch();
  group.setAttribute("aria-label", word("page.language"));
  for (const button of group.children) button.setAttribute("aria-pressed", String(button.getAttribute("lang") === state.language));
}

/** @returns {HTMLElement} */
function languageSwitch() {
  const buttons = Object.keys(data.languages).map((tag) => el("button", { type: "button", lang: tag, onclick: () => change({ language: tag, isLanguageChosen: true }) }, data.languages[tag]));
  const group = el("div", { id: "languages", role: "group" }, ...buttons);
  the(".heading").prepend(group);
  return group;
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
