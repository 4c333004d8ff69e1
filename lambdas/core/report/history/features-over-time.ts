import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { timeAxis } from './draw-history.ts';
import type { NamedFeature } from './feature-records.ts';
import type { HistoryRecord } from './history-record.ts';

/** Features that are drawn over time. */
const mostFeatures = 60;

type State = 'critical' | 'warning' | 'open' | 'usual' | 'stable' | 'none';

interface FeatureRow {
  readonly name: string;
  /** One for each record. */
  readonly states: readonly State[];
  readonly drifted: number;
  readonly rank: number;
}

/** How a state is drawn (in one mark over another), what it is called, and how much it weighs: the worse, the larger. */
const looks: Readonly<
  Record<State, { readonly marks: readonly string[]; readonly word: string; readonly weight: number }>
> = {
  critical: { marks: ['critical'], word: 'drifted, critical', weight: 100 },
  warning: { marks: ['warning'], word: 'drifted', weight: 68 },
  open: { marks: ['undecided', 'hollow'], word: 'undecided', weight: 46 },
  usual: { marks: ['usual'], word: 'moved as usual', weight: 30 },
  stable: { marks: ['stable'], word: 'stable', weight: 18 },
  none: { marks: [], word: 'not compared', weight: 0 },
};

/** Features by batches: which drifted when. Features that never moved are only counted. @param records  the oldest first */
export function featuresOverTime(records: readonly HistoryRecord[]): Html {
  const rows = rowsOf(records);
  const compared = Math.max(0, ...records.map(({ features }) => features.compared));
  if (compared === 0) return html`<p>No batch has been compared with a reference yet.</p>`;
  if (rows.length === 0)
    return html`<p>None of ${formatCount(compared)} features moved in ${formatCountOf(records.length, 'batch', 'batches')}.</p>`;
  return html`<div class="card">
<table class="over-time">
<caption>One mark per batch, the newest on the right: the larger, the worse. ${key(new Set(rows.flatMap(({ states }) => states)))}</caption>
<thead>
<tr>
<th scope="col">Feature</th>
<th scope="col" class="wide">${timeAxis(records)}<span class="unseen">Verdicts over time</span></th>
<th scope="col" class="number">Drifted</th>
</tr>
</thead>
<tbody>
${rows.slice(0, mostFeatures).map(featureLine)}</tbody>
</table>
</div>
<p class="note">${notShown(rows.length - mostFeatures, compared - rows.length)}</p>`;
}

function notShown(left: number, quiet: number): string {
  const moved = left > 0 ? `${formatCount(left)} more features moved at times. ` : '';
  return quiet > 0 ? `${moved}${formatCountOf(quiet, 'feature')} never moved.` : moved;
}

/** Of the marks that there are. */
function key(states: ReadonlySet<State>): Html {
  const known = (['critical', 'warning', 'open', 'usual', 'stable'] as const).filter((state) =>
    states.has(state),
  );
  const shown = known.map(
    (state) => html`<span>
<svg aria-hidden="true" viewBox="0 0 10 10">${marksOf(state, 0)}</svg> ${looks[state].word}</span> `,
  );
  return html`<span class="key">${shown}</span>`;
}

function featureLine({ name, states, drifted }: FeatureRow): Html {
  const last = states.findLast((state) => state !== 'none') ?? 'none';
  const label = `${nameText(name)}: drifted in ${drifted} of ${states.length} batches, ${looks[last].word} in the last one that was compared.`;
  const box = `0 0 ${states.length * 10} 10`;
  return html`<tr>
<th scope="row">${shownName(name)}</th>
<td class="wide">
<div class="marks"><svg class="strip drawing" role="img" aria-label="${label}" viewBox="${box}" preserveAspectRatio="none">
${states.map(marksOf)}
</svg></div>
</td>
<td class="number">${formatCount(drifted)}</td>
</tr>
`;
}

/** The ends of lines without a length: the drawing is stretched to the room there is, they are not. Their size fits 40 batches side by side. */
function marksOf(state: State, index: number): readonly Html[] {
  return looks[state].marks.map((look) => html`<path class="mark ${look}" d="M${index * 10 + 5},5h0"/>`);
}

/** Features that moved in any of the batches: those that drift now, then those that drifted most. */
function rowsOf(records: readonly HistoryRecord[]): readonly FeatureRow[] {
  const statesByName = new Map<string, Map<number, State>>();
  for (const [index, { features }] of records.entries()) {
    for (const { name, status, severity } of features.named) {
      const states = statesByName.get(name) ?? new Map<number, State>();
      statesByName.set(name, states.set(index, stateOf(status, severity)));
    }
  }
  return Array.from(statesByName, ([name, states]) => featureRow(name, states, records)).toSorted(
    (a, b) => b.rank - a.rank,
  );
}

function stateOf(status: NamedFeature['status'], severity: NamedFeature['severity']): State {
  if (status === 'inconclusive') return 'open';
  if (status === 'usual') return 'usual';
  return severity === 'critical' ? 'critical' : 'warning';
}

function featureRow(
  name: string,
  known: ReadonlyMap<number, State>,
  records: readonly HistoryRecord[],
): FeatureRow {
  const states = records.map(
    ({ features }, index): State => known.get(index) ?? (features.compared === 0 ? 'none' : 'stable'),
  );
  const drifted = states.filter((state) => state === 'critical' || state === 'warning').length;
  const recent = states.reduce(
    (sum, state, index) => sum + (looks[state].weight * (index + 1)) / states.length,
    0,
  );
  return { name, states, drifted, rank: recent };
}
