import { driftConfidence } from '../../alert/batch/drift-confidence.ts';
import type { Result } from '../../result/result-schema.ts';
import { formatCount, formatCountOf, formatInstant } from '../../text/in-words.ts';
import { batchName, commandLineEnvironment, consoleLink, type Place, shownUri } from '../../text/places.ts';
import { capitalised } from '../../text/sentences.ts';
import { type Fragment, type Html, html, noHtml } from '../pages/html.ts';
import { asSentence, shownCode } from '../pages/shown-text.ts';

/** How sure the verdict is: the sentences of the alert. */
export function confidenceSection(result: Result): Html {
  const { drift } = result;
  if (drift.status === 'skipped' || drift.features.length === 0) return noHtml;
  return html`<section aria-labelledby="sure"><h2 id="sure">How sure that is</h2><p>${driftConfidence(result)}</p></section>
`;
}

/** The file, what it was held against, and where everything lies. */
export function batchFactsSection(result: Result, places: readonly Place[]): Html {
  const { batch, contract, reference } = result;
  const isHere = result.environment === commandLineEnvironment;
  const facts: readonly (readonly [string, Fragment])[] = [
    ['File', shownCode(isHere ? batchName(batch.key) : batch.key, 1024)],
    ...(isHere ? [] : [['Version', shownCode(batch.versionId)] as const]),
    ['Received', formatInstant(batch.receivedAt)],
    ['Size', `${formatCount(batch.bytes)} bytes`],
    [
      'Format',
      `${batch.format}${batch.compression === undefined || batch.compression === 'none' ? '' : `, ${batch.compression}`}`,
    ],
    ...(batch.writer ? [['Written by', writerWords(batch.writer)] as const] : []),
    ['Contract', contractWords(contract)],
    [
      'Reference',
      reference ? html`${shownCode(reference.version)}, ${formatCountOf(reference.rows, 'row')}` : 'none',
    ],
    ['Plumbline', result.plumbline],
  ];
  const notes = batch.notes ?? [];
  return html`<section aria-labelledby="facts"><h2 id="facts">The file and what it was held against</h2>
${notes.length === 0 ? undefined : html`<ul>${notes.slice(0, 20).map((note) => html`<li>${asSentence(note)}</li>`)}</ul>`}
<dl class="pairs">${facts.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl></section>
${
  places.length === 0
    ? undefined
    : html`<section aria-labelledby="places"><h2 id="places">Where it lies</h2>
<dl class="pairs">${places.map((place) => html`<dt>${capitalised(place.label)}</dt><dd>${placeAddress(place, result.environment)}</dd>`)}</dl></section>
`
}`;
}

function contractWords({ source, version }: Result['contract']): Fragment {
  switch (source) {
    case 'uploaded':
      return html`uploaded, ${shownCode(version)}`;
    case 'inferred':
      return html`drafted from the reference, ${shownCode(version)}`;
    case 'none':
      return 'none';
    default:
      return source satisfies never;
  }
}

/** The program that wrote the file, and what it wrote with. */
function writerWords(writer: NonNullable<Result['batch']['writer']>): Fragment {
  const { createdBy, pandasVersion, library, libraryVersion, sparkVersion } = writer;
  const parts = [
    createdBy,
    pandasVersion && `pandas ${pandasVersion}`,
    library && `${library} ${libraryVersion ?? ''}`,
    sparkVersion && `Spark ${sparkVersion}`,
  ];
  const known = parts.filter((part) => part !== undefined && part !== '');
  return known.length === 0
    ? 'the file does not tell'
    : known.map((part) => html`${shownCode(String(part))} `);
}

function placeAddress(place: Place, environment: string): Html {
  const uri = shownCode(shownUri(place), 1200);
  const link = consoleLink(place, environment);
  return link === undefined ? uri : html`${uri} <a href="${link}" rel="noreferrer">in the S3 console</a>`;
}
