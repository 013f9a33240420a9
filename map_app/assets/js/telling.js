// What is told of a claim, decided once: card, list, chain and paper only lay it out. Readers without
// script get the same from map_app/telling.py.

import { wordAt } from "./wording.js";

/**
 * Tell a claim in one language.
 * @param {string} id
 * @param {Pick<Island, "story" | "words" | "dates">} island
 * @param {Language} language
 * @returns {Telling}
 */
export function tell(id, { story, words, dates }, language) {
  const { voice, says, paragraph, quote, when, later, figures = [], sources = [], rests_on = [], see = [] } = story.claims[id];
  /** @type {(text: Translated | undefined) => string | undefined} */
  const pick = (text) => text?.[language];
  return {
    id,
    voice,
    by: speakerOf(story.claims[id], language) ?? wordAt(words[language], `voices.${voice}`),
    where: paragraph === undefined ? undefined : wordAt(words[language], "popup.paragraph", { number: paragraph }),
    says: says[language],
    quote,
    when: when === undefined ? undefined : dates[when].words[language],
    rows: figures.filter(({ by }) => by).map((figure) => spellFigure(figure, language, numbersOf(words[language]))),
    later: pick(later),
    laterSources: once(see.flatMap((name) => story.claims[name].sources ?? [])),
    sources: once(sources),
    restsOn: rests_on.map((name) => ({ id: name, says: story.claims[name].says[language] })),
  };
}

/**
 * Who gives a figure, its qualifier, value and unit.
 * @param {Figure} figure
 * @param {Language} language
 * @param {(value: number) => string} [spell] how its numbers are written; else as a program reads them
 * @returns {string}
 */
export function spellFigure({ by, qualifier, value, to, unit }, language, spell = String) {
  const values = [value, to].flatMap((number) => (number === undefined ? [] : [spell(number)])).join("–");
  const said = [qualifier?.[language], values, unit[language]].filter(Boolean).join(" ");
  return by ? `${by[language]}: ${said}` : said;
}

/**
 * @param {Words} words
 * @returns {(value: number) => string}
 */
const numbersOf = (words) => new Intl.NumberFormat(wordAt(words, "locale.numbers"), { maximumFractionDigits: 6 }).format;

/**
 * Each source once, in the order in which they are first named.
 * @param {Source[]} sources
 * @returns {Source[]}
 */
const once = (sources) => [
  ...new Map(sources.map((source) => [`${source.publisher} ${source.address}`, source])).values(),
];

/**
 * What a link to a source says, and what stands after it: who published it and when, and when it was
 * last read there.
 * @param {Source} source
 * @param {Pick<Island, "words" | "dates">} island
 * @param {Language} language
 * @returns {[string, string]}
 */
export function tellSource({ publisher, title, published, seen }, { words, dates }, language) {
  /** @type {(edtf: string) => string} */
  const say = (edtf) => dates[edtf].words[language];
  const after = [
    title ? publisher : undefined,
    published ? say(published) : undefined,
    seen ? wordAt(words[language], "popup.seen", { date: say(seen) }) : undefined,
  ];
  return [title ?? publisher, after.filter(Boolean).join(", ")];
}

/**
 * Who speaks, by name and office, if anybody is named.
 * @param {Claim} claim
 * @param {Language} language
 * @returns {string | undefined}
 */
export const speakerOf = ({ speaker, office }, language) =>
  speaker && [speaker, office].flatMap((text) => (text ? [text[language]] : [])).join(", ");
