import { renderDigest } from '../../../../lambdas/core/report/digest/render-digest.ts';
import { renderModelPage } from '../../../../lambdas/core/report/history/render-model-page.ts';
import { buildRules } from '../alert/build-observation.ts';
import { typicalDigest } from './digests.ts';
import { buildMonth, buildOverview } from './histories.ts';

/** A page by its name, and how it is rendered. */
export type Page = readonly [name: string, render: () => string];

/** What all pages say of where they come from. */
export const pageFacts = { environment: 'prod', plumbline: '0.1.0' } as const;

export const muted = buildRules({ muteUntil: '2026-12-01' });

const month = buildMonth();

/** In the middle of a month, while things are bad. */
export const badMonth = month.slice(0, 20);

const flights = { ...pageFacts, model: 'flights' } as const;

/** Typical pages of a model, and that of a week. */
export const typicalPages: readonly Page[] = [
  ['model-page', () => renderModelPage({ ...flights, records: month, incidents: buildOverview(month) })],
  [
    'model-page-incidents',
    () => renderModelPage({ ...flights, records: badMonth, incidents: buildOverview(badMonth) }),
  ],
  [
    'model-page-muted',
    () => renderModelPage({ ...flights, records: badMonth, incidents: buildOverview(badMonth, muted) }),
  ],
  ['model-page-empty', () => renderModelPage({ ...flights, records: [] })],
  ['digest', () => renderDigest({ ...pageFacts, digest: typicalDigest })],
];
