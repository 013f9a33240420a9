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
  const { voice, says, paragraph, quote, when, later, sources = [], rests_on = [], see = [] } = story.claims[id];
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
    later: pick(later),
    laterSources: once(see.flatMap((name) => story.claims[name].sources ?? [])),
    sources: once(sources),
    restsOn: rests_on.map((name) => ({ id: name, says: story.claims[name].says[language] })),
  };
}

/**
 * Each source once, in the order in which they are first named.
 * @param {Source[]} sources
 * @returns {Source[]}
 */
const once = (sources) => [
  ...new Map(sources.map((source) => [`${source.publisher} ${source.address}`, source])).values(),
];

/**
 * Who speaks, by name and office, if anybody is named.
 * @param {Claim} claim
 * @param {Language} language
 * @returns {string | undefined}
 */
export const speakerOf = ({ speaker, office }, language) =>
  speaker && [speaker, office].flatMap((text) => (text ? [text[language]] : [])).join(", ");
