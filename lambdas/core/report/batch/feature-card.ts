import type { NumberValues } from '../../columns/number-values.ts';
import type { FeatureDrift } from '../../result/result-schema.ts';
import { percent } from '../../text/in-words.ts';
import { categoryRows, drawCategories } from '../draw/draw-categories.ts';
import { drawNumbers, type NumberRow } from '../draw/draw-numbers.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, nameText, shownCode, shownName } from '../pages/shown-text.ts';
import { featureBadge, verdictTone } from '../pages/verdict-badge.ts';
import type { DrawnProfiles } from './batch-report-facts.ts';
import { measuresTable, ratesTable } from './measures-table.ts';
import { numberSummary } from './number-summary.ts';
import {
  isWrittenDifferently,
  representationSentences,
  representationTable,
} from './representation-table.ts';

/** Finds a feature's column among the profiles. */
export type ColumnIndex = ReadonlyMap<string, number>;

/** A feature of the report: its verdict, its sentence, its drawing, and every number behind a disclosure. */
export function featureCard(
  feature: FeatureDrift,
  anchor: string,
  profiles: DrawnProfiles | undefined,
  columns: ColumnIndex,
): Html {
  const { name, kind, verdict } = feature;
  const drawn = profiles ? drawing(feature, profiles, columns.get(name)) : nothingDrawn;
  const tone =
    verdict.status !== 'drifted' && isWrittenDifferently(feature) ? 'warning' : verdictTone(verdict);
  const isCut = nameText(name) !== name;
  return html`<article class="card ${tone}" id="${anchor}" aria-labelledby="${anchor}-name">
<header><h3 id="${anchor}-name">${shownName(name)}</h3><span class="kind">${kind}</span>${featureBadge(feature)}</header>
<p class="sentence">${asSentence(verdict.reason)}${feature.equivalent && html` ${equivalence}`}</p>
${representationSentences(feature)}${drawn.figure}
${ratesTable(feature)}
<details><summary>All numbers<span class="unseen"> of ${nameText(name)}</span></summary>
${isCut ? html`<p class="note">Full name: ${shownCode(name, 400)}</p>` : undefined}${measuresTable(feature)}${representationTable(feature)}${drawn.numbers}
</details>
</article>
`;
}

/** What `equivalent` means. */
const equivalence =
  'Any change there may be is too small to matter, even at the upper end of its 95\u00a0% interval.';

interface Drawn {
  readonly figure: Html;
  readonly numbers: Html;
}

const nothingDrawn: Drawn = { figure: noHtml, numbers: noHtml };

function drawing({ name, kind }: FeatureDrift, profiles: DrawnProfiles, index: number | undefined): Drawn {
  if (index === undefined) return nothingDrawn;
  const bins = profiles.yardstick.columns[index]?.bins;
  const reference = profiles.reference.columns[index]?.values;
  const current = profiles.current.columns[index]?.values;
  if (bins?.type === 'numbers' && reference?.type === 'numbers' && current?.type === 'numbers') {
    const shown = profiles.sensitive.has(name) ? withoutExtremes : (values: NumberValues) => values;
    const drawn = { name, kind, bins, reference: shown(reference), current: shown(current) };
    const numbers = drawNumbers(drawn);
    const summary = kind === 'timestamp' ? noHtml : numberSummary(bins, drawn.reference, drawn.current);
    return numbers
      ? { figure: figureOf(numbers.figure), numbers: html`${summary}${groupsTable(numbers.rows)}` }
      : { figure: noHtml, numbers: summary };
  }
  if (bins?.type === 'codes' && reference?.type === 'codes' && current?.type === 'codes')
    return {
      figure: figureOf(drawCategories(name, categoryRows(bins, reference, current))),
      numbers: noHtml,
    };
  return nothingDrawn;
}

/** The smallest and the largest value are single cells: those of a sensitive column are not shown. */
function withoutExtremes({ min: _min, max: _max, ...values }: NumberValues): NumberValues {
  return values;
}

function figureOf(drawn: Html): Html {
  return html`<figure>${drawn}</figure>`;
}

function groupsTable(rows: readonly NumberRow[]): Html {
  return dataTable({
    caption: 'The drawing as numbers',
    isCaptionShown: true,
    rows,
    columns: [
      { title: 'Values', cell: ({ values }) => values },
      { title: 'Reference', look: 'number', cell: ({ reference }) => percent(reference) },
      { title: 'Batch', look: 'number', cell: ({ current }) => percent(current) },
    ],
  });
}
