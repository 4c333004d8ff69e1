import type { FeatureDrift, RepresentationDrift } from '../../result/result-schema.ts';
import { percent } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, nameText } from '../pages/shown-text.ts';
import { badge, verdictTone } from '../pages/verdict-badge.ts';
import { probability } from './measures-table.ts';

/** What is said of a trait, with what it is a share of. */
const traitWords: Readonly<Record<RepresentationDrift['name'], string>> = {
  integers: 'whole numbers, of values other than 0',
  float32: 'floats of 32 bits, of values with decimals',
  decimals: 'more decimals',
  zeros: 'zeros',
  negatives: 'negative',
  infinities: 'infinite, of cells',
  'missing-token': 'of missing cells',
};

/** How the values of a feature are written, where that changed: a sentence a trait, with its mark. */
export function representationSentences(feature: FeatureDrift): Html {
  const told = changedTraits(feature);
  if (told.length === 0) return noHtml;
  return html`${told.map((verdict) => html`<p class="sentence">${badge(verdictTone(verdict), 'representation')} ${asSentence(verdict.reason)}</p>`)}`;
}

/** Whether the values of a feature are written differently. */
export function isWrittenDifferently(feature: FeatureDrift): boolean {
  return changedTraits(feature).length > 0;
}

function changedTraits({ representation = [] }: FeatureDrift) {
  return representation.flatMap(({ verdict }) => (verdict?.status === 'drifted' ? [verdict] : []));
}

/** All traits of which the two sides do not have all or none. */
export function representationTable({ representation = [] }: FeatureDrift): Html {
  if (representation.length === 0) return noHtml;
  return dataTable({
    caption: 'How values are written',
    isCaptionShown: true,
    rows: representation,
    columns: [
      { title: 'Trait', cell: wordsOf },
      { title: 'Reference', look: 'number', cell: ({ reference }) => percent(reference) },
      { title: 'Batch', look: 'number', cell: ({ current }) => percent(current) },
      { title: 'q', look: 'number', cell: ({ qValue }) => probability(qValue) },
      { title: 'Verdict', look: 'short', cell: ({ verdict }) => verdict?.status ?? '–' },
    ],
  });
}

function wordsOf({ name, token, mostDecimals }: RepresentationDrift): Html {
  if (token !== undefined) {
    return token === ''
      ? html`empty or null, ${traitWords[name]}`
      : html`“${nameText(token)}”, ${traitWords[name]}`;
  }
  if (mostDecimals === undefined) return html`${traitWords[name]}`;
  return html`more than ${Math.min(mostDecimals.reference, mostDecimals.current) + 1} decimals`;
}
