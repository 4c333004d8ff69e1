import type { Severity } from '../../../severities.ts';
import type { Drift, FeatureDrift, Verdict } from '../../result/result-schema.ts';
import { standingOf } from '../../signals/feature-standing.ts';
import { type Html, html } from './html.ts';

/** How something is shown: by colour, by sign and by word, never by colour alone. */
export type Tone = 'critical' | 'warning' | 'open' | 'calm' | 'good';

const signs: Readonly<Record<Tone, string>> = {
  critical: '✕',
  warning: '▲',
  open: '?',
  calm: '≈',
  good: '✓',
};

/** A word with its sign on its colour. */
export function badge(tone: Tone, word: string): Html {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${signs[tone]}</span> ${word}</span>`;
}

/** The sign alone, for a heading that says the rest. */
export function sign(tone: Tone): Html {
  return html`<span class="sign ${tone}" aria-hidden="true">${signs[tone]}</span>`;
}

/** A verdict as a badge. */
export function verdictBadge(verdict: Verdict): Html {
  return badge(verdictTone(verdict), verdictWord(verdict));
}

/** The verdict of a feature as a badge; of one that can never be compared it says just that. */
export function featureBadge(feature: FeatureDrift): Html {
  if (standingOf(feature) === 'apart') return plainBadge('not compared');
  return feature.equivalent ? badge('good', 'equivalent') : verdictBadge(feature.verdict);
}

/** The tone of a verdict; of drift that is less than critical it is a warning. */
export function verdictTone(verdict: Verdict): Tone {
  switch (verdict.status) {
    case 'drifted':
      return verdict.severity === 'critical' ? 'critical' : 'warning';
    case 'inconclusive':
      return 'open';
    case 'stable':
      return verdict.asUsual ? 'calm' : 'good';
    default:
      return verdict satisfies never;
  }
}

/** A word on a quiet ground, without a sign. */
export function plainBadge(word: string): Html {
  return html`<span class="badge open">${word}</span>`;
}

/** A word with the sign and the colour of a severity. */
export function severityBadge(severity: Severity, word: string = severity): Html {
  return severity === 'info' ? plainBadge(word) : badge(severityTones[severity], word);
}

/** How a severity is shown; what is only for information is nothing to be alarmed about. */
export const severityTones: Readonly<Record<Severity, Tone>> = {
  critical: 'critical',
  warning: 'warning',
  info: 'open',
};

/** A verdict in a word or two. */
export function verdictWord(verdict: Verdict): string {
  if (verdict.status === 'stable') return verdict.asUsual ? 'as usual' : 'stable';
  if (verdict.status === 'inconclusive') return 'inconclusive';
  return verdict.severity === 'critical' ? 'drifted, critical' : 'drifted';
}

/** The tone of the drift of a whole batch. */
export function driftTone(status: Drift['status'], severity: Drift['severity']): Tone {
  switch (status) {
    case 'drifted':
      return severity === 'critical' ? 'critical' : 'warning';
    case 'inconclusive':
    case 'skipped':
      return 'open';
    case 'stable':
      return 'good';
    default:
      return status satisfies never;
  }
}

/** The worst first. */
export const toneOrder: readonly Tone[] = ['critical', 'warning', 'open', 'calm', 'good'];

/** A tone, or that of something that is wrong besides, whichever is worse. */
export function worstTone(tone: Tone, besides: { readonly severity: Severity } | undefined): Tone {
  if (!besides) return tone;
  const other = severityTones[besides.severity];
  return toneOrder.indexOf(other) < toneOrder.indexOf(tone) ? other : tone;
}
