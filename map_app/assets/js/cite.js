// Links that lead back here, and how to cite what they lead to.

import { data, story } from "./data.js";
import { announce, el, unseen } from "./dom.js";
import { theMap } from "./map.js";
import { state } from "./state.js";
import { listed, pick, sayDate, word } from "./words.js";

/**
 * The address of this page at a chapter, a feature or a claim, in this language.
 * @param {Linked} kind
 * @param {string} id
 * @returns {string}
 */
export function linkTo(kind, id) {
  const { lat, lng } = theMap.getCenter();
  const part = new URLSearchParams({ [kind]: id, lang: state.language });
  // Another screen has a view of its own for what is told, unless the sender chose one.
  const view = state.isMoved ? `&view=${[theMap.getZoom(), lat.toFixed(2), lng.toFixed(2)].join("/")}` : "";
  return `${location.href.split("#")[0]}#${part}${view}`;
}

/**
 * A folded part with the link, a citation and BibTeX; written whenever it is unfolded.
 * @param {Linked} kind
 * @param {string} id
 * @param {string} part
 * @returns {HTMLElement}
 */
export function citeControl(kind, id, part) {
  const body = el("div");
  const control = el("details", { class: "cite" }, el("summary", {}, word("cite.title"), unseen(part)), body);
  control.addEventListener("toggle", () => {
    if (control.open) body.replaceChildren(citeFields(kind, id, part));
  });
  return control;
}

/**
 * @param {Linked} kind
 * @param {string} id
 * @param {string} part
 * @param {...Child} more what else only editors need
 * @returns {HTMLElement}
 */
export function citeFields(kind, id, part, ...more) {
  const link = () => linkTo(kind, id);
  return el(
    "div",
    {},
    copyable("link", link),
    copyable("text", () => citation(part, link())),
    forEditors(part, copyable("bibtex", () => bibtex(id, part, link())), ...more),
  );
}

/**
 * What only editors need, in one fold.
 * @param {string} part
 * @param {...Child} children
 * @returns {HTMLElement}
 */
const forEditors = (part, ...children) =>
  el("details", { class: "cite editors" }, el("summary", {}, word("cite.editors"), unseen(part)), ...children);

/**
 * A text in a field that can be read, selected and copied; made anew for the view that is copied.
 * @param {"link" | "text" | "bibtex"} what
 * @param {() => string} make
 * @returns {HTMLElement}
 */
function copyable(what, make) {
  const field = el("textarea", { readonly: "", name: `cite-${what}`, rows: what === "link" ? 2 : 5, "aria-label": word(`cite.${what}_label`) });
  field.value = make();
  return el("div", { class: "copyable" }, field, copyButton(field, word(`cite.${what}`), make));
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} name
 * @param {() => string} [make] what is copied, if it may have changed
 * @returns {HTMLElement}
 */
function copyButton(field, name, make = () => field.value) {
  const button = el("button", { type: "button", class: "plain" }, name);
  /** @type {(text: string, seconds: number) => void} */
  const say = (text, seconds) => {
    announce(text);
    button.textContent = text;
    setTimeout(() => (button.textContent = name), 1000 * seconds);
  };
  button.onclick = async () => {
    field.value = make();
    try {
      await navigator.clipboard.writeText(field.value);
      say(word("page.copied"), 1.5);
    } catch {
      // Not every browser lets a page write there: the text is selected, for the reader to copy.
      field.focus();
      field.select();
      say(word("page.copy_by_key"), 6);
    }
  };
  return button;
}

/**
 * What a citation has to name, whatever its form.
 * @returns {Cited}
 */
export const cited = () => ({
  ...data.citation,
  authors: listed(story.authors),
  title: pick(story.title),
  article: story.article.title,
  publisher: story.article.publisher,
  date: sayDate(story.article.published),
});

/**
 * Who made the map, and after whose article: the two are not the same.
 * @returns {string}
 */
export const byline = () => word("page.byline", { authors: listed(story.authors), source: pick(data.kickers) });

/**
 * A link is cited only where others can follow it.
 * @param {string} link
 * @returns {boolean}
 */
export const isPublic = (link) => /^https?:/.test(link);

/**
 * @param {string} part
 * @param {string} link
 * @returns {string}
 */
function citation(part, link) {
  const said = word("cite.says", { ...cited(), part });
  return isPublic(link) ? `${said} ${link}` : said;
}

/**
 * @param {string} id
 * @param {string} part
 * @param {string} link
 * @returns {string}
 */
function bibtex(id, part, link) {
  const { year } = cited();
  const fields = {
    author: `{${tex(story.authors.join(" and "))}}`,
    title: `{${tex(part)}}`,
    howpublished: `{${tex(word("cite.in", cited()))}}`,
    note: `{${tex(word("cite.after", cited()))}}`,
    year,
    ...(isPublic(link) ? { url: `{${link}}` } : {}),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
  return `@misc{${story.id}-${id},\n${lines.join(",\n")}\n}`;
}

/**
 * Signs that mean something to TeX, written so that they mean themselves.
 * @param {string} text
 * @returns {string}
 */
const tex = (text) => text.replace(/[\\{}&%$#_~^]/g, (sign) => TEX[sign] ?? `\\${sign}`);
/** @type {Record<string, string>} */
const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/**
 * A line of HTML that puts the page into another.
 * @returns {HTMLElement}
 */
export function embedControl() {
  const address = location.href.split("#")[0];
  const source = isPublic(address) ? address : `${story.id}.html`;
  const field = el("textarea", { readonly: "", name: "embed", rows: 4, "aria-label": word("page.embed") });
  // It is only written down, never put into the page.
  field.value = el("iframe", { src: source, title: pick(story.title), width: "100%", height: "640", loading: "lazy" }).outerHTML;
  const hint = el("p", { class: "hint" }, word("page.embed_hint"));
  return el("details", { class: "cite" }, el("summary", {}, word("page.embed")), hint, el("div", { class: "copyable" }, field, copyButton(field, word("page.copy"))));
}
