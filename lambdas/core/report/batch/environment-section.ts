import { versionChanges, versionInWords } from '../../environment/words.ts';
import type { DtypeChange, VersionChange } from '../../result/environment-schema.ts';
import type { Result } from '../../result/result-schema.ts';
import { formatCountOf, formatInstant } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { shownCode, shownName, shownSentence } from '../pages/shown-text.ts';

/** Versions that the page lists; the result has more. */
const mostVersions = 100;

/** What differs between what wrote the reference and what wrote the batch; nothing where nothing does. */
export function environmentSection({ environmentChanges, lockFiles = [] }: Result): Html {
  if (environmentChanges.length === 0) return noHtml;
  const versions = versionChanges(environmentChanges);
  const dtypes = environmentChanges.filter((change) => change.kind === 'dtype');
  return html`<section aria-labelledby="environment"><h2 id="environment">What it was written with</h2>
<div class="card">${versionsTable(versions.slice(0, mostVersions))}
${versions.length > mostVersions ? html`<p class="note">${formatCountOf(versions.length - mostVersions, 'more version')} in the result.</p>` : undefined}
${dtypesTable(dtypes)}
${lockFiles.map(
  ({ reference, current }) =>
    html`<p class="note">Lock files compared: ${shownCode(reference.key)} of ${formatInstant(reference.receivedAt)} and ${shownCode(current.key)} of ${formatInstant(current.receivedAt)}.</p>`,
)}</div></section>
`;
}

const sourceNames = {
  file: 'the file',
  metadata: "its object's metadata",
  'lock-file': 'a lock file',
} as const;

function versionsTable(rows: readonly VersionChange[]): Html {
  if (rows.length === 0) return noHtml;
  return dataTable({
    caption: 'Versions that are not those of the reference',
    isCaptionShown: true,
    columns: [
      { title: 'Change', cell: (row) => shownSentence(versionInWords(row)) },
      { title: 'Kind', look: 'short', cell: ({ change, step }) => step ?? change },
      { title: 'Told by', cell: ({ sources }) => sources.map((source) => sourceNames[source]).join(', ') },
    ],
    rows,
  });
}

function dtypesTable(rows: readonly DtypeChange[]): Html {
  if (rows.length === 0) return noHtml;
  return dataTable({
    caption: 'Types that pandas held columns as',
    isCaptionShown: true,
    columns: [
      { title: 'Column', cell: ({ column }) => shownName(column) },
      { title: 'Reference', look: 'short', cell: ({ from }) => shownCode(from) },
      { title: 'Batch', look: 'short', cell: ({ to }) => shownCode(to) },
    ],
    rows,
  });
}
