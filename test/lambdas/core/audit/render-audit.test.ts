import { describe, expect, test } from '@jest/globals';
import { chatCardSchema } from '../../../../lambdas/core/alert/render/chat-card-schema.ts';
import type { AuditProblem } from '../../../../lambdas/core/audit/audit-schema.ts';
import { renderAudit } from '../../../../lambdas/core/audit/render-audit.ts';

const problems: readonly AuditProblem[] = [
  { kind: 'pending', topic: 'alerts', protocol: 'email', subscriber: 'data-team@example.com' },
  { kind: 'missing', topic: 'alerts', protocol: 'https', subscriber: 'pager' },
  { kind: 'missing', topic: 'ops', protocol: 'email', subscriber: 'operators@example.com' },
  { kind: 'unknown', topic: 'alerts', protocol: 'email', subscriber: 'stranger@example.org' },
];

describe('renderAudit', () => {
  test('says who, what is wrong and what to do', () => {
    const { subject, body } = renderAudit(problems, 'changed', 'prod');

    expect(subject).toBe('[prod] Plumbline subscriptions: 1 not confirmed, 2 gone, 1 unknown');
    expect(body).toMatchInlineSnapshot(`
"4 subscriptions of Plumbline in prod are not as the settings say.

NOT CONFIRMED: they get nothing
- data-team@example.com: email, topic alerts

GONE: they get nothing
- pager: https, topic alerts
- operators@example.com: email, topic ops

UNKNOWN: they listen, and the settings do not name them
- stranger@example.org: email, topic alerts

WHAT TO DO
1. Not confirmed: ask the person to click the link in the email "AWS
   Notification - Subscription Confirmation" (it may be in the spam
   folder); a web address has to open the SubscribeURL that it was sent.
   SNS drops the subscription after two days.
2. Gone: they unsubscribed, or never confirmed. Ask whether they still
   want it. If so, subscribe them again by hand; if not, take them out of
   the settings. The runbook has the commands.
3. Unknown: somebody subscribed them by hand. Find out who; then name them
   in the settings, or unsubscribe them.

Runbook: docs/runbook.md, section "subscriptions".

You will hear of this again when it changes, or in a week.
"
`);
  });

  test('says that it still is so, and that it is over', () => {
    expect(renderAudit(problems.slice(0, 1), 'reminder', 'dev').body).toMatch(
      /^1 subscription of Plumbline in dev is still not as the settings say\./,
    );
    expect(renderAudit(problems, 'changed', 'dev').card.content.description).toBe(
      [
        '4 subscriptions of Plumbline in dev are not as the settings say.',
        '*NOT CONFIRMED: they get nothing*\n• data-team＠example.com: email, topic alerts',
        '*GONE: they get nothing*\n• pager: https, topic alerts\n• operators＠example.com: email, topic ops',
        '*UNKNOWN: they listen, and the settings do not name them*\n• stranger＠example.org: email, topic alerts',
      ].join('\n\n'),
    );
    const over = renderAudit([], 'resolved', 'dev');
    expect(over.subject).toBe('[dev] Plumbline subscriptions: all as they should be');
    expect(over.body).not.toMatch(/WHAT TO DO|You will hear of this again/);
    expect(over.card.content.title).toMatch(/^✅/);
  });

  test.each([
    ['as it should be', problems],
    ['over', []],
    [
      'hostile',
      problems.map((one) => ({ ...one, subscriber: '<!channel> \n@here `x`\u0007\u202e'.repeat(30) })),
    ],
    ['500', Array.from({ length: 500 }, () => problems).flat()],
  ])('fits email, SNS and the card schema: %s', (_, some) => {
    const { subject, body, card } = renderAudit(some, 'changed', 'an-environment-20-ch');

    expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
    expect(chatCardSchema.safeParse(card).error).toBeUndefined();
    for (const line of body.split('\n')) expect(line.length).toBeLessThan(75);
    expect(body.length).toBeLessThan(20_000);
  });
});
