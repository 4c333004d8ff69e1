import { html } from '../pages/html.ts';

/** How the two samples are told apart: by form as well as by colour. */
export const legend = html`<p class="legend"><span><svg aria-hidden="true" viewBox="0 0 24 12"><rect class="reference" x="1" y="1" width="22" height="10"/></svg> Reference: a pale area, median dashed</span> <span><svg aria-hidden="true" viewBox="0 0 24 12"><path class="current" d="M1,10V4H12V1H23V10"/></svg> This batch: a strong line or full bar</span></p>`;
