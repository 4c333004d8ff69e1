import { type Digest, type DigestModel, isCritical, isSilent, needsLook } from '../../digest/digest.ts';
import { looksInWords, quarantinedShare, silenceInWords } from '../../digest/digest-words.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { dataTable } from '../pages/data-table.ts';
import { type Html, html, noHtml } from '../pages/html.ts';
import { pageFooter, renderPage } from '../pages/render-page.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { badge, sign, type Tone } from '../pages/verdict-badge.ts';
import { digestModelSection } from './digest-model-section.ts';

export interface DigestPageFacts {
  readonly environment: string;
  readonly plumbline: string;
  readonly digest: Digest;
}

/** The page of a week: what every model had, the worst first. */
export function renderDigest({ environment, plumbline, digest }: DigestPageFacts): string {
  const { models, modelsLeftOut, resultsBucket } = digest;
  const shown = models.filter((model) => !isSilent(model) || needsLook(model));
  const sections = shown.map((model, index) =>
    digestModelSection(model, `model-${index + 1}`, { bucket: resultsBucket, environment }),
  );
  const more =
    modelsLeftOut > 0
      ? html`<p class="note">${formatCountOf(modelsLeftOut, 'more model')} not shown here.</p>`
      : noHtml;
  return renderPage({
    title: `Week ${digest.week}, ${nameText(environment)}`,
    body: html`<header class="top">
<nav aria-label="Reports"><a href="index.html">All models</a></nav>
${banner(environment, digest)}
</header>
<main id="main">
${overview(digest)}
${sections}${more}
</main>
${pageFooter(plumbline)}`,
  });
}

function banner(environment: string, { week, firstDay, lastDay, timeZone, totals }: Digest): Html {
  const { models, needingLook, silent, batches, rejected, rows, rowsBefore } = totals;
  const tone: Tone = needingLook > 0 ? 'warning' : 'good';
  return html`<div class="banner ${tone}">
<p class="eyebrow">${shownName(environment)} · ${firstDay} to ${lastDay}, ${shownName(timeZone)}</p>
<h1>${sign(tone)}<span>Week ${shownName(week)}: ${looksInWords(needingLook, models)}</span></h1>
<dl class="figures">
${figure('Models', models, `${formatCount(silent)} sent nothing`)}
${figure('Batches', batches, `${formatCount(rejected)} rejected`)}
${figure('Rows read', rows.read, `${formatCount(rowsBefore.read)} the week before`)}
${figure('Rows set aside', rows.quarantined, `${quarantinedShare(rows)}, ${quarantinedShare(rowsBefore)} the week before`)}
</dl>
</div>`;
}

function figure(title: string, count: number, besides: string): Html {
  return html`<div><dt>${title}</dt><dd><strong>${formatCount(count)}</strong>${besides}</dd></div>`;
}

function overview({ models }: Digest): Html {
  const table = dataTable({
    caption: 'Models',
    look: 'stacked',
    rows: models,
    columns: [
      { title: 'Model', cell: nameOf },
      { title: 'State', cell: stateOf },
      {
        title: 'Batches',
        look: 'number',
        cell: ({ batches }) => formatCount(batches.accepted + batches.rejected),
      },
      { title: 'Rejected', look: 'number', cell: ({ batches }) => formatCount(batches.rejected) },
      { title: 'Drifted', look: 'number', cell: ({ batches }) => formatCount(batches.drifted) },
      { title: 'Rows', look: 'number', cell: ({ rows }) => formatCount(rows.read) },
      { title: 'Set aside', look: 'number', cell: ({ rows }) => quarantinedShare(rows) },
    ],
  });
  return html`<section aria-labelledby="models">
<h2 id="models">Models, those that need attention first</h2>
<div class="card">${table}</div>
</section>
`;
}

/** A link to the page of the model, which there is from its first batch on. */
function nameOf({ model, newestAt }: DigestModel): Html {
  const name = shownName(model);
  return newestAt === undefined
    ? name
    : html`<a href="${encodeURIComponent(model.toWellFormed())}/index.html">${name}</a>`;
}

function stateOf(model: DigestModel): Html {
  if (isCritical(model)) return badge('critical', 'needs a look');
  if (needsLook(model)) return badge('warning', 'needs a look');
  return isSilent(model) ? badge('open', silenceInWords(model)) : badge('good', 'nothing open');
}
